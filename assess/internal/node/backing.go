package node

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/node/js"
)

// maxSettings bounds the settings that are put together.
const maxSettings = 2000

// services states the backing services: what the package depends on a client of,
// the dialects that mappers are configured for, and where each is.
func (st *statement) services() {
	settings, guards := st.gathered()
	found := st.clients(settings)
	db := ""
	for _, k := range []string{"mysql", "postgresql", "sqlserver", "oracle", "mongodb", "dameng", "sqlite"} {
		if slices.Contains(found, k) {
			db = k
			break
		}
	}
	done := map[string]bool{}
	said := addresses(settings, db)
	for _, x := range st.fromEnv(db) { // names alone count for less than what connects
		if !slices.ContainsFunc(said, func(y address) bool { return y.kind == x.kind }) {
			said = append(said, x)
		}
	}
	for _, x := range said {
		if slices.Contains(found, x.kind) && !done[x.kind+x.text] && x.kind != "sqlite" && x.text != "" {
			done[x.kind+x.text] = true
			st.at(fact.ServiceAddress(x.kind), x.text, originOf(x.at), x.at, x.conf)
		}
	}
	st.optional(found, guards)
}

// gathered returns what the code and the configuration files of the package and of
// what it needs say of services.
func (st *statement) gathered() ([]setting, []guard) {
	var settings []setting
	var guards []guard
	for _, q := range st.p.closure() {
		q.code.each(func(f *fileCode) {
			settings = append(settings, f.settings...)
			guards = append(guards, f.guards...)
		})
	}
	for _, f := range st.configs() {
		settings = append(settings, st.a.fileSettings(f)...)
	}
	return settings[:min(len(settings), maxSettings)], guards
}

// clients states the kinds of services and returns them. When a mapper is configured
// for one database, the drivers of others are there to choose from.
func (st *statement) clients(settings []setting) []string {
	var found, configured []string
	for _, d := range dialects(settings) {
		if !slices.Contains(configured, d.kind) && st.mapped() {
			configured = append(configured, d.kind)
			found = st.service(found, d.kind, fact.FromCode, d.at, fact.High)
		}
	}
	for _, q := range st.p.closure() {
		if k, at, ok := st.a.prisma(q); ok {
			configured = append(configured, k)
			found = st.service(found, k, fact.FromConfig, at, fact.High)
		}
	}
	for _, q := range st.p.closure() {
		for _, d := range q.Dependencies {
			k := serviceOf(d.Name)
			if k == "" || d.Dev {
				continue
			}
			at, c := fact.Evidence{Path: q.Path, Line: d.Line}, fact.Medium
			used, imported := q.code.uses(d.Name)
			if imported {
				c = fact.High
			}
			choice := sqlKind(k) && len(configured) > 0 && !slices.Contains(configured, k) && !imported
			if choice {
				c = fact.Low
			}
			if !slices.Contains(found, k) && (choice || d.Maybe) {
				st.at(fact.ServiceOptional(k), "true", fact.FromBuild, at, fact.Low)
			}
			found = st.service(found, k, fact.FromBuild, at, c)
			if imported {
				st.at(fact.Service, k, fact.FromCode, used, fact.High)
			}
		}
	}
	return found
}

func (st *statement) service(found []string, kind string, origin fact.Origin, at fact.Evidence, c fact.Confidence) []string {
	st.at(fact.Service, kind, origin, at, c)
	if slices.Contains(found, kind) {
		return found
	}
	return append(found, kind)
}

// mapped tells whether the package uses a mapper, whose dialect names the database.
func (st *statement) mapped() bool {
	return slices.ContainsFunc(st.p.closure(), func(q *pkg) bool {
		return slices.ContainsFunc(q.Dependencies, func(d Dependency) bool { return mapper(d.Name) })
	})
}

var (
	prismaRE    = regexp.MustCompile(`(?s)datasource\s+\w+\s*\{[^}]*?provider\s*=\s*"([a-z0-9]+)"`)
	prismaURLRE = regexp.MustCompile(`(?s)datasource\s+\w+\s*\{[^}]*?url\s*=\s*env\("(\w+)"\)`)
)

// prisma reads the database of a Prisma schema.
func (a *analysis) prisma(p *pkg) (string, fact.Evidence, bool) {
	if _, ok := p.First("prisma", "@prisma/client"); !ok {
		return "", fact.Evidence{}, false
	}
	f := a.file(p, p.schema(), "prisma/schema.prisma", "schema.prisma", "prisma/schema/schema.prisma", "src/prisma/schema.prisma")
	if f == "" {
		return "", fact.Evidence{}, false
	}
	text, err := a.tree.Text(f)
	if err != nil {
		a.problem(f, 0, err)
		return "", fact.Evidence{}, false
	}
	m := prismaRE.FindStringSubmatchIndex(text)
	if m == nil {
		return "", fact.Evidence{}, false
	}
	k := dialect(text[m[2]:m[3]])
	return k, fact.Evidence{Path: f, Line: lineAt(text, m[2])}, k != ""
}

