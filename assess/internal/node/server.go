package node

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// server tells whether the package is a server, a worker or a job. Beside a front
// end of its own (spa) only a script that starts it in production proves a server.
func (a *analysis) server(p *pkg, spa bool) (shape, bool) {
	s := shape{kind: server}
	var framework bool
	s.framework, s.dep, framework = p.serverFramework()
	runs := a.starts(p)
	for _, r := range runs {
		if r.kind == runServer && a.plausible(p, r, framework, spa) {
			return a.started(p, s, r), true
		}
	}
	switch s.framework {
	case "egg", "midway", "thinkjs", "strapi", "sails", "adonis":
		if r, ok := a.byConvention(p, s); ok {
			return a.started(p, s, r), true
		}
	case "nestjs":
		if r, ok := a.nest(p, s.dep); ok {
			return a.started(p, s, r), true
		}
	}
	if spa && !framework || p.onlyImported(framework) {
		return shape{}, false
	}
	for _, r := range runs {
		if r.kind == runDevelop && r.entry != "" && !(spa && devName(r.script)) {
			if made, ok := a.made(p, r); ok {
				return a.started(p, s, made), true
			}
		}
	}
	r, ok := a.found(p, spa)
	if !ok {
		return shape{}, false
	}
	return a.started(p, s, r), true
}

// onlyImported tells whether a package is written for others to import: then its
// source need not be read to see that nothing listens.
func (p *pkg) onlyImported(framework bool) bool {
	return p.Library && !framework && (p.root != p || !p.Private)
}

// plausible tells whether a command of node starts the server of this package:
// its entry is there, or is what the build makes. Beside a front end the entry
// must listen, or there must be a framework.
func (a *analysis) plausible(p *pkg, r run, framework, spa bool) bool {
	if r.entry == "" {
		return true
	}
	full := a.entryFile(p, r.entry)
	if full == "" {
		_, builds := p.buildScript()
		return (builds || len(r.before) > 0) && (framework || !spa)
	}
	if f := a.source(full); f != nil && f.Imports("ts-node/register", "tsx", "@babel/register", "babel-register", "esbuild-register") {
		return len(a.starts(p)) == 1 // compiles on the fly: only when nothing else starts it
	}
	if !spa {
		return true
	}
	if hasSegment(path.Dir(p.rel(full)), "build", "mock", "scripts", "test") {
		return false
	}
	c := a.readCode(p, r.entry)
	for _, f := range a.reachable(c, full) {
		if x := c.files[f]; x != nil && len(x.listens) > 0 {
			return true
		}
	}
	return false
}

// started completes the shape of a server that is started by r.
func (a *analysis) started(p *pkg, s shape, r run) shape {
	s.start = r
	s.entry = a.entryFile(p, or(r.source, r.entry))
	c := a.readCode(p, or(r.source, r.entry))
	if s.entry == "" {
		s.entry = a.sourceOf(p, c, r.entry)
	}
	at, listens := c.listening()
	s.deployable = fact.New(fact.Deployable, "true", fact.FromBuild, r.path, r.line).With(r.confidence)
	if listens && r.path == p.Path {
		s.deployable.Evidence = append(s.deployable.Evidence, at)
	}
	s.workload = "web"
	if !listens && s.framework == "" {
		s.workload = "job"
		c.each(func(f *fileCode) {
			if f.consumes {
				s.workload = "worker"
			}
		})
		if s.deployable.Confidence == fact.High && s.workload == "job" {
			s.deployable = s.deployable.With(fact.Medium)
		}
	}
	if _, proxy := p.FirstRun("http-proxy-middleware", "http-proxy", "express-gateway", "fast-gateway", "@apollo/gateway", "@fastify/http-proxy"); proxy && strings.Contains(strings.ToLower(p.Name.Value+path.Base(p.dir)), "gateway") {
		s.workload = "gateway"
	}
	s.build, s.needsBuild = p.buildScript()
	if !s.needsBuild {
		s.build, s.needsBuild = p.buildBefore(r)
	}
	s.graceful = s.framework == "egg" || s.framework == "midway"
	if s.framework == "" && len(r.args) > 0 && r.args[0] == "egg-scripts" { // a framework of one's own on top of egg
		s.framework = "egg"
		s.dep, _ = p.First("egg-scripts")
		s.dep.Range = ""
		s.workload = "web"
	}
	s.port = map[string]int{"egg": 7001, "midway": 7001, "strapi": 1337, "thinkjs": 8360, "sails": 1337, "adonis": 3333}[s.framework]
	if s.port == 0 && len(r.args) > 0 && (r.args[0] == "fastify" || r.args[0] == "remix-serve" || r.args[0] == "next") {
		s.port = 3000
	}
	return s
}

// buildBefore returns the script that the start script runs before the server.
func (p *pkg) buildBefore(r run) (Script, bool) {
	for _, c := range r.before {
		if c.script != r.script && !migrates(c) {
			return p.Script(c.script)
		}
	}
	return Script{}, false
}

// sourceOf finds the source file that an entry is compiled from.
func (a *analysis) sourceOf(p *pkg, c *code, entry string) string {
	base := strings.TrimSuffix(path.Base(entry), path.Ext(entry))
	for _, n := range c.names {
		r := p.rel(n)
		if strings.TrimSuffix(path.Base(r), path.Ext(r)) == base && strings.Count(r, "/") <= 1 {
			return n
		}
	}
	return ""
}

// made derives how production starts what a development command runs: plain
// JavaScript is run by node as it is, the rest after it was compiled.
func (a *analysis) made(p *pkg, r run) (run, bool) {
	full := a.entryFile(p, r.entry)
	if full == "" {
		return run{}, false
	}
	src := p.rel(full)
	out := r
	out.kind, out.confidence, out.source = runServer, fact.Medium, src
	if joined := strings.Join(r.args, " "); !typeScriptRE.MatchString(src) && !onTheFlyRE.MatchString(joined) && !strings.Contains(joined, "babel-node") {
		out.args, out.entry = []string{"node", r.entry}, r.entry
		return out, true
	}
	if built := a.compiled(p, src); built != "" {
		out.args, out.entry = []string{"node", built}, built
		return out, true
	}
	// Nothing compiles it: production can only run it as development does.
	out.confidence = fact.Low
	switch joined := strings.Join(r.args, " "); {
	case strings.Contains(joined, "ts-node") || strings.Contains(joined, "tsnd"):
		out.args = []string{"node", "-r", "ts-node/register", src}
	case strings.Contains(joined, "babel-node"):
		out.args = []string{"node", "-r", "@babel/register", src}
	case strings.Contains(joined, "tsx"):
		out.args = []string{"node", "--import", "tsx", src}
	default:
		out.args = []string{"node", src}
	}
	out.entry = src
	return out, true
}
