package frame

import (
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/width"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func TestTooSmall(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {2, 40}, {30, 15}, {59, 24}, {200, 15}} {
		for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
			lines := TooSmall(l, size[0], size[1])
			if len(lines) != size[1] {
				t.Fatalf("%v: %d lines", size, len(lines))
			}
			for _, line := range lines {
				if cells.Width(line) != size[0] {
					t.Fatalf("%v: %q is %d wide", size, line, cells.Width(line))
				}
			}
		}
	}
}

func TestBoxAndOverlay(t *testing.T) {
	theme := plainTheme(true)
	screen := []string{"一二三四五六", "一二三四五六", "abcdefghijkl"}
	got := Overlay(screen, []string{"XXXXXX", "YY"}, Area{3, 1, 6, 2})
	want := []string{"一二三四五六", "一 XXXXXX 六", "abcYY    jkl"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	box := theme.Box("删除？", []string{"应用 shop"}, 17, 4, true)
	if d := cmp.Diff([]string{"+- 删除？ ------+", "| 应用 shop     |", "|               |", "+---------------+"}, stripAll(box)); d != "" {
		t.Error(d)
	}
	if a := Center(80, 24, 100, 10); a != (Area{0, 7, 80, 10}) {
		t.Errorf("%+v", a)
	}
}

func stripAll(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = ansi.Strip(l)
	}
	return out
}

// TestSymbolsHaveOneWidth refuses signs that are one column on some terminals and two
// on others, as many are with Chinese fonts.
func TestSymbolsHaveOneWidth(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		m := symbols(ascii)
		for _, s := range []string{
			m.Cursor, m.NoCursor, m.Prompt, m.RadioOn, m.RadioOff, m.CheckOn, m.CheckOff, m.Good, m.Warn, m.Bad, m.Required,
			m.Open, m.Closed, m.Bullet, m.Separator, m.Full, m.Empty, cells.Tail,
		} {
			for _, r := range s {
				if k := width.LookupRune(r).Kind(); k == width.EastAsianAmbiguous || k == width.EastAsianWide || ascii && r > 0x7E {
					t.Errorf("%q has %U of kind %v", s, r, k)
				}
			}
		}
		if cells.Width(m.Cursor) != cells.Width(m.NoCursor) {
			t.Error("items move when they are selected")
		}
	}
}

func TestNoColour(t *testing.T) {
	theme := NewTheme(true, false, colorprofile.ASCII)
	for name, style := range allStyles(theme) {
		if s := style.Render("x"); strings.Contains(s, "3") || strings.Contains(s, "4") {
			t.Errorf("%s is coloured: %q", name, s)
		}
	}
	if got := NewTheme(false, false, colorprofile.ANSI).Good.Render("x"); got != "\x1b[32mx\x1b[m" {
		t.Errorf("of sixteen colours: %q", got)
	}
	if dark, light := NewTheme(true, false, colorprofile.TrueColor).Good.Render("x"), NewTheme(false, false, colorprofile.TrueColor).Good.Render("x"); dark == light {
		t.Error("the background does not matter")
	}
}

func allStyles(t Theme) map[string]lipgloss.Style {
	return map[string]lipgloss.Style{
		"title": t.Title, "text": t.Text, "muted": t.Muted, "accent": t.Accent, "selected": t.Selected, "chosen": t.Chosen, "focus": t.Focus,
		"key": t.Key, "border": t.Border, "good": t.Good, "warn": t.Warn, "bad": t.Bad, "added": t.Added, "removed": t.Removed,
		"changed": t.Changed, "hunk": t.Hunk,
	}
}

func TestBar(t *testing.T) {
	theme := plainTheme(true)
	tests := []struct {
		done, total, width int
		want               string
	}{
		{0, 10, 15, "----------   0%"}, {5, 10, 15, "#####-----  50%"}, {10, 10, 15, "########## 100%"},
		{99, 10, 15, "########## 100%"}, {1, 0, 15, "----------   0%"}, {1, 2, 4, " 50%"},
	}
	for _, tt := range tests {
		if got := ansi.Strip(theme.Bar(tt.done, tt.total, tt.width)); got != tt.want {
			t.Errorf("%d/%d in %d: got %q, want %q", tt.done, tt.total, tt.width, got, tt.want)
		}
	}
	if got := ansi.Strip(plainTheme(false).Badge(34, 34, 3)); got != "✓ 34/34 ⚠3" {
		t.Error(got)
	}
	if got := ansi.Strip(theme.Badge(12, 34, 3)); got != "12/34 !3" {
		t.Error(got)
	}
}
