package syntax

import "strings"

// jsxLexeme is the name of an element of JSX. The attributes and children follow it as the arguments of a
// call would: <A b="c">{d}</A> is A ( { b : "c" , } , ( d ) ).
const jsxLexeme = otherLexeme + 1

// jsLexer splits JavaScript and TypeScript into tokens.
type jsLexer struct {
	*scanner
	misses int // how often something looked like an element and was none
}

// jsTokens splits a text into tokens.
func jsTokens(src string) *scanner {
	l := &jsLexer{scanner: newScanner(src)}
	if l.has("#!") {
		l.lineComment()
	}
	whole := l.src
	for _, part := range jsScripts(whole) {
		l.count(max(l.pos, part[0]))
		l.src = whole[:part[1]]
		l.run()
		l.src = whole
	}
	l.finish()
	return l.scanner
}

// jsScripts returns where the code of a file stands: all of it or, of a page or component that
// starts with a tag, the blocks of its scripts.
func jsScripts(src string) [][2]int {
	if !strings.HasPrefix(strings.TrimLeft(src, " \t\r\n"), "<") {
		return [][2]int{{0, len(src)}}
	}
	var out [][2]int
	for pos := 0; ; {
		n := strings.Index(src[pos:], "<script")
		if n < 0 {
			break
		}
		from := pos + n
		tag := strings.IndexByte(src[from:], '>')
		if tag < 0 {
			break
		}
		from += tag + 1
		end := strings.Index(src[from:], "</script")
		if end < 0 {
			end = len(src) - from
		}
		out = append(out, [2]int{from, from + end})
		pos = from + end
	}
	return out
}

// run reads up to the end, or up to a closing brace that was not opened since.
func (l *jsLexer) run() {
	depth := 0
	for l.pos < len(l.src) {
		switch l.src[l.pos] {
		case '{':
			depth++
		case '}':
			if depth == 0 && l.depth > 0 {
				return
			}
			depth--
		}
		l.next()
	}
}

func (l *jsLexer) next() {
	switch c := l.src[l.pos]; {
	case c == '\n':
		l.newline()
	case c <= ' ':
		l.blank()
	case letter(c) || c == '$':
		end := l.word()
		l.emit(identLexeme, l.src[l.pos:end])
		l.pos = end
	case c == '#' && letter(l.at(1)): // a private member
		l.pos++
	case digit(c) || c == '.' && digit(l.at(1)):
		l.number()
	case c == '"' || c == '\'':
		l.str(c)
	case c == '`':
		l.template()
	case c == '/' && l.at(1) == '/':
		l.lineComment()
	case c == '/' && l.at(1) == '*':
		l.blockComment(2, "*/")
	case c == '/' && l.operand() && l.regex():
	case c == '<' && l.operand() && l.jsx():
	default:
		l.punct()
	}
}

// operand tells whether an operand is due and not an operator.
func (l *jsLexer) operand() bool {
	if len(l.toks) == 0 {
		return true
	}
	switch t := l.toks[len(l.toks)-1]; t.kind {
	case punctLexeme:
		return t.text != ")" && t.text != "]" && t.text != "}" && t.text != closeText && t.text != "++" && t.text != "--"
	case identLexeme:
		switch t.text {
		case "return", "typeof", "case", "in", "of", "default", "else", "do", "void", "delete", "yield", "await", "throw", "new":
			return true
		}
	}
	return false
}

func (l *jsLexer) str(quote byte) {
	i := l.pos + 1
	lines := int32(0)
	for ; i < len(l.src) && l.src[i] != quote && l.src[i] != '\n'; i++ {
		if l.src[i] == '\\' {
			if i++; i < len(l.src) && l.src[i] == '\n' {
				lines++
			}
		}
	}
	i = min(i, len(l.src))
	l.emit(stringLexeme, unescapeC(l.src[l.pos+1:i], false))
	l.line += lines
	l.pos = i
	if l.at(0) == quote {
		l.pos++
	}
}

func (l *jsLexer) template() {
	l.bracket(openText)
	l.pos++
	from, line := l.pos, l.line
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case c == '\\':
			if l.at(1) == '\n' {
				l.line++
			}
			l.pos = min(l.pos+2, len(l.src))
			continue
		case c == '\n':
			l.line++
		case c == '`':
			l.part(from, line)
			l.bracket(closeText)
			l.pos++
			return
		case c == '$' && l.at(1) == '{' && l.depth < maxInner:
			l.part(from, line)
			l.pos += 2
			l.substitution()
			from, line = l.pos, l.line
			continue
		}
		l.pos++
	}
	l.part(from, line)
	l.bracket(closeText)
}

// part adds the text of a template since a position.
func (l *jsLexer) part(from int, line int32) {
	if from < l.pos {
		l.emitAt(stringLexeme, unescapeC(l.src[from:l.pos], false), line)
	}
}

// substitution reads an expression up to its brace, and over it.
func (l *jsLexer) substitution() {
	l.bracket(openPart)
	l.depth++
	l.run()
	l.depth--
	l.bracket(closePart)
	l.pos = min(l.pos+1, len(l.src))
}

// regex reads a regular expression, and returns false when there is none.
func (l *jsLexer) regex() bool {
	class := false
	for i := l.pos + 1; i < len(l.src) && l.src[i] != '\n'; i++ {
		switch c := l.src[i]; {
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			l.emit(otherLexeme, "")
			l.pos = i + 1
			l.pos = l.word()
			return true
		}
	}
	return false
}

func (l *jsLexer) punct() {
	s := l.src[l.pos:]
	switch s[0] {
	case '(', ')', '[', ']', '{', '}':
		l.bracket(s[:1])
		l.pos++
		return
	}
	n := 1
	if len(s) > 1 && strings.IndexByte("=>|&?.+-*<", s[1]) >= 0 {
		n = jsOperator(s)
	}
	l.emit(punctLexeme, s[:n])
	l.pos += n
}

// jsOperator returns the width of the operator that s starts with.
func jsOperator(s string) int {
	if strings.HasPrefix(s, "?.") && len(s) > 2 && digit(s[2]) { // a ?.5 : b
		return 1
	}
	for _, op := range [...]string{"**=", "...", "===", "!==", "||=", "??=", "&&=", "=>", "||", "??", "&&", "?.", "==", "!=", "<=", ">=", "++", "--", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "**"} {
		if strings.HasPrefix(s, op) {
			return len(op)
		}
	}
	return 1
}
