package interview

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/document"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Printing says how minutes and lists are printed.
type Printing struct {
	Lang  i18n.Lang
	Zone  *time.Location              // of the times; nil means UTC
	Today string                      // 2026-11-30; what is due before is overdue
	Role  func(role string) i18n.Text // names a role of the catalogue; nil leaves ids as they are
}

func (p Printing) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(p.Lang) }

func (p Printing) time(t time.Time) time.Time {
	if p.Zone == nil {
		return t.UTC()
	}
	return t.In(p.Zone)
}

// MinutesDocument prints the minutes of a meeting, and tells whether there was one.
func (m *Machine) MinutesDocument(id string, p Printing) (document.Document, bool) {
	minutes, ok := m.Minutes(id)
	if !ok {
		return nil, false
	}
	w := writer{m, p}
	out := document.Document{
		document.Heading{Level: 1, Text: strings.TrimSuffix(p.say("会议纪要：", "Minutes: ")+minutes.Subject, p.say("：", ": "))},
		document.Paragraph{Text: w.when(minutes.Meeting)},
	}
	out = append(out, w.part("出席", "Present", w.people(minutes.People))...)
	out = append(out, w.part("已回答", "Answered", w.outcomes(minutes.Answered, p.say("答案", "Answer")))...)
	out = append(out, w.part("承诺答复", "Promised", w.promises(minutes.Promised))...)
	out = append(out, w.part("搁置（没有人认领）", "Parked, taken by nobody", w.outcomes(minutes.Parked, ""))...)
	out = append(out, w.part("备注", "Notes", w.outcomes(minutes.Notes, p.say("备注", "Note")))...)
	return append(out, w.part("尚未解决的矛盾", "Conflicts still open", w.conflicts(m.about(minutes)))...), true
}

// FollowUps prints the open follow-ups, the earliest day first.
func (m *Machine) FollowUps(p Printing) document.Document {
	w := writer{m, p}
	list := m.Waiting()
	out := document.Document{document.Heading{Level: 1, Text: p.say("待跟进的问题", "Questions that wait for an answer")}}
	if len(list) == 0 {
		return append(out, document.Paragraph{Text: p.say("没有待跟进的问题。", "Nothing waits for an answer.")})
	}
	return append(out, w.promises(list))
}

// about are the open conflicts of what was answered in the meeting.
func (m *Machine) about(minutes Minutes) []Conflict {
	return slices.DeleteFunc(m.OpenConflicts(), func(c Conflict) bool {
		return !slices.ContainsFunc(minutes.Answered, func(o Outcome) bool {
			for i, id := range c.Questions {
				if id == o.Question && c.Places[i] == o.Place {
					return true
				}
			}
			return false
		})
	})
}

// writer writes the parts of a printed list.
type writer struct {
	m *Machine
	p Printing
}

// part is a chapter; what has nothing in it says so.
func (w writer) part(zh, en string, b document.Block) document.Document {
	if b == nil {
		b = document.Paragraph{Text: w.p.say("无。", "None.")}
	}
	return document.Document{document.Heading{Level: 2, Text: w.p.say(zh, en)}, b}
}

func (w writer) when(m Meeting) string {
	from, until := w.p.time(m.At), w.p.time(m.Until)
	text := from.Format("2006-01-02 15:04")
	switch {
	case m.Until.IsZero():
		return text + from.Format(" MST") + w.p.say("（尚未结束）", " (not ended)")
	case until.Format(time.DateOnly) == from.Format(time.DateOnly):
		text += until.Format("–15:04")
	default:
		text += until.Format(" – 2006-01-02 15:04")
	}
	return text + from.Format(" MST")
}

func (w writer) people(people []Attendee) document.Block {
	t := document.Table{Head: []string{w.p.say("姓名", "Name"), w.p.say("角色", "Role")}}
	for _, a := range people {
		role := a.Role
		if w.p.Role != nil {
			if text := w.p.Role(role); text.Complete() {
				role = text.In(w.p.Lang)
			}
		}
		t.Rows = append(t.Rows, []string{a.Name, role})
	}
	return block(t)
}

// block is nil for a table without rows.
func block(t document.Table) document.Block {
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// question names the question and its id.
func (w writer) question(id string) (survey.Question, string) {
	q, _ := w.m.bank.Question(id)
	return q, q.Text.In(w.p.Lang) + w.p.say("（", " (") + id + w.p.say("）", ")")
}

func (w writer) outcomes(list []Outcome, what string) document.Block {
	t := document.Table{Head: []string{w.p.say("位置", "Place"), w.p.say("问题", "Question")}}
	if what != "" {
		t.Head = append(t.Head, what)
	}
	for _, o := range list {
		q, name := w.question(o.Question)
		row := []string{o.Place.Text().In(w.p.Lang), name}
		switch {
		case o.Text != "":
			row = append(row, o.Text)
		case what != "":
			row = append(row, q.Show(o.Answer, w.p.Lang)+w.sure(o.Answer))
		}
		t.Rows = append(t.Rows, row)
	}
	return block(t)
}

// sure says of an answer that it was not confirmed.
func (w writer) sure(a survey.Answer) string {
	switch a.Confidence {
	case survey.Estimated:
		return w.p.say("（估计）", " (estimated)")
	case survey.Assumed:
		return w.p.say("（假设）", " (assumed)")
	}
	return ""
}

func (w writer) promises(list []Outcome) document.Block {
	t := document.Table{Head: []string{w.p.say("期限", "Until"), w.p.say("负责人", "Owner"), w.p.say("位置", "Place"), w.p.say("问题", "Question")}}
	for _, o := range list {
		_, name := w.question(o.Question)
		due := o.Due
		if due != "" && due < w.p.Today {
			due += w.p.say("（已过期）", " (overdue)")
		}
		t.Rows = append(t.Rows, []string{due, o.Owner, o.Place.Text().In(w.p.Lang), name})
	}
	return block(t)
}

func (w writer) conflicts(list []Conflict) document.Block {
	var out document.List
	for _, c := range list {
		out.Items = append(out.Items, fmt.Sprintf(w.p.say("%[1]s：%[2]s。%[3]s（%[4]s）", "%[1]s: %[2]s. %[3]s (%[4]s)"),
			c.Place.Text().In(w.p.Lang), c.Text.In(w.p.Lang), c.Advice.In(w.p.Lang), strings.Join(c.Questions, w.p.say("、", ", "))))
	}
	if len(out.Items) == 0 {
		return nil
	}
	return out
}
