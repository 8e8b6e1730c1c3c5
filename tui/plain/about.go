package plain

import (
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/tui/field"
)

// away takes a note or a follow-up away.
const away = "-"

// sure says how sure the person is: of the answer that is there, else of the next.
func (t *talk) sure(arg string) error {
	e, _ := t.entry()
	c, ok := confidence(arg)
	if !ok {
		words := make([]string, len(survey.Confidences()))
		for i, c := range survey.Confidences() {
			words[i] = c.Text().In(t.lang)
		}
		t.out.print(t.say("把握程度写 1 到 3，或：", "Confidence is 1 to 3, or: ") + t.list(words))
		t.out.print(t.say("现在：", "Now: ") + t.sureness(e).Text().In(t.lang))
		return nil
	}
	t.confidence = c
	if a, answered := e.Answer(); answered && !e.Inherited() && a.State == survey.Known {
		t.keepAs(e, a.Value, survey.Value{}, t.say("已保存把握程度：", "Confidence is saved: ")+c.Text().In(t.lang))
		t.confidence = ""
		return nil
	}
	t.out.print(t.say("下一个答案的把握程度：", "Confidence of the next answer: ") + c.Text().In(t.lang))
	return nil
}

func confidence(s string) (survey.Confidence, bool) {
	all := survey.Confidences()
	if i, ok := numberIn(s, len(all)); ok {
		return all[i], true
	}
	for _, c := range all {
		if text := c.Text(); same(s, string(c), text.ZH, text.EN) {
			return c, true
		}
	}
	return "", false
}

// note writes a note on the question.
func (t *talk) note(arg string) error {
	if arg == "" {
		var ok bool
		var err error
		if arg, ok, err = t.ask(t.say("备注（直接回车不改）：", "Note (enter leaves it as it is):")); err != nil || !ok {
			return err
		}
	}
	saved := t.say("已记下备注。", "The note is saved.")
	if arg == away {
		arg, saved = "", t.say("已删除备注。", "The note is taken away.")
	}
	t.settle(saved, interview.Event{Kind: interview.Noted, Place: t.at.Place, Question: t.at.Question, Text: arg})
	return nil
}

// dayRE matches a day at the end of a text.
var dayRE = regexp.MustCompile(`(^|[\s,，、])(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?)$`)

// followUp says who finds out, and until when. A question that is open becomes one
// that nobody knows, which is what it is until then.
func (t *talk) followUp(arg string) error {
	owner, due := "", ""
	switch arg {
	case "":
		var ok bool
		var err error
		if owner, ok, err = t.ask(t.say("谁来答复（直接回车不改）：", "Who finds out (enter leaves it as it is):")); err != nil || !ok {
			return err
		}
		if due, _, err = t.ask(t.say("什么时候之前，如 2026-11-30（可不填）：", "Until when, such as 2026-11-30 (may be left out):")); err != nil {
			return err
		}
	case away:
	default:
		owner, due = splitDay(arg)
	}
	if due != "" {
		day, want := field.Read(survey.Field{Type: survey.Date}, due)
		if want.Complete() {
			t.refuse(survey.Field{Type: survey.Date}, want)
			return nil
		}
		due = day
	}
	t.promise(owner, due)
	return nil
}

// splitDay takes the day from the end of a text, where there is one.
func splitDay(s string) (owner, due string) {
	m := dayRE.FindStringSubmatchIndex(s)
	if m == nil {
		return s, ""
	}
	return strings.Trim(s[:m[4]], " ,，、\t"), s[m[4]:]
}

func (t *talk) promise(owner, due string) {
	e, _ := t.entry()
	drafts := []interview.Event{{Kind: interview.FollowUp, Place: e.Place, Question: e.Question.ID, Owner: owner, Due: due}}
	saved := t.say("已取消跟进。", "The follow-up is ended.")
	if owner != "" || due != "" {
		saved = t.say("已记下待跟进：", "Follow-up: ") + t.parts(owner, due)
		if e.Status() == interview.Open {
			drafts = append(drafts, stateDraft(e, survey.Unknown))
		}
	}
	if t.settle(saved, drafts...) && len(drafts) > 1 {
		t.assumed(e.Question)
	}
}

