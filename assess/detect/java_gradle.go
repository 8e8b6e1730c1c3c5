package detect

import (
	"context"
	"errors"
	"path"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/gradle"
)

// gradleDetector finds the projects of Gradle builds, in Groovy and in Kotlin.
func gradleDetector() Detector {
	return Detector{
		Name:  "gradle",
		Globs: []string{"**/build.gradle", "**/build.gradle.kts", "**/settings.gradle", "**/settings.gradle.kts"},
		Run: func(ctx context.Context, in Input) (Output, error) {
			projects, errs := gradle.Projects(ctx, in.Tree, in.Paths)
			out, err := javaModules(ctx, in.Tree, projects)
			for i, m := range out.Modules {
				if in.Tree.Has(path.Join(m.Path, "pom.xml")) {
					out.Modules[i].Facts = secondBuild(m.Facts)
				}
			}
			for _, e := range errs {
				err = errors.Join(err, &FileError{Path: e.Path, Line: e.Line, Err: e.Err})
			}
			return out, err
		},
	}
}

// secondBuild lowers the confidence of what the build states where Maven builds the
// same directory: one build must win in everything, and Maven is the likelier one.
func secondBuild(fs fact.Set) fact.Set {
	for i, f := range fs {
		if f.Origin == fact.FromBuild && f.Confidence == fact.High {
			fs[i] = f.With(fact.Medium)
		}
	}
	return fs
}
