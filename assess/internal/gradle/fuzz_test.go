package gradle

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/scan"
)

// TestParse holds what a statement is: its words, and the block behind it.
func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"a 'b' // c\nd":                     "a b|d",
		"x {\n y = 1\n z { w }\n}\nv":       "x{y = 1|z{w}}|v",
		"f('a',\n 'b')\ng":                  "f ( a , b )|g",
		"implementation 'a',\n  'b'\nc":     "implementation a , b|c",
		"a\n  .b()\nc":                      "a . b ( )|c",
		"configure(p.findAll { it }) { q }": "configure ( p . findAll { it } ){q}",
		"s = 'it''s' ; t":                   "s = it s|t",
		"v = \"un\nclosed":                  "v = un|closed",
		"}}} a {":                           "a",
		"r =~ /x{'\"/\nb":                   "r = ~ x{'\"|b",
		"m = '''a\n{'''\nn":                 "m = a\n{|n",
	} {
		if d := cmp.Diff(want, show(parse(in))); d != "" {
			t.Errorf("%q: %s", in, d)
		}
	}
}

func show(stmts []stmt) string {
	var out []string
	for _, s := range stmts {
		var words []string
		for _, t := range s.toks {
			words = append(words, t.val)
		}
		one := strings.Join(words, " ")
		if s.body != nil {
			one += "{" + show(s.body) + "}"
		}
		out = append(out, one)
	}
	return strings.Join(out, "|")
}

// TestHostile holds scripts that multiply or nest to a moment's work.
func TestHostile(t *testing.T) {
	for name, in := range map[string]string{
		"braces":   strings.Repeat("a {", 100_000),
		"brackets": strings.Repeat("(", 100_000),
		"lines":    strings.Repeat("\n", 1_000_000) + ".",
		"slashes":  strings.Repeat("=/", 200_000),
		"doubling": "ext {\n" + strings.Repeat("x = \"${x}${x}$x\"\n", 2000) + "}\nx = 'a'\n",
		"apply":    "apply from: 'build.gradle'\napply from: 'other.gradle'\n",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			projects(t, in)
			if d := time.Since(start); d > 2*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func projects(t *testing.T, script string) {
	t.Helper()
	src := fstest.MapFS{
		"build.gradle": {Data: []byte(script)}, "settings.gradle": {Data: []byte(script)}, "other.gradle": {Data: []byte("apply from: 'build.gradle'\n")},
		"gradle/libs.versions.toml": {Data: []byte("[versions]\na=\"1\"\n")},
	}
	tree, err := scan.Walk(t.Context(), src, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	ps, _ := Projects(t.Context(), tree, []string{"build.gradle", "settings.gradle"})
	for _, p := range ps {
		if strings.HasPrefix(p.Dir, "..") || strings.HasPrefix(p.Dir, "/") {
			t.Errorf("path outside: %q", p.Dir)
		}
	}
}

// FuzzProjects holds the reader to any script.
func FuzzProjects(f *testing.F) {
	for _, s := range []string{
		"plugins { id 'java' version \"$v\" apply false }", "include ':a', '../b'\nproject(':a').projectDir = file('../../x')",
		"dependencies { implementation(platform(libs.a.b)) { exclude group: 'x' } }", "\"${", "extra[\"a\"] = \"b\"", "x by extra(1)", "$",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, script string) { projects(t, script) })
}
