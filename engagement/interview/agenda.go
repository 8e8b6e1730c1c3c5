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

func (f Filter) takes(s survey.Section, q *survey.Question) bool {
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
	m.refresh()
	c := m.chain(at)
	var out []Item
	i := -1
	for _, s := range m.bank.Sections() {
		for range s.Questions {
			i++
			q := &m.questions[i]
			if !f.takes(s, q) || !m.asks(i, &c) {
				continue
			}
			if f.Open && m.find(i, &c).status().Answered() {
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

func (m *Machine) asks(question int, c *chain) bool {
	q := &m.questions[question]
	if !q.Allows(c.level) {
		return false
	}
	if s := c.sites[0]; s != nil {
		if s.answers != nil && len(m.held(question, s.answers[question])) > 0 {
			return true
		}
		if s.suggested != nil && len(s.suggested[question]) > 0 {
			return m.holds(q.ShowIf, c)
		}
	}
	return m.askLevel(q, c) == c.level && m.holds(q.ShowIf, c)
}

// askLevel is where the question is asked: an application without components
// answers for them.
func (m *Machine) askLevel(q *survey.Question, c *chain) survey.Level {
	if q.Ask == survey.Component && c.level == survey.App && len(m.subjects.byName[c.at.App].Components) == 0 {
		return survey.App
	}
	return q.Ask
}

// holds tells whether all conditions are true in a place.
func (m *Machine) holds(conditions []survey.Condition, c *chain) bool {
	for i := range conditions {
		if !m.condition(&conditions[i], c) {
			return false
		}
	}
	return true
}

// condition tells whether a condition is true: by what is known, else by the
// default. A question that does not apply has no value that could make it true.
func (m *Machine) condition(cond *survey.Condition, c *chain) bool {
	i := m.bank.Index(cond.Question)
	if i < 0 {
		return true
	}
	f := m.find(i, c)
	value, known := f.known()
	if cond.Question == questionComponents && c.level == survey.Component {
		value, known = aboutComponent(value, cond.Column, c.at.Component)
	}
	if !known {
		if f.status() == Excluded {
			return false
		}
		if slices.Contains(cond.Is, string(survey.Unknown)) {
			return true
		}
		if value = m.questions[i].Default.Value; !m.questions[i].Default.Given {
			return false
		}
	}
	return holdsValue(value, cond)
}

// aboutComponent is the row of the list of components that is about the one asked
// about: what the others are says nothing about it.
func aboutComponent(v survey.Value, column, component string) (survey.Value, bool) {
	for _, r := range v.Rows {
		if r.Get(columnName) == component && r.Get(column) != "" {
			return survey.Value{Rows: []survey.Row{r}}, true
		}
	}
	return survey.Value{}, false
}

// holdsValue tells whether a value is one of those that the condition lists, or of
// a table or record, whether one below the column is.
func holdsValue(v survey.Value, cond *survey.Condition) bool {
	for _, r := range v.Rows {
		if slices.Contains(cond.Is, r.Get(cond.Column)) {
			return true
		}
	}
	return slices.Contains(cond.Is, v.Text) || slices.ContainsFunc(v.List, func(s string) bool { return slices.Contains(cond.Is, s) })
}
