package syntax

import "strings"

// java reads the tokens of a Java file.
func (l *lexer) java() {
	for {
		l.blank()
		if l.i >= len(l.text) {
			return
		}
		line, start := l.line, l.i
		switch c := l.text[l.i]; {
		case l.has(`"""`):
			text := l.textBlock()
			l.add(tokString, text, line, start)
		case c == '"':
			text := l.quoted('"')
			l.add(tokString, text, line, start)
		case c == '\'':
			text := l.quoted('\'')
			l.add(tokChar, text, line, start)
		case l.word() || l.number():
		default:
			l.punct()
		}
	}
}

// textBlock reads a text between three quotes.
func (l *lexer) textBlock() string {
	l.i += 3
	start := l.i
	for l.i < len(l.text) && !l.has(`"""`) {
		if l.text[l.i] == '\\' {
			l.i++
		}
		l.i++
	}
	l.i = min(l.i, len(l.text))
	raw := l.text[start:l.i]
	l.line += strings.Count(raw, "\n")
	l.i = min(l.i+3, len(l.text))
	if first := strings.IndexByte(raw, '\n'); first >= 0 {
		raw = raw[first+1:]
	}
	return unescapeC(outdent(raw), false)
}
