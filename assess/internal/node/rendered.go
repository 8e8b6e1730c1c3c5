package node

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// rendered tells whether a framework renders the package on the server. The same
// frameworks can also make a static site, when their configuration says so.
func (a *analysis) rendered(p *pkg, b bundle) (shape, bool) {
	if d, ok := p.First("next"); ok && a.usesTool(p, "next", "next") {
		return a.next(p, d), true
	}
	if d, ok := p.First("nuxt", "nuxt3", "nuxt-edge"); ok && a.usesTool(p, "nuxt.config", "nuxt", "nuxi") && p.buildsApp("nuxt", "nuxi", "nuxt-ts") {
		return a.nuxt(p, d), true
	}
	if d, ok := p.First("nitropack", "nitro"); ok && p.buildsApp("nitro", "nitropack") {
		s := a.ssr(p, "nitro", d, 3000, "node", ".output/server/index.mjs")
		s.artifact = ".output"
		return s, true
	}
	if d, ok := p.First("@sveltejs/kit"); ok && a.config(p, "svelte.config") != "" && a.tree.HasDir(path.Join(p.dir, "src/routes")) {
		return a.svelteKit(p, d), true
	}
	if d, ok := p.FirstRun("@remix-run/serve", "@react-router/serve", "@remix-run/node", "@remix-run/express"); ok && p.buildsApp("remix", "react-router", "vite") {
		s := a.ssr(p, "remix", d, 3000)
		s.artifact = "build"
		return s, true
	}
	if d, ok := p.First("@astrojs/node"); ok && p.buildsApp("astro") {
		s := a.ssr(p, "astro", d, 4321, "node", "dist/server/entry.mjs")
		s.artifact = "dist"
		return s, true
	}
	if d, ok := p.First("@angular/ssr", "@nguniversal/express-engine"); ok && b.tool == "ng" {
		out := strings.TrimSuffix(b.artifact, "/browser")
		s := a.ssr(p, "angular", d, 4000, "node", path.Join(out, "server/server.mjs"))
		s.artifact = out
		return s, true
	}
	return shape{}, false
}

// usesTool tells whether the package itself is built with a tool: it has its
// configuration, or a script runs it.
func (a *analysis) usesTool(p *pkg, stem string, programs ...string) bool {
	if a.config(p, strings.TrimSuffix(stem, ".config")+".config") != "" {
		return true
	}
	for _, n := range []string{"build", "start", "dev"} {
		if _, ok := ran(p.expand(n), programs...); ok {
			return true
		}
	}
	return false
}

// buildsApp tells whether a build script runs one of the programs to build an
// application.
func (p *pkg) buildsApp(programs ...string) bool {
	s, ok := p.buildScript()
	if !ok {
		return false
	}
	_, ok = ran(p.expand(s.Name), programs...)
	return ok
}

// ssr is the common part; args is how the framework starts what it built when no
// script says so.
func (a *analysis) ssr(p *pkg, framework string, d Dependency, port int, args ...string) shape {
	s := shape{kind: rendered, framework: framework, dep: d, workload: "web", port: port, needsBuild: true}
	s.build, _ = p.buildScript()
	s.deployable = p.yes(fact.High, d.Line)
	for _, r := range a.starts(p) {
		if r.kind == runServer {
			s.start = r
			return s
		}
	}
	if len(args) > 0 {
		s.start = run{kind: runServer, args: args, path: p.Path, line: d.Line, confidence: fact.Medium}
	}
	return s
}

func (a *analysis) next(p *pkg, d Dependency) shape {
	s := a.ssr(p, "next", d, 3000, "next", "start")
	s.artifact, s.graceful = ".next", true
	f := a.config(p, "next.config")
	if f == "" {
		return s
	}
	src := a.source(f)
	if src == nil {
		return s
	}
	c := src.Exported()
	if v := c.Get("distDir"); v.Known() {
		s.artifact = path.Clean(v.Text)
	}
	s.bundle.base, s.bundle.baseAt = c.Get("basePath").Text, fact.Evidence{Path: f, Line: c.Get("basePath").Line}
	switch v := c.Get("output"); v.Text {
	case "export":
		s.kind, s.workload, s.artifact, s.start = static, "static", "out", run{}
		s.artifactAt = fact.Evidence{Path: f, Line: v.Line}
	case "standalone":
		s.artifact = path.Join(s.artifact, "standalone")
		s.artifactAt = fact.Evidence{Path: f, Line: v.Line}
		if len(s.start.args) > 0 && s.start.args[0] == "next" {
			s.start = run{kind: runServer, args: []string{"node", "server.js"}, path: f, line: v.Line, confidence: fact.High}
		}
	}
	return s
}

func (a *analysis) nuxt(p *pkg, d Dependency) shape {
	old := major(d.Range) == "1" || major(d.Range) == "2"
	s := a.ssr(p, "nuxt", d, 3000, "node", ".output/server/index.mjs")
	s.artifact = ".output"
	if old {
		s = a.ssr(p, "nuxt", d, 3000, "nuxt", "start")
		s.artifact = ".nuxt"
	} else if len(s.start.args) > 1 && s.start.args[0] != "node" { // nuxt preview is for looking at it
		s.start = run{kind: runServer, args: []string{"node", ".output/server/index.mjs"}, path: p.Path, line: d.Line, confidence: fact.Medium}
	}
	c, generates := ran(p.expand(s.build.Name), "nuxt", "nuxi", "nuxt-ts")
	if generates = generates && c.operand() == "generate"; generates {
		s.kind, s.workload, s.start = static, "static", run{}
		s.artifact = ".output/public"
		if old {
			s.artifact = "dist"
		}
	}
	if f := a.config(p, "nuxt.config"); f != "" {
		if src := a.source(f); src != nil {
			v := src.Exported()
			if base := v.Get("app", "baseURL"); base.Known() {
				s.bundle.base, s.bundle.baseAt = base.Text, fact.Evidence{Path: f, Line: base.Line}
			}
			if port := portNumber(v.Get("server", "port").Text); port > 0 && old {
				s.port = port
			}
		}
	}
	return s
}

func (a *analysis) svelteKit(p *pkg, d Dependency) shape {
	if _, ok := p.First("@sveltejs/adapter-static"); ok {
		s := a.ssr(p, "sveltekit", d, 0)
		s.kind, s.workload, s.start, s.artifact = static, "static", run{}, "build"
		return s
	}
	s := a.ssr(p, "sveltekit", d, 3000, "node", "build")
	s.artifact = "build"
	if _, ok := p.First("@sveltejs/adapter-node"); !ok { // another adapter makes no server for Node
		s.deployable = p.yes(fact.Low, d.Line)
		s.start.confidence = fact.Low
	}
	return s
}
