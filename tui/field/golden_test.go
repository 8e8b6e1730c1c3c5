package field

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// shots are fields of the real bank after a few keys.
func shots() []struct{ id, keys string } {
	return []struct{ id, keys string }{
		{"net.mirrors", "3"},
		{"app.root", "23"},
		{"goal.slo", "99.999%<esc>"},
		{"tgt.registry", ""},
		{"tgt.registry", "4<esc>jeharbor。example。com<esc>"},
		{"tgt.envs", ""},
		{"tgt.envs", "adev<esc>aProd"},
		{"net.proxy", "a1https://mirror.example.com/maven<enter>"},
		{"app.nativedeps", "alibgomp<enter>"},
		{"state.jobs", "a"},
	}
}

func TestGolden(t *testing.T) {
	bank, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, size := range []struct {
		screen        string
		width, height int // of the room beside the tree and the panel
	}{{"80x24", 55, 14}, {"60x16", 60, 5}, {"120x40", 54, 30}} {
		for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
			for _, s := range shots() {
				q, ok := bank.Question(s.id)
				if !ok {
					t.Fatalf("the bank has no %s", s.id)
				}
				f := New(q, lang, testTheme())
				f.Focus()
				press(f, s.keys)
				lines, c := f.Render(size.width, size.height)
				fmt.Fprintf(&b, "-- %s %s: %s, %q --\n", size.screen, lang, s.id, s.keys)
				for _, l := range lines {
					b.WriteString(strings.TrimRight(ansi.Strip(l), " ") + "\n")
				}
				if c != nil {
					fmt.Fprintf(&b, "cursor %d,%d\n", c.X, c.Y)
				}
			}
		}
	}
	const path = "testdata/fields.golden"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Error(d)
	}
}

// TestASCII shows nothing but ASCII where the texts are.
func TestASCII(t *testing.T) {
	theme := frame.NewTheme(false, true, colorprofile.ASCII)
	for _, q := range []survey.Question{environments(), record(), choiceOf(survey.Multi, option("a", survey.Red)), scalarOf(survey.Field{Type: survey.Percent})} {
		f := New(q, i18n.EN, theme)
		f.Focus()
		press(f, "a1<esc><space>")
		f.Blur()
		f.Focus()
		if got := screen(f, 80, 20); strings.ContainsFunc(got, func(r rune) bool { return r > 0x7E }) {
			t.Errorf("%s:\n%s", q.Type, got)
		}
	}
}
