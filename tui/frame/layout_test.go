package frame

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/width"

	"github.com/gantry-ack/gantry/internal/i18n"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Error(d)
	}
}

func sizes() [][2]int { return [][2]int{{60, 16}, {80, 24}, {120, 40}} }

func testParts(t Theme, l Layout) Parts {
	section := func(name string, done, total, warnings int) string {
		return Columns([]string{name, t.Badge(done, total, warnings)}, []int{14, 10}, 0)
	}
	return Parts{
		Header:     "Gantry · 示例商城 " + t.Bar(12, 34, 20),
		Breadcrumb: "应用 " + t.Marks.Separator + " shop " + t.Marks.Separator + " 数据与存储",
		Tree:       []string{section("业务", 4, 4, 0), section("网络与出口", 3, 12, 2), strings.Repeat("很长的一节", 10)},
		Content:    Wrap(strings.Repeat("会话存在哪里？（决定能否滚动更新）", 12), l.Content.W),
		Side:       []string{"就绪度 40%", "冲突 1"},
		Help:       t.HelpLine(i18n.ZH, l.Help.W, testKeys()),
	}
}

func TestLayoutGolden(t *testing.T) {
	var b strings.Builder
	for _, size := range sizes() {
		for _, ascii := range []bool{false, true} {
			theme := plainTheme(ascii)
			l := NewLayout(size[0], size[1], Wants{Tree: true, Side: true})
			lines := l.Compose(theme, testParts(theme, l))
			fmt.Fprintf(&b, "-- %dx%d, ascii %t --\n", size[0], size[1], ascii)
			for _, line := range lines {
				b.WriteString(ansi.Strip(line) + "|\n")
			}
		}
	}
	golden(t, "layout.golden", b.String())
}

func TestComposeFillsTheScreen(t *testing.T) {
	theme := NewTheme(true, false, colorprofile.TrueColor)
	for _, w := range []int{1, 2, 30, 59, 60, 61, 79, 80, 81, 109, 110, 111, 139, 200} {
		for _, h := range []int{1, 15, 16, 24, 40} {
			for _, wants := range []Wants{{}, {Tree: true}, {Side: true}, {Tree: true, Side: true}, {Tree: true, Side: true, SideFirst: true}} {
				l := NewLayout(w, h, wants)
				lines := l.Compose(theme, testParts(theme, l))
				if l.TooSmall {
					lines = TooSmall(i18n.ZH, w, h)
				}
				if len(lines) != h {
					t.Fatalf("%dx%d %+v: %d lines", w, h, wants, len(lines))
				}
				for _, line := range lines {
					if Width(line) != w {
						t.Fatalf("%dx%d %+v: %q is %d wide", w, h, wants, line, Width(line))
					}
				}
				if !l.TooSmall && l.Content.W < 40 {
					t.Errorf("%dx%d %+v: content of %d columns", w, h, wants, l.Content.W)
				}
			}
		}
	}
}

func TestWhatGivesWay(t *testing.T) {
	tests := []struct {
		width                  int
		wants                  Wants
		tree, breadcrumb, side bool
	}{
		{79, Wants{Tree: true, Side: true}, false, true, false},
		{80, Wants{Tree: true, Side: true}, true, false, false},
		{80, Wants{Tree: true, Side: true, SideFirst: true}, false, true, true},
		{110, Wants{Tree: true, Side: true}, true, false, true},
		{60, Wants{}, false, false, false},
	}
	for _, tt := range tests {
		l := NewLayout(tt.width, 24, tt.wants)
		if !l.Tree.Empty() != tt.tree || !l.Breadcrumb.Empty() != tt.breadcrumb || !l.Side.Empty() != tt.side {
			t.Errorf("%d %+v: %+v", tt.width, tt.wants, l)
		}
	}
	if !NewLayout(59, 24, Wants{}).TooSmall || !NewLayout(60, 15, Wants{}).TooSmall || NewLayout(60, 16, Wants{}).TooSmall {
		t.Error("the smallest size is 60x16")
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
			m.Open, m.Closed, m.Bullet, m.Separator, m.Full, m.Empty, Tail,
		} {
			for _, r := range s {
				if k := width.LookupRune(r).Kind(); k == width.EastAsianAmbiguous || k == width.EastAsianWide || ascii && r > 0x7E {
					t.Errorf("%q has %U of kind %v", s, r, k)
				}
			}
		}
		if Width(m.Cursor) != Width(m.NoCursor) {
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
