package frame

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/internal/cells"
)

// Bar is a progress bar of exactly width columns with the percentage behind it.
// A total of 0 counts as nothing done.
func (t Theme) Bar(done, total, width int) string {
	percent := 0
	if total > 0 {
		percent = 100 * min(max(0, done), total) / total
	}
	label := fmt.Sprintf(" %3d%%", percent)
	steps := width - cells.Width(label)
	if steps < 1 {
		return cells.PadLeft(strings.TrimSpace(label), width)
	}
	full := steps * percent / 100
	return t.Good.Render(strings.Repeat(t.Marks.Full, full)) +
		t.Muted.Render(strings.Repeat(t.Marks.Empty, steps-full)) + label
}

// Badge tells in a few columns how far a section is: "✓ 12/34 ⚠3". The check is
// there when all is done, the count of warnings when there are any.
func (t Theme) Badge(done, total, warnings int) string {
	text := fmt.Sprintf("%d/%d", done, total)
	if total > 0 && done >= total {
		text = t.Good.Render(t.Marks.Good + " " + text)
	}
	if warnings > 0 {
		text += " " + t.Warn.Render(fmt.Sprintf("%s%d", t.Marks.Warn, warnings))
	}
	return text
}
