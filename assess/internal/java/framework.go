package java

import (
	"github.com/gantry-ack/gantry/assess/fact"
)

// gateways are the dependencies that make a program a gateway.
func gateways() []string {
	return []string{"spring-cloud-starter-gateway*", "spring-cloud-gateway-server*"}
}

// frameworkFacts states framework and workload.
func (v *view) frameworkFacts() {
	id, version, at := v.framework()
	if id != "" {
		v.add(fact.Framework, id, fact.FromBuild, v.unsure(fact.High), at)
		if version.Value != "" {
			v.add(fact.FrameworkVersion, version.Value, fact.FromBuild, v.unsure(fact.High), version.At...)
		}
	}
	kind, c, why := v.workload(id)
	v.add(fact.Workload, kind, fact.FromBuild, c, why)
}

// framework names the framework. A gateway's version is that of the Spring Boot
// that carries it, since this is what builds and probes go by.
func (v *view) framework() (id string, version Versioned, at fact.Evidence) {
	if d, ok := v.dep(gateways()...); ok && v.routes() {
		return "spring-cloud-gateway", v.boot(), d.At
	}
	if v.isBoot() {
		if d, ok := v.dubbo(); ok && !v.isWeb() {
			return "dubbo", v.versionOf(d), d.At
		}
		at := v.p.Launch.At
		if d, ok := v.dep("org.springframework.boot:*"); ok {
			at = d.At
		}
		if b := v.boot(); len(b.At) > 0 {
			at = b.At[0]
		}
		if at.Path == "" {
			at = v.p.At
		}
		return "spring-boot", v.boot(), at
	}
	for _, f := range []struct{ id, dep string }{
		{"quarkus", "io.quarkus:*"}, {"quarkus", "io.quarkus.platform:*"}, {"micronaut", "io.micronaut:*"}, {"vertx", "io.vertx:vertx-web"},
		{"dubbo", "org.apache.dubbo:dubbo*"}, {"dubbo", "com.alibaba:dubbo"}, {"struts", "org.apache.struts:struts2-core"},
		{"spring-mvc", "org.springframework:spring-webmvc"},
	} {
		if d, ok := v.dep(f.dep); ok {
			return f.id, v.versionOf(d), d.At
		}
	}
	if d, ok := v.dep("jakarta.servlet:jakarta.servlet-api", "jakarta.platform:jakarta.jakartaee-*", "javax.servlet:javax.servlet-api", "javax.servlet:servlet-api", "javax:javaee-*"); ok && v.contained() {
		return "servlet", v.servletLevel(d), d.At
	}
	return "", Versioned{}, fact.Evidence{}
}

// routes tells whether a gateway has something to route: a service may have the
// gateway among its dependencies for its client alone.
func (v *view) routes() bool {
	return v.conf.Has("spring.cloud.gateway.") || hasMark(v.code, Routes) || v.external() && !hasMark(v.own, Controller)
}

// servletLevel is the version of the Servlet API: that of the dependency, or the
// one that a platform of all APIs contains.
func (v *view) servletLevel(d Dep) Versioned {
	out := v.versionOf(d)
	if !d.Is("jakarta.platform:*", "javax:*") {
		return out
	}
	switch { // https://jakarta.ee/release/
	case AtLeast(d.Version, 11, 0):
		out.Value = "6.1"
	case AtLeast(d.Version, 10, 0):
		out.Value = "6.0"
	case AtLeast(d.Version, 9, 0):
		out.Value = "5.0"
	case d.Version != "":
		out.Value = "4.0"
	}
	return out
}

func (v *view) versionOf(d Dep) Versioned {
	if d.Version == "" {
		return Versioned{}
	}
	return Versioned{d.Version, []fact.Evidence{d.At}}
}

// dubbo returns the dependency of a provider or consumer of Dubbo.
func (v *view) dubbo() (Dep, bool) {
	return v.dep("dubbo-spring-boot-starter", "spring-cloud-starter-dubbo", "org.apache.dubbo:dubbo", "com.alibaba:dubbo",
		"com.alibaba.boot:dubbo-spring-boot-starter", "dubbo-spring-boot-*")
}

