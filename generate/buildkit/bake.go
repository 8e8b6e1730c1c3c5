// Package buildkit generates what builds all images of an application in one go:
// a bake file with one target for each component, and the build arguments that
// the file and the pipeline share.
package buildkit

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// File is where the bake file lies, relative to the repository root.
const File = "deploy/docker-bake.hcl"

// Names of the variables that are not build arguments.
const (
	varRegistry  = "REGISTRY"
	varTag       = "TAG"
	varPlatforms = "PLATFORMS"
	varEpoch     = "SOURCE_DATE_EPOCH"
)

// Args returns the build arguments of a workload's Dockerfile with their defaults.
// SOURCE_DATE_EPOCH, which BuildKit knows by itself, is not among them.
func Args(app generate.Application, w generate.Workload) ([]dockerfile.Arg, error) {
	return dockerfile.Args(app, w)
}

// Bake returns the bake file. Buildx takes contexts relative to the directory that
// it is run in, so the header says which that is.
func Bake(app generate.Application) (fileset.File, error) {
	b := baker{app: app, file: hclwrite.NewEmptyFile(), args: map[string][]dockerfile.Arg{}}
	for _, w := range app.Workloads {
		args, err := Args(app, w)
		if err != nil {
			return fileset.File{}, fmt.Errorf("generating %s: %w", File, err)
		}
		b.args[w.Name] = args
	}
	b.header()
	b.variables()
	b.groups()
	for _, w := range app.Workloads {
		b.target(w)
	}
	return fileset.File{Path: File, Mode: fs.FileMode(0o644), Content: hclwrite.Format(b.file.Bytes()), Why: b.why()}, nil
}

// baker gathers the bake file.
type baker struct {
	app  generate.Application
	file *hclwrite.File
	args map[string][]dockerfile.Arg // by workload
}

func (b *baker) body() *hclwrite.Body { return b.file.Body() }

func (b *baker) text(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(b.app.Lang) }

func (b *baker) comment(to *hclwrite.Body, text string) {
	to.AppendUnstructuredTokens(hclwrite.Tokens{{Type: hclsyntax.TokenComment, Bytes: []byte("# " + text + "\n")}})
}

func (b *baker) header() {
	printer := generate.NewPrinter(b.app)
	b.comment(b.body(), printer.Header(i18n.Text{ZH: b.app.Name + " 的全部镜像", EN: "All images of " + b.app.Name}))
	b.comment(b.body(), b.text("在仓库根目录运行: docker buildx bake -f "+File, "Run from the root of the repository: docker buildx bake -f "+File))
	b.body().AppendNewline()
}

// variables are read from the environment when they are set there.
func (b *baker) variables() {
	registry := b.app.Registry.Host.String() + "/" + b.app.Registry.Namespace
	b.assumed(generate.AspectRegistry, registry)
	b.variable(varRegistry, cty.StringVal(registry), b.text("镜像仓库与命名空间", "registry and namespace"))
	b.variable(varTag, cty.StringVal("dev"), b.text("镜像标签", "tag of the images"))
	b.assumed(generate.AspectPlatforms, strings.Join(b.platforms(), ","))
	b.variable(varPlatforms, cty.StringVal(strings.Join(b.platforms(), ",")), b.text("目标平台，逗号分隔", "platforms to build for, separated by commas"))
	b.variable(varEpoch, cty.NullVal(cty.String), b.text("镜像里的时间戳（秒）；给定后重复构建得到同样的结果", "time stamp in the images, in seconds; with it a repeated build gives the same"))
	for _, a := range b.allArgs() {
		b.assumed(generate.AspectMirrors, a.Default)
		b.variable(a.Name, cty.StringVal(a.Default), a.Text.In(b.app.Lang))
	}
}

// assumed marks the variable that follows when its value rests on an assumption.
func (b *baker) assumed(aspect, value string) {
	for _, line := range dockerfile.Assumed(b.app, aspect, value) {
		b.comment(b.body(), line)
	}
}

func (b *baker) variable(name string, value cty.Value, text string) {
	b.comment(b.body(), text)
	b.body().AppendNewBlock("variable", []string{name}).Body().SetAttributeValue("default", value)
	b.body().AppendNewline()
}

// allArgs are the build arguments of all workloads, once each, in one order.
func (b *baker) allArgs() []dockerfile.Arg {
	var out []dockerfile.Arg
	for _, w := range b.app.Workloads {
		for _, a := range b.args[w.Name] {
			if !slices.ContainsFunc(out, func(o dockerfile.Arg) bool { return o.Name == a.Name }) {
				out = append(out, a)
			}
		}
	}
	slices.SortFunc(out, func(x, y dockerfile.Arg) int { return strings.Compare(x.Name, y.Name) })
	return out
}

