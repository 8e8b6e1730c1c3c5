package syntax

import "strings"

// labelLexeme is the key of a hash or a named argument: the name before its colon.
const labelLexeme = otherLexeme + 2

// rubyLexer splits Ruby into tokens. Symbols are numbers, as far as values go: known, and no literals.
type rubyLexer struct {
	*scanner
	resume int // where the text goes on behind the heredocs of this line; 0 for none
}

// rubyTokens splits a text into tokens.
func rubyTokens(src string) *scanner {
	l := &rubyLexer{scanner: newScanner(src)}
	for l.pos < len(l.src) {
		if l.col == 0 && l.first && (l.has("=begin") || l.has("__END__")) {
			if l.has("__END__") && (l.at(7) == '\n' || l.at(7) == '\r' || l.at(7) == 0) {
				break
			}
			if l.has("=begin") {
				l.blockComment(6, "\n=end")
				continue
			}
		}
		l.next()
	}
	l.finish()
	return l.scanner
}

func (l *rubyLexer) next() {
	switch c := l.src[l.pos]; {
	case c == '\n':
		l.newline()
		if l.resume > 0 {
			l.count(max(l.resume, l.pos))
			l.resume = 0
		}
	case c <= ' ':
		l.blank()
	case c == '\\' && (l.at(1) == '\n' || l.at(1) == '\r'):
		l.count(min(l.pos+2+strings.Count(l.src[l.pos+1:l.pos+2], "\r"), len(l.src)))
	case c == '#':
		l.lineComment()
	case letter(c):
		l.name()
	case (c == '@' || c == '$') && (letter(l.at(1)) || l.at(1) == '@'):
		i := l.pos + 1
		for i < len(l.src) && (letter(l.src[i]) || digit(l.src[i]) || l.src[i] == '@') {
			i++
		}
		l.emit(identLexeme, l.src[l.pos:i])
		l.pos = i
	case c == '$' && l.at(1) > ' ': // $?, $0 and the like
		l.emit(otherLexeme, "")
		l.pos += 2
	case digit(c):
		l.number()
	default:
		if !l.literal(c) {
			l.punct()
		}
	}
}

// literal reads a string, symbol, regular expression, character or list of words.
func (l *rubyLexer) literal(c byte) bool {
	switch {
	case c == '\'':
		l.quoted('\'', 0, false)
	case c == '"':
		l.quoted('"', 0, true)
	case c == '`' && !l.last().is(".") && !l.last().is("def"):
		l.emit(identLexeme, "`")
		l.quoted('`', 0, true)
	case c == ':' && (letter(l.at(1))) && !(l.at(-1) == ':'):
		l.pos++
		from := l.pos
		l.pos = l.word()
		if b := l.at(0); (b == '?' || b == '!') && l.at(1) != '=' {
			l.pos++
		}
		l.emit(numberLexeme, l.src[from:l.pos])
	case c == ':' && l.at(1) == '"' && l.last().kind != identLexeme:
		l.pos++
	case c == '/' && l.operand() && l.regex():
	case c == '<' && l.has("<<") && l.operand() && l.heredoc():
	case c == '%' && l.operand() && l.percent():
	case c == '?' && letter(l.at(1)) && !letter(l.at(2)) && l.last().kind == punctLexeme && l.operand():
		l.emit(numberLexeme, l.src[l.pos+1:l.pos+2])
		l.pos += 2
	default:
		return false
	}
	return true
}

// last returns the token read last.
func (l *rubyLexer) last() lexeme {
	if len(l.toks) == 0 {
		return lexeme{}
	}
	return l.toks[len(l.toks)-1]
}

// at allows to look back by one.
func (l *rubyLexer) at(n int) byte {
	if l.pos+n < 0 {
		return 0
	}
	return l.scanner.at(n)
}

// name reads a name or the key of a hash.
func (l *rubyLexer) name() {
	end := l.word()
	if end < len(l.src) && (l.src[end] == '?' || l.src[end] == '!') && !(end+1 < len(l.src) && l.src[end+1] == '=' && !(end+2 < len(l.src) && (l.src[end+2] == '=' || l.src[end+2] == '~'))) {
		if !(l.src[end] == '?' && end+1 < len(l.src) && l.src[end+1] == ':') {
			end++
		}
	}
	text := l.src[l.pos:end]
	kind := identLexeme
	if end < len(l.src) && l.src[end] == ':' && !(end+1 < len(l.src) && l.src[end+1] == ':') && !l.last().is(".") && !l.last().is("?") {
		kind = labelLexeme
	}
	l.emit(kind, text)
	l.pos = end
	if kind == labelLexeme {
		l.pos++
	}
}

