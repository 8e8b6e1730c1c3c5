package frame

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/gantry-ack/gantry/internal/cells"
)

// Box draws a border with a title around lines: exactly height lines of exactly
// width columns. The lines stand one column away from the border.
func (t Theme) Box(title string, lines []string, width, height int, focused bool) []string {
	if width < 4 || height < 2 {
		return nil
	}
	b, style := t.Marks.Box, t.Border
	if focused {
		style = t.Focus
	}
	head := ""
	if title != "" && width > 8 {
		head = " " + cells.Truncate(title, width-6) + " "
	}
	rest := width - 3 - cells.Width(head)
	out := []string{style.Render(b.TopLeft+b.Top) + t.boxTitle(focused).Render(head) + style.Render(strings.Repeat(b.Top, rest)+b.TopRight)}
	for i := range height - 2 {
		out = append(out, style.Render(b.Left)+" "+cell(lines, i, width-4)+" "+style.Render(b.Right))
	}
	return append(out, style.Render(b.BottomLeft+strings.Repeat(b.Bottom, width-2)+b.BottomRight))
}

func (t Theme) boxTitle(focused bool) lipgloss.Style {
	if focused {
		return t.Focus
	}
	return t.Title
}

// Center is the area of a dialog of a size in the middle of the screen, made
// smaller where it does not fit.
func Center(screenWidth, screenHeight, width, height int) Area {
	width, height = min(width, screenWidth), min(height, screenHeight)
	return Area{(screenWidth - width) / 2, (screenHeight - height) / 2, width, height}
}

// Overlay draws lines over a screen, at an area of it. A wide character that the
// area cuts in two becomes a space. The screen's lines are not changed.
func Overlay(screen, lines []string, at Area) []string {
	out := append([]string(nil), screen...)
	for i := range at.H {
		y := at.Y + i
		if y < 0 || y >= len(out) {
			continue
		}
		width := cells.Width(out[y])
		left := cells.Pad(ansi.Truncate(out[y], at.X, ""), at.X)
		right := ""
		if rest := width - at.X - at.W; rest > 0 {
			right = ansi.TruncateLeft(out[y], width-rest, "")
			if cells.Width(right) > rest { // the cut went through a wide character
				right = ansi.TruncateLeft(out[y], width-rest+1, "")
			}
			right = cells.PadLeft(right, rest)
		}
		out[y] = left + cell(lines, i, at.W) + right
	}
	return out
}
