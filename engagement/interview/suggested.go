package interview

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// Suggested proposes what the evidence shows for the questions of places that
// nobody has answered, for a person who confirms many of them at once. What the
// evidence only assumes is left out: that has to be looked at one by one.
func (m *Machine) Suggested(f Filter, places ...survey.Place) []Proposal {
	var out []Proposal
	for _, p := range places {
		for _, i := range m.Agenda(p, f) {
			e, ok := m.Entry(p, i.Question)
			if !ok || e.Status() != Suggested || e.Suggestions[0].Confidence == survey.Assumed {
				continue
			}
			s := e.Suggestions[0]
			out = append(out, Proposal{
				Place: p, Question: i.Question, From: strings.Join(s.Evidence, ", "),
				Answer: survey.Answer{State: survey.Known, Value: s.Value, Confidence: survey.Confirmed},
			})
		}
	}
	return out
}
