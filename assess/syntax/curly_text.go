package syntax

import "strings"

// quoted reads what stands between quotes of one line, with escapes resolved. It ends at the
// end of the line when the quote is missing.
func (l *lexer) quoted(quote byte) string {
	l.i++
	start := l.i
	escaped := false
	for l.i < len(l.text) && l.text[l.i] != quote && l.text[l.i] != '\n' {
		if l.text[l.i] == '\\' && l.i+1 < len(l.text) && l.text[l.i+1] != '\n' {
			escaped = true
			l.i++
		}
		l.i++
	}
	raw := l.text[start:min(l.i, len(l.text))]
	if l.i < len(l.text) && l.text[l.i] == quote {
		l.i++
	}
	if escaped {
		return unescapeC(raw, false)
	}
	return raw
}

// outdent takes the indentation off a block of text as Java does: that of the line which has
// the least, the one of the closing quotes included.
func outdent(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	least := -1
	for i, line := range lines {
		trimmed := strings.TrimLeft(line, " \t")
		if trimmed == "" && i < len(lines)-1 {
			continue
		}
		if n := len(line) - len(trimmed); least < 0 || n < least {
			least = n
		}
	}
	for i, line := range lines {
		lines[i] = strings.TrimRight(line[min(max(least, 0), len(line)):], " \t")
	}
	return strings.Join(lines, "\n")
}
