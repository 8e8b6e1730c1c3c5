package cells

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Tail ends what was cut. It has no character whose width differs between
// terminals, so that columns behind it stay aligned.
const Tail = ".."

// Width is the number of columns that the text takes; escape sequences take none.
func Width(s string) int { return ansi.StringWidth(s) }

// Truncate cuts a line, styled or not, to at most width columns.
func Truncate(s string, width int) string {
	switch {
	case width <= 0:
		return ""
	case Width(s) <= width:
		return s
	case width <= len(Tail):
		return ansi.Truncate(s, width, "")
	}
	return ansi.Truncate(s, width, Tail)
}

// Pad cuts or fills a line, styled or not, to exactly width columns.
func Pad(s string, width int) string {
	s = Truncate(s, width)
	return s + strings.Repeat(" ", max(0, width-Width(s)))
}

// PadLeft is Pad with the text at the right, as numbers stand in a column.
func PadLeft(s string, width int) string {
	s = Truncate(s, width)
	return strings.Repeat(" ", max(0, width-Width(s))) + s
}

// FitColumns returns the widths of columns that want the given widths and have
// total columns with a gap between them. The widest give way first, none below
// least; what then still does not fit is left out at the end.
func FitColumns(wanted []int, total, gap, least int) []int {
	out := make([]int, 0, len(wanted))
	sum := 0
	for i, w := range wanted {
		need := min(w, least)
		if i > 0 {
			need += gap
		}
		if sum+need > total {
			break
		}
		sum += need
		out = append(out, min(w, least))
	}
	for grown := true; grown; {
		grown = false
		for i := range out {
			if sum < total && out[i] < wanted[i] {
				out[i]++
				sum++
				grown = true
			}
		}
	}
	return out
}
