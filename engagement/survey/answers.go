package survey

import (
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

// Answer is what a person said to one question. By and Note are about people and
// never leave the engagement.
type Answer struct {
	State      State
	Value      Value // of a Known answer
	Confidence Confidence
	By, At     string
	Note       string
	Scope      string // where it was given: org, envs.prod, apps.shop, apps.shop.components.bff
	Line       int    // in the answers file
}

// Scope is what a decision is about. Fields are names as the answers file writes
// them; "" leaves a level out.
type Scope struct {
	Env, App, Component string
}

// Answers are the answers of one file by scope and question.
type Answers struct {
	scopes map[place]map[string]Answer
}

// place is one scope of the file.
type place struct {
	level       Level
	name, below string // environment or application; component
}

func (p place) String() string {
	switch p.level {
	case Env:
		return "envs." + p.name
	case App:
		return "apps." + p.name
	case Component:
		return "apps." + p.name + ".components." + p.below
	}
	return "org"
}

// Lookup returns the answer that holds in the scope: the component's own, else
// the application's, else the environment's, else the organisation's. The first that
// is there ends the search, whatever it says: an unknown at the component is not
// answered by the application. The environment is asked only where Env is given, which
// is for decisions that are taken for each environment.
func (a Answers) Lookup(id string, s Scope) (Answer, bool) {
	order := []struct {
		ask bool
		at  place
	}{
		{s.App != "" && s.Component != "", place{Component, s.App, s.Component}},
		{s.App != "", place{App, s.App, ""}},
		{s.Env != "", place{Env, s.Env, ""}},
		{true, place{Org, "", ""}},
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
	return a.names(Env, func(p place) string { return p.name })
}

// Applications returns the applications that the file names, sorted.
func (a Answers) Applications() []string {
	return slices.Compact(slices.Sorted(slices.Values(append(
		a.names(App, func(p place) string { return p.name }),
		a.names(Component, func(p place) string { return p.name })...))))
}

// Components returns the components of an application that have answers of their
// own, sorted, as the file names them.
func (a Answers) Components(app string) []string {
	return a.names(Component, func(p place) string {
		if p.name != app {
			return ""
		}
		return p.below
	})
}

func (a Answers) names(l Level, name func(place) string) []string {
	found := map[string]bool{}
	for p := range a.scopes {
		if n := name(p); p.level == l && n != "" {
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
