package prefill

import (
	"cmp"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
)

func stores(c component, _ []component) []candidate     { return backing(c, fact.IsStore) }
func middleware(c component, _ []component) []candidate { return backing(c, isMiddleware) }

// isMiddleware leaves out what is a file of the program itself.
func isMiddleware(kind string) bool {
	return !fact.IsStore(kind) && !slices.Contains([]string{"sqlite", "h2", "hsqldb", "derby"}, kind)
}

// backing are the kinds of services that the component cannot do without, then
// all kinds, then those with a configured address: where it is one of production is for a
// person to say.
func backing(c component, wanted func(kind string) bool) []candidate {
	var needed, all, placed selection
	for _, s := range c.Services {
		if !wanted(s.Kind) {
			continue
		}
		f := strongest(c.Facts, fact.Service, s.Kind)
		all.add(f, cell("kind", s.Kind))
		if !s.Optional {
			needed.add(f, cell("kind", s.Kind))
		}
		if host, port := literal(s.Address); host != "" {
			address, _ := c.Facts.Best(fact.ServiceAddress(s.Kind))
			placed.add(address, cell("kind", s.Kind), cell("host", host), cell("port", port))
		} else {
			placed.rest = append(placed.rest, row(cell("kind", s.Kind)))
		}
	}
	out := needed.candidates("")
	if len(all.rows) > len(needed.rows) {
		out = append(out, all.candidates(survey.Assumed)...)
	}
	if len(placed.rows) > 0 {
		placed.rows = append(placed.rows, placed.rest...)
		out = append(out, placed.candidates(survey.Assumed)...)
	}
	return out
}

// selection is a table that grows with its evidence.
type selection struct {
	rows, rest []survey.Row
	facts      fact.Set
}

func (s *selection) add(f fact.Fact, cells ...survey.Cell) {
	s.rows, s.facts = append(s.rows, row(cells...)), append(s.facts, f)
}

func (s *selection) candidates(c survey.Confidence) []candidate {
	out := one(table(s.rows...), s.facts...)
	for i := range out {
		out[i].confidence = c
	}
	return out
}

var localRE = regexp.MustCompile(`^(localhost|127\.|0\.0\.0\.0|\[?::1?\]?$|host\.docker\.internal)`)

// literal takes an address apart that is one: no placeholder, no list, and neither
// the machine itself nor a name that only a compose file knows.
func literal(address string) (host, port string) {
	if strings.ContainsAny(address, "${}%, \t") {
		return "", ""
	}
	host, port = address, ""
	if h, p, err := net.SplitHostPort(address); err == nil {
		host, port = h, p
	}
	if !strings.Contains(host, ".") || localRE.MatchString(host) {
		return "", ""
	}
	return host, port
}

// callees are the systems whose addresses the program reads from its environment:
// other components by their name and port, or by the port on which they alone listen on the
// developer's machine, other systems by their host.
func callees(c component, all []component) []candidate {
	var found selection
	for _, f := range c.Facts.Prefixed("env.") {
		cells := callee(f.Value, c, all)
		if r := row(cells...); len(r) > 0 && !slices.ContainsFunc(found.rows, func(o survey.Row) bool { return o.String() == r.String() }) {
			found.add(f, cells...)
		}
	}
	return found.candidates("")
}

func callee(value string, c component, all []component) []survey.Cell {
	if host, port, err := net.SplitHostPort(value); err == nil && slices.ContainsFunc(all, func(o component) bool { return o.name == host && o.name != c.name }) && listens(all, host, port) {
		return []survey.Cell{cell("name", host)}
	}
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.User != nil || !slices.Contains([]string{"http", "https", "grpc", "ws", "wss"}, u.Scheme) {
		return nil
	}
	if localRE.MatchString(u.Host) {
		return []survey.Cell{cell("name", listener(all, c.name, u.Port()))}
	}
	if host, port := literal(u.Host); host != "" {
		return []survey.Cell{cell("name", host), cell("address", host), cell("port", cmp.Or(port, usualPort(u.Scheme)))}
	}
	return nil
}

func usualPort(scheme string) string {
	return map[string]string{"http": "80", "ws": "80", "https": "443", "wss": "443"}[scheme]
}

// listens tells whether the component of a name listens on a port.
func listens(all []component, name, port string) bool {
	return slices.ContainsFunc(all, func(c component) bool {
		return c.name == name && slices.ContainsFunc(c.Ports, func(p assess.Port) bool { return strconv.Itoa(p.Port) == port })
	})
}

// listener is the only other component that listens on a port.
func listener(all []component, self, port string) string {
	name := ""
	for _, c := range all {
		for _, p := range c.Ports {
			if c.name == self || strconv.Itoa(p.Port) != port {
				continue
			}
			if name != "" {
				return ""
			}
			name = c.name
		}
	}
	return name
}

// registry is where the component registers itself: a product that is nothing
// else, or one that its framework registers with.
func registry(c component, _ []component) []candidate {
	framework, _ := c.Facts.Best(fact.Framework)
	for _, kind := range []string{"eureka", "nacos", "consul", "zookeeper"} {
		i := slices.IndexFunc(c.Services, func(s assess.Service) bool { return s.Kind == kind && !s.Optional })
		if i < 0 || kind == "zookeeper" && framework.Value != "dubbo" {
			continue
		}
		out := one(record(cell("product", kind)), strongest(c.Facts, fact.Service, kind))
		if kind != "eureka" {
			out = assumed(out) // it may hold configuration alone, or be managed
		}
		return out
	}
	return nil
}

// frontEnd tells how pages are delivered. Where the source has none, they may come
// from elsewhere.
func frontEnd(all []component) []candidate {
	var static, rendered fact.Set
	for _, c := range all {
		framework, framed := c.Facts.Best(fact.Framework)
		workload, ok := c.Facts.Best(fact.Workload)
		switch {
		case c.Workload == assess.Static && ok:
			static = append(static, workload)
		case framed && slices.Contains([]string{"next", "nuxt"}, framework.Value):
			rendered = append(rendered, framework)
		}
	}
	var out []candidate
	if len(static) > 0 {
		out = one(record(cell("delivery", "static")), static...)
	}
	if len(rendered) > 0 {
		out = append(out, one(record(cell("delivery", "ssr")), rendered...)...)
	}
	return out
}

// schema: libraries of Java apply changes as the program starts; of other tools it
// is mostly a step of the release.
func schema(c component, _ []component) []candidate {
	f, ok := c.Facts.Best(fact.SchemaMigration)
	switch {
	case !ok:
		return nil
	case f.Value == "flyway" || f.Value == "liquibase":
		return one(scalar("on-start"), f.With(fact.Medium))
	}
	return assumed(one(scalar("tool"), f))
}

// pool is the size of the connection pool; how many connections the database
// allows is for its administrator to say.
func pool(c component, _ []component) []candidate {
	f, ok := c.Facts.Best(fact.ConnectionPool)
	if !ok {
		return nil
	}
	return one(record(cell("pool", f.Value)), f)
}
