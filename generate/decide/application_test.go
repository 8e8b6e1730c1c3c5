package decide

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/generate"
)

// TestApplicationDecisions is the table of what is decided for the application as a whole.
func TestApplicationDecisions(t *testing.T) {
	tests := []struct {
		aspect, name, answers string
		bindings              map[string]string
		want, assumes         string
	}{
		{"environments", "unknown", "", nil, "dev, staging, prod", "tgt.envs"},
		{"environments", "answered", org("tgt.envs: [{name: test}, {name: prod}]"), nil, "test, prod", ""},
		{"registry", "unknown", "", nil, "acr-domain.invalid/shop", "tgt.registry"},
		{"registry", "bound by the platform", "", map[string]string{"acr.domain": "a.cr.aliyuncs.com"}, "a.cr.aliyuncs.com/shop", ""},
		{"registry", "answered", org("tgt.registry: {host: 'https://harbor.example.com/', namespace: mall}"), nil, "harbor.example.com/mall", ""},
		{"registry", "another product", org("tgt.registry: {product: harbor}"), nil, "registry-domain.invalid/shop", "tgt.registry"},
		{"mirrors", "none", org("net.mirrors: none"), nil, "none", ""},
		{"mirrors", "custom", org("net.mirrors: custom", "net.proxy: [{kind: maven, url: 'http://nexus.example.com/m2'}]"), nil, "custom", ""},
		{"mirrors", "isolated", org("net.egress: {build: isolated}", "net.proxy: [{kind: images, url: 'https://harbor.example.com/library/'}]"), nil, "custom", ""},
		{"mirrors", "own over public", org("net.mirrors: china", "net.proxy: [{kind: npm, url: 'http://npm.example.com'}]"), nil, "china", ""},
		{"mirrors", "own beside the official ones", org("net.mirrors: none", "net.proxy: [{kind: npm, url: 'http://npm.example.com'}]"), nil, "custom", ""},
		{"mirrors", "unknown", "", nil, "china", "net.mirrors"},
		{"platforms", "unknown", "", nil, "linux/amd64", "tgt.arch"},
		{"platforms", "what any environment has", "envs: {dev: {tgt.arch: [arm64]}, prod: {tgt.arch: [amd64]}}", nil, "linux/amd64,linux/arm64", ""},
		{"pipeline", "unknown", "", nil, "main", "dev.vcs"},
		{"pipeline", "answered", org("dev.vcs: {url: 'git@git.example.com:a/b.git', branch: release}"), nil, "git@git.example.com:a/b.git release", ""},
	}
	for _, tt := range tests {
		t.Run(tt.aspect+"/"+tt.name, func(t *testing.T) {
			app, err := Decide(Input{Name: "shop", Answers: answers(t, tt.answers), Bank: bank(t), Bindings: tt.bindings})
			if err != nil {
				t.Fatal(err)
			}
			d, ok := app.Decision(generate.AppDecision(tt.aspect))
			if !ok || d.Value != tt.want || d.Assumes != tt.assumes {
				t.Errorf("got %q assuming %q, want %q assuming %q", d.Value, d.Assumes, tt.want, tt.assumes)
			}
		})
	}
}

func TestEnvironments(t *testing.T) {
	app, err := Decide(Input{Name: "Shop System", Bank: bank(t), Answers: answers(t, org("tgt.envs: [{name: uat, namespace: shop-accept, cluster: c1}, {name: production}]"))})
	if err != nil {
		t.Fatal(err)
	}
	want := []generate.Environment{
		{Name: "uat", Namespace: "shop-accept", Cluster: "c1"},
		{Name: "production", Namespace: "shop-system-production", Production: true},
	}
	if d := cmp.Diff(want, app.Environments); d != "" {
		t.Error(d)
	}
}

