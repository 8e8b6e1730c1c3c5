package java

import (
	"regexp"
	"strings"
)

// Address takes host:port out of a setting: a URL, host:port, or a list of
// either. Placeholders stay, user and password never do; "" when there is no address.
func Address(value, defaultPort string) string {
	var out []string
	for _, one := range splitOutside(unwrap(strings.TrimSpace(value)), ',') {
		if a := oneAddress(strings.TrimSpace(one), defaultPort); a != "" {
			out = append(out, a)
		}
	}
	return strings.Join(out, ",")
}

func oneAddress(s, defaultPort string) string {
	s = unwrap(s)
	if i := strings.Index(s, "://"); i >= 0 {
		switch s[:i] {
		case "http":
			defaultPort = "80"
		case "https":
			defaultPort = "443"
		}
		s = s[i+3:]
	}
	s = cutOutside(s, "/?;")
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		s = s[i+1:]
	}
	if s == "" || !addressRE.MatchString(s) {
		return ""
	}
	if _, _, hasPort := cutAt(s, ':'); !hasPort && defaultPort != "" {
		s += ":" + defaultPort
	}
	return s
}

var addressRE = regexp.MustCompile(`^(?:[A-Za-z0-9._-]|\$\{[A-Za-z0-9_.-]+(?::[A-Za-z0-9._-]*)?\}|\[[0-9a-fA-F:]+\])+(?::(?:\d+|\$\{[A-Za-z0-9_.-]+(?::\d*)?\}))?$`)

// unwrap takes the default out of a value that is nothing but ${NAME:DEFAULT}.
func unwrap(s string) string {
	for strings.HasPrefix(s, "${") && closesAtEnd(s) {
		name, def, _ := strings.Cut(s[2:len(s)-1], ":")
		if strings.Contains(name, "{") || !strings.ContainsAny(def, ":/.") {
			return s
		}
		s = def
	}
	return s
}

// closesAtEnd tells whether the first brace is closed by the last character.
func closesAtEnd(s string) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i == len(s)-1
			}
		}
	}
	return false
}

// cutAt splits at the first separator outside of placeholders.
func cutAt(s string, sep byte) (before, after string, found bool) {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '{' || s[i] == '[':
			depth++
		case s[i] == '}' || s[i] == ']':
			depth--
		case s[i] == sep && depth == 0:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// cutOutside ends s at the first of the characters outside of placeholders.
func cutOutside(s, chars string) string {
	for _, c := range []byte(chars) {
		s, _, _ = cutAt(s, c)
	}
	return s
}

func splitOutside(s string, sep byte) []string {
	var out []string
	for {
		before, after, found := cutAt(s, sep)
		out = append(out, before)
		if !found || len(out) > 50 {
			return out
		}
		s = after
	}
}

var (
	oracleHostRE = regexp.MustCompile(`(?i)\(\s*HOST\s*=\s*([^)\s]+)\s*\)\s*\(\s*PORT\s*=\s*([^)\s]+)\s*\)`)
	jdbcRE       = regexp.MustCompile(`\b(?:jdbc|r2dbc(?::pool)?):(?:p6spy:|log4jdbc:|otel:|tc:)?([A-Za-z][\w-]*):`)
)

// jdbcURL takes kind and address out of a value that holds a JDBC or R2DBC URL.
// rest is what follows the scheme, for databases that are files.
func jdbcURL(value string, ports map[string]string) (kind, address, scheme, rest string) {
	m := jdbcRE.FindStringSubmatchIndex(value)
	if m == nil {
		return "", "", "", ""
	}
	scheme = value[m[2]:m[3]]
	rest = strings.TrimSuffix(value[m[1]:], "}")
	if strings.Count(rest, "{") > strings.Count(rest, "}") {
		rest = value[m[1]:]
	}
	kind = jdbcKind(scheme)
	switch {
	case kind == "":
		return "", "", scheme, rest
	case kind == "oracle":
		if h := oracleHostRE.FindStringSubmatch(rest); h != nil {
			return kind, Address(h[1]+":"+h[2], ports[kind]), scheme, rest
		}
		_, rest, _ = strings.Cut(rest, "@")
		rest = strings.TrimPrefix(rest, "//")
		parts := splitOutside(cutOutside(rest, "/?"), ':')
		if len(parts) > 2 { // host:port:sid
			parts = parts[:2]
		}
		return kind, Address(strings.Join(parts, ":"), ports[kind]), scheme, rest
	case kind == "sqlite":
		return kind, "", scheme, rest
	}
	if i := strings.Index(rest, "//"); i >= 0 {
		return kind, Address(cutOutside(rest[i+2:], "/?;"), ports[kind]), scheme, rest
	}
	return kind, "", scheme, rest
}
