package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
)

// operations tells how the program is watched and stopped, what it writes and what
// it does on a schedule.
func (p *pyProject) operations(prog pyProgram) fact.Set {
	var facts fact.Set
	facts = append(facts, p.health()...)
	facts = append(facts, p.stopping(prog)...)
	facts = append(facts, p.schedules()...)
	facts = append(facts, p.metricsPath()...)
	facts = append(facts, p.migration(prog)...)
	facts = append(facts, p.sessions(prog)...)
	facts = append(facts, p.sqliteFiles()...)
	facts = append(facts, p.pyWrites()...)
	facts = append(facts, p.folders()...)
	facts = append(facts, p.zones()...)
	return append(facts, p.configFiles()...)
}

func (p *pyProject) health() fact.Set {
	var facts fact.Set
	seen := map[string]bool{}
	add := func(route string, at fact.Evidence) {
		if !strings.HasPrefix(route, "/") {
			route = "/" + route
		}
		if kind := healthKind(route); kind != "" && !seen[route] {
			seen[route] = true
			c := fact.High
			if strings.HasSuffix(route, "ping") || strings.HasSuffix(route, "ping/") {
				c = fact.Medium
			}
			facts = append(facts, fact.New(fact.Health, kind+":"+route, fact.FromCode, at.Path, at.Line).With(c))
		}
	}
	p.calls(func(f *python.File, stmt int, callee string, e python.Expr) {
		last := callee[strings.LastIndexByte(callee, '.')+1:]
		at := fact.Evidence{Path: f.Path, Line: e.Line}
		if last == "add_HealthServicer_to_server" {
			facts = append(facts, fact.New(fact.Health, "grpc:", fact.FromCode, at.Path, at.Line))
			return
		}
		decorator := f.Stmts[stmt].Kind == python.Decorator && slices.Contains([]string{"route", "get", "api_route", "websocket", "head"}, last)
		registers := slices.Contains([]string{"add_url_rule", "add_api_route", "add_get", "add_route", "path", "re_path", "url", "Route", "add_resource"}, last)
		if !decorator && !registers {
			return
		}
		for i := range min(2, len(e.Args)-1) {
			for _, t := range p.eval(f, stmt, e.Args[i+1]) {
				if s, ok := t.Literal(); ok {
					add(strings.Trim(s, "^$"), at)
				}
			}
		}
	})
	return facts
}

// stopping tells whether the program ends its work when it is told to stop.
func (p *pyProject) stopping(prog pyProgram) fact.Set {
	var out fact.Set
	p.calls(func(f *python.File, _ int, callee string, e python.Expr) {
		last := callee[strings.LastIndexByte(callee, '.')+1:]
		if last != "signal" && last != "add_signal_handler" || len(out) > 0 {
			return
		}
		if a, ok := e.Arg(0); ok && (strings.HasSuffix(f.Dotted(a), "SIGTERM") || a.Kind == python.Name && pyNames(f, "signal.SIGTERM")) {
			out = append(out, fact.New(fact.GracefulShutdown, "true", fact.FromCode, f.Path, e.Line))
		}
	})
	if len(out) > 0 {
		return out
	}
	if prog.framework == "celery" {
		return fact.Set{fact.New(fact.GracefulShutdown, "true", fact.FromDefault, prog.at.Path, prog.at.Line).With(fact.Medium)}
	}
	for _, s := range []string{"gunicorn", "uvicorn", "hypercorn", "daphne"} {
		if r, ok := p.requires(s); ok && (prog.app != nil || prog.django != nil) {
			return fact.Set{fact.New(fact.GracefulShutdown, "true", fact.FromDefault, r.file, r.Line).With(fact.Medium)}
		}
	}
	return nil
}

// pyNames tells whether a file names something, as in a loop over several signals.
func pyNames(f *python.File, full string) bool {
	found := false
	f.Each(func(_ int, e python.Expr) { found = found || e.Kind == python.Attr && f.Dotted(e) == full })
	return found
}

