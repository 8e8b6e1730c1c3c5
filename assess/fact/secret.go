package fact

import (
	"slices"
	"strings"
	"unicode"
)

// Sensitive tells by its name whether a variable or setting holds a secret. A name
// that speaks of a secret but ends in what is known about it (its lifetime, its length,
// the header it is sent in) holds none.
func Sensitive(name string) bool {
	words := nameWords(name)
	if len(words) == 0 || slices.Contains(aboutSecrets(), words[len(words)-1]) {
		return false
	}
	joined := strings.Join(words, "")
	for _, w := range []string{
		"password", "passwd", "pwd", "secret", "token", "apikey", "accesskey", "privatekey", "appkey", "aeskey",
		"credential", "passphrase", "signkey", "signingkey", "encryptkey", "encryptionkey", "jwtkey",
	} {
		if strings.Contains(joined, w) {
			return true
		}
	}
	return strings.HasSuffix(joined, "pass") || isKey(words)
}

// isKey tells a key that opens something from one under which something is found.
func isKey(words []string) bool {
	n := len(words)
	return n > 1 && words[n-1] == "key" && !slices.Contains([]string{
		"bucket", "cache", "column", "count", "default", "dict", "event", "field", "file", "foreign", "group", "hash", "header", "idempotency", "index", "item",
		"label", "lock", "map", "menu", "message", "metric", "object", "order", "param", "partition", "primary", "public", "query", "queue", "redis", "request",
		"route", "routing", "row", "search", "set", "shard", "sharding", "sort", "stream", "tag", "topic", "translation", "unique",
	}, words[n-2])
}

// aboutSecrets are last words of names of settings about a secret.
func aboutSecrets() []string {
	return []string{
		"age", "algorithm", "count", "days", "enable", "enabled", "expiration", "expire", "expires", "expiry", "file", "header", "hours", "interval", "length",
		"lifetime", "limit", "minutes", "ms", "path", "prefix", "required", "retries", "seconds", "size", "timeout", "ttl", "validity",
	}
}

// nameWords splits a name at separators and where a capital follows a small letter,
// in lower case: accessKeyId and ACCESS_KEY_ID are access, key, id.
func nameWords(name string) []string {
	var out []string
	start, before := 0, rune(0)
	cut := func(end int) {
		if start < end {
			out = append(out, strings.ToLower(name[start:end]))
		}
	}
	for i, r := range name {
		switch {
		case r == '_' || r == '-' || r == '.' || r == ' ':
			cut(i)
			start = i + 1
		case unicode.IsUpper(r) && unicode.IsLower(before):
			cut(i)
			start = i
		}
		before = r
	}
	cut(len(name))
	return out
}
