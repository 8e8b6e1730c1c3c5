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
