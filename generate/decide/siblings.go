package decide

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
)

// sibling is a component of the application whose address a variable holds.
type sibling struct {
	peer
	part     part
	fallback string
}

// findSibling tells whether a variable holds the address of another component:
// by the variable's name, by the host of its default or, when that is the machine
// itself, by a port that only one component listens on.
func findSibling(self component, peers []peer, name, fallback string) (sibling, bool) {
	p := partByName(name, fallback)
	if p == noPart || p == portPart {
		return sibling{}, false
	}
	host, port := hostPort(fallback)
	base := stem(trimPart(name))
	for _, match := range []func(peer) bool{
		func(o peer) bool { return base != "" && o.answersTo(base) },
		func(o peer) bool { return host != "" && !localRE.MatchString(host) && o.answersTo(stem(host)) },
		func(o peer) bool { return port > 0 && localRE.MatchString(host) && o.listensOn(port) },
	} {
		var found []peer
		for _, o := range peers {
			if o.name != self.name && len(o.ports) > 0 && match(o) {
				found = append(found, o)
			}
		}
		if len(found) == 1 {
			return sibling{found[0], p, fallback}, true
		}
	}
	return sibling{}, false
}

// answersTo tells whether the component goes by a stem.
func (p peer) answersTo(base string) bool {
	return slices.Contains(p.stems, base)
}

// stems are what the component goes by.
func stems(c component) []string {
	var out []string
	for _, n := range append(strings.Split(c.Path, "/"), c.name, c.Name) {
		out = append(out, stem(n))
	}
	return out
}

// listensOn looks at what the evidence says, since a default of the source goes
// by that.
func (p peer) listensOn(port int) bool {
	for _, x := range p.Ports {
		if x.Port == port {
			return true
		}
	}
	return false
}

// stem is a name without what names of services end in: ORDER_SERVICE,
// order-server and orderservice are the same.
func stem(name string) string {
	s := strings.ReplaceAll(assess.Slug(name), "-", "")
	for _, suffix := range []string{"service", "server", "svc", "api", "base", "backend"} {
		if t := strings.TrimSuffix(s, suffix); t != "" && t != s {
			return t
		}
	}
	return s
}

// trimPart drops the end of a variable's name that says which part of an address
// it holds.
func trimPart(name string) string {
	n := strings.ToLower(name)
	for _, suffix := range []string{"_base_url", "_url", "_uri", "_addr", "_address", "_hostname", "_host", "_endpoint", "_server", "_upstream"} {
		if t, ok := strings.CutSuffix(n, suffix); ok {
			return t
		}
	}
	return ""
}

func hostPort(s string) (host string, port int) {
	if !strings.Contains(s, "://") {
		s = "//" + s
	}
	u, err := url.Parse(s)
	if err != nil {
		return "", 0
	}
	if n, err := strconv.Atoi(u.Port()); err == nil {
		port = n
	}
	return u.Hostname(), port
}

// value writes the address of the component inside the cluster, where its
// Service goes by its name.
func (s sibling) value() string {
	main := s.ports[0]
	switch s.part {
	case hostPart:
		return s.name
	case urlPart:
		if strings.Contains(s.fallback, "://") {
			return authorityRE.ReplaceAllLiteralString(s.fallback, "//"+withPort(s.name, main.Number))
		}
		return "http://" + withPort(s.name, main.Number)
	}
	return withPort(s.name, main.Number)
}
