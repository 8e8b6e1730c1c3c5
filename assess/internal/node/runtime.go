package node

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// runtime states what a server has beyond its build.
func (st *statement) runtime() {
	st.add(fact.New(fact.Packaging, "source", fact.FromBuild, st.p.Path, 0))
	st.contextPath(st.s.bundle)
	st.start()
	c := st.a.readCode(st.p, or(st.s.start.source, st.s.start.entry))
	for _, q := range st.p.allNeeds() {
		st.a.readCode(q)
	}
	st.ports(c)
	st.environment()
	st.services()
	st.routes(c)
	st.sessions(c)
	st.stop(c)
	st.loads(c)
	st.metrics()
	st.migration()
	st.configFiles(c)
	st.logs(c)
	st.idioms(c)
	st.schedulers()
	st.sockets()
}

// idioms states what the code says by itself. Of the package, only what is near
// the entry counts: a release script that writes files is no part of the server.
func (st *statement) idioms(c *code) {
	near := st.a.near(st.p, c, st.s.entry)
	switch st.s.framework {
	case "egg", "midway", "thinkjs", "sails", "loopback", "strapi", "moleculer": // load files by where they are
		near = nil
	}
	for _, q := range st.p.closure() {
		q.code.each(func(f *fileCode) {
			for _, x := range f.facts {
				if x.Key == fact.LocalWrite && !path.IsAbs(x.Value) && !strings.HasPrefix(x.Value, "~") {
					x.Value = path.Join(relative(q.buildRoot(), q.dir), x.Value) // a member of a workspace runs in its own folder
				}
				if x.Key != fact.Health && x.Key != fact.Session && (q != st.p || near == nil || near[f.name]) {
					st.add(x)
				}
			}
		})
	}
}

// start states the command, and what it sets.
func (st *statement) start() {
	r := st.s.start
	if len(r.args) == 0 {
		return
	}
	at := fact.Evidence{Path: r.path, Line: r.line}
	st.at(fact.Start, fact.Command(r.args...), fact.FromStart, at, r.confidence)
	if r.instances != "" {
		st.at(fact.Instances, r.instances, fact.FromStart, at, fact.Medium)
	}
	for _, e := range r.env {
		if !noise(e[0]) {
			value := e[1]
			if fact.Sensitive(e[0]) || credentials(value) {
				value = ""
			}
			st.at(fact.Env(e[0]), value, fact.FromStart, at, fact.High)
		}
	}
}

// routes states the health checks, below the prefix that all routes have.
func (st *statement) routes(c *code) {
	prefix := ""
	_, nest := st.p.FirstRun("@nestjs/core")
	c.each(func(f *fileCode) { prefix = or(prefix, f.prefix) })
	seen := map[string]bool{}
	c.each(func(f *fileCode) {
		for _, x := range f.facts {
			if x.Key != fact.Health {
				continue
			}
			if kind, p, _ := strings.Cut(x.Value, ":"); nest && prefix != "" && p != "" {
				x.Value = kind + ":" + path.Join("/", prefix, p)
				x.Confidence = fact.Medium
			}
			if !seen[x.Value] {
				seen[x.Value] = true
				st.add(x)
			}
		}
	})
	if d, ok := st.p.FirstRun("grpc-health-check", "grpc-js-health-check", "@grpc/health-check"); ok && !seen["grpc:"] {
		st.add(fact.New(fact.Health, "grpc:", fact.FromBuild, st.p.Path, d.Line).With(fact.Medium))
	}
}

// sessions states where HTTP sessions live.
func (st *statement) sessions(c *code) {
	p := st.p
	for _, s := range [][2]string{
		{"connect-redis", "redis"}, {"koa-redis", "redis"}, {"egg-session-redis", "redis"}, {"koa-generic-session-redis", "redis"},
		{"connect-mongo", "mongodb"}, {"connect-mongodb-session", "mongodb"}, {"express-mysql-session", "jdbc"}, {"connect-session-sequelize", "jdbc"}, {"connect-pg-simple", "jdbc"}, {"connect-session-knex", "jdbc"},
		{"cookie-session", "cookie"}, {"koa-session", "cookie"}, {"iron-session", "cookie"}, {"@fastify/secure-session", "cookie"},
	} {
		if d, ok := p.FirstRun(s[0]); ok {
			if at, used := c.uses(s[0]); used {
				st.at(fact.Session, s[1], fact.FromCode, at, fact.High)
			} else {
				st.add(fact.New(fact.Session, s[1], fact.FromBuild, p.Path, d.Line).With(fact.Medium))
			}
			return
		}
	}
	custom := false
	c.each(func(f *fileCode) {
		for _, x := range f.facts {
			if x.Key == fact.Session {
				custom = true
				st.add(x)
			}
		}
	})
	c.each(func(f *fileCode) {
		for _, s := range f.stores {
			if s.Text == "" && !custom {
				st.at(fact.Session, "memory", fact.FromCode, fact.Evidence{Path: f.name, Line: s.Line}, fact.High)
			}
		}
	})
	if st.s.framework == "egg" && !custom {
		st.add(fact.New(fact.Session, "cookie", fact.FromDefault, p.Path, st.s.dep.Line).With(fact.Medium))
	}
}

