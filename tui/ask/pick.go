package ask

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// choice is a line of a pick list. Mark stands before it, for lists in which
// several can be on.
type choice struct {
	text   string
	detail string
	mark   string
	pick   func() (action screen.Action, stay bool)
}

// pick is a dialog with a list that typing narrows down.
type pick struct {
	a      *Ask
	name   i18n.Text
	hint   i18n.Text
	input  *field.Input
	scroll frame.Scroll
	// find returns the choices for what was typed.
	find  func(typed string) []choice
	found []choice
}

func (a *Ask) newPick(name, hint i18n.Text, find func(string) []choice) *pick {
	p := &pick{a: a, name: name, hint: hint, find: find, input: field.NewLine(a.env.Theme, "")}
	p.input.Focus()
	p.search()
	return p
}

// among narrows a fixed list down by what is typed.
func among(all func() []choice) func(string) []choice {
	return func(typed string) []choice {
		var out []choice
		for _, c := range all() {
			if strings.Contains(strings.ToLower(c.text+" "+c.detail), strings.ToLower(typed)) {
				out = append(out, c)
			}
		}
		return out
	}
}

func (p *pick) search() {
	p.found = p.find(strings.TrimSpace(p.input.Text()))
	p.scroll.SetItems(len(p.found), func(i, width int) []string { return p.line(i, width) })
}

func (p *pick) line(i, width int) []string {
	t := p.a.env.Theme
	c := p.found[i]
	cursor, style := t.Marks.NoCursor, t.Text
	if i == p.scroll.Selected() {
		cursor, style = t.Marks.Cursor, t.Selected
	}
	out := []string{style.Render(frame.Truncate(cursor+c.mark+frame.Clean(c.text), width))}
	if c.detail != "" {
		out = append(out, t.Muted.Render(frame.Truncate("  "+frame.Clean(c.detail), width)))
	}
	return out
}

func (p *pick) title() i18n.Text { return p.name }
func (p *pick) typing() bool     { return true }

func (p *pick) keys() frame.KeyMap {
	return dialogKeys("pick", p.name, frame.Binding{ID: "move", Keys: []string{"up", "down"}, Text: i18n.Text{ZH: "选择", EN: "choose"}, ShowInHelpLine: true})
}

func (p *pick) update(msg tea.Msg) (screen.Action, bool) {
	key, isKey := msg.(tea.KeyPressMsg)
	if isKey {
		switch key.String() {
		case "esc":
			return screen.Done(), true
		case "up", "down", "pgup", "pgdown":
			p.scroll.Update(msg)
			return screen.Done(), false
		case "enter":
			i := p.scroll.Selected()
			if i < 0 || i >= len(p.found) {
				return screen.Done(), false
			}
			action, stay := p.found[i].pick()
			if stay {
				p.search()
				p.scroll.Select(i)
			}
			return action, !stay
		}
	}
	if p.input.Update(msg) {
		p.search()
		p.scroll.Home()
	}
	return screen.Done(), false
}

func (p *pick) render(width, height int) ([]string, *tea.Cursor) {
	t := p.a.env.Theme
	p.input.SetTheme(t)
	lines, cursor := p.input.Render(width, 1)
	out := append(lines, "")
	if p.hint.Complete() {
		out = append(screen.Styled(t.Muted.Render, frame.Wrap(p.hint.In(p.a.env.Lang), width)), out...)
		if cursor != nil {
			moved := *cursor
			moved.Y += len(out) - 2
			cursor = &moved
		}
	}
	p.scroll.SetSize(width, max(3, min(14, height-len(out)-1)))
	list := p.scroll.Render()
	if len(p.found) == 0 {
		list = []string{t.Muted.Render(p.a.env.Say("没有找到", "nothing found"))}
	}
	return append(append(out, list...), t.Muted.Render(p.scroll.Position())), cursor
}
