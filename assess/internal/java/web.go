package java

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/spring"
)

// portKeys are the settings of the main HTTP port, by framework.
func (v *view) portKeys() []string {
	switch {
	case v.has("io.quarkus:*"):
		return []string{"quarkus.http.port"}
	case v.has("io.micronaut:*"):
		return []string{"micronaut.server.port"}
	}
	return []string{"server.port"}
}

// webFacts states ports and the path prefix.
func (v *view) webFacts() {
	web := v.isWeb()
	v.codePorts(web)
	if web {
		if v.contained() { // what listens is the container, which does not read the program's settings
			v.add(fact.Port, "8080/http", fact.FromDefault, fact.Medium, cmp.Or(v.p.Launch.At, v.p.At))
		} else if !v.statePort(fact.Port, v.scheme(), v.portKeys()...) {
			v.defaultPort()
		}
		v.contextPath()
	} else if d, ok := v.dubbo(); ok && !hasMark(v.code, GRPCPort) {
		if !v.statePort(fact.Port, "dubbo", "dubbo.protocol.port", "dubbo.protocols.dubbo.port") {
			v.add(fact.Port, "20880/dubbo", fact.FromDefault, v.unlessExternal(), d.At)
		}
	}
	v.statePort(fact.PortNamed("management"), "http", "management.server.port", "management.port")
	if d, ok := v.dubbo(); ok && web && v.conf.Has("dubbo.") {
		if !v.statePort(fact.PortNamed("dubbo"), "dubbo", "dubbo.protocol.port", "dubbo.protocols.dubbo.port") {
			v.add(fact.PortNamed("dubbo"), "20880/dubbo", fact.FromDefault, fact.Medium, d.At)
		}
	}
	v.grpcPort()
	if d, ok := v.dep("com.xuxueli:xxl-job-core"); ok {
		if !v.statePort(fact.PortNamed("xxl-job"), "http", "xxl.job.executor.port") {
			v.add(fact.PortNamed("xxl-job"), "9999/http", fact.FromDefault, v.unlessExternal(), d.At)
		}
	}
}

// statePort states the port that configuration gives, and what a production
// profile that is not active by itself says instead.
func (v *view) statePort(key, protocol string, settings ...string) bool {
	h, ok := v.conf.Get(settings...)
	port := ""
	if ok {
		port = PortNumber(v.conf.Resolve(h.Value))
		if port != "" {
			v.add(key, port+"/"+protocol, fact.FromConfig, fact.High, h.At)
		}
	}
	for _, o := range v.conf.Variants(settings...) {
		if o.Active || !spring.Productive(o.Profile) {
			continue
		}
		if p := PortNumber(v.conf.Resolve(o.Value)); p != "" && p != port {
			v.add(key, p+"/"+protocol, fact.FromConfig, fact.Medium, o.At)
			return true
		}
	}
	if port != "" {
		return true
	}
	for _, o := range v.conf.Variants(settings...) { // only in profiles that none switches on
		if p := PortNumber(v.conf.Resolve(o.Value)); p != "" && !o.Active {
			v.add(key, p+"/"+protocol, fact.FromConfig, fact.Low, o.At)
			return true
		}
	}
	return ok && strings.TrimSpace(h.Value) == "0"
}

// unlessExternal is the confidence in a default: low when a server elsewhere may say otherwise.
func (v *view) unlessExternal() fact.Confidence {
	if v.external() {
		return fact.Low
	}
	return fact.Medium
}

func (v *view) scheme() string {
	for _, key := range []string{"server.ssl.key-store", "server.ssl.certificate", "server.ssl.bundle"} {
		if h, ok := v.conf.Get(key); ok && h.Value != "" && v.conf.Value("server.ssl.enabled") != "false" {
			return "https"
		}
	}
	if v.conf.Value("server.ssl.enabled") == "true" {
		return "https"
	}
	return "http"
}

