package java

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/spring"
)

// serviceFacts states the backing services: what a client library is there for
// and configuration says where it is. A library that only comes along with a
// module and that nothing configures is not used.
func (v *view) serviceFacts() {
	settings := v.conf.All()
	v.relational(settings)
	for _, k := range kinds() {
		if !k.jdbc {
			v.service(k, settings)
		}
	}
	v.dubboRegistry(settings)
}

// found is a setting that says where a service is.
type found struct {
	spring.Hit
	address string
	off     string // setting that switches it off
}

// service decides about one kind that is not a database with a JDBC URL.
func (v *view) service(k kind, settings []spring.Hit) {
	if v.isServer(k.id) || v.declined(k.id) {
		return
	}
	dep, has := v.dep(k.deps...)
	if i := slices.IndexFunc(v.onDemand, func(d Dep) bool { return d.Is(k.deps...) }); !has && i >= 0 {
		dep, has = v.onDemand[i], true
		defer v.optionalWith(k.id, dep)
	}
	hits := v.places(k, settings)
	if k.id == "config-server" {
		hits = append(hits, v.imports(settings)...)
	}
	if !has && (!v.mayBring(k.id) || !slices.ContainsFunc(hits, func(f found) bool { return f.Active && f.Own && f.off == "" })) {
		return
	}
	confidence := fact.High
	if !has {
		confidence = fact.Medium
	}
	if v.placed(k.id, hits, confidence, dep) {
		return
	}
	if !k.placed && dep.Through == "" || v.external() {
		c := fact.Medium
		if k.placed || dep.Through != "" {
			c = fact.Low
		}
		v.add(fact.Service, k.id, fact.FromBuild, c, dep.At)
		if k.defaultHost != "" && k.defaultPort != "" {
			v.add(fact.ServiceAddress(k.id), k.defaultHost+":"+k.defaultPort, fact.FromDefault, fact.Low, dep.At)
		}
		for _, s := range v.unconfigured(k.id) {
			v.add(fact.ServiceSetting(k.id), s, fact.FromDefault, fact.Low, dep.At)
		}
	}
	v.alwaysOptional(k.id, dep.At)
}

// optionalWith marks a service whose client only a profile of the build adds, where
// configuration does not say so already.
func (v *view) optionalWith(id string, d Dep) {
	if slices.Contains(v.out.Values(fact.Service), id) && v.out.Value(fact.ServiceOptional(id)) == "" {
		v.add(fact.ServiceOptional(id), d.Profile, fact.FromBuild, fact.High, d.At)
	}
}

// mayBring tells whether a library that is not known, such as a starter of the
// customer's own, may contain the client: it has the service in its name, or a parent
// that might declare it is missing.
func (v *view) mayBring(id string) bool {
	return v.p.Unsure || slices.ContainsFunc(v.deps, func(d Dep) bool { return strings.Contains(d.Artifact, id) })
}

// placed states a service by the settings that were found. It is false when there are none.
func (v *view) placed(id string, hits []found, c fact.Confidence, dep Dep) bool {
	var on, off, elsewhere []found
	for _, h := range hits {
		switch {
		case h.Active && h.off == "":
			on = append(on, h)
		case h.Active:
			off = append(off, h)
		default:
			elsewhere = append(elsewhere, h)
		}
	}
	places := slices.Concat(on, elsewhere, off)
	if len(places) == 0 {
		return false
	}
	at := []fact.Evidence{places[0].At}
	if dep.At.Path != "" {
		at = append(at, dep.At)
	}
	v.add(fact.Service, id, fact.FromConfig, c, at...)
	v.addresses(id, on, elsewhere, off)
	switch {
	case len(on) > 0:
		v.alwaysOptional(id, on[0].At)
	case len(elsewhere) > 0:
		if len(v.conf.Active()) > 0 || v.has(embedded()...) || !slices.ContainsFunc(elsewhere, func(f found) bool { return spring.Productive(f.Profile) }) {
			v.add(fact.ServiceOptional(id), elsewhere[0].Profile, fact.FromConfig, fact.High, elsewhere[0].At)
		}
	default:
		v.add(fact.ServiceOptional(id), off[0].off, fact.FromConfig, fact.High, off[0].At)
	}
	return true
}

