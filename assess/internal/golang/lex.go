package golang

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// lexer splits Go source into tokens without keeping them. Only what tells
// declarations, names and literals apart matters to it: an operator of several
// characters may come as several tokens.
type lexer struct {
	name string
	text string
	pos  int
	line int32

	kind       byte // of the token at hand: tokEOF, '\n', tokName, tokString, tokOther or a character of an operator
	start, end int  // of the token; of a string without its quotes
	word       Word // of a name
	before     int  // end of the last token that is no end of a line
	comment    func(text string)
}

const (
	tokEOF    byte = 0
	tokName   byte = 'a'
	tokString byte = '"'
	tokOther  byte = '0' // a number or a rune
	tokAssign byte = '=' // =, := and += and the like
	tokEqual  byte = '~' // a comparison, or two characters that mean nothing here
)

// syntaxError is thrown inside of an outline and caught at its end.
type syntaxError struct{ err error }

func (l *lexer) fail(format string, args ...any) {
	panic(syntaxError{fmt.Errorf("%s:%d: %s", l.name, l.line, fmt.Sprintf(format, args...))})
}

// next reads a token and returns its kind.
func (l *lexer) next() byte {
	if l.kind != '\n' {
		l.before = l.pos
	}
	l.skipBlank()
	l.start = l.pos
	if l.pos >= len(l.text) {
		l.kind = tokEOF
		return l.kind
	}
	c := l.text[l.pos]
	switch {
	case nameByte(c) && (c < '0' || c > '9'):
		l.lexName()
	case c == '\n':
		l.line++
		l.pos++
		l.kind = '\n'
	case c == '"' || c == '\'':
		l.quoted(c)
	case c == '`':
		l.raw()
	case c >= '0' && c <= '9':
		for l.pos < len(l.text) && (nameByte(l.text[l.pos]) || l.text[l.pos] == '.') {
			l.pos++
		}
		l.kind = tokOther
	default:
		l.operator(c)
	}
	return l.kind
}

// token returns the text of the token at hand.
func (l *lexer) token() string { return l.text[l.start:l.end] }

// skipBlank moves over blanks and comments that end before their line does.
func (l *lexer) skipBlank() {
	for l.pos < len(l.text) {
		switch c := l.text[l.pos]; {
		case c == ' ' || c == '\t' || c == '\r':
			l.pos++
		case c == '/' && strings.HasPrefix(l.text[l.pos:], "//"):
			end := strings.IndexByte(l.text[l.pos:], '\n')
			if end < 0 {
				end = len(l.text) - l.pos
			}
			if l.comment != nil {
				l.comment(l.text[l.pos : l.pos+end])
			}
			l.pos += end
		case c == '/' && strings.HasPrefix(l.text[l.pos:], "/*"):
			end := strings.Index(l.text[l.pos+2:], "*/")
			if end < 0 {
				l.fail("comment not terminated")
			}
			l.line += int32(strings.Count(l.text[l.pos+2:l.pos+2+end], "\n")) //nolint:gosec // bounded by MaxSource
			l.pos += end + 4
		default:
			return
		}
	}
}

// nameByte tells whether a byte can be part of a name; what stands beyond ASCII is
// taken for letters.
func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9' || c >= utf8.RuneSelf
}

func (l *lexer) lexName() {
	w := hashStart
	for l.pos < len(l.text) && nameByte(l.text[l.pos]) {
		w = (w ^ Word(l.text[l.pos])) * hashPrime
		l.pos++
	}
	l.kind, l.word, l.end = tokName, w, l.pos
}

// quoted reads a string or rune up to the closing quote, or the end of the line.
func (l *lexer) quoted(quote byte) {
	l.kind = tokString
	if quote == '\'' {
		l.kind = tokOther
	}
	l.pos++
	l.start = l.pos
	for l.pos < len(l.text) && l.text[l.pos] != quote {
		switch l.text[l.pos] {
		case '\n':
			l.fail("string literal not terminated")
		case '\\':
			l.pos++
		}
		l.pos++
	}
	l.end = min(l.pos, len(l.text))
	l.pos = min(l.pos+1, len(l.text))
}

func (l *lexer) raw() {
	end := strings.IndexByte(l.text[l.pos+1:], '`')
	if end < 0 {
		l.fail("raw string literal not terminated")
	}
	l.kind, l.start, l.end = tokString, l.pos+1, l.pos+1+end
	l.line += int32(strings.Count(l.token(), "\n")) //nolint:gosec // bounded by MaxSource
	l.pos = l.end + 1
}

// operator reads an operator, telling assignments from comparisons.
func (l *lexer) operator(c byte) {
	l.pos++
	l.kind = c
	next := byte(0)
	if l.pos < len(l.text) {
		next = l.text[l.pos]
	}
	switch {
	case next != '=' && next != c:
		return
	case c == '=' || c == '!' || c == '<' || c == '>':
		l.kind = tokEqual
	case next == '=' && strings.IndexByte(":+-*/%&|^", c) >= 0:
		l.kind = tokAssign
	case c == '&' || c == '|' || c == '+' || c == '-':
		l.kind = tokEqual
	default:
		return
	}
	l.pos++
}
