package resolve_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/scan"
)

// unit builds a module's facts as a stack detector states them.
func module(dir, name, lang string, more ...fact.Fact) detect.Module {
	fs := fact.Set{
		fact.New(fact.Name, name, fact.FromBuild, dir+"/build", 1),
		fact.New(fact.Language, lang, fact.FromBuild, dir+"/build", 1),
		fact.New(fact.Deployable, "true", fact.FromBuild, dir+"/build", 2),
	}
	return detect.Module{Path: dir, Facts: append(fs, more...)}
}

func fixed(name string, out detect.Output, err error) detect.Detector {
	return detect.Detector{Name: name, Globs: []string{"**/*"}, Run: func(context.Context, detect.Input) (detect.Output, error) {
		return out, err
	}}
}

func assessWith(t *testing.T, detectors ...detect.Detector) assess.Assessment {
	t.Helper()
	tree, err := scan.Walk(t.Context(), fstest.MapFS{"any": {Data: []byte("x")}}, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	a, err := resolve.Assess(t.Context(), tree, resolve.Options{Name: "Shop System", Detectors: detectors})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestPortConflictIsKept(t *testing.T) {
	port := func(v string, o fact.Origin) fact.Fact { return fact.New(fact.Port, v, o, string(o), 3) }
	tests := []struct {
		name     string
		module   []fact.Fact
		note     []fact.Fact
		want     []assess.Port
		conflict bool
	}{
		{"source wins over EXPOSE and says so", []fact.Fact{port("8080/http", fact.FromConfig)}, []fact.Fact{port("80/tcp", fact.FromDeploy)},
			[]assess.Port{{Port: 8080, Protocol: "http"}}, true},
		{"what a deployment file is only taken to mean is no candidate against a real command", []fact.Fact{port("8082/http", fact.FromStart)}, []fact.Fact{port("8081/tcp", fact.FromDeploy).With(fact.Medium)},
			[]assess.Port{{Port: 8082, Protocol: "http"}}, false},
		{"against a guess it is one", []fact.Fact{port("8082/http", fact.FromConfig).With(fact.Medium)}, []fact.Fact{port("8081/tcp", fact.FromDeploy).With(fact.Medium)},
			[]assess.Port{{Port: 8082, Protocol: "http"}}, true},
		{"a default is no candidate", []fact.Fact{port("8080/http", fact.FromDefault)}, []fact.Fact{port("9090/tcp", fact.FromDeploy)},
			[]assess.Port{{Port: 9090, Protocol: "tcp"}}, false},
		{"agreement is no conflict", []fact.Fact{port("8080/http", fact.FromCode)}, []fact.Fact{port("8080/tcp", fact.FromDeploy)},
			[]assess.Port{{Port: 8080, Protocol: "http"}}, false},
		{"two exposed ports are two ports", nil, []fact.Fact{port("8080/tcp", fact.FromDeploy), port("9090/tcp", fact.FromDeploy)},
			[]assess.Port{{Port: 8080, Protocol: "tcp"}, {Port: 9090, Protocol: "tcp"}}, false},
		{"a management port stands beside the main one", []fact.Fact{port("8080/http", fact.FromConfig), fact.New(fact.PortNamed("management"), "9000/http", fact.FromConfig, "c", 1)}, nil,
			[]assess.Port{{Port: 8080, Protocol: "http"}, {Port: 9000, Protocol: "http", Name: "management"}}, false},
		{"nonsense is no port", []fact.Fact{port("99999/http", fact.FromConfig)}, nil, []assess.Port{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := assessWith(t,
				fixed("stack", detect.Output{Modules: []detect.Module{module("svc", "svc", "java", tt.module...)}}, nil),
				fixed("dockerfile", detect.Output{Notes: []detect.Note{{Dir: "svc", Facts: tt.note}}}, nil))
			c := a.Components[0]
			if d := cmp.Diff(tt.want, c.Ports); d != "" {
				t.Error(d)
			}
			if got := len(c.Conflicts) > 0; got != tt.conflict {
				t.Errorf("conflicts: %v", c.Conflicts)
			}
		})
	}
}

func TestVersionConflict(t *testing.T) {
	for _, tt := range []struct {
		language, stated, deployed string
		want                       bool
	}{
		{"java", "11", "17", true}, {"java", "17", "17", false}, {"javascript", ">=18", "20", false}, {"python", "3.11", "3.11.4", false},
		{"go", "1.25", "1.26", false}, {"go", "1.25", "1.22", true}, {"go", "1.25.3", "1.25", false},
	} {
		m := module("svc", "svc", tt.language, fact.New(fact.LanguageVersion, tt.stated, fact.FromBuild, "svc/build", 3))
		note := detect.Note{Dir: "svc", Facts: fact.Set{fact.New(fact.LanguageVersion, tt.deployed, fact.FromDeploy, "svc/Dockerfile", 1)}}
		a := assessWith(t, fixed("stack", detect.Output{Modules: []detect.Module{m}, Notes: []detect.Note{note}}, nil))
		if got := len(a.Components[0].Conflicts) > 0; got != tt.want {
			t.Errorf("%s %s against %s: conflict %v", tt.language, tt.stated, tt.deployed, got)
		}
	}
}

func TestNotesFindTheirComponent(t *testing.T) {
	mods := []detect.Module{
		module("petclinic-customers-service", "petclinic-customers-service", "java"),
		module("petclinic-vets-service", "petclinic-vets-service", "java"),
		module("cmd/api", "api", "go", fact.New(fact.BuildRoot, "cmd", fact.FromBuild, "cmd/go.mod", 1)),
	}
	mark := fact.Set{fact.New(fact.RunUser, "shop", fact.FromStart, "x", 1)}
	tests := []struct {
		name string
		note detect.Note
		want string
	}{
		{"own directory", detect.Note{Dir: "petclinic-vets-service"}, "petclinic-vets-service"},
		{"compose service by the end of the name", detect.Note{Name: "customers-service"}, "petclinic-customers-service"},
		{"below the component", detect.Note{Dir: "petclinic-vets-service/docker/image"}, "petclinic-vets-service"},
		{"build root of one main package", detect.Note{Dir: "cmd"}, "api"},
		{"several below, told apart by name", detect.Note{Dir: ".", Name: "vets_service"}, "petclinic-vets-service"},
		{"several below and no name", detect.Note{Dir: "."}, ""},
		{"unknown", detect.Note{Name: "mysql"}, ""},
		{"deployment files elsewhere", detect.Note{Dir: "docker/vets-service", Name: "vets-service"}, "petclinic-vets-service"},
		{"source of another stack with a common name", detect.Note{Dir: "legacy/app", Name: "vets-service"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.note.Facts = mark
			a := assessWith(t, fixed("stack", detect.Output{Modules: mods, Notes: []detect.Note{tt.note}}, nil))
			got := ""
			for _, c := range a.Components {
				if c.Facts.Value(fact.RunUser) != "" {
					got += c.Name
				}
			}
			if got != tt.want {
				t.Errorf("attached to %q, want %q", got, tt.want)
			}
		})
	}
}

// A deployment file that knows no more than tcp takes the protocol of a weaker
// candidate for the same port.
func TestPortTakesTheProtocolThatSomeoneKnows(t *testing.T) {
	for want, values := range map[string][]string{
		"8080/http": {"8080/tcp", "8080/http"},
		"8080/grpc": {"8080/grpc", "8080/http"},
		"8080/tcp":  {"8080/tcp", "9090/http"},
	} {
		m := module("shop", "shop", "java",
			fact.New(fact.Port, values[0], fact.FromDeploy, "Dockerfile", 1), fact.New(fact.Port, values[1], fact.FromDefault, "pom.xml", 2))
		a := assessWith(t, fixed("stack", detect.Output{Modules: []detect.Module{m}}, nil))
		p := a.Components[0].Ports[0]
		if got := fmt.Sprintf("%d/%s", p.Port, p.Protocol); got != want {
			t.Errorf("%v: %s, want %s", values, got, want)
		}
	}
}

// The version of another language says nothing of a component.
func TestNoteOfAnotherLanguage(t *testing.T) {
	note := detect.Note{Dir: "shop", Facts: fact.Set{
		fact.New(fact.Language, "javascript", fact.FromDeploy, "shop/Dockerfile", 1),
		fact.New(fact.LanguageVersion, "20", fact.FromDeploy, "shop/Dockerfile", 1),
		fact.New(fact.RunUser, "app", fact.FromDeploy, "shop/Dockerfile", 2),
	}}
	m := module("shop", "shop", "python", fact.New(fact.LanguageVersion, "3.11", fact.FromBuild, "shop/pyproject.toml", 3))
	a := assessWith(t, fixed("stack", detect.Output{Modules: []detect.Module{m}, Notes: []detect.Note{note}}, nil))
	c := a.Components[0]
	if c.Language != (assess.Versioned{ID: "python", Version: "3.11"}) || len(c.Conflicts) > 0 || c.Facts.Value(fact.RunUser) != "app" {
		t.Errorf("language %v, conflicts %v, user %q", c.Language, c.Conflicts, c.Facts.Value(fact.RunUser))
	}
}

// A start command of production makes a component of what merely could be a
// library, and not of what its build file states to be none.
func TestStartedIsDeployed(t *testing.T) {
	for _, tt := range []struct {
		confidence fact.Confidence
		origin     fact.Origin
		want       bool
	}{{fact.Medium, fact.FromStart, true}, {fact.High, fact.FromStart, false}, {fact.Medium, fact.FromDeploy, false}} {
		m := module("worker", "worker", "python")
		m.Facts[2] = fact.New(fact.Deployable, "false", fact.FromBuild, "worker/requirements.txt", 0).With(tt.confidence)
		note := detect.Note{Dir: "worker", Facts: fact.Set{fact.New(fact.Start, fact.Command("python", "-m", "worker"), tt.origin, "worker/Procfile", 1)}}
		a := assessWith(t, fixed("python", detect.Output{Modules: []detect.Module{m}}, nil), fixed("procfile", detect.Output{Notes: []detect.Note{note}}, nil))
		if got := a.Components[0]; got.Deployable != tt.want || tt.want && got.Workload != assess.Worker {
			t.Errorf("%s %s: deployable %v, workload %s", tt.confidence, tt.origin, got.Deployable, got.Workload)
		}
	}
}

func TestNames(t *testing.T) {
	a := assessWith(t, fixed("stack", detect.Output{Modules: []detect.Module{
		module("a/web", "demo", "java"),
		module("b/web", "demo", "java"),
		module("orders", "vue-admin-template", "javascript"),
		module("services/cart/src", "cartservice", "go"),
		module("pay", "@shop/pay-server", "javascript"),
	}}, nil))
	var got []string
	for _, c := range a.Components {
		got = append(got, c.Name)
	}
	want := []string{"a-web", "b-web", "orders", "pay-server", "cartservice"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestRootTakesTheSourceName(t *testing.T) {
	m := module(".", "", "go")
	m.Facts = m.Facts[1:]
	a := assessWith(t, fixed("stack", detect.Output{Modules: []detect.Module{m}}, nil))
	if got := a.Components[0].Name; got != "shop-system" {
		t.Errorf("name %q", got)
	}
}

func TestTrouble(t *testing.T) {
	bad := errors.Join(&detect.FileError{Path: "pom.xml", Line: 7, Err: errors.New("unexpected end")}, errors.New("lost"))
	panics := detect.Detector{Name: "crash", Globs: []string{"any"}, Run: func(context.Context, detect.Input) (detect.Output, error) {
		panic("index out of range")
	}}
	a := assessWith(t, panics, fixed("stack", detect.Output{Modules: []detect.Module{module("svc", "svc", "go")}}, bad),
		fixed("dockerfile", detect.Output{Notes: []detect.Note{{Dir: "legacy", Facts: fact.Set{fact.New(fact.Port, "80/tcp", fact.FromDeploy, "legacy/Dockerfile", 3)}}}}, nil))
	if len(a.Components) != 1 {
		t.Errorf("the other detectors' components are lost: %v", a.Components)
	}
	var got []string
	for _, f := range a.Findings {
		if !f.Title.Complete() || !f.Remedy.Complete() {
			t.Errorf("%s lacks a language", f.ID)
		}
		at := ""
		if len(f.Evidence) > 0 {
			at = f.Evidence[0].String()
		}
		got = append(got, f.ID+" "+at)
	}
	want := []string{
		"source.detector-stopped ", "source.detector-stopped ", "source.unreadable pom.xml:7", "source.unrecognised-stack legacy/Dockerfile:3",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestCancelled(t *testing.T) {
	tree, err := scan.Walk(t.Context(), fstest.MapFS{"any": {}}, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := resolve.Assess(ctx, tree, resolve.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{"Shop_System": "shop-system", "@a/b.c": "a-b-c", "--": "", "订单 order": "order", "x--y": "x-y"} {
		if got := assess.Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
	if strings.Contains(assess.Slug("a/../b"), ".") {
		t.Error("dots stay")
	}
}
