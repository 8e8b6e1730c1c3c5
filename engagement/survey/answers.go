package survey

import (
	"cmp"
	"maps"
	"slices"
)

// State tells which of the three answers was given.
type State string

// The states. NotApplicable says that the question does not fit, which is
// knowledge; Unknown says that nobody knows, which is none.
const (
	Known         State = "known"
	Unknown       State = "unknown"
	NotApplicable State = "na"
)

// Confidence is how sure the person was.
type Confidence string

// The confidences.
const (
	Confirmed Confidence = "confirmed"
	Estimated Confidence = "estimated"
	Assumed   Confidence = "assumed"
)

// Confidences returns all, the surest first.
func Confidences() []Confidence { return []Confidence{Confirmed, Estimated, Assumed} }

// Same tells whether two confidences are one; an answer without one is a confirmed one.
func (c Confidence) Same(o Confidence) bool { return cmp.Or(c, Confirmed) == cmp.Or(o, Confirmed) }

// Answer is what a person said to one question. By, Note and Owner are about people
// and never leave the engagement.
type Answer struct {
	State      State
	Value      Value // of a Known answer
	Confidence Confidence
	By, At     string
	Note       string
	Owner, Due string // who follows an open point up, and until which day
	Scope      string // where it was given: org, envs.prod, apps.shop, apps.shop.components.bff
	Line       int    // in the answers file
}

// Scope is what a decision is about. Fields are names as the answers file writes
// them; "" leaves a level out.
type Scope struct {
	Env, App, Component string
}

// Answers are answers by place and question. The zero value has none.
type Answers struct {
	scopes map[Place]map[string]Answer
}

// Set puts an answer in place of whatever was said there before.
func (a *Answers) Set(at Place, id string, answer Answer) {
	if a.scopes == nil {
		a.scopes = map[Place]map[string]Answer{}
	}
	if a.scopes[at] == nil {
		a.scopes[at] = map[string]Answer{}
	}
	answer.Scope = at.String()
	a.scopes[at][id] = answer
}

// At returns what was answered in the very place.
func (a Answers) At(at Place, id string) (Answer, bool) {
	answer, ok := a.scopes[at][id]
	return answer, ok
}

// Given is an answer with where it was given and to which question.
type Given struct {
	Place    Place
	Question string
	Answer   Answer
}

// All returns every answer, by place and question.
func (a Answers) All() []Given {
	out := make([]Given, 0, a.Len())
	for at, answers := range a.scopes {
		for id, answer := range answers {
			out = append(out, Given{at, id, answer})
		}
	}
	slices.SortFunc(out, func(x, y Given) int {
		return cmp.Or(x.Place.Compare(y.Place), cmp.Compare(x.Question, y.Question))
	})
	return out
}

// Lookup returns the answer that holds in the scope: the component's own, else
// the application's, else the environment's, else the organisation's. The first that
// is there ends the search, whatever it says: an unknown at the component is not
// answered by the application. The environment is asked only where Env is given, which
// is for decisions that are taken for each environment.
func (a Answers) Lookup(id string, s Scope) (Answer, bool) {
	order := []struct {
		ask bool
		at  Place
	}{
		{s.App != "" && s.Component != "", Place{App: s.App, Component: s.Component}},
		{s.App != "", Place{App: s.App}},
		{s.Env != "", Place{Env: s.Env}},
		{true, Place{}},
	}
	for _, o := range order {
		if !o.ask {
			continue
		}
		if answer, ok := a.scopes[o.at][id]; ok {
			return answer, true
		}
	}
	return Answer{}, false
}

// Environments returns the environments that have answers of their own, sorted.
func (a Answers) Environments() []string {
	return a.names(Env, func(p Place) string { return p.Env })
}

// Applications returns the applications that the file names, sorted.
func (a Answers) Applications() []string {
	return slices.Compact(slices.Sorted(slices.Values(append(
		a.names(App, func(p Place) string { return p.App }),
		a.names(Component, func(p Place) string { return p.App })...))))
}

// Components returns the components of an application that have answers of their
// own, sorted, as the file names them.
func (a Answers) Components(app string) []string {
	return a.names(Component, func(p Place) string {
		if p.App != app {
			return ""
		}
		return p.Component
	})
}

func (a Answers) names(l Level, name func(Place) string) []string {
	found := map[string]bool{}
	for p := range a.scopes {
		if n := name(p); p.Level() == l && n != "" {
			found[n] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// Len is the number of answers.
func (a Answers) Len() int {
	n := 0
	for _, answers := range a.scopes {
		n += len(answers)
	}
	return n
}
