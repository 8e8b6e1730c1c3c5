package detect

import (
	"context"
	"errors"
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/golang"
)

// goDetector finds Go programs: each main package of a module that serves or
// keeps working is a component; a module without one is a library.
func goDetector() Detector {
	return Detector{Name: "go", Globs: []string{"**/go.mod", "**/go.work"}, Run: runGo}
}

func runGo(ctx context.Context, in Input) (Output, error) {
	src, errs := readGoSource(in)
	var out Output
	for _, m := range src.modules {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		out.Modules = append(out.Modules, src.describe(m)...)
		m.release()
	}
	return out, errors.Join(append(errs, src.errs...)...)
}

// describe returns the modules that a go.mod stands for: its programs, or the
// library that it is.
func (s *goSource) describe(m *goModule) []Module {
	var programs []*goProgram
	running, atRoot := 0, false
	for _, pkg := range s.mains(m) {
		p := s.program(m, pkg)
		programs = append(programs, p)
		atRoot = atRoot || pkg.dir == m.Dir
		if p.workload != "" {
			running++
		}
	}
	var out []Module
	for _, p := range programs {
		dir := p.main.dir
		if running == 1 && !atRoot && p.workload != "" {
			// The only program of a module has the directory of the module: it is where
			// its configuration, its Dockerfile and its people are.
			p.sole, dir = true, m.Dir
		}
		out = append(out, Module{Path: dir, Facts: p.facts()})
	}
	if running == 0 && !atRoot {
		out = append(out, Module{Path: m.Dir, Facts: s.library(m)})
	}
	return out
}

// mains returns the main packages of a module in the order of their paths,
// without those in folders of examples, tests and generators.
func (s *goSource) mains(m *goModule) []*goPackage {
	var out []*goPackage
	for _, pkg := range m.packages {
		if !goAside(relTo(m.Dir, pkg.dir)) && s.isMain(pkg) {
			out = append(out, pkg)
		}
	}
	return out
}

// goAside tells whether a directory by its name holds no program to deploy.
func goAside(rel string) bool {
	for elem := range strings.SplitSeq(rel, "/") {
		switch strings.TrimLeft(elem, "_.") {
		case "example", "examples", "sample", "samples", "testdata", "test", "tests", "e2e", "hack", "tools", "tool",
			"scripts", "script", "gen", "generate", "generator", "codegen", "docs", "doc", "third_party", "benchmark", "benchmarks", "bench", "magefiles", "fuzz":
			return true
		}
	}
	return false
}

// library describes a module that has nothing to run.
func (s *goSource) library(m *goModule) fact.Set {
	mod := path.Join(m.Dir, "go.mod")
	facts := s.moduleFacts(m)
	return append(facts,
		fact.New(fact.Name, golang.LastElement(m.Path), fact.FromBuild, mod, m.Line),
		fact.New(fact.Deployable, "false", fact.FromBuild, mod, m.Line).With(fact.Medium),
		fact.New(fact.Workload, "library", fact.FromBuild, mod, m.Line).With(fact.Medium),
	)
}

// relTo returns target relative to dir, both slash paths below the same root;
// what does not lie in dir is reached with "..".
func relTo(dir, target string) string {
	if dir == target {
		return "."
	}
	if dir == "." {
		return target
	}
	if rest, ok := strings.CutPrefix(target, dir+"/"); ok {
		return rest
	}
	return path.Join("..", relTo(path.Dir(dir), target))
}
