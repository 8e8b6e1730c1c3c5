package decide

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
)

// together decides on several components of one application.
func together(t *testing.T, body string, cs ...assess.Component) generate.Application {
	t.Helper()
	for i := range cs {
		cs[i].Deployable = true
		if cs[i].Path == "" {
			cs[i].Path = cs[i].Name
		}
	}
	app, err := Decide(Input{Name: "shop", Assessment: assess.Assessment{Components: cs}, Answers: answers(t, body), Bank: bank(t)})
	if err != nil {
		t.Fatal(err)
	}
	return app
}

func called(name string, c assess.Component) assess.Component {
	c.Name = name
	if c.Workload == "" {
		c.Workload = assess.Web
	}
	return c
}

func site(proxies ...string) assess.Component {
	c := called("web", as(assess.Static, lang("javascript")))
	for _, p := range proxies {
		c.Facts = append(c.Facts, at(fact.StaticProxy, p, config, "vite.config.js", 9))
	}
	return c
}

func serving(name string, port int, protocol string, fs ...fact.Fact) assess.Component {
	return called(name, ported(lang("go", fs...), assess.Port{Port: port, Protocol: protocol}))
}

func TestRoutes(t *testing.T) {
	tests := []struct {
		name string
		cs   []assess.Component
		want []generate.Route
	}{
		{"by port", []assess.Component{site("/api=http://localhost:8888/"), serving("server", 8888, "http"), serving("mcp", 8889, "http")}, []generate.Route{{Prefix: "/api", Component: "server", Port: 8888, Strip: true}}},
		{"by host", []assess.Component{site("/api=http://pay:1"), serving("pay-service", 8888, "http"), serving("order", 8889, "http")}, []generate.Route{{Prefix: "/api", Component: "pay-service", Port: 8888}}},
		{"the only server", []assess.Component{site("/prod-api=${BACKEND}"), serving("admin", 8080, "http"), serving("rpc", 9090, "grpc")}, []generate.Route{{Prefix: "/prod-api", Component: "admin", Port: 8080}}},
		{"uncertain", []assess.Component{site("/api=${BACKEND}"), serving("a", 8080, "http"), serving("b", 8081, "http")}, nil},
		{"a gateway stands in front", []assess.Component{site("/api=http://localhost:8080"), called("gw", as(assess.Gateway, ported(lang("go"), assess.Port{Port: 8080, Protocol: "http"})))}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, _ := together(t, "", tt.cs...).Workload("web")
			if d := cmp.Diff(tt.want, w.Routes); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestFrontDoor is the table of who is reached from outside when nobody said so.
func TestFrontDoor(t *testing.T) {
	caller := serving("frontend", 8080, "http", env("CART_SERVICE_ADDR", ""), env("ORDER_URL", "http://localhost:7001"))
	tests := []struct {
		name    string
		answers string
		cs      []assess.Component
		want    []string
	}{
		{"gateway", "", []assess.Component{site(), called("gw", as(assess.Gateway, ported(lang("go"), assess.Port{Port: 80, Protocol: "http"}))), serving("a", 8080, "http")}, []string{"gw"}},
		{"front end and its backend", "", []assess.Component{site("/api=http://localhost:8080"), serving("a", 8080, "http")}, []string{"web"}},
		{"front end and a backend that the browser calls", "", []assess.Component{site(), serving("a", 8080, "http")}, []string{"a", "web"}},
		{"who is called is behind", "", []assess.Component{caller, serving("cartservice", 7070, "grpc"), serving("order", 7001, "http")}, []string{"frontend"}},
		{"host names say it", org("net.hosts: [{env: prod, host: a.example.com, component: order}]"), []assess.Component{caller, serving("order", 7001, "http")}, []string{"order"}},
		{"a host name without a component", org("net.hosts: [{env: prod, host: a.example.com}]"), []assess.Component{site(), serving("a", 8080, "http")}, []string{"a", "web"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range together(t, tt.answers, tt.cs...).Workloads {
				if w.Exposed {
					got = append(got, w.Name)
				}
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
	app := together(t, org("net.hosts: [{env: prod, host: a.example.com}]"), site(), serving("a", 8080, "http"))
	w, _ := app.Workload("web")
	if s, _ := w.Setting("prod"); len(s.Hosts) != 1 {
		t.Error("a host name without a component means the front end")
	}
}

func TestSpringCloud(t *testing.T) {
	spring := func(name string, port int, services ...assess.Service) assess.Component {
		c := called(name, ported(lang("java", at(fact.Port, "x", config, "a", 1)), assess.Port{Port: port, Protocol: "http"}))
		c.Facts, c.Services, c.Framework = fact.Set{at(fact.ConfigOverride, "relaxed", fact.FromBuild, "pom.xml", 1),
			at(fact.ServiceSetting("eureka"), "eureka.client.service-url.defaultZone=http://localhost:8761/eureka/", fact.FromDefault, "pom.xml", 2),
			at(fact.ServiceSetting("redis"), "spring.data.redis.host=localhost", fact.FromDefault, "pom.xml", 3)}, services, assess.Versioned{ID: "spring-boot", Version: "3.2.0"}
		return c
	}
	registry := spring("discovery-server", 8761, assess.Service{Kind: "eureka"})
	registry.Facts = registry.Facts[:1]
	app := together(t, "",
		registry,
		spring("orders", 8081, assess.Service{Kind: "eureka"}, assess.Service{Kind: "redis"}, assess.Service{Kind: "rabbitmq", Optional: true}))
	w, _ := app.Workload("orders")
	prod, _ := w.Setting("prod")
	if d := cmp.Diff(map[string]string{"EUREKA_CLIENT_SERVICEURL_DEFAULTZONE": "http://discovery-server:8761/eureka/", "JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75", "SERVER_PORT": "8081", "EUREKA_INSTANCE_PREFERIPADDRESS": "true"}, plain(w.Env)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]string{"SPRING_DATA_REDIS_HOST": "shop-prod-redis-host.invalid"}, plain(prod.Env)); d != "" {
		t.Error(d)
	}
	want := []generate.Peer{{Component: "discovery-server", Ports: []int{8761}}, {Service: "redis", Ports: []int{6379}}}
	if d := cmp.Diff(want, w.Network.Egress); d != "" {
		t.Error(d)
	}
	if server, _ := app.Workload("discovery-server"); len(server.Network.Egress) > 0 {
		t.Errorf("a registry calls %v", server.Network.Egress)
	}
}
