package cockpit

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// Findings is the browser of an assessment's findings: the list, and beside or
// below it the one that is selected, with its evidence and the source around it.
type Findings struct {
	env    *screen.Env
	steps  Steps
	app    string
	all    []assess.Finding
	shown  []assess.Finding
	level  assess.Severity // "" for all
	input  *field.Input
	scroll frame.Scroll
	detail frame.Scroll
	of     int // index in shown that the detail is of
	at     int // which piece of evidence is shown
	lines  []string
	first  int
	inText bool // whether the detail has the keys
}

// NewFindings returns the browser over the findings of an application.
func NewFindings(env *screen.Env, steps Steps, app string, a assess.Assessment) *Findings {
	f := &Findings{env: env, steps: steps, app: app, all: slices.Clone(a.Findings), input: field.NewLine(env.Theme, ""), of: -1}
	f.detail.Free = true
	slices.SortStableFunc(f.all, func(a, b assess.Finding) int { return severityRank(a.Severity) - severityRank(b.Severity) })
	f.filter()
	return f
}

func severityRank(s assess.Severity) int {
	return slices.Index([]assess.Severity{assess.High, assess.Medium, assess.Low}, s)
}

// filter keeps the findings of the level that hold what was typed.
func (f *Findings) filter() {
	f.shown = f.shown[:0:0]
	words := strings.Fields(strings.ToLower(f.input.Text()))
	for _, x := range f.all {
		if (f.level == "" || x.Severity == f.level) && holds(x, words) {
			f.shown = append(f.shown, x)
		}
	}
	f.scroll.SetItems(len(f.shown), f.row)
	f.of = -1
}

