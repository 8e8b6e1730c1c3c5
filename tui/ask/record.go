package ask

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// accept keeps what is in the field and goes on. What the evidence suggests and
// nobody changed is confirmed with that evidence.
func (a *Ask) accept() screen.Action {
	e, ok := a.entry()
	if !ok || a.field == nil {
		return screen.Done()
	}
	if a.field.Blur(); a.field.Problem().Complete() {
		a.focus()
		return a.hint()
	}
	kept, err := a.keep(true)
	a.focus()
	switch {
	case err != nil:
		return screen.Fail(err)
	case !kept && !e.Status().Answered():
		return a.hint()
	}
	a.next()
	return screen.Done()
}

// hint says what a question without an answer wants.
func (a *Ask) hint() screen.Action {
	if a.problem = a.field.Problem(); a.problem.Complete() {
		return screen.Action{Handled: true, Status: &screen.Status{Text: a.problem, Bad: true}}
	}
	return screen.Action{Handled: true, Status: &screen.Status{Bad: true, Text: i18n.Text{
		ZH: "还没有答案：请填写，或按 u 不知道、x 不适用、f 待跟进；跳过按 o",
		EN: "no answer yet: fill it in, or u unknown, x not applicable, f follow up; o goes past it",
	}}}
}

// keep records what is in the field when that differs from the answer, and tells
// whether the question has an answer in this place now. Confirmed says that the
// person asked for it, which takes over what the evidence suggests.
func (a *Ask) keep(confirmed bool) (bool, error) {
	e, ok := a.entry()
	if !ok || a.field == nil {
		return false, nil
	}
	v, given := a.field.Value()
	changed := a.changed()
	if !given {
		return e.Status().Answered() && !changed, nil
	}
	answer, answered := e.Answer()
	switch {
	case changed || confirmed && a.fromScan:
	case answered && answer.State == survey.Known && (!confirmed || sameConfidence(answer.Confidence, a.confidence)):
		return true, nil
	case !answered || !confirmed:
		return false, nil
	}
	event := interview.Event{
		Kind: interview.Answered, Place: a.at, Question: a.id, Origin: interview.Person,
		Answer: interview.AnswerOf(survey.Answer{State: survey.Known, Value: v, Confidence: a.confidence}),
	}
	if a.fromScan && !changed {
		event.Origin, event.Evidence = interview.Scan, e.Suggestions[0].Evidence
	}
	if err := a.machine().Do(event); err != nil {
		return false, err
	}
	delete(a.drafts, spot{a.at, a.id})
	a.fill()
	return true, nil
}

// changed tells whether the field holds something else than what is in force.
func (a *Ask) changed() bool { return a.edited || a.field.Changed() }

func sameConfidence(a, b survey.Confidence) bool {
	return a == b || a == "" && b == survey.Confirmed
}

// Leave keeps what was changed, so that nothing that was typed is lost on the way
// out. What does not fit its question stays as a draft while the program runs.
func (a *Ask) Leave() error {
	e, ok := a.entry()
	if !ok || a.field == nil {
		return nil
	}
	if _, err := a.keep(false); err != nil {
		return err
	}
	if a.changed() && a.field.Problem().Complete() {
		a.drafts[spot{a.at, e.Question.ID}] = a.field
	}
	return nil
}

// state answers that nobody knows, or that the question does not apply.
func (a *Ask) state(s survey.State) screen.Action {
	err := a.machine().Do(interview.Event{
		Kind: interview.Answered, Place: a.at, Question: a.id, Origin: interview.Person,
		Answer: &interview.Answer{State: s, Confidence: survey.Confirmed},
	})
	if err != nil {
		return screen.Fail(err)
	}
	delete(a.drafts, spot{a.at, a.id})
	a.fill()
	a.next()
	return screen.Done()
}

// move keeps the field and shows another question.
func (a *Ask) move(to interview.Item) screen.Action {
	if err := a.Leave(); err != nil {
		return screen.Fail(err)
	}
	a.goTo(to.Place, to.Question)
	return screen.Done()
}

// next goes to the question behind, in the next place when there is none.
func (a *Ask) next() { a.step(1) }

func (a *Ask) step(by int) {
	items := a.machine().Agenda(a.at, a.filter)
	at := -1
	for i, it := range items {
		if it.Question == a.id {
			at = i
		}
	}
	if to := at + by; to >= 0 && to < len(items) {
		a.goTo(a.at, items[to].Question)
		return
	}
	if !a.across(by) {
		a.fill()
	}
}

// across goes to the nearest place before or behind that has questions.
func (a *Ask) across(by int) bool {
	places := a.machine().Subjects().Places()
	for i := slices.Index(places, a.at) + by; i >= 0 && i < len(places); i += by {
		items := a.machine().Agenda(places[i], a.filter)
		switch {
		case len(items) == 0:
			continue
		case by > 0:
			a.goTo(places[i], items[0].Question)
		default:
			a.goTo(places[i], items[len(items)-1].Question)
		}
		return true
	}
	return false
}

