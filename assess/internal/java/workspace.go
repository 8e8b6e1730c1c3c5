package java

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/spring"
	"github.com/gantry-ack/gantry/assess/scan"
)

// Module is a directory with the facts about it.
type Module struct {
	Dir   string
	Facts fact.Set
}

// Workspace holds the projects of a tree and what their source code shows.
type Workspace struct {
	tree     *scan.Tree
	projects []*Project
	byDir    map[string]*Project
	code     map[*Project][]Mark
	errs     []*spring.Error
	failed   map[string]bool
}

// NewWorkspace makes a workspace of projects with distinct directories.
func NewWorkspace(tree *scan.Tree, projects []*Project) *Workspace {
	w := &Workspace{tree: tree, projects: projects, byDir: map[string]*Project{}, code: map[*Project][]Mark{}, failed: map[string]bool{}}
	for _, p := range projects {
		w.byDir[p.Dir] = p
	}
	return w
}

// Modules derives the facts of every project. Errors are about configuration files.
func (w *Workspace) Modules(ctx context.Context) ([]Module, []*spring.Error, error) {
	used := map[string]bool{} // modules that something startable is made of
	for _, p := range w.projects {
		if p.Launch.Kind != NotStartable {
			for _, r := range w.closure(p)[1:] {
				used[r.project.Dir] = true
			}
		}
	}
	var out []Module
	for _, p := range w.projects {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		v := w.view(ctx, p)
		v.derive(used[p.Dir])
		out = append(out, Module{Dir: p.Dir, Facts: v.out})
	}
	return out, w.errs, nil
}

// marks scans the sources of a project once.
func (w *Workspace) marks(ctx context.Context, p *Project) []Mark {
	if m, ok := w.code[p]; ok {
		return m
	}
	m := scanSources(ctx, w.tree, p.Sources)
	w.code[p] = m
	return m
}

// reached is a module that a program contains, with what is left out on the way.
type reached struct {
	project  *Project
	excludes []string
}

// closure returns the project and all modules that end up in its program, nearest first.
func (w *Workspace) closure(p *Project) []reached {
	out := []reached{{project: p}}
	seen := map[string]bool{p.Dir: true}
	for i := 0; i < len(out); i++ {
		r := out[i]
		for _, n := range r.project.Needs {
			m := w.byDir[n.Dir]
			if m == nil || seen[n.Dir] || n.Scope == "test" || n.Scope == "" || i > 0 && (n.Optional || n.Scope == "provided") {
				continue
			}
			seen[n.Dir] = true
			out = append(out, reached{m, append(slices.Clone(r.excludes), n.Excludes...)})
		}
	}
	return out
}

// needs returns the directories of all modules that must be built for the project, sorted.
func (w *Workspace) needs(p *Project) []string {
	seen := map[string]bool{p.Dir: true}
	queue := []*Project{p}
	var out []string
	for len(queue) > 0 {
		q := queue[0]
		queue = queue[1:]
		for _, n := range q.Needs {
			if seen[n.Dir] || n.Scope == "" {
				continue
			}
			seen[n.Dir] = true
			if m := w.byDir[n.Dir]; m != nil {
				queue = append(queue, m)
				if m.BuildRoot == p.BuildRoot {
					out = append(out, n.Dir)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// view gathers all that is known about one project.
func (w *Workspace) view(ctx context.Context, p *Project) *view {
	v := &view{w: w, p: p}
	v.own = w.marks(ctx, p)
	if p.Packaging == "pom" {
		return v
	}
	for i, r := range w.closure(p) {
		v.modules = append(v.modules, r.project)
		for _, d := range r.project.Deps {
			if i > 0 && (d.Optional || d.Scope == "provided" || excluded(r.excludes, d)) {
				continue
			}
			if d.Profile != "" {
				v.onDemand = append(v.onDemand, d)
				continue
			}
			if i > 0 {
				d.Through = r.project.Dir
			}
			v.deps = append(v.deps, d)
		}
		v.code = append(v.code, w.marks(ctx, r.project)...)
	}
	return v
}

// configure loads the configuration that the program reads; done only for what runs.
func (v *view) configure() {
	unnamed := !v.isBoot() && !v.has("io.quarkus:*", "io.micronaut:*")
	var roots []spring.Root
	for _, m := range v.modules {
		for _, r := range m.Resources {
			roots = append(roots, spring.Root{Dir: r, Own: m == v.p, Any: unnamed})
		}
	}
	v.conf = v.w.load(roots, v.p.Props)
	if !v.has("spring-cloud-starter-config", "spring-cloud-config-client") {
		return
	}
	name := v.conf.Value("spring.cloud.config.name", "spring.application.name")
	if name == "" || strings.ContainsAny(name, "/$") {
		return
	}
	if dirs := v.w.servedConfig(name); len(dirs) > 0 {
		v.served = dirs
		for _, d := range dirs {
			roots = append(roots, spring.Root{Dir: d, Bases: []string{"application", name}})
		}
		v.conf = v.w.load(roots, v.p.Props)
	}
}

func (w *Workspace) load(roots []spring.Root, props func(string) (string, bool)) *spring.Config {
	c, errs := spring.Load(w.tree, roots, props)
	for _, e := range errs {
		if !w.failed[e.Path] {
			w.failed[e.Path] = true
			w.errs = append(w.errs, e)
		}
	}
	return c
}

// servedConfig finds the directories from which a config server of this tree
// serves the application's files.
func (w *Workspace) servedConfig(app string) []string {
	var out []string
	for _, p := range w.projects {
		if !slices.ContainsFunc(p.Deps, func(d Dep) bool { return d.Is("spring-cloud-config-server") }) {
			continue
		}
		var roots []spring.Root
		for _, r := range p.Resources {
			roots = append(roots, spring.Root{Dir: r, Own: true})
		}
		c := w.load(roots, p.Props)
		for _, h := range c.All() {
			if k, _, _ := strings.Cut(h.Key, "["); k != "spring.cloud.config.server.native.searchlocations" {
				continue
			}
			for loc := range strings.SplitSeq(c.Resolve(h.Value), ",") {
				out = append(out, w.location(p, strings.ReplaceAll(strings.TrimSpace(loc), "{application}", app))...)
			}
		}
	}
	return out
}

// location turns classpath:/x or file:x into directories of the tree.
func (w *Workspace) location(p *Project, loc string) []string {
	var bases []string
	rest, ok := strings.CutPrefix(loc, "classpath:")
	if ok {
		bases = p.Resources
	} else {
		rest = strings.TrimPrefix(loc, "file:")
		bases = []string{p.Dir, p.BuildRoot}
	}
	var out []string
	for _, b := range bases {
		if d, ok := Inside(b, strings.TrimLeft(path.Clean(rest), "/")); ok && w.tree.HasDir(d) && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}
