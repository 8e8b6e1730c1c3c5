// Package prefill turns the facts of an assessment into suggested answers, so
// that an interview confirms what the source shows instead of asking for it.
//
// A suggestion is what a person could have answered, in the very form of the
// question: confirming one leaves what is generated as the evidence alone would
// have it. What the source cannot know, such as the address of a production
// database, is never guessed, and no value of a secret is ever read.
package prefill

import (
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// Options say whose answers the suggestions are.
type Options struct {
	Application string   // as the workspace names it
	Components  []string // limits the application, by name or path; empty means all that is deployed
	// Named are the components as answers name them already: a component may go by
	// its name or by its path, and must not be there twice.
	Named []string
}

// maxEvidence bounds the places that a suggestion names.
const maxEvidence = 8

// Suggest returns the suggestions for an application, in the order of the bank;
// of several for one question, that whose evidence wins comes first and the others
// are no more than assumed.
func Suggest(a assess.Assessment, bank *survey.Bank, o Options) []interview.Suggestion {
	all := components(a, o)
	found := map[string]map[string][]candidate{} // by question and component, "" for the application
	for _, r := range rules() {
		q, ok := bank.Question(r.question)
		if !ok {
			continue
		}
		found[q.ID] = map[string][]candidate{}
		if r.application != nil {
			found[q.ID][""] = fitting(q, r.application(all))
			continue
		}
		for _, c := range all {
			found[q.ID][c.name] = fitting(q, r.component(c, all))
		}
	}
	var out []interview.Suggestion
	for _, q := range bank.Questions() {
		out = append(out, place(q, o.Application, all, found[q.ID])...)
	}
	return out
}

// Components are the names under which an interview speaks of the components that
// are deployed, in the order of the assessment.
func Components(a assess.Assessment, o Options) []string {
	var out []string
	for _, c := range components(a, o) {
		out = append(out, c.name)
	}
	return out
}

// Aliases are the names of Components by all that people call them by: name or path.
func Aliases(a assess.Assessment, o Options) map[string]string {
	out := map[string]string{}
	for _, c := range components(a, o) {
		out[c.Path] = c.name
	}
	for _, c := range components(a, o) { // a name goes before the path of another
		out[c.Name] = c.name
	}
	return out
}

// component is a component to ask about.
type component struct {
	assess.Component
	name string // as the interview says it
}

func components(a assess.Assessment, o Options) []component {
	var out []component
	for _, c := range a.Deployables() {
		if len(o.Components) > 0 && !slices.Contains(o.Components, c.Name) && !slices.Contains(o.Components, c.Path) {
			continue
		}
		name := c.Name
		if !slices.Contains(o.Named, c.Name) && slices.Contains(o.Named, c.Path) {
			name = c.Path
		}
		out = append(out, component{c, name})
	}
	return out
}

// candidate is a value with the facts that it was made from.
type candidate struct {
	value      survey.Value
	facts      fact.Set
	confidence survey.Confidence // "" for that of the facts
}

// fitting drops what its question would refuse, and what says the same twice.
func fitting(q survey.Question, candidates []candidate) []candidate {
	var out []candidate
	for _, c := range candidates {
		value, problems := q.Check(c.value)
		if len(problems) > 0 || slices.ContainsFunc(out, func(o candidate) bool { return o.value.String() == value.String() }) {
			continue
		}
		c.value = value
		if len(out) > 0 {
			c.confidence = survey.Assumed
		}
		out = append(out, c)
	}
	return out
}
