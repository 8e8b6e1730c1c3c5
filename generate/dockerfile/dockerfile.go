// Package dockerfile generates a Dockerfile and its ignore file for each component
// of an application. Every stack is a function behind one literal table; it works
// on typed instructions, so that a file reads the same whatever the stack.
package dockerfile

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/generate/images"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Names of stages that others build.
const (
	TestStage    = "test"    // runs the unit tests; there when Build.Tests is set
	RuntimeStage = "runtime" // the image
)

// Digests are base images by reference, with their digest: images.Pin makes them.
type Digests map[string]string

// Generate returns the Dockerfile and the ignore file of every workload, and the
// decisions that it took itself: base images, how dependencies are resolved, what
// becomes of the start command.
func Generate(app generate.Application) (fileset.Set, []generate.Decision, error) {
	return GeneratePinned(app, nil)
}

// GeneratePinned is Generate with base images pinned by digest; an image without
// one keeps its tag.
func GeneratePinned(app generate.Application, pins Digests) (fileset.Set, []generate.Decision, error) {
	table, err := images.Load()
	if err != nil {
		return fileset.Set{}, nil, err
	}
	var files []fileset.File
	var decisions []generate.Decision
	for _, w := range app.Workloads {
		b, err := plan(app, w, table, pins)
		if err != nil {
			return fileset.Set{}, nil, err
		}
		files = append(files,
			fileset.File{Path: w.Build.Dockerfile, Mode: fs.FileMode(0o644), Content: b.file.Print(), Why: b.why},
			fileset.File{Path: w.Build.Dockerfile + ".dockerignore", Mode: fs.FileMode(0o644), Content: b.ignoreFile()},
		)
		decisions = append(decisions, b.decisions...)
	}
	slices.SortFunc(decisions, func(x, y generate.Decision) int { return cmp.Compare(x.ID, y.ID) })
	set, err := fileset.New(files...)
	if err != nil {
		return fileset.Set{}, nil, fmt.Errorf("generating the Dockerfiles of %s: %w", app.Name, err)
	}
	return set, decisions, nil
}

// BaseImages returns the base images of all workloads as a registry is asked for
// them, sorted, once each.
func BaseImages(app generate.Application) ([]string, error) {
	table, err := images.Load()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, w := range app.Workloads {
		b, err := plan(app, w, table, nil)
		if err != nil {
			return nil, err
		}
		for _, ref := range b.refs {
			if ref != images.Scratch {
				out = append(out, ref)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Args returns the build arguments that the workload's Dockerfile declares and a
// build may override, in their order in the file, once each.
func Args(app generate.Application, w generate.Workload) ([]Arg, error) {
	table, err := images.Load()
	if err != nil {
		return nil, err
	}
	b, err := plan(app, w, table, nil)
	if err != nil {
		return nil, err
	}
	var out []Arg
	known := mirrorArgs(app.Mirrors)
	b.file.Instructions(func(_ ast.Stage, i ast.Instruction) {
		a, ok := i.(ast.Arg)
		if !ok || slices.ContainsFunc(out, func(o Arg) bool { return o.Name == a.Name }) {
			return
		}
		if k := slices.IndexFunc(known, func(o Arg) bool { return o.Name == a.Name }); k >= 0 {
			out = append(out, known[k])
		}
	})
	return out, nil
}

// plan builds the typed Dockerfile of a workload.
func plan(app generate.Application, w generate.Workload, table images.Table, pins Digests) (*builder, error) {
	fail := func(err error) (*builder, error) {
		return nil, fmt.Errorf("generating the Dockerfile of %s: %w", w.Name, err)
	}
	b := newBuilder(app, w, table, pins)
	if err := b.sound(); err != nil {
		return fail(err)
	}
	s, ok := stackOf(w)
	if !ok {
		return fail(fmt.Errorf("no stack fits language %q with build tool %q: give it a Dockerfile of its own, or leave it out by the answer app.components",
			w.Component.Language.ID, w.Component.BuildTool.ID))
	}
	if err := s.plan(b); err != nil {
		return fail(err)
	}
	b.decideBase()
	b.file.Header = b.print.Header(i18n.Text{ZH: w.Name + " 的镜像", EN: "The image of " + w.Name})
	if err := b.explained(); err != nil {
		return fail(err)
	}
	return b, nil
}
