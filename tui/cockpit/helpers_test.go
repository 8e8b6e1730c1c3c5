package cockpit

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

var update = flag.Bool("update", false, "rewrite the golden files")

type memory struct{ events []interview.Event }

func (m *memory) Append(events ...interview.Event) error {
	m.events = append(m.events, events...)
	return nil
}

var loaded = sync.OnceValues(survey.Load)

func newEnv(tb testing.TB, lang i18n.Lang) *screen.Env {
	tb.Helper()
	bank, err := loaded()
	if err != nil {
		tb.Fatal(err)
	}
	m := interview.New(interview.Options{Bank: bank, Device: "test", Applications: []interview.Application{{Name: "shop"}, {Name: "crm"}}})
	at := func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }
	return &screen.Env{
		Session: interview.NewSession(m, &memory{}, at, "王工"), Lang: lang, Customer: "云帆商城", Edition: i18n.Text{ZH: "尊享版", EN: "premium"},
		Theme: frame.NewTheme(true, false, colorprofile.ASCII),
	}
}

// stage shows screens as the program does, without the lines around them, and runs
// tasks to their end at once.
type stage struct {
	tb            testing.TB
	env           *screen.Env
	steps         *fake
	home          *Home
	stack         []screen.Screen
	status        *screen.Status
	width, height int
	quit          bool
	seen          map[string]bool // titles of the screens that were on top
}

func newStage(tb testing.TB, lang i18n.Lang, width, height int) *stage {
	tb.Helper()
	s := &stage{tb: tb, env: newEnv(tb, lang), width: width, height: height, seen: map[string]bool{}}
	s.steps = newFake(s.env)
	s.home = NewHome(s.env, s.steps, interview.Item{})
	s.stack = []screen.Screen{s.home}
	return s
}

func (s *stage) top() screen.Screen { return s.stack[len(s.stack)-1] }

func (s *stage) resume() {
	if r, ok := s.top().(screen.Resumer); ok {
		r.Resume()
	}
}

// do does what a screen wants, and draws, since screens may keep what they drew.
func (s *stage) do(a screen.Action) {
	s.tb.Helper()
	s.status = a.Status
	switch {
	case a.Quit:
		s.quit = true
	case a.Home:
		s.stack = s.stack[:1]
		s.resume()
	case a.Pop && len(s.stack) == 1:
		s.quit = true
	case a.Pop:
		s.stack = s.stack[:len(s.stack)-1]
		s.resume()
	case a.Replace != nil:
		s.stack[len(s.stack)-1] = a.Replace
	}
	if a.Push != nil {
		s.stack = append(s.stack, a.Push)
	}
	if a.Task != nil {
		finish, err := a.Task.Run(s.tb.Context(), func(screen.Progress) {})
		switch {
		case err != nil:
			s.do(screen.Fail(err))
		case finish != nil:
			s.do(finish())
		}
	}
	s.seen[s.top().Title().EN] = true
	s.view()
}

// press sends keys: names in brackets are special keys, everything else is typed.
func (s *stage) press(script string) {
	s.tb.Helper()
	for script != "" {
		if name, rest, ok := strings.Cut(strings.TrimPrefix(script, "<"), ">"); strings.HasPrefix(script, "<") && ok {
			s.do(s.top().Update(special(name)))
			script = rest
			continue
		}
		r := []rune(script)[0]
		s.do(s.top().Update(tea.KeyPressMsg{Code: r, Text: string(r)}))
		script = script[len(string(r)):]
	}
}

func special(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"tab": tea.KeyTab, "home": tea.KeyHome, "end": tea.KeyEnd, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "backspace": tea.KeyBackspace,
	}
	if key, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(key)[0], Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: codes[name]}
}

// choose moves to the line that holds the text, and presses enter.
func (s *stage) choose(text string) {
	s.tb.Helper()
	s.find(text)
	s.press("<enter>")
}

// find moves to the line that holds the text.
func (s *stage) find(text string) {
	s.tb.Helper()
	s.press("<home>")
	for range 300 {
		for l := range strings.SplitSeq(s.view(), "\n") {
			if strings.HasPrefix(l, s.env.Theme.Marks.Cursor) && strings.Contains(l, text) {
				return
			}
		}
		s.press("<down>")
	}
	s.tb.Fatalf("there is no line %q to choose:\n%s", text, s.view())
}

// view is the screen as text, with the status and the keys. Every line has to fit.
func (s *stage) view() string {
	s.tb.Helper()
	lines, cursor := s.top().Render(s.width, s.height)
	if len(lines) > s.height {
		s.tb.Fatalf("%d lines on a screen of %d", len(lines), s.height)
	}
	var b strings.Builder
	for i, l := range lines {
		if w := ansi.StringWidth(l); w > s.width {
			s.tb.Fatalf("line %d is %d wide on a screen of %d:\n%q", i, w, s.width, l)
		}
		plain := ansi.Strip(l)
		if strings.ContainsFunc(plain, func(r rune) bool { return r < ' ' || r == 0x7F || r >= 0x80 && r < 0xA0 }) {
			s.tb.Fatalf("line %d holds what a terminal obeys: %q", i, plain)
		}
		b.WriteString(strings.TrimRight(plain, " ") + "\n")
	}
	if cursor != nil && (cursor.Y >= len(lines) || cursor.X >= s.width) {
		s.tb.Fatalf("the cursor is outside: %d,%d", cursor.X, cursor.Y)
	}
	return b.String()
}

// statusText is what the program says below the screen.
func (s *stage) statusText() string {
	if s.status == nil {
		return ""
	}
	return s.status.Text.In(s.env.Lang)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Error(d)
	}
}
