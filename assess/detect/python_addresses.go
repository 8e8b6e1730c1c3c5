package detect

import (
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

func (p *pyProject) noteURL(uses *pyUses, f *python.File, stmt int, e python.Expr, t symbolic.Text) {
	text := t.String()
	if def := t.Default(); !strings.Contains(text, "://") || strings.Contains(text, " ") || strings.HasPrefix(text, "${") && !strings.Contains(def, "://") {
		return
	} else if strings.HasPrefix(text, "${") {
		text = def
	}
	end := symbolic.ParseEndpoint(text)
	if end.Kind == "" {
		return
	}
	guard, _ := f.Guard(stmt)
	at := fact.Evidence{Path: f.Path, Line: e.Line}
	use := uses.note(end.Kind, at, fact.High, guard)
	if end.Address != "" && use.address == "" && end.Kind != "sqlite" {
		use.address, use.where = end.Address, at
	}
}

func (p *pyProject) calledAddress(f *python.File, stmt int, e python.Expr, kind string) string {
	for _, name := range []string{"host", "hosts", "bootstrap_servers", "url", "uri", "endpoint", "dsn", "server"} {
		a, ok := e.Arg(-1, name)
		if !ok {
			continue
		}
		for _, t := range p.eval(f, stmt, a) {
			host := symbolic.ParseEndpoint(t.String()).Address
			if host == "" {
				continue
			}
			if port, ok := e.Keyword("port"); ok && name == "host" {
				for _, pt := range p.eval(f, stmt, port) {
					if s := pt.String(); !strings.Contains(s, "*") {
						return host + ":" + s
					}
				}
			}
			return host
		}
	}
	if a, ok := e.Arg(0); ok {
		for _, t := range p.eval(f, stmt, a) {
			if end := symbolic.ParseEndpoint(t.String()); looksLikeHost(end.Address, end.Kind == kind) {
				return end.Address
			}
		}
	}
	return ""
}

func (p *pyProject) hostPort(f *python.File, stmt int, host, dict python.Expr) string {
	for _, t := range p.eval(f, stmt, host) {
		addr := symbolic.ParseEndpoint(t.String()).Address
		if addr == "" {
			continue
		}
		if port, ok := dict.Get("PORT"); ok {
			for _, pt := range p.eval(f, stmt, port) {
				if s := pt.String(); s != "" && !strings.Contains(s, "*") {
					return addr + ":" + s
				}
			}
		}
		return addr
	}
	return ""
}

// djangoServices reads the hosts of DATABASES and of mail.
func (p *pyProject) djangoServices(uses *pyUses, d *pyDjango) {
	engines := pyEngines()
	for _, f := range d.settings {
		f.Each(func(i int, e python.Expr) {
			engine, ok := e.Get("ENGINE")
			if !ok {
				return
			}
			for _, t := range p.eval(f, i, engine) {
				kind := engines[t.Default()]
				host, ok := e.Get("HOST")
				if kind == "" || !ok || kind == "sqlite" {
					continue
				}
				use := uses.of(kind)
				use.address, use.where = p.hostPort(f, i, host, e), fact.Evidence{Path: f.Path, Line: host.Line}
			}
		})
	}
	if host, at, ok := p.setting(d, "EMAIL_HOST"); ok {
		use := uses.note("smtp", at, fact.High, "")
		use.address, use.where = symbolic.ParseEndpoint(host).Address, at
	}
	if _, ok := p.imported("haystack"); ok {
		if elastic, has := p.requires("elasticsearch"); has {
			uses.note("elasticsearch", fact.Evidence{Path: elastic.file, Line: elastic.Line}, fact.Medium, "")
		}
	}
}