func (v *view) defaultPort() {
	if hasMark(v.code, HTTPPort) {
		return
	}
	port := "8080"
	at := v.p.At
	if d, ok := v.dep(webStarters()...); ok {
		at = d.At
	}
	switch {
	case v.has("spring-cloud-starter-netflix-turbine-stream", "spring-cloud-starter-turbine-stream"):
		port = "8989"
	case v.isBoot():
	case v.has("io.quarkus:*", "io.micronaut:*"), v.p.Launch.Kind == War:
	case v.has("com.sparkjava:spark-core"):
		port = "4567"
	default:
		return
	}
	v.add(fact.Port, port+"/"+v.scheme(), fact.FromDefault, v.unlessExternal(), at)
}

// codePorts states the ports of servers that the code starts itself.
func (v *view) codePorts(web bool) {
	for _, m := range v.marksOf(HTTPPort) {
		v.add(fact.Port, m.Value+"/http", fact.FromCode, fact.High, m.At)
	}
	for _, m := range v.marksOf(GRPCPort) {
		key := fact.Port
		if web {
			key = fact.PortNamed("grpc")
		}
		v.add(key, m.Value+"/grpc", fact.FromCode, fact.High, m.At)
	}
	if m, ok := v.mark(GRPCHealth); ok {
		v.add(fact.Health, "grpc:", fact.FromCode, fact.High, m.At)
	}
}

// grpcPort knows the starters that open a gRPC port beside the web server.
func (v *view) grpcPort() {
	d, ok := v.dep(grpcServers()...)
	if !ok {
		return
	}
	key := fact.PortNamed("grpc")
	if !v.isWeb() {
		key = fact.Port
	}
	def := "9090"
	if d.Is("io.github.lognet:grpc-spring-boot-starter") {
		def = "6565"
	}
	if !v.statePort(key, "grpc", "grpc.server.port", "spring.grpc.server.port", "grpc.port") {
		v.add(key, def+"/grpc", fact.FromDefault, v.unlessExternal(), d.At)
	}
	v.add(fact.Health, "grpc:", fact.FromDefault, fact.Medium, d.At)
}

func (v *view) contextPath() {
	h, ok := v.conf.Get("server.servlet.context-path", "server.context-path", "spring.webflux.base-path", "quarkus.http.root-path", "micronaut.server.context-path")
	if !ok {
		return
	}
	if p := cleanPath(v.conf.Resolve(h.Value)); p != "" {
		v.add(fact.ContextPath, p, fact.FromConfig, fact.High, h.At)
	}
}

// prefix is the context path, "" for none.
func (v *view) prefix() string { return v.out.Value(fact.ContextPath) }

// cleanPath gives a path one slash in front and none at its end; "" for the root and
// for what is no path.
func cleanPath(p string) string {
	p = "/" + strings.Trim(strings.TrimSpace(p), "/")
	if p == "/" || strings.ContainsAny(p, "${} ") {
		return ""
	}
	return p
}

// healthFacts states the actuator's endpoints.
func (v *view) healthFacts() {
	if v.has("io.quarkus:quarkus-smallrye-health") {
		d, _ := v.dep("io.quarkus:quarkus-smallrye-health")
		v.add(fact.Health, "liveness:/q/health/live", fact.FromDefault, fact.High, d.At)
		v.add(fact.Health, "readiness:/q/health/ready", fact.FromDefault, fact.High, d.At)
	}
	d, ok := v.dep("spring-boot-starter-actuator", "spring-boot-actuator-autoconfigure", "spring-boot-admin-starter-client")
	if !ok || !v.isWeb() || !v.healthExposed() {
		return
	}
	base, at := v.actuatorBase(d)
	boot := v.boot().Value
	groups := AtLeast(boot, 2, 3) && v.conf.Value("management.endpoint.health.probes.enabled") != "false"
	open := func(endpoint string) bool {
		_, guarded := v.guarded(strings.TrimPrefix(endpoint, v.prefix()))
		return !guarded
	}
	switch {
	case groups && open(base+"/health/readiness") && open(base+"/health/liveness"):
		v.add(fact.Health, "liveness:"+base+"/health/liveness", fact.FromDefault, v.healthConfidence(), at...)
		v.add(fact.Health, "readiness:"+base+"/health/readiness", fact.FromDefault, v.healthConfidence(), at...)
	case open(base + "/health"):
		v.add(fact.Health, "health:"+base+"/health", fact.FromDefault, v.healthConfidence(), at...)
	default:
		by, _ := v.guarded(strings.TrimPrefix(base+"/health", v.prefix()))
		v.add(fact.HealthGuarded, base+"/health", fact.FromCode, fact.Medium, append([]fact.Evidence{by}, at...)...)
	}
	v.metrics(base)
}

