package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// The lines above and below a screen.
const (
	headLines = 2 // where the user is; a rule
	footLines = 2 // what just happened; keys
)

// head says where the user is, and at the right what is saved.
func (a *App) head() []string {
	t := a.env.Theme
	trail := make([]string, 0, len(a.stack)+1)
	trail = append(trail, a.env.Say("龙门", "Gantry"))
	for _, s := range a.stack {
		trail = append(trail, frame.Clean(s.Title().In(a.env.Lang)))
	}
	right := t.Good.Render(t.Marks.Good) + " " + a.env.Say("已保存", "saved")
	room := a.width - frame.Width(right) - 1
	left := strings.Join(trail, " "+t.Marks.Separator+" ")
	for len(trail) > 2 && frame.Width(left) > room {
		trail = append(trail[:1], trail[2:]...)
		left = strings.Join(trail, " "+t.Marks.Separator+" ")
	}
	return []string{
		frame.Pad(t.Title.Render(frame.Truncate(left, room)), room) + " " + right,
		t.Border.Render(strings.Repeat(t.Marks.Box.Top, a.width)),
	}
}

// foot says what just happened, and which keys act now.
func (a *App) foot() []string {
	t := a.env.Theme
	status := ""
	if a.status != nil {
		mark, style := t.Marks.Good, t.Good
		if a.status.Bad {
			mark, style = t.Marks.Bad, t.Bad
		}
		line, _, _ := strings.Cut(frame.Clean(a.status.Text.In(a.env.Lang)), "\n")
		status = style.Render(frame.Truncate(mark+" "+line, a.width))
	}
	maps := []frame.KeyMap{globalKeys(a.top().Typing())}
	if a.help == nil && a.task == nil {
		maps = append(a.top().Keys(), maps...)
	}
	return []string{frame.Pad(status, a.width), frame.Pad(t.HelpLine(a.env.Lang, a.width, maps...), a.width)}
}

// helpPage is the page of all keys.
type helpPage struct {
	env *screen.Env
	of  screen.Screen
	top int
}

func newHelpPage(env *screen.Env, of screen.Screen) *helpPage { return &helpPage{env: env, of: of} }

// update moves through the page and tells whether it stays.
func (h *helpPage) update(key tea.KeyPressMsg, height int) bool {
	page := max(1, height-headLines-footLines-1)
	switch key.String() {
	case "down", "j":
		h.top++
	case "up", "k":
		h.top--
	case "pgdown", "space":
		h.top += page
	case "pgup":
		h.top -= page
	case "home":
		h.top = 0
	default:
		return false
	}
	return true
}

func (h *helpPage) render(width, height int) []string {
	lines := h.env.Theme.HelpPage(h.env.Lang, width-2, append(h.of.Keys(), globalKeys(false))...)
	h.top = max(0, min(h.top, len(lines)-height+1))
	shown := lines[h.top:min(len(lines), h.top+height-1)]
	hint := i18n.Text{ZH: "上下键翻看，其他键关闭", EN: "up and down move, any other key closes"}.In(h.env.Lang)
	return append(shown, h.env.Theme.Muted.Render(frame.Truncate(hint, width)))
}

// drawCursor shows the cursor as a reversed cell, for consoles that lose the
// real one.
func drawCursor(line string, x int) string {
	cell := ansi.Cut(line, x, x+1)
	if cell == "" {
		cell = " "
	}
	return ansi.Truncate(line, x, "") + lipgloss.NewStyle().Reverse(true).Render(ansi.Strip(cell)) + ansi.TruncateLeft(line, x+max(1, ansi.StringWidth(cell)), "")
}
