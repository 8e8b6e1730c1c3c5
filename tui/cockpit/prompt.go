package cockpit

import (
	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// prompt asks for one line of text, such as a path, and says what it is for.
type prompt struct {
	env   *screen.Env
	title i18n.Text
	help  i18n.Text
	verb  i18n.Text // what enter does
	input *field.Input
	enter func(typed string) screen.Action
}

func newPrompt(env *screen.Env, title, help, verb i18n.Text, text string, enter func(string) screen.Action) *prompt {
	p := &prompt{env: env, title: title, help: help, verb: verb, input: field.NewLine(env.Theme, ""), enter: enter}
	p.input.SetText(text)
	p.input.Focus()
	return p
}

func (p *prompt) Title() i18n.Text { return p.title }
func (p *prompt) Typing() bool     { return true }

func (p *prompt) Keys() []frame.KeyMap {
	return []frame.KeyMap{{ID: "prompt", Title: p.title, Bindings: []frame.Binding{
		{ID: "enter", Keys: []string{"enter"}, Text: p.verb, ShowInHelpLine: true},
		{ID: "back", Keys: []string{"esc"}, Text: i18n.Text{ZH: "返回", EN: "back"}, ShowInHelpLine: true},
	}}}
}

// Update types, and acts on what was typed.
func (p *prompt) Update(msg tea.Msg) screen.Action {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		b, _ := p.Keys()[0].Match(key)
		switch b.ID {
		case "back":
			return screen.Action{Handled: true, Pop: true}
		case "enter":
			typed := typedPath(p.input.Text())
			if typed == "" {
				return bad(i18n.Text{ZH: "请先填写。", EN: "Type it first."})
			}
			return p.enter(typed)
		}
	}
	p.input.Update(msg)
	return screen.Done()
}

func (p *prompt) Render(width, _ int) ([]string, *tea.Cursor) {
	t := p.env.Theme
	p.input.SetTheme(t)
	out := []string{"", t.Title.Render(cells.Truncate(p.title.In(p.env.Lang), width)), ""}
	typed, cursor := p.input.Render(width, 3)
	if cursor != nil {
		moved := *cursor
		moved.Y += len(out)
		cursor = &moved
	}
	out = append(out, typed...)
	out = append(out, "")
	return append(out, screen.Styled(t.Muted.Render, cells.Wrap(p.help.In(p.env.Lang), width))...), cursor
}
