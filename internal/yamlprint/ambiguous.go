package yamlprint

import (
	"regexp"
	"strings"
)

// notStrings matches what YAML 1.1 resolves to something else than a string and
// the encoder, which writes YAML 1.2, would leave bare: numbers with
// underscores, octal, binary and sexagesimal ones, and dates
// (https://yaml.org/type/int.html, float.html, timestamp.html).
var notStrings = regexp.MustCompile(`^[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(:[0-5]?[0-9])*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|\.[0-9][0-9_]*|\.(inf|Inf|INF)|\.(nan|NaN|NAN))$|^\d{4}-\d{1,2}-\d{1,2}`)

// ambiguous tells whether a bare scalar would not be read as the string it is.
func ambiguous(s string) bool {
	switch strings.ToLower(s) {
	case "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<":
		return true
	}
	return notStrings.MatchString(s)
}