// clear takes the answer away.
func (t *talk) clear(string) error {
	e, _ := t.entry()
	if len(e.Held) == 0 || e.Inherited() {
		t.tell("这里还没有答案。", "There is no answer here.")
		return nil
	}
	if t.settle(t.say("已清除答案。", "The answer is taken away."), interview.Event{Kind: interview.Cleared, Place: e.Place, Question: e.Question.ID}) {
		t.fresh = true
	}
	return nil
}

// adoptAll takes what the evidence shows for every open question here, of an
// application with its components, as one step.
func (t *talk) adoptAll() error {
	places := []survey.Place{t.at.Place}
	if app, ok := t.Subjects().Application(t.at.Place.App); ok {
		places = []survey.Place{{App: app.Name}}
		for _, c := range app.Components {
			places = append(places, survey.Place{App: app.Name, Component: c})
		}
	}
	proposals := t.Suggested(t.filter, places...)
	if len(proposals) == 0 {
		t.tell("这里没有等待确认的证据。", "No evidence waits to be confirmed here.")
		return nil
	}
	for i, p := range proposals {
		q, _ := t.Bank().Question(p.Question)
		t.out.item(number(i), q.Text.In(t.lang)+" "+q.Show(p.Answer, t.lang)+t.sayf("（%s，%s）", " (%s, %s)", t.place(p.Place), p.From))
	}
	t.settle(t.sayf("已确认以上 %d 个；:z 撤销。", "Confirmed all %d; :z takes it back.", len(proposals)), t.Take(t.Compare(proposals), interview.Scan)...)
	return nil
}

// adopt takes one of several answers, or what the evidence shows.
func (t *talk) adopt(arg string) error {
	if arg == "all" || arg == "全部" {
		return t.adoptAll()
	}
	e, _ := t.entry()
	var drafts []interview.Event
	var shown []string
	add := func(a survey.Answer, o interview.Origin, evidence []string) {
		shown = append(shown, e.Question.Show(a, t.lang))
		drafts = append(drafts, interview.Event{Kind: interview.Answered, Place: e.Place, Question: e.Question.ID, Origin: o, Evidence: evidence, Answer: interview.AnswerOf(a)})
	}
	if e.Status() == interview.Conflicting {
		for _, h := range e.Held {
			add(h.Answer, interview.Person, nil)
		}
	}
	for _, s := range e.Suggestions {
		add(survey.Answer{State: survey.Known, Value: s.Value, Confidence: survey.Confirmed}, interview.Scan, s.Evidence)
	}
	i, ok := numberIn(arg, len(drafts))
	switch {
	case len(drafts) == 0:
		t.tell("没有可采用的：源码里没有证据，也没有几个不一致的答案。", "There is nothing to take: no evidence, and no answers that differ.")
		return nil
	case arg == "" && len(drafts) == 1:
		i = 0
	case !ok:
		for i, s := range shown {
			t.out.item(number(i), s)
		}
		t.tell("写 :t 和序号。", ":t takes one of these numbers.")
		return nil
	}
	if t.settle(t.say("已保存：", "Saved: ")+shown[i], drafts[i]) {
		t.consequencesHere()
		t.next()
	}
	return nil
}

// consequencesHere says what the answer in force means.
func (t *talk) consequencesHere() {
	e, _ := t.entry()
	if a, ok := e.Answer(); ok {
		for _, o := range interview.ChosenOptions(e.Question, a.Value) {
			t.consequences(o)
		}
	}
}

// ask asks for one more text; ok is false when nothing was entered.
func (t *talk) ask(prompt string) (line string, ok bool, err error) {
	for {
		line, err := t.read(prompt)
		if err != nil {
			return "", false, err
		}
		c, arg, is := parse(line, false)
		switch {
		case is == isUnknown:
			t.unknownCommand(arg)
		case is == isCommand && c.id == cmdCancel:
			return "", false, nil
		case is == isCommand && c.id == cmdHelp:
			t.helpFor(inDialog)
		case is == isCommand && c.where&inDialog == 0:
			t.notHere(c, inDialog)
		case is == isCommand:
			if err := c.do(t, arg); err != nil {
				return "", false, err
			}
		default:
			return arg, arg != "", nil
		}
	}
}
