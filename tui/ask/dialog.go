package ask

import (
	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// dialog is a box over the question that asks for one thing.
type dialog interface {
	title() i18n.Text
	keys() frame.KeyMap
	typing() bool
	dirty() bool // holds something that would be lost
	// update takes a message; closed ends the dialog, and the action is done then.
	update(msg tea.Msg) (action screen.Action, closed bool)
	render(width, height int) ([]string, *tea.Cursor)
}

// keeper is a dialog whose text is kept when the program ends.
type keeper interface{ keep() error }

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
	inner, cursor := a.dialog.render(boxWidth-4, max(1, height-2))
	at := frame.Center(width, height, boxWidth, min(height, len(inner)+2))
	for len(under) < height {
		under = append(under, "")
	}
	for i, l := range under {
		under[i] = cells.Pad(l, width)
	}
	lines := frame.Overlay(under, a.env.Theme.Box(a.dialog.title().In(a.env.Lang), inner, at.W, at.H, true), at)
	if cursor != nil && cursor.Y >= at.H-2 {
		cursor = nil
	}
	moveCursor(cursor, at.X+2, at.Y+1)
	return lines, cursor
}

func dialogKeys(id string, title i18n.Text, more ...frame.Binding) frame.KeyMap {
	return frame.KeyMap{ID: id, Title: title, Bindings: append(more,
		frame.Binding{ID: "done", Keys: []string{"enter"}, Text: i18n.Text{ZH: "确定", EN: "ok"}, ShowInHelpLine: true},
		frame.Binding{ID: "cancel", Keys: []string{"esc"}, Text: i18n.Text{ZH: "取消", EN: "cancel"}, ShowInHelpLine: true},
	)}
}

func formKeys() []frame.Binding {
	return []frame.Binding{{
		ID: "keep", Keys: []string{"ctrl+s"}, Text: i18n.Text{ZH: "完成", EN: "done"}, ShowInHelpLine: true,
		Help: i18n.Text{ZH: "保存填写的内容并关闭", EN: "Keep what is filled in and close"},
	}}
}

func pickKeys() []frame.Binding {
	return []frame.Binding{
		{ID: "move", Keys: []string{"up", "down"}, Text: i18n.Text{ZH: "选择", EN: "choose"}, ShowInHelpLine: true},
		{ID: "page", Keys: []string{"pgup", "pgdown"}, Text: i18n.Text{ZH: "翻页", EN: "pages"}},
	}
}
