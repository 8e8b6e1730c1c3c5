package interview

import (
	"slices"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// TestAskedByKindOfComponent: what has no sense for a static front end is not
// asked of it, but of its neighbours, and of a component of which nobody knows what it is.
func TestAskedByKindOfComponent(t *testing.T) {
	s, _ := session(t, "a", Options{
		Applications: []Application{{Name: "shop", Components: []string{"api", "pages", "riddle"}}},
		Suggestions: []Suggestion{{Place: survey.Place{App: "shop"}, Question: "app.components", Value: survey.Value{Rows: []survey.Row{
			{{Column: "name", Text: "api"}, {Column: "type", Text: "web"}},
			{{Column: "name", Text: "pages"}, {Column: "type", Text: "static"}},
		}}}},
	})
	asked := func(component, id string) bool {
		return slices.ContainsFunc(s.Agenda(survey.Place{App: "shop", Component: component}, Filter{}), func(i Item) bool { return i.Question == id })
	}
	for component, want := range map[string]bool{"api": true, "pages": false, "riddle": true} {
		for _, id := range []string{"state.session", "data.conn"} {
			if got := asked(component, id); got != want {
				t.Errorf("%s of %s is asked: %v", id, component, got)
			}
		}
		if !asked(component, "app.ports") {
			t.Errorf("the ports of %s are not asked", component)
		}
	}
}
