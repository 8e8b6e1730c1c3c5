package interview

import (
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// TestNamesOfProposals: an answer about something that neither the interview nor
// the file names is a slip of the pen.
func TestNamesOfProposals(t *testing.T) {
	s, _ := session(t, "a", Options{Applications: []Application{{Name: "shop", Components: []string{"api"}}, {Name: "legacy"}}})
	unknown := survey.Answer{State: survey.Unknown}
	rows := func(name string) survey.Answer {
		return survey.Answer{State: survey.Known, Value: survey.Value{Rows: []survey.Row{{{Column: "name", Text: name}}}}}
	}
	tests := []struct {
		name  string
		at    survey.Place
		id    string
		extra []Proposal
		want  string // of the problem; "" for none
	}{
		{"an environment", survey.Place{Env: "prod"}, "goal.slo", nil, ""},
		{"no environment", survey.Place{Env: "prd"}, "goal.slo", nil, "prd"},
		{"an environment of the file", survey.Place{Env: "prd"}, "goal.slo", []Proposal{{Question: "tgt.envs", Answer: rows("prd")}}, ""},
		{"no application", survey.Place{App: "shpo"}, "perf.startup", nil, "shpo"},
		{"an application of the file", survey.Place{App: "crm"}, "perf.startup", []Proposal{{Question: "biz.scope.apps", Answer: rows("crm")}}, ""},
		{"a component", survey.Place{App: "shop", Component: "api"}, "perf.startup", nil, ""},
		{"no component", survey.Place{App: "shop", Component: "apy"}, "perf.startup", nil, "apy"},
		{"a component of the file", survey.Place{App: "shop", Component: "job"}, "perf.startup", []Proposal{{Place: survey.Place{App: "shop"}, Question: "app.components", Answer: rows("job")}}, ""},
		{"a component of an application that nobody has read", survey.Place{App: "legacy", Component: "any"}, "perf.startup", nil, ""},
	}
	for _, tt := range tests {
		got := s.Compare(append(tt.extra, Proposal{Place: tt.at, Question: tt.id, Answer: unknown}))
		last := got[len(got)-1]
		if (last.Verdict == Unusable) != (tt.want != "") || !strings.Contains(last.Problem.EN, tt.want) {
			t.Errorf("%s: %s, %s", tt.name, last.Verdict, last.Problem.EN)
		}
	}
}
