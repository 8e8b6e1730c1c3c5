package node

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/detect/internal/node/js"
	"github.com/gantry-ack/gantry/assess/fact"
)

// settingKey tells whether a property may say where a service is, or of what kind.
func settingKey(key string) bool {
	switch key {
	case "host", "hostname", "port", "url", "uri", "address", "addr", "servername", "server", "servers", "brokers", "node", "nodes", "hosts", "endPoint",
		"serverAddr", "serverList", "connectionString", "bootstrapServers", "connection", "dialect", "type", "client", "driver", "mongoUrl", "db", "database":
		return true
	}
	return part(key) != "" && kindOfName(key) != ""
}

// part returns which part of an address a name stands for.
func part(name string) string {
	words := split(name)
	if len(words) == 0 {
		return ""
	}
	switch words[len(words)-1] {
	case "host", "hostname", "server", "ip":
		return "host"
	case "port":
		return "port"
	case "url", "uri", "address", "addr", "servers", "brokers", "dsn", "hosts", "endpoint", "node", "nodes":
		return "url"
	}
	return ""
}

// setting records a property or constant that may say where a service is, and a
// name that is asked whether it is set.
func (r *reader) setting(i int, t js.Token) {
	if (r.f.At(i-1).Is(".") || r.f.At(i-1).Is("?.")) && kindOfName(t.Text) != "" && part(t.Text) != "" {
		j := i
		for r.f.At(j-1).Is(".") && r.f.At(j-2).Kind == js.Ident {
			j -= 2
		}
		if r.guards(j, i+1) {
			r.out.guards = append(r.out.guards, guard{t.Text, r.at(t.Line)})
		}
	}
	value := -1
	switch {
	case r.f.At(i+1).Is(":") && (r.f.At(i-1).Is("{") || r.f.At(i-1).Is(",")):
		value = i + 2
	case r.f.At(i+1).Is("=") && !r.f.At(i-1).Is("?"):
		value = i + 2
	}
	if value < 0 || !settingKey(t.Text) {
		return
	}
	owner := r.owners(i)
	if r.f.At(i + 1).Is("=") {
		owner = append(r.assignee(i), owner...)
	}
	v := r.f.Eval(value)
	if items := v.Items(); len(items) > 0 {
		v = joined(items)
	}
	if v.Kind != js.Text || v.Text == t.Text || r.f.At(value).Kind == js.Regex {
		return
	}
	if (t.Text == "type" || t.Text == "client" || t.Text == "driver" || t.Text == "dialect") && dialect(v.Text) == "" {
		return
	}
	r.out.settings = append(r.out.settings, setting{
		group: r.f.Around(i), owner: append(owner, r.callees(i)...), key: t.Text, text: v.Text, form: v.Form, env: v.Env, at: r.at(t.Line)})
}

// joined makes one text of a list of addresses.
func joined(items []js.Value) js.Value {
	out := items[0]
	for _, v := range items[1:] {
		if v.Kind == js.Text {
			out.Text += "," + v.Text
			out.Form += "," + v.Form
		}
	}
	return out
}

// callees returns the kind of service of the function that a property is handed to,
// and the name of the file as the last resort.
func (r *reader) callees(i int) []string {
	var out []string
	for _, name := range r.owners(i) {
		if k := callee(name, r.f.Imports); k != "" {
			out = append(out, k)
		}
	}
	return append(out, r.stem())
}

// url records a URL of a service, with the variable that it is the default of.
func (r *reader) url(i int, v js.Value) {
	scheme, _, ok := strings.Cut(v.Text, "://")
	if !ok {
		scheme, _, ok = strings.Cut(v.Form, "://")
	}
	kind := schemeKind(scheme)
	if !ok || kind == "" {
		return
	}
	form := hostPort(v.Form, kind)
	if before := r.f.At(i - 1); before.Is("||") || before.Is("??") {
		name := r.f.At(i - 2)
		if name.Is("]") {
			name = r.f.At(i - 3)
		}
		if upperRE.MatchString(name.Text) {
			form = "${" + name.Text + ":" + form + "}"
		}
	}
	r.out.settings = append(r.out.settings, setting{group: -1, owner: []string{kind}, key: "url", form: form, text: form, at: r.at(r.f.At(i).Line)})
}

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
	for n, s := range settings {
		p := part(s.key)
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
				out = append(out, address{kind, f, s.at, fact.High})
			}
		case p == "host" && s.form != "" && plainHost(s.form):
			form := s.form
			if i := partner(settings, n, flat); i >= 0 {
				form += ":" + settings[i].form
				done[i] = true
			} else if up := usualPort(kind); up != "" && outside(form, ":") == len(form) {
				form += ":" + up
			}
			if form = hostPort(form, kind); form != "" {
				out = append(out, address{kind, form, s.at, fact.High})
			}
		}
	}
	return out
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
func partner(settings []setting, n int, flat bool) int {
	s := settings[n]
	for i, o := range settings {
		if o.at.Path != s.at.Path || part(o.key) != "port" || o.form == "" {
			continue
		}
		a, b := split(s.key), split(o.key)
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

// fileSettings makes settings of a configuration file that is no code.
func (a *analysis) fileSettings(name string) []setting {
	var out []setting
	groups := map[string]int{}
	for _, s := range a.settings(name) {
		dir, key := cutKey(s.Key)
		if !settingKey(key) || s.Value == "" {
			continue
		}
		g, ok := groups[dir]
		if !ok {
			g = len(groups)
			groups[dir] = g
		}
		var owner []string
		for _, w := range strings.Split(dir, ".") {
			owner = append([]string{w}, owner...)
		}
		stem, _, _ := strings.Cut(path.Base(name), ".")
		out = append(out, setting{group: g, owner: append(owner, stem), key: key, text: s.Value, form: s.Value, at: fact.Evidence{Path: name, Line: s.Line}})
	}
	return out
}

// cutKey parts the last word of a dotted key from those before it.
func cutKey(key string) (dir, last string) {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		return key[:i], key[i+1:]
	}
	return "", key
}
