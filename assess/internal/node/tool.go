package node

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/conf"
)

// tool is the package manager of a workspace.
type tool struct {
	id    string
	facts fact.Set
	lock  *lock
}

var managerRE = regexp.MustCompile(`^(npm|yarn|pnpm)@([0-9][\w.-]*)`)

// tool decides the package manager: what the manifest names, what the only lock
// file belongs to, of several lock files the one that scripts call, else npm.
func (a *analysis) tool(p *pkg) tool {
	r := p.root
	locks := a.locksIn(r.dir)
	var t tool
	if m := managerRE.FindStringSubmatch(r.Manager.Value); m != nil {
		t.id = m[1]
		t.add(fact.New(fact.BuildTool, m[1], fact.FromBuild, r.Path, r.Manager.Line))
		t.add(fact.New(fact.BuildToolVersion, m[2], fact.FromBuild, r.Path, r.Manager.Line))
	}
	if t.id == "" && len(locks) > 1 {
		t.id = r.called(locks)
	}
	if t.id == "" && len(locks) > 0 {
		t.id = locks[0].tool
	}
	a.lockFacts(&t, r, locks)
	for _, id := range []string{"pnpm", "yarn"} {
		for _, v := range []Text{r.Volta[id], r.Engines[id]} {
			if t.id == "" && v.Value != "" && !strings.Contains(v.Value, "no") { // "please use npm, not yarn" is no version
				t.id = id
				t.add(fact.New(fact.BuildTool, id, fact.FromBuild, r.Path, v.Line).With(fact.Medium))
			}
		}
	}
	switch {
	case t.id != "":
	case a.file(r, "pnpm-workspace.yaml") != "":
		t.id = "pnpm"
		t.add(fact.New(fact.BuildTool, "pnpm", fact.FromBuild, a.file(r, "pnpm-workspace.yaml"), 0).With(fact.Medium))
	case a.file(r, ".yarnrc.yml") != "":
		t.id = "yarn"
		t.add(fact.New(fact.BuildTool, "yarn", fact.FromBuild, a.file(r, ".yarnrc.yml"), 0).With(fact.Medium))
	default:
		t.id = "npm"
		t.add(fact.New(fact.BuildTool, "npm", fact.FromBuild, r.Path, 0).With(fact.Medium))
	}
	a.toolVersion(&t, r)
	return t
}

func (t *tool) add(f fact.Fact) { t.facts = append(t.facts, f) }

// lockFacts states the lock files; one that is not of the tool is a candidate
// that loses.
func (a *analysis) lockFacts(t *tool, r *pkg, locks []*lock) {
	for _, l := range locks {
		f := fact.New(fact.BuildTool, l.tool, fact.FromBuild, l.path, 0)
		if l.tool != t.id {
			t.add(f.With(fact.Low))
			continue
		}
		t.add(f)
		if t.lock == nil {
			t.lock = l
			t.add(fact.New(fact.BuildLockFile, relative(r.dir, l.path), fact.FromBuild, l.path, 0))
		}
	}
}

