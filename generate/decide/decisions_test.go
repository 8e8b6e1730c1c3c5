package decide

import (
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
)

// one decides on a single component, called svc, of the application shop.
func one(t *testing.T, c assess.Component, body string) generate.Workload {
	t.Helper()
	c.Name, c.Path, c.Deployable = "svc", "svc", true
	if c.Workload == "" {
		c.Workload = assess.Web
	}
	c.Facts = append(c.Facts, at(fact.Workload, string(c.Workload), fact.FromBuild, "svc/build", 1))
	app, err := Decide(Input{Name: "shop", Assessment: assess.Assessment{Components: []assess.Component{c}}, Answers: answers(t, body), Bank: bank(t)})
	if err != nil {
		t.Fatal(err)
	}
	return app.Workloads[0]
}

// org writes answers for the whole organisation, one a line.
func org(lines ...string) string { return "org: {" + strings.Join(lines, ", ") + "}\n" }

func java(fs ...fact.Fact) assess.Component {
	return assess.Component{Language: assess.Versioned{ID: "java"}, Framework: assess.Versioned{ID: "spring-boot"}, Packaging: "jar", Ports: []assess.Port{{Port: 8080, Protocol: "http"}},
		Facts: append(fact.Set{at(fact.Port, "8080/http", fact.FromConfig, "application.yml", 1), at(fact.ConfigOverride, "relaxed", fact.FromBuild, "pom.xml", 1)}, fs...)}
}

func lang(id string, fs ...fact.Fact) assess.Component {
	return assess.Component{Language: assess.Versioned{ID: id}, Facts: fs}
}

func as(w assess.Workload, c assess.Component) assess.Component {
	c.Workload = w
	return c
}

func ported(c assess.Component, ps ...assess.Port) assess.Component {
	c.Ports = ps
	return c
}

func healthy(c assess.Component, origin fact.Origin, pairs ...string) assess.Component {
	for i := 0; i < len(pairs); i += 2 {
		c.Health = append(c.Health, assess.Health{Kind: pairs[i], Path: pairs[i+1]})
		c.Facts = append(c.Facts, at(fact.Health, pairs[i]+":"+pairs[i+1], origin, "health", 1))
	}
	return c
}

func started(id string, args ...string) assess.Component {
	c := lang(id, at(fact.Start, fact.Command(args...), fact.FromStart, "unit", 1))
	c.Start.Command = args
	return c
}

// using is a component that uses a service.
func using(c assess.Component, kind string) assess.Component {
	c.Services = append(c.Services, assess.Service{Kind: kind})
	c.Facts = append(c.Facts, at(fact.Service, kind, config, "application.yml", 2))
	return c
}

const code, config, deploy = fact.FromCode, fact.FromConfig, fact.FromDeploy

