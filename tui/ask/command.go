package ask

import (
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// command does what a key of the interview means.
func (a *Ask) command(b frame.Binding) screen.Action {
	if !b.Enabled() {
		return screen.Action{Handled: true, Status: &screen.Status{Text: b.Disabled, Bad: true}}
	}
	switch b.ID {
	case doNext:
		return a.accept()
	case doSkip:
		return a.walk(1)
	case doBack:
		return a.walk(-1)
	case doUnknown:
		return a.state(survey.Unknown)
	case doNA:
		return a.state(survey.NotApplicable)
	case doClear:
		return a.clear()
	case doConfidence:
		a.confidence = following(a.confidence)
		c := a.confidence.Text()
		return screen.Tell(i18n.Textf("把握程度：%[1]s；按 enter 保存", "confidence: %[2]s; enter keeps it", c.ZH, c.EN))
	case doOffer:
		a.takeOffer()
	case doUndo:
		return a.undo()
	case doRedo:
		return a.redo()
	case doPrevPart:
		return a.part(-1)
	case doNextPart:
		return a.part(1)
	case doOpen:
		return a.nextOpen()
	case doHome:
		return screen.Action{Handled: true, Pop: true}
	case doLeave:
		return a.toTree()
	case doSave:
		return a.save()
	default:
		return a.open(b.ID)
	}
	return screen.Done()
}

// toTree gives the keys to the tree; what was typed is kept first, so that the
// tree counts it.
func (a *Ask) toTree() screen.Action {
	if err := a.Leave(); err != nil {
		return screen.Fail(err)
	}
	a.onTree = true
	a.tree.show(a.at, a.section())
	a.focus()
	return screen.Done()
}

func (a *Ask) save() screen.Action {
	if err := a.Leave(); err != nil {
		return screen.Fail(err)
	}
	a.focus()
	if p := a.field; p != nil && a.changed() && p.Problem().Complete() {
		return a.hint()
	}
	return screen.Tell(i18n.Text{ZH: "已保存。每个答案都会自动保存。", EN: "Saved. Every answer is saved by itself anyway."})
}

// undo takes back what was typed and not kept yet, else the last action.
func (a *Ask) undo() screen.Action {
	if a.holds() {
		a.drop(true)
		return screen.Tell(i18n.Text{ZH: "已撤销输入；ctrl+y 恢复", EN: "typing undone; ctrl+y brings it back"})
	}
	events, err := a.machine().Undo()
	action := a.showDone(events, err, i18n.Text{ZH: "已撤销：", EN: "undone: "})
	a.restore(false)
	return action
}

func (a *Ask) redo() screen.Action {
	if a.restore(true) {
		return screen.Done()
	}
	events, err := a.machine().Redo()
	return a.showDone(events, err, i18n.Text{ZH: "已重做：", EN: "done again: "})
}

// showDone goes to what an undo or redo was about, and says what that was.
func (a *Ask) showDone(events []interview.Event, err error, verb i18n.Text) screen.Action {
	if err != nil {
		return screen.Fail(spoken(err))
	}
	if len(events) == 0 {
		return screen.Done()
	}
	e := events[0]
	if e.Question != "" {
		delete(a.drafts, spot{e.Place, e.Question})
		a.goTo(e.Place, e.Question)
	}
	what := kindText(e.Kind)
	if len(events) > 1 && e.Kind == interview.Answered {
		what = i18n.Textf("%d 处改动", "%d changes", len(events))
	}
	return screen.Tell(i18n.Text{ZH: verb.ZH + what.ZH, EN: verb.EN + what.EN})
}

func kindText(k interview.Kind) i18n.Text {
	switch k {
	case interview.Cleared:
		return i18n.Text{ZH: "清除答案", EN: "taking the answer away"}
	case interview.Noted:
		return i18n.Text{ZH: "备注", EN: "the note"}
	case interview.FollowUp:
		return i18n.Text{ZH: "待跟进", EN: "the follow-up"}
	case interview.Accepted:
		return i18n.Text{ZH: "保留矛盾", EN: "letting a conflict stand"}
	case interview.Met, interview.Joined, interview.Closed:
		return i18n.Text{ZH: "会议记录", EN: "what was noted of a meeting"}
	}
	return i18n.Text{ZH: "答案", EN: "the answer"}
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
