package syntax

import "strings"

// maxMisses bounds how often the lexer tries to read what is no element.
const maxMisses = 20

// jsx reads an element of JSX, and returns false and goes back when there is none.
func (l *jsLexer) jsx() bool {
	if c := l.at(1); c != '>' && (!letter(c) || c >= 0x80) || l.misses >= maxMisses || l.depth >= maxInner {
		return false
	}
	was, toks, open := *l.scanner, len(l.toks), len(l.open)
	stack := append([]int32(nil), l.open...)
	l.depth++
	ok := l.element()
	if ok {
		l.depth--
		return true
	}
	buf := l.toks[:toks]
	*l.scanner = was
	l.toks, l.open = buf, stack[:open]
	l.misses++
	return false
}

// element reads an element that starts at the position.
func (l *jsLexer) element() bool {
	if l.depth >= maxInner {
		return false
	}
	l.pos++
	from := l.pos
	for letter(l.at(0)) || digit(l.at(0)) || l.at(0) != 0 && strings.IndexByte(".-:$", l.at(0)) >= 0 {
		l.pos++
	}
	name := l.src[from:l.pos]
	l.emit(jsxLexeme, name)
	l.bracket("(")
	l.bracket("{")
	for l.pos < len(l.src) {
		l.blanks()
		switch c := l.at(0); {
		case c == '/' && l.at(1) == '>':
			l.pos += 2
			l.bracket("}")
			l.bracket(")")
			return true
		case c == '>':
			l.pos++
			l.bracket("}")
			return l.children(name)
		case c == '{':
			l.emit(punctLexeme, "...")
			if !l.inBraces() {
				return false
			}
			l.emit(punctLexeme, ",")
		case letter(c):
			if !l.attribute() {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// attribute reads NAME or NAME=VALUE.
func (l *jsLexer) attribute() bool {
	from := l.pos
	for letter(l.at(0)) || digit(l.at(0)) || l.at(0) == '-' || l.at(0) == ':' {
		l.pos++
	}
	l.emit(stringLexeme, l.src[from:l.pos])
	l.emit(punctLexeme, ":")
	l.blanks()
	if l.at(0) != '=' {
		l.emit(identLexeme, "true")
		l.emit(punctLexeme, ",")
		return true
	}
	l.pos++
	l.blanks()
	ok := true
	switch c := l.at(0); c {
	case '"', '\'':
		end := strings.IndexByte(l.src[l.pos+1:], c)
		if end < 0 {
			return false
		}
		l.emit(stringLexeme, l.src[l.pos+1:l.pos+1+end])
		l.count(l.pos + end + 2)
	case '{':
		ok = l.inBraces()
	case '<':
		l.depth++
		ok = l.element()
		l.depth--
	default:
		return false
	}
	l.emit(punctLexeme, ",")
	return ok
}

// children reads up to the closing tag of an element, and over it.
func (l *jsLexer) children(name string) bool {
	for l.pos < len(l.src) {
		n := strings.IndexAny(l.src[l.pos:], "<{")
		if n < 0 {
			return false
		}
		l.count(l.pos + n)
		switch {
		case l.at(0) == '{':
			l.emit(punctLexeme, ",")
			if !l.inBraces() {
				return false
			}
		case l.at(1) == '/':
			end := strings.IndexByte(l.src[l.pos:], '>')
			if end < 0 || strings.TrimSpace(l.src[l.pos+2:l.pos+end]) != name {
				return false
			}
			l.count(l.pos + end + 1)
			l.bracket(")")
			return true
		default:
			l.emit(punctLexeme, ",")
			l.depth++
			ok := l.element()
			l.depth--
			if !ok {
				return false
			}
		}
	}
	return false
}

// inBraces reads {EXPRESSION}.
func (l *jsLexer) inBraces() bool {
	l.pos++
	l.bracket("(")
	l.run()
	if l.at(0) != '}' {
		return false
	}
	l.pos++
	l.bracket(")")
	return true
}

// blanks goes over blank space and comments.
func (l *jsLexer) blanks() {
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case c == '\n':
			l.newline()
		case c <= ' ':
			l.blank()
		case c == '/' && l.at(1) == '*':
			l.blockComment(2, "*/")
		case c == '/' && l.at(1) == '/':
			l.lineComment()
		default:
			return
		}
	}
}
