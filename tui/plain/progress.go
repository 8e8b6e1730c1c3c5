package plain

import (
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// welcome says what this is and how to be helped.
func (t *talk) welcome() {
	t.tell("容器化调研访谈，逐行问答。命令以冒号开头：:h 列出命令，:q 离开。每个回答都立即保存。",
		"The interview, line by line. Commands begin with a colon: :h lists them, :q leaves. Every answer is saved at once.")
	if t.By != "" {
		t.out.print(t.say("记录人：", "At the keyboard: ") + t.By)
	}
	if t.CurrentMeeting() != "" {
		t.tell("会议还在进行，回答会记入它的纪要；:m 结束 即结束会议。", "A meeting goes on, and its minutes take what is answered; :m end ends it.")
	}
}

// entered tells how far a section is when the interview comes to it, and what to do
// behind the last question.
func (t *talk) entered() {
	if t.at.Question == "" {
		t.out.blank()
		t.tell("这一轮的问题到这里为止。", "This is the end of the questions of this pass.")
		t.left()
		t.tell(":o 到下一个未答的问题，:r 复核，:q 离开。", ":o goes to the next open question, :r reviews, :q leaves.")
		return
	}
	q, _ := t.Bank().Question(t.at.Question)
	here := interview.Item{Place: t.at.Place, Section: q.Section}
	if here == t.part {
		return
	}
	t.part = here
	t.sync()
	t.out.blank()
	var items []interview.Item
	for _, i := range t.Agenda(here.Place, t.filter) {
		if i.Section == here.Section {
			items = append(items, i)
		}
	}
	answered := ""
	if p := t.Count(items); p.Asked > 0 {
		answered = t.sayf("%d 题已答 %d 题", "%[2]d of %[1]d answered", p.Asked, p.Answered())
	}
	t.out.print(t.say("章节：", "Section: ") + t.parts(t.place(here.Place), t.section(here.Section), answered))
	t.numbers(t.place(here.Place), t.Progress(here.Place))
}

// numbers reads the three numbers out, and what is in the way.
func (t *talk) numbers(of string, p interview.Progress) {
	words := []string{
		t.sayf("就绪度 %d%%", "readiness %d%%", p.Readiness()),
		t.sayf("完整度 %d%%", "completeness %d%%", p.Completeness()),
		t.sayf("把握度 %d%%", "confidence %d%%", p.Confidence()),
		p.Colour().Text().In(t.lang),
	}
	if p.Blockers > 0 {
		words = append(words, t.sayf("否决项 %d 个", "blockers: %d", p.Blockers))
	}
	if p.Parked > 0 {
		words = append(words, t.sayf("待跟进 %d 个", "follow-ups: %d", p.Parked))
	}
	t.out.print(t.line(of) + t.say("：", ": ") + t.parts(words...))
}

func (t *talk) total() interview.Progress { return t.ProgressOf(t.Subjects().Places()...) }

// totals reads the numbers of all places out.
func (t *talk) totals() {
	t.numbers(t.say("全部", "All"), t.total())
	t.left()
}

// left says what is left to do.
func (t *talk) left() {
	p := t.total()
	open := p.Asked - p.Known - p.Unknown - p.Suggested - p.Conflicts - p.Invalid
	t.out.print(t.say("共 ", "Of ") + t.parts(
		t.sayf("%d 题", "%d questions", p.Asked), t.sayf("已知 %d", "known %d", p.Known), t.sayf("不知道 %d", "unknown %d", p.Unknown),
		t.sayf("待确认 %d", "to be confirmed %d", p.Suggested), t.sayf("未答 %d", "open %d", open),
		t.sayf("矛盾 %d", "conflicts %d", len(t.OpenConflicts()))))
}

// info reads the progress out, and the meeting that goes on.
func (t *talk) info(string) error {
	if app := t.at.Place.App; app != "" {
		places := []survey.Place{{App: app}}
		if a, ok := t.Subjects().Application(app); ok {
			for _, c := range a.Components {
				places = append(places, survey.Place{App: app, Component: c})
			}
		}
		t.numbers(t.place(places[0]), t.ProgressOf(places...))
	}
	t.totals()
	id := t.CurrentMeeting()
	for _, m := range t.Meetings() {
		if m.ID == id {
			t.out.print(t.say("会议进行中：", "A meeting goes on: ") + t.parts(m.Subject, t.people(m.People)))
		}
	}
	return nil
}

// farewell says what is left and where the next time goes on.
func (t *talk) farewell() {
	t.sync()
	t.out.blank()
	t.tell("访谈到此为止，答案都已保存。", "The interview is left; every answer is saved.")
	t.left()
	if t.at.Question != "" {
		t.out.print(t.say("下次从这里继续：", "The next time goes on here: ") + t.parts(t.place(t.at.Place), t.sectionOf(t.at.Question), t.at.Question))
	}
	if t.opt.Left != nil {
		t.opt.Left(t.at, t.filter)
	}
}