// webStarters bring a web server with them.
func webStarters() []string {
	return []string{
		"spring-boot-starter-web", "spring-boot-starter-webmvc", "spring-boot-starter-webflux", "spring-boot-starter-jersey",
		"spring-boot-starter-tomcat", "spring-boot-starter-jetty", "spring-boot-starter-undertow", "spring-boot-starter-data-rest", "spring-boot-starter-hateoas",
		"spring-boot-starter-web-services", "spring-boot-starter-reactor-netty",
		"spring-cloud-starter-netflix-eureka-server", "spring-cloud-starter-eureka-server", "spring-cloud-config-server",
		"spring-cloud-starter-gateway*", "spring-cloud-starter-netflix-zuul", "spring-cloud-starter-zuul",
		"spring-cloud-starter-netflix-hystrix-dashboard", "spring-cloud-starter-netflix-turbine*", "spring-cloud-starter-turbine*",
		"spring-boot-admin-starter-server", "spring-boot-admin-server*", "shiro-spring-boot-web-starter",
		"spring-boot-starter-authorization-server", "spring-boot-starter-oauth2-authorization-server",
		"springdoc-openapi-starter-webm*", "springdoc-openapi-starter-webf*", "springdoc-openapi-ui", "knife4j-*-spring-boot-starter",
		"zipkin-server", "tomcat-embed-core", "cxf-spring-boot-starter-jaxws", "ruoyi-common-web", "jeecg-boot-base-core", "sa-token-spring-boot*",
	}
}

// isWeb tells whether the program serves HTTP.
func (v *view) isWeb() bool {
	if v.conf != nil {
		switch v.conf.Value("spring.main.web-application-type") {
		case "none", "NONE":
			return false
		case "servlet", "reactive", "SERVLET", "REACTIVE":
			return true
		}
	}
	return v.p.Launch.Kind == War || v.has(webStarters()...) || v.has("io.quarkus:quarkus-rest*", "io.quarkus:quarkus-resteasy*", "io.quarkus:quarkus-vertx-http", "io.micronaut:micronaut-http-server*") ||
		hasMark(v.code, Controller) || hasMark(v.code, HTTPPort)
}

// workload tells what kind of thing runs.
func (v *view) workload(framework string) (string, fact.Confidence, fact.Evidence) {
	at := v.p.At
	if d, ok := v.dep(webStarters()...); ok {
		at = d.At
	}
	if framework == "spring-cloud-gateway" {
		return "gateway", fact.High, at
	}
	if m, ok := firstMark(v.own, GatewayProxy); ok {
		return "gateway", fact.High, m.At
	}
	if v.isWeb() {
		return "web", fact.High, at
	}
	for _, k := range []MarkKind{GRPCPort, HTTPPort} {
		if m, ok := v.mark(k); ok {
			return "web", fact.High, m.At
		}
	}
	if d, ok := v.dep(grpcServers()...); ok {
		return "web", fact.Medium, d.At
	}
	if d, ok := v.dubbo(); ok {
		return "web", fact.Medium, d.At // listens, though not for HTTP
	}
	if hasMark(v.code, Scheduled) || hasMark(v.code, Listener) || v.has("spring-boot-starter-quartz", "xxl-job-core", "spring-cloud-starter-stream-*") {
		return "worker", fact.Medium, at
	}
	if d, ok := v.dep("spring-boot-starter-batch", "spring-cloud-starter-task", "spring-boot-starter-batch-jdbc"); ok {
		return "job", fact.Medium, d.At
	}
	if m, ok := v.mark(Runner); ok {
		return "job", fact.Low, m.At
	}
	return "worker", fact.Low, at
}

func grpcServers() []string {
	return []string{"grpc-server-spring-boot-starter", "grpc-spring-boot-starter", "spring-grpc-server-spring-boot-starter", "spring-grpc-spring-boot-starter", "quarkus-grpc"}
}
