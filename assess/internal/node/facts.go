package node

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// statement collects the facts of a package.
type statement struct {
	a   *analysis
	p   *pkg
	s   shape
	t   tool
	out fact.Set
}

func (st *statement) add(facts ...fact.Fact) { st.out = append(st.out, facts...) }

func (st *statement) at(key, value string, origin fact.Origin, at fact.Evidence, c fact.Confidence) {
	st.add(fact.New(key, value, origin, at.Path, at.Line).With(c))
}

// facts states all that is known of a package.
func (a *analysis) facts(p *pkg) fact.Set {
	st := &statement{a: a, p: p, s: a.decide(p), t: a.tool(p)}
	st.identity()
	st.build()
	switch st.s.kind {
	case library:
	case static:
		st.static()
	default:
		st.runtime()
	}
	return st.out
}

// identity states what every package has.
func (st *statement) identity() {
	p := st.p
	if p.Name.Value != "" {
		st.add(fact.New(fact.Name, p.Name.Value, fact.FromBuild, p.Path, p.Name.Line))
	}
	st.add(fact.New(fact.Language, "javascript", fact.FromBuild, p.Path, 0), st.s.deployable)
	st.add(st.a.languageVersion(p)...)
	st.add(st.t.facts...)
	if w := st.s.workload; w != "" && st.s.kind != library {
		c := fact.High
		if w == "job" {
			c = fact.Low
		}
		st.at(fact.Workload, w, fact.FromBuild, st.s.deployable.Evidence[0], c)
	} else if st.s.kind == library {
		st.add(fact.New(fact.Workload, "library", fact.FromBuild, p.Path, 0))
	}
	st.framework()
}

// framework states the framework with the version of the lock file or, failing
// that, the range of the manifest.
func (st *statement) framework() {
	if st.s.framework == "" || st.s.kind == library {
		return
	}
	d := st.s.dep
	st.add(fact.New(fact.Framework, st.s.framework, fact.FromBuild, st.p.Path, d.Line))
	root := st.p.root.dir
	if v, line := st.t.lock.version(relative(root, st.p.dir), d); v != "" {
		st.add(fact.New(fact.FrameworkVersion, v, fact.FromBuild, st.t.lock.path, line))
		return
	}
	if d.Range != "" && d.Range != "*" && d.Range != "latest" && !strings.Contains(d.Range, ":") {
		st.add(fact.New(fact.FrameworkVersion, d.Range, fact.FromBuild, st.p.Path, d.Line).With(fact.Medium))
	}
}

// build states where the build runs, what it reads and what it leaves.
func (st *statement) build() {
	p := st.p
	root := p.buildRoot()
	at := p.root.Path
	st.add(fact.New(fact.BuildRoot, root, fact.FromBuild, at, 0),
		fact.New(fact.BuildModule, relative(root, p.dir), fact.FromBuild, p.Path, 0))
	for _, q := range p.allNeeds() {
		line := 0
		if d, ok := p.Dep(q.Name.Value); ok {
			line = d.Line
		}
		st.add(fact.New(fact.BuildNeeds, relative(root, q.dir), fact.FromBuild, p.Path, line))
	}
	st.transpilers()
	if st.s.kind == library {
		st.outside()
		return
	}
	st.add(st.a.buildFiles(p)...)
	st.natives()
	st.lockNatives()
	st.logins()
	st.tests()
	if st.s.needsBuild {
		st.add(fact.New(fact.BuildCommand, st.buildCommand(), fact.FromBuild, p.Path, st.s.build.Line))
	}
	if st.s.artifact != "" {
		at := st.s.artifactAt
		at.Path = cmp.Or(at.Path, p.Path)
		st.at(fact.BuildArtifact, path.Join(relative(root, p.dir), st.s.artifact), fact.FromBuild, at, fact.High)
	}
}

