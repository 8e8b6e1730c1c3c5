package detect

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/golang"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// address finds where a backing service is: in the configuration, or in what its
// client is given. Sole tells that settings of an unnamed database are its.
func (p *goProgram) address(u goUse, sole bool) (fact.Fact, bool) {
	key := fact.ServiceAddress(u.kind)
	aliases := goAliases(u.kind)
	if sole {
		aliases = append(aliases, "db", "database", "datasource", "data", "sql", "gorm")
	}
	for _, s := range p.config.settings {
		if addr := p.configuredAddress(s, u.kind, aliases); addr != "" {
			return fact.New(key, addr, fact.FromConfig, s.file, s.Line), true
		}
	}
	for c := range p.callsIn(p.clients(u), 0) {
		if !within(c.Pkg, u.paths) && !within(c.RecvPkg, u.paths) && !goOpens(c, u.kind) && (c.Name != "ApplyURI" || u.kind != "mongodb") {
			continue
		}
		for _, a := range c.Args {
			if f, ok := p.addressIn(u, c.at, a); ok {
				return f, true
			}
		}
	}
	for lit := range p.literalsIn(p.clients(u), goHintClient) {
		if !within(lit.Pkg, u.paths) {
			continue
		}
		for _, name := range []string{"Addr", "Addrs", "Address", "Addresses", "Host", "URL", "Uri", "Endpoints", "Brokers", "DSN"} {
			if f, ok := p.addressIn(u, lit.at, lit.Field(name)); ok {
				return f, true
			}
		}
	}
	return fact.Fact{}, false
}

// clients returns the declarations that may make a client of a service.
func (p *goProgram) clients(u goUse) []goDecl {
	var out []goDecl
	for _, d := range p.telling {
		marks := d.decl().Marks
		if marks&goHintConnect != 0 || marks&goHintClient != 0 && d.file.imports(u.paths) {
			out = append(out, d)
		}
	}
	return out
}

func (f *goFile) imports(paths []string) bool {
	return slices.ContainsFunc(f.Imports, func(imp golang.Import) bool { return within(imp.Path, paths) })
}

func (p *goProgram) addressIn(u goUse, at goPlace, texts []symbolic.Text) (fact.Fact, bool) {
	for _, t := range p.resolve(at, texts) {
		e := symbolic.ParseEndpoint(t.String())
		if (e.Kind == "" || e.Kind == u.kind) && looksLikeHost(e.Address, e.Kind == u.kind) {
			return fact.New(fact.ServiceAddress(u.kind), e.Address, fact.FromCode, at.file, at.line), true
		}
	}
	return fact.Fact{}, false
}

func within(importPath string, paths []string) bool {
	return importPath != "" && slices.ContainsFunc(paths, func(want string) bool { return goPathIs(importPath, want) })
}

func goOpens(c goCall, kind string) bool {
	if c.Name != "Open" && c.Name != "NewEngine" && c.Name != "Connect" || len(c.Args) < 2 {
		return false
	}
	return goDatabaseKind(goLiterals(c.Args[:1])[0]) == kind
}

// looksLikeHost tells whether an address is one, and not any word that a client
// is given. One that a URL of the right kind held is taken as it is.
func looksLikeHost(addr string, sure bool) bool {
	if addr == "" {
		return false
	}
	return sure || strings.HasPrefix(addr, "${") || strings.Contains(addr, ":") && !strings.HasPrefix(addr, ":")
}

func (p *goProgram) configuredAddress(s goSetting, kind string, aliases []string) string {
	if s.Value == "" || len(s.norm) == 0 {
		return ""
	}
	last := s.norm[len(s.norm)-1]
	named := slices.ContainsFunc(s.norm, func(e string) bool {
		return slices.Contains(aliases, e) || slices.Contains(aliases, strings.TrimSuffix(e, "conf"))
	})
	for _, a := range aliases {
		for _, suffix := range []string{"addr", "host", "url", "dsn", "endpoint"} {
			if last == a+suffix {
				named, last = true, suffix
			}
		}
	}
	if !named {
		return ""
	}
	e := symbolic.ParseEndpoint(placeholders(s.Value, "", 0).String())
	if e.Kind != "" && e.Kind != kind || e.Address == "" {
		return ""
	}
	switch last {
	case "host", "path", "server", "hostname":
		return p.withPort(s, e.Address)
	case "addr", "addrs", "address", "addresses", "hosts", "endpoint", "endpoints", "url", "uri", "dsn", "source", "datasource", "brokers", "servers", "link":
		if looksLikeHost(e.Address, e.Kind == kind) {
			return e.Address
		}
	}
	return ""
}

// withPort adds the port that stands beside a host. Without one, or when the host
// has one already, the host stays; a path of a file is no host.
func (p *goProgram) withPort(s goSetting, host string) string {
	if strings.Contains(host, ":") && !strings.HasPrefix(host, "${") {
		return host
	}
	above := s.norm[:len(s.norm)-1]
	for _, o := range p.config.settings {
		if o.file == s.file && len(o.norm) == len(s.norm) && o.norm[len(o.norm)-1] == "port" && slices.Equal(o.norm[:len(o.norm)-1], above) && o.Value != "" {
			return host + ":" + o.Value
		}
	}
	if s.norm[len(s.norm)-1] == "path" {
		return ""
	}
	return host
}
