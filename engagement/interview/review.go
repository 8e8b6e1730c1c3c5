package interview

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Assumption is what generation would rest on where an answer is missing.
type Assumption struct {
	Item
	Status      Status // Open, Suggested, NotKnown, Conflicting or Broken
	Default     i18n.Text
	Suggestions []Suggestion // that it rests on instead of the default
	Drives      []i18n.Text  // what is decided by it
	Blocker     bool         // the answer could veto the migration
	Owner, Due  string       // who finds out
	Note        string
}

// Assumptions returns what generation would rest on for the questions asked in the
// places whose answer is not known, in the order of places and of the bank. An
// answer of the evidence that nobody confirmed is one.
func (m *Machine) Assumptions(places ...survey.Place) []Assumption {
	m.refresh()
	var out []Assumption
	for _, p := range places {
		c := m.chain(p)
		for i := range m.questions {
			if !m.asks(i, &c) {
				continue
			}
			switch s := m.find(i, &c).status(); s {
			case Done, Excluded:
			default:
				out = append(out, m.assumption(i, &c, s))
			}
		}
	}
	return out
}

func (m *Machine) assumption(question int, c *chain, s Status) Assumption {
	e := m.entry(question, c)
	a := Assumption{
		Item: Item{c.at, e.Question.ID, e.Question.Section}, Status: s, Default: e.Question.Default.Text,
		Drives: slices.Clone(m.links.drives[question]), Blocker: e.Question.Blocker, Owner: e.Owner, Due: e.Due, Note: e.Note,
	}
	if s == Suggested {
		a.Suggestions = e.Suggestions
	}
	return a
}