// addresses states where the service is: what holds by itself first, what
// production profiles say as candidates.
func (v *view) addresses(id string, on, elsewhere, off []found) {
	key := fact.ServiceAddress(id)
	stated := ""
	for _, f := range on {
		if f.address != "" {
			v.add(key, f.address, fact.FromConfig, fact.High, f.At)
			stated = f.address
			break
		}
	}
	for _, f := range elsewhere {
		if f.address != "" && f.address != stated && (spring.Productive(f.Profile) || stated == "") {
			v.add(key, f.address, fact.FromConfig, fact.Medium, f.At)
			return
		}
	}
	if stated == "" && len(off) > 0 {
		v.add(key, off[0].address, fact.FromConfig, fact.Low, off[0].At)
	}
}

// alwaysOptional marks the services that no program needs to run.
func (v *view) alwaysOptional(id string, at fact.Evidence) {
	switch id {
	case "sentinel-dashboard", "zipkin", "otlp":
		v.add(fact.ServiceOptional(id), "true", fact.FromDefault, fact.High, at)
	}
}

// isServer tells whether the program is that service itself.
func (v *view) isServer(id string) bool {
	switch id {
	case "eureka":
		return v.has("spring-cloud-starter-netflix-eureka-server", "spring-cloud-starter-eureka-server")
	case "xxl-job":
		return v.conf.Value("spring.application.name") == "xxl-job-admin"
	case "zookeeper": // curator comes with ElasticJob, which is configured on its own
		return false
	}
	return false
}

// declined tells whether configuration says that the client does nothing, in
// whatever profile.
func (v *view) declined(id string) bool {
	off := func(key string) bool {
		return v.conf.Value(key) == "false" &&
			!slices.ContainsFunc(v.conf.Variants(key), func(h spring.Hit) bool { return v.conf.Resolve(h.Value) == "true" })
	}
	switch id {
	case "eureka":
		return off("eureka.client.enabled") || off("eureka.client.register-with-eureka") && off("eureka.client.fetch-registry")
	case "config-server":
		return off("spring.cloud.config.enabled")
	case "nacos":
		return off("spring.cloud.nacos.discovery.enabled") && (off("spring.cloud.nacos.config.enabled") || !v.has("spring-cloud-starter-alibaba-nacos-config"))
	}
	return false
}

// places finds the settings of a kind, strongest first.
func (v *view) places(k kind, settings []spring.Hit) []found {
	var out []found
	for i, h := range slices.Backward(settings) {
		key, index, isList := strings.Cut(h.Key, "[")
		if isList && index != "0]" { // an item is read with the first of its list
			continue
		}
		if isList {
			h.Value = v.joined(settings[i:], key)
		}
		switch {
		case matchesKey(key, k.keys) && h.Value != "":
			out = append(out, v.found(h, Address(v.conf.Settle(h.Value), k.defaultPort)))
		case k.host != "" && matchesKey(key, []string{k.host}) && h.Value != "":
			host := v.conf.Settle(h.Value)
			if k.port != "" && !strings.Contains(host, "://") {
				if p, ok := v.portBeside(h, k.port); ok {
					host += ":" + p
				}
			}
			out = append(out, v.found(h, Address(host, k.defaultPort)))
		}
	}
	return out
}

// joined is a list written as one value; settings start with its first item.
func (v *view) joined(settings []spring.Hit, key string) string {
	var out []string
	for _, h := range settings {
		if trimIndex(h.Key) != key || h.At.Path != settings[0].At.Path {
			break
		}
		out = append(out, v.conf.Settle(h.Value))
	}
	return strings.Join(out, ",")
}

