// Package cells lays text out in the cells of a terminal, where a Chinese character
// takes two: it measures, cuts, pads and wraps, and makes texts of others harmless.
package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// No line begins with one of closers, and none ends with one of openers.
const (
	closers = "，。、；：？！）」』】》〉〕〗｝］”’…—～·％‰℃〞々ー" + ",.;:?!)]}%>"
	openers = "（「『【《〈〔〖｛［“‘〝￥" + "([{<$"
	// joints are where a word that is wider than the line is cut best.
	joints = "/-_.,=&?:@"
)

// glyph is one character as it is seen, with the columns that it takes.
type glyph struct {
	text  string
	width int
}

func (g glyph) is(set string) bool { return strings.Contains(set, g.text) }
func (g glyph) space() bool        { return g.text == " " }

// Wrap breaks a plain text into lines of at most width columns, by the rules for
// Chinese: between any two characters, but never so that a line begins with closing
// punctuation or ends with opening punctuation. Words of other scripts stay whole when
// they fit. Line ends in the text are kept, and the text is made harmless as by Clean.
// The result has at least one line.
func Wrap(s string, width int) []string {
	width = max(1, width)
	var out []string
	for _, line := range CleanLines(s) {
		out = append(out, wrapLine(line, width)...)
	}
	return out
}

// WrapIndent wraps with a first prefix and, below it, as many spaces.
func WrapIndent(prefix, s string, width int) []string {
	indent := Width(prefix)
	if indent >= width {
		prefix, indent = "", 0
	}
	lines := Wrap(s, width-indent)
	for i, l := range lines {
		if i == 0 {
			lines[i] = prefix + l
			continue
		}
		lines[i] = strings.Repeat(" ", indent) + l
	}
	return lines
}

// Cut breaks one line anywhere into pieces of at most width columns, as code has no
// words. The result has at least one piece.
func Cut(line string, width int) []string {
	width = max(1, width)
	var out []string
	piece, used := "", 0
	for _, g := range split(line, width) {
		if used+g.width > width {
			out = append(out, piece)
			piece, used = "", 0
		}
		piece += g.text
		used += g.width
	}
	return append(out, piece)
}

func wrapLine(line string, width int) []string {
	if ansi.StringWidth(line) <= width {
		return []string{strings.TrimRight(line, " ")}
	}
	glyphs := split(line, width)
	var out []string
	for start := 0; start < len(glyphs); {
		end := lineEnd(glyphs, start, width)
		out = append(out, strings.TrimRight(join(glyphs[start:end]), " "))
		for end < len(glyphs) && glyphs[end].space() {
			end++
		}
		start = end
	}
	return out
}

// lineEnd returns where the line that begins at start ends.
func lineEnd(glyphs []glyph, start, width int) int {
	used, best, joint := 0, 0, 0
	for i := start; i < len(glyphs); i++ {
		if i > start {
			switch {
			case mayBreak(glyphs[i-1], glyphs[i]):
				best = i
			case glyphs[i-1].is(joints) && used > width/2:
				joint = i
			}
		}
		if used += glyphs[i].width; used <= width {
			continue
		}
		switch {
		case glyphs[i].space():
			return i // spaces at the end of a line are dropped
		case best > start && !blank(glyphs[start:best]):
			return best
		case joint > start:
			return joint
		}
		return max(i, start+1)
	}
	return len(glyphs)
}

func blank(glyphs []glyph) bool {
	for _, g := range glyphs {
		if !g.space() {
			return false
		}
	}
	return true
}

// mayBreak tells whether a line may end between the two.
func mayBreak(before, after glyph) bool {
	switch {
	case after.space(), after.is(closers), before.is(openers):
		return false
	case before.space():
		return true
	}
	return isWide(before) || isWide(after)
}

func isWide(g glyph) bool {
	if g.width > 1 {
		return true
	}
	r, _ := utf8.DecodeRuneInString(g.text)
	return unicode.Is(unicode.Han, r)
}

// split cuts a line into what is seen as one character; what is wider than a whole
// line is replaced, because it can stand on none.
func split(line string, width int) []glyph {
	var out []glyph
	for line != "" {
		text, w := ansi.FirstGraphemeCluster(line, ansi.GraphemeWidth)
		line = line[len(text):]
		g := glyph{text, w}
		if g.width > width {
			g = glyph{"?", 1}
		}
		out = append(out, g)
	}
	return out
}

func join(glyphs []glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteString(g.text)
	}
	return b.String()
}
