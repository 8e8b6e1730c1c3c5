package node

import (
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/gantry-ack/gantry/internal/conf"
)

// workspaces finds out which package belongs to which workspace root. The
// nearest root above that names a package has it.
func (a *analysis) workspaces() {
	roots := slices.Clone(a.pkgs)
	slices.SortStableFunc(roots, func(x, y *pkg) int { return depth(y.dir) - depth(x.dir) })
	for _, r := range roots {
		globs := a.memberGlobs(r)
		if len(globs) == 0 {
			continue
		}
		for _, p := range a.pkgs {
			if p != r && p.root == p && len(p.members) == 0 && below(p.dir, r.dir) && matches(globs, relative(r.dir, p.dir)) && !a.apart(p, r) {
				p.root = r
				r.members = append(r.members, p)
			}
		}
	}
}

func depth(dir string) int {
	if dir == "." {
		return 0
	}
	return 1 + strings.Count(dir, "/")
}

func below(dir, parent string) bool {
	return parent == "." && dir != "." || strings.HasPrefix(dir, parent+"/")
}

// apart tells whether a package that a root names is installed on its own: it
// has a lock file and the root has none.
func (a *analysis) apart(p, root *pkg) bool {
	if a.lockIn(p.dir) == nil || a.lockIn(root.dir) != nil {
		return false
	}
	return !slices.ContainsFunc(p.Dependencies, func(d Dependency) bool { return strings.HasPrefix(d.Range, "workspace:") })
}

// memberGlobs returns the patterns of a workspace root's members, relative to it.
func (a *analysis) memberGlobs(r *pkg) []string {
	found := a.checked(r.Path, r.Workspaces)
	if f := a.file(r, "pnpm-workspace.yaml"); f != "" {
		if text, err := a.tree.Text(f); err != nil {
			a.problem(f, 0, err)
		} else if docs, err := conf.YAMLNodes(text); err != nil {
			a.parseProblem(f, err)
		} else if len(docs) > 0 {
			found = append(found, a.checked(f, list(docs[0].Get("packages")))...)
		}
	}
	if f := a.file(r, "lerna.json"); f != "" && len(found) == 0 {
		n := a.json(f)
		if globs := list(n.Get("packages")); len(globs) > 0 {
			return a.checked(f, globs)
		}
		if n != nil {
			return []string{"packages/*"}
		}
	}
	return found
}

// checked returns the patterns that stay inside the workspace root.
func (a *analysis) checked(name string, globs []Text) []string {
	var out []string
	for _, g := range globs {
		pattern, not := strings.CutPrefix(g.Value, "!")
		pattern = path.Clean(strings.TrimSuffix(strings.ReplaceAll(pattern, `\`, "/"), "/"))
		switch {
		case pattern == "." || pattern == "":
			continue
		case pattern == ".." || strings.HasPrefix(pattern, "../") || path.IsAbs(pattern):
			a.problem(name, g.Line, errOutside)
			continue
		}
		if not {
			pattern = "!" + pattern
		}
		out = append(out, pattern)
	}
	return out
}

func matches(globs []string, dir string) bool {
	ok := false
	for _, g := range globs {
		pattern, not := strings.CutPrefix(g, "!")
		if doublestar.MatchUnvalidated(pattern, dir) {
			ok = !not
		}
	}
	return ok
}

// connect finds which packages of the tree a package depends on.
func (a *analysis) connect() {
	byName := map[string][]*pkg{}
	for _, p := range a.pkgs {
		byName[p.Name.Value] = append(byName[p.Name.Value], p)
	}
	for _, p := range a.pkgs {
		for _, d := range p.Dependencies {
			if q := a.local(p, d, byName[d.Name]); q != nil && q != p && !slices.Contains(p.needs, q) {
				p.needs = append(p.needs, q)
			}
		}
	}
}

// local finds the package of the tree that a dependency means, if it does.
func (a *analysis) local(p *pkg, d Dependency, named []*pkg) *pkg {
	for _, scheme := range []string{"file:", "link:", "portal:"} {
		if target, ok := strings.CutPrefix(d.Range, scheme); ok {
			full := p.join(target)
			if full == "" {
				a.problem(p.Path, d.Line, errOutside)
				return nil
			}
			q := a.byDir[full]
			if a.tree.HasDir(full) || a.tree.Has(full) {
				p.refs = append(p.refs, Text{full, d.Line})
			}
			return q
		}
	}
	for _, q := range named {
		if q.root == p.root && (len(p.root.members) > 0) {
			return q
		}
	}
	return nil
}

// allNeeds returns what a package needs, directly and through others, those that
// must be built first first. Packages that need each other are passed once.
func (p *pkg) allNeeds() []*pkg {
	var out []*pkg
	seen := map[*pkg]bool{p: true}
	var visit func(q *pkg)
	visit = func(q *pkg) {
		if seen[q] {
			return
		}
		seen[q] = true
		for _, n := range q.needs {
			visit(n)
		}
		out = append(out, q)
	}
	for _, n := range p.needs {
		visit(n)
	}
	return out
}

// buildRoot returns the directory that the build runs in: the workspace root, or
// the nearest directory above all that is referred to by path.
func (p *pkg) buildRoot() string {
	dir := p.root.dir
	for _, r := range p.refs {
		for !below(r.Value, dir) && r.Value != dir && dir != "." {
			dir = path.Dir(dir)
		}
	}
	return dir
}
