package interview

import (
	"cmp"
	"slices"
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// Suggest replaces the suggestions. Values that do not fit their question are
// left out: a suggestion is only a help.
func (m *Machine) Suggest(suggestions []Suggestion) {
	for _, s := range m.sites {
		s.suggested = nil
	}
	for _, s := range suggestions {
		i := m.bank.Index(s.Question)
		if i < 0 || !s.Place.Valid() || !m.questions[i].Allows(s.Place.Level()) {
			continue
		}
		value, problems := m.questions[i].Check(s.Value)
		if len(problems) > 0 {
			continue
		}
		s.Value = value
		at := m.siteFor(s.Place)
		if at.suggested == nil {
			at.suggested = make([][]Suggestion, len(m.questions))
		}
		at.suggested[i] = append(at.suggested[i], s)
	}
	m.forget()
}

// chain is a place with those above it, the nearest first.
type chain struct {
	at    survey.Place
	level survey.Level
	sites [3]*site // nil where the log says nothing
	n     int
}

func (m *Machine) chain(at survey.Place) chain {
	c := chain{at: at, level: at.Level(), n: 1}
	c.sites[0] = m.sites[at]
	for _, p := range at.Above() {
		c.sites[c.n] = m.sites[p]
		c.n++
	}
	return c
}

// found is what holds for a question in a place.
type found struct {
	held        []Held
	from        survey.Place // where the answers were given
	suggestions []Suggestion
}

func (f found) status() Status { return statusOf(f.held, len(f.suggestions) > 0) }

// known is what can be taken for true: the answer, else what the evidence
// suggests. An answer that nobody knows hides what is suggested.
func (f found) known() (survey.Value, bool) {
	if a, ok := answerOf(f.held); ok {
		return a.Value, a.State == survey.Known
	}
	if len(f.held) == 0 && len(f.suggestions) > 0 {
		return f.suggestions[0].Value, true
	}
	return survey.Value{}, false
}

// find looks a question up by its index.
func (m *Machine) find(question int, c *chain) found {
	f := found{from: c.at}
	for _, s := range c.sites[:c.n] {
		if s == nil {
			continue
		}
		if len(f.held) == 0 && s.answers != nil {
			if held := m.held(question, s.answers[question]); len(held) > 0 {
				f.held, f.from = held, s.place
			}
		}
		if len(f.suggestions) == 0 && s.suggested != nil {
			f.suggestions = s.suggested[question]
		}
	}
	return f
}

// held are the answers of a register that are in force; equal ones count as one.
func (m *Machine) held(question int, r *register) []Held {
	if r == nil {
		return nil
	}
	heads := r.head(m.events)
	if r.shown {
		return r.held
	}
	r.held = nil
	for _, s := range heads {
		if s.Kind != Answered {
			continue
		}
		h := m.hold(question, s)
		if !slices.ContainsFunc(r.held, func(o Held) bool { return same(o.Answer, h.Answer) }) {
			r.held = append(r.held, h)
		}
	}
	r.shown = true
	return r.held
}

// heldAt are the answers in force in the very place.
func (m *Machine) heldAt(question int, at survey.Place) []Held {
	s := m.sites[at]
	if s == nil || s.answers == nil {
		return nil
	}
	return m.held(question, s.answers[question])
}

func (m *Machine) hold(question int, s *stamped) Held {
	h := Held{Event: s.Event}
	h.Answer = survey.Answer{
		State: s.Answer.State, Confidence: s.Answer.Confidence, Scope: s.Place.String(),
		By: cmp.Or(s.Answer.By, s.By), At: cmp.Or(s.Answer.On, s.At.Format(time.DateOnly)),
	}
	if s.Answer.State != survey.Known {
		return h
	}
	if s.checked == nil {
		q := &m.questions[question]
		value, problems := q.Check(s.Answer.value(*q))
		s.checked = &checked{value: value}
		if len(problems) > 0 {
			s.checked = &checked{s.Answer.value(*q), problems[0]}
		}
	}
	h.Answer.Value, h.Invalid = s.checked.value, s.checked.invalid
	return h
}

// same tells whether two answers say the same, however sure their authors were.
func same(a, b survey.Answer) bool {
	return a.State == b.State && a.Value.Text == b.Value.Text && slices.Equal(a.Value.List, b.Value.List) &&
		slices.EqualFunc(a.Value.Rows, b.Value.Rows, slices.Equal[survey.Row])
}

// Entry returns what is known about a question in a place: answers given there,
// else those of the places above.
func (m *Machine) Entry(at survey.Place, id string) (Entry, bool) {
	i := m.bank.Index(id)
	if i < 0 {
		return Entry{}, false
	}
	c := m.chain(at)
	return m.entry(i, &c), true
}

func (m *Machine) entry(question int, c *chain) Entry {
	f := m.find(question, c)
	e := Entry{Place: c.at, Question: m.questions[question], From: f.from, Held: slices.Clone(f.held), Suggestions: slices.Clone(f.suggestions)}
	e.Note = m.text(c.at, slot{e.Question.ID, Noted, ""})
	e.Owner, e.Due = m.followUp(c.at, e.Question.ID)
	return e
}

// followUp is who follows a question up, and until when.
func (m *Machine) followUp(at survey.Place, id string) (owner, due string) {
	for _, f := range m.heads(at, slot{id, FollowUp, ""}) {
		owner, due = join(owner, f.Owner, "、"), max(due, f.Due)
	}
	return owner, due
}

// text joins what devices wrote at the same time, so that nothing is lost.
func (m *Machine) text(at survey.Place, c slot) string {
	out := ""
	for _, n := range m.heads(at, c) {
		out = join(out, n.Text, "\n")
	}
	return out
}

func join(a, b, by string) string {
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	}
	return a + by + b
}

// Answers are the answers as generators read them. Two answers that are not
// settled are unknown: neither may decide.
func (m *Machine) Answers() survey.Answers {
	var out survey.Answers
	for _, s := range m.sites {
		for i, r := range s.answers {
			q := &m.questions[i]
			held := m.held(i, r)
			if len(held) == 0 || !q.Allows(s.place.Level()) {
				continue
			}
			a, ok := answerOf(held)
			if !ok {
				a = survey.Answer{State: survey.Unknown}
			}
			a.Note = m.text(s.place, slot{q.ID, Noted, ""})
			a.Owner, a.Due = m.followUp(s.place, q.ID)
			out.Set(s.place, q.ID, a)
		}
	}
	return out
}
