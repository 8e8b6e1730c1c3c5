package cockpit

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// planPage is the plan as it is printed. Enter on a line opens the application that
// the line names.
type planPage struct {
	*planning

	made   gantry.Planning
	names  []string // of the applications of the plan
	events int      // of the session when it was made; more of them may change it
	lines  []string
	at     struct { // what the lines were made for
		lang  i18n.Lang
		width int
		stale bool
	}
	scroll frame.Scroll
}

func newPlanPage(p *planning, made gantry.Planning) *planPage {
	page := &planPage{planning: p, made: made, events: p.env.Session.Len()}
	for _, a := range made.Plan.Applications {
		page.names = append(page.names, a.Name)
	}
	return page
}

func (p *planPage) Title() i18n.Text { return i18n.Text{ZH: "组合规划", EN: "portfolio plan"} }
func (p *planPage) Typing() bool     { return false }

func (p *planPage) Keys() []frame.KeyMap {
	var none i18n.Text
	if len(p.named()) == 0 {
		none = i18n.Text{ZH: "这一行没有提到应用", EN: "this line names no application"}
	}
	return []frame.KeyMap{{ID: "plan", Title: p.Title(), Bindings: []frame.Binding{
		{ID: "enter", Keys: []string{"enter", "right"}, Text: i18n.Text{ZH: "到应用", EN: "application"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "打开这一行提到的应用", EN: "Open the application that the line names"}, Disabled: none},
		{ID: "next", Keys: []string{"n", "tab"}, Text: i18n.Text{ZH: "下一节", EN: "next section"}, ShowInHelpLine: true},
		{ID: "previous", Keys: []string{"p", "shift+tab"}, Text: i18n.Text{ZH: "上一节", EN: "section before"}},
		{ID: "date", Keys: []string{"d"}, Text: i18n.Text{ZH: "开始日期", EN: "first day"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "从哪一天开始迁移，排出日历", EN: "On which day the migration begins, which lays out the calendar"}},
		{ID: "again", Keys: []string{"r"}, Text: i18n.Text{ZH: "重新计划", EN: "plan again"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "按现在的答案和评估重新计划", EN: "Plan by the answers and assessments as they are now"}},
		backKeys(),
	}}, frame.ScrollKeys()}
}

// Update moves through the plan.
func (p *planPage) Update(msg tea.Msg) screen.Action {
	if p.scroll.Update(msg) {
		return screen.Done()
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return screen.Action{}
	}
	b, ok := p.Keys()[0].Match(key)
	switch {
	case !ok:
		return screen.Action{}
	case !b.Enabled():
		return bad(b.Disabled)
	}
	switch b.ID {
	case "enter":
		return p.open(p.named())
	case "next":
		p.section(1)
	case "previous":
		p.section(-1)
	case "date":
		return push(p.datePrompt())
	case "again":
		return p.run(p.made.Plan.Calendar.Start, true)
	case "back":
		return screen.Action{Handled: true, Pop: true}
	}
	return screen.Done()
}

// open shows the application, or lets one of several be chosen.
func (p *planPage) open(names []string) screen.Action {
	application := func(name string) screen.Screen { return NewApplication(p.env, p.steps, p.ask, name) }
	if len(names) == 1 {
		return push(application(names[0]))
	}
	return push(screen.NewList(p.env, &screen.List{Name: i18n.Text{ZH: "哪个应用", EN: "Which application"}, Build: func() []screen.Line {
		var out []screen.Line
		for _, name := range names {
			out = append(out, link(p.env, p.env.Theme.Marks.Bullet, name, func() screen.Action {
				return screen.Action{Handled: true, Replace: application(name)}
			}))
		}
		return out
	}}))
}

