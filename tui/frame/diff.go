package frame

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Diff shows a unified diff. Every line keeps its sign (+, -, or a space), so that
// it reads without colours; long lines are wrapped below themselves.
type Diff struct {
	Scroll         Scroll
	theme          Theme
	lines          []diffLine
	hunks          []int // lines that begin a hunk
	added, removed int
}

type diffLine struct {
	kind diffKind
	text string
}

type diffKind int

const (
	diffHeader diffKind = iota
	diffHunk
	diffSame
	diffAdded
	diffRemoved
)

var hunkRE = regexp.MustCompile(`^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@`)

// NewDiff takes a unified diff, of one file or several.
func NewDiff(t Theme, unified string) *Diff {
	d := &Diff{theme: t, Scroll: Scroll{Free: true}}
	before, after := 0, 0 // lines that the hunk still has
	for _, l := range cells.CleanLines(strings.TrimRight(unified, "\r\n")) {
		kind := diffHeader
		switch m := hunkRE.FindStringSubmatch(l); {
		case len(d.hunks) > 0 && strings.HasPrefix(l, `\`): // no newline at end of file
			kind = diffSame
		case before <= 0 && after <= 0 && m == nil:
		case m != nil:
			kind, before, after = diffHunk, hunkLines(m[1]), hunkLines(m[2])
			d.hunks = append(d.hunks, len(d.lines))
		case strings.HasPrefix(l, "+"):
			kind = diffAdded
			d.added++
			after--
		case strings.HasPrefix(l, "-"):
			kind = diffRemoved
			d.removed++
			before--
		default:
			kind = diffSame
			before, after = before-1, after-1
		}
		d.lines = append(d.lines, diffLine{kind, l})
	}
	d.Scroll.SetItems(len(d.lines), d.line)
	return d
}

func hunkLines(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 1 // left out when it is one
	}
	return n
}

// Summary tells how much changes: "+12 -3".
func (d *Diff) Summary() string {
	return d.theme.Added.Render(fmt.Sprintf("+%d", d.added)) + " " + d.theme.Removed.Render(fmt.Sprintf("-%d", d.removed))
}

// Render returns the visible lines.
func (d *Diff) Render(width, height int) []string {
	d.Scroll.SetSize(width, height)
	return d.Scroll.Render()
}

// Update moves by the keys of the scroll and of DiffKeys.
func (d *Diff) Update(msg tea.Msg) bool {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		b, _ := DiffKeys().Match(k)
		switch b.ID {
		case "next-hunk":
			return d.jump(1)
		case "previous-hunk":
			return d.jump(-1)
		}
	}
	return d.Scroll.Update(msg)
}

// jump goes to the next or previous hunk.
func (d *Diff) jump(dir int) bool {
	s := &d.Scroll
	target := -1
	for _, h := range d.hunks {
		if dir > 0 && h > s.top {
			target = h
			break
		}
		if dir < 0 && h < s.top {
			target = h
		}
	}
	if target < 0 {
		return false
	}
	top, offset := s.top, s.offset
	s.top, s.offset = target, 0
	if s.width > 0 {
		s.fill()
	}
	return s.top != top || s.offset != offset
}

// DiffKeys are the keys of a diff beside those of every text.
func DiffKeys() KeyMap {
	return KeyMap{ID: "diff", Title: i18n.Text{ZH: "差异", EN: "Diff"}, Bindings: []Binding{
		{ID: "next-hunk", Keys: []string{"n"}, Text: i18n.Text{ZH: "下一处", EN: "next change"}, ShowInHelpLine: true},
		{ID: "previous-hunk", Keys: []string{"N", "p"}, Text: i18n.Text{ZH: "上一处", EN: "previous change"}},
	}}
}

func (d *Diff) line(i, width int) []string {
	l := d.lines[i]
	sign, rest := "", l.text
	if l.kind >= diffSame && l.text != "" && strings.ContainsAny(l.text[:1], `+- \`) {
		sign, rest = l.text[:1], l.text[1:]
	}
	out := wrapDiff(sign, rest, width)
	for j := range out {
		out[j] = d.style(l.kind).Render(out[j])
	}
	return out
}

func (d *Diff) style(k diffKind) lipgloss.Style {
	switch k {
	case diffHeader:
		return d.theme.Changed
	case diffHunk:
		return d.theme.Hunk
	case diffAdded:
		return d.theme.Added
	case diffRemoved:
		return d.theme.Removed
	}
	return d.theme.Text
}

// wrapDiff cuts a line anywhere, as code has no words, with the sign before each part.
func wrapDiff(sign, rest string, width int) []string {
	lines := cells.Cut(rest, max(1, width-len(sign)))
	for i, line := range lines {
		lines[i] = sign + line
	}
	return lines
}
