package node

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/node/js"
	"github.com/gantry-ack/gantry/assess/scan"
)

// loads states what the server loads when it starts and would not find: files that
// the tree does not hold, and packages that are declared for development only.
func (st *statement) loads(c *code) {
	missing, dev := map[string]bool{}, map[string]bool{}
	for _, name := range st.a.reachable(c, st.s.entry) {
		f := c.files[name]
		if f == nil || f.browser {
			continue
		}
		for _, m := range f.imports {
			if m.Conditional {
				continue
			}
			at := fact.Evidence{Path: name, Line: m.Line}
			if target := st.a.absent(name, m); target != "" && !missing[target] {
				missing[target] = true
				x := fact.New(fact.BuildMissingFile, target, fact.FromCode, at.Path, at.Line)
				if s := st.a.sample(target); s != "" {
					x.Evidence = append(x.Evidence, fact.Evidence{Path: s})
				}
				st.add(x)
			}
			if d, ok := st.developed(name, m); ok && !dev[d.Name] {
				dev[d.Name] = true
				x := fact.New(fact.BuildDevAtRuntime, d.Name, fact.FromCode, at.Path, at.Line)
				x.Evidence = append(x.Evidence, fact.Evidence{Path: st.p.Path, Line: d.Line})
				st.add(x)
			}
		}
	}
}

// absent returns the file that a relative import means when the tree has nothing
// that it could mean, and no build makes it.
func (a *analysis) absent(from string, m js.Module) string {
	if !strings.HasPrefix(m.Name, "./") && !strings.HasPrefix(m.Name, "../") || strings.ContainsAny(m.Name, "?#!*") {
		return ""
	}
	target := path.Join(path.Dir(from), m.Name)
	if strings.HasPrefix(target, "../") || target == "." || a.tree.HasDir(target) || a.resolve(from, m.Name) != "" {
		return ""
	}
	for s := range strings.SplitSeq(path.Dir(target)+"/"+stem(target), "/") {
		if made(strings.ToLower(s), a.tree.HasDir(path.Dir(target))) {
			return ""
		}
	}
	if slices.ContainsFunc(a.tree.Under(path.Dir(target)), func(e scan.Entry) bool {
		return path.Dir(e.Path) == path.Dir(target) && (e.Path == target || stem(e.Path) == stem(target) && path.Ext(target) != path.Ext(e.Path) && !sampled(e.Path))
	}) {
		return ""
	}
	return target
}

// made tells of folders and files that builds leave and repositories do not hold.
// Some names are those of source as well, when the tree has the folder.
func made(name string, there bool) bool {
	switch name {
	case "dist", "build", "out", "output", "generated", "__generated__", "gen", ".next", ".nuxt", ".output", "node_modules", "bower_components", "coverage", "version", "buildinfo", "build-info":
		return true
	case "lib", "es", "esm", "cjs", "vendor", "public", "proto", "server":
		return !there
	}
	return false
}

// stem is the name of a file up to its first dot.
func stem(name string) string {
	s, _, _ := strings.Cut(strings.TrimPrefix(path.Base(name), "."), ".")
	return s
}

// sampled tells whether a file shows how another one is to look.
func sampled(name string) bool {
	for word := range strings.FieldsFuncSeq(strings.ToLower(path.Base(name)), func(r rune) bool { return r == '.' || r == '-' || r == '_' }) {
		if slices.Contains([]string{"default", "defaults", "example", "sample", "template", "tpl", "tmpl", "dist", "demo"}, word) {
			return true
		}
	}
	return false
}

// sample returns the file beside one that is missing that shows how it is to look.
func (a *analysis) sample(missing string) string {
	if missing == "" {
		return ""
	}
	for _, e := range a.tree.Under(path.Dir(missing)) {
		if path.Dir(e.Path) == path.Dir(missing) && sampled(e.Path) && strings.Contains(path.Base(e.Path), stem(missing)) {
			return e.Path
		}
	}
	return ""
}

// developed returns the dependency that an import needs when it is installed for
// development only. Source that is compiled or bundled may not need it any more.
func (st *statement) developed(file string, m js.Module) (Dependency, bool) {
	if strings.HasPrefix(m.Name, ".") || st.s.bundle.tool != "" || typeScriptRE.MatchString(file) {
		return Dependency{}, false
	}
	name := packageOf(m.Name)
	d, ok := st.p.Dep(name)
	if !ok || !d.Dev || d.Maybe {
		return Dependency{}, false
	}
	if _, shared := st.p.root.FirstRun(name); shared {
		return Dependency{}, false
	}
	return d, true
}