func (v *view) found(h spring.Hit, address string) found {
	return found{Hit: h, address: address, off: v.switchedOff(h.Key)}
}

// portBeside is the port that goes with a host: the setting beside it, in the same profile if it is there.
func (v *view) portBeside(host spring.Hit, portKey string) (string, bool) {
	last := portKey[strings.LastIndexByte(portKey, '.')+1:]
	key := host.Key[:strings.LastIndexByte(host.Key, '.')+1] + last
	for _, same := range []bool{true, false} {
		for _, h := range v.conf.Variants(key) {
			if (h.Profile == host.Profile) == same && (same || h.Active) {
				p := v.conf.Settle(h.Value)
				return p, p != ""
			}
		}
	}
	return "", false
}

func trimIndex(key string) string {
	key, _, _ = strings.Cut(key, "[")
	return key
}

// matchesKey tells whether a setting is one of the keys, which are canonical, or
// ends with one after a dot.
func matchesKey(key string, keys []string) bool {
	for _, k := range keys {
		if rest, ok := strings.CutSuffix(key, k); ok && (rest == "" || rest[len(rest)-1] == '.') {
			return true
		}
	}
	return false
}

// switchedOff returns the setting by which a group of settings has no effect: an
// enabled: false above it, or a choice among groups (type: local) that names another.
func (v *view) switchedOff(key string) string {
	parts := strings.Split(key, ".")
	for i := len(parts) - 1; i > 0; i-- {
		prefix := strings.Join(parts[:i], ".")
		for _, name := range []string{"enabled", "enable"} {
			if h, ok := v.conf.Get(prefix + "." + name); ok && v.conf.Resolve(h.Value) == "false" {
				return h.Raw
			}
		}
		for _, name := range []string{"active", "type", "mode", "provider"} {
			h, ok := v.conf.Get(prefix + "." + name)
			if !ok || i >= len(parts)-1 && parts[i] == name {
				continue
			}
			choice := spring.Canonical(v.conf.Resolve(h.Value))
			if choice != "" && choice != parts[i] && !strings.Contains(choice, ".") && v.conf.Has(prefix+"."+choice+".") && prefix != "spring.profiles" {
				return h.Raw
			}
		}
	}
	return ""
}

// imports reads spring.config.import: configserver:URL.
func (v *view) imports(settings []spring.Hit) []found {
	var out []found
	required := false
	for _, h := range slices.Backward(settings) {
		if trimIndex(h.Key) != "spring.config.import" {
			continue
		}
		for _, one := range splitOutside(h.Value, ',') {
			_, url, ok := strings.Cut(one, "configserver:")
			if !ok {
				continue
			}
			required = required || !strings.Contains(one, "optional:")
			out = append(out, found{Hit: h, address: Address(v.conf.Settle(url), "8888")})
		}
	}
	if len(out) > 0 && !required {
		v.add(fact.ServiceOptional("config-server"), "true", fact.FromConfig, fact.High, out[0].At)
	}
	return out
}

// dubboRegistry reads dubbo.registry.address: nacos://host:8848.
func (v *view) dubboRegistry(settings []spring.Hit) {
	if _, ok := v.dubbo(); !ok {
		return
	}
	ports := map[string]string{}
	for _, k := range kinds() {
		ports[k.id] = k.defaultPort
	}
	for _, h := range settings {
		if !strings.HasPrefix(h.Key, "dubbo.") || !strings.HasSuffix(h.Key, "address") || !h.Active {
			continue
		}
		value := unwrap(v.conf.Settle(h.Value))
		scheme, _, ok := strings.Cut(value, "://")
		if port := ports[scheme]; ok && port != "" && !slices.Contains(v.out.Values(fact.ServiceAddress(scheme)), Address(value, port)) {
			v.add(fact.Service, scheme, fact.FromConfig, fact.High, h.At)
			v.add(fact.ServiceAddress(scheme), Address(value, port), fact.FromConfig, fact.High, h.At)
		}
	}
}
