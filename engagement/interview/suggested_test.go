package interview

import (
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// TestSuggested: what many pieces of evidence show is confirmed at once, with the
// evidence, and undone at once; what is answered or only assumed is left alone.
func TestSuggested(t *testing.T) {
	at := survey.Place{App: "shop", Component: "api"}
	s, log := session(t, "a", Options{
		Applications: []Application{{Name: "shop", Components: []string{"api"}}},
		Suggestions: []Suggestion{
			{Place: at, Question: "perf.startup", Value: survey.Value{Text: "40s"}, Evidence: []string{"a.yml:1", "b.yml:2"}, Confidence: survey.Confirmed},
			{Place: at, Question: "state.session", Value: survey.Value{Text: "stateless"}, Evidence: []string{"pom.xml:3"}, Confidence: survey.Confirmed},
			{Place: at, Question: "app.ports", Value: survey.Value{Rows: []survey.Row{{{Column: "port", Text: "8080"}}}}, Evidence: []string{"main.go:1"}, Confidence: survey.Assumed},
		},
	})
	do(t, s, Event{Kind: Answered, Place: at, Question: "state.session", Answer: &Answer{State: survey.Unknown}})
	proposals := s.Suggested(Filter{}, at)
	if len(proposals) != 1 || proposals[0].Question != "perf.startup" {
		t.Fatalf("%+v", proposals)
	}
	do(t, s, s.Take(s.Compare(proposals), Scan)...)
	if got := log.events[len(log.events)-1]; got.Origin != Scan || len(got.Evidence) != 1 || got.Evidence[0] != "a.yml:1, b.yml:2" {
		t.Errorf("%+v", got)
	}
	if len(s.Suggested(Filter{}, at)) != 0 {
		t.Error("what is confirmed is proposed again")
	}
	if _, err := s.Undo(); err != nil || len(s.Suggested(Filter{}, at)) != 1 {
		t.Errorf("undo: %v", err)
	}
}
