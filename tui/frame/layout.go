package frame

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// The smallest terminal in which the screens work, and from where on there is room
// for the tree and for the side panel beside the content.
const (
	MinWidth  = 60
	MinHeight = 16
	TreeFrom  = 80
	SideFrom  = 110
)

// Area is a rectangle of the screen: columns and lines from the top left corner.
type Area struct{ X, Y, W, H int }

func cell(lines []string, i, width int) string {
	if i < 0 || i >= len(lines) {
		return strings.Repeat(" ", width)
	}
	return cells.Pad(lines[i], width)
}

// TooSmall is what is shown instead of a broken screen.
func TooSmall(l i18n.Lang, width, height int) []string {
	text := i18n.Text{
		ZH: fmt.Sprintf("终端太小：现在 %d×%d，至少需要 %d×%d。请放大窗口。已答内容都已保存。", width, height, MinWidth, MinHeight),
		EN: fmt.Sprintf("The terminal is too small: %dx%d, at least %dx%d is needed. Enlarge the window; everything answered is saved.", width, height, MinWidth, MinHeight),
	}
	lines := cells.Wrap(text.In(l), max(1, width))
	lines = lines[:min(len(lines), max(0, height))]
	for i, s := range lines {
		lines[i] = cells.Pad(s, width)
	}
	for len(lines) < height {
		lines = append(lines, strings.Repeat(" ", max(0, width)))
	}
	return lines
}
