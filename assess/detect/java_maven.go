package detect

import (
	"context"
	"errors"

	"github.com/gantry-ack/gantry/assess/internal/java"
	"github.com/gantry-ack/gantry/assess/internal/maven"
	"github.com/gantry-ack/gantry/assess/scan"
)

// mavenDetector finds the modules of Maven builds: parents, libraries and what runs.
func mavenDetector() Detector {
	return Detector{
		Name:  "maven",
		Globs: []string{"**/pom.xml"},
		Run: func(ctx context.Context, in Input) (Output, error) {
			projects, errs := maven.Projects(ctx, in.Tree, in.Paths)
			out, err := javaModules(ctx, in.Tree, projects)
			for _, e := range errs {
				err = errors.Join(err, &FileError{Path: e.Path, Line: e.Line, Err: e.Err})
			}
			return out, err
		},
	}
}

// javaModules derives the facts of projects, whichever tool builds them.
func javaModules(ctx context.Context, tree *scan.Tree, projects []*java.Project) (Output, error) {
	modules, failed, err := java.NewWorkspace(tree, projects).Modules(ctx)
	if err != nil {
		return Output{}, err
	}
	var out Output
	for _, m := range modules {
		out.Modules = append(out.Modules, Module{Path: m.Dir, Facts: m.Facts})
	}
	for _, e := range failed {
		err = errors.Join(err, &FileError{Path: e.Path, Line: e.Line, Err: e.Err})
	}
	return out, err
}
