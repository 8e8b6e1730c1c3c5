package syntax

import "strings"

// phpLexer splits PHP into tokens. A variable is a name with its $, and a qualified name one name.
type phpLexer struct{ *scanner }

// phpTokens splits a text into tokens, without what stands outside of <?php and ?>.
func phpTokens(src string) *scanner {
	l := phpLexer{newScanner(src)}
	if l.has("#!") {
		l.lineComment()
	}
	l.markup()
	for l.pos < len(l.src) {
		l.next()
	}
	l.finish()
	return l.scanner
}

// markup goes over what is no code.
func (l phpLexer) markup() {
	for {
		n := strings.Index(l.src[l.pos:], "<?")
		if n < 0 {
			l.pos = len(l.src)
			return
		}
		l.count(l.pos + n)
		switch {
		case len(l.src) >= l.pos+5 && strings.EqualFold(l.src[l.pos:l.pos+5], "<?php"):
			l.pos += 5
			return
		case l.has("<?="):
			l.pos += 3
			return
		case !l.has("<?xml"):
			l.pos += 2
			return
		}
		l.pos += 2
	}
}

func (l phpLexer) next() {
	switch c := l.src[l.pos]; {
	case c == '\n':
		l.newline()
	case c <= ' ':
		l.blank()
	case c == '?' && l.at(1) == '>':
		l.emit(punctLexeme, ";")
		l.pos += 2
		l.markup()
	case c == '/' && l.at(1) == '*':
		l.blockComment(2, "*/")
	case c == '#' && l.at(1) == '[':
		l.bracket("#[")
		l.pos += 2
	case c == '#' || c == '/' && l.at(1) == '/':
		l.phpComment()
	case letter(c) || c == '\\' && letter(l.at(1)) || c == '$' && letter(l.at(1)):
		l.name()
	case digit(c) || c == '.' && digit(l.at(1)):
		l.number()
	case c == '\'':
		l.single()
	case c == '"' || c == '`':
		end := l.ending(l.pos+1, c)
		if c == '`' {
			l.emit(identLexeme, "`")
		}
		l.pos++
		l.text(end)
		l.pos = min(end+1, len(l.src))
	case c == '<' && l.has("<<<") && l.heredoc():
	default:
		l.punct()
	}
}

// phpComment goes over a comment that ends with its line, or before ?>.
func (l phpLexer) phpComment() {
	end := len(l.src)
	if n := strings.IndexByte(l.src[l.pos:], '\n'); n >= 0 {
		end = l.pos + n
	}
	if n := strings.Index(l.src[l.pos:end], "?>"); n >= 0 {
		end = l.pos + n
	}
	l.comment(l.src[l.pos:end])
	l.pos = end
}

// name reads a name, a qualified name or a variable.
func (l phpLexer) name() {
	i := l.pos + 1
	for i < len(l.src) && (letter(l.src[i]) || digit(l.src[i]) || l.src[i] == '\\' && l.src[l.pos] != '$') {
		i++
	}
	l.emit(identLexeme, l.src[l.pos:i])
	l.pos = i
}

func (l phpLexer) single() {
	i := l.pos + 1
	for ; i < len(l.src) && l.src[i] != '\''; i++ {
		if l.src[i] == '\\' {
			i++
		}
	}
	i = min(i, len(l.src))
	l.emit(stringLexeme, unescapeSingle(l.src[l.pos+1:i]))
	l.count(i)
	l.pos = min(i+1, len(l.src))
}

// ending returns where a string ends whose content starts at i.
func (l phpLexer) ending(i int, quote byte) int {
	depth := 0
	for ; i < len(l.src); i++ {
		switch c := l.src[i]; {
		case c == '\\':
			i++
		case c == '{' && (depth > 0 || i+1 < len(l.src) && l.src[i+1] == '$'):
			depth++
		case c == '}' && depth > 0:
			depth--
		case c == quote && depth == 0:
			return i
		}
	}
	return len(l.src)
}

