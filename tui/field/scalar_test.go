package field

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func scalarOf(f survey.Field) survey.Question { return survey.Question{Field: f} }

func TestScalarTyping(t *testing.T) {
	memory := survey.Field{Type: survey.Quantity, Unit: survey.Memory}
	days := survey.Field{Type: survey.Number, Min: 1, Max: 365, Measure: i18n.Text{ZH: "天", EN: "days"}}
	tests := []struct {
		name  string
		field survey.Field
		keys  string
		want  string
	}{
		{"text", survey.Field{Type: survey.Text}, "订单服务", "订单服务"},
		{"nothing", survey.Field{Type: survey.Text}, "", "nothing"},
		{"spaces only", survey.Field{Type: survey.Text}, "   ", "nothing"},
		{"backspace over Chinese", survey.Field{Type: survey.Text}, "订单服务<backspace><backspace>", "订单"},
		{"in the middle", survey.Field{Type: survey.Text}, "订务<left>单服", "订单服务"},
		{"clear", survey.Field{Type: survey.Text}, "abc<ctrl+u>x", "x"},
		{"number", days, "30", "30"},
		{"number with its unit", days, "30 天", "30"},
		{"number out of range", days, "400", "problem: want a whole number from 1 to 365"},
		{"full-width number", days, "３０", "30"},
		{"thousands", survey.Field{Type: survey.Number}, "12,000", "12000"},
		{"percent", survey.Field{Type: survey.Percent}, "９９．９％", "99.9"},
		{"memory", memory, "512Mi", "512Mi"},
		{"full-width memory", memory, "１２８Ｍｉ", "128Mi"},
		{"memory in small letters", memory, "2 gib", "2Gi"},
		{"memory in milli", memory, "512m", "problem: want 512Mi"},
		{"CPU in Chinese", survey.Field{Type: survey.Quantity, Unit: survey.CPU}, "2核", "2"},
		{"duration", survey.Field{Type: survey.Duration}, "90s", "90s"},
		{"duration in Chinese", survey.Field{Type: survey.Duration}, "2分30秒", "2m30s"},
		{"duration in hours", survey.Field{Type: survey.Duration}, "１ 小时", "1h"},
		{"duration without unit", survey.Field{Type: survey.Duration}, "90", "problem: want a duration with a unit"},
		{"date", survey.Field{Type: survey.Date}, "2026-11-30", "2026-11-30"},
		{"Chinese date", survey.Field{Type: survey.Date}, "2026年1月5日", "2026-01-05"},
		{"no date", survey.Field{Type: survey.Date}, "2026-02-30", "problem: want a date"},
		{"range", survey.Field{Type: survey.CIDR}, "10.1.2.3/8", "problem: want the range 10.0.0.0/8"},
		{"host with Chinese stops", survey.Field{Type: survey.Text, Format: survey.Host}, "shop。example。com", "shop.example.com"},
		{"words keep their punctuation", survey.Field{Type: survey.Text}, "一，二。", "一，二。"},
		{"secret", survey.Field{Type: survey.Text}, "password=Abc12345", "problem: it looks like a password"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := open(t, scalarOf(tt.field))
			press(f, tt.keys)
			wantValue(t, f, tt.want)
			f.Blur()
			wantValue(t, f, tt.want)
			if p := f.Problem(); !isEmpty(p) && !strings.Contains(strings.ReplaceAll(screen(f, 300, 5), "\n", ""), p.EN) {
				t.Errorf("after leaving, %q is not shown:\n%s", p.EN, screen(f, 300, 5))
			}
			if f.Changed() != (tt.keys != "") {
				t.Errorf("changed: %t", f.Changed())
			}
		})
	}
}

func TestScalarPasteAndInputMethod(t *testing.T) {
	f := open(t, scalarOf(survey.Field{Type: survey.Text}))
	f.Update(tea.PasteMsg{Content: "第一行\r\n第二行\x1b[31m\n"})
	wantValue(t, f, "第一行 第二行")
	f.Update(tea.KeyPressMsg{Code: tea.KeyExtended, Text: "再来四字"})
	wantValue(t, f, "第一行 第二行再来四字")
}

