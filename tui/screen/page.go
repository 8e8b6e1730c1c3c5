package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// Page is a screen with a text to read. Preformatted lines are cut at the edge,
// all others wrapped below their own indentation.
type Page struct {
	Name         i18n.Text
	Text         func() []string // styled lines; asked again when language or theme may have changed
	Preformatted bool

	env    *Env
	scroll frame.Scroll
}

// NewPage completes a page.
func NewPage(env *Env, p *Page) *Page {
	p.env = env
	p.scroll.Free = true
	return p
}

// Title names the screen.
func (p *Page) Title() i18n.Text { return p.Name }

// Typing is never on: a page has no input.
func (p *Page) Typing() bool { return false }

// Keys are the keys of a page.
func (p *Page) Keys() []frame.KeyMap { return []frame.KeyMap{backKeys(p.Name), frame.ScrollKeys()} }

func backKeys(name i18n.Text) frame.KeyMap {
	return frame.KeyMap{ID: "page", Title: name, Bindings: []frame.Binding{
		{ID: "back", Keys: []string{"esc", "q", "left"}, Text: i18n.Text{ZH: "返回", EN: "back"}, ShowInHelpLine: true},
	}}
}

// Update moves through the page.
func (p *Page) Update(msg tea.Msg) Action {
	if p.scroll.Update(msg) {
		return Done()
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && backKeys(p.Name).Is(key, "back") {
		return Action{Handled: true, Pop: true}
	}
	return Action{}
}

// Render draws the visible part.
func (p *Page) Render(width, height int) ([]string, *tea.Cursor) {
	lines := p.Text()
	p.scroll.SetItems(len(lines), func(i, width int) []string {
		if p.Preformatted {
			return []string{cells.Truncate(lines[i], width)}
		}
		text := strings.TrimLeft(lines[i], " ") // what is indented stays so when it is wrapped
		return cells.WrapIndent(strings.Repeat(" ", len(lines[i])-len(text)), text, width)
	})
	p.scroll.SetSize(width, max(1, height-1))
	return append(fillTo(p.scroll.Render(), height-1), p.env.Theme.Muted.Render(p.scroll.Position())), nil
}
