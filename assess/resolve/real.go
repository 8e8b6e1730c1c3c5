package resolve

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// settle corrects what facts of one unit say once those of all detectors are
// together: a command that was only derived gives way to the real one, and what is
// there for a health check alone is no need of the program.
func settle(fs fact.Set) fact.Set {
	fs = yieldDerivedStart(fs)
	return dropHealthTools(fs)
}

// yieldDerivedStart makes a start command that was put together from the
// framework's usual one a default where a deployment file shows the real one for the same
// program, with its workers and time-outs.
func yieldDerivedStart(fs fact.Set) fact.Set {
	actual, ok := realStart(fs)
	if !ok {
		return fs
	}
	out := slices.Clone(fs)
	for i, f := range out {
		if f.Key == fact.Start && f.Origin == fact.FromCode && f.Confidence != fact.High && sameProgram(fact.Args(f.Value), actual) {
			out[i].Origin = fact.FromDefault
		}
	}
	return out
}

// realStart is a command of a deployment file that holds in our image, too: one
// without paths of its own image.
func realStart(fs fact.Set) ([]string, bool) {
	if fs.Value(fact.Language) != "python" {
		return nil, false // what Go and Java start is named by where the image puts it
	}
	for _, f := range fs.All(fact.Start) {
		args := fact.Args(f.Value)
		if f.Origin != fact.FromDeploy || f.Confidence != fact.High || len(args) < 2 {
			continue
		}
		if !slices.Contains([]string{"sh", "bash"}, path.Base(args[0])) && !slices.ContainsFunc(args, foreignPath) {
			return args, true
		}
	}
	return nil, false
}

// foreignPath tells of an argument that names a place in another image, or that only a
// shell would understand.
func foreignPath(arg string) bool {
	return strings.HasPrefix(arg, "/") && !strings.HasPrefix(arg, "/dev/") || strings.Contains(arg, "=/") && !strings.Contains(arg, "=/dev/") ||
		strings.HasSuffix(arg, ".sh") || strings.ContainsAny(arg, "$`;|&<>")
}

// sameProgram tells whether two commands start the same thing from the same folder:
// they name the same script or application, and the derived one does not have to change folders.
func sameProgram(derived, actual []string) bool {
	if len(derived) == 0 || slices.ContainsFunc(derived, func(a string) bool { return a == "--chdir" || a == "--app-dir" || a == "--workdir" }) {
		return false
	}
	return slices.ContainsFunc(derived[1:], func(a string) bool {
		return !strings.HasPrefix(a, "-") && (strings.HasSuffix(a, ".py") || strings.Contains(a, ":") && !strings.ContainsAny(a[:1], "0123456789:[")) && slices.Contains(actual[1:], a)
	})
}

// dropHealthTools leaves out the packages that an image installs for its health
// check: the platform probes by itself.
func dropHealthTools(fs fact.Set) fact.Set {
	used := func(tool string) bool {
		return slices.ContainsFunc(fs, func(f fact.Fact) bool {
			switch f.Key {
			case fact.SystemPackage:
				return f.Value == tool && f.Origin != fact.FromDeploy
			case fact.Start, fact.StartBefore:
				return slices.ContainsFunc(fact.Args(f.Value), func(a string) bool { return slices.Contains(strings.Fields(a), tool) })
			}
			return false
		})
	}
	return slices.DeleteFunc(slices.Clone(fs), func(f fact.Fact) bool {
		return f.Key == fact.SystemPackage && slices.Contains(fs.Values(fact.HealthTool), f.Value) && !used(f.Value)
	})
}
