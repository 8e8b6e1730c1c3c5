package buildkit_test

import (
	"bytes"
	"flag"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/buildkit"
	"github.com/gantry-ack/gantry/generate/dockerfile"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func workload(name, lang, tool string, build generate.Build, facts ...fact.Fact) generate.Workload {
	w := generate.Workload{Name: name, Build: build, Security: generate.Security{UID: 10001, GID: 10001}}
	w.Component = assess.Component{Name: name, Language: assess.Versioned{ID: lang}, BuildTool: assess.Versioned{ID: tool}, Facts: facts}
	for _, a := range []string{generate.AspectUser, generate.AspectStart, generate.AspectBuildCommand, generate.AspectTests, generate.AspectTimeZone, generate.AspectPackages} {
		w.Decisions = append(w.Decisions, generate.Decision{ID: w.DecisionID(a)})
	}
	return w
}

func application(lang i18n.Lang) generate.Application {
	file := func(name string) fact.Fact { return fact.New(fact.BuildFile, name, fact.FromBuild, name, 0) }
	return generate.Application{
		Name: "shop", Lang: lang, Decisions: []generate.Decision{
			{ID: generate.AppDecision(generate.AspectMirrors), Value: "all of them", Assumes: "net.mirrors"},
			{ID: generate.AppDecision(generate.AspectRegistry), Value: "acr", Assumes: "tgt.registry"},
		},
		Registry: generate.Registry{Host: generate.Bound{Binding: "acr.domain"}, Namespace: "shop"},
		Pipeline: generate.Pipeline{Platforms: []string{"linux/amd64", "linux/arm64"}},
		Mirrors:  generate.Mirrors{Maven: "https://maven.aliyun.com/repository/public", GoProxy: "https://goproxy.cn,direct", Apt: "mirrors.aliyun.com"},
		Workloads: []generate.Workload{
			workload("gateway", "go", "go", generate.Build{Context: "gateway", Dockerfile: "gateway/Dockerfile", Packages: []string{"git"}}, file("go.mod")),
			workload("order-server", "java", "maven", generate.Build{Context: "order-service", Dockerfile: "order-service/order-server/Dockerfile", Tests: true}, file("pom.xml")),
			workload("worker", "python", "pip", generate.Build{Context: ".", Dockerfile: "worker/Dockerfile"}, file("requirements.txt"), fact.New(fact.GracefulShutdown, "true", fact.FromCode, "x", 1)),
		},
	}
}

// bakeFile is what buildx reads of the file, as far as it is used here.
type bakeFile struct {
	Variables []struct {
		Name    string         `hcl:"name,label"`
		Default hcl.Expression `hcl:"default"`
	} `hcl:"variable,block"`
	Groups []struct {
		Name    string   `hcl:"name,label"`
		Targets []string `hcl:"targets"`
	} `hcl:"group,block"`
	Targets []struct {
		Name       string             `hcl:"name,label"`
		Inherits   []string           `hcl:"inherits,optional"`
		Context    string             `hcl:"context,optional"`
		Dockerfile string             `hcl:"dockerfile,optional"`
		Target     string             `hcl:"target,optional"`
		Tags       []string           `hcl:"tags,optional"`
		Platforms  []string           `hcl:"platforms,optional"`
		Output     []string           `hcl:"output,optional"`
		Args       map[string]*string `hcl:"args,optional"`
	} `hcl:"target,block"`
}

func evaluate(t *testing.T, text []byte) bakeFile {
	t.Helper()
	f, diags := hclparse.NewParser().ParseHCL(text, "docker-bake.hcl")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	content, _, diags := f.Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "variable", LabelNames: []string{"name"}}}})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	variables := map[string]cty.Value{}
	for _, block := range content.Blocks {
		attrs, diags := block.Body.JustAttributes()
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		v, diags := attrs["default"].Expr.Value(nil)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		variables[block.Labels[0]] = v
	}
	var out bakeFile
	ctx := &hcl.EvalContext{Variables: variables, Functions: map[string]function.Function{"split": stdlib.SplitFunc}}
	if diags := gohcl.DecodeBody(f.Body, ctx, &out); diags.HasErrors() {
		t.Fatal(diags)
	}
	return out
}

func TestBake(t *testing.T) {
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		app := application(lang)
		f, err := buildkit.Bake(app)
		if err != nil {
			t.Fatal(err)
		}
		again, err := buildkit.Bake(app)
		if err != nil || !bytes.Equal(f.Content, again.Content) {
			t.Errorf("a second run differs (%v)", err)
		}
		golden := filepath.Join("testdata", string(lang)+".hcl")
		if *update {
			if err := os.WriteFile(golden, f.Content, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(f.Content)); d != "" {
			t.Error(d)
		}
		check(t, app, evaluate(t, f.Content))
	}
}

// check holds the targets to the workloads and to the Dockerfiles' own defaults.
func check(t *testing.T, app generate.Application, got bakeFile) {
	t.Helper()
	targets := map[string]int{}
	for i, target := range got.Targets {
		targets[target.Name] = i
	}
	for _, g := range got.Groups {
		for _, name := range g.Targets {
			if _, ok := targets[name]; !ok {
				t.Errorf("group %s names %s, which is no target", g.Name, name)
			}
		}
	}
	set, _, err := dockerfile.Generate(app)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range app.Workloads {
		target := got.Targets[targets[w.Name]]
		if p := path.Join(target.Context, target.Dockerfile); p != w.Build.Dockerfile {
			t.Errorf("%s: bake would read %s, not %s", w.Name, p, w.Build.Dockerfile)
		}
		if d := cmp.Diff([]string{"acr-domain.invalid/shop/" + w.Name + ":dev"}, target.Tags); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff(app.Pipeline.Platforms, target.Platforms); d != "" {
			t.Error(d)
		}
		file, _ := set.Lookup(w.Build.Dockerfile)
		for name, value := range target.Args {
			if name == "SOURCE_DATE_EPOCH" {
				if value != nil {
					t.Errorf("%s: SOURCE_DATE_EPOCH is %q by default", w.Name, *value)
				}
				continue
			}
			if !strings.Contains(string(file.Content), "ARG "+name+"="+*value+"\n") {
				t.Errorf("%s: the Dockerfile lacks ARG %s=%s", w.Name, name, *value)
			}
		}
		if _, ok := targets[w.Name+"-test"]; ok != w.Build.Tests {
			t.Errorf("%s: test target: %v", w.Name, ok)
		}
	}
}

func TestArgs(t *testing.T) {
	app := application(i18n.EN)
	want := map[string]string{"gateway": "GOPROXY APT_MIRROR", "order-server": "MAVEN_MIRROR", "worker": "PIP_INDEX_URL"}
	for _, w := range app.Workloads {
		args, err := buildkit.Args(app, w)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, a := range args {
			names = append(names, a.Name)
			if !a.Text.Complete() {
				t.Errorf("%s says nothing in one language", a.Name)
			}
		}
		if got := strings.Join(names, " "); got != want[w.Name] {
			t.Errorf("%s: %s, want %s", w.Name, got, want[w.Name])
		}
	}
}
