package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// helpPage is the page of all keys.
type helpPage struct {
	env    *screen.Env
	of     screen.Screen
	scroll frame.Scroll
}

func newHelpPage(env *screen.Env, of screen.Screen) *helpPage {
	return &helpPage{env: env, of: of, scroll: frame.Scroll{Free: true}}
}

func helpKeys() frame.KeyMap {
	return frame.KeyMap{ID: "help", Title: i18n.Text{ZH: "按键一览", EN: "Page of keys"}, Bindings: []frame.Binding{
		{ID: "close", Keys: []string{"esc"}, Text: i18n.Text{ZH: "关闭", EN: "close"}, ShowInHelpLine: true},
		{ID: "up", Keys: []string{"up", "k"}, Text: i18n.Text{ZH: "上移", EN: "up"}, ShowInHelpLine: true},
		{ID: "down", Keys: []string{"down", "j"}, Text: i18n.Text{ZH: "下移", EN: "down"}, ShowInHelpLine: true},
		{ID: "page", Keys: []string{"space", "pgdown"}, Text: i18n.Text{ZH: "下一屏", EN: "a screen down"}, ShowInHelpLine: true},
	}}
}

// update moves through the page and tells whether it stays: any key that does not
// move closes it.
func (h *helpPage) update(key tea.KeyPressMsg, _ int) bool {
	if helpKeys().Is(key, "page") {
		h.scroll.Page(1)
		return true
	}
	if b, ok := frame.ScrollKeys().Match(key); ok && b.Enabled() {
		h.scroll.Update(key)
		return true
	}
	return false
}

func (h *helpPage) render(width, height int) []string {
	lines := h.env.Theme.HelpPage(h.env.Lang, width-2, append(h.of.Keys(), globalKeys(false))...)
	h.scroll.SetItems(len(lines), func(i, width int) []string { return []string{cells.Truncate(lines[i], width)} })
	h.scroll.SetSize(width, max(1, height-1))
	out := h.scroll.Render()
	for len(out) < height-1 {
		out = append(out, "")
	}
	return append(out, h.env.Theme.Muted.Render(h.scroll.Position()))
}
