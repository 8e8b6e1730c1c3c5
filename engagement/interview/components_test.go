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

// TestAnswerKeepsItsAuthor: an answer from a file is that of the person whom the
// file names, whoever takes it into the log.
func TestAnswerKeepsItsAuthor(t *testing.T) {
	s, _ := session(t, "a", Options{})
	said := survey.Answer{State: survey.Known, Value: survey.Value{Text: "none"}, By: "李工", At: "2026-11-20"}
	do(t, s, s.Take(s.Compare([]Proposal{{Question: "net.mirrors", Answer: said}}), File)...)
	got, _ := s.Answers().At(survey.Place{}, "net.mirrors")
	if got.By != "李工" || got.At != "2026-11-20" {
		t.Errorf("%+v", got)
	}
	do(t, s, choose("net.mirrors", "china", survey.Place{}))
	if got, _ = s.Answers().At(survey.Place{}, "net.mirrors"); got.By != s.By {
		t.Errorf("%+v", got)
	}
}