// platforms are those that any image is built for.
func (b *baker) platforms() []string {
	out := slices.Clone(b.app.Pipeline.Platforms)
	for _, w := range b.app.Workloads {
		out = append(out, w.Build.Platforms...)
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) == 0 {
		return []string{"linux/amd64"}
	}
	return out
}

// groups are all images, which is what bake builds when it is not told, and all tests.
func (b *baker) groups() {
	var images, tests []cty.Value
	for _, w := range b.app.Workloads {
		images = append(images, cty.StringVal(w.Name))
		if w.Build.Tests {
			tests = append(tests, cty.StringVal(testTarget(w)))
		}
	}
	b.group("default", images)
	b.group("test", tests)
}

func (b *baker) group(name string, targets []cty.Value) {
	if len(targets) == 0 {
		return
	}
	b.body().AppendNewBlock("group", []string{name}).Body().SetAttributeValue("targets", cty.ListVal(targets))
	b.body().AppendNewline()
}

func testTarget(w generate.Workload) string { return w.Name + "-test" }

// target builds a component's image; a second one runs its tests and keeps nothing.
func (b *baker) target(w generate.Workload) {
	t := b.body().AppendNewBlock("target", []string{w.Name}).Body()
	t.SetAttributeValue("context", cty.StringVal(w.Build.Context))
	t.SetAttributeValue("dockerfile", cty.StringVal(fromContext(w.Build)))
	t.SetAttributeValue("target", cty.StringVal(dockerfile.RuntimeStage))
	t.SetAttributeRaw("tags", tokens(fmt.Sprintf(`["${%s}/%s:${%s}"]`, varRegistry, w.Name, varTag)))
	t.SetAttributeRaw("platforms", tokens(fmt.Sprintf(`split(",", %s)`, varPlatforms)))
	args := []string{}
	for _, a := range b.args[w.Name] {
		args = append(args, a.Name+" = "+a.Name)
	}
	args = append(args, varEpoch+" = "+varEpoch)
	t.SetAttributeRaw("args", tokens("{\n"+strings.Join(args, "\n")+"\n}"))
	b.body().AppendNewline()
	if !w.Build.Tests {
		return
	}
	t = b.body().AppendNewBlock("target", []string{testTarget(w)}).Body()
	t.SetAttributeValue("inherits", cty.ListVal([]cty.Value{cty.StringVal(w.Name)}))
	t.SetAttributeValue("target", cty.StringVal(dockerfile.TestStage))
	t.SetAttributeRaw("tags", tokens("[]"))
	t.SetAttributeRaw("platforms", tokens("[]"))
	t.SetAttributeValue("output", cty.ListVal([]cty.Value{cty.StringVal("type=cacheonly")}))
	b.body().AppendNewline()
}

// fromContext is the Dockerfile as bake wants it: relative to the context.
func fromContext(build generate.Build) string {
	context := path.Clean(build.Context)
	if context == "." {
		return build.Dockerfile
	}
	if rest, ok := strings.CutPrefix(build.Dockerfile, context+"/"); ok {
		return rest
	}
	return strings.Repeat("../", strings.Count(context, "/")+1) + build.Dockerfile
}

// tokens holds an expression that refers to variables.
func tokens(expression string) hclwrite.Tokens {
	return hclwrite.Tokens{{Type: hclsyntax.TokenIdent, Bytes: []byte(expression)}}
}

func (b *baker) why() []fileset.Why {
	out := []fileset.Why{
		{Field: "variable." + varRegistry, Ref: generate.AppDecision(generate.AspectRegistry)},
		{Field: "variable." + varPlatforms, Ref: generate.AppDecision(generate.AspectPlatforms)},
	}
	for _, a := range b.allArgs() {
		out = append(out, fileset.Why{Field: "variable." + a.Name, Ref: generate.AppDecision(generate.AspectMirrors)})
	}
	for _, w := range b.app.Workloads {
		out = append(out, fileset.Why{Field: "target." + w.Name + ".context", Ref: w.DecisionID(generate.AspectBuildContext)})
		if w.Build.Tests {
			out = append(out, fileset.Why{Field: "target." + testTarget(w), Ref: w.DecisionID(generate.AspectTests)})
		}
	}
	return out
}
