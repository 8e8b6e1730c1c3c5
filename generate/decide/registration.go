package decide

import (
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// registrations are the variables by which a client of Spring Cloud gives its registry the
// address of the pod, by the kind of the registry. Without them it gives the name of the pod, which
// no other pod can look up.
func registrations(c component) map[string]string {
	out := map[string]string{}
	if !c.spring() || c.Facts.Value(fact.ConfigOverride) != "relaxed" {
		return out
	}
	for _, r := range []struct {
		kind, variable string
		also           string // the same, as it is often written
	}{
		{"eureka", "EUREKA_INSTANCE_PREFERIPADDRESS", "EUREKA_INSTANCE_PREFER_IP_ADDRESS"},
		{"consul", "SPRING_CLOUD_CONSUL_DISCOVERY_PREFERIPADDRESS", "SPRING_CLOUD_CONSUL_DISCOVERY_PREFER_IP_ADDRESS"},
	} {
		uses := slices.ContainsFunc(c.Services, func(s assess.Service) bool { return s.Kind == r.kind })
		_, given := c.given(r.also)
		if uses && !given && !c.optional(r.kind) && !isServer(c, r.kind) {
			out[r.variable] = r.kind
		}
	}
	return out
}

// register sets a variable of registrations that today's deployment does not set, and
// tells whether it is one.
func (b *builder) register(name string) bool {
	kind, ok := registrations(b.c)[name]
	if _, given := b.c.given(name); !ok || given {
		return false
	}
	q := b.inquire(generate.AspectEnv(name))
	q.factOf(fact.Service, kind)
	if len(q.inputs) == 0 {
		q.byDefault("service", kind)
	}
	b.set(q, name, "true", "", i18n.Textf("向 %s 登记 Pod 的 IP：容器的主机名其他 Pod 解析不了", "it registers the IP of the pod with %s, since no other pod can look up the host name of a container", kind))
	return true
}
