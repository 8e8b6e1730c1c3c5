package image

import (
	"context"
	"encoding/json"
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/fact"
)

// programDetector makes components of the programs of Go and .NET that the application brings.
func programDetector(im *Image) detect.Detector {
	return detect.Detector{Name: "image-program", Globs: []string{"**/*"}, Run: func(ctx context.Context, in detect.Input) (detect.Output, error) {
		var out detect.Output
		byDir := map[string]int{}
		for _, p := range im.found.programs {
			byDir[path.Dir(p.Path)]++
		}
		for _, p := range im.found.programs {
			if err := ctx.Err(); err != nil {
				return out, err
			}
			facts := programFacts(p)
			if len(facts) == 0 || !in.Tree.Has(p.Path) {
				continue
			}
			if p.Language == "dotnet" {
				text, _ := in.Tree.Text(strings.TrimSuffix(p.Path, ".dll") + ".runtimeconfig.json")
				facts = append(facts, dotnetFacts(p.Path, text)...)
			}
			dir := path.Dir(p.Path)
			if byDir[dir] > 1 || dir == "." || systemDir(dir) {
				dir = p.Path
			}
			out.Modules = append(out.Modules, detect.Module{Path: dir, Facts: facts})
		}
		return out, nil
	}}
}

// programFacts states what a program says of itself; nothing when it is not known what it is.
func programFacts(p Program) fact.Set {
	if p.Language != "go" && p.Language != "dotnet" {
		return nil
	}
	at := func(key, value string) fact.Fact { return fact.New(key, value, fact.FromBuild, p.Path, 0) }
	name := strings.TrimSuffix(path.Base(p.Path), path.Ext(p.Path))
	out := fact.Set{
		at(fact.Language, languageID(p.Language)), at(fact.Deployable, "true").With(fact.Medium), at(fact.Name, name), at(fact.Packaging, "binary"), at(fact.BuildArtifact, path.Base(p.Path)),
	}
	if p.Language == "go" {
		if v := shortVersion("go", p.Version); v != "" {
			out = append(out, at(fact.LanguageVersion, v))
		}
		modules := make([]detect.GoModule, 0, len(p.Modules))
		for _, m := range p.Modules {
			modules = append(modules, detect.GoModule(m))
		}
		out = append(out, detect.GoModuleFacts(modules, p.Path)...)
		if len(p.Libraries) > 0 {
			out = append(out, at(fact.CGO, "true").With(fact.Medium))
		}
	}
	return out
}

// dotnetFacts reads the runtimeconfig.json beside a program
// (https://learn.microsoft.com/dotnet/core/runtime-config/).
func dotnetFacts(name, text string) fact.Set {
	type framework struct{ Name, Version string }
	var c struct {
		RuntimeOptions struct {
			Framework  framework
			Frameworks []framework
		}
	}
	if json.Unmarshal([]byte(text), &c) != nil {
		return nil
	}
	at := strings.TrimSuffix(name, ".dll") + ".runtimeconfig.json"
	var out fact.Set
	for _, f := range append(c.RuntimeOptions.Frameworks, c.RuntimeOptions.Framework) {
		switch f.Name {
		case "Microsoft.NETCore.App":
			out = append(out, fact.New(fact.LanguageVersion, shortVersion("dotnet", f.Version), fact.FromBuild, at, 0))
		case "Microsoft.AspNetCore.App":
			out = append(out, fact.New(fact.Framework, "aspnet-core", fact.FromBuild, at, 0), fact.New(fact.FrameworkVersion, f.Version, fact.FromBuild, at, 0),
				fact.New(fact.Workload, "web", fact.FromBuild, at, 0), fact.New(fact.LanguageVersion, shortVersion("dotnet", f.Version), fact.FromBuild, at, 0),
				fact.New(fact.Start, fact.Command("dotnet", path.Base(name)), fact.FromBuild, at, 0))
		}
	}
	return out
}
