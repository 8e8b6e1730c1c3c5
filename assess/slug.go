package assess

import (
	"cmp"
	"strconv"
	"strings"
)

// ParsePort reads the value of a port fact, NUMBER/PROTOCOL.
func ParsePort(value string) (Port, bool) {
	number, protocol, _ := strings.Cut(value, "/")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > 65535 {
		return Port{}, false
	}
	return Port{Port: n, Protocol: cmp.Or(protocol, "tcp")}, true
}

// Slug makes a lower-kebab name of letters and digits out of any text.
func Slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
