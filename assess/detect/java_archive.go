package detect

import (
	"context"
	"errors"
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/java"
	"github.com/gantry-ack/gantry/assess/scan"
)

// javaArchiveDetector finds built jars, wars and ears whose source is not at hand. Where a
// build file lies above an archive, the archive is a library or what the build left.
func javaArchiveDetector() Detector {
	return Detector{
		Name:  "java-archive",
		Globs: []string{"**/*.jar", "**/*.war", "**/*.ear"},
		Run: func(ctx context.Context, in Input) (Output, error) {
			var out Output
			var err error
			programs := javaArchives(in)
			for _, p := range programs {
				if ctx.Err() != nil {
					return Output{}, ctx.Err()
				}
				if path.Ext(p) == ".ear" {
					modules, e := java.Enterprise(ctx, in.Tree, p)
					for _, m := range modules {
						out.Modules = append(out.Modules, Module{Path: m.Dir, Facts: m.Facts})
					}
					if e != nil {
						err = errors.Join(err, &FileError{Path: p, Err: e})
					}
					continue
				}
				alone := true
				for _, o := range programs {
					alone = alone && (o == p || path.Dir(o) != path.Dir(p))
				}
				m, e := java.Archive(ctx, in.Tree, p, alone)
				switch {
				case e == nil:
					out.Modules = append(out.Modules, Module{Path: m.Dir, Facts: m.Facts})
				case !errors.Is(e, java.ErrPlainLibrary):
					err = errors.Join(err, &FileError{Path: p, Err: e})
				}
			}
			return out, err
		},
	}
}

// javaArchives leaves out the archives that cannot be what a customer deploys.
func javaArchives(in Input) []string {
	var out []string
	for _, p := range in.Paths {
		name := path.Base(p)
		switch {
		case strings.HasSuffix(name, "-sources.jar"), strings.HasSuffix(name, "-javadoc.jar"), strings.HasSuffix(name, "-tests.jar"),
			strings.HasSuffix(name, "-plain.jar"), strings.HasPrefix(name, "original-"), name == "gradle-wrapper.jar", name == "maven-wrapper.jar",
			javaLibraryDir(path.Dir(p)), javaBuilt(in.Tree, path.Dir(p)):
			continue
		}
		out = append(out, p)
	}
	return out
}

// javaLibraryDir tells whether a directory is one for libraries.
func javaLibraryDir(dir string) bool {
	for part := range strings.SplitSeq(dir, "/") {
		switch part {
		case "lib", "libs", "jars", "lib-provided", "ext", "plugins", "jre", "jdk", "build", "out", "test", "endorsed", "WEB-INF":
			return true
		}
	}
	return false
}

// javaBuilt tells whether a build file lies in the directory or above it.
func javaBuilt(tree *scan.Tree, dir string) bool {
	for ; ; dir = path.Dir(dir) {
		for _, f := range []string{"pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "build.xml", "build.sbt", "package.json", "go.mod"} {
			if tree.Has(path.Join(dir, f)) {
				return true
			}
		}
		if dir == "." {
			return false
		}
	}
}
