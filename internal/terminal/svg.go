package terminal

import (
	"fmt"
	"html"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// Sizes of the picture in pixels.
const (
	cellWidth, cellHeight = 9, 19
	fontSize              = 15
	baseline              = 14 // from the top of a row
	margin                = 12
)

// SVG draws the screen as a small picture: text stays text, in a monospace font,
// every piece as long as the cells that it fills, so that columns stand in line
// whichever font the reader has. The same screen gives the same bytes.
func (s *Screen) SVG() string {
	t := themeFor(s.light)
	width, height := s.Width*cellWidth+2*margin, s.Height*cellHeight+2*margin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="6" fill="%s"/>`+"\n", t.hex(t.background))
	fmt.Fprintf(&b, `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'Noto Sans Mono CJK SC',monospace" font-size="%d" fill="%s" xml:space="preserve">`+"\n",
		fontSize, t.hex(t.foreground))
	for y, row := range s.rows {
		for _, p := range pieces(row, t) {
			p.draw(&b, y)
		}
	}
	if s.Cursor.Visible {
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" fill-opacity="0.5"/>`+"\n",
			margin+s.Cursor.Col*cellWidth, margin+s.Cursor.Row*cellHeight, cellWidth, cellHeight)
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// piece is what is drawn at once: neighbours of one style and one width of character.
type piece struct {
	col, cells int
	wide       bool
	text       string
	style      Style
}

// pieces cuts a row; blanks that nobody can see are left out.
func pieces(row uv.Line, t theme) []piece {
	var out []piece
	for col, c := range row {
		style := t.painted(c.Style)
		blank := strings.TrimSpace(c.Content) == ""
		if c.Width == 0 || blank && style.Background == "" && !style.Underline && !style.Strike {
			continue
		}
		p := piece{col: col, cells: c.Width, wide: c.Width > 1, text: c.Content, style: style}
		if last := len(out) - 1; last >= 0 && out[last].joins(p) {
			out[last].text += p.text
			out[last].cells += p.cells
			continue
		}
		out = append(out, p)
	}
	return out
}

// painted is the style as it is seen, with inverse colours exchanged.
func (t theme) painted(c uv.Style) Style {
	s := t.style(c)
	if !s.Inverse {
		return s
	}
	front, back := s.Foreground, s.Background
	if front == "" {
		front = t.hex(t.foreground)
	}
	if back == "" {
		back = t.hex(t.background)
	}
	s.Foreground, s.Background, s.Inverse = back, front, false
	return s
}

func (p piece) joins(next piece) bool {
	return p.col+p.cells == next.col && p.wide == next.wide && p.style == next.style
}

func (p piece) draw(b *strings.Builder, row int) {
	x, y, width := margin+p.col*cellWidth, margin+row*cellHeight, p.cells*cellWidth
	if p.style.Background != "" {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", x, y, width, cellHeight, p.style.Background)
	}
	if strings.TrimSpace(p.text) == "" && !p.style.Underline && !p.style.Strike {
		return
	}
	adjust := ` lengthAdjust="spacingAndGlyphs"` // lines of boxes stay closed
	if p.wide {
		adjust = "" // Chinese characters are moved apart, not stretched
	}
	fmt.Fprintf(b, `<text x="%d" y="%d" textLength="%d"%s%s>%s</text>`+"\n",
		x, y+baseline, width, adjust, p.style.attributes(), html.EscapeString(p.text))
}

func (s Style) attributes() string {
	var b strings.Builder
	attribute := func(set bool, name, value string) {
		if set {
			fmt.Fprintf(&b, ` %s="%s"`, name, value)
		}
	}
	attribute(s.Foreground != "", "fill", s.Foreground)
	attribute(s.Bold, "font-weight", "bold")
	attribute(s.Italic, "font-style", "italic")
	attribute(s.Faint, "fill-opacity", "0.65")
	attribute(s.Underline && !s.Strike, "text-decoration", "underline")
	attribute(s.Strike && !s.Underline, "text-decoration", "line-through")
	attribute(s.Strike && s.Underline, "text-decoration", "underline line-through")
	return b.String()
}