// holds tells whether every word stands somewhere in the finding, in either language.
func holds(x assess.Finding, words []string) bool {
	if len(words) == 0 {
		return true
	}
	var b strings.Builder
	fmt.Fprintln(&b, x.ID, x.Dimension, x.Component, x.Title.ZH, x.Title.EN)
	for _, e := range x.Evidence {
		b.WriteString(e.Path + "\n")
	}
	text := strings.ToLower(b.String())
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// Title names the screen.
func (f *Findings) Title() i18n.Text {
	return i18n.Text{ZH: f.app + " 的发现", EN: "findings of " + f.app}
}

// Typing tells whether letters narrow the list down.
func (f *Findings) Typing() bool { return f.input.Focused() }

// Keys are the keys of the browser.
func (f *Findings) Keys() []frame.KeyMap {
	own := frame.KeyMap{ID: "findings", Title: f.Title(), Bindings: []frame.Binding{
		{ID: "source", Keys: []string{"enter", "right"}, Text: i18n.Text{ZH: "看源码", EN: "source"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "显示证据所在的源码", EN: "Show the source where the evidence is"}},
		{ID: "evidence", Keys: []string{"n", "tab"}, Text: i18n.Text{ZH: "下一证据", EN: "next evidence"}, ShowInHelpLine: true},
		{ID: "level", Keys: []string{"v"}, Text: i18n.Text{ZH: "级别", EN: "level"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "只看高、中、低级别，或全部", EN: "High, medium or low ones only, or all"}},
		{ID: "filter", Keys: []string{"/"}, Text: i18n.Text{ZH: "筛选", EN: "filter"}, ShowInHelpLine: true},
		{ID: "scroll", Keys: []string{"t"}, Text: i18n.Text{ZH: "翻看详情", EN: "scroll detail"}, Help: i18n.Text{ZH: "上下键在列表与详情之间切换", EN: "Let up and down move the list or the detail"}},
		{ID: "back", Keys: []string{"esc", "q", "left"}, Text: i18n.Text{ZH: "返回", EN: "back"}, ShowInHelpLine: true},
	}}
	return []frame.KeyMap{own, frame.ScrollKeys()}
}

// Update moves through the list.
func (f *Findings) Update(msg tea.Msg) screen.Action {
	key, isKey := msg.(tea.KeyPressMsg)
	if f.input.Focused() {
		if isKey && (key.String() == "enter" || key.String() == "esc" || key.String() == "down") {
			f.input.Blur()
			return screen.Done()
		}
		if f.input.Update(msg) {
			f.filter()
			f.scroll.Home()
		}
		return screen.Done()
	}
	if f.inText && f.detail.Update(msg) || !f.inText && f.scroll.Update(msg) {
		return screen.Done()
	}
	if !isKey {
		return screen.Action{}
	}
	b, ok := f.Keys()[0].Match(key)
	if !ok {
		return screen.Action{}
	}
	switch b.ID {
	case "back":
		return screen.Action{Handled: true, Pop: true}
	case "filter":
		f.input.Focus()
	case "scroll":
		f.inText = !f.inText
	case "level":
		order := []assess.Severity{"", assess.High, assess.Medium, assess.Low}
		f.level = order[(slices.Index(order, f.level)+1)%len(order)]
		f.filter()
	case "evidence":
		f.at++
		f.lines = nil
	case "source":
		return f.excerpt()
	}
	return screen.Done()
}

// excerpt reads the source around the evidence.
func (f *Findings) excerpt() screen.Action {
	e, ok := f.evidence()
	if !ok {
		return screen.Done()
	}
	of, at := f.of, f.at
	return screen.Action{Handled: true, Task: &screen.Task{
		Title: i18n.Textf("读取 %s", "Reading %s", e.Path),
		Run: func(ctx context.Context, _ func(screen.Progress)) (func() screen.Action, error) {
			lines, first, err := f.steps.Excerpt(ctx, f.app, e.Path, e.Line)
			if err != nil {
				return nil, err
			}
			return func() screen.Action {
				if f.of == of && f.at == at {
					f.lines, f.first = lines, first
				}
				return screen.Done()
			}, nil
		},
	}}
}

func (f *Findings) evidence() (fact.Evidence, bool) {
	if f.of < 0 || f.of >= len(f.shown) || len(f.shown[f.of].Evidence) == 0 {
		return fact.Evidence{}, false
	}
	all := f.shown[f.of].Evidence
	f.at %= len(all)
	return all[f.at], true
}

func severityMark(t frame.Theme, s assess.Severity) (string, lipgloss.Style, i18n.Text) {
	switch s {
	case assess.High:
		return t.Marks.Bad, t.Bad, i18n.Text{ZH: "高", EN: "high"}
	case assess.Medium:
		return t.Marks.Warn, t.Warn, i18n.Text{ZH: "中", EN: "medium"}
	}
	return t.Marks.Bullet, t.Muted, i18n.Text{ZH: "低", EN: "low"}
}

func (f *Findings) row(i, width int) []string {
	t := f.env.Theme
	x := f.shown[i]
	mark, style, word := severityMark(t, x.Severity)
	cursor, text := t.Marks.NoCursor, t.Text
	if i == f.scroll.Selected() {
		cursor, text = t.Marks.Cursor, t.Selected
	}
	head := frame.Pad(mark+" "+word.In(f.env.Lang), 9)
	return []string{text.Render(cursor) + style.Render(head) + text.Render(frame.Truncate(frame.Clean(x.Title.In(f.env.Lang)), max(0, width-frame.Width(cursor)-9)))}
}

// Render draws list and detail: side by side where there is room.
func (f *Findings) Render(width, height int) ([]string, *tea.Cursor) {
	t := f.env.Theme
	f.input.SetTheme(t)
	head, cursor := f.input.Render(width, 1)
	count := f.env.Sayf("%s  共 %d", "%s  of %d", f.scroll.Position(), len(f.all))
	if f.level != "" {
		_, _, word := severityMark(t, f.level)
		count += " · " + f.env.Say("级别：", "level: ") + word.In(f.env.Lang)
	}
	top := append(head, t.Muted.Render(frame.Truncate(count, width)))
	height -= len(top)
	if i := f.scroll.Selected(); i != f.of {
		f.of, f.at, f.lines = i, 0, nil
		f.detail.Home()
	}
	if width >= frame.SideFrom {
		left := width / 2
		f.scroll.SetSize(left, height)
		list, detail := f.scroll.Render(), f.renderDetail(width-left-3, height)
		for i := range height {
			top = append(top, frame.Pad(at(list, i), left)+" "+t.Border.Render(t.Marks.Box.Left)+" "+at(detail, i))
		}
		return top, cursor
	}
	listHeight := max(3, height*2/5)
	f.scroll.SetSize(width, listHeight)
	list := f.scroll.Render()
	for i := range listHeight {
		top = append(top, at(list, i))
	}
	top = append(top, t.Border.Render(strings.Repeat(t.Marks.Box.Top, width)))
	return append(top, f.renderDetail(width, height-listHeight-1)...), cursor
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

func (f *Findings) renderDetail(width, height int) []string {
	if f.of < 0 || f.of >= len(f.shown) {
		return frame.Wrap(f.env.Say("没有发现。", "There are no findings."), width)
	}
	lines := f.detailLines(width)
	f.detail.SetItems(len(lines), func(i, _ int) []string { return lines[i : i+1] })
	f.detail.SetSize(width, max(1, height))
	return f.detail.Render()
}

func (f *Findings) detailLines(width int) []string {
	t, l := f.env.Theme, f.env.Lang
	x := f.shown[f.of]
	mark, style, word := severityMark(t, x.Severity)
	out := screen.Styled(t.Title.Render, frame.Wrap(x.Title.In(l), width))
	out = append(out, style.Render(mark+" "+word.In(l))+"  "+t.Muted.Render(frame.Truncate(frame.Clean(x.ID+" · "+x.Dimension+" · "+x.Component), max(1, width-10))))
	out = append(out, "", t.Title.Render(f.env.Say("怎么办", "What to do")))
	out = append(out, frame.Wrap(x.Remedy.In(l), width)...)
	e, ok := f.evidence()
	if !ok {
		return out
	}
	out = append(out, "", t.Title.Render(f.env.Sayf("证据 %d/%d", "Evidence %d/%d", f.at+1, len(x.Evidence))))
	out = append(out, t.Accent.Render(frame.Truncate(frame.Clean(e.String()), width)))
	for i, s := range f.lines {
		n := f.first + i
		line := fmt.Sprintf("%5d  %s", n, frame.Clean(s))
		render := t.Text.Render
		if n == e.Line {
			line, render = strings.Replace(line, " ", ">", 1), t.Focus.Render
		}
		out = append(out, render(frame.Truncate(line, width)))
	}
	if f.lines == nil {
		out = append(out, t.Muted.Render(f.env.Say("enter 显示源码", "enter shows the source")))
	}
	return out
}
