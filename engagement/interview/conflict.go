package interview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// ConflictKind tells between what a conflict is.
type ConflictKind string

// The kinds of conflicts.
const (
	BetweenAnswers ConflictKind = "answers"  // two people answered one question differently
	WithEvidence   ConflictKind = "evidence" // the source shows something else
	Contradiction  ConflictKind = "rule"     // answers to several questions cannot all hold
)

// Text names the kind.
func (k ConflictKind) Text() i18n.Text {
	switch k {
	case BetweenAnswers:
		return i18n.Text{ZH: "两个答案不一致", EN: "two answers differ"}
	case WithEvidence:
		return i18n.Text{ZH: "答案与证据不一致", EN: "answer and evidence differ"}
	}
	return i18n.Text{ZH: "答案互相矛盾", EN: "answers contradict each other"}
}

// Conflict is an answer and a fact, or several answers, that cannot all hold.
type Conflict struct {
	// ID names the conflict among those of its place: the rule or the question.
	ID        string
	Kind      ConflictKind
	Place     survey.Place
	Questions []string  // those that settle it, the likeliest first
	Text      i18n.Text // what cannot hold together, with the values
	Advice    i18n.Text // what to do about it
	Evidence  []string
	Accepted  string // why it stays as it is; "" while it is open
}

// Key names the conflict among all.
func (c Conflict) Key() string { return string(c.Kind) + ":" + c.ID + "@" + c.Place.String() }

// Conflicts computes all conflicts, those that are open first, each part in the
// order of places.
func (m *Machine) Conflicts() []Conflict {
	var out []Conflict
	for _, p := range m.Subjects().Places() {
		out = append(out, m.ConflictsAt(p)...)
	}
	slices.SortStableFunc(out, func(a, b Conflict) int {
		return cmp.Compare(btoi(a.Accepted != ""), btoi(b.Accepted != ""))
	})
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ConflictsAt computes the conflicts of one place.
func (m *Machine) ConflictsAt(at survey.Place) []Conflict {
	var out []Conflict
	for _, q := range m.bank.Questions() {
		if !q.Allows(at.Level()) {
			continue
		}
		e := m.entry(q, at)
		if len(e.Held) > 1 && e.From == at {
			out = append(out, betweenAnswers(e))
		}
		if c, ok := withEvidence(e); ok {
			out = append(out, c)
		}
	}
	for _, r := range contradictions() {
		if r.level != at.Level() {
			continue
		}
		if c, ok := r.check(view{m, at}); ok {
			c.ID, c.Kind, c.Place, c.Advice = r.id, Contradiction, at, r.advice
			if len(c.Questions) == 0 {
				c.Questions = r.questions
			}
			out = append(out, c)
		}
	}
	for i := range out {
		out[i].Accepted = m.text(cell{at, out[i].Questions[0], Accepted, out[i].Key()})
	}
	return out
}

func betweenAnswers(e Entry) Conflict {
	zh, en := make([]string, len(e.Held)), make([]string, len(e.Held))
	for i, h := range e.Held {
		zh[i] = said(h, i18n.ZH) + e.Question.Show(h.Answer, i18n.ZH)
		en[i] = said(h, i18n.EN) + e.Question.Show(h.Answer, i18n.EN)
	}
	return Conflict{
		ID: e.Question.ID, Kind: BetweenAnswers, Place: e.Place, Questions: []string{e.Question.ID},
		Text:   i18n.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")},
		Advice: i18n.Text{ZH: "再答一次，以新的答案为准。", EN: "Answer once more; the new answer settles it."},
	}
}

func said(h Held, l i18n.Lang) string {
	who := h.By
	if who == "" {
		who = h.ID
	}
	return i18n.Textf("%s 答：", "%s said: ", who).In(l)
}

// withEvidence compares an answer given in the place with what the source shows
// there. What only one of them says is no conflict.
func withEvidence(e Entry) (Conflict, bool) {
	a, ok := e.Answer()
	if !ok || a.State != survey.Known || e.From != e.Place {
		return Conflict{}, false
	}
	for _, s := range e.Suggestions {
		if s.Place != e.Place {
			continue
		}
		zh, en, differ := differences(e.Question, a.Value, s.Value)
		if !differ {
			continue
		}
		return Conflict{
			ID: e.Question.ID, Kind: WithEvidence, Place: e.Place, Questions: []string{e.Question.ID}, Evidence: s.Evidence,
			Text:   i18n.Text{ZH: zh, EN: en},
			Advice: i18n.Text{ZH: "核对生产环境；源码过时就说明理由，答案有误就改正。", EN: "Look at production: say why when the source is out of date, correct the answer when that is wrong."},
		}, true
	}
	return Conflict{}, false
}

// differences says where an answer and the evidence differ in something that both
// of them say.
func differences(q survey.Question, answer, found survey.Value) (zh, en string, differ bool) {
	say := func(what i18n.Text, f survey.Field, a, b string) {
		if differ {
			zh, en = zh+"；", en+"; "
		}
		if what.Complete() {
			zh, en = zh+what.ZH, en+what.EN+": "
		}
		zh += fmt.Sprintf("答案为 %s，源码为 %s", f.Show(a, i18n.ZH), f.Show(b, i18n.ZH))
		en += fmt.Sprintf("answer %s, source %s", f.Show(a, i18n.EN), f.Show(b, i18n.EN))
		differ = true
	}
	switch q.Type {
	case survey.Multi, survey.List:
		return "", "", false // the source shows part of them
	case survey.Table, survey.Record:
		for _, row := range found.Rows {
			mine, ok := matching(q, answer, row)
			if !ok {
				continue
			}
			for _, c := range row {
				column, _ := q.Column(c.Column)
				if a := mine.Get(c.Column); a != "" && !sameText(column.Field, a, c.Text) {
					say(column.Text, column.Field, a, c.Text)
				}
			}
		}
		return zh, en, differ
	}
	if !sameText(q.Field, answer.Text, found.Text) {
		say(i18n.Text{}, q.Field, answer.Text, found.Text)
	}
	return zh, en, differ
}

// matching is the row of the answer that speaks of the same thing: that with the
// same value in the column whose values are unique. A record has one row.
func matching(q survey.Question, answer survey.Value, row survey.Row) (survey.Row, bool) {
	if q.Type == survey.Record {
		return answer.Record(), len(answer.Rows) > 0
	}
	for _, c := range q.Columns {
		if !c.Unique {
			continue
		}
		for _, r := range answer.Rows {
			if key := row.Get(c.Key); key != "" && r.Get(c.Key) == key {
				return r, true
			}
		}
	}
	return nil, false
}

// sameText compares two scalars by what they mean: 1.8 is Java 8, 1000m is 1, and
// a version that says less than the other does not differ from it.
func sameText(f survey.Field, a, b string) bool {
	if a == b {
		return true
	}
	switch f.Type {
	case survey.Quantity:
		read := survey.Bytes
		if f.Unit == survey.CPU {
			read = survey.Millicores
		}
		x, errX := read(a)
		y, errY := read(b)
		return errX == nil && errY == nil && x == y
	case survey.Duration:
		return (survey.Value{Text: a}).Duration() == (survey.Value{Text: b}).Duration()
	case survey.Percent:
		return (survey.Value{Text: a}).Percent() == (survey.Value{Text: b}).Percent()
	case survey.Text:
		x, y := strings.TrimPrefix(strings.ToLower(a), "1."), strings.TrimPrefix(strings.ToLower(b), "1.")
		return strings.EqualFold(a, b) || x == y || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
	}
	return false
}