// fromEnv puts together addresses of the variables that are named like them: REDIS_HOST
// with REDIS_PORT, MONGODB_URI.
func (st *statement) fromEnv(db string) []address {
	var settings []setting
	for _, q := range st.p.closure() {
		q.code.each(func(f *fileCode) {
			for _, r := range f.reads {
				if part(r.name) == "" || noise(r.name) || len(split(r.name)) < 2 {
					continue
				}
				s := setting{group: -2, key: r.name, text: r.value, env: []string{r.name}, form: "${" + r.name + "}", at: r.at}
				if r.value != "" {
					s.form = "${" + r.name + ":" + r.value + "}"
				}
				settings = append(settings, s)
			}
		})
	}
	out := addresses(settings[:min(len(settings), maxSettings)], db)
	for _, q := range st.p.closure() {
		if k, at, ok := st.a.prisma(q); ok && at.Path != "" {
			if text, err := st.a.tree.Text(at.Path); err == nil {
				if m := prismaURLRE.FindStringSubmatchIndex(text); m != nil {
					out = append(out, address{k, "${" + text[m[2]:m[3]] + "}", fact.Evidence{Path: at.Path, Line: lineAt(text, m[2])}, fact.High})
				}
			}
		}
	}
	for i := range out {
		out[i].conf = fact.Medium
	}
	return out
}

// optional states which services the program can do without: what it connects with
// stands behind a question whether it is set, and has no default.
func (st *statement) optional(found []string, guards []guard) {
	defaults := map[string]bool{}
	names := map[string]string{} // squeezed to as written
	for _, q := range st.p.closure() {
		q.code.each(func(f *fileCode) {
			for _, r := range f.reads {
				defaults[r.name] = defaults[r.name] || r.set
				names[strings.Join(split(r.name), "")] = r.name
			}
		})
	}
	for _, g := range guards {
		k := kindOfName(g.name)
		env, known := names[strings.Join(split(g.name), "")]
		if k == "" || !slices.Contains(found, k) || defaults[env] || part(g.name) != "url" && part(g.name) != "host" {
			continue
		}
		value := "true"
		if known {
			value = env
		}
		st.at(fact.ServiceOptional(k), value, fact.FromCode, g.at, fact.Medium)
	}
}

// configFiles states the files that the program reads its configuration from.
func (st *statement) configFiles(c *code) {
	p := st.p
	seen := map[string]bool{}
	add := func(f string, at fact.Evidence, conf fact.Confidence) {
		if !seen[f] {
			seen[f] = true
			st.at(fact.ConfigFile, p.rel(f), fact.FromConfig, at, conf)
		}
	}
	for _, n := range c.names {
		r := p.rel(n)
		if base := path.Base(r); configFile(r) && (strings.HasPrefix(base, "config") || path.Base(path.Dir(r)) == "config") && strings.Count(r, "/") <= 2 && len(seen) < 20 && c.files[n].configures() {
			add(n, fact.Evidence{Path: n}, fact.Medium)
		}
	}
	for _, f := range st.configs() {
		conf := fact.Medium
		if st.read(c, f) {
			conf = fact.High
		}
		add(f, fact.Evidence{Path: f}, conf)
	}
	for _, f := range c.names {
		base := path.Base(f)
		for _, prefix := range []string{"config.", "env."} {
			if rest, ok := strings.CutPrefix(base, prefix); ok {
				if profile := strings.TrimSuffix(rest, path.Ext(rest)); profileName(profile) {
					st.at(fact.Profile, profile, fact.FromConfig, fact.Evidence{Path: f}, fact.Medium)
				}
			}
		}
	}
}

// profileName tells whether a name is that of an environment.
func profileName(s string) bool {
	return slices.Contains([]string{"prod", "production", "dev", "development", "local", "test", "unittest", "uat", "sit", "pre", "staging", "gray", "beta", "daily"}, s)
}

// configures tells whether a file holds settings and is not only in their folder.
func (f *fileCode) configures() bool { return len(f.settings)+len(f.ports)+len(f.reads) > 0 }

// read tells whether code imports a file.
func (st *statement) read(c *code, name string) bool {
	return slices.ContainsFunc(c.names, func(n string) bool {
		return slices.ContainsFunc(c.files[n].imports, func(m js.Module) bool { return st.a.resolve(n, m.Name) == name })
	})
}