// TestDecisions is the table of the decisions: what is known, what was answered,
// and what comes out of it.
func TestDecisions(t *testing.T) {
	tested := at(fact.Tests, fact.Command("mvn", "test"), fact.FromBuild, "pom.xml", 1)
	tests := []struct {
		aspect  string
		name    string
		c       assess.Component
		answers string
		want    string
		assumes string
	}{
		{"kind", "unknown", java(), "", "deployment", ""},
		{"kind", "numbered", java(), org("state.singleton: numbered"), "statefulset", ""},
		{"kind", "keeps files of its own", java(), org("state.files: [{path: /data, keep: true}]"), "statefulset", ""},
		{"kind", "keeps shared files", java(), org("state.files: [{path: /data, keep: true, shared: true}]"), "deployment", ""},
		{"kind", "scratch files", java(), org("state.files: [{path: /data, content: cache}]"), "deployment", ""},
		{"kind", "cron by evidence", as(assess.Cron, lang("python")), "", "cronjob", ""},
		{"kind", "cron by answer", lang("python"), "apps: {shop: {app.components: [{name: svc, type: cron}]}}", "cronjob", ""},
		{"kind", "job", as(assess.Job, lang("go")), "", "job", ""},
		{"kind", "static keeps nothing", as(assess.Static, lang("javascript")), org("state.singleton: numbered"), "deployment", ""},

		{"schedule", "unknown", as(assess.Cron, lang("go")), "", "0 2 * * *", "state.jobs"},
		{"schedule", "quartz in the source", as(assess.Cron, lang("java", at(fact.Schedule, "0 30 3 * * ?", code, "J.java", 1))), "", "30 3 * * *", ""},
		{"schedule", "answered", as(assess.Cron, lang("java", at(fact.Schedule, "0 30 3 * * ?", code, "J.java", 1))), org("state.jobs: [{name: report, cron: 15 4 * * MON-FRI}]"), "15 4 * * MON-FRI", ""},
		{"schedule", "a rate is no schedule", as(assess.Cron, lang("go", at(fact.Schedule, "every 30s", code, "x", 1))), "", "0 2 * * *", "state.jobs"},

		{"ports", "by evidence", java(), "", "8080/http", ""},
		{"ports", "unknown for Node", lang("javascript"), "", "3000/http", "app.ports"},
		{"ports", "unknown for Python", lang("python"), "", "8000/http", "app.ports"},
		{"ports", "answered only", lang("go"), org("app.ports: [{port: 9090, protocol: grpc}]"), "9090/grpc", ""},
		{"ports", "the source wins over an answer", java(), org("app.ports: [{port: 9090}]"), "8080/http", ""},
		{"ports", "an answer wins over EXPOSE", ported(lang("java", at(fact.Port, "80/tcp", deploy, "Dockerfile", 3)), assess.Port{Port: 80, Protocol: "tcp"}), org("app.ports: [{port: 9090}]"), "9090/http", ""},
		{"ports", "an answer says what EXPOSE does not", ported(lang("java", at(fact.Port, "80/tcp", deploy, "Dockerfile", 3)), assess.Port{Port: 80, Protocol: "tcp"}), org("app.ports: [{port: 80, protocol: http}]"), "80/http", ""},
		{"ports", "an answer adds a port", java(), org("app.ports: [{port: 8080}, {port: 20880, protocol: dubbo}]"), "8080/http, 20880/dubbo", ""},
		{"ports", "a worker has none", as(assess.Worker, lang("python")), "", "none", ""},
		{"ports", "static", as(assess.Static, lang("javascript")), "", "8080/http", ""},

		{"exposure", "the only web service", java(), "", "exposed", "app.ports"},
		{"exposure", "answered inside", java(), org("app.ports: [{port: 8080, exposed: false}]"), "internal", ""},
		{"exposure", "by a host name", java(), org("net.hosts: [{env: prod, host: a.example.com, component: svc}]"), "exposed", ""},
		{"exposure", "no port", as(assess.Worker, lang("go")), org("net.hosts: [{env: prod, host: a.example.com}]"), "internal", ""},

		{"session", "unknown", java(), "", "free", "state.session"},
		{"session", "memory by evidence", java(at(fact.Session, "memory", code, "S.java", 1)), "", "sticky", "state.session"},
		{"session", "redis by evidence", java(at(fact.Session, "redis", code, "S.java", 1)), "", "free", ""},
		{"session", "answer over evidence", java(at(fact.Session, "memory", code, "S.java", 1)), org("state.session: shared"), "free", ""},
		{"session", "answered", java(), org("state.session: memory-sticky"), "sticky", ""},

		{"rollout", "unknown", java(), "", "rolling", "state.singleton"},
		{"rollout", "single", java(), org("state.singleton: single"), "recreate", ""},
		{"rollout", "job that may not run twice", java(), org("state.singleton: multiple", "state.jobs: [{name: bill, reentrant: false}]"), "recreate", ""},
		{"rollout", "listed job of which nobody said that it may run twice", java(at(fact.Schedule, "0 0 2 * * ?", code, "J.java", 1)), org("state.jobs: [{name: bill}]"), "recreate", "state.singleton"},
		{"rollout", "stop wanted", java(), org("state.singleton: multiple", "dev.release: {wanted: stop}"), "recreate", ""},
		{"rollout", "numbered", java(), org("state.singleton: numbered"), "ordered", ""},
		{"rollout", "cron", as(assess.Cron, lang("go")), "", "next run", ""},

		{"grace", "unknown", java(), "", "45s", "state.shutdown"},
		{"grace", "answered", java(), org("state.shutdown: {longest: 2m}"), "2m15s", ""},
		{"grace", "worker waits for no load balancer", as(assess.Worker, lang("go")), org("state.shutdown: {longest: 60s}"), "1m5s", ""},

		{"probes.readiness", "only a port", java(), "", "tcp http, 10s x 3", "ops.health"},
		{"probes.liveness", "only a port", java(), "", "none", "ops.health"},
		{"probes.startup", "only a port", java(), "", "none", ""},
		{"probes.readiness", "apart", healthy(java(), config, "liveness", "/live", "readiness", "/ready"), "", "http http /ready, 10s x 3", ""},
		{"probes.liveness", "apart", healthy(java(), config, "liveness", "/live", "readiness", "/ready"), "", "http http /live, 10s x 3", ""},
		{"probes.startup", "unknown start of a JVM", healthy(java(), config, "liveness", "/live"), "", "http http /live, 5s x 24", "perf.startup"},
		{"probes.startup", "answered", healthy(java(), config, "liveness", "/live"), org("perf.startup: 90s"), "http http /live, 5s x 36", ""},
		{"probes.startup", "quick", healthy(lang("go"), config, "liveness", "/live"), org("perf.startup: 1s"), "http http /live, 5s x 6", ""},
		{"probes.liveness", "Spring's sum of dependencies", healthy(java(), config, "health", "/actuator/health"), "", "none", "ops.health"},
		{"probes.readiness", "Spring's sum of dependencies", healthy(java(), config, "health", "/actuator/health"), "", "http http /actuator/health, 10s x 3", ""},
		{"probes.liveness", "plain", healthy(java(), code, "health", "/healthz"), "", "http http /healthz, 10s x 3", ""},
		{"probes.liveness", "answered", java(), org("ops.health: {kind: separate, liveness: /l, readiness: /r}"), "http http /l, 10s x 3", ""},
		{"probes.liveness", "the source wins", healthy(java(), config, "liveness", "/live"), org("ops.health: {kind: separate, liveness: /l}"), "http http /live, 10s x 3", ""},
		{"probes.readiness", "gRPC, as answered", speaks(java(), "grpc"), org("ops.health: {kind: grpc}"), "grpc grpc, 10s x 3", ""},
		{"probes.readiness", "gRPC without such a port", java(), org("ops.health: {kind: grpc}"), "tcp http, 10s x 3", "ops.health"},
		{"probes.readiness", "port only, as answered", healthy(java(), config, "readiness", "/ready"), org("ops.health: {kind: port-only}"), "tcp http, 10s x 3", ""},
		{"probes.readiness", "static", as(assess.Static, lang("javascript")), "", "http http /, 10s x 3", ""},
		{"probes.readiness", "worker", as(assess.Worker, lang("go")), "", "none", ""},
		{"probes.liveness", "gRPC health service", healthy(ported(lang("go"), assess.Port{Port: 50051, Protocol: "grpc"}), code, "grpc", ""), "", "grpc grpc, 10s x 3", ""},
		{"probes.readiness", "management port", healthy(ported(java(), assess.Port{Port: 8080, Protocol: "http"}, assess.Port{Port: 9000, Protocol: "http", Name: "management"}), config, "readiness", "/actuator/health/readiness"), "", "http management /actuator/health/readiness, 10s x 3", ""},

		{"security.user", "unknown", java(), "", "10001", ""},
		{"security.user", "root today is no reason", java(at(fact.RunUser, "root", fact.FromStart, "unit", 1)), "", "10001", ""},
		{"security.user", "root by answer", java(), org("app.root: [root]"), "0", ""},
		{"security.user", "static", as(assess.Static, lang("javascript")), "", "101", ""},
		{"security.privileged", "unknown", java(), "", "none", ""},
		{"security.privileged", "answered", java(), org("app.root: [privileged]"), "privileged", ""},
		{"security.privileged", "one capability", java(), org("app.root: [net-admin]"), "NET_ADMIN", ""},
		{"security.read-only-root", "unknown", java(), "", "true", "state.files"},
		{"security.read-only-root", "nothing is written", java(), org("state.files: {na: true}"), "true", ""},
		{"security.read-only-root", "written where no volume can be", java(at(fact.LocalWrite, "config.db", code, "A.java", 1)), "", "false", ""},
		{"security.read-only-root", "external application server", assess.Component{Language: assess.Versioned{ID: "java"}, Packaging: "war"}, "", "false", "state.files"},

		{"volumes", "unknown", java(), "", "/tmp scratch 1Gi", ""},
		{"volumes", "written by evidence", java(at(fact.LocalWrite, "work", code, "A.java", 1)), "", "/tmp scratch 1Gi; /app/work scratch 1Gi", "state.files"},
		{"volumes", "a log file", java(at(fact.LocalWrite, "/var/log/shop/app.log", code, "A.java", 1)), "", "/tmp scratch 1Gi; /var/log/shop scratch 1Gi", ""},
		{"volumes", "below /tmp", java(at(fact.LocalWrite, "/tmp/upload", code, "A.java", 1)), "", "/tmp scratch 1Gi", ""},
		{"volumes", "placeholder", java(at(fact.LocalWrite, "${DIR:/data/x}", code, "A.java", 1)), org("state.files: {na: true}"), "/tmp scratch 1Gi; /data/x scratch 1Gi", "state.files"},
		{"volumes", "answered as the source has it", java(at(fact.LocalWrite, "D:/shop/files", config, "application.yml", 1), at(fact.WriteSetting, "shop.dir=D:/shop/files", config, "application.yml", 1), at(fact.ConfigOverride, "relaxed", code, "pom.xml", 1)), org("state.files: [{path: 'D:/shop/files', keep: true}]"), "/tmp scratch 1Gi; /data/files claim 20Gi", "state.files"},
		{"volumes", "two answers for one directory", java(), org("state.files: [{path: logs}, {path: logs/app.log}, {path: /data/a.db, keep: true}, {path: /data}]"), "/tmp scratch 1Gi; /app/logs scratch 1Gi; /data claim 20Gi", "state.files"},
		{"volumes", "kept", java(), org("state.files: [{path: /data, keep: true, size: 50Gi}]", "tgt.storage: [{class: disk}]"), "/tmp scratch 1Gi; /data claim 50Gi", ""},
		{"volumes", "kept, size unknown", java(), org("state.files: [{path: /data, keep: true}]"), "/tmp scratch 1Gi; /data claim 20Gi", "state.files"},
		{"volumes", "shared", java(), org("state.files: [{path: /data, keep: true, shared: true, size: 1Gi}]", "tgt.storage: [{class: nas, shared: true}]"), "/tmp scratch 1Gi; /data shared claim 1Gi", ""},
		{"volumes", "Windows path", java(at(fact.LocalWrite, `D:\upload`, code, "A.java", 1)), "", "none", ""},

		{"replicas.dev", "unknown", java(), "", "1", "state.singleton"},
		{"replicas.prod", "unknown", java(), "", "2", "biz.criticality"},
		{"replicas.staging", "unknown", java(), "", "1", "biz.criticality"},
		{"replicas.prod", "core", java(), org("biz.criticality: core", "state.singleton: multiple"), "3", ""},
		{"replicas.prod", "negligible", java(), org("biz.criticality: negligible", "state.singleton: multiple"), "1", ""},
		{"replicas.prod", "availability", java(), org("goal.slo: 99.95", "state.singleton: multiple"), "3", ""},
		{"replicas.prod", "more today", java(), org("biz.criticality: normal", "cur.instances: [{env: prod, count: 6}]", "state.singleton: multiple"), "6", ""},
		{"replicas.staging", "fewer than production", java(), org("biz.criticality: core", "cur.instances: [{env: staging, count: 1}]", "state.singleton: multiple"), "1", ""},
		{"replicas.prod", "single", java(), org("biz.criticality: core", "state.singleton: single"), "1", ""},
		{"replicas.prod", "connections", java(at(fact.ConnectionPool, "50", config, "a.yml", 1)), org("biz.criticality: core", "data.conn: {limit: 100}", "state.singleton: multiple"), "2", ""},
		{"replicas.prod", "sessions in files", java(), org("biz.criticality: core", "state.session: local-file", "state.singleton: multiple"), "1", ""},
		{"replicas.prod", "compose file", java(at(fact.Instances, "4", deploy, "compose.yml", 9)), org("state.singleton: multiple"), "4", "biz.criticality"},
		{"replicas.prod", "for one environment", java(), "envs: {prod: {biz.criticality: core}}\n" + org("biz.criticality: negligible", "state.singleton: multiple"), "3", ""},

		{"autoscale.prod", "unknown", java(), "", "2-4 at 70% CPU", "state.singleton"},
		{"autoscale.dev", "never", java(), "", "none", ""},
		{"autoscale.prod", "steady", java(), org("perf.peaks: {pattern: steady}"), "none", "state.singleton"},
		{"autoscale.prod", "peaks", java(), org("state.singleton: multiple", "perf.startup: 30s", "perf.peaks: {pattern: daily, ratio: 3}"), "2-6 at 70% CPU", ""},
		{"autoscale.prod", "starts slowly", java(), org("state.singleton: multiple", "perf.startup: 3m"), "none", ""},
		{"autoscale.prod", "sessions in memory", java(at(fact.Session, "memory", code, "S.java", 1)), org("state.singleton: multiple"), "none", ""},
		{"autoscale.prod", "another bottleneck", java(), org("state.singleton: multiple", "perf.startup: 3s", "perf.limits: [connections]"), "none", ""},
		{"autoscale.prod", "connections", java(), org("state.singleton: multiple", "perf.startup: 3s", "perf.peaks: {pattern: daily, ratio: 9}", "data.conn: {pool: 10, limit: 50}"), "2-5 at 70% CPU", ""},
		{"autoscale.prod", "single", java(), org("state.singleton: single"), "none", ""},

		{"resources.prod", "unknown JVM", java(), "", "cpu 500m, memory 1Gi", "perf.cpu"},
		{"resources.dev", "unknown JVM", java(), "", "cpu 250m, memory 768Mi", "perf.cpu"},
		{"resources.prod", "unknown Node", lang("javascript"), "", "cpu 100m, memory 256Mi", "perf.cpu"},
		{"resources.prod", "measured", java(), org("perf.cpu: {mean: 300m, peak: 1}", "perf.memory: {peak: 1000Mi}"), "cpu 300m, memory 1216Mi", ""},
		{"resources.prod", "heap of the start command", java(at(fact.HeapMax, "3Gi", fact.FromStart, "start.sh", 1)), org("perf.cpu: {mean: 1}"), "cpu 1, memory 4Gi", ""},
		{"resources.prod", "a small heap of Spring", java(at(fact.HeapMax, "200Mi", fact.FromStart, "start.sh", 1)), org("perf.cpu: {mean: 1}"), "cpu 1, memory 512Mi", ""},
		{"resources.dev", "a small heap of Spring", java(at(fact.HeapMax, "200Mi", fact.FromStart, "start.sh", 1)), org("perf.cpu: {mean: 1}"), "cpu 500m, memory 512Mi", ""},
		{"env.JAVA_TOOL_OPTIONS", "a small heap of Spring", java(at(fact.HeapMax, "200Mi", fact.FromStart, "start.sh", 1)), "", "-XX:MaxRAMPercentage=40", ""},
		{"env.JAVA_TOOL_OPTIONS", "a large heap", java(at(fact.HeapMax, "3Gi", fact.FromStart, "start.sh", 1)), "", "-XX:MaxRAMPercentage=75", ""},
		{"resources.prod", "a small heap without Spring", lang("java", at(fact.HeapMax, "100Mi", fact.FromStart, "start.sh", 1)), org("perf.cpu: {mean: 1}"), "cpu 1, memory 256Mi", ""},
		{"resources.prod", "heap above the peak", java(at(fact.HeapMax, "3Gi", fact.FromStart, "start.sh", 1)), org("perf.cpu: {mean: 1}", "perf.memory: {peak: 1Gi}"), "cpu 1, memory 4Gi", ""},
		{"resources.dev", "never below the heap", java(at(fact.HeapMax, "3Gi", fact.FromStart, "start.sh", 1)), org("perf.cpu: {mean: 1}"), "cpu 500m, memory 4Gi", ""},
		{"resources.prod", "utilization", java(), org("cur.instances: [{env: prod, count: 2, cpu: 8, memory: 16Gi}]", "cur.utilization: {cpu-mean: 10, memory-peak: 25}"), "cpu 800m, memory 4928Mi", ""},
		{"resources.prod", "quota", java(), org("perf.cpu: {mean: 300m, peak: 1500m}", "perf.memory: {peak: 1Gi}", "tgt.tenancy: {quota: limits}"), "cpu 300m-1500m, memory 1248Mi", ""},
		{"resources.dev", "given for the environment", java(), "envs: {dev: {perf.cpu: {mean: 40m}, perf.memory: {peak: 100Mi}}}\n", "cpu 40m, memory 128Mi", ""},

		{"disruption.prod", "two", java(), "", "maxUnavailable 1", ""},
		{"disruption.dev", "one", java(), "", "none", ""},
		{"spread.prod", "two", java(), "", "zones", ""},
		{"hosts.prod", "unknown", java(), "", "none", "net.hosts"},
		{"hosts.prod", "answered", java(), org("net.hosts: [{env: prod, host: a.example.com}, {env: dev, host: b.example.com}]"), "a.example.com", ""},

		{"build.version", "unknown", lang("java"), "", "21", "app.stack"},
		{"build.version", "by evidence", lang("java", at(fact.LanguageVersion, "8", fact.FromBuild, "pom.xml", 3)), "", "8", ""},
		{"build.version", "answered", lang("java", at(fact.LanguageVersion, "8", fact.FromBuild, "pom.xml", 3)), org("app.stack: {version: 11}"), "11", ""},
		{"build.version", "answer about another language", lang("java", at(fact.LanguageVersion, "8", fact.FromBuild, "pom.xml", 3)), org("app.stack: {language: go, version: '1.26'}"), "8", ""},
		{"build.version", "Go's is the least", lang("go", at(fact.LanguageVersion, "1.18", fact.FromBuild, "go.mod", 3)), "", "1.26", ""},
		{"build.version", "Go's toolchain is the team's", lang("go", at(fact.LanguageVersion, "1.26", fact.FromBuild, "go.mod", 3), at(fact.LanguageVersion, "1.27", fact.FromBuild, "go.mod", 5).With(fact.Medium)), "", "1.27", ""},
		{"build.start", "unknown", lang("python"), "", "usual", "cur.startup"},
		{"build.start", "answered", lang("python"), org(`cur.startup: {command: "gunicorn -b '0.0.0.0:8000' shop.wsgi"}`), "gunicorn -b 0.0.0.0:8000 shop.wsgi", ""},
		{"build.start", "by evidence", started("python", "/opt/venv/bin/gunicorn", "shop.wsgi"), "", "gunicorn shop.wsgi", ""},
		{"build.start", "paths of the host", started("python", "python", "/opt/shop/run.py"), "", "usual", "cur.startup"},
		{"build.start", "a jar", started("java", "/usr/bin/java", "-jar", "/opt/a.jar"), "", "/usr/bin/java -jar /opt/a.jar", ""},
		{"build.start", "a jar, unknown", lang("java"), "", "usual", ""},
		{"build.command", "answered", lang("javascript"), org("app.build: {command: npm run build:prod}"), "npm run build:prod", ""},
		{"build.time-zone", "unknown", java(), "", "UTC", "app.locale"},
		{"build.time-zone", "by evidence", java(at(fact.TimeZone, "Asia/Shanghai", fact.FromStart, "unit", 1)), "", "Asia/Shanghai", ""},
		{"build.locale", "GBK for the JVM", java(at(fact.Charset, "GBK", fact.FromStart, "start.sh", 1)), "", "none", ""},
		{"build.locale", "GBK elsewhere", lang("python"), org("app.locale: {charset: gbk}"), "zh_CN.GB18030", ""},
		{"build.fonts", "by evidence", java(at(fact.CJKFonts, "true", code, "A.java", 1)), "", "true", ""},
		{"build.fonts", "answered", java(), org("app.nativedeps: [cjk-fonts, ffmpeg]"), "true", ""},
		{"build.packages", "both", java(at(fact.SystemPackage, "libreoffice", code, "A.java", 1)), org("app.nativedeps: [cjk-fonts, ffmpeg]"), "ffmpeg libreoffice", ""},
		{"build.tests", "none", java(), "", "none", ""},
		{"build.tests", "no service is used", java(tested), "", "gate", "test.unit"},
		{"build.tests", "a database is used", using(java(tested), "mysql"), "", "stage", "test.unit"},
		{"build.tests", "a database is used, the tests do without", using(java(tested), "mysql"), org("test.unit: {self-contained: true}"), "gate", ""},
		{"build.tests", "a database is used, tests are present", using(java(tested), "mysql"), org("test.unit: {present: true}"), "stage", "test.unit"},
		{"build.tests", "no good", java(tested), org("test.unit: {present: false}"), "none", ""},
		{"build.tests", "need something outside", java(tested), org("test.unit: {self-contained: false}"), "stage", ""},

		{"network", "unknown", java(), "", "suggest; in: none; out: none", "dep.complete"},
		{"network", "complete", java(), org("dep.complete: true", "dep.down: [{name: bank, cidr: 10.9.0.0/16, port: 443}, {name: sms, location: internet}]"), "enforce; in: none; out: 10.9.0.0/16:443 0.0.0.0/0:443", ""},
		{"network", "callers", java(), org("dep.up: [{name: erp, cidr: 10.8.0.0/16}]"), "suggest; in: 10.8.0.0/16:8080; out: none", "dep.complete"},
		{"network", "a kind alone, answered as the source has it", serviceAt(java(), "smtp", "smtp.163.com:465"), org("dep.middleware: [{kind: smtp}]"), "suggest; in: none; out: smtp:465", "dep.complete"},
		{"network", "database by address", java(), org("data.stores: [{kind: mysql, host: 10.1.2.3}]"), "suggest; in: none; out: 10.1.2.3/32:3306", "dep.complete"},
	}
	for _, tt := range tests {
		t.Run(tt.aspect+"/"+tt.name, func(t *testing.T) {
			w := one(t, tt.c, tt.answers)
			for _, d := range w.Decisions {
				if d.ID != w.DecisionID(tt.aspect) {
					continue
				}
				if d.Value != tt.want || d.Assumes != tt.assumes {
					t.Errorf("got %q assuming %q, want %q assuming %q\n%s\n%+v", d.Value, d.Assumes, tt.want, tt.assumes, d.Reason.EN, d.Inputs)
				}
				return
			}
			t.Errorf("no decision %s", tt.aspect)
		})
	}
}

// speaks gives a component one port with a protocol.
func speaks(c assess.Component, protocol string) assess.Component {
	c.Ports = []assess.Port{{Port: 9000, Protocol: protocol}}
	return c
}

// serviceAt gives a component a service with a configured address.
func serviceAt(c assess.Component, kind, address string) assess.Component {
	c.Services = append(c.Services, assess.Service{Kind: kind, Address: address})
	return c
}
