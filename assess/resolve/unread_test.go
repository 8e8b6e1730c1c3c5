package resolve_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/scan"
)

// TestUnread holds variables of deployment files to being read by something.
func TestUnread(t *testing.T) {
	for name, c := range map[string]struct {
		source string
		facts  []fact.Fact // beside the variable STALE_SETTING of the Dockerfile
		kept   bool
	}{
		"nothing names it":             {"print(1)", nil, false},
		"the code reads it":            {"os.environ['STALE_SETTING']", nil, true},
		"by a key in lower case":       {"class S(BaseSettings):\n  stale_setting: str", nil, true},
		"by a path of keys":            {"viper.AutomaticEnv(); viper.Get(\"stale.setting\")", nil, true},
		"by a prefix":                  {"env_prefix = 'stale_'\nsetting: str", nil, true},
		"a part of it, no prefix":      {"setting: str", nil, false},
		"the detector knows it":        {"print(1)", []fact.Fact{fact.New(fact.Env("STALE_SETTING"), "", fact.FromCode, "a/app.py", 1)}, true},
		"the start names it":           {"print(1)", []fact.Fact{fact.New(fact.Start, `["sh","-c","app ${STALE_SETTING}"]`, fact.FromDeploy, "a/Dockerfile", 3)}, true},
		"any property may be set":      {"print(1)", []fact.Fact{fact.New(fact.ConfigOverride, "relaxed", fact.FromBuild, "pom.xml", 1)}, true},
		"a web server's page":          {"print(1)", []fact.Fact{fact.New(fact.Workload, "static", fact.FromBuild, "a/package.json", 1)}, true},
		"it is in the Dockerfile only": {"print(1)", []fact.Fact{fact.New(fact.Env("STALE_SETTING"), "y", fact.FromDeploy, "a/compose.yml", 1)}, false},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"a/app.py": {Data: []byte(c.source)}, "a/Dockerfile": {Data: []byte("ENV STALE_SETTING=x")}, "a/README.md": {Data: []byte("STALE_SETTING")}, "b/b.py": {Data: []byte("STALE_SETTING")}}
			tree, err := scan.Walk(t.Context(), files, scan.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			deploy := func(name string) fact.Fact { return fact.New(fact.Env(name), "x", fact.FromDeploy, "a/Dockerfile", 1) }
			a, err := resolve.Assess(t.Context(), tree, resolve.Options{Name: "s", Detectors: []detect.Detector{
				fixed("stack", detect.Output{Modules: []detect.Module{module("a", "a", "python", c.facts...)}}, nil),
				fixed("dockerfile", detect.Output{Notes: []detect.Note{{Dir: "a", Facts: fact.Set{deploy("STALE_SETTING"), deploy("NODE_ENV")}}}}, nil),
			}})
			if err != nil {
				t.Fatal(err)
			}
			_, kept := a.Components[0].Facts.Best(fact.Env("STALE_SETTING"))
			_, known := a.Components[0].Facts.Best(fact.Env("NODE_ENV"))
			said := len(findingsOf(a, resolve.FindingUnread)) > 0
			if d := cmp.Diff([]bool{c.kept, !c.kept, true}, []bool{kept, said, known}); d != "" {
				t.Errorf("kept, said, and known to the runtime (-want +got):\n%s", d)
			}
		})
	}
}

// TestUnreadOfLanguages holds that nothing is said of languages whose reads of the
// environment nobody follows.
func TestUnreadOfLanguages(t *testing.T) {
	for language, want := range map[string]int{"python": 1, "php": 0, "ruby": 0, "csharp": 0} {
		t.Run(language, func(t *testing.T) {
			tree, err := scan.Walk(t.Context(), fstest.MapFS{"a/Dockerfile": {Data: []byte("ENV DB_HOST=x")}}, scan.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			set := fact.New(fact.Env("DB_HOST"), "x", fact.FromDeploy, "a/Dockerfile", 1)
			a, err := resolve.Assess(t.Context(), tree, resolve.Options{Name: "s", Detectors: []detect.Detector{
				fixed("stack", detect.Output{Modules: []detect.Module{module("a", "a", language)}}, nil),
				fixed("dockerfile", detect.Output{Notes: []detect.Note{{Dir: "a", Facts: fact.Set{set}}}}, nil),
			}})
			if err != nil {
				t.Fatal(err)
			}
			if got := len(findingsOf(a, resolve.FindingUnread)); got != want {
				t.Errorf("findings: got %d, want %d", got, want)
			}
		})
	}
}
