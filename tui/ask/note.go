package ask

import (
	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// note is the dialog for a text of several lines. However it is left, the text is
// kept: a key that takes it back is nearer than one that types it again.
type note struct {
	a     *Ask
	name  i18n.Text
	was   string
	input *field.Input
	done  func(string) error
}

func (a *Ask) newNote(name i18n.Text, text string, done func(string) error) *note {
	n := &note{a: a, name: name, done: done, input: field.NewNote(a.env.Theme, "")}
	n.input.SetText(text)
	n.was = n.input.Text()
	n.input.Focus()
	return n
}

func (n *note) title() i18n.Text { return n.name }
func (n *note) typing() bool     { return true }
func (n *note) dirty() bool      { return n.input.Text() != n.was }

func (n *note) keys() frame.KeyMap {
	return frame.KeyMap{ID: "note", Title: n.name, Bindings: []frame.Binding{
		{ID: "done", Keys: []string{"esc", "tab", "ctrl+s"}, Text: i18n.Text{ZH: "保存并关闭", EN: "keep and close"}, ShowInHelpLine: true,
			Help: i18n.Text{ZH: "保存备注并关闭；清空即删除，ctrl+z 撤销", EN: "Keep the note and close; an empty one is removed, ctrl+z takes that back"}},
		{ID: "line", Keys: []string{"enter"}, Text: i18n.Text{ZH: "换行", EN: "new line"}, ShowInHelpLine: true},
	}}
}

func (n *note) update(msg tea.Msg) (screen.Action, bool) {
	if key, ok := msg.(tea.KeyPressMsg); ok && n.keys().Is(key, "done") {
		changed := n.dirty()
		if err := n.keep(); err != nil {
			return screen.Fail(err), false
		}
		if !changed {
			return screen.Done(), true
		}
		return screen.Tell(i18n.Text{ZH: "备注已保存；ctrl+z 撤销", EN: "the note is kept; ctrl+z takes it back"}), true
	}
	n.input.Update(msg)
	return screen.Done(), false
}

// keep records the text when it has changed.
func (n *note) keep() error {
	if !n.dirty() {
		return nil
	}
	if err := n.done(n.input.Text()); err != nil {
		return err
	}
	n.was = n.input.Text()
	return nil
}

func (n *note) render(width, height int) ([]string, *tea.Cursor) {
	n.input.SetTheme(n.a.env.Theme)
	return n.input.Render(width, max(1, min(8, height)))
}
