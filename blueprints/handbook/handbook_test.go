package handbook_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/blueprints/handbook"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var update = flag.Bool("update", false, "write the golden files")

func assumed(id, value, question string) generate.Decision {
	return generate.Decision{ID: id, Value: value, Assumes: question, Reason: i18n.Text{ZH: "原因", EN: "a reason"}}
}

// shop has two services with a database, secrets and several assumptions.
func shop(lang i18n.Lang) generate.Application {
	host := func(env string) []generate.EnvVar {
		binding := "shop." + env + ".mysql.host"
		return []generate.EnvVar{{Name: "MYSQL_HOST", Value: generate.Bound{Binding: binding}.String(), Binding: binding}}
	}
	settings := func() []generate.Setting {
		return []generate.Setting{{Environment: "dev", Replicas: 1, Env: host("dev")}, {Environment: "prod", Replicas: 2, Env: host("prod")}}
	}
	service := func(name string) generate.Workload {
		return generate.Workload{Name: name, Kind: generate.Deployment, Ports: []generate.Port{{Name: "http", Number: 8080, Protocol: "http"}}, Settings: settings(),
			Component: assess.Component{Name: name, Language: assess.Versioned{ID: "javascript", Version: "18"}, Services: []assess.Service{
				{Kind: "mysql"}, {Kind: "smtp", Address: "smtp.example.com:465"}, {Kind: "git", Address: "${GIT}"}}},
			Build: generate.Build{Version: "18"},
			Decisions: []generate.Decision{
				assumed(name+".build.dependencies", "npm install", ""), assumed(name+".network", "suggest; in: none; out: none", "dep.complete"),
				assumed(name+".replicas.dev", "1", "state.singleton"), assumed(name+".replicas.prod", "2", "biz.criticality")}}
	}
	orders, pay := service("orders"), service("pay")
	orders.Exposed = true
	orders.Secrets = []generate.Secret{{Name: "DB_PASSWORD", Key: "DB_PASSWORD"}, {Name: "SMS_KEY", Key: "SMS_KEY", Optional: true}}
	orders.Decisions = append(orders.Decisions, generate.Decision{ID: "orders.env.REGION", Value: "none", Assumes: "cfg.perenv", Reason: i18n.Text{ZH: "没有默认值", EN: "it has no default"},
		Inputs: []generate.Input{{Kind: generate.FromFact, Ref: "env.REGION", Evidence: []fact.Evidence{{Path: "app.js", Line: 3}}}}})
	pay.Component.Facts = fact.Set{fact.New(fact.SchemaMigration, "flyway", fact.FromBuild, "pom.xml", 1)}
	return generate.Application{Name: "shop", Lang: lang, Environments: []generate.Environment{{Name: "dev", Namespace: "shop-dev"}, {Name: "prod", Namespace: "shop-prod", Production: true}},
		Registry: generate.Registry{Host: generate.Bound{Binding: "acr.domain"}, Namespace: "shop"}, Workloads: []generate.Workload{orders, pay},
		Decisions: []generate.Decision{assumed("app.registry", "acr-domain.invalid/shop", "tgt.registry")}}
}

func bindings() []generate.Binding {
	used := []string{"x.yaml"}
	return []generate.Binding{
		{Name: "acr.domain", Text: i18n.Text{ZH: "镜像仓库的域名", EN: "domain of the registry"}, UsedIn: used},
		{Name: "shop.dev.mysql.host", Text: i18n.Text{ZH: "主机", EN: "host"}, UsedIn: used},
		{Name: "shop.prod.mysql.host", Text: i18n.Text{ZH: "主机", EN: "host"}, UsedIn: used},
	}
}

func source() assess.Assessment {
	return assess.Assessment{Components: []assess.Component{
		{Name: "common", Facts: fact.Set{fact.New(fact.Language, "java", fact.FromBuild, "common/pom.xml", 1)}},
	}}
}

func bank(t *testing.T) *survey.Bank {
	t.Helper()
	b, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestHandbook(t *testing.T) {
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		app := shop(lang)
		got := handbook.Generate(handbook.Input{App: app, Assumptions: handbook.Assumptions(app, bank(t)), Open: handbook.OpenPoints(source(), app, bindings())})
		golden := filepath.Join("testdata", "README."+string(lang)+".md")
		if *update {
			if err := os.WriteFile(golden, got.Content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got.Content)); d != "" {
			t.Errorf("%s:\n%s", golden, d)
		}
	}
}

func TestAssumptionsAreGrouped(t *testing.T) {
	app := shop(i18n.ZH)
	var got []string
	for _, a := range handbook.Assumptions(app, bank(t)) {
		if !a.Text.Complete() {
			t.Errorf("%s has no text", a.Question)
		}
		for _, u := range a.Uses {
			got = append(got, a.Question+": "+u.Line(i18n.ZH))
		}
	}
	want := []string{
		"biz.criticality: 副本数 = 2（prod）：全部组件",
		"cfg.perenv: 环境变量 REGION = 不设置：orders",
		"dep.complete: 网络策略 = 只作为建议生成，不启用：全部组件",
		"state.singleton: 副本数 = 1（dev）：全部组件",
		"tgt.registry: 镜像仓库 = 由平台提供，见待办",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestOpenPoints(t *testing.T) {
	var got []string
	for _, p := range handbook.OpenPoints(source(), shop(i18n.EN), bindings()) {
		if !p.Topic.Complete() || !p.Text.Complete() {
			t.Errorf("incomplete: %+v", p)
		}
		got = append(got, p.Topic.EN)
	}
	want := []string{
		"variable REGION of orders", "way in of orders", "binding acr.domain",
		"binding shop.dev.mysql.host, shop.prod.mysql.host", "Secrets", "dependencies of all components", "run time of all components", "network policies",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// The list says which components it leaves out where that is shorter.
func TestManyComponents(t *testing.T) {
	app := generate.Application{Environments: []generate.Environment{{Name: "prod"}}}
	for name := range strings.FieldsSeq("a b c d e f") {
		w := generate.Workload{Name: name}
		if name != "f" {
			w.Decisions = []generate.Decision{assumed(name+".session", "free", "state.session")}
		}
		app.Workloads = append(app.Workloads, w)
	}
	if got := handbook.Assumptions(app, bank(t))[0].Uses[0].For; got.ZH != "除 f 外的全部组件" || got.EN != "all components but f" {
		t.Errorf("got %v", got)
	}
}
