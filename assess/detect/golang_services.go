package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/golang"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// goUse is a backing service that the program has a client for.
type goUse struct {
	kind  string
	paths []string
	at    goPlace
}

// serviceFacts tells the backing services, where they are and which of them the
// program can do without.
func (p *goProgram) serviceFacts() fact.Set {
	databases := p.databases()
	stores := p.uses(goStores())
	var facts fact.Set
	for _, u := range slices.Concat(databases, stores, p.uses(goServices())) {
		facts = append(facts, p.service(u))
		if addr, ok := p.address(u, len(databases) == 1 && u.kind == databases[0].kind); ok {
			facts = append(facts, addr)
		}
	}
	facts = append(facts, p.guarded(slices.Concat(databases, stores, p.uses(goServices())))...)
	facts = append(facts, p.alternatives(databases, goSelectsDatabase)...)
	facts = append(facts, p.alternatives(stores, goSelectsStore)...)
	return append(facts, p.switched(facts)...)
}

func (p *goProgram) uses(table []goNamed) []goUse {
	var out []goUse
	for _, s := range table {
		if at, ok := p.imported(s.paths...); ok {
			out = append(out, goUse{s.id, s.paths, at})
		}
	}
	return out
}

// databases adds to the imported drivers those that are opened by name, whose
// import a framework hides.
func (p *goProgram) databases() []goUse {
	out := p.uses(goDatabases())
	add := func(kind string, at goPlace) {
		if kind != "" && !slices.ContainsFunc(out, func(u goUse) bool { return u.kind == kind }) {
			out = append(out, goUse{kind: kind, at: at})
		}
	}
	for c := range p.calls(goHintConnect, goHintClient) {
		switch {
		case c.Name == "NewMysql" || c.Name == "NewSqlConn" && goPathIs(c.Pkg, "github.com/zeromicro/go-zero/core/stores"):
			add("mysql", c.at)
		case slices.Contains([]string{"Open", "NewEngine", "RegisterDataBase", "Connect"}, c.Name) && len(c.Args) >= 2:
			for _, t := range p.resolve(c.at, c.Arg(0)) {
				add(goDatabaseKind(t.Default()), c.at)
			}
		case goPathIs(c.Pkg, "github.com/gogf/gf/contrib/drivers/mysql"):
			add("mysql", c.at)
		}
	}
	for _, kind := range []string{"mysql", "pgsql", "sqlite", "mssql", "oracle", "clickhouse", "dm"} {
		if at, ok := p.imported("github.com/gogf/gf/contrib/drivers/" + kind); ok {
			add(goDatabaseKind(kind), at)
		}
	}
	return out
}

// goDatabaseKind maps the name of a driver to the kind of its database.
func goDatabaseKind(driver string) string {
	switch d := strings.ToLower(driver); d {
	case "pgx", "pq":
		return "postgresql"
	case "oci8", "godror":
		return "oracle"
	case "dm":
		return "dameng"
	case "redis", "amqp", "kafka", "nats", "smtp", "ldap":
		return ""
	default:
		return symbolic.KindOfScheme(d)
	}
}

func (p *goProgram) service(u goUse) fact.Fact {
	f := fact.New(fact.Service, u.kind, fact.FromCode, u.at.file, u.at.line)
	for _, r := range p.mod.Requires {
		if slices.ContainsFunc(u.paths, func(want string) bool { return goPathIs(want, r.Path) || goPathIs(r.Path, want) }) {
			f.Evidence = append(f.Evidence, fact.Evidence{Path: path.Join(p.mod.Dir, "go.mod"), Line: r.Line})
			break
		}
	}
	return f
}

// alternatives marks all but the chosen one of several services of a sort as
// optional: the value is the setting that chooses.
func (p *goProgram) alternatives(uses []goUse, selects func(goSetting) bool) fact.Set {
	if len(uses) == 0 {
		return nil
	}
	var facts fact.Set
	i := slices.IndexFunc(p.config.settings, selects)
	if i < 0 {
		if len(uses) < 2 {
			return nil
		}
		for _, u := range uses {
			facts = append(facts, fact.New(fact.ServiceOptional(u.kind), "true", fact.FromCode, u.at.file, u.at.line).With(fact.Low))
		}
		return facts
	}
	s := p.config.settings[i]
	for _, u := range uses {
		if !slices.Contains(goAliases(u.kind), normWord(s.Value)) && goDatabaseKind(s.Value) != u.kind {
			facts = append(facts, fact.New(fact.ServiceOptional(u.kind), s.Key, fact.FromConfig, s.file, s.Line))
		}
	}
	return facts
}

