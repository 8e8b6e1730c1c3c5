package ask

import (
	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// dialog is a box over the question that asks for one thing.
type dialog interface {
	title() i18n.Text
	keys() frame.KeyMap
	typing() bool
	// update takes a message; closed ends the dialog, and the action is done then.
	update(msg tea.Msg) (action screen.Action, closed bool)
	render(width, height int) ([]string, *tea.Cursor)
}

func (a *Ask) show(d dialog) screen.Action {
	a.dialog = d
	a.focus()
	return screen.Done()
}

func (a *Ask) dialogUpdate(msg tea.Msg) screen.Action {
	d := a.dialog
	action, closed := d.update(msg)
	if closed && a.dialog == d {
		a.dialog = nil
		a.focus()
	}
	action.Handled = true
	return action
}

// dialogOver draws the dialog over the question.
func (a *Ask) dialogOver(under []string, width, height int) ([]string, *tea.Cursor) {
	boxWidth := min(width, 76)
	inner, cursor := a.dialog.render(boxWidth-4, height-4)
	at := frame.Center(width, height, boxWidth, min(height, len(inner)+2))
	for len(under) < height {
		under = append(under, "")
	}
	for i, l := range under {
		under[i] = frame.Pad(l, width)
	}
	lines := frame.Overlay(under, a.env.Theme.Box(a.dialog.title().In(a.env.Lang), inner, at.W, at.H, true), at)
	if cursor != nil {
		moved := *cursor
		moved.X += at.X + 2
		moved.Y += at.Y + 1
		cursor = &moved
	}
	return lines, cursor
}

func dialogKeys(id string, title i18n.Text, more ...frame.Binding) frame.KeyMap {
	return frame.KeyMap{ID: id, Title: title, Bindings: append(more,
		frame.Binding{ID: "done", Keys: []string{"enter"}, Text: i18n.Text{ZH: "确定", EN: "ok"}, ShowInHelpLine: true},
		frame.Binding{ID: "cancel", Keys: []string{"esc"}, Text: i18n.Text{ZH: "取消", EN: "cancel"}, ShowInHelpLine: true},
	)}
}
