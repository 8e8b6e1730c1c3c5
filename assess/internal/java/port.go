package java

import (
	"strconv"
	"strings"
)

// PortNumber returns s when it is a port that can be listened on, else "".
func PortNumber(s string) string {
	s = strings.TrimSpace(s)
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 65535 {
		return ""
	}
	return strconv.Itoa(n)
}
