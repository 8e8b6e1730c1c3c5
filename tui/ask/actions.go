package ask

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// open opens the dialog or screen behind a key.
func (a *Ask) open(id string) screen.Action {
	switch id {
	case doNote:
		return a.openNote()
	case doFollowUp:
		return a.openFollowUp()
	case doPlace:
		return a.openPlaces()
	case doAccept:
		return a.openAccept()
	case doEvidence:
		return a.confirmEvidence()
	case doSearch:
		return a.openSearch()
	case doJump:
		return a.openJump()
	case doCopy:
		return a.openCopy()
	case doFilter:
		return a.openFilter()
	case doMeeting:
		return a.openMeeting()
	case doAbout:
		return a.openAbout()
	case doWaiting:
		return screen.Action{Handled: true, Push: NewWaiting(a.env, a)}
	case doConflicts:
		return screen.Action{Handled: true, Push: NewConflicts(a.env, a)}
	case doReview:
		return screen.Action{Handled: true, Push: NewReview(a.env, a)}
	}
	return screen.Action{}
}

func (a *Ask) openNote() screen.Action {
	e, _ := a.entry()
	at := a.here()
	return a.show(a.newNote(i18n.Text{ZH: "备注", EN: "Note"}, e.Note, func(text string) error {
		return a.do(interview.Event{Kind: interview.Noted, Place: at.place, Question: at.id, Text: strings.TrimSpace(text)})
	}))
}

// openFollowUp asks who finds out until when. A question that is open becomes one
// that nobody knows, which is what it is until then.
func (a *Ask) openFollowUp() screen.Action {
	e, _ := a.entry()
	var row survey.Row
	for _, c := range []survey.Cell{{Column: "owner", Text: e.Owner}, {Column: "due", Text: e.Due}} {
		if c.Text != "" {
			row = append(row, c)
		}
	}
	value := survey.Value{}
	if len(row) > 0 {
		value.Rows = []survey.Row{row}
	}
	q := record("follow-up", textColumn("owner", "谁来答复", "Who finds out", false),
		survey.Column{Key: "due", Text: i18n.Text{ZH: "什么时候之前", EN: "Until when"}, Field: survey.Field{Type: survey.Date}})
	f := a.newForm(i18n.Text{ZH: "待跟进", EN: "Follow-up"}, i18n.Text{
		ZH: "会后由谁答复、到哪一天。两项都留空即取消跟进。", EN: "Who answers after the meeting, and by which day. Both empty ends it.",
	}, q, value)
	keep := func(owner, due string) (screen.Action, error) {
		if owner == e.Owner && due == e.Due {
			return screen.Done(), nil
		}
		events := []interview.Event{{Kind: interview.FollowUp, Place: a.at, Question: a.id, Owner: owner, Due: due}}
		if e.Status() == interview.Open && !a.holds() && (owner != "" || due != "") {
			events = append(events, interview.Event{
				Kind: interview.Answered, Place: a.at, Question: a.id, Origin: interview.Person,
				Answer: &interview.Answer{State: survey.Unknown, Confidence: survey.Confirmed},
			})
		}
		if err := a.do(events...); err != nil {
			return screen.Action{}, err
		}
		if !a.holds() {
			a.fill()
		}
		return screen.Tell(i18n.Text{ZH: "已记下；ctrl+z 撤销", EN: "Noted; ctrl+z takes it back"}), nil
	}
	f.done = func(v survey.Value) (screen.Action, error) {
		return keep(v.Record().Get("owner"), v.Record().Get("due"))
	}
	f.empty = func() (screen.Action, error) { return keep("", "") }
	return a.show(f)
}

func (a *Ask) openPlaces() screen.Action {
	e, _ := a.entry()
	return a.show(a.newPick(i18n.Text{ZH: "分别回答", EN: "Answer apart"}, i18n.Text{
		ZH: "在哪里回答？上级的答案对下面都有效，单独的答案只对那里有效。", EN: "Where? An answer above holds for all below, one apart only there.",
	}, among(func() []choice {
		var out []choice
		for _, p := range a.placesFor(e.Question) {
			other, _ := a.machine().Entry(p, a.id)
			detail := other.Status().Text().In(a.env.Lang)
			if answer, ok := other.Answer(); ok {
				detail = other.Question.Show(answer, a.env.Lang)
			}
			out = append(out, choice{text: a.placeName(p), detail: detail, pick: func() (screen.Action, bool) {
				back := a.Where()
				action := a.move(interview.Item{Place: p, Question: a.id})
				if a.at == p {
					a.origin = &back
				}
				return action, false
			}})
		}
		return out
	})))
}

func (a *Ask) openAccept() screen.Action {
	c, ok := a.conflictHere()
	if !ok {
		return screen.Done()
	}
	return a.show(a.acceptForm(c))
}

// acceptForm asks why a conflict stays as it is.
func (a *Ask) acceptForm(c interview.Conflict) *form {
	f := a.newForm(i18n.Text{ZH: "保留矛盾", EN: "Let it stand"}, c.Text, survey.Question{
		ID: "reason", Text: i18n.Text{ZH: "为什么可以保留？", EN: "Why may it stand?"}, Field: survey.Field{Type: survey.Text},
	}, survey.Value{})
	f.done = func(v survey.Value) (screen.Action, error) {
		return screen.Tell(i18n.Text{ZH: "矛盾已保留，理由已记下", EN: "the conflict stands; the reason is kept"}), a.do(c.Accept(v.Text))
	}
	return f
}

// openCopy takes over the answers of another application that the one at hand
// lacks. What it has answered itself stays.
func (a *Ask) openCopy() screen.Action {
	return a.show(a.newPick(i18n.Text{ZH: "复制答案", EN: "Copy answers"}, i18n.Textf(
		"从哪个应用复制到 %[1]s？已有的答案不会被改，可撤销。", "From which application to %[1]s? Answers that are there stay; undo takes it back.", a.at.App,
	), among(func() []choice {
		var out []choice
		for _, app := range a.machine().Subjects().Applications {
			if app.Name == a.at.App {
				continue
			}
			compared := slices.DeleteFunc(a.machine().Compare(a.machine().Copy(app.Name, a.at.App, a.filter)), func(c interview.Compared) bool {
				return c.Verdict != interview.Fresh
			})
			out = append(out, choice{
				text: app.Name, detail: a.env.Sayf("可复制 %d 个答案", "%d answers to copy", len(compared)),
				pick: func() (screen.Action, bool) { return a.copy(compared), false },
			})
		}
		return out
	})))
}

func (a *Ask) copy(compared []interview.Compared) screen.Action {
	if err := a.do(a.machine().Take(compared, interview.Copied)...); err != nil {
		return screen.Fail(err)
	}
	a.fill()
	return screen.Tell(i18n.Textf("已复制 %d 个答案，请逐个核对；ctrl+z 撤销", "%d answers copied; look at each, ctrl+z takes them back", len(compared)))
}
