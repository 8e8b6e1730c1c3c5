package portfolio_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/portfolio"
)

func TestNamesFindApplications(t *testing.T) {
	const scope = `
org:
  biz.scope.apps:
    - {name: order, purpose: 订单中心}
    - {name: stock-service, purpose: 库存系统}
apps:
  web:
    dep.down: [{name: %s, location: site}]
`
	for said, want := range map[string]string{
		"order": "app:order", "订单中心": "app:order", "Order-Service": "app:order", "库存": "app:stock-service", "库存系统（新）": "app:stock-service",
		"stock": "app:stock-service", "STOCK_SERVICE": "app:stock-service", "营销平台": "unknown:营销平台",
	} {
		p := portfolio.New(told(t, strings.Replace(scope, "%s", said, 1), app("web"), app("order"), app("stock-service")))
		if _, ok := edge(p, "app:web", want); !ok {
			t.Errorf("%s: no edge to %s in %v", said, want, p.Edges)
		}
		if unknown := problems(p, portfolio.ProblemUnknown); len(unknown) > 0 != strings.HasPrefix(want, "unknown:") {
			t.Errorf("%s: unknown dependencies %q", said, unknown)
		}
	}
}

func TestCallsOfTheSource(t *testing.T) {
	for name, c := range map[string]struct {
		fact fact.Fact
		want string // the other end, "" for none
	}{
		"host is an application":      {calls("http://order.corp.internal:8080/api"), "app:order"},
		"placeholder with a default":  {calls("http://${ORDER_HOST:order}:8080"), "app:order"},
		"variable with an address":    {fact.New(fact.Env("PEER"), "http://order-service:8080", fact.FromCode, "main.go", 3), "app:order"},
		"variable named after one":    {fact.New(fact.Env("ORDER_SERVICE_URL"), "", fact.FromCode, "main.go", 3), "app:order"},
		"name of the internet":        {calls("https://api.weixin.qq.com/pay"), "outside:api.weixin.qq.com"},
		"host of the house":           {calls("http://legacy.corp.internal:9000"), "unknown:legacy.corp.internal:9000"},
		"the machine itself":          {calls("http://localhost:8080"), ""},
		"placeholder without default": {calls("http://${PEER_HOST}:8080"), ""},
		"variable about a database":   {fact.New(fact.Env("ORDER_DB_URL"), "jdbc:mysql://order:3306/x", fact.FromCode, "main.go", 3), ""},
		"itself":                      {calls("http://web:8080"), ""},
	} {
		p := portfolio.New(told(t, "", app("web", c.fact), app("order")))
		var got []string
		for _, e := range p.Edges {
			if e.From == "app:web" {
				got = append(got, e.To)
			}
		}
		var want []string
		if c.want != "" {
			want = []string{c.want}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestCyclesMoveTogether(t *testing.T) {
	p := portfolio.New(told(t, "", app("a", calls("http://b:80")), app("b", calls("http://c:80")), app("c", calls("http://a:80"), calls("http://d:80")), app("d")))
	if diff := cmp.Diff([]string{"a+b+c", "d"}, groups(p)); diff != "" {
		t.Error(diff)
	}
	if got := problems(p, portfolio.ProblemCycle); len(got) != 1 || !strings.Contains(got[0], "a → b → c → a") {
		t.Errorf("cycles: %q", got)
	}
	var cuts []string
	for _, c := range p.Groups[0].Cuts {
		cuts = append(cuts, c.From+c.To)
	}
	if diff := cmp.Diff([]string{"ab", "bc", "ca"}, cuts); diff != "" {
		t.Errorf("cuts: %s", diff)
	}
}

func TestWeakCycleIsNamedAndDoesNotBind(t *testing.T) {
	p := portfolio.New(told(t, `
apps:
  a: {dep.down: [{name: b, strength: strong}]}
  b: {dep.down: [{name: a, strength: weak}]}
`, app("a"), app("b")))
	if diff := cmp.Diff([]string{"a", "b"}, groups(p)); diff != "" {
		t.Error(diff)
	}
	if got := problems(p, portfolio.ProblemCycle); len(got) != 1 || !strings.Contains(got[0], "可以分开迁移") {
		t.Errorf("cycles: %q", got)
	}
}

func TestSharedData(t *testing.T) {
	shop := mysql("jdbc:mysql://db.corp.internal:3306/shop")
	for name, c := range map[string]struct {
		answers string
		a, b    []fact.Fact
		want    []string
		unknown int
	}{
		"both write a table":            {answers: "apps: {a: {dep.shareddb: [{app: b, what: table, access: write}]}}", want: []string{"a+b"}},
		"one only reads":                {answers: "apps: {a: {dep.shareddb: [{app: b, what: table, access: read}]}}", want: []string{"a", "b"}},
		"the other says that it reads":  {answers: "apps: {a: {dep.shareddb: [{app: b, what: table}]}, b: {dep.shareddb: [{app: a, what: table, access: read}]}}", want: []string{"a", "b"}},
		"one server":                    {answers: "apps: {a: {dep.shareddb: [{app: b, what: instance}]}}", want: []string{"a", "b"}},
		"one database that stays":       {answers: "apps: {a: {dep.shareddb: [{app: b, what: schema}]}}", want: []string{"a", "b"}},
		"one database that moves":       {answers: "apps: {a: {dep.shareddb: [{app: b, what: schema}], data.migrate: {plan: move}}}", want: []string{"a+b"}},
		"one directory":                 {answers: "apps: {a: {dep.shareddb: [{app: b, what: directory}]}}", want: []string{"a+b"}},
		"configured for one database":   {a: shop, b: shop, want: []string{"a+b"}, unknown: 1},
		"so, but with tables apart":     {answers: "apps: {a: {dep.shareddb: [{app: b, what: instance}]}}", a: shop, b: shop, want: []string{"a", "b"}},
		"two databases of one server":   {a: shop, b: mysql("jdbc:mysql://db.corp.internal:3306/crm"), want: []string{"a", "b"}},
		"each on its own machine":       {a: mysql("jdbc:mysql://localhost:3306/shop"), b: mysql("jdbc:mysql://localhost:3306/shop"), want: []string{"a", "b"}},
		"shared with nobody known":      {answers: "apps: {a: {dep.shareddb: [{app: 旧系统, what: table}]}}", want: []string{"a", "b"}, unknown: 1},
		"stands on one machine with it": {answers: "apps: {a: {cur.colocated: [{name: b, kind: other-app}]}}", want: []string{"a+b"}},
	} {
		p := portfolio.New(told(t, c.answers, app("a", c.a...), app("b", c.b...)))
		if diff := cmp.Diff(c.want, groups(p)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if got := problems(p, portfolio.ProblemUnknown); len(got) != c.unknown {
			t.Errorf("%s: unknown dependencies %q", name, got)
		}
		if wave(p, "a") != wave(p, "b") && len(c.want) == 1 {
			t.Errorf("%s: they are in different waves", name)
		}
	}
}

func TestLatencyAndRegistryHarden(t *testing.T) {
	for name, c := range map[string]struct {
		answers string
		hard    bool
	}{
		"slow line":             {"org: {net.links: [{from: A, to: B, latency: 12}]}\napps: {a: {dep.down: [{name: b, strength: strong, protocol: http}]}}", true},
		"fast line":             {"org: {net.links: [{from: A, to: B, latency: 2}]}\napps: {a: {dep.down: [{name: b, strength: strong, protocol: http}]}}", false},
		"message":               {"org: {net.links: [{from: A, to: B, latency: 12}]}\napps: {a: {dep.down: [{name: b, strength: strong, protocol: message}]}}", false},
		"registry not routed":   {"apps: {a: {dep.registry: {product: nacos, outside: unrouted}}, b: {dep.up: [{name: a, via: registry}]}}", true},
		"registry routed":       {"apps: {a: {dep.registry: {product: nacos, outside: routed}}, b: {dep.up: [{name: a, via: registry}]}}", false},
		"registry, other names": {"apps: {a: {dep.registry: {product: nacos, outside: unrouted}}, b: {dep.up: [{name: a, via: domain}]}}", false},
	} {
		p := portfolio.New(told(t, c.answers, app("a"), app("b")))
		e, ok := edge(p, "app:a", "app:b")
		if !ok || e.Hard != c.hard {
			t.Errorf("%s: edge %v, hard %v, want %v", name, ok, e.Hard, c.hard)
		}
	}
}

func TestWhatStaysIsASplit(t *testing.T) {
	p := portfolio.New(told(t, `
org: {net.links: [{from: A, to: B, latency: 6}]}
apps:
  host: {cur.hosting: [mainframe]}
  a: {dep.down: [{name: host, strength: strong}]}
  b: {dep.down: [{name: host}], dep.shareddb: [{app: host, what: table}]}
`, app("a"), app("b"), stays("host")))
	got := problems(p, portfolio.ProblemSplit)
	if len(got) != 1 || !strings.Contains(got[0], "host 不进容器（策略：保留），而 a、b 迁移后仍要访问它") {
		t.Fatalf("splits: %q", got)
	}
	i := slices.IndexFunc(p.Problems, func(x portfolio.Problem) bool { return x.Kind == portfolio.ProblemSplit })
	if !strings.Contains(p.Problems[i].Remedy.ZH, "6 毫秒") {
		t.Errorf("the remedy does not tell the latency: %s", p.Problems[i].Remedy.ZH)
	}
	if wave(p, "host") != 0 || len(p.Groups) != 2 {
		t.Errorf("what stays has a wave or a group: %v", groups(p))
	}
}

func TestNobodyKnowsIt(t *testing.T) {
	p := portfolio.New(told(t, "", portfolio.Application{Name: "ghost"}, app("a")))
	if got := problems(p, portfolio.ProblemUnassessed); len(got) != 1 || !strings.Contains(got[0], "ghost") {
		t.Errorf("unassessed: %q", got)
	}
}

func FuzzAddresses(f *testing.F) {
	for _, s := range []string{"jdbc:mysql://h:3306/db?x=1", "${A:${B:c}}:1", "redis://:p@h:1/0", "jdbc:sqlserver://h:1;databaseName=x", "jdbc:oracle:thin:@//h:1521/s", "[::1]:80", "://", "a,b:1/x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := portfolio.New(told(t, "", app("a", calls(s), fact.New(fact.Env("X_URL"), s, fact.FromCode, "x", 1)), app("b", mysql(s)...)))
		for _, n := range p.Nodes {
			if strings.Contains(n.ID, "@a:") || len(n.ID) > 3000 {
				t.Errorf("%q makes the node %q", s, n.ID)
			}
		}
	})
}
