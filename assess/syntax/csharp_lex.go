package syntax

import "strings"

// csharp reads the tokens of a C# file.
func (l *lexer) csharp() {
	for {
		l.blank()
		if l.i >= len(l.text) {
			return
		}
		line, start := l.line, l.i
		switch c := l.text[l.i]; {
		case c == '"' || (c == '$' || c == '@') && l.stringAhead():
			l.csharpString(line, start)
		case c == '\'':
			text := l.quoted('\'')
			l.add(tokChar, text, line, start)
		case c == '#' && l.lineStart():
			l.directive()
		case c == '@' && (isLetter(l.at(1)) || l.at(1) == '_'):
			l.i++
			l.word()
		case l.word() || l.number():
		default:
			l.punct()
		}
	}
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80 }

// stringAhead tells whether the signs at the next byte begin a string.
func (l *lexer) stringAhead() bool {
	n := 0
	for l.at(n) == '$' || l.at(n) == '@' {
		n++
	}
	return l.at(n) == '"'
}

// lineStart tells whether nothing but blanks stand before the next byte on its line.
func (l *lexer) lineStart() bool {
	for j := l.i - 1; j >= 0; j-- {
		switch l.text[j] {
		case '\n':
			return true
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return true
}

// directive steps over a line for the preprocessor. Of what depends on a condition the first
// alternative is read.
func (l *lexer) directive() {
	name := l.directiveName()
	l.restOfLine()
	if name != "else" && name != "elif" {
		return
	}
	for depth := 0; l.i < len(l.text); {
		l.spaces()
		if l.at(0) == '#' {
			switch l.directiveName() {
			case "if":
				depth++
			case "endif":
				if depth--; depth < 0 {
					l.restOfLine()
					return
				}
			}
		}
		l.restOfLine()
	}
}

func (l *lexer) directiveName() string {
	l.i++
	l.spaces()
	start := l.i
	for isLetter(l.at(0)) {
		l.i++
	}
	return l.text[start:l.i]
}

func (l *lexer) spaces() {
	for l.at(0) == ' ' || l.at(0) == '\t' {
		l.i++
	}
}

// restOfLine goes to the beginning of the next line.
func (l *lexer) restOfLine() {
	end := strings.IndexByte(l.text[l.i:], '\n')
	if end < 0 {
		l.i = len(l.text)
		return
	}
	l.i += end + 1
	l.line++
}

// csharpString reads a string of any sort, and the code inside of it.
func (l *lexer) csharpString(line int, start int) {
	dollars, verbatim := 0, false
	for ; l.text[l.i] != '"'; l.i++ {
		if l.text[l.i] == '$' {
			dollars++
		} else {
			verbatim = true
		}
	}
	var holes []hole
	var text string
	switch {
	case l.has(`"""`):
		text, holes = l.rawString(dollars)
	case dollars == 0 && !verbatim:
		text = l.quoted('"')
	default:
		text, holes = l.verbatimString(dollars > 0, verbatim)
	}
	if l.has("u8") {
		l.i += 2
	}
	l.add(tokString, text, line, start)
	l.holes(holes)
}

// hole is a piece of code inside of a string.
type hole struct {
	from, to int
	line     int
}

// maxHoles bounds how deep strings stand in the code of strings.
const maxHoles = 8

// holes reads the code inside of a string.
func (l *lexer) holes(holes []hole) {
	text, i, line, end := l.text, l.i, l.line, l.end
	if l.depth >= maxHoles {
		return
	}
	l.depth++
	for _, h := range holes {
		l.text, l.i, l.line = text[:h.to], h.from, h.line
		l.add(tokPunct, holeOpen, h.line, h.from)
		l.csharp()
		l.add(tokPunct, holeClose, l.line, h.to)
	}
	l.depth--
	l.text, l.i, l.line, l.end = text, i, line, end
}

// verbatimString reads @"...", $"..." and both.
func (l *lexer) verbatimString(holed, verbatim bool) (string, []hole) {
	var b strings.Builder
	var holes []hole
	l.i++
	for l.i < len(l.text) {
		c := l.text[l.i]
		switch {
		case c == '"' && verbatim && l.at(1) == '"':
			b.WriteByte('"')
			l.i += 2
			continue
		case c == '"':
			l.i++
			return b.String(), holes
		case c == '\n':
			if !verbatim {
				return b.String(), holes
			}
			l.line++
		case c == '\\' && !verbatim && l.i+1 < len(l.text) && l.text[l.i+1] != '\n':
			l.i += 1 + escape(&b, l.text[l.i+1:], false)
			continue
		case holed && (c == '{' || c == '}') && l.at(1) == c:
			b.WriteByte(c)
			l.i += 2
			continue
		case holed && c == '{':
			holes = append(holes, l.oneHole(1))
			b.WriteString("{}")
			continue
		}
		b.WriteByte(c)
		l.i++
	}
	return b.String(), holes
}

// rawString reads three quotes or more up to as many.
func (l *lexer) rawString(dollars int) (string, []hole) {
	n := 0
	for l.at(n) == '"' {
		n++
	}
	quotes := l.text[l.i : l.i+n]
	l.i += n
	var b strings.Builder
	var holes []hole
	braces := strings.Repeat("{", min(dollars, 8))
	for l.i < len(l.text) && !l.has(quotes) {
		switch {
		case dollars > 0 && l.has(braces):
			holes = append(holes, l.oneHole(len(braces)))
			b.WriteString("{}")
			continue
		case l.text[l.i] == '\n':
			l.line++
		}
		b.WriteByte(l.text[l.i])
		l.i++
	}
	l.i = min(l.i+n, len(l.text))
	text := b.String()
	if first := strings.IndexByte(text, '\n'); first >= 0 && strings.TrimSpace(text[:first]) == "" {
		text = outdent(text[first+1:])
		text = strings.TrimSuffix(text, "\n")
	}
	return text, holes
}

// oneHole steps over {code:format}.
func (l *lexer) oneHole(braces int) hole {
	l.i += braces
	h := hole{from: l.i, to: -1, line: l.line}
	depth := 0
	for ; l.i < len(l.text); l.i++ {
		switch c := l.text[l.i]; {
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == '}' && depth == 0:
			if h.to < 0 {
				h.to = l.i
			}
			l.i = min(l.i+braces, len(l.text))
			return h
		case c == ')' || c == ']' || c == '}':
			depth--
		case c == '"':
			l.stepQuoted()
		case c == ':' && depth == 0 && h.to < 0:
			if l.at(1) == ':' {
				l.i++
			} else {
				h.to = l.i
			}
		case c == '\n':
			l.line++
		}
	}
	if h.to < 0 {
		h.to = l.i
	}
	return h
}

// stepQuoted goes to the quote that closes the one at the next byte, on its line.
func (l *lexer) stepQuoted() {
	for j := l.i + 1; j < len(l.text) && l.text[j] != '\n'; j++ {
		switch l.text[j] {
		case '\\':
			j++
		case '"':
			l.i = j
			return
		}
	}
}
