package resolve_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/resolve"
)

// library makes a module one that is not deployed.
func library(m detect.Module) detect.Module {
	for i := range m.Facts {
		if m.Facts[i].Key == fact.Deployable {
			m.Facts[i].Value = "false"
		}
	}
	return m
}

func findingsOf(a assess.Assessment, id string) []string {
	out := []string{}
	for _, f := range a.Findings {
		if f.ID == id {
			out = append(out, strings.TrimSpace(f.Component+" "+f.Title.EN))
		}
	}
	return out
}

// TestNotDeployed holds what is deployed but not generated to being said.
func TestNotDeployed(t *testing.T) {
	note := func(dir string) detect.Note {
		return detect.Note{Dir: dir, Facts: fact.Set{fact.New(fact.Start, `["run"]`, fact.FromDeploy, dir+"/Dockerfile", 3)}}
	}
	for name, c := range map[string]struct {
		modules []detect.Module
		notes   []detect.Note
		id      string
		want    []string
	}{
		"a tool with a Dockerfile": {
			[]detect.Module{module("src/shop", "shop", "go"), library(module("src/load", "load", "python"))}, []detect.Note{note("src/load")},
			resolve.FindingNotDeployed, []string{"src/load has deployment files, but its source looks like a library or tool, so nothing is generated"}},
		"a library without one": {
			[]detect.Module{module("shop", "shop", "go"), library(module("lib", "lib", "go"))}, []detect.Note{note("shop")}, resolve.FindingNotDeployed, []string{}},
		"a parent whose module is deployed": {
			[]detect.Module{library(module(".", "root", "java")), module("a", "a", "java"), module("b", "b", "java")}, []detect.Note{note(".")}, resolve.FindingNotDeployed, []string{}},
		"an image of a database": {
			[]detect.Module{module(".", "root", "java")}, []detect.Note{{Dir: "mongo", Backing: "mongodb", Facts: note("mongo").Facts}, {Dir: "mongo", Name: "b", Backing: "mongodb", Facts: note("mongo").Facts}},
			resolve.FindingOwnImage, []string{"mongo builds an image of mongodb, for which nothing is generated"}},
		"files about components elsewhere": {
			[]detect.Module{library(module(".", "root", "java")), module("a", "a", "java"), module("b", "b", "java")}, []detect.Note{note("docker/all")}, resolve.FindingUnrecognised, []string{}},
		"an image of its own below a parent that is not deployed": {
			[]detect.Module{library(module(".", "root", "java")), module("a", "a", "java")}, []detect.Note{note("database")},
			resolve.FindingUnrecognised, []string{"database is deployed, but its stack is not recognised"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := assessWith(t, fixed("stack", detect.Output{Modules: c.modules}, nil), fixed("dockerfile", detect.Output{Notes: c.notes}, nil))
			if d := cmp.Diff(c.want, findingsOf(a, c.id)); d != "" {
				t.Errorf("findings (-want +got):\n%s", d)
			}
		})
	}
}

// TestContains holds a component that has others in it to being told of.
func TestContains(t *testing.T) {
	in := func(key, value string) fact.Fact { return fact.New(key, value, fact.FromBuild, "pom.xml", 1) }
	root := in(fact.BuildRoot, ".")
	a := assessWith(t, fixed("maven", detect.Output{Modules: []detect.Module{
		module("all", "all", "java", root, in(fact.BuildNeeds, "admin"), in(fact.BuildNeeds, "core"), in(fact.BuildNeeds, "wx")),
		module("admin", "admin", "java", root, in(fact.BuildNeeds, "core")),
		module("wx", "wx", "java", root),
		library(module("core", "core", "java", root)),
	}}, nil))
	want := []string{"all all contains admin, wx, deployed on their own as well: the same endpoints and jobs run more than once on the same data"}
	if d := cmp.Diff(want, findingsOf(a, resolve.FindingContains)); d != "" {
		t.Errorf("findings (-want +got):\n%s", d)
	}
}

