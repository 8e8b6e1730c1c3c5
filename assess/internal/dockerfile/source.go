package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/gantry-ack/gantry/assess/internal/cmdline"
)

// Sources returns the paths that are copied from the build context, in order and
// each once, variables with a value replaced. Sources that are URLs or come from
// other stages are left out.
func (f *File) Sources(args map[string]string) []string {
	var out []string
	for _, s := range f.Stages {
		e := evaluator{file: f, args: args, vars: map[string]string{}}
		for _, step := range s.Steps {
			switch c := step.Command.(type) {
			case *instructions.ArgCommand:
				e.arg(c)
			case *instructions.CopyCommand:
				if c.From == "" {
					out = append(out, e.paths(c.SourcePaths)...)
				}
			case *instructions.AddCommand:
				out = append(out, e.paths(c.SourcePaths)...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (e *evaluator) paths(sources []string) []string {
	var out []string
	for _, s := range sources {
		s = expand(s, e.vars)
		if s == "" || strings.Contains(s, "://") || strings.HasPrefix(s, "git@") {
			continue
		}
		out = append(out, path.Clean(strings.TrimLeft(s, "/")))
	}
	return out
}

// Modules returns the directories, relative to the build context, that the build
// is told to build: go build ./cmd/server, mvn -pl order, gradle :order:build,
// or COPY --from=build /src/order/target/order.jar.
func (f *File) Modules() []string {
	var out []string
	for _, s := range f.Stages {
		for _, step := range s.Steps {
			switch c := step.Command.(type) {
			case *instructions.RunCommand:
				parsed, _ := cmdline.Parse(script(c.ShellDependantCmdLine))
				for _, l := range parsed.Lines {
					out = append(out, built(l)...)
				}
			case *instructions.CopyCommand:
				if c.From != "" {
					out = append(out, outputOf(c.SourcePaths)...)
				}
			}
		}
	}
	return out
}

// built returns the directories that a build command names.
func built(l cmdline.Line) []string {
	args := l.Args
	name := path.Base(args[0])
	var out []string
	for i, a := range args {
		switch {
		case name == "go" && len(args) > 1 && args[1] == "build" && i > 1 && (strings.HasPrefix(a, "./") || strings.HasPrefix(a, "cmd/")):
			out = append(out, path.Join(l.Dir, path.Clean(strings.TrimSuffix(a, "/..."))))
		case (name == "mvn" || name == "mvnw") && (a == "-pl" || a == "--projects") && i+1 < len(args):
			first, _, _ := strings.Cut(args[i+1], ",")
			out = append(out, strings.TrimLeft(first, ":!"))
		case (name == "gradle" || name == "gradlew") && strings.HasPrefix(a, ":"):
			parts := strings.Split(strings.Trim(a, ":"), ":")
			if len(parts) > 1 {
				out = append(out, path.Join(parts[:len(parts)-1]...))
			}
		}
	}
	return out
}

// outputOf returns the module whose build output is copied.
func outputOf(sources []string) []string {
	var out []string
	for _, s := range sources {
		for _, mark := range []string{"/target/", "/build/libs/", "/build/install/"} {
			if dir, _, ok := strings.Cut(s, mark); ok {
				out = append(out, strings.TrimLeft(dir, "/"))
			}
		}
	}
	return out
}
