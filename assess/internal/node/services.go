package node

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/node/js"
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
	next := r.f.At(i + 1)
	if (next.Is(")") || next.Is("&&") || next.Is("?")) && r.f.At(i-1).Is(".") && kindOfName(t.Text) != "" && part(t.Text) != "" {
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
		for w := range strings.SplitSeq(dir, ".") {
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
