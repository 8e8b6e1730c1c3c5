package decide

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
)

// hosted returns the component of the application that is a backing service
// itself, as the registries and configuration servers of Spring Cloud are.
func hosted(self component, peers []peer, kind string) (peer, bool) {
	words := map[string][]string{
		"eureka": {"eureka", "discovery", "registry"}, "config-server": {"config"}, "zookeeper": {"zookeeper"}, "consul": {"consul"}, "nacos": {"nacos"},
	}[kind]
	for _, p := range peers {
		if p.name == self.name || len(p.ports) == 0 || !p.listensOn(foundServicePort(self, kind)) {
			continue
		}
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(p.name, w) }) {
			return p, true
		}
	}
	return peer{}, false
}

// isServer tells the component that is the service it seems to use.
func isServer(c component, kind string) bool {
	if kind != "eureka" && kind != "config-server" {
		return false
	}
	return slices.ContainsFunc(c.Ports, func(p assess.Port) bool { return p.Name == "" && p.Port == servicePort(kind) })
}

// hostedAddress sets a variable to the component that is the service.
func (b *builder) hostedAddress(name string, a address) bool {
	p, ok := hosted(b.c, b.peers, a.kind)
	if !ok {
		return false
	}
	q := b.inquire(generate.AspectEnv(name))
	q.factOf(fact.Service, a.kind)
	q.byDefault("service", p.name)
	to := address{kind: a.kind, part: a.part, fallback: a.fallback}
	b.set(q, name, to.value(place{host: p.name, port: p.ports[0].Number, answer: true}), "", peerReason(p.name))
	return true
}
