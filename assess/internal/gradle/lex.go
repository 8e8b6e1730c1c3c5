// Package gradle reads Gradle builds, Groovy and Kotlin alike, as text: settings,
// build scripts, version catalogs. Nothing is executed; what only execution
// could tell stays unknown.
package gradle

import "strings"

type tokenKind int

const (
	word tokenKind = iota
	text           // string literal
	number
	punct
	newline
)

type token struct {
	kind tokenKind
	val  string
	raw  bool // a string in which nothing is interpolated
	line int
}

func (t token) is(s string) bool { return t.kind == punct && t.val == s }

// lexer cuts a script into tokens. Comments vanish.
type lexer struct {
	src  string
	pos  int
	line int
	out  []token
}

func lex(src string) []token {
	l := &lexer{src: src, line: 1}
	if strings.HasPrefix(src, "#!") {
		l.toLineEnd()
	}
	for l.pos < len(l.src) {
		l.next()
	}
	return l.out
}

func (l *lexer) add(kind tokenKind, val string, line int) {
	l.out = append(l.out, token{kind: kind, val: val, line: line})
}

func (l *lexer) rest() string { return l.src[l.pos:] }

func (l *lexer) next() {
	c := l.src[l.pos]
	rest := l.rest()
	switch {
	case c == '\n':
		if n := len(l.out); n == 0 || l.out[n-1].kind != newline {
			l.add(newline, "", l.line)
		}
		l.line++
		l.pos++
	case c == ' ' || c == '\t' || c == '\r':
		l.pos++
	case c == '\\' && strings.HasPrefix(rest, "\\\n"): // Groovy continues the line
		l.line++
		l.pos += 2
	case strings.HasPrefix(rest, "//"):
		l.toLineEnd()
	case strings.HasPrefix(rest, "/*"):
		l.skipTo("*/")
	case strings.HasPrefix(rest, `"""`), strings.HasPrefix(rest, `'''`):
		l.long(rest[:3])
	case c == '"' || c == '\'':
		l.short(c)
	case c == '`':
		l.short(c)
		l.out[len(l.out)-1].kind = word
	case c == '/' && l.slashy():
		l.short(c)
	case isWord(c):
		l.word()
	default:
		l.add(punct, string(c), l.line)
		l.pos++
	}
}

func (l *lexer) toLineEnd() {
	if i := strings.IndexByte(l.rest(), '\n'); i >= 0 {
		l.pos += i
	} else {
		l.pos = len(l.src)
	}
}

func (l *lexer) skipTo(end string) {
	body := l.rest()
	i := strings.Index(body[2:], end)
	if i < 0 {
		l.pos = len(l.src)
		return
	}
	body = body[:i+2+len(end)]
	l.line += strings.Count(body, "\n")
	l.pos += len(body)
}

func (l *lexer) long(quote string) {
	line := l.line
	body := l.rest()[3:]
	end := strings.Index(body, quote)
	next := l.pos + 3 + end + 3
	if end < 0 {
		end, next = len(body), len(l.src)
	}
	l.line += strings.Count(body[:end], "\n")
	l.out = append(l.out, token{kind: text, val: body[:end], raw: quote[0] == '\'', line: line})
	l.pos = next
}

// short reads a string that ends on its line; one that is not closed ends with it.
func (l *lexer) short(quote byte) {
	var b strings.Builder
	i := l.pos + 1
	for i < len(l.src) && l.src[i] != quote && l.src[i] != '\n' {
		if l.src[i] == '\\' && i+1 < len(l.src) && l.src[i+1] != '\n' {
			i++
		}
		b.WriteByte(l.src[i])
		i++
	}
	if i < len(l.src) && l.src[i] == quote {
		i++
	}
	l.out = append(l.out, token{kind: text, val: b.String(), raw: quote != '"', line: l.line})
	l.pos = i
}

// slashy tells whether a slash starts a Groovy regular expression and not a
// division: it follows an operator and is closed on the line.
func (l *lexer) slashy() bool {
	if len(l.out) == 0 {
		return false
	}
	last := l.out[len(l.out)-1]
	near := l.rest()[1:]
	line, _, _ := strings.Cut(near[:min(len(near), 500)], "\n")
	return last.kind == punct && strings.Contains("~=(,", last.val) && strings.Contains(line, "/")
}

func (l *lexer) word() {
	i := l.pos
	for i < len(l.src) && (isWord(l.src[i]) || l.src[i] >= '0' && l.src[i] <= '9') {
		i++
	}
	val := l.src[l.pos:i]
	kind := word
	if val[0] >= '0' && val[0] <= '9' {
		kind = number
		if i+1 < len(l.src) && l.src[i] == '.' && l.src[i+1] >= '0' && l.src[i+1] <= '9' { // 1.8
			for i++; i < len(l.src) && l.src[i] >= '0' && l.src[i] <= '9'; i++ {
			}
			val = l.src[l.pos:i]
		}
	}
	l.add(kind, val, l.line)
	l.pos = i
}

func isWord(c byte) bool {
	return c == '_' || c == '$' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}
