package survey

import (
	"regexp"
	"strings"
	"unicode"
)

// secretRE matches texts that hold a secret by their form: private keys, access
// keys of clouds and code hosts, signed tokens, and addresses with a password.
var secretRE = regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY` +
	`|\b(LTAI|STS\.)[0-9A-Za-z]{10,}` + // Alibaba Cloud
	`|\bAKID[0-9A-Za-z]{10,}` + // Tencent Cloud
	`|\b(AKIA|ASIA)[0-9A-Z]{12,}` + // AWS
	`|\b(ghp|gho|ghs|ghu|github_pat)_[0-9A-Za-z_]{20,}|\bglpat-[0-9A-Za-z_-]{16,}` +
	`|\bsk-[0-9A-Za-z_-]{20,}|\bxox[abprs]-[0-9A-Za-z-]{10,}` +
	`|\beyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}` + // JWT
	`|://[^/\s:@$]*:[^/\s@$<*{][^/\s@]*@`)

// assignRE matches the name of a secret that is given a value.
var assignRE = regexp.MustCompile(`(?i)(password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|密码|口令|密钥|私钥)` +
	`[a-z0-9_.-]*\s*[:=：＝]\s*["']?([^\s"',;，；]{4,})`)

// looksSecret tells whether a text holds a secret. It errs on the side of
// refusing: where a secret is kept can always be said in words.
func looksSecret(s string) bool {
	if mayMatchSecret(s) && secretRE.MatchString(s) {
		return true
	}
	if strings.ContainsAny(s, ":=：＝") {
		for _, m := range assignRE.FindAllStringSubmatch(s, -1) {
			if isSecretValue(m[2]) {
				return true
			}
		}
	}
	for word := range strings.FieldsSeq(s) {
		if isRandom(word) {
			return true
		}
	}
	return false
}

// mayMatchSecret tells whether a text holds one of the words that secretRE begins
// with. Thousands of answers are checked when an interview opens, and the
// expression alone would take most of the time.
func mayMatchSecret(s string) bool {
	for _, word := range [...]string{
		"://", "-----BEGIN", "LTAI", "STS.", "AKID", "AKIA", "ASIA", "ghp_", "gho_", "ghs_", "ghu_", "github_pat_", "glpat-", "sk-", "xox", "eyJ",
	} {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}

// isSecretValue tells a value from a placeholder and from a description in words.
func isSecretValue(v string) bool {
	if strings.ContainsAny(v[:1], "$<*{%") || strings.EqualFold(v, "true") || strings.EqualFold(v, "false") || strings.EqualFold(v, "none") {
		return false
	}
	for _, r := range v {
		if r > unicode.MaxASCII {
			return false // 密码: 由运维保管
		}
	}
	return true
}

// isRandom tells whether a word is one long run of mixed letters and digits, as
// keys and passwords are and names are not.
func isRandom(word string) bool {
	if len(word) < 24 || strings.ContainsAny(word, "/.:@,") {
		return false
	}
	var upper, lower, digit, change int
	last := rune(0)
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case unicode.IsDigit(r):
			digit++
		case r != '_' && r != '-' && r != '+' && r != '=':
			return false
		}
		if unicode.IsDigit(r) != unicode.IsDigit(last) || unicode.IsUpper(r) != unicode.IsUpper(last) {
			change++
		}
		last = r
	}
	return upper > 1 && lower > 1 && digit > 1 && change > len(word)/4
}
