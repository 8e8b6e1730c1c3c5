package ask

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/cells"
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
	lang  i18n.Lang // of the choices
}

func (a *Ask) newPick(name, hint i18n.Text, find func(string) []choice) *pick {
	p := &pick{a: a, name: name, hint: hint, find: find, input: field.NewLine(a.env.Theme, "")}
	p.input.Focus()
	p.search()
	return p
}

// among narrows a fixed list down by the words that are typed.
func among(all func() []choice) func(string) []choice {
	return func(typed string) []choice {
		var out []choice
		words := strings.Fields(strings.ToLower(typed))
		for _, c := range all() {
			if text := strings.ToLower(c.text + " " + c.detail); !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
				out = append(out, c)
			}
		}
		return out
	}
}

func (p *pick) search() {
	p.lang = p.a.env.Lang
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
	out := []string{style.Render(cells.Truncate(cursor+c.mark+cells.Clean(c.text), width))}
	if c.detail != "" {
		out = append(out, t.Muted.Render(cells.Truncate("  "+cells.Clean(c.detail), width)))
	}
	return out
}

func (p *pick) title() i18n.Text { return p.name }
func (p *pick) typing() bool     { return true }

func (p *pick) dirty() bool { return false }

func (p *pick) keys() frame.KeyMap { return dialogKeys("pick", p.name, pickKeys()...) }

func (p *pick) update(msg tea.Msg) (screen.Action, bool) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		b, _ := p.keys().Match(key)
		switch b.ID {
		case "cancel":
			return screen.Done(), true
		case "move", "page":
			p.scroll.Update(msg)
			return screen.Done(), false
		case "done":
			return p.choose()
		}
	}
	if _, wheel := msg.(tea.MouseWheelMsg); wheel {
		p.scroll.Update(msg)
	} else if before := p.input.Text(); p.input.Update(msg) && p.input.Text() != before {
		p.search()
		p.scroll.Home()
	}
	return screen.Done(), false
}

// choose does what the choice at the cursor is for.
func (p *pick) choose() (screen.Action, bool) {
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

func (p *pick) render(width, height int) ([]string, *tea.Cursor) {
	t := p.a.env.Theme
	if p.lang != p.a.env.Lang {
		p.search()
	}
	p.input.SetTheme(t)
	var out []string
	if p.hint.Complete() {
		out = screen.Styled(t.Muted.Render, cells.Wrap(p.hint.In(p.a.env.Lang), width))
	}
	lines, cursor := p.input.Render(width, 1)
	moveCursor(cursor, 0, len(out))
	out = append(out, lines...)
	if len(p.found) == 0 {
		if text := strings.TrimSpace(p.input.Text()); text != "" {
			out = append(out, "", t.Muted.Render(p.a.env.Say("没有找到", "nothing found")))
		}
		return out, cursor
	}
	p.scroll.SetSize(width, max(2, min(16, height-len(out)-1)))
	out = append(out, p.scroll.Render()...)
	return append(out, t.Muted.Render(p.scroll.Position())), cursor
}