// operand tells whether an operand is due and not an operator.
func (l *rubyLexer) operand() bool {
	if len(l.toks) == 0 || l.first { // no operator begins a line
		return true
	}
	switch t := l.last(); t.kind {
	case punctLexeme:
		return t.text != ")" && t.text != "]" && t.text != "}" && t.text != closeText
	case labelLexeme:
		return true
	case identLexeme:
		switch t.text {
		case "if", "unless", "while", "until", "and", "or", "not", "return", "when", "in", "case", "do", "then", "else", "elsif", "puts", "split", "gsub":
			return true
		}
		next := l.at(1)
		if next == '<' { // a heredoc
			next = l.at(2)
		}
		return l.space && next > ' ' && next != '='
	}
	return false
}

// quoted reads a string up to its quote. With open set, pairs of open and quote nest.
func (l *rubyLexer) quoted(quote, open byte, formatted bool) {
	end, depth := l.pos+1, 0
	for end < len(l.src) {
		c := l.src[end]
		if c == '\\' {
			end += 2
			continue
		}
		if formatted && c == '#' && end+1 < len(l.src) && l.src[end+1] == '{' {
			end = l.behindPart(end+2, 0)
			continue
		}
		if c == quote && depth == 0 {
			break
		}
		if open != 0 && c == open {
			depth++
		} else if open != 0 && c == quote {
			depth--
		}
		end++
	}
	end = min(end, len(l.src))
	l.pos++
	if formatted {
		l.text(end)
	} else {
		l.emit(stringLexeme, unescapeSingle(l.src[l.pos:end]))
		l.count(end)
	}
	l.pos = min(end+1, len(l.src))
	if n := len(l.toks); l.at(0) == ':' && l.at(1) == ' ' && l.last().kind == stringLexeme && !(n > 1 && l.toks[n-2].is("?")) { // "key": VALUE
		l.toks[n-1].kind = labelLexeme
		l.pos++
	}
}

// behindPart returns the position behind the brace that closes a substitution whose content starts at i.
func (l *rubyLexer) behindPart(i, nested int) int {
	depth := 0
	for i < len(l.src) {
		switch c := l.src[i]; c {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth == 0 {
				return i + 1
			}
			depth--
		case '"':
			if nested < 8 {
				for i++; i < len(l.src) && l.src[i] != '"'; i++ {
					if l.src[i] == '\\' {
						i++
					} else if l.src[i] == '#' && i+1 < len(l.src) && l.src[i+1] == '{' {
						i = l.behindPart(i+2, nested+1) - 1
					}
				}
			}
		case '\n':
			if i+1 < len(l.src) && l.src[i+1] == '\n' { // none that goes on over an empty line
				return i
			}
		}
		i++
	}
	return len(l.src)
}

// text reads the content of a string with substitutions up to its end.
func (l *rubyLexer) text(end int) {
	if !strings.Contains(l.src[l.pos:end], "#{") || l.depth >= maxInner {
		l.emit(stringLexeme, unescapeC(l.src[l.pos:end], false))
		l.count(end)
		return
	}
	whole := l.src
	l.src = whole[:end]
	l.bracket(openText)
	for l.pos < end {
		n := strings.Index(l.src[l.pos:], "#{")
		if n < 0 {
			n = end - l.pos
		}
		if n > 0 {
			l.emit(stringLexeme, unescapeC(l.src[l.pos:l.pos+n], false))
			l.count(l.pos + n)
		}
		if l.pos < end {
			l.pos += 2
			l.part()
		}
	}
	l.bracket(closeText)
	l.src = whole
}

// part reads a substitution up to its brace, and over it.
func (l *rubyLexer) part() {
	l.bracket(openPart)
	l.depth++
	resume := l.resume
	l.resume = 0
	for depth := 0; l.pos < len(l.src); {
		switch l.src[l.pos] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth < 0 {
			break
		}
		l.next()
	}
	l.resume = resume
	l.depth--
	l.bracket(closePart)
	l.pos = min(l.pos+1, len(l.src))
}
