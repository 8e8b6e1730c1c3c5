package rules

import (
	"regexp"
	"slices"
	"strings"
)

// isPlainSecret tells of a value that may well be a secret as it stands. That the key asks for one
// is for the rule to say; this only leaves out what cannot be one: placeholders, examples, encrypted
// values, names of keys and parameters, paths, messages.
func isPlainSecret(text string) bool {
	if len(text) < 4 || len(text) > 500 || strings.Contains(text, "{}") || strings.ContainsAny(text, " \t\n<>") {
		return false
	}
	lower := strings.ToLower(text)
	for _, re := range []*regexp.Regexp{maskedRE, exampleRE, encryptedRE, secretNameRE, dottedNameRE} {
		if re.MatchString(lower) {
			return false
		}
	}
	if strings.HasPrefix(text, "/") || strings.HasPrefix(text, "./") || strings.HasPrefix(text, "~/") || isURL(text) || envNameRE.MatchString(text) || beyondASCII(text) {
		return false
	}
	return !slices.Contains([]string{
		"null", "none", "test", "testing", "nil", "undefined", "true", "false", "string", "text", "basic", "bearer", "header", "hidden", "input", "username", "user",
		"authorization", "default", "required", "empty", "value", "name", "yaml", "json", "file", "vault", "env", "query", "body", "cookie", "session", "bcrypt", "sha256", "hs256", "hs512", "rs256", "md5", "aes",
	}, lower)
}

var (
	maskedRE     = regexp.MustCompile(`^[*x#•.?_-]+$|\*{3,}|x{4,}|\.{3}`)
	exampleRE    = regexp.MustCompile(`^(?:your|my|the|some|a|an|insert|enter|put|replace|change|use|set|add|fill|please|todo|fixme|example|sample|dummy|fake|placeholder|redacted|mock)(?:[-_.]|$)|^6leixactaaaaa|changeit|changeme|change[-_]?this|replace[-_]?(?:me|with|this)|your[-_]|_here$|-here$|^(?:set|put|add|enter|insert)\w*here$|obfuscated|^anonymous|placeholder|example|redacted|^\[.*\]$|^%.*%$|^@.*@$|^\$`)
	encryptedRE  = regexp.MustCompile(`^(?:enc\(|\{cipher\}|\{aes|\{bcrypt\}|\{noop\}\{|\{\{|vault:|arn:|kms:|secretsmanager|ref\+|op://|file:|env:|\$2[aby]\$|\$argon2|\$pbkdf2|pbkdf2|-----begin public|!vault)`)
	secretNameRE = regexp.MustCompile(`^[a-z]*[-_.]?(?:(?:access|refresh|auth|api|client|user|new|old|confirm|db|jwt|csrf|xsrf|login|private|public|secret|re)?[-_]?)*(?:token|password|passwd|passphrase|pwd|secret|apikey|api_key|api-key|credentials?|keystore|key)(?:[-_.]?(?:id|name|key|field|hash|value|type|header|secret|token|s|file|path|reset|encoder|confirm))*$`)
	dottedNameRE = regexp.MustCompile(`^[a-z_]+(?:[.:][a-z_]+){1,}[a-z_-]*$`)
	envNameRE    = regexp.MustCompile(`^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$`)
)

func beyondASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 || text[i] < 0x20 {
			return true
		}
	}
	return false
}
