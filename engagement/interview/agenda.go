package interview

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// Filter says which questions a pass of the interview asks. The zero value asks
// all of them.
type Filter struct {
	Quick bool     // those of the core tier only
	Roles []string // those that one of the roles can answer
	Areas []survey.Area
	Open  bool // those that nobody has answered
}

func (f Filter) takes(s survey.Section, q survey.Question) bool {
	if f.Quick && q.Tier != survey.Core {
		return false
	}
	if len(f.Areas) > 0 && !slices.Contains(f.Areas, s.Area) {
		return false
	}
	return len(f.Roles) == 0 || slices.ContainsFunc(q.Roles, func(r string) bool { return slices.Contains(f.Roles, r) })
}

// Item is a question to be asked in a place.
type Item struct {
	Place    survey.Place
	Question string
	Section  string
}

// Agenda returns the questions to be asked in a place, in the order of the bank:
// those that the interview asks at its level, and those that were answered or
// suggested for this very place. A question whose condition does not hold is left
// out, unless it was answered all the same.
func (m *Machine) Agenda(at survey.Place, f Filter) []Item {
	var out []Item
	for _, s := range m.bank.Sections() {
		for _, q := range s.Questions {
			if !f.takes(s, q) || !m.asks(q, at) {
				continue
			}
			if f.Open && m.entry(q, at).Status().Answered() {
				continue
			}
			out = append(out, Item{at, q.ID, s.ID})
		}
	}
	return out
}

// FullAgenda is the agenda of every place, one after the other.
func (m *Machine) FullAgenda(f Filter) []Item {
	var out []Item
	for _, p := range m.Subjects().Places() {
		out = append(out, m.Agenda(p, f)...)
	}
	return out
}

func (m *Machine) asks(q survey.Question, at survey.Place) bool {
	if !q.Allows(at.Level()) {
		return false
	}
	if len(m.heads(cell{at, q.ID, Answered, ""})) > 0 {
		return true
	}
	if m.askLevel(q, at) != at.Level() && len(m.suggestions[at][q.ID]) == 0 {
		return false
	}
	return m.holds(q.ShowIf, at)
}

// askLevel is where the question is asked: an application without components
// answers for them.
func (m *Machine) askLevel(q survey.Question, at survey.Place) survey.Level {
	if q.Ask == survey.Component && at.Level() == survey.App {
		if a, ok := m.Subjects().Application(at.App); !ok || len(a.Components) == 0 {
			return survey.App
		}
	}
	return q.Ask
}

// wordUnknown is how a condition names an answer that nobody has.
const wordUnknown = "unknown"

// holds tells whether all conditions are true in a place.
func (m *Machine) holds(conditions []survey.Condition, at survey.Place) bool {
	for _, c := range conditions {
		if !m.condition(c, at) {
			return false
		}
	}
	return true
}

func (m *Machine) condition(c survey.Condition, at survey.Place) bool {
	q, ok := m.bank.Question(c.Question)
	if !ok {
		return true
	}
	value, known := m.known(c.Question, at)
	if !known {
		if e := m.entry(q, at); e.Status() == Excluded {
			return false
		}
		if slices.Contains(c.Is, wordUnknown) {
			return true
		}
		if !q.Default.Given {
			return false
		}
		value = q.Default.Value
	}
	return slices.ContainsFunc(valuesOf(value, c.Column), func(v string) bool { return slices.Contains(c.Is, v) })
}

// valuesOf are the keys that a value holds, of a table or record those below a
// column.
func valuesOf(v survey.Value, column string) []string {
	if column == "" {
		return append(slices.Clone(v.List), v.Text)
	}
	var out []string
	for _, r := range v.Rows {
		out = append(out, r.Get(column))
	}
	return out
}
