package decide

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
)

func plain(vars []generate.EnvVar) map[string]string {
	out := map[string]string{}
	for _, v := range vars {
		out[v.Name] = v.Value
	}
	return out
}

func secretNames(w generate.Workload) []string {
	var out []string
	for _, s := range w.Secrets {
		out = append(out, s.Name)
	}
	return out
}

func env(name, value string) fact.Fact { return at(fact.Env(name), value, code, "config", 1) }

func uses(c assess.Component, services ...assess.Service) assess.Component {
	c.Services = services
	return c
}

// TestVariables is the table of what becomes of the variables that a program reads.
func TestVariables(t *testing.T) {
	tests := []struct {
		name    string
		c       assess.Component
		answers string
		base    map[string]string
		prod    map[string]string
		secrets []string
	}{
		{name: "a default is kept", c: lang("go", env("QUEUE", "orders")), base: map[string]string{"QUEUE": "orders"}},
		{name: "no default is left unset", c: lang("go", env("QUEUE", ""))},
		{name: "the runtime's own are left alone", c: lang("go", env("HOME", "/root"), env("TZ", "UTC"))},
		{name: "a secret is never plain", c: lang("go", env("API_TOKEN", "")), secrets: []string{"API_TOKEN"}},
		{name: "a secret by answer", c: lang("go", env("LICENCE", "")), answers: org("cfg.perenv: [{key: LICENCE, secret: true}]"), secrets: []string{"LICENCE"}},
		{name: "a URL with a password is a secret", c: lang("go", env("CACHE", "redis://:pw12345@localhost:6379")), secrets: []string{"CACHE"}},
		{name: "a connection string is a secret", c: uses(lang("go", env("DATABASE_URL", "")), assess.Service{Kind: "postgresql"}), secrets: []string{"DATABASE_URL"}},
		{name: "the machine itself is no address", c: lang("go", env("BILLING_URL", "http://localhost:9999/api"))},
		{name: "answered", c: lang("go", env("QUEUE", "orders")), answers: org("cfg.perenv: [{key: QUEUE, setting: q}, {key: QUEUE, env: prod, setting: p}]"),
			base: map[string]string{"QUEUE": "q"}, prod: map[string]string{"QUEUE": "p"}},
		{name: "log level", c: lang("go", env("LOG_LEVEL", "info")), prod: map[string]string{"LOG_LEVEL": "info"}},
		{name: "a quiet log level stays", c: lang("go", env("LOG_LEVEL", "ERROR")), prod: map[string]string{"LOG_LEVEL": "ERROR"}},
		{name: "a log level without default", c: lang("go", env("LOG_LEVEL", "")), prod: map[string]string{"LOG_LEVEL": "info"}},
		{name: "the root level of Spring is the files'", c: java(), base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75"}},
		{name: "the root level of Spring as deployed", c: java(at(fact.Env("LOGGING_LEVEL_ROOT"), "WARN", deploy, "k8s.yaml", 4)), base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75", "LOGGING_LEVEL_ROOT": "WARN"}},
		{name: "the root level of Spring by answer", c: java(), answers: org("cfg.perenv: [{key: LOGGING_LEVEL_ROOT, env: prod, setting: ERROR}]"),
			base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75"}, prod: map[string]string{"LOGGING_LEVEL_ROOT": "ERROR"}},
		{name: "Eureka", c: uses(java(), assess.Service{Kind: "eureka"}), base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75", "EUREKA_INSTANCE_PREFERIPADDRESS": "true"}},
		{name: "Eureka as deployed", c: uses(java(at(fact.Env("EUREKA_INSTANCE_PREFER_IP_ADDRESS"), "false", deploy, "k8s.yaml", 4)), assess.Service{Kind: "eureka"}),
			base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75", "EUREKA_INSTANCE_PREFER_IP_ADDRESS": "false"}},
		{name: "Eureka that is not in use", c: uses(java(), assess.Service{Kind: "eureka", Optional: true}), base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75"}},
		{name: "Consul", c: uses(java(), assess.Service{Kind: "consul"}), base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75", "SPRING_CLOUD_CONSUL_DISCOVERY_PREFERIPADDRESS": "true"}},
		{name: "port of a Node server", c: ported(lang("javascript", env("PORT", "3000")), assess.Port{Port: 3000, Protocol: "http"}), base: map[string]string{"NODE_ENV": "production", "PORT": "3000"}},
		{name: "a JVM", c: lang("java"), base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75"}},
		{name: "a JVM with a heap of its own", c: lang("java"), answers: org("cur.startup: {command: java -Xmx1g -jar a.jar}")},
		{name: "a heap of the host is not carried over", c: assess.Component{Language: assess.Versioned{ID: "java"}, Start: assess.Start{Command: []string{"java", "-Xmx1g", "-jar", "a.jar"}}},
			base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75"}},
		{name: "a log file of the host is not carried over", c: lang("go", at(fact.Env("LOG_FILE"), "/var/log/a.log", fact.FromStart, "unit", 1))},
		{name: "a JVM with GBK", c: lang("java", at(fact.Charset, "GBK", fact.FromStart, "x", 1)), base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75 -Dfile.encoding=GBK"}},
		{name: "Spring profiles", c: java(at(fact.Profile, "prod", config, "application-prod.yml", 0)), base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75"},
			prod: map[string]string{"SPRING_PROFILES_ACTIVE": "prod"}},
		{name: "a service by placeholder", c: uses(lang("go", env("MYSQL_HOST", "localhost"), env("MYSQL_PORT", "3307")), assess.Service{Kind: "mysql", Address: "${MYSQL_HOST:localhost}:${MYSQL_PORT:3307}"}),
			base: map[string]string{"MYSQL_PORT": "3307"}, prod: map[string]string{"MYSQL_HOST": "shop-prod-mysql-host.invalid"}},
		{name: "a service by name", c: uses(lang("go", env("REDIS_ADDR", "localhost:6380")), assess.Service{Kind: "redis"}), prod: map[string]string{"REDIS_ADDR": "shop-prod-redis-host.invalid:6380"}},
		{name: "a service by answer", c: uses(lang("go", env("REDIS_URL", "redis://localhost:6379/2")), assess.Service{Kind: "redis"}), answers: org("data.stores: [{kind: redis, host: r.example.com, port: 6390}]"),
			base: map[string]string{"REDIS_URL": "redis://r.example.com:6390/2"}},
		{name: "a JDBC URL", c: uses(lang("java", env("SPRING_DATASOURCE_URL", "jdbc:mysql://localhost:3306/shop?useSSL=false")), assess.Service{Kind: "mysql"}), answers: org("data.stores: [{kind: mysql, host: db.example.com}]"),
			base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75", "SPRING_DATASOURCE_URL": "jdbc:mysql://db.example.com:3306/shop?useSSL=false"}},
		{name: "a JDBC URL in a file, answered", c: uses(java(at(fact.ServiceSetting("mysql"), "spring.datasource.url=jdbc:mysql://localhost/x", config, "a.yml", 1)), assess.Service{Kind: "mysql", Address: "localhost:3306"}), answers: org("cfg.perenv: [{key: SPRING_DATASOURCE_URL, env: prod, setting: 'jdbc:mysql://db/x'}]"),
			base: map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75"}, prod: map[string]string{"SPRING_DATASOURCE_URL": "jdbc:mysql://db/x"}},
		{name: "an optional service", c: uses(lang("go", env("NACOS_ADDR", "localhost:8848"), env("NACOS_PASSWORD", "")), assess.Service{Kind: "nacos", Address: "${NACOS_ADDR:localhost:8848}", Optional: true})},
		{name: "an optional service in use", c: uses(lang("go", env("NACOS_ADDR", "localhost:8848"), env("NACOS_PASSWORD", "")), assess.Service{Kind: "nacos", Address: "${NACOS_ADDR:localhost:8848}", Optional: true}),
			answers: org("dep.middleware: [{kind: nacos, host: n.example.com}]"), base: map[string]string{"NACOS_ADDR": "n.example.com:8848"}, secrets: []string{"NACOS_PASSWORD"}},
		{name: "static files read nothing", c: as(assess.Static, lang("javascript", env("VITE_API", "/api")))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := one(t, tt.c, tt.answers)
			prod, _ := w.Setting("prod")
			for _, d := range []string{
				cmp.Diff(orEmpty(tt.base), plain(w.Env)), cmp.Diff(orEmpty(tt.prod), plain(prod.Env)), cmp.Diff(tt.secrets, secretNames(w)),
			} {
				if d != "" {
					t.Error(d)
				}
			}
		})
	}
}

// TestLogLevel is the table of the levels in development and elsewhere.
func TestLogLevel(t *testing.T) {
	dev, prod := generate.Environment{Name: "dev"}, generate.Environment{Name: "prod", Production: true}
	for _, tt := range []struct{ today, dev, prod string }{
		{"", "debug", "info"}, {"info", "debug", "info"}, {"WARN", "DEBUG", "WARN"}, {"Information", "Information", "Information"}, {"4", "4", "4"},
	} {
		if got := []string{logLevel(dev, tt.today), logLevel(prod, tt.today)}; !slices.Equal(got, []string{tt.dev, tt.prod}) {
			t.Errorf("%q: %v", tt.today, got)
		}
	}
}

func orEmpty(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

func TestPasswordsStayWhereTheyAre(t *testing.T) {
	w := one(t, lang("go", env("CACHE", "redis://:pw12345@localhost:6379"), env("API_TOKEN", "")), "")
	for _, d := range w.Decisions {
		for _, in := range d.Inputs {
			if in.Value == "redis://:pw12345@localhost:6379" {
				t.Errorf("%s repeats a password", d.ID)
			}
		}
	}
}

func TestBindings(t *testing.T) {
	c := uses(lang("go", env("MYSQL_HOST", "localhost")), assess.Service{Kind: "mysql", Address: "${MYSQL_HOST:localhost}:3306"})
	c.Name, c.Deployable, c.Workload = "svc", true, assess.Web
	app, err := Decide(Input{Name: "shop", Assessment: assess.Assessment{Components: []assess.Component{c}}, Answers: answers(t, ""), Bank: bank(t),
		Bindings: map[string]string{"shop.prod.mysql.host": "rds.example.com"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []generate.EnvVar
	for _, s := range app.Workloads[0].Settings {
		got = append(got, s.Env...)
	}
	want := []generate.EnvVar{
		{Name: "MYSQL_HOST", Value: "shop-dev-mysql-host.invalid", Decision: "svc.env.MYSQL_HOST.dev", Binding: "shop.dev.mysql.host"},
		{Name: "MYSQL_HOST", Value: "shop-staging-mysql-host.invalid", Decision: "svc.env.MYSQL_HOST.staging", Binding: "shop.staging.mysql.host"},
		{Name: "MYSQL_HOST", Value: "rds.example.com", Decision: "svc.env.MYSQL_HOST.prod", Binding: "shop.prod.mysql.host"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestShopDiffers reads the example as a reviewer does.
func TestShopDiffers(t *testing.T) {
	app := decideShop(t)
	order, _ := app.Workload("order-server")
	dev, _ := order.Setting("dev")
	prod, _ := order.Setting("prod")
	if dev.Replicas >= prod.Replicas || dev.Resources == prod.Resources || dev.Autoscale != nil || prod.Autoscale == nil || cmp.Equal(dev.Env, prod.Env) {
		t.Errorf("dev %+v, prod %+v", dev, prod)
	}
	gw, _ := app.Workload("gateway")
	if s, _ := gw.Setting("prod"); !slices.Equal(s.Hosts, []string{"shop.example.com", "www.shop.example.com"}) || !gw.Network.Enforce {
		t.Errorf("gateway %+v %+v", s.Hosts, gw.Network)
	}
	want := map[string]string{
		"BFF_URL": "http://shop-bff:3000", "GATEWAY_ADDR": ":8080", "ORDER_SERVICE_URL": "http://order-server:8081", "STOREFRONT_URL": "http://shop-storefront:8080",
	}
	if d := cmp.Diff(want, plain(gw.Env)); d != "" {
		t.Error(d)
	}
	worker, _ := app.Workload("worker")
	wantVolumes := []generate.Volume{
		{Name: "tmp", Path: "/tmp", SizeLimit: "1Gi"},
		{Name: "data-invoices", Path: "/data/invoices", Claim: &generate.Claim{Size: "50Gi", Shared: true, Class: "alibabacloud-cnfs-nas"}},
	}
	if d := cmp.Diff(wantVolumes, worker.Volumes); d != "" {
		t.Error(d)
	}
}

func TestLowPorts(t *testing.T) {
	c := ported(lang("go", at(fact.Port, "80/http", code, "main.go", 1)), assess.Port{Port: 80, Protocol: "http"})
	if w := one(t, c, ""); !w.Security.LowPorts || w.Ports[0].Number != 80 {
		t.Errorf("%+v %+v", w.Security, w.Ports)
	}
	if w := one(t, c, org("app.root: [root]")); w.Security.LowPorts {
		t.Error("root needs no leave to listen on a low port")
	}
}

func TestPortNames(t *testing.T) {
	ps := []generate.Port{{Number: 8080, Protocol: "http"}, {Number: 8081, Protocol: "http"}, {Number: 1, Protocol: "tcp", Name: "a-very-long-name-indeed"}, {Number: 2, Protocol: "tcp", Name: "123"}}
	namePorts(ps)
	var got []string
	for _, p := range ps {
		got = append(got, p.Name)
	}
	if d := cmp.Diff([]string{"http", "http-8081", "a-very-long-nam", "port-123"}, got); d != "" {
		t.Error(d)
	}
}
