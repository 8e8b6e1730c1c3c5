package portfolio

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// maxAlias is the longest text, in characters, that can be a name and not a description.
const maxAlias = 20

// names finds the application that somebody speaks of.
type names struct {
	by map[string]int // position of the application by key; ambiguous for several
}

const ambiguous = -1

// stopWords end names and say nothing: 订单服务, order-service and 订单 are the same. The
// longest come first.
func stopWords() []string {
	return []string{"microservice", "application", "service", "backend", "server", "system", "svc", "api", "app", "应用系统", "管理系统", "子系统", "系统", "服务", "应用", "平台", "模块", "后台", "前端"}
}

// key is a name without case, punctuation and words that say nothing.
func key(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	k := b.String()
	for _, w := range stopWords() {
		if short := strings.TrimSuffix(k, w); short != k && short != "" {
			return short
		}
	}
	return k
}

// newNames collects what applications go by. Their own names come first: an alias never takes
// the name of another application, and one that two share is nobody's.
func newNames(e *estate) names {
	n := names{by: map[string]int{}}
	for i, a := range e.apps {
		n.by[strings.ToLower(a.Name)] = i
	}
	own := map[string]int{}
	for i, a := range e.apps {
		alias(own, key(a.Name), i)
	}
	n.take(own)
	hosts := map[string]int{}
	others := map[string]int{}
	for i, a := range e.apps {
		for _, other := range e.aliases(a) {
			alias(others, key(other), i)
		}
		for _, r := range e.rows("net.hosts", survey.Scope{App: a.Name}) {
			alias(hosts, strings.ToLower(r.Get("host")), i)
		}
	}
	n.take(others)
	n.take(hosts)
	return n
}

func alias(to map[string]int, key string, app int) {
	if was, ok := to[key]; ok && was != app {
		app = ambiguous
	}
	if key != "" {
		to[key] = app
	}
}

func (n names) take(more map[string]int) {
	for k, app := range more {
		if _, taken := n.by[k]; !taken {
			n.by[k] = app
		}
	}
}

// aliases are the other names of an application: what the scope says it is for, its components,
// and the names that its build files give them.
func (e *estate) aliases(a *application) []string {
	var out []string
	if purpose := e.scopeRow(a.Name).Get("purpose"); len([]rune(purpose)) <= maxAlias {
		out = append(out, purpose)
	}
	for _, c := range a.components {
		out = append(out, c.name, c.Name, c.Facts.Value(fact.Name))
	}
	return slices.DeleteFunc(out, func(s string) bool { return slices.Contains(commonNames(), key(s)) })
}

// commonNames are those that components of any application have.
func commonNames() []string {
	return []string{"", "web", "worker", "main", "admin", "gateway", "bff", "frontend", "ui", "job", "jobs", "common", "core", "root", "source"}
}

var separatorRE = regexp.MustCompile(`[\s/、，,;；（(]+`)

// find returns the application that a name, a Chinese name or a host speaks of.
func (n names) find(said string) (int, bool) {
	said = strings.TrimSpace(said)
	for _, try := range []string{strings.ToLower(said), key(said), key(separatorRE.Split(said, 2)[0])} {
		if i, ok := n.by[try]; ok && i != ambiguous && try != "" {
			return i, true
		}
	}
	return 0, false
}

// findHost returns the application that a host name belongs to: by a host name of its own, or by
// the first label, as services are called in a cluster, a compose file or an internal zone.
func (n names) findHost(host string) (int, bool) {
	host = strings.ToLower(host)
	if i, ok := n.by[host]; ok && i != ambiguous {
		return i, true
	}
	if _, err := netip.ParseAddr(host); err == nil || publicHost(host) {
		return 0, false
	}
	first, _, _ := strings.Cut(host, ".")
	i, ok := n.by[key(first)]
	return i, ok && i != ambiguous
}

// publicHost tells a name of the internet from one of a house: its zone is a public one.
func publicHost(host string) bool {
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return false
	}
	return slices.Contains([]string{"com", "cn", "net", "org", "io", "gov", "edu", "hk"}, labels[len(labels)-1]) &&
		!slices.ContainsFunc(labels, func(l string) bool { return slices.Contains([]string{"internal", "intra", "corp", "lan", "local"}, l) })
}
