package syntax

import "strings"

// pyLexer splits Python into tokens. A token that is first on its line starts a logical line, unless it
// stands in brackets.
type pyLexer struct{ *scanner }

// pyTokens splits a text into tokens.
func pyTokens(src string) *scanner {
	l := pyLexer{newScanner(src)}
	for l.pos < len(l.src) {
		l.next()
	}
	l.finish()
	return l.scanner
}

func (l pyLexer) next() {
	switch c := l.src[l.pos]; {
	case c == '\n':
		l.newline()
	case c <= ' ':
		l.blank()
	case c == '#':
		l.lineComment()
	case c == '\\':
		l.pos++
		if l.at(0) == '\r' {
			l.pos++
		}
		if l.at(0) == '\n' { // the line goes on
			l.pos++
			l.line++
		}
	case c == '"' || c == '\'':
		l.str("")
	case digit(c) || c == '.' && digit(l.at(1)):
		l.number()
	case letter(c):
		end := l.word()
		text := l.src[l.pos:end]
		if q := end < len(l.src) && (l.src[end] == '"' || l.src[end] == '\''); q && len(text) <= 2 && strings.Trim(text, "rRbBuUfFtT") == "" {
			l.pos = end
			l.str(strings.ToLower(text))
			return
		}
		l.emit(identLexeme, text)
		l.pos = end
	default:
		l.punct()
	}
}

func (l pyLexer) punct() {
	s := l.src[l.pos:]
	switch s[0] {
	case '(', ')', '[', ']', '{', '}':
		l.bracket(s[:1])
		l.pos++
		return
	}
	n := 1
	if len(s) < 2 || strings.IndexByte("=*/><-.", s[1]) < 0 {
		l.emit(punctLexeme, s[:1])
		l.pos++
		return
	}
	for _, op := range [...]string{"**=", "//=", "...", ">>=", "<<=", ":=", "->", "**", "//", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "@=", "<<", ">>"} {
		if strings.HasPrefix(s, op) {
			n = len(op)
			break
		}
	}
	l.emit(punctLexeme, s[:n])
	l.pos += n
}

// str reads the string at the position, whose prefix is already read.
func (l pyLexer) str(prefix string) {
	quote := l.src[l.pos : l.pos+1]
	if strings.HasPrefix(l.src[l.pos+1:], quote+quote) {
		quote = l.src[l.pos : l.pos+3]
	}
	raw, format := strings.Contains(prefix, "r"), strings.ContainsAny(prefix, "ft")
	from := l.pos + len(quote)
	end := l.ending(from, quote, format)
	behind := min(end+len(quote), len(l.src))
	if end < len(l.src) && l.src[end] == '\n' && len(quote) == 1 { // not closed
		behind = end
	}
	if format {
		l.pos = from
		l.formatted(end, raw)
		l.count(behind)
		return
	}
	text := l.src[from:end]
	if !raw {
		text = unescapeC(text, true)
	}
	l.emit(stringLexeme, text)
	l.count(behind)
}

// ending returns where a string ends whose content starts at from.
func (l pyLexer) ending(from int, quote string, format bool) int {
	if format && len(quote) == 1 {
		depth := 0
		for i := from; i < len(l.src) && l.src[i] != '\n'; i++ {
			switch c := l.src[i]; {
			case c == '\\':
				i++
			case c == '{':
				depth++
			case c == '}':
				depth--
			case c == quote[0] && depth <= 0:
				return i
			}
		}
	}
	for i := from; i < len(l.src); i++ {
		switch c := l.src[i]; {
		case c == '\\':
			i++
		case c == '\n' && len(quote) == 1:
			return i
		case c == quote[0] && strings.HasPrefix(l.src[i:], quote):
			return i
		}
	}
	return len(l.src)
}

// formatted reads the content of an f-string up to its end.
func (l pyLexer) formatted(end int, raw bool) {
	whole := l.src
	l.src = whole[:end]
	l.bracket(openText)
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			l.emit(stringLexeme, b.String())
			b.Reset()
		}
	}
	for l.pos < end {
		n := strings.IndexAny(l.src[l.pos:], "{}")
		if n < 0 {
			n = end - l.pos
		}
		text := l.src[l.pos : l.pos+n]
		if !raw {
			text = unescapeC(text, true)
		}
		b.WriteString(text)
		l.count(l.pos + n)
		switch c := l.at(0); {
		case c == 0:
		case c == l.at(1): // a brace
			b.WriteByte(c)
			l.pos += 2
		case c == '{' && l.depth < maxInner:
			flush()
			l.field()
		default:
			l.pos++
		}
	}
	flush()
	l.bracket(closeText)
	l.src = whole
}

// field reads {EXPRESSION!CONVERSION:FORMAT}.
func (l pyLexer) field() {
	l.bracket(openPart)
	l.pos++
	l.depth++
	depth := 0
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if depth == 0 && (c == '}' || c == ':' && l.at(1) != '=' || c == '!' && l.at(1) != '=') {
			break
		}
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		}
		l.next()
	}
	l.depth--
	l.bracket(closePart)
	for n := 0; l.pos < len(l.src); l.pos++ { // the format
		switch l.src[l.pos] {
		case '\n':
			l.line++
		case '{':
			n++
		case '}':
			if n--; n < 0 {
				l.pos++
				return
			}
		}
	}
}