// guarded marks services that the program uses only when an environment variable is
// set: each use of the client lies in an if that asks for it, or each call of the
// function does that holds the use.
func (p *goProgram) guarded(uses []goUse) fact.Set {
	var facts fact.Set
	for _, u := range uses {
		if guard, at := p.guard(u); guard != "" {
			facts = append(facts, fact.New(fact.ServiceOptional(u.kind), guard, fact.FromCode, at.file, at.line).With(fact.Medium))
		}
	}
	return facts
}

// guard returns the variable that all calls of a client ask for, and where the last is.
func (p *goProgram) guard(u goUse) (guard string, at goPlace) {
	for c := range p.callsIn(p.clients(u), goHintClient) {
		if !within(c.Pkg, u.paths) {
			continue
		}
		g := c.Guard
		if g == "" {
			g = p.callerGuard(c)
		}
		if g == "" || guard != "" && g != guard {
			return "", goPlace{}
		}
		guard, at = g, c.at
	}
	return guard, at
}

func (p *goProgram) callerGuard(c goCall) string {
	guard := ""
	path, word := c.at.pkg.path, golang.WordOf(c.Func)
	for caller := range p.callers(c.Func, func(d goDecl) bool { return d.mayCall(path, word) }) {
		if caller.function() != path {
			continue
		}
		if caller.Guard == "" || guard != "" && caller.Guard != guard {
			return ""
		}
		guard = caller.Guard
	}
	return guard
}

func goSelectsDatabase(s goSetting) bool {
	last := s.norm[len(s.norm)-1]
	if goDatabaseKind(s.Value) == "" {
		return false
	}
	return slices.Contains([]string{"dbtype", "dbdriver", "driver", "drivername", "dialect", "databasetype"}, last)
}

func goSelectsStore(s goSetting) bool {
	last := s.norm[len(s.norm)-1]
	return slices.Contains([]string{"osstype", "storagetype", "uploadtype", "storetype", "storagedriver", "uploaddriver"}, last)
}

// switched marks services that a setting turns on: use-redis, redis.enabled.
func (p *goProgram) switched(facts fact.Set) fact.Set {
	var out fact.Set
	for _, f := range facts {
		if f.Key != fact.Service {
			continue
		}
		for _, s := range p.config.settings {
			if goSwitches(s, goAliases(f.Value)) {
				out = append(out, fact.New(fact.ServiceOptional(f.Value), s.Key, fact.FromConfig, s.file, s.Line))
				break
			}
		}
	}
	return out
}

func goSwitches(s goSetting, aliases []string) bool {
	if v := strings.ToLower(s.Value); v != "true" && v != "false" {
		return false
	}
	last := s.norm[len(s.norm)-1]
	above := ""
	if len(s.norm) > 1 {
		above = s.norm[len(s.norm)-2]
	}
	for _, a := range aliases {
		if last == "use"+a || last == "enable"+a || last == a+"enable" || last == a+"enabled" {
			return true
		}
		if above == a && slices.Contains([]string{"enable", "enabled", "use", "open", "on"}, last) {
			return true
		}
	}
	return false
}

// goAliases lists how configuration calls a service.
func goAliases(kind string) []string {
	switch kind {
	case "postgresql":
		return []string{"pgsql", "postgres", "postgresql", "pg"}
	case "sqlserver":
		return []string{"mssql", "sqlserver"}
	case "mongodb":
		return []string{"mongo", "mongodb"}
	case "elasticsearch":
		return []string{"es", "elastic", "elasticsearch"}
	case "rabbitmq":
		return []string{"rabbitmq", "amqp", "mq"}
	case "oss":
		return []string{"oss", "aliyunoss", "aliyun", "alioss"}
	case "s3":
		return []string{"s3", "awss3", "aws"}
	case "cos":
		return []string{"cos", "tencentcos", "tencent"}
	case "obs":
		return []string{"obs", "huaweiobs", "huawei"}
	case "smtp":
		return []string{"smtp", "email", "mail"}
	case "memcached":
		return []string{"memcache", "memcached"}
	}
	return []string{kind}
}
