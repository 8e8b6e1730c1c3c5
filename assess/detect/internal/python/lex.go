// Package python reads Python source and the files that declare a Python project.
// Source is read with a tokenizer and a tolerant parser: comments and docstrings
// are told from code, what is not understood is skipped, and nothing is an error.
package python

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxSource is the largest Python file that is read, in bytes.
const MaxSource = 1 << 20

type tokenKind int

const (
	tokName tokenKind = iota
	tokNumber
	tokString
	tokOp
)

type token struct {
	kind   tokenKind
	text   string // of a string, its value
	format bool   // an f-string; text is what stands between the quotes
	line   int
}

// logical is a logical line: what belongs together over brackets and backslashes.
type logical struct {
	indent int
	tokens []token
}

type lexer struct {
	text  string
	pos   int
	line  int
	depth int // of brackets
	out   []logical
	cur   logical
}

// lex splits source into logical lines.
func lex(text string) []logical {
	if len(text) > MaxSource {
		return nil
	}
	l := &lexer{text: text, line: 1}
	l.cur.indent = l.indent()
	for l.pos < len(l.text) {
		l.next()
	}
	l.flush()
	return l.out
}

func (l *lexer) flush() {
	if len(l.cur.tokens) > 0 {
		l.out = append(l.out, l.cur)
	}
	l.cur = logical{}
}

// indent measures the blank columns at the start of a line; a tab goes to the next multiple of 8.
func (l *lexer) indent() int {
	n := 0
	for l.pos < len(l.text) {
		switch l.text[l.pos] {
		case ' ':
			n++
		case '\t':
			n += 8 - n%8
		case '\f':
			n = 0
		default:
			return n
		}
		l.pos++
	}
	return n
}

func (l *lexer) add(kind tokenKind, text string, line int) {
	l.cur.tokens = append(l.cur.tokens, token{kind: kind, text: text, line: line})
}

func (l *lexer) next() {
	c := l.text[l.pos]
	switch {
	case c == '\n':
		l.pos++
		l.line++
		if l.depth == 0 {
			l.flush()
			l.cur.indent = l.indent()
		}
	case c == '#':
		for l.pos < len(l.text) && l.text[l.pos] != '\n' {
			l.pos++
		}
	case c == '\\':
		l.pos++
		if strings.HasPrefix(l.text[l.pos:], "\r\n") {
			l.pos++
		}
		if l.pos < len(l.text) && l.text[l.pos] == '\n' {
			l.pos++
			l.line++
		}
	case c == ' ' || c == '\t' || c == '\r' || c == '\f':
		l.pos++
	case c == '"' || c == '\'':
		l.str("")
	case c >= '0' && c <= '9' || c == '.' && l.pos+1 < len(l.text) && l.text[l.pos+1] >= '0' && l.text[l.pos+1] <= '9':
		l.number()
	case c == '_' || c >= utf8.RuneSelf || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		l.name()
	default:
		l.op()
	}
}

func (l *lexer) number() {
	start := l.pos
	for l.pos < len(l.text) && (l.text[l.pos] == '.' || l.text[l.pos] == '_' || l.text[l.pos] < utf8.RuneSelf && isAlnum(l.text[l.pos])) {
		l.pos++
	}
	l.add(tokNumber, strings.ReplaceAll(l.text[start:l.pos], "_", ""), l.line)
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func (l *lexer) name() {
	start := l.pos
	for l.pos < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[l.pos:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		l.pos += n
	}
	if l.pos == start { // a symbol that no name starts with
		_, n := utf8.DecodeRuneInString(l.text[l.pos:])
		l.pos += n
		return
	}
	word := l.text[start:l.pos]
	if l.pos < len(l.text) && (l.text[l.pos] == '"' || l.text[l.pos] == '\'') && len(word) <= 2 && strings.Trim(strings.ToLower(word), "rbuft") == "" {
		l.str(strings.ToLower(word))
		return
	}
	l.add(tokName, word, l.line)
}

// str reads a string literal; one that is not closed ends at the end of its line, or
// of the file when it has three quotes.
func (l *lexer) str(prefix string) {
	quote := l.text[l.pos : l.pos+1]
	line := l.line
	if strings.HasPrefix(l.text[l.pos:], strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	l.pos += len(quote)
	raw := strings.Contains(prefix, "r")
	var b strings.Builder
	for l.pos < len(l.text) && !strings.HasPrefix(l.text[l.pos:], quote) {
		c := l.text[l.pos]
		switch {
		case c == '\\' && l.pos+1 < len(l.text):
			b.WriteString(escape(l.text[l.pos+1], raw))
			if l.text[l.pos+1] == '\n' {
				l.line++
			}
			l.pos += 2
			continue
		case c == '\n':
			if len(quote) == 1 {
				l.string(b.String(), prefix, line)
				return
			}
			l.line++
		}
		b.WriteByte(c)
		l.pos++
	}
	l.pos = min(l.pos+len(quote), len(l.text))
	l.string(b.String(), prefix, line)
}

func (l *lexer) string(value, prefix string, line int) {
	l.cur.tokens = append(l.cur.tokens, token{kind: tokString, text: value, format: strings.ContainsAny(prefix, "ft"), line: line})
}

func escape(c byte, raw bool) string {
	if raw {
		return "\\" + string(c)
	}
	switch c {
	case 'n':
		return "\n"
	case 't':
		return "\t"
	case '\n':
		return ""
	case '\\', '\'', '"':
		return string(c)
	}
	return "\\" + string(c)
}

func (l *lexer) op() {
	rest := l.text[l.pos:]
	width := 1
	for _, op := range []string{"**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "==", "!=", "<=", ">=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@="} {
		if strings.HasPrefix(rest, op) {
			width = len(op)
			break
		}
	}
	text := rest[:width]
	switch text {
	case "(", "[", "{":
		l.depth++
	case ")", "]", "}":
		l.depth = max(0, l.depth-1)
	}
	l.pos += width
	l.add(tokOp, text, l.line)
}
