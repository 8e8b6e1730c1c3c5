package portfolio

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// calls draws the calls that the sources of an application show: addresses of other servers in
// configuration, and variables that hold or are named after one.
func (e *estate) calls(a *application) {
	for _, c := range a.components {
		for _, f := range c.Facts {
			switch {
			case f.Key == fact.ServiceSetting("http"):
				property, value := fact.Property(f.Value)
				e.called(a, c, f, property, value)
			case f.Key == fact.ServiceAddress("http"):
				e.called(a, c, f, "", f.Value)
			default:
				if name, ok := fact.EnvName(f.Key); ok {
					e.called(a, c, f, name, f.Value)
				}
			}
		}
	}
}

// called draws one call, when the value is an address of a server or the name is that of an
// application.
func (e *estate) called(a *application, c component, f fact.Fact, name, value string) {
	if _, isEnv := fact.EnvName(f.Key); isEnv && backing(c, name, value) {
		return
	}
	why := classify.Reason{Fact: f.Key, Where: c.Name, Evidence: f.Evidence[:min(len(f.Evidence), 2)]}
	at, ok := parseAddress(value)
	ok = ok && (strings.Contains(value, "://") || at.port != "")
	if ok {
		why.Text = i18n.Textf("源码：%[1]s 指向 %[2]s", "source: %[1]s points to %[2]s", shown(f, name), at.String())
		if i, found := e.names.findHost(at.host); found {
			if e.apps[i] != a {
				e.graph.link(appID(a.Name), appID(e.apps[i].Name), EdgeCalls, why)
			}
			return
		}
	}
	if i, found := e.names.find(stem(name)); found && e.apps[i] != a {
		why.Text = i18n.Textf("源码：变量 %[1]s 以 %[2]s 命名", "source: the variable %[1]s is named after %[2]s", name, e.apps[i].Name)
		e.graph.link(appID(a.Name), appID(e.apps[i].Name), EdgeCalls, why)
		return
	}
	if ok && !sameHouse(c, at.host) && !e.hostOf(at.host) {
		e.strangerCall(a, at, why)
	}
}

// shown is what a person would look for in the source.
func shown(f fact.Fact, name string) string {
	if name != "" {
		return name
	}
	return f.Key
}

// backing tells a variable about a backing service, which is no call.
func backing(c component, name, value string) bool {
	scheme, _, _ := strings.Cut(value, "://")
	if strings.Contains(value, "://") {
		return scheme != "http" && scheme != "https" && scheme != "grpc" && scheme != "dubbo"
	}
	lower := strings.ToLower(name)
	for _, s := range c.Services {
		if strings.Contains(lower, s.Kind) {
			return true
		}
	}
	words := []string{"db", "database", "datasource", "redis", "mysql", "kafka", "zookeeper", "nacos", "mongo", "mq", "smtp", "mail", "ldap", "oss", "log", "jaeger", "otel", "zipkin"}
	return slices.ContainsFunc(strings.FieldsFunc(lower, func(r rune) bool { return r == '_' || r == '.' || r == '-' }), func(w string) bool { return slices.Contains(words, w) })
}

// stem is a variable or property without the end that says which part of an address it holds; ""
// when it says none, as then it is no address.
func stem(name string) string {
	lower := strings.ToLower(name)
	for _, suffix := range []string{"base_url", "base-url", "baseurl", "url", "uri", "addr", "address", "hostname", "host", "endpoint", "upstream"} {
		if rest, ok := strings.CutSuffix(lower, suffix); ok {
			rest = strings.TrimRight(rest, "_.-")
			return rest[strings.LastIndex(rest, ".")+1:]
		}
	}
	return ""
}

// sameHouse tells a host that is another component of the same application.
func sameHouse(c component, host string) bool {
	first, _, _ := strings.Cut(host, ".")
	return key(first) == key(c.Name) || key(first) == key(c.name)
}

// hostOf tells whether a backing service is at the host.
func (e *estate) hostOf(host string) bool { return e.graph.hosts()[host] }

// strangerCall draws a call to a server that is no application of the customer's list. A name of
// the internet is outside; one of the house is unknown.
func (e *estate) strangerCall(a *application, at address, why classify.Reason) {
	for _, n := range e.graph.named(at.host) {
		e.graph.link(appID(a.Name), n.ID, EdgeCalls, why)
		return
	}
	if publicHost(at.host) {
		n := e.graph.node("outside:"+at.host, NodeOutside, i18n.Text{ZH: at.host, EN: at.host})
		e.graph.link(appID(a.Name), n.ID, EdgeCalls, why)
		return
	}
	n := e.unknown(at.String())
	e.graph.link(appID(a.Name), n.ID, EdgeCalls, why)
	e.unknownProblem(n, a, "dep.down")
}

// named are nodes outside that a person named and that a host name holds: 短信平台 has no host,
// pay.bank.com is one.
func (g *graph) named(host string) []*node {
	var out []*node
	for _, id := range []string{"outside:" + host, "unknown:" + host, "outside:" + key(host)} {
		if n, ok := g.nodes[id]; ok {
			out = append(out, n)
		}
	}
	return out
}
