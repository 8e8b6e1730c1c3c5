package tui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
)

// hostile is what names, notes, answers and evidence may hold.
const hostile = "危\x1b[31m险\x1b]0;t\x07\x00\u202e\t行\r\n末👩‍👩‍👧‍👦e\u0301\u0301\u0301\u0301—…" + "\x9b2J长长长长长长长长长长长长长长长长长长长长长长长长長"

// hostileWorld is an interview full of texts that try to break the screen.
func hostileWorld(tb testing.TB) *world {
	bank := theBank(tb)
	app := "shop" + hostile
	at := survey.Place{App: app, Component: "api" + hostile}
	m := interview.New(interview.Options{Bank: bank, Device: "a",
		Applications: []interview.Application{{Name: app, Components: []string{at.Component}}, {Name: "crm"}},
		Suggestions: []interview.Suggestion{
			{Place: at, Question: "state.session", Value: survey.Value{Text: "local-file"}, Evidence: []string{hostile, hostile}, By: hostile},
			{Place: survey.Place{App: app}, Question: "perf.tests", Value: survey.Value{Text: hostile}, Evidence: []string{hostile}},
		}})
	answer := func(n int, device, id, text string) interview.Event {
		return interview.Event{ID: interview.Clock{Device: device, N: uint64(n)}.String(), By: "王" + hostile, Kind: interview.Answered, Place: at,
			Question: id, Answer: &interview.Answer{State: survey.Known, Text: text}}
	}
	m.Replay([]interview.Event{
		answer(1, "a", "state.session", "shared"), answer(1, "b", "state.session", "local-file"), answer(2, "b", "state.cluster", hostile),
		{ID: "b/3", By: hostile, Kind: interview.Noted, Place: at, Question: "state.session", Text: hostile},
		{ID: "b/4", By: hostile, Kind: interview.FollowUp, Place: at, Question: "state.session", Owner: hostile, Due: "2026-12-01"},
		{ID: "a/5", By: hostile, Kind: interview.Met, Text: hostile, People: []interview.Attendee{{Name: hostile, Role: hostile}}},
		{ID: "b/6", By: hostile, Kind: interview.Answered, Question: "biz.scope.apps", Answer: &interview.Answer{
			State: survey.Known, Rows: []map[string]string{{"name": hostile}}}},
	})
	w := worldOf(tb, m)
	w.env.Customer = hostile
	w.open(at, "state.session")
	return w
}

// check holds the screen to its size: exactly so many lines of exactly so many
// columns, the cursor inside, and no sequence that a style would not write.
func (w *world) check(what string) {
	w.tb.Helper()
	content, cursor := w.app.Render()
	if w.app.width <= 0 || w.app.height <= 0 {
		return
	}
	lines := strings.Split(content, "\n")
	if len(lines) != w.app.height {
		w.tb.Fatalf("%s: %d lines, want %d:\n%s", what, len(lines), w.app.height, ansi.Strip(content))
	}
	for i, l := range lines {
		if got := ansi.StringWidth(l); got != w.app.width {
			w.tb.Fatalf("%s: line %d is %d columns wide, want %d: %q", what, i, got, w.app.width, l)
		}
		for _, r := range ansi.Strip(l) {
			if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202e {
				w.tb.Fatalf("%s: line %d holds %U: %q", what, i, r, l)
			}
		}
	}
	if cursor != nil && (cursor.X < 0 || cursor.X >= w.app.width || cursor.Y < 0 || cursor.Y >= w.app.height) {
		w.tb.Fatalf("%s: the cursor is at %d,%d", what, cursor.X, cursor.Y)
	}
}

func strokes() []string {
	special := []string{
		"enter", "enter", "enter", "esc", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pgup", "pgdown", "space",
		"backspace", "delete", "f1", "f3", "f4", "f6", "f7", "f8", "f9", "f10", "f11", "f12", "ctrl+z", "ctrl+y", "ctrl+s", "ctrl+t",
		"ctrl+l", "ctrl+g", "ctrl+o", "ctrl+n", "ctrl+d", "ctrl+e", "alt+/", "alt+r", "alt+w", "alt+h",
	}
	typed := strings.Split("u x n f c s y ! g [ ] p v m w F r h t o / ? a d e i 0 1 2 3 9 j k K J q 王 ， ？ 。 👩‍👩‍👧‍👦 é \u0301", " ")
	return append(special, typed...)
}

