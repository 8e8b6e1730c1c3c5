package tui

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/cockpit"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/frame"
)

// allKeys are the keys of all screens in all modes, in the order of the page.
func allKeys() []frame.KeyMap {
	return slices.Concat(AllKeys()[:1], ask.AllKeys(), field.AllKeys(), cockpit.AllKeys(), []frame.KeyMap{frame.ScrollKeys()}, AllKeys()[1:])
}

func TestKeysDoNotClash(t *testing.T) {
	for _, m := range allKeys() {
		for _, c := range frame.Clashes(m) {
			t.Errorf("%s: %s", m.ID, c)
		}
	}
	for _, c := range frame.Clashes(globalKeys(false), ask.AllKeys()[0]) {
		t.Error(c)
	}
	for _, m := range append(ask.AllKeys()[1:], field.AllKeys()...) {
		for _, c := range frame.Clashes(globalKeys(true), m) {
			t.Error(c)
		}
	}
}

// TestShownKeysReachWhatTheyName holds the keys that are shown at a question to those
// that the field and the program leave to it.
func TestShownKeysReachWhatTheyName(t *testing.T) {
	w := newWorld(t)
	for _, i := range w.env.Session.FullAgenda(interview.Filter{}) {
		w.open(i.Place, i.Question)
		maps := append(w.ask.Keys(), globalKeys(w.ask.Typing()))
		for _, c := range frame.Clashes(maps...) {
			if k, _, _ := strings.Cut(c, ":"); k != "enter" && k != "shift+tab" { // the field gives these back at its ends
				t.Errorf("%s: %s", i.Question, c)
			}
		}
	}
}

func TestKeysAreInBothLanguages(t *testing.T) {
	for _, m := range allKeys() {
		ids := map[string]bool{}
		if !m.Title.Complete() {
			t.Errorf("%s has no title in both languages", m.ID)
		}
		for _, b := range m.Bindings {
			if !b.Text.Complete() || b.Help != (i18n.Text{}) && !b.Help.Complete() {
				t.Errorf("%s.%s is not in both languages", m.ID, b.ID)
			}
			if ids[b.ID] || len(b.Keys) == 0 {
				t.Errorf("%s.%s is there twice or has no key", m.ID, b.ID)
			}
			ids[b.ID] = true
		}
	}
}

// TestEveryCommandWorksWhileTyping holds the commands to a key that is no letter.
func TestEveryCommandWorksWhileTyping(t *testing.T) {
	for _, b := range ask.AllKeys()[0].Bindings {
		if b.ID == "clear" || b.ID == "offer" || b.ID == "leave" {
			continue // they act on what is typed, which escape ends first
		}
		if !slices.ContainsFunc(b.Keys, func(k string) bool { return len([]rune(k)) > 1 && k != "left" && k != "right" }) {
			t.Errorf("%s has only letters: %v", b.ID, b.Keys)
		}
	}
}

func TestKeysPage(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("# 按键 · Keys\n\n程序里按 `?` 看当前可用的按键。正在输入文字时，单字母键输入文字，用后面的功能键。\n\n" +
		"In the program `?` shows the keys that act where you are. While a text is typed, letters are typed: use the function keys beside them.\n\n")
	b.WriteString("# 中文\n\n" + frame.KeysMarkdown(i18n.ZH, allKeys()...))
	b.WriteString("\n# English\n\n" + frame.KeysMarkdown(i18n.EN, allKeys()...))
	name := "../docs/keys.md"
	if *update {
		if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")), b.Bytes()) {
		t.Error("docs/keys.md is not what the bindings say; -update writes it anew")
	}
}

func TestNoColorWritesNoColour(t *testing.T) {
	for name, scene := range scenes() {
		w := newWorld(t)
		scene(w)
		content, _ := w.app.Render()
		for _, part := range strings.Split(content, "\x1b[")[1:] {
			codes, _, ok := strings.Cut(part, "m")
			for c := range strings.SplitSeq(codes, ";") {
				if !ok || c != "" && c != "0" && c != "1" && c != "22" && c != "7" && c != "27" {
					t.Errorf("%s: NO_COLOR writes %q", name, "\x1b["+codes)
				}
			}
		}
	}
}

// TestASCII holds the borders and signs to ASCII; the texts of the bank are what they are.
func TestASCII(t *testing.T) {
	for name, scene := range scenes() {
		w := newWorld(t)
		w.env.Lang = i18n.EN
		w.app.opt.ASCII = true
		w.app.theme()
		scene(w)
		signs := frame.NewTheme(true, false, colorprofile.ASCII).Marks
		for _, s := range []string{signs.Box.Top, signs.Box.Left, signs.Box.TopLeft, signs.Cursor, signs.Good, signs.Warn, signs.Bad, signs.Open, signs.Full, "←", "→", "↑"} {
			if s = strings.TrimSpace(s); strings.Contains(ansi.Strip(w.text()), s) {
				t.Errorf("%s: --ascii draws %q", name, s)
			}
		}
	}
}

func TestColourIsNeverAlone(t *testing.T) {
	w := newWorld(t)
	w.conflict()
	plain := w.text()
	w.app.opt.NoColor = false
	w.app.theme()
	if got := w.text(); got != plain {
		t.Error("without colours the screen says something else")
	}
}
