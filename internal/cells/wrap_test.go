package cells

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name, in string
		width    int
		want     []string
	}{
		{"fits", "你好", 10, []string{"你好"}},
		{"empty", "", 10, []string{""}},
		{"between characters", "一二三四五六", 8, []string{"一二三四", "五六"}},
		{"odd width", "一二三四", 5, []string{"一二", "三四"}},
		{"no comma at the beginning", "一二三四，五六", 8, []string{"一二三", "四，五六"}},
		{"no stop at the beginning", "一二三四。", 8, []string{"一二三", "四。"}},
		{"several closers stay together", "一二三四五）。", 10, []string{"一二三四", "五）。"}},
		{"no opener at the end", "一二三（四五）", 8, []string{"一二三", "（四五）"}},
		{"quotes", "他说「你好」了", 8, []string{"他说「你", "好」了"}},
		{"ASCII comma behind Chinese", "一二三四, 五", 8, []string{"一二三", "四, 五"}},
		{"words stay whole", "use a persistent volume", 12, []string{"use a", "persistent", "volume"}},
		{"word beside Chinese", "使用order-server服务", 12, []string{"使用", "order-server", "服务"}},
		{"long word is cut at a joint", "registry.example.com/team/image", 20, []string{"registry.example.", "com/team/image"}},
		{"long word without joints", strings.Repeat("x", 12), 5, []string{"xxxxx", "xxxxx", "xx"}},
		{"line ends", "一\n\n二", 8, []string{"一", "", "二"}},
		{"indentation stays", "  a bb", 4, []string{"  a", "bb"}},
		{"too narrow for a wide character", "你a", 1, []string{"?", "a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, Wrap(tt.in, tt.width)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestWrapIndent(t *testing.T) {
	want := []string{"- 一二", "  三四"}
	if d := cmp.Diff(want, WrapIndent("- ", "一二三四", 6)); d != "" {
		t.Error(d)
	}
}

func FuzzWrap(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s, 20)
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		if width < 1 || width > 400 {
			return
		}
		lines := Wrap(s, width)
		for i, l := range lines {
			if w := Width(l); w > width {
				t.Errorf("%q is %d wide, want %d", l, w, width)
			}
			first, _ := utf8.DecodeRuneInString(l)
			if i > 0 && width >= 20 && strings.ContainsRune("，。、；：？！）」", first) && fewClosers(s) && !strings.HasPrefix(firstOf(s), string(first)) {
				t.Errorf("a line of %q begins with %q", s, first)
			}
		}
		if width > 1 {
			if a, b := squeeze(strings.Join(lines, "")), squeeze(strings.Join(CleanLines(s), "")); a != b {
				t.Errorf("%q becomes %q", b, a)
			}
		}
	})
}

// fewClosers leaves out texts in which punctuation fills a line, and line ends.
func fewClosers(s string) bool {
	run, s := 0, Clean(s)
	for _, r := range s {
		if strings.ContainsRune(closers+openers, r) {
			if run++; run > 3 {
				return false
			}
			continue
		}
		if r != ' ' {
			run = 0
		}
	}
	return len(s) > 0
}

func firstOf(s string) string {
	for _, l := range CleanLines(s)[1:] {
		if l != "" && strings.ContainsAny(l, closers) {
			return l // begins so by itself
		}
	}
	return ""
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestTruncateAndPad(t *testing.T) {
	tests := []struct {
		in, cut, padded string
		width           int
	}{
		{"你好世界", "你好世界", "你好世界  ", 10},
		{"你好世界", "你好..", "你好.. ", 7},
		{"你好世界", "你", "你", 2},
		{"你好世界", "", " ", 1},
		{"\x1b[31m你好世界\x1b[m", "\x1b[31m你好..\x1b[m", "\x1b[31m你好..\x1b[m", 6},
		{"abc", "", "", 0},
	}
	for _, tt := range tests {
		if got := Truncate(tt.in, tt.width); got != tt.cut {
			t.Errorf("Truncate(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.cut)
		}
		if got := Pad(tt.in, tt.width); got != tt.padded {
			t.Errorf("Pad(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.padded)
		}
	}
	for _, s := range hostile() {
		for width := range 40 {
			if got := Width(Pad(Clean(s), width)); got != width {
				t.Errorf("Pad(%q, %d) is %d wide", s, width, got)
			}
		}
	}
}

func TestFitColumns(t *testing.T) {
	tests := []struct {
		wanted []int
		total  int
		want   []int
	}{
		{[]int{4, 10, 6}, 40, []int{4, 10, 6}},
		{[]int{4, 30, 6}, 24, []int{4, 10, 6}},
		{[]int{20, 20, 20}, 22, []int{10, 10}},
		{[]int{20}, 3, []int{}},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, FitColumns(tt.wanted, tt.total, 2, 8)); d != "" {
			t.Errorf("%v in %d: %s", tt.wanted, tt.total, d)
		}
	}
}
