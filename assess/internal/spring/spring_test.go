package spring

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/scan"
)

func load(t *testing.T, files map[string]string, roots ...Root) (*Config, []*Error) {
	t.Helper()
	src := fstest.MapFS{}
	for n, c := range files {
		src[n] = &fstest.MapFile{Data: []byte(c)}
	}
	tree, err := scan.Walk(t.Context(), src, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if roots == nil {
		roots = []Root{{Dir: "r", Own: true}}
	}
	return Load(tree, roots, func(name string) (string, bool) { return "built", name == "build.prop" })
}

func TestWhichSettingHolds(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"properties over yaml":       {map[string]string{"r/application.yml": "x: 1", "r/application.properties": "x=2"}, "2"},
		"application over bootstrap": {map[string]string{"r/bootstrap.properties": "x=1", "r/application.yml": "x: 2"}, "2"},
		"config directory":           {map[string]string{"r/application.properties": "x=1", "r/config/application.yml": "x: 2"}, "2"},
		"later document":             {map[string]string{"r/application.yml": "x: 1\n---\nx: 2"}, "2"},
		"active profile":             {map[string]string{"r/application.yml": "spring.profiles.active: a\nx: 1", "r/application-a.yml": "x: 2", "r/application-b.yml": "x: 3"}, "2"},
		"active from a default":      {map[string]string{"r/application.yml": "spring.profiles.active: ${P:b}\nx: 1", "r/application-b.yml": "x: 3"}, "3"},
		"group":                      {map[string]string{"r/application.yml": "spring.profiles: {active: a, group: {a: [c]}}\nx: 1", "r/application-c.yml": "x: 4"}, "4"},
		"document not active":        {map[string]string{"r/application.yml": "x: 1\n---\nspring.config.activate.on-profile: a\nx: 2"}, "1"},
		"negated profile":            {map[string]string{"r/application.yml": "x: 1\n---\nspring.profiles: '!a'\nx: 2"}, "2"},
		"relaxed name":               {map[string]string{"r/application.yml": "my-key: {subKey: 1}"}, ""},
		"placeholder":                {map[string]string{"r/application.yml": "y: 7\nx: a${y}${Z:-8}${W}"}, "a78${W}"},
		"build property":             {map[string]string{"r/application.yml": "x: '@build.prop@ and @other@'"}, "built and ${other}"},
		"other file":                 {map[string]string{"r/application.yml": "a: 1", "r/applications.yml": "x: 1", "r/deep/er/application.yml": "x: 2"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			conf, errs := load(t, c.files)
			if len(errs) > 0 {
				t.Fatal(errs[0])
			}
			if d := cmp.Diff(c.want, conf.Value("x")); d != "" {
				t.Error(d)
			}
		})
	}
	conf, _ := load(t, map[string]string{"r/application.yml": "my-key: {subKey: 1}"})
	if got := conf.Value("myKey.sub-key"); got != "1" {
		t.Errorf("another spelling of the key gives %q", got)
	}
	conf, _ = load(t, map[string]string{"r/application.yml": "x: ${y}\ny: ${x}"})
	if got := conf.Value("x"); !strings.HasPrefix(got, "${") {
		t.Errorf("settings in a circle give %q", got)
	}
}

// TestRoots holds that a class path hides files of the same name and a config
// server does not.
func TestRoots(t *testing.T) {
	files := map[string]string{"own/application.yml": "x: own\ny: own", "lib/application.yml": "x: lib\nz: lib", "lib/application-db.yml": "d: lib", "served/shop.yml": "x: served"}
	conf, _ := load(t, files, Root{Dir: "own", Own: true}, Root{Dir: "lib"})
	if d := cmp.Diff([]string{"own", ""}, []string{conf.Value("x"), conf.Value("z")}); d != "" {
		t.Error(d)
	}
	conf, _ = load(t, files, Root{Dir: "own", Own: true}, Root{Dir: "served", Bases: []string{"application", "shop"}})
	if d := cmp.Diff([]string{"served", "own"}, []string{conf.Value("x"), conf.Value("y")}); d != "" {
		t.Error(d)
	}
}

// TestProduction holds that production goes by its own profile, which replaces those
// that the program switches on by itself, and by these where it has none.
func TestProduction(t *testing.T) {
	files := map[string]string{"r/application.yml": "spring.profiles: {active: dev, group: {prod: [db]}}\nx: 1", "r/application-dev.yml": "x: 2\nd: dev"}
	conf, _ := load(t, files)
	if got := conf.Production().Value("x"); got != "2" {
		t.Errorf("without a profile of production x is %q", got)
	}
	files["r/application-prod.yml"], files["r/application-db.yml"] = "x: 3", "y: db"
	conf, _ = load(t, files)
	prod := conf.Production()
	if d := cmp.Diff([]string{"3", "db", "", "2"}, []string{prod.Value("x"), prod.Value("y"), prod.Value("d"), conf.Value("x")}); d != "" {
		t.Error(d)
	}
}

func TestEnv(t *testing.T) {
	want := []Placeholder{{"A_B", "${C:x}", true}, {"C", "x", true}, {"D", "", false}, {"E", "", true}}
	if d := cmp.Diff(want, Env("${A_B:${C:x}}/${D}${E:}/${lower.case:y}/${broken")); d != "" {
		t.Error(d)
	}
}

func TestBroken(t *testing.T) {
	conf, errs := load(t, map[string]string{"r/application.yml": "x: 1\n---\ny: [\n"})
	if len(errs) != 1 || errs[0].Path != "r/application.yml" || errs[0].Line == 0 {
		t.Errorf("errors %v", errs)
	}
	if conf.Value("x") != "1" {
		t.Error("what was read before the error is lost")
	}
}

func FuzzResolve(f *testing.F) {
	f.Add("${x}", "a${y:${x}}")
	f.Add("${", "}")
	f.Fuzz(func(t *testing.T, x, y string) {
		c := &Config{}
		c.layers = []Layer{{settings: []setting{{key: "x", value: x}, {key: "y", value: y}}}}
		c.build()
		c.Resolve(x)
		c.Settle(y)
		Env(x)
		c.on(x)
	})
}
