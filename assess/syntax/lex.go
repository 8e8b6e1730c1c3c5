package syntax

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// lexemeKind tells the kinds of tokens apart.
type lexemeKind uint8

const (
	endLexeme    lexemeKind = iota // behind the last one
	identLexeme                    // a name or keyword
	numberLexeme                   // a number, as it is written
	stringLexeme                   // a string without substitutions, or a part of one that has them; the value
	punctLexeme                    // an operator or bracket
	otherLexeme                    // what has no value of interest: a regular expression
)

// A string with substitutions is a pair of brackets, openText and closeText, with strings
// and bracketed expressions, openPart and closePart, in between.
const (
	openText  = "\x00text"
	closeText = "\x00/text"
	openPart  = "\x00part"
	closePart = "\x00/part"
)

// lexeme is a lexical element.
type lexeme struct {
	text  string
	line  int32
	match int32 // of an opening bracket: the index of the closing one, or the number of tokens
	col   int32 // of the first lexeme of a line: how far it is indented
	kind  lexemeKind
	first bool // stands first on its line
	space bool // has blank space before it
}

// is tells whether the lexeme is the punctuation or word.
func (t lexeme) is(text string) bool {
	return t.text == text && (t.kind == punctLexeme || t.kind == identLexeme)
}

// scanner holds what the lexers of the languages share.
type scanner struct {
	src       string
	pos       int
	line      int32
	col       int32
	toks      []lexeme
	open      []int32 // the brackets that are open
	comments  []Comment
	generated bool
	first     bool // nothing was read on this line
	space     bool
	depth     int // of nested substitutions
}

// maxInner bounds how deep substitutions and elements nest.
const maxInner = 100

func newScanner(src string) *scanner {
	src = strings.TrimPrefix(src, "\ufeff")
	return &scanner{src: src, line: 1, first: true, toks: make([]lexeme, 0, len(src)/5+8), open: make([]int32, 0, 32)}
}

// at returns the byte n behind the position, 0 behind the end.
func (l *scanner) at(n int) byte {
	if l.pos+n < len(l.src) {
		return l.src[l.pos+n]
	}
	return 0
}

func (l *scanner) has(prefix string) bool {
	return strings.HasPrefix(l.src[l.pos:], prefix)
}

// emit adds a lexeme that started on the line at hand.
func (l *scanner) emit(kind lexemeKind, text string) {
	l.emitAt(kind, text, l.line)
}

func (l *scanner) emitAt(kind lexemeKind, text string, line int32) {
	l.toks = append(l.toks, lexeme{text: text, kind: kind, line: line, col: l.col, first: l.first, space: l.space})
	l.first, l.space = false, false
}

// closing returns the bracket that closes one, "" for what opens nothing.
func closing(open string) string {
	switch open {
	case "(":
		return ")"
	case "[", "#[":
		return "]"
	case "{":
		return "}"
	case openText:
		return closeText
	case openPart:
		return closePart
	}
	return ""
}

// bracket adds an opening or closing bracket. A closing one that fits closes what stands open inside, too;
// one that fits nothing is left alone.
func (l *scanner) bracket(text string) {
	l.emit(punctLexeme, text)
	i := int32(len(l.toks) - 1) //nolint:gosec // a text has at most scan.MaxText bytes
	if closing(text) != "" {
		l.toks[i].match = -1
		l.open = append(l.open, i)
		return
	}
	for n, at := range slices.Backward(l.open) {
		o := l.toks[at].text
		if closing(o) == text {
			for _, inner := range l.open[n:] {
				l.toks[inner].match = i
			}
			l.open = l.open[:n]
			return
		}
		if o == openText || o == openPart { // a substitution keeps its brackets to itself
			return
		}
	}
}

// finish closes what stands open.
func (l *scanner) finish() {
	for _, i := range l.open {
		l.toks[i].match = int32(len(l.toks)) //nolint:gosec // a text has at most scan.MaxText bytes
	}
	l.open = l.open[:0]
}

// newline goes over the end of a line.
func (l *scanner) newline() {
	l.pos++
	l.line++
	l.col = 0
	l.first = true
	l.space = true
}

// blank goes over a blank character.
func (l *scanner) blank() {
	if l.first {
		if l.src[l.pos] == '\t' {
			l.col += 8 - l.col%8
		} else {
			l.col++
		}
	}
	l.space = true
	l.pos++
}

// count goes to a position and counts the lines on the way.
func (l *scanner) count(to int) {
	l.line += int32(strings.Count(l.src[l.pos:to], "\n")) //nolint:gosec // a text has at most scan.MaxText bytes
	l.pos = to
}

// lineComment goes over a comment up to the end of its line.
func (l *scanner) lineComment() {
	end := len(l.src)
	if n := strings.IndexByte(l.src[l.pos:], '\n'); n >= 0 {
		end = l.pos + n
	}
	l.comment(l.src[l.pos:end])
	l.pos = end
}

// blockComment goes over a comment that ends with the text.
func (l *scanner) blockComment(width int, end string) {
	to := len(l.src)
	from := min(l.pos+width, to)
	if n := strings.Index(l.src[from:], end); n >= 0 {
		to = from + n + len(end)
	}
	l.comment(l.src[l.pos:to])
	l.count(to)
	l.space = true
}

// comment keeps what a comment says to the tool. The position is still before it.
func (l *scanner) comment(text string) {
	if strings.Contains(text, Marker) {
		for n, line := range strings.Split(text, "\n") {
			if strings.Contains(line, Marker) {
				l.comments = append(l.comments, Comment{Line: int(l.line) + n, Text: strings.TrimSpace(line)})
			}
		}
	}
	if l.pos < maxNotice && saysGenerated(text) {
		l.generated = true
	}
}

// maxNotice is how far into a file it says that it is generated.
const maxNotice = 4 << 10

// saysGenerated tells whether a comment says that a program wrote the file.
func saysGenerated(text string) bool {
	return strings.Contains(text, "@generated") ||
		strings.Contains(text, "Code generated") && strings.Contains(text, "DO NOT EDIT") ||
		strings.Contains(text, "Generated by the protocol buffer compiler") ||
		strings.Contains(text, "Generated by the gRPC")
}

// Lines of more than longLine bytes are not written by hand.
const longLine = 1000

// minified tells whether most of a text stands in lines that nobody writes.
func minified(text string) bool {
	if len(text) < 2*longLine {
		return false
	}
	long, from := 0, 0
	for from < len(text) {
		n := strings.IndexByte(text[from:], '\n') + 1
		if n == 0 {
			n = len(text) - from
		}
		if n > longLine {
			long += n
		}
		from += n
	}
	return long > len(text)/2
}

func letter(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// word returns the end of the name at the position.
func (l *scanner) word() int {
	i := l.pos
	for i < len(l.src) && (letter(l.src[i]) || digit(l.src[i]) || l.src[i] == '$') {
		i++
	}
	return i
}

// number reads a number.
func (l *scanner) number() {
	i := l.pos + 1
	for i < len(l.src) {
		c := l.src[i]
		if !digit(c) && !letter(c) && !(c == '.' && i+1 < len(l.src) && digit(l.src[i+1])) {
			break
		}
		i++
	}
	l.emit(numberLexeme, strings.ReplaceAll(l.src[l.pos:i], "_", ""))
	l.pos = i
}