// datePrompt asks for the first day and plans from it.
func (p *planPage) datePrompt() screen.Screen {
	help := i18n.Text{
		ZH: "如 2027-01-11。写 0 只排先后，不排日历。",
		EN: "Such as 2027-01-11. 0 plans the order alone, without a calendar.",
	}
	return newPrompt(p.env, i18n.Text{ZH: "迁移从哪一天开始", EN: "On which day does the migration begin"}, help, i18n.Text{ZH: "计划", EN: "plan"}, string(p.made.Plan.Calendar.Start), func(typed string) screen.Action {
		if typed == "0" {
			typed = ""
		}
		if !portfolio.Date(typed).Valid() {
			return bad(i18n.Text{ZH: "写成 2027-01-11 这样的日期", EN: "use a date such as 2027-01-11"})
		}
		action := p.run(portfolio.Date(typed), true)
		action.Pop = true // the plan comes back, to be replaced by the new one
		return action
	})
}

// named are the applications that the line at the cursor names, in the order of the plan.
func (p *planPage) named() []string {
	i := p.scroll.Selected()
	if i < 0 || i >= len(p.lines) {
		return nil
	}
	var out []string
	for _, name := range p.names {
		if holdsName(p.lines[i], cells.Clean(name)) {
			out = append(out, name)
		}
	}
	return out
}

// holdsName tells whether a name stands in a text, not as a part of a longer one.
func holdsName(text, name string) bool {
	part := func(s string, at int) bool {
		if at < 0 || at >= len(s) {
			return false
		}
		c := s[at]
		return c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
	}
	for from := 0; name != ""; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		i += from
		if !part(text, i-1) && !part(text, i+len(name)) {
			return true
		}
		from = i + len(name)
	}
	return false
}

// section moves to the next heading, or to the one before.
func (p *planPage) section(by int) {
	heading := func(i int) bool { return p.lines[i] != "" && !strings.HasPrefix(p.lines[i], " ") }
	for i := p.scroll.Selected() + by; i >= 0 && i < len(p.lines); i += by {
		if heading(i) {
			p.scroll.End() // so that the heading comes in at the top
			p.scroll.Select(i)
			return
		}
	}
}

// print makes the lines anew when they are for another width or language.
func (p *planPage) print(width int) {
	lang, stale := p.env.Lang, p.env.Session.Len() != p.events
	if p.lines != nil && p.at.lang == lang && p.at.width == width && p.at.stale == stale {
		return
	}
	p.at.lang, p.at.width, p.at.stale = lang, width, stale
	var b strings.Builder
	if stale {
		b.WriteString(p.env.Say("访谈的答案在这之后有改动：r 重新计划", "Answers changed since then: r plans again") + "\n\n")
	}
	if err := p.made.Plan.Print(&b, lang, width); err != nil {
		b.WriteString(err.Error())
	}
	b.WriteString(p.missing())
	p.lines = p.lines[:0]
	for _, l := range cells.CleanLines(strings.TrimRight(b.String(), "\n")) {
		text := strings.TrimLeft(l, " ")
		p.lines = append(p.lines, cells.WrapIndent(l[:len(l)-len(text)], text, width)...)
	}
	p.scroll.SetItems(len(p.lines), p.line)
}

// missing are the applications whose source could not be read, and why.
func (p *planPage) missing() string {
	if len(p.made.Missing) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n" + p.env.Say("没有评估、只按答案计划的应用", "Applications that are not assessed and planned from answers only") + "\n")
	for _, m := range p.made.Missing {
		why := strings.Join(strings.Fields(errorText(m.Err).In(p.env.Lang)), " ")
		b.WriteString("  " + m.Application + p.env.Say("：", ": ") + why + "\n")
	}
	return b.String()
}

func (p *planPage) line(i, width int) []string {
	t := p.env.Theme
	cursor, style := t.Marks.NoCursor, t.Text
	switch {
	case i == p.scroll.Selected():
		cursor, style = t.Marks.Cursor, t.Selected
	case p.lines[i] != "" && !strings.HasPrefix(p.lines[i], " "):
		style = t.Title
	}
	return []string{style.Render(cells.Truncate(cursor+p.lines[i], width))}
}

func (p *planPage) Render(width, height int) ([]string, *tea.Cursor) {
	p.print(max(1, width-cells.Width(p.env.Theme.Marks.Cursor)))
	p.scroll.SetSize(width, max(1, height-1))
	out := p.scroll.Render()
	for len(out) < height-1 {
		out = append(out, "")
	}
	return append(out, p.env.Theme.Muted.Render(p.scroll.Position())), nil
}
