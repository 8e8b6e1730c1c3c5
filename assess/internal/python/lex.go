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
	indent     int
	start, end int // in the text
	line       int // that it starts at
	tokens     []token
}

// lexer splits source into logical lines, one at a time.
type lexer struct {
	text  string
	pos   int
	line  int
	depth int // of brackets

	skim  bool // leaves out the tokens
	count int  // tokens of the line at hand
	cur   logical
	same  func(string) string // returns an equal string that keeps nothing else alive
}

// newLexer returns a lexer of a text, or of none when it is too long.
func newLexer(text string) *lexer {
	if len(text) > MaxSource {
		text = ""
	}
	return &lexer{text: text, line: 1, same: strings.Clone}
}

// lex splits source into logical lines.
func lex(text string) []logical {
	l := newLexer(text)
	var out []logical
	for l.logical() {
		out = append(out, l.cur)
		l.cur.tokens = nil
	}
	return out
}

// logical reads the next logical line into cur, whose tokens it uses again.
func (l *lexer) logical() bool {
	for l.pos < len(l.text) {
		l.cur = logical{indent: l.indent(), tokens: l.cur.tokens[:0]}
		l.cur.start, l.cur.line, l.count = l.pos, l.line, 0
		for l.pos < len(l.text) && !l.next() {
		}
		if l.count > 0 {
			l.cur.end = l.pos
			return true
		}
	}
	return false
}

// again reads a logical line that was found before into cur.
func (l *lexer) again(line logical) {
	l.pos, l.line, l.depth = line.start, line.line, 0
	l.logical()
	l.cur.indent = line.indent
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
	l.count++
	if !l.skim {
		l.cur.tokens = append(l.cur.tokens, token{kind: kind, text: l.same(text), line: line})
	}
}

// next reads a token and tells whether it ended the logical line.
func (l *lexer) next() bool {
	c := l.text[l.pos]
	switch {
	case c == '\n':
		l.pos++
		l.line++
		return l.depth == 0
	case c == '#':
		l.comment()
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
	return false
}

func (l *lexer) comment() {
	if end := strings.IndexByte(l.text[l.pos:], '\n'); end >= 0 {
		l.pos += end
		return
	}
	l.pos = len(l.text)
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
		if c := l.text[l.pos]; c < utf8.RuneSelf {
			if c != '_' && !isAlnum(c) {
				break
			}
			l.pos++
			continue
		}
		r, n := utf8.DecodeRuneInString(l.text[l.pos:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
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
	if strings.HasPrefix(l.text[l.pos+1:], quote+quote) {
		quote = l.text[l.pos : l.pos+3]
	}
	l.pos += len(quote)
	raw := strings.Contains(prefix, "r")
	var b strings.Builder
	from := l.pos // of what is not in b yet
	closed := false
	for l.pos < len(l.text) && !closed {
		switch c := l.text[l.pos]; {
		case c == '\\' && l.pos+1 < len(l.text):
			if !l.skim {
				b.WriteString(l.text[from:l.pos])
				b.WriteString(escape(l.text[l.pos+1], raw))
			}
			if l.text[l.pos+1] == '\n' {
				l.line++
			}
			l.pos += 2
			from = l.pos
			continue
		case c == '\n' && len(quote) == 1:
			l.string(b.String()+l.text[from:l.pos], prefix, line)
			return
		case c == '\n':
			l.line++
		case c == quote[0] && strings.HasPrefix(l.text[l.pos:], quote):
			closed = true
			continue
		}
		l.pos++
	}
	value := ""
	if !l.skim {
		value = b.String() + l.text[from:l.pos]
	}
	l.pos = min(l.pos+len(quote), len(l.text))
	l.string(value, prefix, line)
}

func (l *lexer) string(value, prefix string, line int) {
	l.add(tokString, value, line)
	if n := len(l.cur.tokens); !l.skim {
		l.cur.tokens[n-1].format = strings.ContainsAny(prefix, "ft")
	}
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
	text := l.text[l.pos : l.pos+opWidth(l.text[l.pos:])]
	switch text {
	case "(", "[", "{":
		l.depth++
	case ")", "]", "}":
		l.depth = max(0, l.depth-1)
	}
	l.pos += len(text)
	l.add(tokOp, text, l.line)
}

// opWidth returns the length of the operator that a text starts with.
func opWidth(text string) int {
	if len(text) < 2 {
		return 1
	}
	c, next := text[0], text[1]
	switch {
	case c == next && strings.IndexByte("*/<>", c) >= 0:
		if len(text) > 2 && text[2] == '=' {
			return 3
		}
		return 2
	case next == '=' && strings.IndexByte("=!<>:+-*/%&|^@", c) >= 0, c == '-' && next == '>':
		return 2
	case strings.HasPrefix(text, "..."):
		return 3
	}
	return 1
}
