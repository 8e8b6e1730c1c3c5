package java

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/spring"
)

// placement is a property that says where a service is.
type placement struct {
	kind     string
	property string // as it is written
	key      string // canonical
	value    string // whole, without passwords
	secret   bool   // a password was in it
	at       fact.Evidence
}

// maxPlacement bounds the value of a placement, in bytes.
const maxPlacement = 1000

// settingFacts states the properties that say where services are and those that
// hold secrets, as they are in production, and what differs under other profiles.
func (v *view) settingFacts() {
	v.overriding()
	prod := v.conf.Production()
	held := v.placements(prod)
	for _, p := range held {
		v.add(fact.ServiceSetting(p.kind), p.property+"="+p.value, fact.FromConfig, fact.High, p.at)
	}
	v.otherProfiles(append(v.onDemandPlacements(prod, held), held...))
	v.secretFacts(prod, held)
}

// overriding states how the environment wins over configuration files, and over
// which it does not: what a configuration server gives to a client that asks it in the
// bootstrap phase stands above the environment, unless the server says otherwise
// (PropertySourceBootstrapProperties of Spring Cloud Commons).
func (v *view) overriding() {
	switch at := v.p.At; {
	case v.isBoot():
		v.add(fact.ConfigOverride, "relaxed", fact.FromBuild, fact.High, at)
	case v.has("io.quarkus:*", "io.micronaut:*"):
		v.add(fact.ConfigOverride, "microprofile", fact.FromBuild, fact.High, at)
	}
	imported := slices.ContainsFunc(v.conf.Variants("spring.config.import", "spring.config.import[0]"), func(h spring.Hit) bool {
		return strings.Contains(h.Value, "configserver:")
	})
	if imported || v.conf.Value("spring.cloud.config.override-none") == "true" || v.conf.Value("spring.cloud.config.override-system-properties") == "false" {
		return
	}
	for _, f := range v.conf.Files() {
		if slices.ContainsFunc(v.served, func(dir string) bool { return strings.HasPrefix(f, dir+"/") }) {
			v.add(fact.ConfigServed, f, fact.FromConfig, fact.High, fact.Evidence{Path: f})
		}
	}
}

// placements finds the properties of one state of the configuration that say where
// a service is, each as its strongest layer has it. One that asks the environment for
// the address is none.
func (v *view) placements(conf *spring.Config) []placement {
	in := *v
	in.conf = conf
	table := kinds()
	settings := conf.All()
	seen := map[string]bool{}
	var out []placement
	for i, h := range slices.Backward(settings) {
		list := strings.HasSuffix(h.Key, "]") && strings.Count(h.Key, "[") == 1
		if list && !strings.HasSuffix(h.Key, "[0]") || !h.Active {
			continue // an item is read with the first of its list
		}
		p := placement{property: h.Raw, key: h.Key, at: h.At, value: conf.Settle(h.Value)}
		if list {
			p.property, p.key, p.value = trimIndex(h.Raw), trimIndex(h.Key), in.joined(settings[i:], trimIndex(h.Key))
		}
		if seen[p.key] {
			continue
		}
		seen[p.key] = true
		if p.value == "" || len(p.value) > maxPlacement || strings.ContainsAny(p.value, "\n\r") {
			continue
		}
		var address string
		p.kind, address = in.kindAt(table, p.key, p.value)
		if asked := strings.Contains(address, "${") || strings.HasPrefix(p.value, "${") && closesAtEnd(p.value); p.kind == "" || asked || in.switchedOff(h.Key) != "" {
			continue
		}
		p.value, p.secret = masked(p.value)
		out = append(out, p)
	}
	slices.Reverse(out)
	return out
}