func TestGuardedHealth(t *testing.T) {
	at := fact.New(fact.HealthGuarded, "/actuator/health", fact.FromCode, "S.java", 5)
	a := assessWith(t, fixed("maven", detect.Output{Modules: []detect.Module{module("a", "a", "java", at), library(module("b", "b", "java", at)), module("c", "c", "java")}}, nil))
	want := []string{"a the health endpoint /actuator/health of a wants a login, so probes can only check the port"}
	if d := cmp.Diff(want, findingsOf(a, resolve.FindingHealthGuarded)); d != "" {
		t.Errorf("findings (-want +got):\n%s", d)
	}
}

// TestActualStart holds a derived start command to giving way to the real one.
func TestActualStart(t *testing.T) {
	for name, c := range map[string]struct {
		language, derived, deploy string
		confidence                fact.Confidence
		want                      string
	}{
		"workers and time-outs are kept": {"python", `["gunicorn","--bind","0.0.0.0:80","app:app"]`, `["gunicorn","app:app","-b","0.0.0.0:80","--workers","4"]`, fact.Medium, "--workers"},
		"what the source states holds":   {"python", `["gunicorn","-c","conf.py","app:app"]`, `["gunicorn","app:app","--workers","4"]`, fact.High, "conf.py"},
		"another program":                {"python", `["gunicorn","shop.wsgi:application"]`, `["gunicorn","wsgi:application","--workers","4"]`, fact.Medium, "shop.wsgi"},
		"another folder":                 {"python", `["gunicorn","--chdir","src","app:app"]`, `["gunicorn","app:app","--workers","4"]`, fact.Medium, "--chdir"},
		"paths of the old image":         {"python", `["python","app.py"]`, `["python","app.py","--config","/etc/app.ini"]`, fact.Medium, `["python","app.py"]`},
		"a script of the old image":      {"python", `["python","app.py"]`, `["/app/entrypoint.sh","app.py"]`, fact.Medium, `["python","app.py"]`},
		"Go names its own binary":        {"go", `["shop","app:app"]`, `["server","app:app"]`, fact.Medium, `["shop"`},
	} {
		t.Run(name, func(t *testing.T) {
			a := assessWith(t,
				fixed("stack", detect.Output{Modules: []detect.Module{module("a", "a", c.language, fact.New(fact.Start, c.derived, fact.FromCode, "a/app.py", 1).With(c.confidence))}}, nil),
				fixed("dockerfile", detect.Output{Notes: []detect.Note{{Dir: "a", Facts: fact.Set{fact.New(fact.Start, c.deploy, fact.FromDeploy, "a/Dockerfile", 9)}}}}, nil))
			if got := a.Components[0].Facts.Value(fact.Start); !strings.Contains(got, c.want) {
				t.Errorf("start %s, want one with %s", got, c.want)
			}
		})
	}
}

// TestHealthTools holds packages to those that the program itself needs.
func TestHealthTools(t *testing.T) {
	deploy := func(key, value string) fact.Fact { return fact.New(key, value, fact.FromDeploy, "a/Dockerfile", 2) }
	for name, c := range map[string]struct {
		facts []fact.Fact
		want  []string
	}{
		"for the health check alone": {[]fact.Fact{deploy(fact.SystemPackage, "curl"), deploy(fact.SystemPackage, "ffmpeg"), deploy(fact.HealthTool, "curl")}, []string{"ffmpeg"}},
		"no health check":            {[]fact.Fact{deploy(fact.SystemPackage, "curl")}, []string{"curl"}},
		"the program runs it, too":   {[]fact.Fact{deploy(fact.SystemPackage, "curl"), deploy(fact.HealthTool, "curl"), fact.New(fact.SystemPackage, "curl", fact.FromCode, "a.py", 4)}, []string{"curl"}},
		"the start runs it, too":     {[]fact.Fact{deploy(fact.SystemPackage, "curl"), deploy(fact.HealthTool, "curl"), deploy(fact.Start, `["sh","-c","curl -s http://x; exec app"]`)}, []string{"curl"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := assessWith(t,
				fixed("stack", detect.Output{Modules: []detect.Module{module("a", "a", "python")}}, nil),
				fixed("dockerfile", detect.Output{Notes: []detect.Note{{Dir: "a", Facts: c.facts}}}, nil))
			if d := cmp.Diff(c.want, a.Components[0].Facts.Values(fact.SystemPackage)); d != "" {
				t.Errorf("packages (-want +got):\n%s", d)
			}
		})
	}
}
