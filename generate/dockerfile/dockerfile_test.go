package dockerfile_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// goldenCase is a component and the language that its files are in.
type goldenCase struct {
	name string
	lang i18n.Lang
	w    generate.Workload
	edit func(a *generate.Application)
}

func (c goldenCase) application() generate.Application {
	app := generate.Application{
		Name: "shop", Lang: i18n.ZH, Workloads: []generate.Workload{c.w},
		Mirrors: generate.Mirrors{
			Maven: "https://maven.aliyun.com/repository/public", NPM: "https://registry.npmmirror.com",
			PyPI: "https://mirrors.aliyun.com/pypi/simple/", GoProxy: "https://goproxy.cn,direct", Apt: "mirrors.aliyun.com",
		},
		Decisions: []generate.Decision{{ID: generate.AppDecision(generate.AspectMirrors)}},
	}
	if c.lang != "" {
		app.Lang = c.lang
	}
	if c.edit != nil {
		c.edit(&app)
	}
	return app
}

// workload fills in what every component has: a name from its path, the user, the
// decisions that the generator may refer to.
func workload(c assess.Component, facts fact.Set, edit func(w *generate.Workload)) generate.Workload {
	c.Facts = facts
	w := generate.Workload{
		Component: c, Name: c.Name, Kind: generate.Deployment,
		Build:    generate.Build{Context: ".", Dockerfile: "Dockerfile", Version: c.Language.Version},
		Ports:    []generate.Port{{Name: "http", Number: 8080, Protocol: "http"}},
		Security: generate.Security{UID: 10001, GID: 10001, ReadOnlyRoot: true},
		Volumes:  []generate.Volume{{Name: "tmp", Path: "/tmp"}},
	}
	if c.Workload == assess.Static {
		w.Security.UID, w.Security.GID = 101, 101
	}
	if edit != nil {
		edit(&w)
	}
	for _, a := range []string{
		generate.AspectUser, generate.AspectPorts, generate.AspectVolumes, generate.AspectBuildVersion, generate.AspectBuildContext, generate.AspectBuildCommand,
		generate.AspectStart, generate.AspectTimeZone, generate.AspectLocale, generate.AspectFonts, generate.AspectPackages, generate.AspectTests,
	} {
		if !slices.ContainsFunc(w.Decisions, func(d generate.Decision) bool { return d.ID == w.DecisionID(a) }) {
			w.Decisions = append(w.Decisions, generate.Decision{ID: w.DecisionID(a), Value: "v"})
		}
	}
	return w
}

// facts makes single facts out of pairs of key and value.
func facts(pairs ...string) fact.Set {
	var out fact.Set
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, fact.New(pairs[i], pairs[i+1], fact.FromBuild, "build-file", 1))
	}
	return out
}

func TestGolden(t *testing.T) {
	cases := slices.Concat(javaCases(), nodeCases(), pythonCases(), goCases())
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			app := c.application()
			set, decisions, err := dockerfile.Generate(app)
			if err != nil {
				t.Fatal(err)
			}
			files := set.Files()
			text, ignore := files[0].Content, files[1].Content
			lint(t, text)
			resolves(t, text, ignore)
			golden(t, c.name+".Dockerfile", text)
			golden(t, c.name+".dockerignore", ignore)
			again, _, err := dockerfile.Generate(app)
			if err != nil || !bytes.Equal(again.Files()[0].Content, text) {
				t.Errorf("a second run differs (%v)", err)
			}
			for _, d := range decisions {
				if !d.Reason.Complete() || d.Value == "" || len(d.Inputs) == 0 {
					t.Errorf("decision %s lacks a reason in both languages, a value or inputs: %+v", d.ID, d)
				}
			}
		})
	}
	left, err := filepath.Glob("testdata/*.Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	if len(left) != len(cases) {
		t.Errorf("%d golden files for %d cases", len(left), len(cases))
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Error(d)
	}
}

// Whatever a build argument is set to, nothing may remain of its default.
func TestMirrorsOff(t *testing.T) {
	for _, c := range slices.Concat(javaCases(), nodeCases(), pythonCases(), goCases()) {
		c.edit = func(a *generate.Application) { a.Mirrors = generate.Mirrors{Maven: "none", NPM: "none"} }
		set, _, err := dockerfile.Generate(c.application())
		if err != nil {
			t.Fatal(err)
		}
		text := string(set.Files()[0].Content)
		for _, mirror := range []string{"aliyun", "npmmirror", "goproxy.cn", "none"} {
			if strings.Contains(text, mirror) {
				t.Errorf("%s: %s is still there", c.name, mirror)
			}
		}
		lint(t, []byte(text))
	}
}