// kindAt tells of which service a property gives the address, and the address, or
// the port where it gives only that. The service must be one that the program uses.
func (v *view) kindAt(table []kind, key, value string) (id, address string) {
	used := v.out.Values(fact.Service)
	if strings.Contains(key, "driver") {
		return "", ""
	}
	if id, address, _, _ := jdbcURL(value, nil); id != "" {
		if address == "" || !slices.Contains(used, id) {
			return "", ""
		}
		return id, address
	}
	for _, k := range table {
		if !slices.Contains(used, k.id) {
			continue
		}
		switch {
		case matchesKey(key, k.keys), k.host != "" && matchesKey(key, []string{k.host}):
			if a := Address(value, k.defaultPort); a != "" {
				return k.id, a
			}
		case k.port != "" && matchesKey(key, []string{k.port}) && portOnlyRE.MatchString(value):
			return k.id, value
		case k.id == "config-server" && key == "spring.config.import":
			if _, url, ok := strings.Cut(value, "configserver:"); ok && url != "" {
				return k.id, Address(url, k.defaultPort)
			}
		}
	}
	return v.kindByShape(table, used, key, value)
}

var (
	portOnlyRE = regexp.MustCompile(`^\d{2,5}$`)
	schemeRE   = regexp.MustCompile(`^([a-z][a-z0-9+]*)://`)
	hostPortRE = regexp.MustCompile(`^[A-Za-z0-9._-]+:(\d{2,5})(?:,[A-Za-z0-9._-]+:\d{2,5})*$`)
)

// kindByShape tells the service of a property that no table knows, such as one of
// the program's own: by the scheme of its URL, by an element of its name, or by the port.
func (v *view) kindByShape(table []kind, used []string, key, value string) (id, address string) {
	if m := schemeRE.FindStringSubmatch(value); m != nil {
		if id := schemeKind(m[1]); slices.Contains(used, id) {
			return id, Address(value, "")
		}
	}
	elements := strings.Split(key, ".")
	if last := elements[len(elements)-1]; addressName(last) {
		for _, id := range append(slices.Clone(used), sinks()...) {
			if slices.Contains(elements[:len(elements)-1], id) {
				return id, Address(value, "")
			}
		}
	}
	if m := hostPortRE.FindStringSubmatch(value); m != nil {
		for _, k := range table {
			if k.defaultPort == m[1] && slices.Contains(used, k.id) {
				return k.id, value
			}
		}
	}
	if ownServerRE.MatchString(value) && !forBrowsersRE.MatchString(key) {
		return "http", Address(value, "")
	}
	return "", ""
}

// ownServerRE matches a URL that leads to this machine, to a name without a domain or to
// a private address, where a server of the customer's own listens.
var ownServerRE = regexp.MustCompile(`^https?://(?:localhost|[a-z][a-z0-9_-]*|127\.0\.0\.1|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}):\d{2,5}(?:/|$)`)

// forBrowsersRE matches properties with addresses that are handed out: browsers and other
// companies' systems come back by them.
var forBrowsersRE = regexp.MustCompile(`callback|notify|return|redirect|origin|cors|domain|referer|front|image|static|preview|download|^eureka\.|^server\.`)

// sinks are where logs and traces go: no backing service, but an address all the same.
func sinks() []string { return []string{"logstash", "zipkin", "graylog", "skywalking"} }

// addressName tells a property that holds an address by its last element, in canonical form.
func addressName(last string) bool {
	return slices.Contains([]string{
		"host", "hosts", "hostname", "url", "urls", "uri", "uris", "baseurl", "addr", "addrs", "address", "addresses", "server", "servers",
		"serveraddr", "endpoint", "endpoints", "node", "nodes", "broker", "brokers", "destination", "destinations",
	}, last)
}

// schemeKind is the service that the scheme of a URL speaks to.
func schemeKind(scheme string) string {
	switch scheme {
	case "redis", "rediss":
		return "redis"
	case "amqp", "amqps":
		return "rabbitmq"
	case "mongodb":
		return "mongodb"
	case "ldap", "ldaps":
		return "ldap"
	case "nacos", "zookeeper", "consul", "kafka", "pulsar":
		return scheme
	}
	return ""
}

var (
	userInfoRE  = regexp.MustCompile(`://[^/\s]*@`)
	thinUserRE  = regexp.MustCompile(`^(jdbc:oracle:(?:thin|oci8?):)[^@/]+/[^@]+@`)
	parameterRE = regexp.MustCompile(`(?i)\b((?:[a-z]*password|passwd|pwd|secret|token|access_?key)=)[^&;\s]+`)
)

