package ask

import (
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// accept keeps what is in the field and goes on. What the evidence suggests and
// nobody changed is confirmed with that evidence.
func (a *Ask) accept() screen.Action {
	if _, ok := a.entry(); !ok || a.field == nil {
		return screen.Done()
	}
	if a.field.Blur(); a.field.Problem().Complete() {
		a.focus()
		return a.hint()
	}
	if _, given := a.field.Value(); !given && a.changed() {
		return a.clear()
	}
	if err := a.keep(true); err != nil {
		a.focus()
		return screen.Fail(err)
	}
	a.focus()
	if e, _ := a.entry(); !e.Status().Answered() {
		return a.hint()
	}
	return a.onward()
}

// hint says what a question without an answer wants, in the keys that act now.
func (a *Ask) hint() screen.Action {
	if p := a.field.Problem(); p.Complete() {
		return screen.Action{Handled: true, Status: &screen.Status{Text: p, Bad: true}}
	}
	return screen.Action{Handled: true, Status: &screen.Status{Bad: true, Text: i18n.Textf(
		"还没有答案：请填写，或按 %s 不知道、%s 不适用、%s 待跟进；%s 先跳过",
		"no answer yet: fill it in, or %s unknown, %s not applicable, %s follow up; %s goes past it",
		a.keyName(doUnknown), a.keyName(doNA), a.keyName(doFollowUp), a.keyName(doSkip))}}
}

// keep records what is in the field when that says something else than what is in
// force. Confirmed says that the person asked for it, which takes over what is offered.
func (a *Ask) keep(confirmed bool) error {
	e, ok := a.entry()
	if !ok || a.field == nil {
		return nil
	}
	v, given := a.field.Value()
	if !given || !a.toKeep(e, confirmed) {
		return nil
	}
	event := interview.Event{
		Kind: interview.Answered, Place: a.at, Question: a.id, Origin: interview.Person,
		Answer: interview.AnswerOf(survey.Answer{State: survey.Known, Value: v, Confidence: a.confidence}),
	}
	if a.asOffered() && a.evidence != nil {
		event.Origin, event.Evidence = interview.Scan, a.evidence
	}
	if err := a.do(event); err != nil {
		return err
	}
	delete(a.drafts, a.here())
	a.fill()
	return nil
}

func (a *Ask) toKeep(e interview.Entry, confirmed bool) bool {
	if a.changed() || confirmed && a.asOffered() {
		return true
	}
	answer, answered := e.Answer()
	return answered && answer.State == survey.Known && !answer.Confidence.Same(a.confidence) &&
		(confirmed || !e.Inherited())
}

// changed tells whether the field holds something else than what is in force.
func (a *Ask) changed() bool { return a.field != nil && (a.edited || a.field.Changed()) }

// Leave keeps what was changed, so that nothing that was typed is lost on the way
// out. What does not fit its question stays as a draft while the program runs.
func (a *Ask) Leave() error {
	if k, ok := a.dialog.(keeper); ok {
		if err := k.keep(); err != nil {
			return err
		}
	}
	if _, ok := a.entry(); !ok || a.field == nil {
		return nil
	}
	if err := a.keep(false); err != nil {
		return err
	}
	if a.changed() && a.field.Problem().Complete() {
		a.drafts[a.here()] = a.field
	}
	return nil
}

// Unsaved tells whether the field or a dialog holds something that is not in the log.
func (a *Ask) Unsaved() bool {
	return a.dialog != nil && a.dialog.dirty() || a.holds()
}

// holds tells whether the field holds something that is not in the log.
func (a *Ask) holds() bool {
	if !a.changed() {
		return false
	}
	_, given := a.field.Value()
	return given || a.field.Problem().Complete()
}

// Unkept names what cannot be kept: inputs that do not fit their questions, and
// what stands in a dialog that was not ended.
func (a *Ask) Unkept() i18n.Text {
	if _, keeps := a.dialog.(keeper); a.dialog != nil && !keeps && a.dialog.dirty() {
		name := a.dialog.title()
		return i18n.Textf("“%[1]s”里填的内容还没有确定", "what was filled in under “%[2]s” is not kept yet", name.ZH, name.EN)
	}
	for _, i := range a.machine().Bank().Questions() {
		for at := range a.drafts {
			if at.id == i.ID {
				return i18n.Textf("“%[1]s”填的内容不合要求，没有保存", "what was typed for “%[2]s” does not fit and is not saved", i.Text.ZH, i.Text.EN)
			}
		}
	}
	return i18n.Text{}
}

// state answers that nobody knows, or that the question does not apply. What was
// typed before comes back with undo.
func (a *Ask) state(s survey.State) screen.Action {
	err := a.do(interview.Event{
		Kind: interview.Answered, Place: a.at, Question: a.id, Origin: interview.Person,
		Answer: &interview.Answer{State: s, Confidence: survey.Confirmed},
	})
	if err != nil {
		return screen.Fail(err)
	}
	a.drop(false)
	return a.onward()
}

// clear takes the answer away.
func (a *Ask) clear() screen.Action {
	e, _ := a.entry()
	if len(e.Held) == 0 || e.Inherited() {
		a.drop(true)
		return a.hint()
	}
	if err := a.do(interview.Event{Kind: interview.Cleared, Place: a.at, Question: a.id}); err != nil {
		a.focus()
		return screen.Fail(err)
	}
	a.drop(false)
	return screen.Tell(i18n.Text{ZH: "答案已清除；ctrl+z 恢复", EN: "the answer is taken away; ctrl+z brings it back"})
}

// drop forgets what is in the field but not in force, and remembers it for the key
// that takes this back.
func (a *Ask) drop(byUndo bool) {
	if a.holds() {
		a.dropped = dropped{a.here(), a.field, byUndo}
	}
	delete(a.drafts, a.here())
	a.fill()
}

// restore brings back what was dropped last at the question that is shown.
func (a *Ask) restore(byUndo bool) bool {
	if a.dropped.field == nil || a.dropped.at != a.here() || a.dropped.byUndo != byUndo {
		return false
	}
	a.field, a.edited, a.offered = a.dropped.field, true, -1
	a.dropped = dropped{}
	a.focus()
	return true
}
