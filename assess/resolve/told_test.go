package resolve_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/resolve"
)

// TestToldFindings looks at which facts of a component a person hears of.
func TestToldFindings(t *testing.T) {
	at := func(key, value string) fact.Fact { return fact.New(key, value, fact.FromCode, "app.js", 5) }
	lock := at(fact.BuildLockFile, "package-lock.json")
	for _, c := range []struct {
		name  string
		facts []fact.Fact
		want  map[string]assess.Severity
	}{
		{"a file that is not there", []fact.Fact{lock, at(fact.BuildMissingFile, "config")}, map[string]assess.Severity{resolve.FindingMissingFile: assess.High}},
		{"a package for development", []fact.Fact{lock, at(fact.BuildDevAtRuntime, "errorhandler")}, map[string]assess.Severity{resolve.FindingDevAtRuntime: assess.Medium}},
		{"a migration before the start", []fact.Fact{lock, at(fact.StartBefore, fact.Command("python", "manage.py", "migrate"))}, map[string]assess.Severity{resolve.FindingStartStep: assess.High}},
		{"another step before the start", []fact.Fact{lock, at(fact.StartBefore, fact.Command("python", "manage.py", "build_index"))}, map[string]assess.Severity{resolve.FindingStartStep: assess.Medium}},
		{"what the build does instead", []fact.Fact{lock, at(fact.StartBefore, fact.Command("python", "manage.py", "collectstatic"))}, nil},
		{"no lock file", []fact.Fact{at(fact.BuildFile, "package.json")}, map[string]assess.Severity{resolve.FindingNoLock: assess.Medium}},
		{"an address in the pages", []fact.Fact{lock, at(fact.BuildAddress, "VITE_API=https://api.example.com/v1")}, map[string]assess.Severity{resolve.FindingBuildAddress: assess.Medium}},
		{"a login in the source", []fact.Fact{lock, at(fact.BuildLogin, ".npmrc")}, map[string]assess.Severity{resolve.FindingLogin: assess.High}},
		{"a login that the build is given", []fact.Fact{lock, at(fact.BuildLogin, ".npmrc").With(fact.Low)}, nil},
		{"nothing to say", []fact.Fact{lock, at(fact.BuildFile, "package.json")}, nil},
		{"not deployed", []fact.Fact{at(fact.BuildMissingFile, "config"), fact.New(fact.Deployable, "false", fact.FromStart, "x", 1)}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assessWith(t, fixed("x", detect.Output{Modules: []detect.Module{module("web", "web", "javascript", c.facts...)}}, nil))
			var got map[string]assess.Severity
			for _, f := range a.Findings {
				if f.Component == "" {
					continue
				}
				if !f.Title.Complete() || !f.Remedy.Complete() || len(f.Evidence) == 0 {
					t.Errorf("finding %s lacks a text or evidence: %+v", f.ID, f)
				}
				if got == nil {
					got = map[string]assess.Severity{}
				}
				got[f.ID] = f.Severity
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("findings (-want +got):\n%s", d)
			}
		})
	}
}

// TestFrontEnds looks at who gets a front end that is built into another component.
func TestFrontEnds(t *testing.T) {
	front := func(dir, output string) detect.Module {
		o := fact.Outside{Dir: dir, Output: output, Tool: "npm", Command: []string{"npm", "run", "build"}}
		return module(dir, "front", "javascript", fact.New(fact.BuildOutside, o.Value(), fact.FromBuild, dir+"/vite.config.js", 3), fact.New(fact.Deployable, "false", fact.FromStart, "x", 1))
	}
	for _, c := range []struct {
		name    string
		modules []detect.Module
		want    string
		finding bool
	}{
		{"within the context", []detect.Module{front("srv/web", "srv/blog/dist"), module("srv", "blog", "python")}, `["web","blog/dist","npm","","","","npm","run","build"]`, false},
		{"beside the context", []detect.Module{front("web", "srv/blog/dist"), module("srv", "blog", "python")}, "", true},
		{"a stack whose build makes none", []detect.Module{front("srv/web", "srv/dist"), module("srv", "blog", "java")}, "", true},
		{"nobody serves it", []detect.Module{front("web", "dist"), module("srv", "blog", "python")}, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assessWith(t, fixed("x", detect.Output{Modules: c.modules}, nil))
			got, finding := "", false
			for _, x := range a.Components {
				if x.Deployable {
					got = x.Facts.Value(fact.BuildOutside)
				}
			}
			for _, f := range a.Findings {
				finding = finding || f.ID == resolve.FindingFrontEnd && f.Severity == assess.High
			}
			if got != c.want || finding != c.finding {
				t.Errorf("front end %q, finding %v; want %q, %v", got, finding, c.want, c.finding)
			}
		})
	}
}
