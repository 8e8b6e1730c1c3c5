package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

const (
	tabWidth = 4
	// maxMarks is how many combining marks may stand on one character; more only
	// paint over the lines above and below.
	maxMarks = 3
)

// Clean makes a text of others harmless on one line: it drops escape sequences,
// control characters, direction marks and what has no width, and turns line ends
// and tabs into spaces.
func Clean(s string) string {
	if isHarmless(s) {
		return s
	}
	var b strings.Builder
	marks := 0
	for _, r := range ansi.Strip(strings.ToValidUTF8(s, "\uFFFD")) {
		switch {
		case r == '\t':
			b.WriteString(strings.Repeat(" ", tabWidth))
		case r == '\n' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			b.WriteByte(' ')
		case !isShown(r):
			continue
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
			if marks++; marks <= maxMarks {
				b.WriteRune(r)
			}
			continue
		default:
			b.WriteRune(r)
		}
		marks = 0
	}
	return b.String()
}

// CleanLines splits a text of others at its line ends, each line made harmless.
func CleanLines(s string) []string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = Clean(l)
	}
	return lines
}

// isHarmless is the quick way out for texts without anything special.
func isHarmless(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == 0x7F {
			return false
		}
	}
	for _, r := range s {
		if r == utf8.RuneError || r >= 0x80 && (!isShown(r) || unicode.Is(unicode.M, r) || r == '\u2028' || r == '\u2029') {
			return false
		}
	}
	return true
}

// isShown tells a character that takes part in what is seen from one that only
// changes how others look, or that a terminal obeys.
func isShown(r rune) bool {
	switch {
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		return false // escape, bidi controls, zero width, soft hyphen, tags
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF, r >= 0x180B && r <= 0x180F, r == 0x034F:
		return false // variation selectors change the width from one terminal to another
	case r >= 0x115F && r <= 0x1160, r == 0x3164, r == 0xFFA0, r == 0x2800:
		return false // blanks that pass for letters
	}
	return true
}
