package cockpit

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

func severityMark(t frame.Theme, s assess.Severity) (string, lipgloss.Style, i18n.Text) {
	switch s {
	case assess.High:
		return t.Marks.Bad, t.Bad, i18n.Text{ZH: "高", EN: "high"}
	case assess.Medium:
		return t.Marks.Warn, t.Warn, i18n.Text{ZH: "中", EN: "medium"}
	}
	return t.Marks.Bullet, t.Muted, i18n.Text{ZH: "低", EN: "low"}
}

// severityWidth is the column of sign and word.
func severityWidth(l i18n.Lang) int {
	if l == i18n.EN {
		return len("! medium ")
	}
	return len("! ") + 3
}

// maxNames is the widest column of components.
const maxNames = 18

// renderRow is a line of the list. Of a finding it says how bad, of which component, what.
func (f *Findings) renderRow(i, width int) []string {
	t := f.env.Theme
	if f.rows[i].of < 0 {
		return []string{t.Title.Render(cells.Truncate(f.rows[i].heading, width))}
	}
	x := f.all[f.rows[i].of]
	mark, style, word := severityMark(t, x.Severity)
	cursor, text := t.Marks.NoCursor, t.Text
	if i == f.list.Selected() {
		cursor, text = t.Marks.Cursor, t.Selected
	}
	column := severityWidth(f.env.Lang)
	room := max(1, width-cells.Width(cursor)-column)
	behind := ""
	if f.names > 0 && room > 40 {
		behind = "  " + cells.Pad(cells.Clean(x.Component), f.names)
		room -= cells.Width(behind)
	}
	return []string{text.Render(cursor) + style.Render(cells.Pad(mark+" "+word.In(f.env.Lang), column)) +
		text.Render(cells.Pad(cells.Clean(x.Title.In(f.env.Lang)), room)) + t.Muted.Render(behind)}
}

// Render draws list and detail: side by side where there is room.
func (f *Findings) Render(width, height int) ([]string, *tea.Cursor) {
	t := f.env.Theme
	top, cursor := f.head(width)
	height = max(1, height-len(top))
	if len(f.shown) == 0 {
		return append(top, screen.Styled(t.Muted.Render, cells.Wrap(f.empty(), width))...), cursor
	}
	if width >= frame.SideFrom {
		left := width / 2
		f.list.SetSize(left, height)
		list, detail := f.list.Render(), f.renderDetail(width-left-3, height)
		for i := range height {
			top = append(top, cells.Pad(lineAt(list, i), left)+" "+t.Border.Render(t.Marks.Box.Left)+" "+lineAt(detail, i))
		}
		return top, cursor
	}
	listHeight := max(3, min(len(f.rows), height*2/5))
	f.list.SetSize(width, listHeight)
	list := f.list.Render()
	for i := range listHeight {
		top = append(top, lineAt(list, i))
	}
	top = append(top, f.ruleStyle().Render(strings.Repeat(t.Marks.Box.Top, width)))
	return append(top, f.renderDetail(width, height-listHeight-1)...), cursor
}

// ruleStyle shows whether the keys move what is below the rule.
func (f *Findings) ruleStyle() lipgloss.Style {
	if f.onDetail {
		return f.env.Theme.Focus
	}
	return f.env.Theme.Border
}

// head says how many findings there are, and which of them are left out.
func (f *Findings) head(width int) ([]string, *tea.Cursor) {
	t, l := f.env.Theme, f.env.Lang
	count := map[assess.Severity]int{}
	for _, x := range f.all {
		count[x.Severity]++
	}
	var parts []string
	for _, s := range severities() {
		mark, style, word := severityMark(t, s)
		parts = append(parts, style.Render(fmt.Sprintf("%s %s %d", mark, word.In(l), count[s])))
	}
	parts = append(parts, t.Muted.Render(f.position()))
	for _, p := range []struct{ name, value string }{
		{f.env.Say("级别：", "level: "), f.levelName()},
		{f.env.Say("做法：", "action: "), f.actionName()},
		{f.env.Say("维度：", "dimension: "), dimensionText(f.dimension).In(l)},
		{f.env.Say("组件：", "component: "), cells.Clean(f.component)},
		{f.env.Say("含：", "with: "), f.plainFilter()},
	} {
		if p.value != "" {
			parts = append(parts, t.Accent.Render(p.name+p.value))
		}
	}
	out := []string{cells.Truncate(strings.Join(parts, "  "), width)}
	if !f.input.Focused() {
		return out, nil
	}
	f.input.SetTheme(t)
	typed, cursor := f.input.Render(width, 1)
	if cursor != nil {
		moved := *cursor
		moved.Y += len(out)
		cursor = &moved
	}
	return append(out, typed...), cursor
}

