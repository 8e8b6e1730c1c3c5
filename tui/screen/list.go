package screen

import (
	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// Line is an item of a list.
type Line struct {
	Heading bool // cannot be chosen
	Render  func(width int, selected bool) []string
	// Enter opens the item, nil when there is nothing to open. Do holds what the
	// further keys of the list do to it, by the ids of their bindings.
	Enter func() Action
	Do    map[string]func() Action
}

// List is a screen with one long list, which is what many screens are.
type List struct {
	Name  i18n.Text
	Empty i18n.Text     // what is said when there is no line
	Build func() []Line // makes the lines; called again when the screen is on top again
	More  []frame.Binding
	// Do holds what the further keys do whatever is selected.
	Do map[string]func() Action
	// Root says that going back from the list leaves the program.
	Root bool
	// Verb is what enter does to an item, when that is not to open it.
	Verb i18n.Text

	env    *Env
	scroll frame.Scroll
	lines  []Line
	look   look
}

// look is what the texts of the lines were made with.
type look struct {
	lang                i18n.Lang
	dark, ascii, colour bool
}

// look is how screens look now.
func (e *Env) look() look {
	return look{e.Lang, e.Theme.Dark, e.Theme.ASCII, e.Theme.Colour}
}

// NewList completes a list and makes its lines.
func NewList(env *Env, l *List) *List {
	l.env = env
	l.Resume()
	return l
}

// Title names the screen.
func (l *List) Title() i18n.Text { return l.Name }

// Typing is never on: a list has no text.
func (l *List) Typing() bool { return false }

// Resume makes the list anew.
func (l *List) Resume() {
	l.look = l.env.look()
	l.lines = l.Build()
	l.scroll.Skip = func(i int) bool { return l.lines[i].Heading }
	l.scroll.SetItems(len(l.lines), func(i, width int) []string {
		return l.lines[i].Render(width, i == l.scroll.Selected())
	})
}

// Keys are the keys of a list. What does nothing to the line at the cursor says so.
func (l *List) Keys() []frame.KeyMap {
	at := l.at()
	enter := frame.Binding{ID: "enter", Keys: []string{"enter", "right"}, Text: i18n.Text{ZH: "打开", EN: "open"}, ShowInHelpLine: true}
	if l.Verb.Complete() {
		enter.Text = l.Verb
	}
	back := frame.Binding{ID: "back", Keys: []string{"esc", "q", "left"}, Text: i18n.Text{ZH: "返回", EN: "back"}, ShowInHelpLine: true}
	if l.Root {
		back.Keys, back.Text = []string{"q"}, i18n.Text{ZH: "退出", EN: "quit"}
	}
	none := i18n.Text{ZH: "这一行用不上", EN: "not for this line"}
	if at.Enter == nil {
		enter.Disabled = none
	}
	m := frame.KeyMap{ID: "list", Title: l.Name, Bindings: []frame.Binding{enter}}
	for _, b := range l.More {
		if at.Do[b.ID] == nil && l.Do[b.ID] == nil {
			b.Disabled = none
		}
		m.Bindings = append(m.Bindings, b)
	}
	m.Bindings = append(m.Bindings, back)
	return []frame.KeyMap{m, frame.ScrollKeys()}
}

// at is the line at the cursor.
func (l *List) at() Line {
	if i := l.scroll.Selected(); i >= 0 && i < len(l.lines) {
		return l.lines[i]
	}
	return Line{}
}

// Update moves through the list.
func (l *List) Update(msg tea.Msg) Action {
	if l.scroll.Update(msg) {
		return Done()
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return Action{}
	}
	b, ok := l.Keys()[0].Match(key)
	at := l.at()
	switch {
	case !ok:
		return Action{}
	case !b.Enabled():
		return Action{Handled: true, Status: &Status{Text: b.Disabled, Bad: true}}
	case b.ID == "back":
		return Action{Handled: true, Pop: true}
	case b.ID == "enter":
		return l.after(at.Enter())
	}
	if do := at.Do[b.ID]; do != nil {
		return l.after(do())
	}
	return l.after(l.Do[b.ID]())
}

// after makes the lines anew when the list stays on top: what was done may show in them.
func (l *List) after(a Action) Action {
	if a.Push == nil && a.Replace == nil && a.To == nil && !a.Pop && !a.Home {
		l.Resume()
	}
	return a
}

// Render draws the visible part of the list.
func (l *List) Render(width, height int) ([]string, *tea.Cursor) {
	if l.look != l.env.look() {
		l.Resume()
	}
	if len(l.lines) == 0 {
		return Styled(l.env.Theme.Muted.Render, cells.Wrap(l.Empty.In(l.env.Lang), width)), nil
	}
	l.scroll.SetSize(width, max(1, height-1))
	lines := l.scroll.Render()
	return append(fillTo(lines, height-1), l.env.Theme.Muted.Render(l.scroll.Position())), nil
}

func fillTo(lines []string, height int) []string {
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// HeadingLine is a line that cannot be chosen.
func (e *Env) HeadingLine(text string) Line {
	return Line{Heading: true, Render: func(width int, _ bool) []string {
		return []string{"", e.Theme.Title.Render(cells.Truncate(text, width))}
	}}
}

// TextLine is a line of a mark, a text, and muted details below.
func (e *Env) TextLine(mark, text string, details ...string) Line {
	return e.LazyLine(mark, func() (string, []string) { return text, details })
}

// LazyLine is a TextLine whose words are made when it is drawn, for lists that are
// much longer than a screen.
func (e *Env) LazyLine(mark string, words func() (text string, details []string)) Line {
	return Line{Render: func(width int, selected bool) []string {
		t := e.Theme
		cursor, style := t.Marks.NoCursor, t.Text
		if selected {
			cursor, style = t.Marks.Cursor, t.Selected
		}
		if mark != "" {
			cursor += mark + " "
		}
		text, details := words()
		out := Styled(style.Render, cells.WrapIndent(cursor, text, width))
		for _, d := range details {
			if d != "" {
				out = append(out, Styled(t.Muted.Render, cells.WrapIndent("    ", d, width))...)
			}
		}
		return out
	}}
}

// Styled renders every line with a style.
func Styled(render func(...string) string, lines []string) []string {
	for i, s := range lines {
		lines[i] = render(s)
	}
	return lines
}