// randomMessage is a key, a paste, the wheel, or another size.
func randomMessage(r *rand.Rand) (tea.Msg, string) {
	switch n := r.IntN(40); n {
	case 0:
		w, h := r.IntN(150), r.IntN(50)
		return tea.WindowSizeMsg{Width: w, Height: h}, fmt.Sprintf("%dx%d", w, h)
	case 1:
		return tea.PasteMsg{Content: hostile + "\t甲\t乙\n丙\t丁"}, "paste"
	case 2:
		return tea.MouseWheelMsg{Button: tea.MouseWheelDown}, "wheel"
	case 3:
		return tea.WindowSizeMsg{Width: 60, Height: 16}, "60x16"
	case 4:
		return tea.WindowSizeMsg{Width: 80, Height: 24}, "80x24"
	default:
		all := strokes()
		s := all[r.IntN(len(all))]
		if len(s) > 1 && s[0] < 0x80 {
			return key(s), s
		}
		return tea.KeyPressMsg{Code: []rune(s)[0], Text: s}, s
	}
}

// wander presses keys at random and checks every screen. Whoever gets out of the
// interview is put back.
func (w *world) wander(r *rand.Rand, steps int) {
	var path []string
	for range steps {
		msg, name := randomMessage(r)
		path = append(path, name)
		w.send(msg)
		if len(path) > 40 {
			path = path[1:]
		}
		if len(w.app.stack) < 2 {
			w.app.Show(w.ask)
			w.ask.Resume()
		}
		w.check(strings.Join(path, " "))
	}
}

func TestScreenIsExactlyTheTerminal(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 1))
			w := newWorld(t)
			if seed%2 == 1 {
				w = hostileWorld(t)
			}
			if seed%3 == 0 {
				w.app.opt = Options{}
				w.app.theme()
			}
			w.app.opt.VirtualCursor = seed%5 == 0
			places := w.env.Session.Subjects().Places()
			for range 4 {
				items := w.env.Session.Agenda(places[r.IntN(len(places))], interview.Filter{})
				if len(items) > 0 {
					i := items[r.IntN(len(items))]
					w.open(i.Place, i.Question)
				}
				w.wander(r, 40)
			}
		})
	}
}

// TestEveryQuestionFits shows every question of the bank at every size and in both
// languages, empty and with its keys pressed.
func TestEveryQuestionFits(t *testing.T) {
	w := hostileWorld(t)
	sizes := [][2]int{{60, 16}, {80, 24}, {110, 30}}
	if testing.Short() {
		sizes = sizes[:1]
	}
	for _, size := range sizes {
		w.size(size[0], size[1])
		for _, i := range w.env.Session.FullAgenda(interview.Filter{}) {
			for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
				w.env.Lang = l
				w.open(i.Place, i.Question)
				w.check(i.Question)
			}
		}
	}
}

func TestListsFitHostileTexts(t *testing.T) {
	w := hostileWorld(t)
	in := ask.Incoming{Name: i18n.Text{ZH: hostile, EN: hostile}, Problems: []i18n.Text{{ZH: hostile, EN: hostile}}, Proposals: []interview.Proposal{
		{Place: crm(), Question: "biz.nothing", From: hostile},
		{Place: survey.Place{App: hostile}, Question: "state.session", From: hostile, Answer: survey.Answer{State: survey.Known, Value: survey.Value{Text: "shared"}}},
	}}
	screens := []func(){
		func() { w.app.Show(ask.NewConflicts(w.env, w.ask)) }, func() { w.app.Show(ask.NewWaiting(w.env, w.ask)) },
		func() { w.app.Show(ask.NewReview(w.env, w.ask)) }, func() { w.app.Show(ask.NewMinutes(w.env, "a/5")) },
		func() { w.app.Show(ask.NewCompare(w.env, in)) },
	}
	for _, show := range screens {
		show()
		for _, size := range [][2]int{{60, 16}, {80, 24}, {133, 41}} {
			w.size(size[0], size[1])
			for range 5 {
				w.check(w.app.top().Title().EN)
				w.press("<pgdown>")
			}
		}
	}
}

func FuzzKeys(f *testing.F) {
	f.Add(uint64(1), []byte("enter"))
	f.Add(uint64(2), []byte{0, 7, 7, 200, 31, 3, 99, 4})
	bank := theBank(f)
	all := strokes()
	f.Fuzz(func(t *testing.T, seed uint64, keys []byte) {
		w := worldOf(t, interview.New(interview.Options{Bank: bank, Device: "a", Applications: []interview.Application{{Name: "shop", Components: []string{"api"}}}}))
		w.size(int(seed%160), int(seed/160%60))
		for _, k := range keys[:min(len(keys), 200)] {
			s := all[int(k)%len(all)]
			if len(s) > 1 && s[0] < 0x80 {
				w.send(key(s))
			} else {
				w.send(tea.KeyPressMsg{Code: []rune(s)[0], Text: s})
			}
			w.check(s)
		}
	})
}
