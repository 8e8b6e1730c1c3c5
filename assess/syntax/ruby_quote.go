package syntax

import "strings"

// heredoc reads <<~NAME and its kin, whose text starts on the next line. It returns false when there is none.
func (l *rubyLexer) heredoc() bool {
	i := l.pos + 2
	for i < len(l.src) && (l.src[i] == '~' || l.src[i] == '-') {
		i++
	}
	bare := i == l.pos+2
	quote := byte(0)
	if i < len(l.src) && (l.src[i] == '\'' || l.src[i] == '"' || l.src[i] == '`') {
		quote = l.src[i]
		i++
	}
	from := i
	for i < len(l.src) && (letter(l.src[i]) || digit(l.src[i])) {
		i++
	}
	label := l.src[from:i]
	if label == "" || bare && quote == 0 && (label[0] < 'A' || label[0] > 'Z') {
		return false
	}
	if quote != 0 {
		i = min(i+1, len(l.src))
	}
	start := l.resume
	if start == 0 {
		n := strings.IndexByte(l.src[i:], '\n')
		if n < 0 {
			return false
		}
		start = i + n + 1
	}
	end, behind := heredocEnd(l.src, start, label)
	if n := strings.IndexByte(l.src[behind:], '\n'); n >= 0 {
		behind += n + 1
	} else {
		behind = len(l.src)
	}
	line := l.line
	l.count(start)
	if quote == '\'' {
		l.emit(stringLexeme, l.src[start:end])
	} else {
		l.text(end)
	}
	l.pos, l.line, l.resume = i, line, behind
	return true
}

// percent reads %w[], %i[], %q(), %() and the like, and returns false when there is none.
func (l *rubyLexer) percent() bool {
	sort, i := byte('Q'), l.pos+1
	if i < len(l.src) && strings.IndexByte("wWiIqQrxs", l.src[i]) >= 0 {
		sort = l.src[i]
		i++
	}
	if i >= len(l.src) || strings.IndexByte("([{<|!/^~", l.src[i]) < 0 {
		return false
	}
	open := l.src[i]
	quote := open
	if n := strings.IndexByte("([{<", open); n >= 0 {
		quote = ")]}>"[n]
	} else {
		open = 0
	}
	l.pos = i
	switch sort {
	case 'w', 'W', 'i', 'I':
		l.words(quote, sort == 'i' || sort == 'I')
	case 'r':
		n := len(l.toks)
		l.quoted(quote, open, false)
		l.toks[n].kind, l.toks[n].text = otherLexeme, ""
		l.pos = l.word()
	case 'x':
		l.emit(identLexeme, "`")
		l.quoted(quote, open, true)
	default:
		l.quoted(quote, open, sort == 'Q')
	}
	return true
}

// words reads a list of words up to the quote.
func (l *rubyLexer) words(quote byte, symbols bool) {
	l.bracket("[")
	l.pos++
	for l.pos < len(l.src) && l.src[l.pos] != quote {
		c := l.src[l.pos]
		if c == '\n' {
			l.newline()
			continue
		}
		if c <= ' ' {
			l.blank()
			continue
		}
		from := l.pos
		for l.pos < len(l.src) && l.src[l.pos] > ' ' && l.src[l.pos] != quote {
			l.pos++
		}
		kind := stringLexeme
		if symbols {
			kind = numberLexeme
		}
		l.emit(kind, l.src[from:l.pos])
		l.emit(punctLexeme, ",")
	}
	l.bracket("]")
	l.pos = min(l.pos+1, len(l.src))
}

// regex reads a regular expression, and returns false when there is none.
func (l *rubyLexer) regex() bool {
	for i := l.pos + 1; i < len(l.src) && l.src[i] != '\n'; i++ {
		switch l.src[i] {
		case '\\':
			i++
		case '/':
			l.emit(otherLexeme, "")
			l.pos = i + 1
			l.pos = l.word()
			return true
		}
	}
	return false
}

func (l *rubyLexer) punct() {
	s := l.src[l.pos:]
	switch s[0] {
	case '(', ')', '[', ']', '{', '}':
		l.bracket(s[:1])
		l.pos++
		return
	}
	n := 1
	if len(s) < 2 || strings.IndexByte("=*/><-.:~&|", s[1]) < 0 {
		l.emit(punctLexeme, s[:1])
		l.pos++
		return
	}
	for _, op := range [...]string{"**=", "...", "<=>", "===", "||=", "&&=", "<<=", ">>=", "::", "&.", "=>", "->", "==", "!=", "=~", "!~", "<=", ">=", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "&&", "||", "..", "**", "<<", ">>"} {
		if strings.HasPrefix(s, op) {
			n = len(op)
			break
		}
	}
	l.emit(punctLexeme, s[:n])
	l.pos += n
}
