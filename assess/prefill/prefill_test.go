package prefill_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/prefill"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

var update = flag.Bool("update", false, "rewrite the golden file")

var loadBank = sync.OnceValues(survey.Load)

func bank(t *testing.T) *survey.Bank {
	t.Helper()
	b, err := loadBank()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestShop holds the suggestions for the example to a golden file. Read the
// difference: is every line true?
func TestShop(t *testing.T) {
	tree, err := scan.Walk(t.Context(), os.DirFS("../../examples/shop"), scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	a, err := resolve.Assess(t.Context(), tree, resolve.Options{Name: "shop"})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, s := range prefill.Suggest(a, bank(t), prefill.Options{Application: "mall", Named: []string{"bff"}}) {
		fmt.Fprintf(&b, "%s %s = %s\n    %s, %s: %s\n", s.Place, s.Question, s.Value, s.Confidence, s.By, strings.Join(s.Evidence, " "))
	}
	file := filepath.Join("testdata", "shop.txt")
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), b.String()); diff != "" {
		t.Error(diff)
	}
}

// of is a component with facts of high confidence, one a line, as KEY=VALUE.
func of(name string, facts ...string) assess.Component {
	c := assess.Component{Name: name, Path: "src/" + name, Deployable: true, Workload: assess.Web}
	for i, line := range facts {
		key, value, _ := strings.Cut(line, "=")
		f := fact.New(key, value, fact.FromConfig, "app.yml", i+1)
		f.Detector = "test"
		c.Facts = append(c.Facts, f)
		switch {
		case key == fact.Port:
			p, _ := assess.ParsePort(value)
			c.Ports = append(c.Ports, p)
		case strings.HasPrefix(key, fact.PortPrefix()):
			p, _ := assess.ParsePort(value)
			p.Name = strings.TrimPrefix(key, fact.PortPrefix())
			c.Ports = append(c.Ports, p)
		case key == fact.Service:
			c.Services = append(c.Services, assess.Service{Kind: value})
		}
	}
	return c
}

func suggest(t *testing.T, o prefill.Options, cs ...assess.Component) []interview.Suggestion {
	t.Helper()
	o.Application = "shop"
	return prefill.Suggest(assess.Assessment{Components: cs}, bank(t), o)
}

// values are the values suggested for a question, in order, each with its place.
func values(all []interview.Suggestion, question string) []string {
	var out []string
	for _, s := range all {
		if s.Question == question {
			out = append(out, strings.TrimPrefix(s.Place.String(), "apps.shop")+" "+s.Value.String())
		}
	}
	return out
}