func (p *pyProject) schedules() fact.Set {
	var facts fact.Set
	add := func(value string, at fact.Evidence) {
		facts = append(facts, fact.New(fact.Schedule, value, fact.FromCode, at.Path, at.Line))
	}
	p.variables(func(f *python.File, v python.Variable, s python.Stmt) {
		if v.Name == "CELERY_BEAT_SCHEDULE" || v.Name == "CELERYBEAT_SCHEDULE" || v.Name == "beat_schedule" {
			add("celery-beat", fact.Evidence{Path: f.Path, Line: s.Line})
		}
	})
	for _, f := range p.code {
		for _, s := range f.Stmts {
			if s.Kind == python.Assign && len(s.Targets) == 1 && s.Targets[0].Kind == python.Attr && s.Targets[0].Text == "beat_schedule" {
				add("celery-beat", fact.Evidence{Path: f.Path, Line: s.Line})
			}
		}
	}
	p.calls(func(f *python.File, _ int, callee string, e python.Expr) {
		last := callee[strings.LastIndexByte(callee, '.')+1:]
		if (last == "add_job" || last == "scheduled_job") && (pyImports(f, "apscheduler") || pyImports(f, "flask_apscheduler")) {
			add("apscheduler", fact.Evidence{Path: f.Path, Line: e.Line})
		}
		if callee == "schedule.every" {
			add("schedule", fact.Evidence{Path: f.Path, Line: e.Line})
		}
	})
	if at, ok := p.imported("django_celery_beat"); ok && len(facts) == 0 {
		add("celery-beat", at)
	}
	return slices.CompactFunc(facts, func(a, b fact.Fact) bool { return a.Value == b.Value })
}

func (p *pyProject) metricsPath() fact.Set {
	for _, m := range []string{"prometheus_flask_exporter", "prometheus_fastapi_instrumentator", "starlette_exporter", "starlette_prometheus", "aioprometheus", "sanic_prometheus"} {
		if at, ok := p.imported(m); ok {
			return fact.Set{fact.New(fact.MetricsPath, "/metrics", fact.FromDefault, at.Path, at.Line).With(fact.Medium)}
		}
	}
	var facts fact.Set
	p.calls(func(f *python.File, stmt int, callee string, e python.Expr) {
		last := callee[strings.LastIndexByte(callee, '.')+1:]
		if len(facts) > 0 || !slices.Contains([]string{"start_http_server", "route", "get", "mount"}, last) || !pyImports(f, "prometheus_client") {
			return
		}
		switch {
		case last == "start_http_server":
			facts = append(facts, fact.New(fact.MetricsPath, "/metrics", fact.FromCode, f.Path, e.Line))
		case last == "route" || last == "get" || last == "mount":
			if a, ok := e.Arg(0); ok && a.Kind == python.Str && strings.Contains(a.Text, "metrics") {
				facts = append(facts, fact.New(fact.MetricsPath, a.Text, fact.FromCode, f.Path, e.Line))
			}
		}
	})
	return facts
}

func (p *pyProject) migration(prog pyProgram) fact.Set {
	if at, ok := p.imported("flask_migrate"); ok {
		return fact.Set{fact.New(fact.SchemaMigration, "flask-migrate", fact.FromCode, at.Path, at.Line)}
	}
	for _, name := range []string{"alembic.ini", "migrations/alembic.ini"} {
		if full := p.at(name); full != "" {
			return fact.Set{fact.New(fact.SchemaMigration, "alembic", fact.FromConfig, full, 0)}
		}
	}
	if prog.django != nil {
		for _, f := range p.files {
			if strings.Contains(f, "/migrations/") && path.Base(f) != "__init__.py" {
				return fact.Set{fact.New(fact.SchemaMigration, "django", fact.FromCode, f, 0)}
			}
		}
	}
	return nil
}

func (p *pyProject) sessions(prog pyProgram) fact.Set {
	if prog.framework != "flask" {
		return nil
	}
	if at, ok := p.imported("flask_session"); ok {
		kind := "memory"
		for _, f := range p.fields["SESSION_TYPE"] {
			for _, t := range f.texts {
				switch t.Default() {
				case "redis":
					kind = "redis"
				case "sqlalchemy":
					kind = "jdbc"
				}
			}
		}
		return fact.Set{fact.New(fact.Session, kind, fact.FromCode, at.Path, at.Line).With(fact.Medium)}
	}
	for _, module := range []string{"flask.session", "flask_login"} {
		if at, ok := p.imported(module); ok {
			return fact.Set{fact.New(fact.Session, "cookie", fact.FromCode, at.Path, at.Line)}
		}
	}
	return nil
}

// zones tells the time zones that the code names.
func (p *pyProject) zones() fact.Set {
	var facts fact.Set
	p.calls(func(f *python.File, stmt int, callee string, e python.Expr) {
		if callee != "zoneinfo.ZoneInfo" && callee != "pytz.timezone" && callee != "dateutil.tz.gettz" {
			return
		}
		if a, ok := e.Arg(0); ok {
			for _, t := range p.eval(f, stmt, a) {
				if zone, ok := t.Literal(); ok && strings.Contains(zone, "/") {
					facts = append(facts, fact.New(fact.TimeZone, zone, fact.FromCode, f.Path, e.Line))
				}
			}
		}
	})
	return facts
}
