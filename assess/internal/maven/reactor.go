package maven

import (
	"path"
	"slices"

	"github.com/gantry-ack/gantry/assess/internal/java"
)

// reactor is the set of projects that one aggregator builds.
type reactor struct {
	top     *pom
	members []*pom // sorted by path, top included
	byName  map[string]*project
	root    string   // directory from which the reactor can be built
	files   []string // what dependency resolution reads, as paths of the tree
}

// reactors groups the POMs of the repository: each belongs to the topmost
// aggregator that reaches it through modules, or stands alone.
func (r *repository) reactors() map[*pom]*reactor {
	parents := map[*pom][]*pom{} // aggregators by module
	for _, name := range r.paths {
		p := r.byPath[name]
		for _, m := range p.allModules() {
			file, _ := moduleFile(r.tree, p.dir, m.text)
			if c := r.byPath[file]; c != nil && c != p && !slices.Contains(parents[c], p) {
				parents[c] = append(parents[c], p)
			}
		}
	}
	out := map[*pom]*reactor{}
	byTop := map[*pom]*reactor{}
	for _, name := range r.paths {
		p := r.byPath[name]
		top := topOf(p, parents)
		re := byTop[top]
		if re == nil {
			re = &reactor{top: top, byName: map[string]*project{}}
			byTop[top] = re
		}
		re.members = append(re.members, p)
		out[p] = re
	}
	for _, name := range r.paths {
		p := r.byPath[name]
		e := r.effective(p)
		key := e.expand(e.ownGroup().text) + ":" + p.artifact.text
		if _, taken := out[p].byName[key]; !taken {
			out[p].byName[key] = e
		}
	}
	for _, name := range r.paths {
		if re := byTop[r.byPath[name]]; re != nil {
			re.root = re.findRoot(r)
			re.files = re.findFiles(r)
		}
	}
	return out
}

// topOf climbs from module to aggregator. A cycle ends at the first POM by path
// in it, so that every member agrees.
func topOf(p *pom, parents map[*pom][]*pom) *pom {
	seen := map[*pom]bool{p: true}
	queue := []*pom{p}
	var tops []*pom
	for len(queue) > 0 {
		q := queue[0]
		queue = queue[1:]
		if len(parents[q]) == 0 {
			tops = append(tops, q)
		}
		for _, up := range parents[q] {
			if !seen[up] {
				seen[up] = true
				queue = append(queue, up)
			}
		}
	}
	if len(tops) == 0 {
		for q := range seen {
			tops = append(tops, q)
		}
	}
	return slices.MinFunc(tops, func(a, b *pom) int { return comparePaths(a.path, b.path) })
}

// comparePaths puts the shallower path first.
func comparePaths(a, b string) int {
	if da, db := depth(a), depth(b); da != db {
		return da - db
	}
	if a < b {
		return -1
	}
	return 1
}

func depth(p string) int {
	n := 0
	for p = path.Dir(p); p != "."; p = path.Dir(p) {
		n++
	}
	return n
}

// findRoot returns the aggregator's directory, or the one above that also holds
// modules and parents beside it.
func (re *reactor) findRoot(r *repository) string {
	dirs := []string{re.top.dir}
	for _, m := range re.members {
		for _, c := range r.effective(m).chain {
			dirs = append(dirs, c.dir)
		}
	}
	return java.CommonDir(dirs...)
}

// findFiles lists the POMs of the reactor, parents and BOMs beside it, and Maven's
// own settings at the root.
func (re *reactor) findFiles(r *repository) []string {
	var out []string
	for _, m := range re.members {
		for _, c := range r.effective(m).chain {
			out = append(out, c.path)
		}
		r.effective(m).manage(func(d dependency) bool {
			if bom := r.byCoordinates(d.group, d.artifact, d.version, nil); d.scope == "import" && bom != nil {
				out = append(out, bom.path)
			}
			return true
		})
	}
	for _, name := range []string{
		".mvn/extensions.xml", ".mvn/maven.config", ".mvn/jvm.config", ".mvn/settings.xml", ".mvn/maven-settings.xml",
		".mvn/wrapper/maven-wrapper.properties", ".mvn/wrapper/maven-wrapper.jar", "mvnw", "settings.xml",
	} {
		if p := path.Join(re.root, name); r.tree.Has(p) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