func TestCursorBehindChinese(t *testing.T) {
	f := open(t, scalarOf(survey.Field{Type: survey.Text}))
	_, c := f.Render(60, 4)
	prompt := c.X
	for _, tt := range []struct {
		keys    string
		columns int
	}{{"你好世界", 8}, {"a", 9}, {"“引号”", 9 + 6}, {"<left>", 9 + 5}, {"<home>", 0}} {
		press(f, tt.keys)
		if _, c = f.Render(60, 4); c.X != prompt+tt.columns || c.Y != 0 {
			t.Errorf("after %s the cursor is at %d,%d, want %d behind the prompt", tt.keys, c.X, c.Y, tt.columns)
		}
	}
	f.Set(survey.Value{Text: strings.Repeat("字", 60)})
	press(f, "e<end>")
	if _, c = f.Render(60, 4); c.Y != 2 || c.X != prompt+2*(60-29-29) {
		t.Errorf("on the third line the cursor is at %d,%d", c.X, c.Y)
	}
	f.Blur()
	if _, c = f.Render(60, 4); c != nil {
		t.Error("a cursor without the focus")
	}
}

func TestWhoGetsTheKey(t *testing.T) {
	f := open(t, scalarOf(survey.Field{Type: survey.Number}))
	steps := []struct {
		keys             string
		handled, editing bool
	}{
		{"1", true, true}, {"<enter>", false, true}, {"<shift+tab>", false, true}, {"<tab>", false, true}, {"<ctrl+z>", false, true},
		{"<up>", false, true}, {"n", true, true}, {"<esc>", true, false}, {"n", false, false}, {"<esc>", false, false}, {"?", false, false},
		{"？", false, false}, {"e", true, true}, {"<esc>", true, false}, {"5", true, true}, {"<esc>", true, false}, {"字", true, true},
	}
	for i, s := range steps {
		if got := press(f, s.keys); got != s.handled || f.Editing() != s.editing {
			t.Errorf("step %d, %s: handled %t, editing %t", i, s.keys, got, f.Editing())
		}
	}
	f.Set(survey.Value{Text: "7"})
	if f.Focus(); f.Editing() || f.Changed() {
		t.Error("an answered field begins with typing")
	}
	f.Blur()
	if press(f, "8") {
		t.Error("takes keys without the focus")
	}
}

func TestScalarShowsUnitFormAndProblem(t *testing.T) {
	f := open(t, scalarOf(survey.Field{Type: survey.Number, Max: 365, Measure: i18n.Text{ZH: "天", EN: "days"}}))
	press(f, "400")
	want := "› 400        days\na whole number from 0 to 365"
	if d := cmp.Diff(want, screen(f, 60, 4)); d != "" {
		t.Error(d)
	}
	press(f, "<esc>")
	want = "› 400        days\n✗ want a whole number from 0 to 365"
	if d := cmp.Diff(want, screen(f, 60, 4)); d != "" {
		t.Error(d)
	}
	f.SetLook(i18n.ZH, testTheme())
	want = "› 400        天\n✗ 应为 0 到 365 之间的整数"
	if d := cmp.Diff(want, screen(f, 60, 4)); d != "" {
		t.Error(d)
	}
	press(f, "e<backspace>")
	if got := screen(f, 60, 4); strings.Contains(got, "✗") {
		t.Errorf("the problem stays while it is corrected:\n%s", got)
	}
}

func TestNote(t *testing.T) {
	n := NewNote(testTheme(), "")
	n.Focus()
	press(n, "第一行<enter>第二行<ctrl+j>")
	n.Update(tea.PasteMsg{Content: "三\r\n四\t\x1b[1m"})
	if d := cmp.Diff("第一行\n第二行\n三\n四    ", n.Text()); d != "" {
		t.Error(d)
	}
	for _, keys := range []string{"<tab>", "<esc>", "<shift+tab>", "<ctrl+s>", "<down>"} {
		if press(n, keys) {
			t.Errorf("%s is kept from the caller", keys)
		}
	}
	if !press(n, "<up>") || !press(n, "<home>") {
		t.Error("does not move")
	}
	lines, c := n.Render(40, 3)
	if len(lines) != 3 || c == nil || c.Y < 0 || c.Y > 2 || c.X != 2 {
		t.Errorf("%q, cursor %+v", lines, c)
	}
}
