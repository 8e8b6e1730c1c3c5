package node

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// opening is a port that the server opens.
type opening struct {
	port     int
	protocol string
	env      []string
	evidence []fact.Evidence
	origin   fact.Origin
	conf     fact.Confidence
}

// ports states the main port and those beside it: what the calls that listen say,
// else what is named like it, else what the framework opens by itself.
func (st *statement) ports(c *code) {
	if st.s.workload == "job" {
		return
	}
	listens := st.listens(c)
	var open []opening
	unresolved := ""
	for _, l := range listens {
		switch {
		case l.port > 0:
			open = append(open, opening{l.port, l.protocol, l.env, []fact.Evidence{l.at, l.call}, originOf(l.at), fact.High})
		case !l.random && unresolved == "":
			unresolved = l.protocol
		}
	}
	if len(open) == 0 && (unresolved != "" || len(listens) == 0 && st.s.framework != "") {
		open = st.named(c, cmp.Or(unresolved, "http"))
	}
	open = slices.CompactFunc(open, func(a, b opening) bool { return a.port == b.port })
	open = st.overridden(open, cmp.Or(unresolved, protocolOf(listens)))
	for i, o := range open {
		key := fact.Port
		if i > 0 {
			if key = otherPort(open[0], o, i); slices.ContainsFunc(open[:i], func(x opening) bool { return x.port == o.port }) {
				continue
			}
		}
		f := fact.New(key, portValue(o.port, o.protocol), o.origin, o.evidence[0].Path, o.evidence[0].Line).With(o.conf)
		for _, e := range o.evidence[1:] {
			if !slices.Contains(f.Evidence, e) {
				f.Evidence = append(f.Evidence, e)
			}
		}
		st.add(f)
	}
	if st.s.port > 0 {
		st.add(fact.New(fact.Port, portValue(st.s.port, "http"), fact.FromDefault, st.p.Path, st.s.dep.Line))
	}
}

func portValue(port int, protocol string) string { return strconv.Itoa(port) + "/" + protocol }

func protocolOf(ls []listen) string {
	if len(ls) > 0 {
		return ls[0].protocol
	}
	return "http"
}

// originOf tells a configuration file from code.
func originOf(at fact.Evidence) fact.Origin {
	if configFile(at.Path) {
		return fact.FromConfig
	}
	return fact.FromCode
}

// configFile tells by its name whether a file holds the configuration of the program.
func configFile(name string) bool {
	base := strings.ToLower(path.Base(name))
	return strings.HasPrefix(base, "config") || strings.HasPrefix(base, ".env") || hasSegment(strings.ToLower(path.Dir(name)), "config", "configs", "conf", "configuration")
}

// listens returns the calls that open ports: those in files that the entry comes
// to if there are any, else all.
func (st *statement) listens(c *code) []listen {
	var out []listen
	collect := func(names []string) {
		for _, n := range names {
			if f := c.files[n]; f != nil && !f.browser {
				out = append(out, f.listens...)
			}
		}
	}
	collect(st.a.reachable(c, st.s.entry))
	if len(out) == 0 {
		collect(c.names)
	}
	slices.SortStableFunc(out, func(a, b listen) int {
		return cmp.Or(rankUse(a.env)-rankUse(b.env), rankProtocol(a.protocol)-rankProtocol(b.protocol))
	})
	return out
}

// rankUse puts ports whose variable names a side business after the main one.
func rankUse(env []string) int {
	for _, e := range env {
		for _, w := range split(e) {
			if slices.Contains([]string{"metrics", "admin", "management", "debug", "probe", "health", "monitor", "prometheus"}, w) {
				return 1
			}
		}
	}
	return 0
}

func rankProtocol(p string) int {
	return slices.Index([]string{"http", "https", "grpc", "ws", "tcp"}, p)
}

// otherPort names a port beside the main one: by its protocol when that differs, by
// the variable that sets it, else by its place.
func otherPort(main, o opening, i int) string {
	for _, e := range o.env {
		if name := strings.Join(split(strings.TrimSuffix(strings.TrimSuffix(e, "PORT"), "_")), "-"); name != "" && name != "app" {
			return fact.PortNamed(name)
		}
	}
	if o.protocol != main.protocol {
		return fact.PortNamed(o.protocol)
	}
	return fact.PortNamed(o.protocol + "-" + strconv.Itoa(i+1))
}

// given returns the port that the start command sets, by an option or a variable.
func (st *statement) given() int {
	r := st.s.start
	c := command{args: r.args}
	for _, e := range r.env {
		if e[0] == "PORT" {
			return portNumber(e[1])
		}
	}
	if p := portNumber(c.option("--port")); p > 0 {
		return p
	}
	if len(r.args) > 0 && r.args[0] != "node" {
		return portNumber(c.option("-p"))
	}
	return 0
}

