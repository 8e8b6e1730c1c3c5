package maven

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// project is a POM with its parents and the profiles that are active without a
// word on the command line: what Maven calls the effective model, as far as the
// tree tells.
type project struct {
	*pom
	repo    *repository
	chain   []*pom      // the POM itself, its parent, and so on, inside the tree
	outside *parentRef  // parent of the last of the chain, which the tree does not have
	active  [][]profile // of each POM in the chain
	defines map[string]string
}

const maxParents = 32

func newProject(repo *repository, p *pom) *project {
	e := &project{pom: p, repo: repo, defines: map[string]string{}}
	for seen := map[*pom]bool{}; p != nil && !seen[p] && len(e.chain) < maxParents; {
		seen[p] = true
		e.chain = append(e.chain, p)
		if p.parent == nil {
			break
		}
		next := repo.parentOf(p)
		if next == nil {
			e.outside = p.parent
		}
		p = next
	}
	e.readDefines()
	for _, c := range e.chain {
		e.active = append(e.active, e.activeProfiles(c))
	}
	return e
}

// activeProfiles follows Maven: profiles that a file activates, else those that
// are active by default.
func (e *project) activeProfiles(p *pom) []profile {
	var byFile, byDefault []profile
	for _, pr := range p.profiles {
		switch {
		case pr.fileExists != "" && e.fileExists(pr.fileExists), pr.fileMissing != "" && e.fileMissing(pr.fileMissing):
			byFile = append(byFile, pr)
		case pr.activeDefault:
			byDefault = append(byDefault, pr)
		}
	}
	if len(byFile) > 0 {
		return byFile
	}
	return byDefault
}

// fileExists looks a file up as Maven does: relative to the module that is built,
// also when a parent declares the profile.
func (e *project) fileExists(name string) bool {
	p, ok := e.inside(name)
	return ok && (e.repo.tree.Has(p) || e.repo.tree.HasDir(p))
}

func (e *project) fileMissing(name string) bool {
	p, ok := e.inside(name)
	return ok && !e.repo.tree.Has(p) && !e.repo.tree.HasDir(p)
}

