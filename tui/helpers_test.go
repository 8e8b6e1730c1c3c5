package tui

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/screen"
)

// memory is a log that a full disk can be played with.
type memory struct {
	events []interview.Event
	full   bool
}

var errFull = errors.New("no space left on device")

func (m *memory) Append(events ...interview.Event) error {
	if m.full {
		return errFull
	}
	m.events = append(m.events, events...)
	return nil
}

// world is a program over an interview in memory, with the interview on top of an
// overview.
type world struct {
	tb  testing.TB
	app *App
	ask *ask.Ask
	env *screen.Env
	log *memory
}

// shop is the component on which most of the tests answer, crm an application
// without components.
func shop() survey.Place { return survey.Place{App: "shop", Component: "api"} }
func crm() survey.Place  { return survey.Place{App: "crm"} }

func suggestions() []interview.Suggestion {
	return []interview.Suggestion{
		{Place: shop(), Question: "state.session", Value: survey.Value{Text: "memory-sticky"}, Evidence: []string{"src/Login.java:40"}, By: "java"},
		{Place: shop(), Question: "app.stack", Value: survey.Value{Rows: []survey.Row{{{Column: "language", Text: "java"}, {Column: "version", Text: "8"}}}}, Evidence: []string{"pom.xml:31"}, By: "maven"},
	}
}

func newWorld(tb testing.TB, apps ...interview.Application) *world {
	tb.Helper()
	bank := theBank(tb)
	if len(apps) == 0 {
		apps = []interview.Application{{Name: "shop", Components: []string{"api", "web"}}, {Name: "crm"}, {Name: "计费系统", Components: []string{"billing"}}}
	}
	m := interview.New(interview.Options{Bank: bank, Device: "a", Applications: apps, Suggestions: suggestions()})
	return worldOf(tb, m)
}

var loaded = sync.OnceValues(survey.Load) // read once for all tests

func theBank(tb testing.TB) *survey.Bank {
	tb.Helper()
	bank, err := loaded()
	if err != nil {
		tb.Fatal(err)
	}
	return bank
}

// worldOf shows an interview.
func worldOf(tb testing.TB, m *interview.Machine) *world {
	log := &memory{}
	at := time.Date(2026, 11, 2, 1, 30, 0, 0, time.UTC)
	zone := time.FixedZone("UTC+8", 8*60*60)
	now := func() time.Time {
		at = at.Add(time.Minute)
		return at.In(zone)
	}
	env := &screen.Env{Session: interview.NewSession(m, log, now, "王工"), Lang: i18n.ZH, Customer: "示例公司", Edition: i18n.Text{ZH: "标准版", EN: "standard"}}
	w := &world{tb: tb, env: env, log: log, ask: ask.New(env, interview.Filter{}, interview.Item{})}
	home := screen.NewList(env, &screen.List{Name: i18n.Text{ZH: "总览", EN: "Overview"}, Root: true, Build: func() []screen.Line {
		l := env.TextLine("", env.Say("访谈", "Interview"))
		l.Enter = func() screen.Action { return screen.Action{Handled: true, Push: w.ask} }
		return []screen.Line{l}
	}})
	w.app = New(context.Background(), env, Options{NoColor: true}, home)
	w.app.Show(w.ask)
	w.size(80, 24)
	return w
}

func (w *world) size(width, height int) { w.send(tea.WindowSizeMsg{Width: width, Height: height}) }

// send gives a message to the program and drops the commands: nothing here waits.
func (w *world) send(msg tea.Msg) tea.Cmd {
	w.tb.Helper()
	_, cmd := w.app.Update(msg)
	return cmd
}

// open shows a question.
func (w *world) open(at survey.Place, id string) {
	w.ask.Open(interview.Item{Place: at, Question: id})
}

// press types a script: names in brackets are special keys, everything else is
// typed, each character by itself.
func (w *world) press(script string) (last tea.Cmd) {
	w.tb.Helper()
	for script != "" {
		if name, rest, ok := strings.Cut(strings.TrimPrefix(script, "<"), ">"); strings.HasPrefix(script, "<") && ok {
			last = w.send(key(name))
			script = rest
			continue
		}
		r := []rune(script)[0]
		last = w.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		script = script[len(string(r)):]
	}
	return last
}

func key(name string) tea.KeyPressMsg {
	var k tea.KeyPressMsg
	for part := range strings.SplitSeq(name, "+") {
		switch part {
		case "ctrl":
			k.Mod |= tea.ModCtrl
		case "shift":
			k.Mod |= tea.ModShift
		case "alt":
			k.Mod |= tea.ModAlt
		default:
			k.Code = code(part)
		}
	}
	if k.Code == tea.KeySpace {
		k.Text = " "
	}
	return k
}

func code(name string) rune {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft,
		"right": tea.KeyRight, "space": tea.KeySpace, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "home": tea.KeyHome,
		"end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3,
		"f4": tea.KeyF4, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
	}
	if c, ok := codes[name]; ok {
		return c
	}
	return []rune(name)[0]
}

// text is the screen without styles and without spaces at the ends of lines.
func (w *world) text() string {
	content, _ := w.app.Render()
	lines := strings.Split(ansi.Strip(content), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

func (w *world) shows(parts ...string) {
	w.tb.Helper()
	for _, p := range parts {
		if !strings.Contains(w.text(), p) {
			w.tb.Errorf("the screen does not show %q:\n%s", p, w.text())
		}
	}
}

func (w *world) hides(parts ...string) {
	w.tb.Helper()
	for _, p := range parts {
		if strings.Contains(w.text(), p) {
			w.tb.Errorf("the screen shows %q:\n%s", p, w.text())
		}
	}
}

// status is the status of a question, with the value when there is one.
func (w *world) status(at survey.Place, id string) string {
	w.tb.Helper()
	e, ok := w.env.Session.Entry(at, id)
	if !ok {
		w.tb.Fatalf("there is no question %s at %s", id, at)
	}
	out := string(e.Status())
	if a, answered := e.Answer(); answered && a.State == survey.Known {
		out += " " + a.Value.String()
	}
	return out
}

func (w *world) isAt(at survey.Place, id string) {
	w.tb.Helper()
	if got := w.ask.Where(); got.Place != at || id != "" && got.Question != id {
		w.tb.Errorf("the interview is at %s %s, want %s %s", got.Place, got.Question, at, id)
	}
}

func (w *world) has(at survey.Place, id, want string) {
	w.tb.Helper()
	if got := w.status(at, id); got != want {
		w.tb.Errorf("%s at %s is %q, want %q", id, at, got, want)
	}
}

// quits tells whether a command ends the program.
func quits(cmd tea.Cmd) bool {
	if cmd == nil {
		return false
	}
	switch msg := cmd().(type) {
	case tea.QuitMsg:
		return true
	case tea.BatchMsg:
		return len(msg) > 0 && msg[0] != nil && quits(msg[0])
	}
	return false
}