// masked takes user and password out of an address, and tells whether there was a
// password or something else that nobody may see.
func masked(value string) (clean string, secret bool) {
	clean = userInfoRE.ReplaceAllString(value, "://")
	clean = thinUserRE.ReplaceAllString(clean, "$1@")
	clean = parameterRE.ReplaceAllString(clean, "$1***")
	return clean, clean != value
}

// otherProfiles states the placements that are different when the program runs
// with another profile than that of production.
func (v *view) otherProfiles(held []placement) {
	const most = 30
	profiles := v.conf.Profiles()
	for _, p := range profiles[:min(len(profiles), most)] {
		if spring.Productive(p.Profile) {
			continue
		}
		conf := v.conf.With(p.Profile)
		there := v.placements(conf)
		for _, t := range there {
			if !slices.ContainsFunc(held, func(h placement) bool { return h.key == t.key && h.kind == t.kind && h.value == t.value }) {
				v.add(fact.ServiceSettingIn(t.kind, p.Profile), t.property+"="+t.value, fact.FromConfig, fact.High, t.at)
			}
		}
		for _, h := range held {
			if slices.ContainsFunc(there, func(t placement) bool { return h.key == t.key && h.kind == t.kind }) {
				continue
			}
			if at, instead := v.instead(conf, h, p); instead {
				v.add(fact.ServiceSettingIn(h.kind, p.Profile), h.property+"=", fact.FromConfig, fact.High, at)
			}
		}
	}
}

// instead tells whether something else than the service takes its place under a
// profile: the property leads elsewhere, or a database inside the process steps in.
func (v *view) instead(conf *spring.Config, h placement, profile spring.Hit) (fact.Evidence, bool) {
	if x, ok := conf.Get(h.key); ok && x.Value != "" {
		return x.At, true
	}
	return profile.At, strings.HasPrefix(h.value, "jdbc:") && v.has(embedded()...)
}

// onDemandPlacements states the placements of optional services whose profile
// production does not have on, and returns them.
func (v *view) onDemandPlacements(prod *spring.Config, held []placement) []placement {
	var out []placement
	for _, id := range v.out.Values(fact.Service) {
		profile := v.out.Value(fact.ServiceOptional(id))
		if profile == "" || slices.ContainsFunc(held, func(p placement) bool { return p.kind == id }) ||
			!slices.ContainsFunc(v.conf.Profiles(), func(h spring.Hit) bool { return h.Profile == profile }) {
			continue
		}
		for _, p := range v.placements(prod.With(profile)) {
			if p.kind == id {
				out = append(out, p)
				v.add(fact.ServiceSetting(id), p.property+"="+p.value, fact.FromConfig, fact.Medium, p.at)
			}
		}
	}
	return out
}

// unconfigured are the properties by which Spring Boot is told where a service is
// when nothing says so, with where it looks then.
func (v *view) unconfigured(id string) []string {
	if !v.isBoot() {
		return nil
	}
	boot := v.boot().Value
	before := func(major, minor int) bool { return boot != "" && !AtLeast(boot, major, minor) }
	switch id {
	case "redis":
		if before(3, 0) {
			return []string{"spring.redis.host=localhost"}
		}
		return []string{"spring.data.redis.host=localhost"}
	case "mongodb":
		if before(4, 0) {
			return []string{"spring.data.mongodb.host=localhost"}
		}
		return []string{"spring.mongodb.host=localhost"}
	case "rabbitmq":
		return []string{"spring.rabbitmq.host=localhost"}
	case "kafka":
		return []string{"spring.kafka.bootstrap-servers=localhost:9092"}
	case "elasticsearch":
		if before(2, 6) {
			return []string{"spring.elasticsearch.rest.uris=http://localhost:9200"}
		}
		return []string{"spring.elasticsearch.uris=http://localhost:9200"}
	case "nacos":
		return []string{"spring.cloud.nacos.config.server-addr=localhost:8848", "spring.cloud.nacos.discovery.server-addr=localhost:8848"}
	case "consul":
		return []string{"spring.cloud.consul.host=localhost"}
	case "eureka":
		return []string{"eureka.client.service-url.defaultZone=http://localhost:8761/eureka/"}
	case "config-server":
		return []string{"spring.cloud.config.uri=http://localhost:8888"}
	}
	return nil
}
