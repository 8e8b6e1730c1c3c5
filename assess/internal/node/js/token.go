// Package js reads JavaScript and TypeScript as far as configuration goes: it
// splits a file into tokens, and evaluates expressions that are literals,
// references to them, reads of the environment with defaults, and paths put
// together. What it does not understand has no value; it never runs anything.
package js

import "strings"

// Kind is the kind of a token.
type Kind uint8

// The kinds of tokens. A template without substitutions is a String.
const (
	Ident Kind = iota
	Number
	String
	Template
	Regex
	Punct
)

// Token is a lexical element. Text is the content of a string or template
// without its quotes, else the source text. Line counts from 1.
type Token struct {
	Kind Kind
	Text string
	Line int
}

// Is tells whether the token is the punctuation or word.
func (t Token) Is(text string) bool {
	return t.Text == text && (t.Kind == Punct || t.Kind == Ident)
}

// Lex splits source text into tokens, without comments. It accepts anything: a
// string ends at the end of its line, and what opens and never closes ends
// with the file.
func Lex(text string) []Token {
	return lex(text, make([]Token, 0, len(text)/4))
}

// lex appends the tokens of a text to buf, which it may use.
func lex(text string, buf []Token) []Token {
	l := lexer{text: text, line: 1, toks: buf}
	if strings.HasPrefix(text, "#!") {
		l.toEOL()
	}
	for l.pos < len(l.text) {
		l.next()
	}
	return l.toks
}

type lexer struct {
	text string
	pos  int
	line int
	toks []Token
}

func (l *lexer) next() {
	c := l.text[l.pos]
	switch {
	case c == '\n':
		l.line++
		l.pos++
	case c == ' ' || c == '\t' || c == '\r':
		for l.pos < len(l.text) && (l.text[l.pos] == ' ' || l.text[l.pos] == '\t') {
			l.pos++
		}
		if c == '\r' {
			l.pos++
		}
	case isIdent(c):
		l.word()
	case c == '"' || c == '\'':
		l.str(c)
	case c == '`':
		l.template()
	case c == '/' && strings.HasPrefix(l.text[l.pos:], "//"):
		l.toEOL()
	case c == '/' && strings.HasPrefix(l.text[l.pos:], "/*"):
		l.blockComment()
	case c == '/' && l.regexMayStand():
		l.regex()
	default:
		l.punct()
	}
}

func (l *lexer) add(k Kind, text string, line int) {
	l.toks = append(l.toks, Token{k, text, line})
}

func (l *lexer) toEOL() {
	end := strings.IndexByte(l.text[l.pos:], '\n')
	if end < 0 {
		end = len(l.text) - l.pos
	}
	l.pos += end
}

func (l *lexer) blockComment() {
	rest := l.text[l.pos:]
	end := strings.Index(rest[2:], "*/")
	if end < 0 {
		l.pos = len(l.text)
		return
	}
	l.line += strings.Count(rest[:end+2], "\n")
	l.pos += end + 4
}

func (l *lexer) str(quote byte) {
	start, escaped := l.pos+1, false
	i := start
	for ; i < len(l.text) && l.text[i] != quote && l.text[i] != '\n'; i++ {
		if l.text[i] == '\\' {
			escaped = true
			i++
			if i < len(l.text) && l.text[i] == '\n' {
				l.line++
			}
		}
	}
	i = min(i, len(l.text))
	s := l.text[start:i]
	if escaped {
		s = unescape(s)
	}
	l.add(String, s, l.line)
	l.pos = i
	if i < len(l.text) && l.text[i] == quote {
		l.pos++
	}
}

// maxTemplate bounds a template, so that a stray backtick costs one scan at most
// and not one for each later backtick.
const maxTemplate = 64 << 10

func (l *lexer) template() {
	line, start, subst := l.line, l.pos+1, false
	depth := 0
	i := start
	for ; i < len(l.text) && i-start < maxTemplate; i++ {
		c := l.text[i]
		switch {
		case c == '\\':
			if i++; i < len(l.text) && l.text[i] == '\n' {
				l.line++
			}
		case c == '\n':
			l.line++
		case c == '$' && i+1 < len(l.text) && l.text[i+1] == '{':
			subst = true
			depth++
			i++
		case c == '{' && depth > 0:
			depth++
		case c == '}' && depth > 0:
			depth--
		}
		if c == '`' && depth == 0 {
			break
		}
	}
	i = min(i, len(l.text))
	kind, s := String, l.text[start:i]
	if subst {
		kind = Template
	} else if strings.Contains(s, `\`) {
		s = unescape(s)
	}
	l.add(kind, s, line)
	l.pos = min(i+1, len(l.text))
}

// regexMayStand tells a regular expression from a division by what is before it.
func (l *lexer) regexMayStand() bool {
	if len(l.toks) == 0 {
		return true
	}
	switch t := l.toks[len(l.toks)-1]; t.Kind {
	case Punct:
		return t.Text != ")" && t.Text != "]" && t.Text != "}" && t.Text != "<"
	case Ident:
		return t.Text == "return" || t.Text == "typeof" || t.Text == "case" || t.Text == "in"
	}
	return false
}

func (l *lexer) regex() {
	class := false
	for i := l.pos + 1; i < len(l.text) && l.text[i] != '\n'; i++ {
		switch c := l.text[i]; {
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			l.add(Regex, l.text[l.pos+1:i], l.line)
			l.pos = i + 1
			for l.pos < len(l.text) && isIdent(l.text[l.pos]) {
				l.pos++
			}
			return
		}
	}
	l.punct() // no end on this line: a division after all
}

func (l *lexer) word() {
	start := l.pos
	digit := l.text[start] >= '0' && l.text[start] <= '9'
	for l.pos < len(l.text) && (isIdent(l.text[l.pos]) || digit && l.text[l.pos] == '.') {
		l.pos++
	}
	kind := Ident
	if digit {
		kind = Number
	}
	l.add(kind, l.text[start:l.pos], l.line)
}

func isIdent(c byte) bool {
	return c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}

// operator returns the operator of several characters that matters here and that s
// starts with, "" when there is none.
func operator(s string) string {
	for _, op := range [...]string{"...", "===", "!==", "||=", "??=", "&&=", "=>", "||", "??", "&&", "?.", "==", "!=", "<=", ">=", "++", "--", "+=", "-="} {
		if strings.HasPrefix(s, op) {
			return op
		}
	}
	return ""
}

func (l *lexer) punct() {
	if l.pos+1 == len(l.text) || strings.IndexByte("=>|&?.+-", l.text[l.pos+1]) < 0 {
		l.add(Punct, l.text[l.pos:l.pos+1], l.line)
		l.pos++
		return
	}
	if op := operator(l.text[l.pos:]); op != "" {
		l.add(Punct, op, l.line)
		l.pos += len(op)
		return
	}
	l.add(Punct, l.text[l.pos:l.pos+1], l.line)
	l.pos++
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case 'r', '\n':
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