// stop states that the program ends in order on SIGTERM.
func (st *statement) stop(c *code) {
	found := false
	c.each(func(f *fileCode) {
		if f.signal > 0 && !found {
			found = true
			st.at(fact.GracefulShutdown, "true", fact.FromCode, fact.Evidence{Path: f.name, Line: f.signal}, fact.High)
		}
	})
	if d, ok := st.p.FirstRun("@godaddy/terminus", "http-graceful-shutdown", "close-with-grace", "lightship", "fastify-graceful-shutdown"); ok && !found {
		st.add(fact.New(fact.GracefulShutdown, "true", fact.FromBuild, st.p.Path, d.Line).With(fact.Medium))
	} else if st.s.graceful && !found {
		st.add(fact.New(fact.GracefulShutdown, "true", fact.FromDefault, st.p.Path, st.s.dep.Line).With(fact.Medium))
	}
}

// metrics states the endpoint that a library opens by default.
func (st *statement) metrics() {
	if d, ok := st.p.FirstRun("express-prom-bundle", "prometheus-api-metrics", "fastify-metrics", "@willsoto/nestjs-prometheus", "koa-prometheus-middleware", "express-prometheus-middleware", "@midwayjs/prometheus", "swagger-stats"); ok {
		st.add(fact.New(fact.MetricsPath, "/metrics", fact.FromDefault, st.p.Path, d.Line).With(fact.Medium))
	}
}

// migration states the tool that changes the database's schema.
func (st *statement) migration() {
	for _, q := range st.p.closure() {
		for _, m := range []struct{ id, dir, file string }{
			{"prisma", "prisma/migrations", ""}, {"sequelize", "", ".sequelizerc"}, {"knex", "", "knexfile.js"}, {"knex", "", "knexfile.ts"}, {"drizzle", "", "drizzle.config.ts"}, {"sequelize", "database/migrations", ""},
		} {
			f := ""
			if m.file != "" {
				f = st.a.file(q, m.file)
			} else if es := st.a.tree.Under(path.Join(q.dir, m.dir)); len(es) > 0 {
				f = es[0].Path
			}
			if f != "" {
				st.at(fact.SchemaMigration, m.id, fact.FromBuild, fact.Evidence{Path: f}, fact.High)
				return
			}
		}
		for _, s := range q.Scripts {
			for _, words := range splitShell(s.Command) {
				c := strip(words)
				for _, id := range []string{"prisma", "sequelize", "sequelize-cli", "knex", "typeorm", "drizzle-kit", "mikro-orm", "db-migrate"} {
					if strings.Contains(c.base(), id) && strings.Contains(s.Command, "migrat") {
						st.at(fact.SchemaMigration, strings.TrimSuffix(strings.TrimSuffix(id, "-cli"), "-kit"), fact.FromBuild, fact.Evidence{Path: q.Path, Line: s.Line}, fact.Medium)
						return
					}
				}
			}
		}
	}
}

// logs states where a framework writes its log when it is not told.
func (st *statement) logs(_ *code) {
	if st.s.framework == "egg" {
		st.add(fact.New(fact.LocalWrite, "~/logs/"+path.Base(or(st.p.Name.Value, "app")), fact.FromDefault, st.p.Path, st.s.dep.Line).With(fact.Medium))
	}
}

// schedulers states schedulers whose jobs are not in the source.
func (st *statement) schedulers() {
	for _, n := range []string{"agenda", "bree", "node-resque"} {
		if d, ok := st.p.FirstRun(n); ok {
			st.add(fact.New(fact.Schedule, n, fact.FromBuild, st.p.Path, d.Line).With(fact.Medium))
		}
	}
}
