package decide

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/footprint"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// foundPaths are the paths that the source and today's deployment show to be
// written, each once.
func foundPaths(c component) []writtenDir {
	var out []writtenDir
	for _, value := range c.Facts.Values(fact.LocalWrite) {
		d := writtenDir{given: value, fact: strongestOf(c.Facts, fact.LocalWrite, value)}
		d.path, d.why = mountable(inImage(c, d.fact))
		if r, ok := moved(c, value); ok {
			d.path, d.why = r.dir, i18n.Text{}
		}
		if d.path == "" && !d.why.Complete() || builtInto(c, d) {
			continue
		}
		d.keep = footprint.Keeps(c.Facts, d.given, d.path)
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b writtenDir) int { return strings.Compare(a.path, b.path) })
	return covered(out)
}

// covered drops directories inside others of which they need nothing else.
func covered(all []writtenDir) []writtenDir {
	var out []writtenDir
	for _, d := range all {
		if i := slices.IndexFunc(out, func(o writtenDir) bool { return d.path != "" && o.path == d.path }); i >= 0 {
			out[i].keep = out[i].keep || d.keep
		} else if !slices.ContainsFunc(out, func(o writtenDir) bool { return o.covers(d) && (o.keep || !d.keep) }) {
			out = append(out, d)
		}
	}
	return out
}

// covers tells whether another directory is this one or inside it.
func (d writtenDir) covers(other writtenDir) bool {
	return d.path != "" && other.path != "" && (d.path == other.path || strings.HasPrefix(other.path, d.path+"/"))
}

func strongestOf(facts fact.Set, key, value string) fact.Fact {
	for _, f := range facts.All(key) {
		if f.Value == value {
			return f
		}
	}
	return fact.Fact{}
}

// inImage translates a mount below the directory in which today's image runs the
// program to the one of the new image, unless a variable names the old path.
func inImage(c component, f fact.Fact) string {
	dir := c.Facts.Value(fact.WorkDir)
	rest, below := strings.CutPrefix(f.Value, dir+"/")
	if dir == "" || !below || f.Origin != fact.FromDeploy {
		return f.Value
	}
	for _, e := range c.Facts.Prefixed("env.") {
		if strings.HasPrefix(e.Value, dir+"/") {
			return f.Value
		}
	}
	return rest
}

// builtInto tells a mount of static files that the new image holds from its build,
// which a volume would hide.
func builtInto(c component, d writtenDir) bool {
	return d.fact.Origin == fact.FromDeploy && c.Facts.Value(fact.PythonStatic) == "true" && strings.Contains(strings.ToLower(path.Base(d.given)), "static")
}

// workDir is where images keep the program; relative paths are below it.
const workDir = "/app"

// mountable returns the directory in the container that a written path means, or
// why no volume can be mounted there. Both are empty when nothing is written.
func mountable(given string) (string, i18n.Text) {
	p := placeholderRE.ReplaceAllString(strings.TrimPrefix(given, "file:"), "$2")
	switch {
	case p == "" || strings.Contains(p, "://") || strings.HasPrefix(p, "classpath:"):
		return "", i18n.Text{}
	case drivePathRE.MatchString(p):
		return "", i18n.Textf("是 Windows 路径，容器里没有盘符，请改成可配置的路径", "it is a path of Windows, and a container has no drives; please make it configurable")
	case strings.ContainsAny(p, `\$%{}*`) || strings.HasPrefix(p, "~"):
		return "", i18n.Textf("路径要在运行时才知道", "the path is known at run time only")
	case !strings.HasPrefix(p, "/"):
		p = path.Join(workDir, p)
	}
	p = path.Clean(p)
	if fileRE.MatchString(p) {
		p = path.Dir(p)
	}
	if p == "/" || p == workDir || !mountPoint(p) {
		return "", i18n.Textf("会遮住程序或系统文件", "it would hide the program or the system")
	}
	return p, i18n.Text{}
}

// mountPoint refuses directories of the system.
func mountPoint(p string) bool {
	parts := strings.Split(strings.TrimPrefix(p, "/"), "/")
	switch parts[0] {
	case "proc", "sys", "dev", "etc", "bin", "sbin", "lib", "lib64", "boot":
		return false
	case "usr":
		return len(parts) > 3
	case "var":
		return len(parts) > 1
	}
	return true
}