// part goes to the first question of the section before or behind.
func (a *Ask) part(by int) screen.Action {
	items := a.machine().Agenda(a.at, a.filter)
	var sections []interview.Item
	at := 0
	for _, i := range items {
		if n := len(sections); n == 0 || sections[n-1].Section != i.Section {
			sections = append(sections, i)
		}
		if i.Question == a.id {
			at = len(sections) - 1
		}
	}
	if to := at + by; to >= 0 && to < len(sections) {
		return a.move(sections[to])
	}
	if err := a.Leave(); err != nil {
		return screen.Fail(err)
	}
	a.across(by)
	return screen.Done()
}

// nextOpen goes to the next question that nobody has answered.
func (a *Ask) nextOpen() screen.Action {
	f := a.filter
	f.Open = true
	here := interview.Item{Place: a.at, Question: a.id}
	var before, behind *interview.Item
	passed := false
	for _, i := range a.machine().FullAgenda(a.filter) {
		if i.Place == here.Place && i.Question == here.Question {
			passed = true
			continue
		}
		if e, ok := a.machine().Entry(i.Place, i.Question); !ok || e.Status().Answered() {
			continue
		}
		item := i
		if passed && behind == nil {
			behind = &item
		} else if before == nil {
			before = &item
		}
	}
	switch {
	case behind != nil:
		return a.move(*behind)
	case before != nil:
		return a.move(*before)
	}
	return screen.Tell(i18n.Text{ZH: "这一轮的问题都回答了。按 r 复核。", EN: "Everything in this pass is answered. r reviews it."})
}

// command does what a key of the interview means.
func (a *Ask) command(b frame.Binding) screen.Action {
	if !b.Enabled() {
		return screen.Action{Handled: true, Status: &screen.Status{Text: b.Disabled, Bad: true}}
	}
	switch b.ID {
	case doNext:
		return a.accept()
	case doBack:
		if err := a.Leave(); err != nil {
			return screen.Fail(err)
		}
		a.step(-1)
	case doUnknown:
		return a.state(survey.Unknown)
	case doNA:
		return a.state(survey.NotApplicable)
	case doClear:
		if err := a.machine().Do(interview.Event{Kind: interview.Cleared, Place: a.at, Question: a.id}); err != nil {
			return screen.Fail(err)
		}
		a.fill()
	case doConfidence:
		a.confidence = following(a.confidence)
		return screen.Tell(i18n.Textf("把握程度：%[1]s；按 enter 保存", "confidence: %[2]s; enter keeps it", confidenceText(a.confidence).ZH, confidenceText(a.confidence).EN))
	case doSuggestion:
		if e, ok := a.entry(); ok && len(e.Suggestions) > 0 {
			a.field.Set(e.Suggestions[0].Value)
			a.edited = true
		}
	case doUndo:
		return a.undone(a.machine().Undo())
	case doRedo:
		return a.undone(a.machine().Redo())
	case doPrevPart:
		return a.part(-1)
	case doNextPart:
		return a.part(1)
	case doOpen:
		return a.nextOpen()
	case doLeave:
		a.onTree = true
		a.focus()
	case doHome:
		return screen.Action{Handled: true, Pop: true}
	case doSave:
		return screen.Tell(i18n.Text{ZH: "每次回答都已写入日志。", EN: "Every answer is in the log already."})
	default:
		return a.open(b.ID)
	}
	return screen.Done()
}

// undone shows what an undo or redo was about.
func (a *Ask) undone(events []interview.Event, err error) screen.Action {
	if err != nil {
		return screen.Fail(err)
	}
	if len(events) == 0 {
		return screen.Done()
	}
	e := events[0]
	if e.Question != "" {
		delete(a.drafts, spot{e.Place, e.Question})
		a.goTo(e.Place, e.Question)
	}
	if len(events) > 1 {
		return screen.Tell(i18n.Textf("%d 处改动", "%d changes", len(events)))
	}
	return screen.Done()
}

func following(c survey.Confidence) survey.Confidence {
	switch c {
	case survey.Confirmed, "":
		return survey.Estimated
	case survey.Estimated:
		return survey.Assumed
	}
	return survey.Confirmed
}

func confidenceText(c survey.Confidence) i18n.Text {
	switch c {
	case survey.Estimated:
		return i18n.Text{ZH: "估计", EN: "estimated"}
	case survey.Assumed:
		return i18n.Text{ZH: "假定", EN: "assumed"}
	}
	return i18n.Text{ZH: "已确认", EN: "confirmed"}
}
