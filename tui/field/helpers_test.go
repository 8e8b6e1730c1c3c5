package field

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

func testTheme() frame.Theme { return frame.NewTheme(true, false, colorprofile.ASCII) }

func text(s string) i18n.Text { return i18n.Text{ZH: s, EN: s} }

// open returns a focused field for the question.
func open(t testing.TB, q survey.Question) Field {
	t.Helper()
	if q.ID == "" {
		q.ID = "test.question"
	}
	f := New(q, i18n.EN, testTheme())
	f.Focus()
	return f
}

// press turns a script into key presses: names in brackets are special keys, such as
// <enter> or <ctrl+z>, everything else is typed, each character by itself.
func press(f interface{ Update(tea.Msg) bool }, script string) (handled bool) {
	for script != "" {
		if name, rest, ok := strings.Cut(strings.TrimPrefix(script, "<"), ">"); strings.HasPrefix(script, "<") && ok {
			handled = f.Update(special(name))
			script = rest
			continue
		}
		r := []rune(script)[0]
		handled = f.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		script = script[len(string(r)):]
	}
	return handled
}

func special(name string) tea.KeyPressMsg {
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
		"end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "f2": tea.KeyF2,
	}
	if c, ok := codes[name]; ok {
		return c
	}
	return []rune(name)[0]
}

// screen is what the field shows, without styles.
func screen(f Field, width, height int) string {
	lines, _ := f.Render(width, height)
	for i, l := range lines {
		lines[i] = strings.TrimRight(ansi.Strip(l), " ")
	}
	return strings.Join(lines, "\n")
}

func wantValue(t *testing.T, f Field, want string) {
	t.Helper()
	v, given := f.Value()
	got := v.String()
	switch {
	case !given && !isEmpty(f.Problem()):
		got = "problem: " + f.Problem().EN
	case !given:
		got = "nothing"
	case got == "":
		got = "none"
	}
	if !strings.HasPrefix(got, want) || want == "" {
		t.Errorf("value is %q, want %q", got, want)
	}
}
