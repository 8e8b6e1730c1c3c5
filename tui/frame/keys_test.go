package frame

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func plainTheme(ascii bool) Theme { return NewTheme(true, ascii, colorprofile.ASCII) }

func testKeys() KeyMap {
	return KeyMap{ID: "question", Title: i18n.Text{ZH: "问题", EN: "Question"}, Bindings: []Binding{
		{ID: "next", Keys: []string{"enter"}, Text: i18n.Text{ZH: "接受", EN: "accept"}, ShowInHelpLine: true},
		{ID: "back", Keys: []string{"shift+tab", "left"}, Text: i18n.Text{ZH: "上一题", EN: "back"}, ShowInHelpLine: true},
		{ID: "section", Keys: []string{"]"}, Text: i18n.Text{ZH: "下一节", EN: "next section"}, ShowInHelpLine: true},
		{ID: "search", Keys: []string{"/"}, Text: i18n.Text{ZH: "搜索", EN: "search"}, ShowInHelpLine: true},
		{ID: "redo", Keys: []string{"ctrl+y"}, Text: i18n.Text{ZH: "重做", EN: "redo"}, ShowInHelpLine: true,
			Disabled: i18n.Text{ZH: "没有可重做的", EN: "nothing to redo"}},
		{ID: "unknown", Keys: []string{"u"}, Text: i18n.Text{ZH: "不知道", EN: "unknown"}, ShowInHelpLine: true,
			Help: i18n.Text{ZH: "记为“不知道”，以后跟进", EN: "answer that nobody knows, to follow up"}},
		{ID: "toggle", Keys: []string{"space"}, Text: i18n.Text{ZH: "选", EN: "toggle"}},
		{ID: HelpID, Keys: []string{"?"}, Text: i18n.Text{ZH: "所有键", EN: "all keys"}, ShowInHelpLine: true},
	}}
}

func TestMatch(t *testing.T) {
	tests := []struct {
		name string
		msg  tea.KeyPressMsg
		want string
	}{
		{"special key", tea.KeyPressMsg{Code: tea.KeyEnter}, "next"},
		{"with a modifier", tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}, "back"},
		{"letter", tea.KeyPressMsg{Code: 'u', Text: "u"}, "unknown"},
		{"another letter", tea.KeyPressMsg{Code: 'v', Text: "v"}, ""},
		{"shifted", tea.KeyPressMsg{Code: '/', ShiftedCode: '?', Mod: tea.ModShift, Text: "?"}, "help"},
		{"Chinese question mark", tea.KeyPressMsg{Code: '？', Text: "？"}, "help"},
		{"Chinese slash", tea.KeyPressMsg{Code: '／', Text: "／"}, "search"},
		{"slash that types 、", tea.KeyPressMsg{Code: '、', Text: "、"}, "search"},
		{"Chinese bracket", tea.KeyPressMsg{Code: '】', Text: "】"}, "section"},
		{"full-width letter", tea.KeyPressMsg{Code: 'ｕ', Text: "ｕ"}, "unknown"},
		{"full-width space", tea.KeyPressMsg{Code: '\u3000', Text: "\u3000"}, "toggle"},
		{"space", tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, "toggle"},
		{"key of another layout", tea.KeyPressMsg{Code: 'г', BaseCode: 'u', Text: "г"}, "unknown"},
		{"control with another layout", tea.KeyPressMsg{Code: 'н', BaseCode: 'y', Mod: tea.ModCtrl}, "redo"},
		{"several characters of an input method", tea.KeyPressMsg{Code: tea.KeyExtended, Text: "不知道"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if b, _ := testKeys().Match(tt.msg); b.ID != tt.want {
				t.Errorf("got %q, want %q", b.ID, tt.want)
			}
		})
	}
	if testKeys().Is(tea.KeyPressMsg{Code: 'y', Mod: tea.ModCtrl}, "redo") {
		t.Error("a disabled binding acts")
	}
}

func TestHelpLine(t *testing.T) {
	theme := plainTheme(false)
	tests := []struct {
		width int
		lang  i18n.Lang
		want  string
	}{
		{80, i18n.ZH, "enter 接受  shift+tab 上一题  ] 下一节  / 搜索  u 不知道  ? 所有键"},
		{40, i18n.ZH, "enter 接受  shift+tab 上一题  ? 所有键"},
		{44, i18n.EN, "enter accept  shift+tab back  ? all keys"},
		{8, i18n.ZH, "? 所有键"},
		{5, i18n.ZH, "? .."},
	}
	for _, tt := range tests {
		got := ansi.Strip(theme.HelpLine(tt.lang, tt.width, testKeys()))
		if got != tt.want || cells.Width(got) > tt.width {
			t.Errorf("%d: got %q, want %q", tt.width, got, tt.want)
		}
	}
}

func TestHelpPage(t *testing.T) {
	got := stripAll(plainTheme(false).HelpPage(i18n.EN, 50, testKeys()))
	for _, want := range []string{"Question", "ctrl+y            redo (not now: nothing to redo)", "shift+tab left    back"} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("%q is not in\n%s", want, strings.Join(got, "\n"))
		}
	}
	for _, l := range got {
		if cells.Width(l) > 50 {
			t.Errorf("%q is %d wide", l, cells.Width(l))
		}
	}
}

func TestKeysMarkdown(t *testing.T) {
	m := KeyMap{Title: i18n.Text{ZH: "键", EN: "Keys"}, Bindings: []Binding{
		{Keys: []string{"|", "a"}, Text: i18n.Text{ZH: "甲", EN: "either | or"}},
	}}
	want := "## Keys\n\n| Key | What it does |\n|---|---|\n| `\\|` `a` | either \\| or |\n"
	if d := cmp.Diff(want, KeysMarkdown(i18n.EN, m)); d != "" {
		t.Error(d)
	}
}

func TestClashes(t *testing.T) {
	if got := Clashes(ScrollKeys(), DiffKeys(), testKeys()); len(got) != 0 {
		t.Error(got)
	}
	other := KeyMap{ID: "other", Bindings: []Binding{{ID: "undo", Keys: []string{"u"}}}}
	if d := cmp.Diff([]string{"u: question.unknown, other.undo"}, Clashes(testKeys(), other)); d != "" {
		t.Error(d)
	}
}
