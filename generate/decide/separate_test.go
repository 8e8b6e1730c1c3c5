package decide

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
)

// TestServersOfTheirOwn is the table of the bindings for the servers of several
// components: one where the evidence does not tell them apart.
func TestServersOfTheirOwn(t *testing.T) {
	mongo := func(name, host string) assess.Component {
		c := uses(java(held("mongodb", "spring.data.mongodb.host="+host), at(fact.ServiceAddress("mongodb"), host+":27017", config, "a.yml", 2)), assess.Service{Kind: "mongodb", Address: host + ":27017"})
		return called(name, c)
	}
	redis := func(name, fallback string, more ...fact.Fact) assess.Component {
		return called(name, uses(lang("go", append(more, env("REDIS_ADDR", fallback))...), assess.Service{Kind: "redis"}))
	}
	tests := []struct {
		name string
		cs   []assess.Component
		want []string // the binding of each component in production
	}{
		{"alone", []assess.Component{mongo("a", "a-mongo")}, []string{"shop.prod.mongodb.host"}},
		{"the same server", []assess.Component{mongo("a", "mongo"), mongo("b", "mongo")}, []string{"shop.prod.mongodb.host", "shop.prod.mongodb.host"}},
		{"the machine itself", []assess.Component{mongo("a", "localhost"), mongo("b", "127.0.0.1")}, []string{"shop.prod.mongodb.host", "shop.prod.mongodb.host"}},
		{"a server each", []assess.Component{mongo("a", "a-mongo"), mongo("b", "b-mongo")}, []string{"shop.prod.a.mongodb.host", "shop.prod.b.mongodb.host"}},
		{"two share one", []assess.Component{mongo("a", "x"), mongo("b", "y"), mongo("c", "x")}, []string{"shop.prod.a.mongodb.host", "shop.prod.b.mongodb.host", "shop.prod.a.mongodb.host"}},
		{"one does not say", []assess.Component{mongo("a", "x"), mongo("b", "localhost"), mongo("c", "z")}, []string{"shop.prod.a.mongodb.host", "shop.prod.mongodb.host", "shop.prod.c.mongodb.host"}},
		{"defaults of variables", []assess.Component{redis("a", "redis-a:6379"), redis("b", "redis-b:6379")}, []string{"shop.prod.a.redis.host", "shop.prod.b.redis.host"}},
		{"what is deployed today", []assess.Component{redis("a", "", deployed("kubernetes", "k8s/a.yaml", "REDIS_ADDR", "redis-a:6379")), redis("b", "", deployed("kubernetes", "k8s/b.yaml", "REDIS_ADDR", "redis-b:6379"))},
			[]string{"shop.prod.a.redis.host", "shop.prod.b.redis.host"}},
		{"one host, another port", []assess.Component{redis("a", "redis:6379"), redis("b", "redis:6380")}, []string{"shop.prod.redis.host", "shop.prod.redis.host"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			app := together(t, "", tt.cs...)
			var got []string
			for _, c := range tt.cs {
				w, _ := app.Workload(c.Name)
				prod, _ := w.Setting("prod")
				for _, v := range prod.Env {
					if v.Binding != "" {
						got = append(got, v.Binding)
					}
				}
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestServerOfItsOwn holds that a value for a component's binding gets there, and one for
// the whole application does not, which would give all of them one server.
func TestServerOfItsOwn(t *testing.T) {
	c := func(name string) assess.Component {
		c := called(name, uses(lang("go", env("REDIS_ADDR", "redis-"+name+":6379")), assess.Service{Kind: "redis"}))
		c.Deployable, c.Workload = true, assess.Web
		return c
	}
	app, err := Decide(Input{Name: "shop", Assessment: assess.Assessment{Components: []assess.Component{c("a"), c("b")}}, Answers: answers(t, ""), Bank: bank(t),
		Bindings: map[string]string{"shop.prod.redis.host": "all.example.com", "shop.b.redis.host": "b.example.com"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, name := range []string{"a", "b"} {
		w, _ := app.Workload(name)
		vars := slices.Clone(w.Env)
		if prod, ok := w.Setting("prod"); ok {
			vars = append(vars, prod.Env...)
		}
		if i := slices.IndexFunc(vars, func(v generate.EnvVar) bool { return v.Name == "REDIS_ADDR" }); i >= 0 {
			got = append(got, vars[i].Value)
		}
	}
	if d := cmp.Diff([]string{"shop-prod-a-redis-host.invalid:6379", "b.example.com:6379"}, got); d != "" {
		t.Error(d)
	}
}