// heredoc reads a heredoc or nowdoc, and returns false when there is none.
func (l phpLexer) heredoc() bool {
	i := l.pos + 3
	for i < len(l.src) && (l.src[i] == ' ' || l.src[i] == '\t') {
		i++
	}
	quote := byte(0)
	if i < len(l.src) && (l.src[i] == '\'' || l.src[i] == '"') {
		quote = l.src[i]
		i++
	}
	from := i
	for i < len(l.src) && (letter(l.src[i]) || digit(l.src[i])) {
		i++
	}
	label := l.src[from:i]
	n := strings.IndexByte(l.src[i:], '\n')
	if label == "" || n < 0 {
		return false
	}
	from = i + n + 1
	end, behind := heredocEnd(l.src, from, label)
	l.count(from)
	if quote == '\'' {
		l.emit(stringLexeme, l.src[from:end])
		l.count(end)
	} else {
		l.text(end)
	}
	l.count(behind)
	return true
}

// heredocEnd returns where the content that starts at from ends, and where what follows the label starts.
func heredocEnd(src string, from int, label string) (end, behind int) {
	for i := from; i < len(src); {
		start := i
		for i < len(src) && (src[i] == ' ' || src[i] == '\t') {
			i++
		}
		if strings.HasPrefix(src[i:], label) {
			if n := i + len(label); n == len(src) || !letter(src[n]) && !digit(src[n]) {
				return max(from, start-1), n
			}
		}
		n := strings.IndexByte(src[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
	}
	return len(src), len(src)
}

// text reads the content of a string with variables up to its end.
func (l phpLexer) text(end int) {
	if !strings.Contains(l.src[l.pos:end], "$") || l.depth >= maxInner {
		l.emit(stringLexeme, unescapeC(l.src[l.pos:end], true))
		l.count(end)
		return
	}
	whole := l.src
	l.src = whole[:end]
	l.bracket(openText)
	from, line := l.pos, l.line
	for l.pos < end {
		c, next := l.src[l.pos], l.at(1)
		switch {
		case c == '\\':
			l.count(min(l.pos+2, end))
			continue
		case c == '$' && letter(next), c == '{' && next == '$', c == '$' && next == '{':
			l.piece(from, line)
			l.variable()
			from, line = l.pos, l.line
			continue
		case c == '\n':
			l.line++
		}
		l.pos++
	}
	l.piece(from, line)
	l.bracket(closeText)
	l.src = whole
}

// piece adds the text since a position.
func (l phpLexer) piece(from int, line int32) {
	if from < l.pos {
		l.emitAt(stringLexeme, unescapeC(l.src[from:l.pos], true), line)
	}
}

// variable reads $NAME, $NAME[KEY], $NAME->NAME, {EXPRESSION} or ${NAME} in a string.
func (l phpLexer) variable() {
	l.bracket(openPart)
	defer func() { l.bracket(closePart) }()
	if l.src[l.pos] == '{' || l.at(1) == '{' {
		l.depth++
		l.pos = min(l.pos+1+strings.Count(l.src[l.pos:l.pos+1], "$"), len(l.src))
		for depth := 0; l.pos < len(l.src); {
			switch l.src[l.pos] {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth < 0 {
				l.pos++
				break
			}
			l.next()
		}
		l.depth--
		return
	}
	l.name()
	switch {
	case l.has("->") && letter(l.at(2)):
		l.emit(punctLexeme, "->")
		l.pos += 2
		l.name()
	case l.at(0) == '[':
		n := strings.IndexByte(l.src[l.pos:], ']')
		if n < 0 {
			return
		}
		key := l.src[l.pos+1 : l.pos+n]
		l.bracket("[")
		if strings.HasPrefix(key, "$") {
			l.emit(identLexeme, key)
		} else {
			l.emit(stringLexeme, strings.Trim(key, `'"`))
		}
		l.bracket("]")
		l.pos += n + 1
	}
}

func (l phpLexer) punct() {
	s := l.src[l.pos:]
	switch s[0] {
	case '(', ')', '[', ']', '{', '}':
		l.bracket(s[:1])
		l.pos++
		return
	}
	n := 1
	if len(s) > 1 && strings.IndexByte("=>:?.<&|+-*/", s[1]) >= 0 || strings.HasPrefix(s, "?->") {
		for _, op := range [...]string{"...", "===", "!==", "**=", "??=", "<=>", "?->", "<<=", ">>=", "->", "::", "=>", "??", "==", "!=", "<>", "<=", ">=", ".=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "&&", "||", "++", "--", "**", "<<", ">>"} {
			if strings.HasPrefix(s, op) {
				n = len(op)
				break
			}
		}
	}
	l.emit(punctLexeme, s[:n])
	l.pos += n
}