func (f *Findings) levelName() string {
	if f.level == "" {
		return ""
	}
	_, _, word := severityMark(f.env.Theme, f.level)
	return word.In(f.env.Lang)
}

func (f *Findings) actionName() string {
	if f.action == "" {
		return ""
	}
	return actionText(f.action).In(f.env.Lang)
}

// plainFilter is the text of the filter when it is not being typed.
func (f *Findings) plainFilter() string {
	if f.input.Focused() {
		return ""
	}
	return cells.Clean(f.input.Text())
}

func (f *Findings) empty() string {
	if len(f.all) == 0 {
		return f.env.Say("没有发现：源码里没有看到需要人处理的问题。", "There are no findings: nothing in the source needs a person.")
	}
	return f.env.Say("没有符合的发现；esc 全部显示。", "No finding is like that; esc shows all.")
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

func (f *Findings) renderDetail(width, height int) []string {
	lines := f.detailLines(width)
	f.detail.SetItems(len(lines), func(i, _ int) []string { return lines[i : i+1] })
	f.detail.SetSize(width, max(1, height))
	return f.detail.Render()
}

// detailLines are what is known of the finding, and the source as far as it was read.
func (f *Findings) detailLines(width int) []string {
	t, l := f.env.Theme, f.env.Lang
	x := f.all[f.of]
	mark, style, word := severityMark(t, x.Severity)
	out := screen.Styled(t.Title.Render, cells.Wrap(x.Title.In(l), width))
	about := []string{dimensionText(string(x.Dimension)).In(l), cells.Clean(x.Component), cells.Clean(x.ID)}
	head := style.Render(mark+" "+word.In(l)) + "  " + t.Muted.Render(strings.Join(nonEmpty(about), " · "))
	out = append(out, cells.Truncate(head, width))
	out = append(out, screen.Styled(t.Accent.Render, cells.Wrap(f.toDo(x), width))...)
	if why := x.Rationale.In(l); why != "" {
		out = append(out, cells.WrapIndent(f.env.Say("影响：", "Why: "), why, width)...)
	}
	if do := x.Remedy.In(l); do != "" {
		out = append(out, cells.WrapIndent(f.env.Say("做法：", "Do: "), do, width)...)
	}
	if len(x.Evidence) == 0 {
		return append(out, t.Muted.Render(cells.Truncate(f.env.Say("没有指向源码的证据", "no evidence in the source"), width)))
	}
	count := f.env.Sayf("证据 %d 处", "Evidence: %d", len(x.Evidence))
	if x.Places > len(x.Evidence) {
		count = f.env.Sayf("共 %[1]d 处，列出前 %[2]d 处证据", "Evidence: the first %[2]d of %[1]d places", x.Places, len(x.Evidence))
	}
	out = append(out, t.Title.Render(cells.Truncate(count, width)))
	for i, e := range x.Evidence {
		cursor, style := t.Marks.NoCursor, t.Text
		if i == f.at {
			cursor, style = t.Marks.Cursor, t.Accent
		}
		out = append(out, style.Render(cursor+tail(e.String(), width-cells.Width(cursor))))
	}
	e, _ := f.evidence()
	if read, ok := f.source.cached(e); ok {
		out = append(out, "")
		if read.problem.Complete() {
			return append(out, cells.WrapIndent(t.Marks.Warn+" ", read.problem.In(l), width)...)
		}
		lines, _ := read.render(t, e.Line, width)
		out = append(out, lines...)
	}
	return out
}

// toDo says what kind of work a finding makes, how much, and for whom.
func (f *Findings) toDo(x assess.Finding) string {
	parts := []string{actionText(string(x.Action)).In(f.env.Lang)}
	if hours := f.hours(x.Effort); hours != "" {
		parts = append(parts, hours)
	}
	if x.By != "" {
		parts = append(parts, x.By.Text().In(f.env.Lang))
	}
	return strings.Join(parts, " · ")
}

func nonEmpty(all []string) []string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// tail cuts a path at its beginning, since its end says more.
func tail(s string, width int) string {
	s = cells.Clean(s)
	if cells.Width(s) <= width {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && cells.Width(string(runes))+len(cells.Tail) > max(0, width) {
		runes = runes[1:]
	}
	return cells.Truncate(cells.Tail+string(runes), width)
}
