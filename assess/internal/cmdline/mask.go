package cmdline

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// Masked stands for a secret in what is shown.
const Masked = "***"

var (
	// urlSecretRE is the password in scheme://user:password@host.
	urlSecretRE = regexp.MustCompile(`(://[^/\s:@]*:)[^/\s@]+@`)
	// paramSecretRE is key=secret inside a connection string or a query.
	paramSecretRE = regexp.MustCompile(`(?i)((?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|accountkey|sharedaccesskey|credential)[\w.-]*\s*[=:]\s*)[^\s;&,"']+`)
	// tokenRE is a value that only credentials look like: keys of clouds, JWTs, hashes of services.
	tokenRE = regexp.MustCompile(`\b(?:LTAI[A-Za-z0-9]{12,}|AKIA[A-Z0-9]{12,}|gh[pousr]_[A-Za-z0-9]{20,}|sk-[A-Za-z0-9_-]{16,}|xox[abpr]-[A-Za-z0-9-]{10,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}[.\w-]*)`)
)

// Value returns the value of a variable or flag as it may be shown: "" for one
// whose name tells of a secret, and without the secrets inside a URL or a
// connection string for others. A reference such as ${DB_PASSWORD} is no secret.
func Value(name, value string) string {
	if fact.Sensitive(name) {
		return ""
	}
	return maskText(value)
}

func maskText(value string) string {
	value = urlSecretRE.ReplaceAllStringFunc(value, func(m string) string {
		if strings.Contains(m, ":$") {
			return m
		}
		return urlSecretRE.ReplaceAllString(m, "${1}"+Masked+"@")
	})
	value = paramSecretRE.ReplaceAllStringFunc(value, func(m string) string {
		if strings.ContainsAny(m, "$<{") {
			return m
		}
		return paramSecretRE.ReplaceAllString(m, "${1}"+Masked)
	})
	return tokenRE.ReplaceAllString(value, Masked)
}

// Args returns arguments as they may be shown, and whether a secret was taken out.
func Args(args []string) ([]string, bool) {
	out := slices.Clone(args)
	before := ""
	for i, a := range args {
		name, value, ok := strings.Cut(a, "=")
		switch {
		case ok && fact.Sensitive(name) && value != "" && !strings.Contains(value, "$"):
			out[i] = name + "=" + Masked
		case strings.HasPrefix(before, "-") && !strings.Contains(before, "=") && fact.Sensitive(before) &&
			!strings.HasPrefix(a, "-") && !strings.Contains(a, "$"):
			out[i] = Masked
		default:
			out[i] = maskText(a)
		}
		before = a
	}
	return out, !slices.Equal(out, args)
}
