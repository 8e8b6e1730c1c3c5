package java

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/spring"
)

// secretFacts states the properties whose values are secrets in plain text, and
// the users that go with the passwords of services. The values are never kept.
func (v *view) secretFacts(prod *spring.Config, held []placement) {
	in := *v
	in.conf = prod
	settings := prod.All()
	seen := map[string]bool{}
	var found []spring.Hit
	for _, h := range slices.Backward(settings) {
		if !h.Active || seen[h.Key] {
			continue
		}
		seen[h.Key] = true
		secret := secretProperty(h.Raw) && plainText(prod.Settle(h.Value))
		if secret || slices.ContainsFunc(held, func(p placement) bool { return p.secret && p.key == trimIndex(h.Key) }) {
			found = append(found, h)
		}
	}
	found = append(found, users(prod, found, held)...)
	for _, h := range slices.Backward(found) {
		property := h.Raw
		if strings.HasSuffix(property, "]") {
			property = trimIndex(property)
		}
		v.add(fact.SecretSetting, property, fact.FromConfig, fact.High, h.At)
		if in.switchedOff(h.Key) != "" {
			v.add(fact.EnvOptional(property), "true", fact.FromConfig, fact.High, h.At)
		}
	}
}

// users are the user names beside the address and the password of a service.
func users(prod *spring.Config, secrets []spring.Hit, held []placement) []spring.Hit {
	var out []spring.Hit
	for _, s := range secrets {
		prefix, last := cutLast(s.Key)
		if last != "password" || !slices.ContainsFunc(held, func(p placement) bool { before, _ := cutLast(p.key); return before == prefix }) {
			continue
		}
		for _, name := range []string{"username", "user"} {
			if h, ok := prod.Get(prefix + name); ok && plainText(prod.Settle(h.Value)) {
				out = append(out, h)
			}
		}
	}
	return out
}

// cutLast splits a key before its last element; the prefix keeps its dot.
func cutLast(key string) (prefix, last string) {
	i := strings.LastIndexByte(key, '.') + 1
	return key[:i], key[i:]
}

// secretProperty tells a property that holds a secret by the end of its name; one
// that only speaks of it (jwt.token-header) holds none.
func secretProperty(raw string) bool {
	_, last := cutLast(strings.TrimSuffix(raw, "]"))
	last = trimIndex(last)
	if !fact.Sensitive(last) {
		return false
	}
	c := spring.Canonical(last)
	return slices.ContainsFunc([]string{
		"password", "passwd", "pwd", "pass", "passphrase", "secret", "token", "key", "keyid", "secretid", "credential", "credentials",
	}, func(end string) bool { return strings.HasSuffix(c, end) })
}

var placeholdersRE = regexp.MustCompile(`\$\{[^{}]*\}`)

// plainText tells whether a value is the secret itself: not asked of the
// environment, not encrypted, and not the place of a file that holds it.
func plainText(value string) bool {
	value = strings.TrimSpace(value)
	for _, no := range []string{"ENC(", "{cipher}", "classpath:", "file:", "${"} {
		if strings.HasPrefix(value, no) && (no != "${" || placeholdersRE.ReplaceAllString(value, "") == "") {
			return false
		}
	}
	return value != "" && value != "true" && value != "false" && !strings.Contains(value, "@{")
}
