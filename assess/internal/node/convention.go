package node

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// byConvention is how a framework is started that finds its files by itself.
func (a *analysis) byConvention(p *pkg, s shape) (run, bool) {
	r := run{kind: runServer, path: p.Path, line: s.dep.Line, confidence: fact.Medium}
	has := func(names ...string) bool { return a.file(p, names...) != "" }
	switch s.framework {
	case "egg":
		if !p.Egg && !has("config/config.default.js", "config/config.default.ts", "app/router.js", "app/router.ts", "config/plugin.js") && !a.tree.HasDir(path.Join(p.dir, "app")) || has("lib/framework.js", "lib/application.js") {
			return run{}, false
		}
		r.args = []string{"egg-scripts", "start"}
	case "midway":
		switch {
		case has("bootstrap.js"):
			r.args, r.entry = []string{"node", "bootstrap.js"}, "bootstrap.js"
		case !has("src/configuration.ts", "src/config/config.default.ts", "src/app/router.ts"):
			return run{}, false
		case s.dep.Name == "@midwayjs/web" || s.dep.Name == "midway":
			r.args = []string{"egg-scripts", "start", "--framework=" + s.dep.Name}
		default:
			if d, ok := p.FirstRun("@midwayjs/web", "midway"); ok {
				r.args = []string{"egg-scripts", "start", "--framework=" + d.Name}
			} else {
				r.args, r.confidence = []string{"node", "-e", "require('@midwayjs/bootstrap').Bootstrap.run()"}, fact.Low
			}
		}
	case "thinkjs":
		if !has("production.js") {
			return run{}, false
		}
		r.args, r.entry = []string{"node", "production.js"}, "production.js"
	case "strapi":
		r.args = []string{"strapi", "start"}
	case "sails":
		r.args, r.entry = []string{"node", "app.js", "--prod"}, "app.js"
	case "adonis":
		r.args = []string{"node", "build/bin/server.js"}
	}
	return r, true
}

// nest is the compiled entry of a Nest application.
func (a *analysis) nest(p *pkg, d Dependency) (run, bool) {
	entry, root := "main", "src"
	if f := a.file(p, "nest-cli.json", ".nestcli.json"); f != "" {
		if n := a.json(f); n != nil {
			entry, root = or(n.Text("entryFile"), entry), or(n.Text("sourceRoot"), root)
		}
	}
	src := a.file(p, path.Join(root, entry+".ts"), path.Join(root, entry+".js"))
	if src == "" {
		return run{}, false
	}
	r := run{kind: runServer, source: p.rel(src), path: p.Path, line: d.Line, confidence: fact.Medium}
	r.entry = a.compiled(p, p.rel(src))
	if r.entry == "" {
		r.entry, r.confidence = path.Join("dist", entry+".js"), fact.Low
	}
	r.args = []string{"node", r.entry}
	return r, true
}

// found looks for an entry that no script names: main, or a file by a usual name
// that listens, or the only file that does.
func (a *analysis) found(p *pkg, spa bool) (run, bool) {
	if spa && !p.hasFile(func(r string) bool { return !strings.Contains(r, "/") && sourceExtRE.MatchString(r) && !skippedName(r) }) {
		return run{}, false
	}
	c := a.readCode(p, "bin/www")
	if _, ok := c.listening(); !ok {
		return run{}, false
	}
	if main := p.Main.Value; main != "" && !spa {
		if full := a.entryFile(p, main); full != "" && c.files[full] != nil && a.starting(c, full) {
			return a.foundRun(p, p.rel(full), p.Path, p.Main.Line, fact.Medium)
		}
	}
	for _, n := range []string{"server", "index", "app", "main", "src/server", "src/index", "src/main", "src/app", "server/index", "server/server", "server/app", "bin/www"} {
		full := a.entryFile(p, n)
		if n == "bin/www" && full == "" {
			full = a.file(p, n)
		}
		if f := c.files[full]; f != nil && len(f.listens) > 0 && !(spa && f.browser) {
			return a.foundRun(p, p.rel(full), full, f.listens[0].call.Line, fact.Medium)
		}
	}
	var only []string
	for _, n := range c.names {
		if f := c.files[n]; len(f.listens) > 0 && !f.browser {
			only = append(only, n)
		}
	}
	if _, ui := p.First("vue", "react", "svelte"); len(only) != 1 || spa || ui || p.root != p {
		return run{}, false
	}
	return a.foundRun(p, p.rel(only[0]), only[0], c.files[only[0]].listens[0].call.Line, fact.Low)
}

// starting tells whether an entry comes to something that listens.
func (a *analysis) starting(c *code, full string) bool {
	return slices.ContainsFunc(a.reachable(c, full), func(f string) bool { return c.files[f] != nil && len(c.files[f].listens) > 0 })
}

func (a *analysis) foundRun(p *pkg, src, at string, line int, conf fact.Confidence) (run, bool) {
	r := run{kind: runDevelop, args: []string{"node", src}, entry: src, path: at, line: line}
	r, ok := a.made(p, r)
	if r.confidence == fact.Medium {
		r.confidence = conf
	}
	return r, ok
}

func migrates(c command) bool {
	switch c.base() {
	case "prisma", "sequelize", "sequelize-cli", "knex", "typeorm", "drizzle-kit", "mikro-orm", "db-migrate":
		return true
	}
	return false
}