// inside resolves a path relative to the module's directory; false when it
// leaves the tree or cannot be told.
func (e *project) inside(name string) (string, bool) {
	for _, base := range []string{"${project.basedir}/", "${basedir}/"} {
		name = strings.TrimPrefix(name, base)
	}
	name = strings.ReplaceAll(name, `\`, "/")
	if name == "" || path.IsAbs(name) || strings.Contains(name, "${") {
		return "", false
	}
	p := path.Join(e.dir, name)
	return p, p != ".." && !strings.HasPrefix(p, "../")
}

// models returns the models from nearest to farthest: a profile precedes the POM
// that it is in.
func (e *project) models() []model {
	var out []model
	for i, c := range e.chain {
		for _, pr := range slices.Backward(e.active[i]) {
			out = append(out, pr.model)
		}
		out = append(out, c.model)
	}
	return out
}

// first returns the first value that is set.
func (e *project) first(get func(model) value) value {
	for _, m := range e.models() {
		if v := get(m); v.text != "" {
			return v
		}
	}
	return value{}
}

const (
	maxExpand = 16
	maxValue  = 4096 // bytes of an expanded value
	maxLookup = 500  // placeholders replaced for one value
)

// expand replaces the placeholders of a text; those that nothing defines stay.
func (e *project) expand(text string) string {
	budget := maxLookup
	return e.expandWithin(text, maxExpand, &budget)
}

func (e *project) expandWithin(text string, depth int, budget *int) string {
	if depth == 0 || !strings.Contains(text, "${") {
		return text
	}
	var b strings.Builder
	for b.Len() < maxValue && *budget > 0 {
		start := strings.Index(text, "${")
		if start < 0 {
			break
		}
		end := strings.IndexByte(text[start:], '}')
		if end < 0 {
			break
		}
		*budget--
		b.WriteString(text[:start])
		name := text[start+2 : start+end]
		if v, ok := e.lookup(name); ok {
			b.WriteString(e.expandWithin(v.text, depth-1, budget))
		} else {
			b.WriteString(text[start : start+end+1])
		}
		text = text[start+end+1:]
	}
	if b.WriteString(text); b.Len() > maxValue {
		return ""
	}
	return b.String()
}

// resolved is expand with the answer whether nothing was left to replace.
func (e *project) resolved(text string) (string, bool) {
	s := e.expand(text)
	return s, s != "" && !strings.Contains(s, "${")
}

// lookup finds what a placeholder stands for: the command line kept in
// .mvn/maven.config, then the project's own coordinates, then properties.
func (e *project) lookup(name string) (value, bool) {
	if v, ok := e.defines[name]; ok {
		return value{text: v}, true
	}
	if v, ok := e.coordinate(name); ok {
		return v, true
	}
	for _, m := range e.models() {
		if v, ok := m.properties[name]; ok {
			return v, true
		}
	}
	if slices.Contains([]string{"version", "artifactId", "groupId", "name"}, name) { // as Maven 2 wrote it
		return e.coordinate("project." + name)
	}
	return value{}, false
}

func (e *project) coordinate(name string) (value, bool) {
	name, prefixed := strings.CutPrefix(name, "project.")
	if !prefixed {
		name, prefixed = strings.CutPrefix(name, "pom.")
	}
	switch name {
	case "basedir":
		return value{text: "."}, true
	case "version":
		return e.ownVersion(), prefixed && e.ownVersion().text != ""
	case "groupId":
		return e.ownGroup(), prefixed
	case "artifactId":
		return e.artifact, prefixed
	case "name":
		if e.name.text == "" {
			return e.artifact, prefixed
		}
		return e.name, prefixed
	case "packaging":
		return value{text: e.packagingOrJar(), at: e.packaging.at}, prefixed
	case "build.finalName":
		return value{text: e.finalName().text}, prefixed
	case "build.directory":
		return value{text: "target"}, prefixed
	case "build.outputDirectory":
		return value{text: "target/classes"}, prefixed
	case "parent.version", "parent.groupId", "parent.artifactId":
		if e.parent == nil {
			return value{}, false
		}
		return map[string]value{"parent.version": e.parent.version, "parent.groupId": e.parent.group,
			"parent.artifactId": e.parent.artifact}[name], prefixed
	}
	return value{}, false
}

func (e *project) ownVersion() value {
	if e.version.text == "" && e.parent != nil {
		return e.parent.version
	}
	return e.version
}

func (e *project) ownGroup() value {
	if e.group.text == "" && e.parent != nil {
		return e.parent.group
	}
	return e.group
}

func (e *project) packagingOrJar() string {
	if e.packaging.text == "" {
		return "jar"
	}
	return e.packaging.text
}

func (e *project) finalName() value {
	if v := e.first(func(m model) value { return m.build.finalName }); v.text != "" {
		return v
	}
	return value{text: "${project.artifactId}-${project.version}", at: e.artifact.at}
}

// atOf is the file as a whole, for what no line states.
func (e *project) atOf() fact.Evidence { return fact.Evidence{Path: e.path} }

// readDefines takes the -D options of .mvn/maven.config, the usual place of
// -Drevision=..., from the nearest directory above.
func (e *project) readDefines() {
	for dir := e.dir; ; dir = path.Dir(dir) {
		if name := path.Join(dir, ".mvn/maven.config"); e.repo.tree.Has(name) {
			text, err := e.repo.tree.Text(name)
			if err != nil {
				return
			}
			for option := range strings.FieldsSeq(text) {
				if def, ok := strings.CutPrefix(option, "-D"); ok {
					k, v, _ := strings.Cut(def, "=")
					e.defines[k] = v
				}
			}
			return
		}
		if dir == "." {
			return
		}
	}
}
