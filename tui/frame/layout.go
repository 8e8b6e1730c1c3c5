package frame

import (
	"fmt"
	"strings"

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

// Empty tells whether there is nothing to draw in.
func (a Area) Empty() bool { return a.W <= 0 || a.H <= 0 }

// Contains tells whether a position of the screen lies in the area.
func (a Area) Contains(x, y int) bool {
	return x >= a.X && x < a.X+a.W && y >= a.Y && y < a.Y+a.H
}

// Layout is where everything is on a screen of a size. Areas for which there is no
// room are empty.
type Layout struct {
	Width, Height int
	TooSmall      bool
	Header        Area // one line
	Breadcrumb    Area // one line, instead of a tree for which there is no room
	Tree          Area
	Content       Area
	Side          Area
	Help          Area // one line

	top, bottom int // lines of the rules below the header and above the help
}

// Wants are the areas that a screen has a use for.
type Wants struct {
	Tree bool
	Side bool
	// SideFirst gives the side panel the room of the tree where there is room for only
	// one of them.
	SideFirst bool
}

// NewLayout computes the areas of a screen.
func NewLayout(width, height int, w Wants) Layout {
	l := Layout{Width: max(0, width), Height: max(0, height)}
	if width < MinWidth || height < MinHeight {
		l.TooSmall = true
		return l
	}
	both := width >= SideFrom
	tree := w.Tree && width >= TreeFrom && (both || !(w.Side && w.SideFirst))
	side := w.Side && width >= TreeFrom && (both || !tree)
	l.Header = Area{0, 0, width, 1}
	y := 1
	if w.Tree && !tree {
		l.Breadcrumb = Area{0, y, width, 1}
		y++
	}
	l.top, l.bottom = y, height-2
	body := Area{0, y + 1, width, height - y - 3}
	l.Help = Area{0, height - 1, width, 1}
	x, right := 0, width
	if tree {
		l.Tree = Area{0, body.Y, clamp(width/4, 22, 34), body.H}
		x = l.Tree.W + gutter
	}
	if side {
		l.Side = Area{0, body.Y, clamp(width/4, 26, 40), body.H}
		l.Side.X = width - l.Side.W
		right = l.Side.X - gutter
	}
	l.Content = Area{x, body.Y, right - x, body.H}
	return l
}

// gutter is the rule between two areas with a space on each side.
const gutter = 3

func clamp(n, low, high int) int { return min(max(n, low), high) }

// Parts are the lines for the areas of a layout. What is too much is cut, what is
// missing stays blank.
type Parts struct {
	Header, Breadcrumb, Help string
	Tree, Content, Side      []string
}

// Compose draws the parts and the rules between them: exactly Height lines of
// exactly Width columns.
func (l Layout) Compose(t Theme, p Parts) []string {
	out := make([]string, l.Height)
	for y := range out {
		out[y] = l.line(t, p, y)
	}
	return out
}

func (l Layout) line(t Theme, p Parts, y int) string {
	switch {
	case !l.Header.Empty() && y == l.Header.Y:
		return Pad(p.Header, l.Width)
	case !l.Breadcrumb.Empty() && y == l.Breadcrumb.Y:
		return Pad(p.Breadcrumb, l.Width)
	case !l.Help.Empty() && y == l.Help.Y:
		return Pad(p.Help, l.Width)
	case !l.Content.Empty() && (y == l.top || y == l.bottom):
		return l.rule(t, y == l.top)
	case l.Content.Empty():
		return strings.Repeat(" ", l.Width)
	}
	var b strings.Builder
	between := " " + t.Border.Render(t.Marks.Box.Left) + " "
	if !l.Tree.Empty() {
		b.WriteString(cell(p.Tree, y-l.Tree.Y, l.Tree.W) + between)
	}
	b.WriteString(cell(p.Content, y-l.Content.Y, l.Content.W))
	if !l.Side.Empty() {
		b.WriteString(between + cell(p.Side, y-l.Side.Y, l.Side.W))
	}
	return b.String()
}

func cell(lines []string, i, width int) string {
	if i < 0 || i >= len(lines) {
		return strings.Repeat(" ", width)
	}
	return Pad(lines[i], width)
}

// rule is a line across the screen, joined to the rules between the areas.
func (l Layout) rule(t Theme, top bool) string {
	box := t.Marks.Box
	joint := box.MiddleBottom
	if top {
		joint = box.MiddleTop
	}
	at := map[int]bool{}
	if !l.Tree.Empty() {
		at[l.Tree.W+1] = true
	}
	if !l.Side.Empty() {
		at[l.Side.X-2] = true
	}
	var b strings.Builder
	for x := range l.Width {
		if at[x] {
			b.WriteString(joint)
			continue
		}
		b.WriteString(box.Top)
	}
	return t.Border.Render(b.String())
}

// TooSmall is what is shown instead of a broken screen.
func TooSmall(l i18n.Lang, width, height int) []string {
	text := i18n.Text{
		ZH: fmt.Sprintf("终端太小：现在 %d×%d，至少需要 %d×%d。请放大窗口。已答内容都已保存。", width, height, MinWidth, MinHeight),
		EN: fmt.Sprintf("The terminal is too small: %dx%d, at least %dx%d is needed. Enlarge the window; everything answered is saved.", width, height, MinWidth, MinHeight),
	}
	lines := Wrap(text.In(l), max(1, width))
	lines = lines[:min(len(lines), max(0, height))]
	for i, s := range lines {
		lines[i] = Pad(s, width)
	}
	for len(lines) < height {
		lines = append(lines, strings.Repeat(" ", max(0, width)))
	}
	return lines
}