func (v *view) healthConfidence() fact.Confidence {
	if v.boot().Value == "" {
		return fact.Low
	}
	return v.unlessExternalHigh()
}

func (v *view) unlessExternalHigh() fact.Confidence {
	if v.external() {
		return fact.Medium
	}
	return fact.High
}

// actuatorBase is the path of the endpoints. On a port of their own they have no
// context path but one of their own too.
func (v *view) actuatorBase(d Dep) (string, []fact.Evidence) {
	at := []fact.Evidence{d.At}
	base := "/actuator"
	if b := v.boot().Value; b != "" && !AtLeast(b, 2, 0) {
		base = ""
	}
	if h, ok := v.conf.Get("management.endpoints.web.base-path", "management.context-path"); ok {
		base = cleanPath(v.conf.Resolve(h.Value))
		at = append(at, h.At)
	}
	if _, own := v.conf.Get("management.server.port", "management.port"); own {
		return cleanPath(v.conf.Value("management.server.base-path", "management.server.servlet.context-path")) + base, at
	}
	return v.prefix() + base, at
}

// healthExposed is false where configuration switches the health endpoint off.
func (v *view) healthExposed() bool {
	in := v.listValue("management.endpoints.web.exposure.include")
	ex := v.listValue("management.endpoints.web.exposure.exclude")
	switch {
	case len(in) > 0 && !contains(in, "*") && !contains(in, "health"):
		return false
	case contains(ex, "*"), contains(ex, "health"):
		return false
	case v.conf.Value("management.endpoint.health.enabled") == "false":
		return false
	case v.conf.Value("management.endpoints.enabled-by-default") == "false" && v.conf.Value("management.endpoint.health.enabled") != "true":
		return false
	case v.conf.Value("management.server.port") == "-1":
		return false
	}
	return true
}

// listValue reads a list, written with commas or as a YAML list.
func (v *view) listValue(key string) []string {
	var out []string
	canon := spring.Canonical(key)
	for _, h := range v.conf.All() {
		if k, _, _ := strings.Cut(h.Key, "["); k != canon || !h.Active {
			continue
		}
		for s := range strings.SplitSeq(v.conf.Resolve(h.Value), ",") {
			out = append(out, strings.TrimSpace(s))
		}
	}
	return out
}

func contains(list []string, s string) bool {
	return slices.Contains(list, s)
}

// metrics states the Prometheus endpoint, which exists only where it is exposed.
func (v *view) metrics(base string) {
	d, ok := v.dep("micrometer-registry-prometheus", "micrometer-registry-prometheus-simpleclient")
	if !ok {
		return
	}
	in := v.listValue("management.endpoints.web.exposure.include")
	if contains(in, "*") || contains(in, "prometheus") {
		h, _ := v.conf.Get("management.endpoints.web.exposure.include", "management.endpoints.web.exposure.include[0]")
		v.add(fact.MetricsPath, base+"/prometheus", fact.FromConfig, fact.High, d.At, cmp.Or(h.At, d.At))
	} else if v.external() {
		v.add(fact.MetricsPath, base+"/prometheus", fact.FromDefault, fact.Low, d.At)
	}
}
