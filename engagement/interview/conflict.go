package interview

import (
	"fmt"
	"hash/fnv"
	"io"
	"maps"
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
	Questions []string       // those that settle it, the likeliest first
	Places    []survey.Place // where each of the questions was answered
	Text      i18n.Text      // what cannot hold together, with the values
	Advice    i18n.Text      // what to do about it
	Evidence  []string
	Accepted  string // why it stays as it is; "" while it is open
}

// Key names the conflict among all. It depends on what the conflict says: an
// accepted conflict is open again when its values change.
func (c Conflict) Key() string {
	h := fnv.New64a()
	_, _ = io.WriteString(h, c.Text.ZH+"\x00"+c.Text.EN) // a hash never fails
	return fmt.Sprintf("%s:%s@%s#%016x", c.Kind, c.ID, c.Place, h.Sum64())
}

// is tells whether two conflicts of one place say the same.
func (c Conflict) is(o Conflict) bool {
	return c.Text == o.Text && c.Advice == o.Advice && slices.Equal(c.Questions, o.Questions) && slices.Equal(c.Places, o.Places) && slices.Equal(c.Evidence, o.Evidence)
}

// Accept is the draft of the event that leaves the conflict as it is, for a
// reason; without one the conflict is open again.
func (c Conflict) Accept(reason string) Event {
	return Event{Kind: Accepted, Place: c.Place, Question: c.Questions[0], Target: c.Key(), Text: reason}
}

// Conflicts computes all conflicts, those that are open first, each part in the
// order of places.
func (m *Machine) Conflicts() []Conflict {
	var open, accepted []Conflict
	m.refresh()
	for _, p := range m.subjects.current.Places() {
		for _, c := range m.tally(p).all(m) {
			if c.Accepted == "" {
				open = append(open, c)
			} else {
				accepted = append(accepted, c)
			}
		}
	}
	return append(open, accepted...)
}

// OpenConflicts are the conflicts that nobody let stand.
func (m *Machine) OpenConflicts() []Conflict {
	return slices.DeleteFunc(m.Conflicts(), func(c Conflict) bool { return c.Accepted != "" })
}

// ConflictsAt computes the conflicts of one place: first those of single
// questions, in the order of the bank, then those of several.
func (m *Machine) ConflictsAt(at survey.Place) []Conflict {
	m.refresh()
	return slices.Clone(m.tally(at).all(m))
}

// all are the conflicts of the place, from what is kept of them where that is right.
func (t *tally) all(m *Machine) []Conflict {
	t.progress(m)
	t.judge(m)
	if t.listed {
		return t.list
	}
	t.list, t.listed = nil, true
	for _, of := range []map[int]Conflict{t.conflicts, t.broken} {
		for _, i := range slices.Sorted(maps.Keys(of)) {
			c := of[i]
			c.Accepted = m.text(t.at, slot{c.Questions[0], Accepted, c.Key()})
			t.list = append(t.list, c)
		}
	}
	return t.list
}

// questionConflict is the conflict about one question in a place: two answers
// given there, or an answer that holds there and what the evidence shows there.
func (m *Machine) questionConflict(question int, c *chain) (Conflict, bool) {
	if !m.questions[question].Allows(c.level) {
		return Conflict{}, false
	}
	f := m.find(question, c)
	if len(f.held) == 0 || len(f.held) == 1 && len(f.suggestions) == 0 {
		return Conflict{}, false
	}
	e := Entry{Place: c.at, Question: m.questions[question], Held: f.held, From: f.from, Suggestions: f.suggestions}
	if len(f.held) > 1 && f.from == c.at {
		return betweenAnswers(e), true
	}
	return withEvidence(e)
}

func betweenAnswers(e Entry) Conflict {
	zh, en := make([]string, len(e.Held)), make([]string, len(e.Held))
	for i, h := range e.Held {
		zh[i] = said(h, i18n.ZH) + e.Question.Show(h.Answer, i18n.ZH)
		en[i] = said(h, i18n.EN) + e.Question.Show(h.Answer, i18n.EN)
	}
	return Conflict{
		ID: e.Question.ID, Kind: BetweenAnswers, Place: e.Place, Questions: []string{e.Question.ID}, Places: []survey.Place{e.From},
		Text:   i18n.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")},
		Advice: i18n.Text{ZH: "再答一次，以新的答案为准。", EN: "Answer once more; the new answer settles it."},
	}
}

func said(h Held, l i18n.Lang) string {
	who := h.Answer.By
	if who == "" {
		who = h.ID
	}
	return i18n.Textf("%s 答：", "%s said: ", who).In(l)
}
