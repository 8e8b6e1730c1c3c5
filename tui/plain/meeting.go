package plain

import (
	"strings"
	"time"

	"github.com/gantry-ack/gantry/engagement/interview"
)

// meeting begins a meeting, adds people, ends it, or reads its minutes out.
func (t *talk) meeting(arg string) error {
	word, rest, _ := strings.Cut(arg, " ")
	rest = strings.TrimSpace(rest)
	current := t.CurrentMeeting()
	switch {
	case same(word, "begin", "开始"):
		return t.begin(rest)
	case current == "" && (arg == "" || same(word, "join", "加入", "end", "结束")):
		t.tell("没有正在开的会。:m 开始 主题。", "No meeting goes on. :m begin SUBJECT.")
	case same(word, "join", "加入"):
		return t.join(rest)
	case same(word, "end", "结束"):
		if t.settle(t.say("会议结束。", "The meeting has ended."), interview.Event{Kind: interview.Closed, Target: current}) {
			t.minutes(current)
		}
	case arg == "" || same(word, "minutes", "纪要"):
		t.latestMinutes()
	default:
		t.tell("会议：开始 主题、加入 姓名、结束、纪要。", "Meeting: begin SUBJECT, join NAMES, end, minutes.")
	}
	return nil
}

func (t *talk) begin(subject string) error {
	var ok bool
	var err error
	if subject == "" {
		if subject, ok, err = t.ask(t.say("会议主题（直接回车取消）：", "Subject of the meeting (enter cancels):")); err != nil || !ok {
			return err
		}
	}
	names, _, err := t.ask(t.say("参加的人，姓名之间用顿号，角色写在括号里（可不填）：", "Who attends, commas between names, roles in brackets (may be left out):"))
	if err != nil {
		return err
	}
	t.settle(t.say("会议开始。之后的回答都记入它的纪要。", "The meeting has begun. What is answered from now on goes into its minutes."),
		interview.Event{Kind: interview.Met, Text: subject, People: attendees(names)})
	return nil
}

func (t *talk) join(names string) error {
	if names == "" {
		var ok bool
		var err error
		if names, ok, err = t.ask(t.say("谁加入（直接回车取消）：", "Who joins (enter cancels):")); err != nil || !ok {
			return err
		}
	}
	people := attendees(names)
	if len(people) == 0 {
		t.tell("没有姓名。", "There is no name.")
		return nil
	}
	t.settle(t.say("已加入：", "In the meeting now: ")+t.people(people), interview.Event{Kind: interview.Joined, Target: t.CurrentMeeting(), People: people})
	return nil
}

// attendees reads names with roles in brackets.
func attendees(s string) []interview.Attendee {
	var out []interview.Attendee
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",，、;；\t", r) }) {
		part = strings.NewReplacer("（", "(", "）", ")").Replace(part)
		name, role, _ := strings.Cut(part, "(")
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, interview.Attendee{Name: name, Role: strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(role), ")"))})
		}
	}
	return out
}

func (t *talk) people(list []interview.Attendee) string {
	words := make([]string, len(list))
	for i, p := range list {
		if words[i] = p.Name; p.Role != "" {
			words[i] += t.sayf("（%s）", " (%s)", p.Role)
		}
	}
	return t.list(words)
}

func (t *talk) latestMinutes() {
	all := t.Meetings()
	if len(all) == 0 {
		t.tell("还没有会议。", "There was no meeting yet.")
		return
	}
	id := t.CurrentMeeting()
	if id == "" {
		id = all[len(all)-1].ID
	}
	t.minutes(id)
}

// minutes reads the minutes of a meeting out.
func (t *talk) minutes(id string) {
	m, ok := t.Minutes(id)
	if !ok {
		return
	}
	when := m.At.Format(time.DateTime)
	if !m.Until.IsZero() {
		when += t.say(" 到 ", " to ") + m.Until.Format(time.TimeOnly)
	}
	t.out.print(t.say("会议纪要：", "Minutes: ") + t.parts(m.Subject, when+" UTC"))
	if len(m.People) > 0 {
		t.out.print(t.say("参加：", "Present: ") + t.people(m.People))
	}
	for _, part := range []struct {
		zh, en string
		list   []interview.Outcome
	}{
		{"已回答：", "Answered:", m.Answered},
		{"承诺答复：", "Promised:", m.Promised},
		{"搁置：", "Parked:", m.Parked},
		{"备注：", "Notes:", m.Notes},
	} {
		if len(part.list) == 0 {
			continue
		}
		t.tell(part.zh, part.en)
		for i, o := range part.list {
			t.out.item(number(i), t.outcome(o))
		}
	}
}

func (t *talk) outcome(o interview.Outcome) string {
	q, _ := t.Bank().Question(o.Question)
	what := o.Text
	switch {
	case what != "":
	case o.Owner != "" || o.Due != "":
		what = t.parts(o.Owner, o.Due)
	case o.Answer.State != "":
		what = q.Show(o.Answer, t.lang)
	}
	return q.Text.In(t.lang) + " " + what + t.sayf("（%s）", " (%s)", t.parts(t.place(o.Place), o.Question))
}