// named finds the port of a server by name: app.set('port'), a constant, or a
// property of the configuration.
func (st *statement) named(c *code, protocol string) []opening {
	var best []opening
	consider := func(port int, env []string, at fact.Evidence, owner []string) {
		if !ownPort(owner) {
			return
		}
		best = append(best, opening{port, protocol, env, []fact.Evidence{at}, originOf(at), fact.Medium})
	}
	reached := st.a.reachable(c, st.s.entry)
	c.each(func(f *fileCode) {
		if len(reached) > 1 && !slices.Contains(reached, f.name) && !configFile(st.p.rel(f.name)) {
			return // another program in the same package, a client or a tool
		}
		for _, x := range f.ports {
			if len(x.env) == 0 && len(f.listens) == 0 && !x.set && !configFile(st.p.rel(f.name)) {
				continue // a constant that nothing ties to the server
			}
			consider(x.port, x.env, x.at, x.owner)
		}
	})
	for _, f := range st.configs() {
		for _, s := range st.a.settings(f) {
			if dir, key := cutKey(s.Key); strings.EqualFold(key, "port") && portNumber(s.Value) > 0 {
				owner := strings.FieldsFunc(dir, func(r rune) bool { return r == '.' })
				consider(portNumber(s.Value), nil, fact.Evidence{Path: f, Line: s.Line}, owner)
			}
		}
	}
	slices.SortStableFunc(best, func(a, b opening) int {
		return cmp.Or(rankConfig(a.evidence[0].Path)-rankConfig(b.evidence[0].Path), len(b.env)-len(a.env))
	})
	return best[:min(1, len(best))]
}

// rankConfig prefers the configuration of production, then the common one.
func rankConfig(name string) int {
	base := strings.ToLower(path.Base(name))
	switch {
	case strings.Contains(base, "prod"):
		return 0
	case strings.Contains(base, "default"), strings.HasPrefix(base, "config."), strings.HasPrefix(base, "index."):
		return 1
	case strings.Contains(base, "example"), strings.Contains(base, "sample"):
		return 3
	case strings.Contains(base, "local"), strings.Contains(base, "dev"), strings.Contains(base, "test"):
		return 4
	}
	return 2
}

// ownPort tells whether the names around a port are those of the server itself and
// not of something that it connects to.
func ownPort(owner []string) bool {
	for _, o := range owner {
		switch o = strings.ToLower(o); o {
		case "config", "conf", "exports", "module", "default", "server", "app", "http", "web", "listen", "koa", "egg", "express", "fastify", "cluster", "application", "production", "prod",
			"development", "dev", "env", "this", "settings", "options", "baseconfig", "defaultconfig", "appconfig", "serverconfig", "midwayconfig", "registeras", "configuration", "system", "site", "base", "common", "webserver", "object", "freeze", "return":
		default:
			return false
		}
	}
	return true
}

// configs returns the configuration files of the package that are no code.
func (st *statement) configs() []string {
	var out []string
	for _, f := range st.p.files {
		r := st.p.rel(f)
		switch path.Ext(r) {
		case ".json", ".yml", ".yaml", ".toml", ".json5":
		default:
			continue
		}
		if configFile(r) && strings.Count(r, "/") <= 3 && !skippedDir(path.Dir(r)) && st.a.tree.Size(f) < maxSource/2 && !strings.HasPrefix(r, ".") && !strings.Contains(r, "/.") && len(out) < 50 {
			out = append(out, f)
		}
	}
	return out
}

// overridden puts the port that the start command or an environment file gives in
// the place of the default that the code has for the same variable; where the code
// names no variable it stands before what the code says.
func (st *statement) overridden(open []opening, protocol string) []opening {
	o := opening{protocol: cmp.Or(protocol, "http"), conf: fact.High}
	names := []string{"PORT"}
	if len(open) > 0 && len(open[0].env) > 0 {
		names = open[0].env
	}
	if p := st.given(); p > 0 {
		o.port, o.origin, o.evidence = p, fact.FromStart, []fact.Evidence{{Path: st.s.start.path, Line: st.s.start.line}}
	} else if st.s.framework != "next" { // which reads the port from the process alone
		st.portOfFiles(&o, names)
	}
	if o.port == 0 || len(open) > 0 && len(open[0].env) == 0 && o.origin == fact.FromConfig {
		return open
	}
	if len(open) == 0 {
		return []opening{o}
	}
	if len(open[0].env) == 0 { // both stand; the command wins
		st.at(fact.Port, portValue(o.port, open[0].protocol), o.origin, o.evidence[0], o.conf)
		return open
	}
	o.protocol, o.env = open[0].protocol, open[0].env
	o.evidence = append(o.evidence, open[0].evidence...)
	return append([]opening{o}, open[1:]...)
}

// portOfFiles takes the port from the first environment file that gives it.
func (st *statement) portOfFiles(o *opening, names []string) {
	for _, x := range st.loaded() {
		for _, n := range names {
			if s, ok := st.a.settings(x.path).Get(n); ok && portNumber(s.Value) > 0 && o.port == 0 {
				o.port, o.origin, o.conf = portNumber(s.Value), fact.FromConfig, x.conf
				o.evidence = []fact.Evidence{{Path: x.path, Line: s.Line}}
			}
		}
	}
}