// buildCommand is the command that builds the package, run in the build root. What
// a member of a workspace needs is built before it.
func (st *statement) buildCommand() string {
	p, script := st.p, st.s.build.Name
	var first []*pkg
	for _, q := range p.allNeeds() {
		if _, ok := q.Script(script); ok && q.root == p.root {
			first = append(first, q)
		}
	}
	dir := relative(p.buildRoot(), p.dir)
	name := p.Name.Value
	if p.root == p || name == "" {
		if dir == "." {
			return fact.Command(st.t.id, "run", script)
		}
		in := map[string]string{"npm": "--prefix", "yarn": "--cwd", "pnpm": "--dir"}[st.t.id]
		return fact.Command(st.t.id, in, dir, "run", script)
	}
	_, turbo := p.root.First("turbo")
	if _, ok := p.root.First("lerna"); ok && !turbo && (len(first) > 0 || st.t.id == "npm" && len(p.root.Workspaces) == 0) {
		return fact.Command("npx", "lerna", "run", script, "--scope="+name, "--include-dependencies")
	}
	switch st.t.id {
	case "pnpm":
		if len(first) > 0 {
			name += "..."
		}
		return fact.Command("pnpm", "--filter", name, "run", script)
	case "yarn":
		if len(first) == 0 {
			return fact.Command("yarn", "workspace", name, "run", script)
		}
		if turbo {
			return fact.Command("yarn", "turbo", "run", script, "--filter="+name)
		}
		var all []string
		for _, q := range append(first, p) {
			all = append(all, "yarn workspace "+q.Name.Value+" run "+script)
		}
		return fact.Command("sh", "-c", strings.Join(all, " && "))
	}
	args := []string{"npm", "run", script}
	for _, q := range append(first, p) {
		args = append(args, "--workspace="+relative(p.root.dir, q.dir))
	}
	return fact.Command(args...)
}

// transpilers states what compiles the source before it runs.
func (st *statement) transpilers() {
	p := st.p
	seen := map[string]bool{}
	add := func(id, at string, line int) {
		if !seen[id] {
			seen[id] = true
			st.add(fact.New(fact.Transpiler, id, fact.FromBuild, at, line))
		}
	}
	if f := st.a.file(p, "tsconfig.json", "tsconfig.app.json", "tsconfig.build.json"); f != "" {
		add("typescript", f, 0)
	} else if d, ok := p.First("typescript"); ok && p.hasFile(func(r string) bool { return typeScriptRE.MatchString(r) && !strings.HasSuffix(r, ".d.ts") }) {
		add("typescript", p.Path, d.Line)
	}
	if t := st.s.bundle.tool; t != "" && st.s.kind != library {
		id := map[string]string{"vue-cli": "webpack", "cra": "webpack", "umi": "umi", "ng": "angular-cli"}[t]
		add(cmp.Or(id, t), p.Path, st.s.build.Line)
	} else if st.s.needsBuild {
		for _, id := range []string{"vite", "webpack", "babel", "swc", "esbuild", "rollup", "tsup"} {
			if _, ok := ran(p.expand(st.s.build.Name), id); ok {
				add(id, p.Path, st.s.build.Line)
			}
		}
	}
}

// tests states the command of the unit tests, unless it is the placeholder of npm.
func (st *statement) tests() {
	p := st.p
	for _, n := range []string{"test:unit", "test:ci", "test"} {
		s, ok := p.Script(n)
		if !ok || strings.Contains(s.Command, "no test specified") || strings.TrimSpace(s.Command) == "" {
			continue
		}
		if n != "test" && slices.ContainsFunc(p.Scripts, func(o Script) bool { return o.Name == "test" && !strings.Contains(o.Command, "no test specified") }) {
			continue
		}
		if n == "test" {
			st.add(fact.New(fact.Tests, fact.Command(st.t.id, "test"), fact.FromBuild, p.Path, s.Line))
		} else {
			st.add(fact.New(fact.Tests, fact.Command(st.t.id, "run", n), fact.FromBuild, p.Path, s.Line))
		}
		return
	}
}

// static states what a site has beyond its build.
func (st *statement) static() {
	b := st.s.bundle
	st.add(fact.New(fact.Packaging, "static", fact.FromBuild, st.p.Path, st.s.build.Line))
	st.contextPath(b)
	st.addresses()
	seen := map[string]bool{}
	for _, x := range b.proxies {
		if seen[x.prefix+x.target] {
			continue
		}
		seen[x.prefix+x.target] = true
		st.at(fact.StaticProxy, x.prefix+"="+x.target, fact.FromBuild, x.at, fact.High)
	}
}

func (st *statement) contextPath(b bundle) {
	if base := strings.TrimRight(b.base, "/"); base != "" && strings.HasPrefix(base, "/") {
		st.at(fact.ContextPath, base, fact.FromBuild, b.baseAt, fact.High)
	}
}

// closure returns the package with what it needs of the same tree.
func (p *pkg) closure() []*pkg { return append([]*pkg{p}, p.allNeeds()...) }
