package node

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// hostPort takes host and port out of a URL, without what may hold a secret: user
// and password, path and query.
func hostPort(url, kind string) string {
	if _, rest, ok := strings.Cut(url, "://"); ok && schemeRE.MatchString(url) {
		url = rest
	}
	end := outside(url, "/?#")
	url = url[:end]
	for {
		at := outside(url, "@")
		if at == len(url) {
			break
		}
		url = url[at+1:]
	}
	if url == "" || strings.Contains(url, "${}") {
		return ""
	}
	if p := usualPort(kind); p != "" && outside(url, ":") == len(url) && !strings.HasPrefix(url, "${") {
		url += ":" + p
	}
	return url
}

// outside returns the index of the first of the characters that is not inside ${},
// or the length.
func outside(s, chars string) int {
	depth := 0
	for i := range len(s) {
		switch {
		case s[i] == '{':
			depth++
		case s[i] == '}':
			depth--
		case depth == 0 && strings.IndexByte(chars, s[i]) >= 0:
			return i
		}
	}
	return len(s)
}

// address is where a service is.
type address struct {
	kind string
	text string
	at   fact.Evidence
	conf fact.Confidence
}

// addresses puts together what settings say: hosts with their ports, and URLs.
func addresses(settings []setting, db string) []address {
	var out []address
	done := map[int]bool{}
	parts := make([]string, len(settings))
	for n, s := range settings {
		parts[n] = part(s.key)
	}
	for n, s := range settings {
		p := parts[n]
		if s.key == "db" && strings.Contains(s.text, "://") {
			p = "url"
		}
		kind, flat := settingKind(settings, s)
		if kind == "db" {
			kind = db
		}
		if done[n] || kind == "" {
			continue
		}
		switch {
		case p == "url" && s.group == -1, p == "url" && (strings.Contains(s.text, "://") || strings.Contains(s.form, ":") || len(s.env) > 0):
			if f := urlForm(s, kind); f != "" {
				out = append(out, address{kind, f, s.at, s.sure()})
			}
		case p == "host" && s.form != "" && plainHost(s.form):
			form := s.form
			if i := partner(settings, parts, n, flat); i >= 0 {
				form += ":" + settings[i].form
				done[i] = true
			} else if up := usualPort(kind); up != "" && outside(form, ":") == len(form) {
				form += ":" + up
			}
			if form = hostPort(form, kind); form != "" {
				out = append(out, address{kind, form, s.at, s.sure()})
			}
		}
	}
	return out
}

// sure tells how sure a setting is to hold in production: one that stands under the
// name of another environment is less.
func (s setting) sure() fact.Confidence {
	base := strings.ToLower(path.Base(s.at.Path))
	for _, o := range append(split(base), s.owner...) {
		switch strings.ToLower(o) {
		case "development", "dev", "local", "test", "unittest", "testing", "staging":
			return fact.Medium
		}
	}
	return fact.High
}

// urlForm is the address that a URL gives; of one that comes from the environment,
// the variable with the host and port of the default.
func urlForm(s setting, kind string) string {
	if s.group == -1 {
		return s.form
	}
	if len(s.env) == 0 || !strings.HasPrefix(s.form, "${") {
		return hostPort(s.form, kind)
	}
	if s.text == "" {
		return "${" + s.env[0] + "}"
	}
	return "${" + s.env[0] + ":" + hostPort(s.text, kind) + "}"
}

// plainHost tells whether a text can be a host: no path, no sentence.
func plainHost(s string) bool {
	return !strings.ContainsAny(s, " \t\n<>") && len(s) < 200 && !strings.Contains(s, "${}") && !upperRE.MatchString(s)
}

// partner finds the port that belongs to a host: in the same object, or for names
// like redis_host the name that differs in the last word only.
func partner(settings []setting, parts []string, n int, flat bool) int {
	s := settings[n]
	a := split(s.key)
	for i, o := range settings {
		if o.at.Path != s.at.Path || parts[i] != "port" || o.form == "" {
			continue
		}
		b := split(o.key)
		if flat && slices.Equal(a[:len(a)-1], b[:len(b)-1]) || !flat && o.group == s.group && len(b) == 1 {
			return i
		}
	}
	return -1
}

// settingKind returns the kind of service that a setting speaks of, by its own name
// (flat), the dialect beside it, or the names around it.
func settingKind(settings []setting, s setting) (kind string, flat bool) {
	if k := kindOfName(s.key); k != "" && len(split(s.key)) > 1 {
		return k, true
	}
	for _, o := range settings {
		if o.at.Path == s.at.Path && o.group == s.group && s.group >= 0 && (o.key == "dialect" || o.key == "type" || o.key == "client" || o.key == "driver") {
			if k := dialect(o.text); k != "" {
				return k, false
			}
		}
	}
	for _, o := range s.owner {
		if k := kindOfName(o); k != "" {
			return k, false
		}
	}
	return "", false
}

// dialects returns the kinds of databases that mappers are configured for.
func dialects(settings []setting) []address {
	var out []address
	for _, s := range settings {
		switch s.key {
		case "dialect", "client", "type", "driver":
			if k := dialect(s.text); k != "" && (s.key != "type" || typeOfDatabase(settings, s)) {
				out = append(out, address{kind: k, text: s.text, at: s.at})
			}
		}
	}
	return out
}

// typeOfDatabase tells whether a property type is that of a database: it stands
// beside a host or a URL, or in something that is named like one.
func typeOfDatabase(settings []setting, s setting) bool {
	for _, o := range settings {
		if o.at.Path == s.at.Path && o.group == s.group && (part(o.key) == "host" || part(o.key) == "url" || o.key == "database") {
			return true
		}
	}
	return slices.ContainsFunc(s.owner, func(o string) bool { return kindOfName(o) == "db" })
}
