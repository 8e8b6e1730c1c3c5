package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/tui/frame"
)

// The lines above and below a screen.
const (
	headLines = 2 // where the user is; a rule
	footLines = 2 // what just happened; keys
	// statusMost is how many lines a message may take; what is more than the one that
	// is kept for it covers the screen until the next key.
	statusMost = 4
)

func (a *App) tooSmall() bool {
	return a.width > 0 && a.height > 0 && (a.width < frame.MinWidth || a.height < frame.MinHeight)
}

// Render draws the screen as text of exactly the size of the terminal, and says
// where the cursor is.
func (a *App) Render() (string, *tea.Cursor) {
	switch {
	case a.width <= 0 || a.height <= 0:
		return "", nil
	case a.tooSmall():
		return strings.Join(frame.TooSmall(a.env.Lang, a.width, a.height), "\n"), nil
	}
	height := a.height - headLines - footLines
	body, at := a.body(a.width, height)
	lines := append(a.head(), fill(body, a.width, height)...)
	lines = append(lines, cells.Pad("", a.width), a.helpLine())
	a.putStatus(lines)
	cursor := a.cursor(at)
	if cursor != nil && a.opt.VirtualCursor {
		lines[cursor.Y] = drawCursor(lines[cursor.Y], cursor.X)
	}
	return strings.Join(lines, "\n"), cursor
}

// cursor is where a cursor of the screen is on the terminal.
func (a *App) cursor(c *tea.Cursor) *tea.Cursor {
	if c == nil {
		return nil
	}
	moved := *c
	moved.Y += headLines
	if moved.Y >= a.height-footLines || moved.X >= a.width || moved.X < 0 || moved.Y < headLines {
		return nil
	}
	return &moved
}

// fill cuts and pads lines to exactly the size.
func fill(lines []string, width, height int) []string {
	out := make([]string, height)
	for i := range out {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		out[i] = cells.Pad(line, width)
	}
	return out
}

func (a *App) body(width, height int) ([]string, *tea.Cursor) {
	switch {
	case a.task != nil && !a.task.task.Quick:
		return a.task.render(a.env, width, height), nil
	case a.help != nil:
		return a.help.render(width, height), nil
	}
	return a.top().Render(width, height)
}

// head says where the user is, and at the right whether everything is saved.
func (a *App) head() []string {
	t := a.env.Theme
	trail := make([]string, 0, len(a.stack)+1)
	trail = append(trail, a.env.Say("龙门", "Gantry"))
	for _, s := range a.stack {
		trail = append(trail, cells.Clean(s.Title().In(a.env.Lang)))
	}
	right := a.saved()
	room := a.width - cells.Width(right) - 1
	left := strings.Join(trail, " "+t.Marks.Separator+" ")
	for len(trail) > 2 && cells.Width(left) > room {
		trail = append(trail[:1], trail[2:]...)
		left = strings.Join(trail, " "+t.Marks.Separator+" ")
	}
	return []string{
		cells.Pad(t.Title.Render(cells.Truncate(left, room)), room) + " " + right,
		t.Border.Render(strings.Repeat(t.Marks.Box.Top, a.width)),
	}
}

func (a *App) saved() string {
	t := a.env.Theme
	if a.unsaved() {
		return t.Warn.Render(t.Marks.Warn + " " + a.env.Say("有未保存的输入", "input not saved yet"))
	}
	return t.Good.Render(t.Marks.Good) + " " + a.env.Say("已保存", "saved")
}

// helpLine says which keys act now.
func (a *App) helpLine() string {
	maps := []frame.KeyMap{globalKeys(a.top().Typing())}
	switch {
	case a.task != nil:
		maps = []frame.KeyMap{taskKeys(a.task.stopping)}
	case a.help != nil:
		maps = []frame.KeyMap{helpKeys(), globalKeys(false)}
	default:
		maps = append(a.top().Keys(), maps...)
	}
	return cells.Pad(a.env.Theme.HelpLine(a.env.Lang, a.width, maps...), a.width)
}

// putStatus writes what just happened above the keys. A long message, such as one
// that says what to do about an error, covers the end of the screen.
func (a *App) putStatus(lines []string) {
	t := a.env.Theme
	if a.task != nil && a.task.task.Quick {
		lines[len(lines)-2] = cells.Pad(t.Muted.Render(cells.Truncate(cells.Clean(a.task.task.Title.In(a.env.Lang)), a.width)), a.width)
		return
	}
	if a.status == nil {
		return
	}
	mark, style := t.Marks.Good, t.Good
	if a.status.Bad {
		mark, style = t.Marks.Bad, t.Bad
	}
	said := cells.WrapIndent(mark+" ", cells.Clean(a.status.Text.In(a.env.Lang)), a.width)
	if len(said) > statusMost {
		said = said[:statusMost]
		said[statusMost-1] = cells.Truncate(said[statusMost-1]+strings.Repeat(" ", a.width), a.width)
	}
	for i, s := range said {
		lines[len(lines)-1-len(said)+i] = cells.Pad(style.Render(s), a.width)
	}
}

// drawCursor shows the cursor as a reversed cell, for consoles that lose the
// real one.
func drawCursor(line string, x int) string {
	cell := ansi.Strip(ansi.Cut(line, x, x+1))
	if cell == "" { // the cursor stands on a wide character
		cell = ansi.Strip(ansi.Cut(line, x, x+2))
	}
	if cell == "" {
		cell = " "
	}
	return ansi.Truncate(line, x, "") + lipgloss.NewStyle().Reverse(true).Render(cell) + ansi.TruncateLeft(line, x+max(1, ansi.StringWidth(cell)), "")
}
