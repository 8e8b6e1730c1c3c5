package ask

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// The widths of the areas beside the question, and what they leave to it.
const (
	treeShare  = 4 // one of so many parts
	panelWidth = 30
	gap        = 3 // a rule with a space on each side
)

// Render draws tree, question and panel side by side, as far as there is room.
func (a *Ask) Render(width, height int) ([]string, *tea.Cursor) {
	if a.field != nil {
		a.field.SetLook(a.env.Lang, a.env.Theme)
	}
	var left, right, top []string
	treeWidth, x, content := 0, 0, width
	if width >= frame.TreeFrom {
		treeWidth = min(34, max(24, width/treeShare))
		left = a.renderTree(treeWidth, height)
		x = treeWidth + gap
		content -= x
	}
	switch {
	case width >= frame.SideFrom:
		content -= panelWidth + gap
		right = a.panel(panelWidth, height)
	case treeWidth > 0:
		top = []string{cells.Truncate(a.summary(), content)}
	case a.onTree && a.dialog == nil:
		return a.renderTree(width, height), nil
	default:
		top = []string{a.env.Theme.Muted.Render(cells.Truncate(a.breadcrumb(), width)), cells.Truncate(a.summary(), content)}
	}
	lines, cursor := a.question(content, height-len(top))
	lines = append(top, lines...)
	moveCursor(cursor, 0, len(top))
	if a.dialog != nil {
		lines, cursor = a.dialogOver(lines, content, height)
	}
	moveCursor(cursor, x, 0)
	return a.beside(left, lines, right, treeWidth, content, height), cursor
}

func moveCursor(c *tea.Cursor, x, y int) {
	if c != nil {
		c.X += x
		c.Y += y
	}
}

// beside sets the areas side by side.
func (a *Ask) beside(left, middle, right []string, treeWidth, content, height int) []string {
	t := a.env.Theme
	rule := " " + t.Border.Render(t.Marks.Box.Left) + " "
	line := func(lines []string, i, width int) string {
		if i < len(lines) {
			return cells.Pad(lines[i], width)
		}
		return strings.Repeat(" ", width)
	}
	out := make([]string, height)
	for i := range out {
		if treeWidth > 0 {
			out[i] = line(left, i, treeWidth) + rule
		}
		out[i] += line(middle, i, content)
		if right != nil {
			out[i] += rule + line(right, i, panelWidth)
		}
	}
	return out
}

// What gives way first on a low screen: what the question decides, why it is asked,
// then what stands below the field. The field keeps fieldMin lines.
const (
	fieldMin     = 5
	belowMin     = 2 // of what stands below, so that a conflict is seen where it is settled
	fieldComfort = 8 // with less, the reasons are left out
)

// question draws the question with everything about it.
func (a *Ask) question(width, height int) ([]string, *tea.Cursor) {
	e, ok := a.entry()
	if !ok || a.field == nil {
		return cells.Wrap(a.env.Say("这里没有要问的问题。esc 到目录，v 改筛选条件。", "There is nothing to ask here. esc goes to the list, v changes the filter."), width), nil
	}
	lines, _ := a.field.Render(width, height)
	want := len(lines)
	help, drives := a.why(e.Question, width)
	heading, known := a.heading(e, width), append(a.now(e, width), a.evidenceLines(e, width)...)
	below := a.below(e, width)
	room := height - len(heading) - len(known) - 1
	if len(below) > 0 {
		room -= len(below) + 1
	}
	if room < len(help)+len(drives)+want {
		drives = nil
	}
	if room-len(help) < min(want, fieldComfort) {
		help = nil
	}
	above := append(append(append(heading, help...), drives...), known...)
	if len(above)+fieldMin < height {
		above = append(above, "")
	}
	least := min(want, fieldMin) + min(len(below), belowMin)
	above = above[:max(1, min(len(above), height-least))]
	below = below[:max(0, min(len(below), height-len(above)-min(want, fieldMin)))]
	rest := height - len(above) - len(below)
	if len(below) > 0 && rest > min(want, fieldMin) {
		rest--
	}
	lines, cursor := a.field.Render(width, max(1, rest))
	moveCursor(cursor, 0, len(above))
	out := slices.Concat(above, lines)
	if len(below) > 0 {
		if len(out)+len(below) < height {
			out = append(out, "")
		}
		out = append(out, below...)
	}
	if a.onTree || a.dialog != nil {
		cursor = nil
	}
	return out, cursor
}

// summary is the panel in one line: how much is left, what is in the way, and how
// far the interview is.
func (a *Ask) summary() string {
	t, c := a.env.Theme, a.tally()
	p := c.all
	parts := []string{t.Title.Render(a.left())}
	if n := len(c.conflicts); n > 0 {
		parts = append(parts, t.Warn.Render(a.env.Sayf("%s 矛盾 %d", "%s conflicts %d", t.Marks.Warn, n)))
	}
	if p.Blockers > 0 {
		parts = append(parts, t.Bad.Render(a.env.Sayf("%s 否决 %d", "%s blockers %d", t.Marks.Bad, p.Blockers)))
	}
	parts = append(parts, t.Muted.Render(a.numbers(p)))
	return strings.Join(parts, t.Muted.Render(" · "))
}

// left is how much is left: of everything, or of a pass that asks less, at the
// place at hand.
func (a *Ask) left() string {
	if a.filtered() {
		p := a.countPass(a.at)
		return a.env.Sayf("这一轮此处余 %d 题", "%d left here in this pass", p.Asked-p.Answered())
	}
	p := a.tally().all
	return a.env.Sayf("余 %d 题", "%d left", p.Asked-p.Answered())
}

func (a *Ask) numbers(p interview.Progress) string {
	return a.env.Sayf("就绪 %d%% 完整 %d%% 把握 %d%%", "ready %d%% complete %d%% sure %d%%", p.Readiness(), p.Completeness(), p.Confidence())
}

// counts are what the whole interview comes to, kept until something is said.
type counts struct {
	events    int
	all       interview.Progress
	conflicts []interview.Conflict // that are open
}

// tally counts the whole interview.
func (a *Ask) tally() *counts {
	if a.counts.events == a.machine().Len()+1 {
		return &a.counts
	}
	a.counts = counts{events: a.machine().Len() + 1, all: a.machine().ProgressOf(a.machine().Subjects().Places()...)}
	a.counts.conflicts = a.machine().OpenConflicts()
	return &a.counts
}

// conflictHere is an open conflict that the question settles and that may stand.
func (a *Ask) conflictHere() (interview.Conflict, bool) {
	for _, c := range a.machine().ConflictsAt(a.at) {
		if c.Questions[0] == a.id && c.Accepted == "" && c.Kind != interview.BetweenAnswers {
			return c, true
		}
	}
	return interview.Conflict{}, false
}

// add appends a text with a mark before it.
func (a *Ask) add(out *[]string, mark string, render func(...string) string, text string, width int) {
	*out = append(*out, screen.Styled(render, cells.WrapIndent(mark+" ", text, width))...)
}
