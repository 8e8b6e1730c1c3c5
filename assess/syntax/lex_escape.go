package syntax

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// unescape resolves the escapes of a string as C and most of its children write them. Escapes that are
// unknown stand for the character behind the backslash, with the backslash when keep is set.
func unescapeC(s string, keep bool) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		n := strings.IndexByte(s[i:], '\\')
		if n < 0 || i+n+1 >= len(s) {
			b.WriteString(s[i:])
			break
		}
		b.WriteString(s[i : i+n])
		i += n + 1
		i += escape(&b, s[i:], keep)
	}
	return b.String()
}

// escape writes what the escape stands for whose backslash is already read, and returns its width.
func escape(b *strings.Builder, s string, keep bool) int {
	switch c := s[0]; c {
	case 'n':
		b.WriteByte('\n')
	case 't':
		b.WriteByte('\t')
	case 'r':
		b.WriteByte('\r')
	case 'f':
		b.WriteByte('\f')
	case 'b':
		b.WriteByte('\b')
	case 'a', 'v', 'e', '0':
		b.WriteByte("\a\v\x1b\x00"[strings.IndexByte("ave0", c)])
	case '\n':
	case 'x':
		return escapeHex(b, s, 2)
	case 'u':
		return escapeHex(b, s, 4)
	case 'U':
		return escapeHex(b, s, 8)
	case '\\', '\'', '"', '`', '$', '#', '/', '{':
		b.WriteByte(c)
	default:
		if keep {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return 1
}

// escapeHex writes the character with the number of digits behind the letter s starts with, or in braces.
func escapeHex(b *strings.Builder, s string, digits int) int {
	from, to := 1, 1+digits
	end := to
	if len(s) > 1 && s[1] == '{' {
		n := strings.IndexByte(s, '}')
		if n < 0 || n > 9 {
			b.WriteByte(s[0])
			return 1
		}
		from, to, end = 2, n, n+1
	}
	if to > len(s) {
		b.WriteByte(s[0])
		return 1
	}
	r, err := strconv.ParseUint(s[from:to], 16, 32)
	if err != nil || r > utf8.MaxRune {
		b.WriteByte(s[0])
		return 1
	}
	b.WriteRune(rune(r))
	return end
}

// unescapeSingle resolves the escapes of a string that knows only those of its quote and the backslash.
func unescapeSingle(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && (s[i+1] == '\\' || s[i+1] == '\'') {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
