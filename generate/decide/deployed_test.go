package decide

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
)

// deployed is a variable that a deployment file sets.
func deployed(detector, path, name, value string) fact.Fact {
	f := at(fact.Env(name), value, deploy, path, 3)
	f.Detector = detector
	return f
}

// TestGiven is the table of which of the values holds that code and today's deployment
// give to a variable.
func TestGiven(t *testing.T) {
	k8s := func(name, value string) fact.Fact { return deployed("kubernetes", "k8s/app.yaml", name, value) }
	compose := func(name, value string) fact.Fact { return deployed("compose", "docker-compose.yml", name, value) }
	image := func(name, value string) fact.Fact { return deployed("dockerfile", "Dockerfile", name, value) }
	tests := []struct {
		name  string
		facts fact.Set
		want  string
	}{
		{"code alone", fact.Set{env("A", "x")}, "x"},
		{"no default in code", fact.Set{env("A", ""), k8s("A", "1")}, "1"},
		{"a default in code", fact.Set{env("A", "True"), k8s("A", "False")}, "False"},
		{"a default in configuration", fact.Set{at(fact.Env("A"), "shop", config, "a.yml", 1), compose("A", "mall")}, "mall"},
		{"the cluster before compose", fact.Set{env("A", ""), compose("A", "c"), k8s("A", "k")}, "k"},
		{"compose before the image", fact.Set{env("A", ""), image("A", "i"), compose("A", "c")}, "c"},
		{"the image stands in", fact.Set{env("A", ""), image("A", "i")}, "i"},
		{"the image does not win over code", fact.Set{env("A", "x"), image("A", "i")}, "x"},
		{"today's start wins", fact.Set{env("A", "x"), at(fact.Env("A"), "s", fact.FromStart, "unit", 1), k8s("A", "k")}, "s"},
		{"an empty value of the deployment", fact.Set{env("A", "x"), k8s("A", "")}, "x"},
		{"the machine itself", fact.Set{env("A", "x:1"), compose("A", "http://localhost:9000")}, "x:1"},
		{"a compose file of development", fact.Set{env("A", "x"), deployed("compose", "docker-compose.dev.yml", "A", "y")}, "x"},
		{"an overlay of development", fact.Set{env("A", ""), deployed("kubernetes", "k8s/overlays/dev/env.yaml", "A", "y")}, ""},
		{"a device is no development", fact.Set{env("A", ""), deployed("kubernetes", "k8s/device-latest/env.yaml", "A", "y")}, "y"},
		{"a blank", fact.Set{env("REGION", ""), k8s("REGION", "REGION_VAL")}, ""},
		{"a placeholder", fact.Set{env("A", "x"), compose("A", "${A_TAG}")}, "x"},
		{"debugging is not turned on", fact.Set{env("APP_DEBUG", "false"), compose("APP_DEBUG", "True")}, "false"},
		{"debugging is turned off", fact.Set{env("APP_DEBUG", "true"), compose("APP_DEBUG", "False")}, "False"},
		{"a mode of development", fact.Set{env("APP_ENV", "production"), compose("APP_ENV", "development")}, "production"},
		{"a path of the old image", fact.Set{env("A", "/data"), compose("A", "/code/data")}, "/data"},
		{"a path that code does not know", fact.Set{env("A", ""), compose("A", "/data")}, "/data"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			name, _ := fact.EnvName(tt.facts[0].Key)
			got, ok := component{Component: assess.Component{Facts: tt.facts}}.given(name)
			if !ok || got.Value != tt.want {
				t.Errorf("got %q, want %q", got.Value, tt.want)
			}
		})
	}
}

// TestDeployment is the table of what becomes of what today's deployment sets.
func TestDeployment(t *testing.T) {
	k8s := func(name, value string) fact.Fact { return deployed("kubernetes", "k8s/app.yaml", name, value) }
	tests := []struct {
		name, variable string
		c              assess.Component
		base, prod     map[string]string
		open           bool
	}{
		{name: "a switch", variable: "DISABLE_PROFILER", c: lang("go", env("DISABLE_PROFILER", ""), k8s("DISABLE_PROFILER", "1")), base: map[string]string{"DISABLE_PROFILER": "1"}},
		{name: "a service that is not generated", variable: "CART_ADDR", c: lang("go", env("CART_ADDR", ""), k8s("CART_ADDR", "cartservice:7070")),
			base: map[string]string{"CART_ADDR": "cartservice:7070"}, open: true},
		{name: "an address of the old network", variable: "PAY_URL", c: lang("go", env("PAY_URL", ""), k8s("PAY_URL", "http://10.1.2.3/pay")), base: map[string]string{"PAY_URL": "http://10.1.2.3/pay"}, open: true},
		{name: "an address of the internet", variable: "PAY_URL", c: lang("go", env("PAY_URL", ""), k8s("PAY_URL", "https://pay.example.com/v1")), base: map[string]string{"PAY_URL": "https://pay.example.com/v1"}},
		{name: "a default of the program is no deployment", variable: "CART_ADDR", c: lang("go", env("CART_ADDR", "cart:7070")), base: map[string]string{"CART_ADDR": "cart:7070"}},
		{name: "a backing service is relocated", variable: "REDIS_URL", c: uses(lang("go", env("REDIS_URL", ""), k8s("REDIS_URL", "redis:6379")), assess.Service{Kind: "redis"}),
			prod: map[string]string{"REDIS_URL": "shop-prod-redis-host.invalid:6379"}},
		{name: "an optional service that is in use today", variable: "REDIS_URL",
			c:    uses(lang("go", env("REDIS_URL", ""), deployed("compose", "deploy/docker-compose.yml", "REDIS_URL", "redis:6379")), assess.Service{Kind: "redis", Address: "${REDIS_URL}", Optional: true}),
			prod: map[string]string{"REDIS_URL": "shop-prod-redis-host.invalid:6379"}},
		{name: "an optional service that one may have", variable: "ES_HOST",
			c: uses(lang("go", env("ES_HOST", ""), deployed("compose", "deploy/docker-compose.es.yml", "ES_HOST", "es:9200")), assess.Service{Kind: "elasticsearch", Optional: true})},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := one(t, tt.c, "")
			prod, _ := w.Setting("prod")
			if d := cmp.Diff(orEmpty(tt.base), plain(w.Env)) + cmp.Diff(orEmpty(tt.prod), plain(prod.Env)); d != "" {
				t.Error(d)
			}
			if len(tt.base) == 0 {
				return
			}
			i := slices.IndexFunc(w.Decisions, func(d generate.Decision) bool { return d.ID == w.DecisionID(generate.AspectEnv(tt.variable)) })
			if i < 0 {
				t.Fatal("no decision")
			}
			d := w.Decisions[i]
			if (d.Assumes == "cfg.perenv") != tt.open {
				t.Errorf("assumes %q", d.Assumes)
			}
			if f, _ := (component{Component: tt.c}).given(tt.variable); fromDeployment(f) && !tt.open && !strings.Contains(d.Reason.ZH, "k8s/app.yaml:3") {
				t.Errorf("the reason %q does not name the place", d.Reason.ZH)
			}
		})
	}
}
