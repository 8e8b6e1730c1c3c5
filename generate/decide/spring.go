package decide

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
)

// springAddresses are the variables by which Spring Boot takes the address of a
// service whose configured address names none. What the configuration file says
// is that of today's machine; a variable wins over it. Databases are left out:
// their setting is a whole JDBC URL, which only the developers can take apart.
func springAddresses(c component) map[string]address {
	out := map[string]address{}
	if !c.spring() {
		return out
	}
	for _, s := range c.Services {
		if placeholderRE.MatchString(s.Address) || ownVariable(c, s.Kind) {
			continue
		}
		for _, v := range springVariables(c, s.Kind) {
			a := v.address
			a.kind, a.optional = s.Kind, s.Optional
			if a.fallback == "" {
				a.fallback = s.Address
			}
			out[v.name] = a
		}
	}
	return out
}

// ownVariable tells whether the program has a variable of its own for the address,
// which shows in a default on the service's port.
func ownVariable(c component, kind string) bool {
	return slices.ContainsFunc(c.Facts.Prefixed("env."), func(f fact.Fact) bool {
		_, port := hostPort(f.Value)
		return port > 0 && port == servicePort(kind)
	})
}

// springVariable is a setting of Spring by the name of its variable.
type springVariable struct {
	name string
	address
}

func springVariables(c component, kind string) []springVariable {
	switch kind {
	case "redis":
		if strings.HasPrefix(c.Framework.Version, "2.") || strings.HasPrefix(c.Framework.Version, "1.") {
			return []springVariable{{"SPRING_REDIS_HOST", address{part: hostPart}}}
		}
		return []springVariable{{"SPRING_DATA_REDIS_HOST", address{part: hostPart}}}
	case "rabbitmq":
		return []springVariable{{"SPRING_RABBITMQ_HOST", address{part: hostPart}}}
	case "kafka":
		return []springVariable{{"SPRING_KAFKA_BOOTSTRAP_SERVERS", address{part: pairPart}}}
	case "mongodb":
		return []springVariable{{"SPRING_DATA_MONGODB_HOST", address{part: hostPart}}}
	case "elasticsearch":
		return []springVariable{{"SPRING_ELASTICSEARCH_URIS", address{part: urlPart}}}
	case "nacos":
		return []springVariable{
			{"SPRING_CLOUD_NACOS_CONFIG_SERVER_ADDR", address{part: pairPart}}, {"SPRING_CLOUD_NACOS_DISCOVERY_SERVER_ADDR", address{part: pairPart}},
		}
	case "eureka":
		return []springVariable{{"EUREKA_CLIENT_SERVICEURL_DEFAULTZONE", address{part: urlPart, fallback: "http://localhost:8761/eureka/"}}}
	case "config-server":
		return []springVariable{{"SPRING_CLOUD_CONFIG_URI", address{part: urlPart, fallback: "http://localhost:8888"}}}
	}
	return nil
}

// fixedDatabase returns the database whose address is written into a
// configuration file, where no variable reaches it.
func fixedDatabase(c component) (assess.Service, bool) {
	for _, s := range c.Services {
		if slices.Contains([]string{"mysql", "mariadb", "postgresql", "oracle", "sqlserver", "dameng"}, s.Kind) && !s.Optional &&
			s.Address != "" && !placeholderRE.MatchString(s.Address) && !ownVariable(c, s.Kind) {
			return s, true
		}
	}
	return assess.Service{}, false
}

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