func TestValues(t *testing.T) {
	api := ".components.api "
	for _, test := range []struct {
		name, question string
		facts          []string
		want           []string
	}{
		{"nothing says the environment", "cur.instances", []string{"instances=3"}, nil},
		{"a plain command", "cur.startup", []string{`start=["/usr/bin/node","src/server.js"]`}, []string{api + "command=node src/server.js"}},
		{"heap of today's machine", "cur.startup", []string{`start=["java","-Xmx1g","-jar","app.jar"]`}, []string{api + "command=java -jar app.jar"}},
		{"paths of today's machine", "cur.startup", []string{`start=["java","-jar","/opt/shop/app.jar"]`}, nil},
		{"an argument with spaces", "cur.startup", []string{`start=["run","a b"]`}, []string{api + "command=run 'a b'"}},
		{"a line of a shell", "cur.startup", []string{`start=["sh","-c","a && b"]`}, []string{api + "command=a && b"}},
		{"what only a shell expands", "cur.startup", []string{`start=["run","$PORT"]`}, nil},
		{"no command", "cur.startup", []string{`start=[]`}, nil},
		{"an exact version", "app.stack", []string{"language=java", "language.version=17"}, []string{api + "language=java, version=17"}},
		{"a range is no version", "app.stack", []string{"language=javascript", "language.version=>=20"}, nil},
		{"a language that is no option", "app.stack", []string{"language=cobol", "language.version=4"}, nil},
		{"fonts", "app.nativedeps", []string{"system-package=ffmpeg", "fonts.cjk=true"}, []string{api + "ffmpeg, cjk-fonts"}},
		{"locale", "app.locale", []string{"locale=zh_CN.GB18030", "time-zone=Asia/Shanghai"}, []string{api + "time-zone=Asia/Shanghai, charset=gb18030"}},
		{"charset", "app.locale", []string{"charset=GBK", "locale=zh_CN.UTF-8"}, []string{api + "charset=gbk"}},
		{"unknown charset", "app.locale", []string{"charset=EBCDIC"}, nil},
		{"ports", "app.ports", []string{"port=8080/http", "port.management=9090/http"}, []string{api + "port=8080, protocol=http; port=9090, protocol=http, name=management"}},
		{"ordinary user", "app.root", []string{"run-user=shop"}, []string{api + "none"}},
		{"root may not be needed", "app.root", []string{"run-user=root"}, nil},
		{"a secret by its name alone", "cfg.perenv", []string{"env.DB_PASSWORD=", "env.LOG_LEVEL=debug"}, []string{api + "key=DB_PASSWORD, secret=true; key=LOG_LEVEL"}},
		{"what the image sets is nobody's to set", "cfg.perenv", []string{"env.PATH=bin", "env.HOSTNAME=0.0.0.0"}, nil},
		{"an optional secret", "cfg.perenv", []string{"env.DB_PASSWORD=", "env-optional.DB_PASSWORD=true"}, nil},
		{"session", "state.session", []string{"session=redis"}, []string{api + "shared"}},
		{"unknown session", "state.session", []string{"session=carrier-pigeon"}, nil},
		{"files", "state.files", []string{"local-write=/data/upload", "local-write=logs", "local-write=/x", "local-write.kept=/x"}, []string{api + "path=/data/upload, content=upload, keep=true; path=/x, keep=true; path=logs, content=log"}},
		{"a job with a rate", "state.jobs", []string{"schedule=every 1m"}, []string{api + "name=app (every 1m)"}},
		{"a job with a lock", "state.jobs", []string{"schedule=0 0 2 * * ?", "schedule.lock=shedlock"}, []string{api + "name=app, cron=0 0 2 * * ?, reentrant=true"}},
		{"shutdown", "state.shutdown", []string{"graceful-shutdown=false"}, []string{api + "behaviour=abrupt"}},
		{"another system", "dep.down", []string{"env.PAY_URL=https://pay.example.com/v2", "env.SELF=http://localhost:1"}, []string{api + "name=pay.example.com, address=pay.example.com, port=443"}},
		{"an address with a password", "dep.down", []string{"env.PAY_URL=https://me:you@pay.example.com"}, nil},
		{"stores and middleware", "data.stores", []string{"service=mysql", "service=kafka"}, []string{api + "kind=mysql"}},
		{"middleware and stores", "dep.middleware", []string{"service=mysql", "service=kafka"}, []string{api + "kind=kafka"}},
		{"heap", "perf.memory", []string{"memory.heap-max=1Gi"}, []string{api + "heap=1Gi"}},
		{"separate endpoints", "ops.health", []string{"health=liveness:/l", "health=readiness:/r"}, []string{api + "kind=separate, liveness=/l, readiness=/r"}},
		{"one beside readiness", "ops.health", []string{"health=health:/healthz", "health=readiness:/readyz"}, []string{api + "kind=separate, liveness=/healthz, readiness=/readyz"}},
		{"one", "ops.health", []string{"health=health:/healthz"}, []string{api + "kind=single, readiness=/healthz"}},
		{"source that nobody built", "app.source", []string{"build-tool=maven"}, []string{api + "unverified"}},
		{"an archive", "app.source", []string{"packaging=jar"}, []string{api + "binary-only"}},
		{"a framework", "app.stack", []string{"language=java", "language.version=17", "framework=spring-boot", "framework.version=3.5.7"}, []string{api + "language=java, version=17, framework=spring-boot, framework-version=3.5.7"}},
		{"a glob is no artefact", "app.build", []string{"build.artifact=target/*.jar"}, nil},
		{"native modules are compiled", "app.native", []string{"build.native-module=bcrypt"}, []string{api + "name=bcrypt, arch=both, source=true"}},
		{"files with profiles, and variables", "cfg.how", []string{"config.file=application.yml", "profile=prod", "env.A=", "service=apollo"}, []string{api + "packaged, environment, apollo"}},
		{"a registry may hold configuration or not", "cfg.how", []string{"service=nacos"}, nil},
		{"secrets by what they open", "cfg.secrets", []string{"secret.setting=spring.datasource.password", "secret.setting=spring.redis.password", "secret.setting=jwt.secret", "secret.setting=spring.datasource.username"}, []string{api + "kind=signing, place=code; kind=database, place=code"}},
		{"a registry", "state.singleton", []string{"single=registry:eureka"}, []string{api + "single"}},
		{"a database in memory beside another", "state.singleton", []string{"single=memory-database:h2", "service=mysql"}, nil},
		{"registry", "dep.registry", []string{"service=eureka"}, []string{api + "product=eureka"}},
		{"ZooKeeper without Dubbo", "dep.registry", []string{"service=zookeeper"}, nil},
		{"rendered by a server", "dep.frontend", []string{"framework=next"}, []string{api + "delivery=ssr"}},
		{"a library of Java", "data.schema", []string{"database.migration=flyway"}, []string{api + "on-start"}},
		{"a tool", "data.schema", []string{"database.migration=alembic"}, []string{api + "tool"}},
		{"log files", "ops.logs", []string{"local-write=/var/log/shop"}, []string{api + "to=file-only, path=/var/log/shop"}},
		{"metrics", "ops.metrics", []string{"metrics.path=/metrics"}, []string{api + "kind=prometheus, path=/metrics"}},
		{"an agent", "ops.tracing", []string{`start=["java","-javaagent:/opt/skywalking-agent.jar","-jar","a.jar"]`}, []string{api + "product=skywalking, attached=agent"}},
		{"an unknown agent", "ops.tracing", []string{`start=["java","-javaagent:x.jar","-jar","a.jar"]`}, nil},
		{"gRPC has no path", "ops.health", []string{"health=grpc:"}, []string{api + "kind=grpc"}},
		{"gRPC beside HTTP", "ops.health", []string{"health=grpc:", "health=health:/healthz"}, []string{api + "kind=single, readiness=/healthz"}},
		{"a script that is built elsewhere", "cur.startup", []string{`start=["/app/build/install/shop/bin/shop"]`}, nil},
		{"a script beside the program", "cur.startup", []string{`start=["./run.sh"]`}, []string{api + "command=./run.sh"}},
		{"a runtime that lies elsewhere", "cur.startup", []string{`start=["/opt/jdk-17/bin/java","-jar","app.jar"]`}, []string{api + "command=java -jar app.jar"}},
		{"a version with a word", "app.stack", []string{"language=java", "language.version=8", "framework=spring-boot", "framework.version=2.1.5.RELEASE"}, []string{api + "language=java, version=8, framework=spring-boot, framework-version=2.1.5"}},
		{"a name in camel case", "state.files", []string{"local-write=D:/shop/uploadPath"}, []string{api + "path=D:/shop/uploadPath, content=upload, keep=true"}},
		{"a secret of what may not be in use", "cfg.perenv", []string{"env.REDIS_PASSWORD=", "service=redis", "service=mysql"}, []string{api + "key=REDIS_PASSWORD, secret=true"}},
		{"a framework for jobs", "state.jobs", []string{"schedule=xxl-job"}, []string{api + "name=app (xxl-job), framework=xxl-job"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := values(suggest(t, prefill.Options{}, of("api", test.facts...)), test.question)
			for i := range got { // where it is asked is another test's
				if !strings.HasPrefix(got[i], api) {
					got[i] = api + strings.TrimSpace(got[i])
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPlaces: what is asked of the application is suggested there when its
// components agree, else at each of them.
func TestPlaces(t *testing.T) {
	q, _ := bank(t).Question("app.locale")
	if q.Ask != survey.App {
		t.Fatalf("app.locale is asked at %s: hold another question to this", q.Ask)
	}
	same := suggest(t, prefill.Options{}, of("a", "time-zone=Asia/Shanghai"), of("b", "time-zone=Asia/Shanghai"), of("c"))
	if got := values(same, "app.locale"); len(got) != 1 || got[0] != " time-zone=Asia/Shanghai" {
		t.Errorf("agreeing: %q", got)
	}
	differ := suggest(t, prefill.Options{}, of("a", "time-zone=Asia/Shanghai"), of("b", "time-zone=UTC"))
	if got := values(differ, "app.locale"); len(got) != 2 || !strings.HasPrefix(got[0], ".components.a ") {
		t.Errorf("differing: %q", got)
	}
}

// TestNames: a component goes by the name that answers use, and those outside of
// the application's list are left out.
func TestNames(t *testing.T) {
	all := suggest(t, prefill.Options{Components: []string{"src/a", "b"}, Named: []string{"src/a"}}, of("a"), of("b"), of("c"))
	if got, want := values(all, "app.components"), []string{" name=src/a, type=web; name=b, type=web"}; !cmp.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestConflict: the winner comes first, what speaks against it after it.
func TestConflict(t *testing.T) {
	c := of("api", "port=8081/http", "port=9000/http")
	c.Conflicts = []assess.Conflict{{Key: fact.Port, Chosen: "8081/http", Candidates: c.Facts.All(fact.Port)}}
	c.Ports = c.Ports[:1]
	got := values(suggest(t, prefill.Options{}, c), "app.ports")
	want := []string{".components.api port=8081, protocol=http", ".components.api port=9000, protocol=http"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestOptionalServices: what the program does without is offered apart, as assumed.
func TestOptionalServices(t *testing.T) {
	c := of("api", "service=mysql", "service=redis", "service.mysql.address=db.internal.example:3307")
	c.Services[0].Address = "db.internal.example:3307"
	c.Services[1].Optional = true
	var got []string
	for _, s := range suggest(t, prefill.Options{}, c) {
		if s.Question == "data.stores" {
			got = append(got, string(s.Confidence)+": "+s.Value.String())
		}
	}
	want := []string{"confirmed: kind=mysql", "assumed: kind=mysql; kind=redis", "assumed: kind=mysql, host=db.internal.example, port=3307; kind=redis"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestAssumed: what only mostly follows from the evidence is not confirmed with the
// rest in one go.
func TestAssumed(t *testing.T) {
	for _, test := range []struct {
		name, question string
		facts          []string
		want           survey.Confidence
	}{
		{"profiles of environments", "cfg.how", []string{"config.file=application.yml", "profile=core", "profile=prod"}, survey.Confirmed},
		{"profiles of parts", "cfg.how", []string{"config.file=application.yml", "profile=core", "profile=db"}, survey.Assumed},
		{"written files may not be all", "state.files", []string{"local-write=/var/run/shop"}, survey.Assumed},
	} {
		found := false
		for _, s := range suggest(t, prefill.Options{}, of("api", test.facts...)) {
			if found = found || s.Question == test.question; s.Question == test.question && s.Confidence != test.want {
				t.Errorf("%s: %s, want %s", test.name, s.Confidence, test.want)
			}
		}
		if !found {
			t.Errorf("%s: nothing is suggested", test.name)
		}
	}
}

// TestJobs: a job goes by the file that starts it, not by a list of dependencies.
func TestJobs(t *testing.T) {
	for _, test := range []struct {
		value, file string
		origin      fact.Origin
		want        string
	}{
		{"quartz", "jobs/pom.xml", fact.FromBuild, "name=quartz, framework=quartz"},
		{"every 1h", "src/CouponJob.java", fact.FromCode, "name=CouponJob (every 1h), framework=in-process"},
		{"0 0 3 * * ?", "src/OrderJob.java", fact.FromCode, "name=OrderJob, cron=0 0 3 * * ?, framework=in-process"},
		{"celery-beat", "Procfile", fact.FromStart, "name=celery-beat, framework=celery"},
	} {
		c := of("api")
		f := fact.New(fact.Schedule, test.value, test.origin, test.file, 3)
		f.Detector = "test"
		c.Facts = append(c.Facts, f)
		if got := values(suggest(t, prefill.Options{}, c), "state.jobs"); len(got) != 1 || got[0] != ".components.api "+test.want {
			t.Errorf("%s: %q, want %q", test.value, got, test.want)
		}
	}
}

// TestStaticPort: a web server for files speaks HTTP, whatever a deployment says of it.
func TestStaticPort(t *testing.T) {
	c := of("web", "port=8080/tcp")
	c.Workload = assess.Static
	if got := values(suggest(t, prefill.Options{}, c), "app.ports"); len(got) != 1 || !strings.HasSuffix(got[0], "port=8080, protocol=http") {
		t.Errorf("%q", got)
	}
}

// TestOptionalSecret: the secret of a service that the program does without is not asked of an
// environment that has no such service.
func TestOptionalSecret(t *testing.T) {
	c := of("api", "service=elasticsearch", "env.ELASTICSEARCH_API_KEY=", "env.DB_PASSWORD=")
	c.Services[0].Optional = true
	if got := values(suggest(t, prefill.Options{}, c), "cfg.perenv"); len(got) != 1 || !strings.HasSuffix(got[0], " key=DB_PASSWORD, secret=true") {
		t.Errorf("%q", got)
	}
}

// TestSiblings: an address on the developer's machine is another component where
// one alone listens there.
func TestSiblings(t *testing.T) {
	all := suggest(t, prefill.Options{}, of("web", "port=80/http", "env.API=http://localhost:8080", "env.X=http://127.0.0.1:9"), of("api", "port=8080/http"))
	if got := values(all, "dep.down"); len(got) != 1 || !strings.HasSuffix(got[0], "name=api") {
		t.Errorf("%q", got)
	}
	all = suggest(t, prefill.Options{}, of("web", "port=80/http", "env.API=api:8080", "env.OTHER=api:9", "env.SELF=web:80", "env.NAME=cart:8080"), of("api", "port=8080/grpc"))
	if got := values(all, "dep.down"); len(got) != 1 || !strings.HasSuffix(got[0], " name=api") {
		t.Errorf("by name: %q", got)
	}
}

func TestApplications(t *testing.T) {
	got := prefill.Applications(bank(t), "gantry.yaml", []prefill.Application{{Name: "mall", Place: "gantry.yaml:7"}, {Name: "erp", Place: "gantry.yaml:9"}})
	if len(got) != 1 || got[0].Value.String() != "name=mall; name=erp" || got[0].Place != (survey.Place{}) {
		t.Errorf("%+v", got)
	}
	if prefill.Applications(bank(t), "gantry.yaml", nil) != nil {
		t.Error("no applications suggest something")
	}
}

func TestRepository(t *testing.T) {
	for _, test := range []struct{ url, branch, want string }{
		{"https://me:token@codeup.aliyun.com/shop/shop.git", "main", "url=https://codeup.aliyun.com/shop/shop.git, branch=main, product=codeup"},
		{"https://oauth2@gitlab.example.com/shop.git", "feature/x", "url=https://gitlab.example.com/shop.git, product=gitlab"},
		{"git@git.example.com:shop/shop.git", "master", "url=git@git.example.com:shop/shop.git, branch=master"},
		{"ssh://git@git.example.com/shop.git", "", "url=ssh://git@git.example.com/shop.git"},
		{"/srv/git/shop.git", "main", ""},
		{"", "main", ""},
	} {
		got := ""
		for _, s := range prefill.SuggestRepository(bank(t), "shop", prefill.Repository{URL: test.url, Branch: test.branch, Evidence: ".git/config"}) {
			got = s.Value.String()
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.url, got, test.want)
		}
	}
}