func TestNames(t *testing.T) {
	long := strings.Repeat("very-", 10) + "long"
	tests := []struct {
		name string
		in   []assess.Component
		want []string
	}{
		{"plain", []assess.Component{{Name: "Order_Server", Path: "a"}}, []string{"order-server"}},
		{"a digit first", []assess.Component{{Name: "12306", Path: "a"}}, []string{"app-12306"}},
		{"no letters", []assess.Component{{Name: "订单", Path: "svc/order"}}, []string{"order"}},
		{"nothing at all", []assess.Component{{Name: "订单", Path: "订单"}}, []string{"component"}},
		{"shared by two", []assess.Component{{Name: "server", Path: "pay/server"}, {Name: "server", Path: "order/server"}}, []string{"pay-server", "order-server"}},
		{"in the other order", []assess.Component{{Name: "server", Path: "order/server"}, {Name: "server", Path: "pay/server"}}, []string{"order-server", "pay-server"}},
		{"shared by parents too", []assess.Component{{Name: "api", Path: "a/svc/api"}, {Name: "api", Path: "b/svc/api"}}, []string{"a-svc-api-api", "b-svc-api-api"}},
		{"too long", []assess.Component{{Name: long, Path: "a"}}, []string{"very-very-very-very-very-very-ver-ec35f5"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := workloadNames(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
			for _, n := range got {
				if len(n) > maxName {
					t.Errorf("%s has %d characters", n, len(n))
				}
			}
		})
	}
	if _, err := workloadNames([]assess.Component{{Name: "a", Path: "x"}, {Name: "a", Path: "x"}}); err == nil {
		t.Error("two components that nothing tells apart are no error")
	}
}

func TestInputThatMakesNoSense(t *testing.T) {
	tests := []struct {
		name, app, answers string
		want               []string
	}{
		{"no name", "商城", "", []string{"needs a letter"}},
		{"another application", "shop", "apps: {mall: {biz.criticality: core}, erp: {biz.criticality: core}}", []string{"application erp, mall", `"shop"`}},
		{"unknown environment", "shop", "envs: {prd: {tgt.arch: [amd64]}}", []string{`environment "prd"`, "dev, staging, prod"}},
		{"unknown component", "shop", "apps: {shop: {components: {oder-server: {perf.startup: 3s}}}}", []string{`component "oder-server"`, "order-server"}},
		{"both at once", "shop", "envs: {x: {tgt.arch: [amd64]}}\napps: {shop: {components: {y: {perf.startup: 3s}}}}", []string{`"x"`, `"y"`}},
		{"environment of a row", "shop", org("net.hosts: [{env: live, host: a.example.com}]"), []string{"net.hosts", `"live"`}},
		{"component of a row", "shop", "apps: {shop: {net.hosts: [{env: prod, host: a.example.com, component: gw}]}}", []string{"net.hosts", `"gw"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Decide(Input{Name: tt.app, Assessment: shop(), Answers: answers(t, tt.answers), Bank: bank(t)})
			if err == nil {
				t.Fatal("no error")
			}
			for _, w := range tt.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%v lacks %s", err, w)
				}
			}
		})
	}
}

// TestAnswersFindTheirComponent accepts a component's name, its workload's and its path.
func TestAnswersFindTheirComponent(t *testing.T) {
	for _, key := range []string{"shop-bff", "bff"} {
		a := answers(t, "apps: {shop: {components: {"+key+": {perf.startup: 77s}}}}")
		app, err := Decide(Input{Name: "shop", Assessment: shop(), Answers: a, Bank: bank(t)})
		if err != nil {
			t.Fatal(err)
		}
		d, _ := app.Decision("shop-bff.probes.startup")
		if !strings.Contains(d.Value, "x 31") {
			t.Errorf("%s: %s", key, d.Value)
		}
	}
}

func TestLeftOut(t *testing.T) {
	a := answers(t, "apps: {shop: {app.components: [{name: worker, deploy: false}]}}")
	app, err := Decide(Input{Name: "shop", Assessment: shop(), Answers: a, Bank: bank(t)})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := app.Workload("worker"); ok || len(app.Workloads) != 4 {
		t.Errorf("%d workloads", len(app.Workloads))
	}
}

func TestCorrectedRole(t *testing.T) {
	a := answers(t, "apps: {shop: {app.components: [{name: worker, type: cron}]}}")
	app, err := Decide(Input{Name: "shop", Assessment: shop(), Answers: a, Bank: bank(t)})
	if err != nil {
		t.Fatal(err)
	}
	if w, _ := app.Workload("worker"); w.Kind != generate.CronJob || w.Component.Workload != assess.Cron {
		t.Errorf("%s %s", w.Kind, w.Component.Workload)
	}
}

// TestNobodyLeaks holds people and notes out of what is decided.
func TestNobodyLeaks(t *testing.T) {
	a := answers(t, "org: {perf.startup: {value: 9s, by: 王工, note: 私下说的, at: 2026-11-01}, biz.criticality: {unknown: true, by: 王工, note: 私下说的}}")
	app, err := Decide(Input{Name: "shop", Assessment: shop(), Answers: a, Bank: bank(t)})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range app.AllDecisions() {
		for _, in := range d.Inputs {
			if strings.Contains(in.Value+in.Ref+d.Reason.ZH, "王工") || strings.Contains(in.Value+d.Reason.ZH, "私下") {
				t.Errorf("%s: %+v", d.ID, in)
			}
		}
	}
}
