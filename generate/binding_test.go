package generate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func TestBindings(t *testing.T) {
	app := generate.Application{
		Registry: generate.Registry{Host: generate.Bound{Binding: generate.BindingRegistry}, Namespace: "shop"},
		Pipeline: generate.Pipeline{RepositoryURL: "https://git.example.com/shop.git"},
		Workloads: []generate.Workload{{Name: "orders", Env: []generate.EnvVar{{Name: "MYSQL_HOST", Value: "shop-mysql-host.invalid", Binding: "shop.mysql.host"}},
			Settings: []generate.Setting{{Env: []generate.EnvVar{{Name: "REDIS_HOST", Value: "r-1.redis.example.com", Binding: "shop.redis.host"}}}}}},
	}
	set, err := fileset.New(
		fileset.File{Path: "a.yaml", Mode: 0o644, Content: []byte("image: " + app.Registry.Repository("orders"))},
		fileset.File{Path: "b.yaml", Mode: 0o644, Content: []byte("MYSQL_HOST=shop-mysql-host.invalid")})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, b := range app.Bindings(set) {
		if !b.Text.Complete() {
			t.Errorf("%s lacks a language", b.Name)
		}
		got[b.Name] = b.UsedIn
	}
	want := map[string][]string{"acr.domain": {"a.yaml"}, "shop.mysql.host": {"b.yaml"}, "shop.redis.host": {}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if m := generate.Missing(app.Bindings(set)); len(m) != 2 {
		t.Errorf("missing: %v", m)
	}
}

func TestPlatformFileIsReadBack(t *testing.T) {
	f, err := generate.Platform([]generate.Binding{{Name: "acr.domain", Text: i18n.Text{ZH: "域名", EN: "domain"}}}, i18n.EN)
	if err != nil {
		t.Fatal(err)
	}
	filled := strings.Replace(string(f.Content), `acr.domain: ""`, "acr.domain: shop-registry-vpc.cn-hangzhou.cr.aliyuncs.com", 1)
	got, err := generate.ParseBindings([]byte(filled))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]string{"acr.domain": "shop-registry-vpc.cn-hangzhou.cr.aliyuncs.com"}, got); d != "" {
		t.Error(d)
	}
	if got, err := generate.ParseBindings(f.Content); err != nil || len(got) != 0 {
		t.Errorf("an unfilled binding is known: %v, %v", got, err)
	}
}

func TestBadPlatformFile(t *testing.T) {
	for _, bad := range []string{"", "a: [", "schema: gantry.platform/v2", "schema: gantry.platform/v1\nbindings: {Acr: x}", "schema: gantry.platform/v1\nbindings: {a.b: 'x y'}", "schema: gantry.platform/v1\nother: 1"} {
		if _, err := generate.ParseBindings([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}
