package tui

import (
	"context"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/screen"
)

// landscape is an interview of 200 applications with 3 components each, in which
// the choices are answered, some of them so that they conflict.
func landscape(tb testing.TB) *interview.Machine {
	var apps []interview.Application
	var found []interview.Suggestion
	for i := range 200 {
		a := interview.Application{Name: fmt.Sprintf("应用-%03d", i), Components: []string{"api", "web", "worker"}}
		apps = append(apps, a)
		for _, c := range a.Components {
			found = append(found, interview.Suggestion{
				Place: survey.Place{App: a.Name, Component: c}, Question: "state.session", Value: survey.Value{Text: "local-file"}, Evidence: []string{"Login.java:40"},
			})
		}
	}
	m := interview.New(interview.Options{Bank: theBank(tb), Device: "a", Applications: apps, Suggestions: found})
	var events []interview.Event
	for _, i := range m.FullAgenda(interview.Filter{}) {
		q, _ := m.Bank().Question(i.Question)
		if q.Type != survey.Choice {
			continue
		}
		n := len(events) + 1
		events = append(events, interview.Event{
			ID: interview.Clock{Device: "a", N: uint64(n)}.String(), By: "王工", Kind: interview.Answered, Place: i.Place, Question: i.Question,
			Origin: interview.Person, Answer: &interview.Answer{State: survey.Known, Text: q.Options[n%len(q.Options)].Key},
		})
	}
	m.Replay(events)
	return m
}

// BenchmarkKeyToScreen is what one key costs until its screen is drawn: an answer,
// a move, a letter in the search.
func BenchmarkKeyToScreen(b *testing.B) {
	at := survey.Place{App: "应用-100", Component: "api"}
	for _, c := range []struct {
		name    string
		prepare func(w *world)
		keys    []string
	}{
		{"answer", func(w *world) { w.open(at, "state.session") }, []string{"1", "enter", "shift+tab", "2", "enter", "shift+tab"}},
		{"org", func(w *world) { w.open(survey.Place{}, "tgt.ingress") }, []string{"1", "enter", "shift+tab", "2", "enter", "shift+tab"}},
		{"move", func(w *world) { w.open(at, "state.session") }, []string{"down", "up"}},
		{"tree", func(w *world) { w.open(at, "state.session"); w.press("<esc>") }, []string{"down", "down", "up", "up"}},
		{"search", func(w *world) { w.press("/hh") }, []string{"b", "c", "backspace", "backspace"}},
		{"jump", func(w *world) { w.press("g应用") }, []string{"1", "backspace"}},
		{"quick", func(w *world) {
			w.ask.SetFilter(interview.Filter{Quick: true})
			w.open(at, "state.session")
		}, []string{"1", "enter", "shift+tab", "2", "enter", "shift+tab"}},
		{"review", func(w *world) { w.press("r") }, []string{"pgdown", "pgdown", "pgup", "pgup"}},
		{"conflicts", func(w *world) { w.press("w") }, []string{"pgdown", "pgup"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			w := worldOf(b, landscape(b))
			w.size(120, 40)
			c.prepare(w)
			w.app.Render()
			n := 0
			for b.Loop() {
				k := c.keys[n%len(c.keys)]
				n++
				if len(k) == 1 {
					w.send(tea.KeyPressMsg{Code: []rune(k)[0], Text: k})
				} else {
					w.send(key(k))
				}
				w.app.Render()
			}
		})
	}
}

// BenchmarkOpenList is what it costs to open a list over everything.
func BenchmarkOpenList(b *testing.B) {
	for _, k := range []string{"r", "w", "F"} {
		b.Run(k, func(b *testing.B) {
			w := worldOf(b, landscape(b))
			w.size(120, 40)
			w.app.Render()
			for b.Loop() {
				w.press(k)
				w.app.Render()
				w.press("q")
			}
		})
	}
}

// BenchmarkFirstScreen is what it costs from a replayed interview to its first screen.
func BenchmarkFirstScreen(b *testing.B) {
	m := landscape(b)
	for b.Loop() {
		env := &screen.Env{Session: interview.NewSession(m, &memory{}, time.Now, ""), Lang: i18n.ZH}
		app := New(context.Background(), env, Options{}, ask.New(env, interview.Filter{}, interview.Item{}))
		app.width, app.height = 120, 40
		app.Render()
	}
}
