package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/dockerfile"
	"github.com/gantry-ack/gantry/assess/scan"
)

// composeBuild is a way in which a compose file has a Dockerfile built.
type composeBuild struct {
	Service string
	Dir     string // build context
	Target  string
	Args    map[string]string
}

// composeBuilds returns the builds of all compose files by Dockerfile.
func composeBuilds(t *scan.Tree, generated map[string]bool) (map[string][]composeBuild, error) {
	projects, err := composeProjects(t, generated, t.Match(composeGlobs()...))
	out := map[string][]composeBuild{}
	for _, p := range projects {
		for _, s := range p.services {
			if s.dockerfile == "" {
				continue
			}
			b := composeBuild{Service: s.Name, Dir: s.context, Target: s.Build.Target, Args: s.Build.Args}
			if !slices.ContainsFunc(out[s.dockerfile], func(o composeBuild) bool { return o.Dir == b.Dir && o.Service == b.Service }) {
				out[s.dockerfile] = append(out[s.dockerfile], b)
			}
		}
	}
	return out, err
}

// build returns the build context and the Dockerfile of a service, each "" when
// it is not in the source.
func (p *composeProject) build(s composeService) (dir, file string) {
	if strings.Contains(s.Build.Context, "://") {
		return "", ""
	}
	dir, ok := insideTree(p.dir, s.Build.Context)
	if !ok {
		return "", ""
	}
	names := []string{s.Build.Dockerfile}
	if s.Build.Dockerfile == "" {
		names = []string{"Dockerfile", "Containerfile", "dockerfile"}
	}
	for _, n := range names {
		if f, ok := insideTree(dir, n); ok && p.tree.Has(f) {
			return dir, f
		}
	}
	return dir, ""
}

// insideTree resolves a path of this machine or relative to dir; false when it
// leads out of the source.
func insideTree(dir, rel string) (string, bool) {
	rel = strings.ReplaceAll(rel, `\`, "/")
	if path.IsAbs(rel) || strings.HasPrefix(rel, "~") || strings.Contains(rel, "$") {
		return "", false
	}
	full := path.Join(dir, rel)
	return full, full != ".." && !strings.HasPrefix(full, "../")
}

// readDockerfile reads a Dockerfile, nil when there is none that can be read.
func readDockerfile(t *scan.Tree, name string) *dockerfile.File {
	if name == "" || t.Size(name) > maxDeployFile {
		return nil
	}
	text, err := t.Text(name)
	if err != nil {
		return nil
	}
	f, err := dockerfile.Parse(text)
	if err != nil {
		return nil
	}
	return f
}

// composeDevTarget tells of a stage that is for development.
func composeDevTarget(target string) bool {
	t := strings.ToLower(target)
	return strings.HasPrefix(t, "dev") || strings.HasSuffix(t, "-dev") || t == "test" || t == "debug" || t == "builder" || t == "build"
}
