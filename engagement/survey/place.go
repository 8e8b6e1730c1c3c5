package survey

import (
	"cmp"
	"strings"
)

// Place is where an answer holds: the organisation when it is zero, one
// environment, one application, or one component of an application. Names are as
// the customer writes them.
type Place struct {
	Env       string `json:"env,omitempty"`
	App       string `json:"app,omitempty"`
	Component string `json:"component,omitempty"`
}

// Level is the level of the place.
func (p Place) Level() Level {
	switch {
	case p.Env != "":
		return Env
	case p.Component != "":
		return Component
	case p.App != "":
		return App
	}
	return Org
}

// Valid tells whether the place is one: an environment has no application, a
// component has one.
func (p Place) Valid() bool {
	return !(p.Env != "" && (p.App != "" || p.Component != "")) && !(p.Component != "" && p.App == "")
}

// Above returns the places whose answers hold here too, the nearest first.
func (p Place) Above() []Place {
	switch p.Level() {
	case Component:
		return []Place{{App: p.App}, {}}
	case App, Env:
		return []Place{{}}
	}
	return nil
}

// String prints the place as the answers file nests it.
func (p Place) String() string {
	switch p.Level() {
	case Env:
		return "envs." + p.Env
	case App:
		return "apps." + p.App
	case Component:
		return "apps." + p.App + ".components." + p.Component
	}
	return string(Org)
}

// ParsePlace reads what String prints. A name that holds ".components." cannot
// be told from a component.
func ParsePlace(s string) (Place, bool) {
	if s == string(Org) {
		return Place{}, true
	}
	if env, ok := strings.CutPrefix(s, "envs."); ok {
		return Place{Env: env}, env != ""
	}
	rest, ok := strings.CutPrefix(s, "apps.")
	app, component, nested := strings.Cut(rest, ".components.")
	return Place{App: app, Component: component}, ok && app != "" && (component != "") == nested
}

// Compare orders places as an interview goes: the organisation, environments,
// applications with their components.
func (p Place) Compare(o Place) int {
	rank := func(l Level) int {
		switch l {
		case Org:
			return 0
		case Env:
			return 1
		}
		return 2
	}
	return cmp.Or(
		cmp.Compare(rank(p.Level()), rank(o.Level())),
		cmp.Compare(p.Env, o.Env), cmp.Compare(p.App, o.App), cmp.Compare(p.Component, o.Component))
}
