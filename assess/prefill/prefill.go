// Package prefill turns the facts of an assessment into suggested answers, so
// that an interview confirms what the source shows instead of asking for it.
//
// A suggestion is what a person could have answered, in the very form of the
// question: confirming one leaves what is generated as the evidence alone would
// have it. What the source cannot know, such as the address of a production
// database, is never guessed, and no value of a secret is ever read.
package prefill

import (
	"cmp"
	"slices"
	"strings"

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

// place puts the candidates where the interview asks. What is asked once for the
// application is suggested there when it collects, or when its components agree, and
// otherwise at each of them.
func place(q survey.Question, app string, all []component, found map[string][]candidate) []interview.Suggestion {
	switch {
	case len(found) == 0 || q.Ask == survey.Env:
		return nil
	case len(found[""]) > 0:
		at := survey.Place{App: app}
		if q.Ask == survey.Org {
			at = survey.Place{}
		}
		return suggestions(q, at, found[""])
	case q.Ask == survey.App && collects(q):
		if union := fitting(q, collected(all, found)); len(union) > 0 {
			return suggestions(q, survey.Place{App: app}, union)
		}
		fallthrough // what cannot stand in one table is told apart
	case q.Ask == survey.Component || q.Ask == survey.App && !agree(all, found):
		var out []interview.Suggestion
		for _, c := range all {
			at := survey.Place{App: app, Component: c.name}
			if q.Allows(at.Level()) {
				out = append(out, suggestions(q, at, found[c.name])...)
			}
		}
		return out
	case q.Ask == survey.App:
		return suggestions(q, survey.Place{App: app}, merged(all, found))
	}
	return nil
}

// collects tells a question whose answer lists what any of the components have.
func collects(q survey.Question) bool {
	return q.Type == survey.Table || q.Type == survey.Multi || q.Type == survey.List
}

// collected are the first candidates of all components as one.
func collected(all []component, found map[string][]candidate) []candidate {
	var out candidate
	for _, c := range all {
		if len(found[c.name]) == 0 {
			continue
		}
		first := found[c.name][0]
		for _, item := range first.value.List {
			if !slices.Contains(out.value.List, item) {
				out.value.List = append(out.value.List, item)
			}
		}
		for _, r := range first.value.Rows {
			if !slices.ContainsFunc(out.value.Rows, func(o survey.Row) bool { return slices.Equal(o, r) }) {
				out.value.Rows = append(out.value.Rows, r)
			}
		}
		out.facts = append(out.facts, first.facts...)
		out.confidence = weaker(out.confidence, first.confidence)
	}
	if len(out.facts) == 0 {
		return nil
	}
	return []candidate{out}
}

// weaker is the lesser of two confidences of rules, "" when neither says one.
func weaker(a, b survey.Confidence) survey.Confidence {
	if a == survey.Assumed || b == survey.Assumed {
		return survey.Assumed
	}
	return cmp.Or(a, b)
}

// agree tells whether all components that have a value have the same.
func agree(all []component, found map[string][]candidate) bool {
	first := ""
	for _, c := range all {
		if len(found[c.name]) == 0 {
			continue
		}
		value := found[c.name][0].value.String()
		if first = cmp.Or(first, value); value != first {
			return false
		}
	}
	return true
}

// merged is what the components agree on, with the evidence of all. Where one of
// them says nothing it is merely assumed to be like the others; static files have no say.
func merged(all []component, found map[string][]candidate) []candidate {
	var out []candidate
	for _, c := range all {
		switch {
		case len(found[c.name]) == 0:
		case len(out) == 0:
			out = []candidate{found[c.name][0]}
		default:
			out[0].facts = append(slices.Clone(out[0].facts), found[c.name][0].facts...)
			out[0].confidence = weaker(out[0].confidence, found[c.name][0].confidence)
		}
	}
	silent := func(c component) bool { return len(found[c.name]) == 0 && c.Workload != assess.Static }
	if slices.ContainsFunc(all, silent) {
		return assumed(out)
	}
	return out
}

func suggestions(q survey.Question, at survey.Place, candidates []candidate) []interview.Suggestion {
	out := make([]interview.Suggestion, len(candidates))
	for i, c := range candidates {
		out[i] = interview.Suggestion{
			Place: at, Question: q.ID, Value: c.value, Evidence: evidence(c.facts), By: detectors(c.facts),
			Confidence: cmp.Or(c.confidence, confidence(c.facts)),
		}
	}
	return out
}

// evidence lists the places of the facts, each fact's first before further ones.
func evidence(facts fact.Set) []string {
	var out []string
	for depth := 0; len(out) < maxEvidence; depth++ {
		more := false
		for _, f := range facts {
			if depth >= len(f.Evidence) {
				continue
			}
			more = true
			if at := f.Evidence[depth].String(); !slices.Contains(out, at) && len(out) < maxEvidence {
				out = append(out, at)
			}
		}
		if !more {
			break
		}
	}
	return out
}

func detectors(facts fact.Set) string {
	var names []string
	for _, f := range facts {
		names = append(names, f.Detector)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}

// confidence is that of the weakest fact. A default of a framework is stated
// nowhere in the source.
func confidence(facts fact.Set) survey.Confidence {
	out := survey.Confirmed
	for _, f := range facts {
		switch {
		case f.Confidence == fact.Low:
			return survey.Assumed
		case f.Confidence == fact.Medium || f.Origin == fact.FromDefault:
			out = survey.Estimated
		}
	}
	return out
}