// called returns the tool that the scripts and engines of a package speak of, ""
// when they name none or several.
func (p *pkg) called(locks []*lock) string {
	var found []string
	for _, l := range locks {
		hit := p.Engines[l.tool].Value != "" && l.tool != "npm"
		for _, s := range p.Scripts {
			hit = hit || slices.Contains(strings.Fields(s.Command), l.tool)
		}
		if hit && !slices.Contains(found, l.tool) {
			found = append(found, l.tool)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

var (
	lockVersionRE = regexp.MustCompile(`(?m)^lockfileVersion:\s*['"]?([\d.]+)`)
	yarnMetaRE    = regexp.MustCompile(`(?m)^__metadata:\s*\n\s+version:\s*"?(\d+)`)
	yarnPathRE    = regexp.MustCompile(`yarn-([\d.]+)\.c?js`)
)

// toolVersion states the version when the manifest does not name it: what volta
// or the engines ask for, the copy of yarn that is checked in, or the release
// that writes the format of the lock file.
func (a *analysis) toolVersion(t *tool, r *pkg) {
	if v := r.Volta[t.id]; v.Value != "" {
		t.add(fact.New(fact.BuildToolVersion, v.Value, fact.FromBuild, r.Path, v.Line))
	}
	if v := r.Engines[t.id]; v.Value != "" && v.Value != "*" {
		t.add(fact.New(fact.BuildToolVersion, v.Value, fact.FromBuild, r.Path, v.Line).With(fact.Low))
	}
	if f := a.file(r, ".yarnrc.yml"); f != "" && t.id == "yarn" {
		if s, ok := a.settings(f).Get("yarnPath"); ok {
			if m := yarnPathRE.FindStringSubmatch(s.Value); m != nil {
				t.add(fact.New(fact.BuildToolVersion, m[1], fact.FromBuild, f, s.Line))
			}
		}
	}
	if t.lock == nil {
		return
	}
	if v, line := a.lockFormat(t.lock, r); v != "" {
		t.add(fact.New(fact.BuildToolVersion, v, fact.FromBuild, t.lock.path, line).With(fact.Medium))
	}
}

// lockFormat returns the major release that writes the lock file's format.
func (a *analysis) lockFormat(l *lock, r *pkg) (string, int) {
	head := l.text[:min(len(l.text), 2000)]
	switch l.tool {
	case "pnpm":
		m := lockVersionRE.FindStringSubmatchIndex(head)
		if m == nil {
			return "", 0
		}
		v := map[string]string{"5.3": "6", "5.4": "7", "6.0": "8", "6.1": "8", "9.0": "9"}[head[m[2]:m[3]]]
		if v == "9" && a.settingsInWorkspaceFile(r) {
			v = "10"
		}
		return v, lineAt(head, m[0])
	case "yarn":
		if m := yarnMetaRE.FindStringSubmatchIndex(head); m != nil {
			v := map[string]string{"4": "2", "5": "3", "6": "3", "7": "4", "8": "4", "9": "4"}[head[m[2]:m[3]]]
			return v, lineAt(head, m[2])
		}
		if pos := strings.Index(head, "# yarn lockfile v1"); pos >= 0 {
			return "1", lineAt(head, pos)
		}
	}
	return "", 0
}

// settingsInWorkspaceFile tells whether pnpm-workspace.yaml holds settings, which
// pnpm 10 and later read there.
func (a *analysis) settingsInWorkspaceFile(r *pkg) bool {
	f := a.file(r, "pnpm-workspace.yaml")
	return f != "" && slices.ContainsFunc(a.settings(f), func(s conf.Setting) bool {
		return !strings.HasPrefix(s.Key, "packages") && !strings.HasPrefix(s.Key, "catalog")
	})
}

// buildFiles states what the installation of dependencies reads, relative to the
// build root: the manifests that the lock file covers, settings, patches, and what
// install scripts need.
func (a *analysis) buildFiles(p *pkg) fact.Set {
	root := p.buildRoot()
	seen := map[string]bool{}
	var out fact.Set
	add := func(name, at string, line int) {
		if name != "" && !seen[name] {
			seen[name] = true
			out = append(out, fact.New(fact.BuildFile, relative(root, name), fact.FromBuild, at, line))
		}
	}
	for _, q := range slices.Concat([]*pkg{p.root, p}, p.root.members, p.needs) {
		add(q.Path, q.Path, 0)
	}
	for _, r := range p.refs {
		if a.tree.Has(r.Value) { // a tarball
			add(r.Value, p.Path, r.Line)
		}
	}
	for _, n := range lockNames() {
		if f := a.file(p.root, n[0]); f != "" {
			add(f, f, 0)
		}
	}
	for _, q := range []*pkg{p.root, p} {
		for _, n := range []string{".npmrc", ".yarnrc", ".yarnrc.yml", "pnpm-workspace.yaml", ".pnpmfile.cjs", "lerna.json"} {
			f := a.file(q, n)
			add(f, f, 0)
		}
		a.patches(q, add)
		a.installScripts(q, add)
	}
	return out
}

// patches adds what patch-package and the package managers apply at installation,
// and the copy of yarn itself.
func (a *analysis) patches(p *pkg, add func(name, at string, line int)) {
	for _, e := range a.tree.Under(path.Join(p.dir, "patches")) {
		if strings.HasSuffix(e.Path, ".patch") {
			add(e.Path, e.Path, 0)
		}
	}
	if f := a.file(p, ".yarnrc.yml"); f != "" {
		if s, ok := a.settings(f).Get("yarnPath"); ok {
			add(p.join(s.Value), f, s.Line)
		}
	}
}

// installScripts adds the files that the install scripts of a package run, and the
// schema that prisma generates its client from.
func (a *analysis) installScripts(p *pkg, add func(name, at string, line int)) {
	for _, n := range []string{"preinstall", "install", "postinstall", "prepare"} {
		s, ok := p.Script(n)
		if !ok {
			continue
		}
		for _, c := range p.expand(n) {
			for _, w := range c.args {
				if !strings.HasPrefix(w, "-") && path.Ext(w) != "" {
					add(a.file(p, w), p.Path, s.Line)
				}
			}
			if c.base() == "prisma" {
				f := a.file(p, cmp.Or(p.schema(), "prisma/schema.prisma"), "prisma/schema.prisma", "schema.prisma")
				add(f, p.Path, s.Line)
			}
		}
	}
}

// schema is where the manifest says that the Prisma schema is.
func (m *Manifest) schema() string { return strings.TrimPrefix(m.root.Text("prisma", "schema"), "./") }
