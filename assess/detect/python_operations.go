package detect

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/detect/internal/python"
	"github.com/gantry-ack/gantry/assess/detect/internal/symbolic"
	"github.com/gantry-ack/gantry/assess/fact"
)

// environment tells the variables that the code reads, with their defaults.
func (p *pyProject) environment() fact.Set {
	type variable struct {
		def string
		at  fact.Evidence
	}
	vars := map[string]variable{}
	note := func(t symbolic.Text, at fact.Evidence) {
		for _, part := range t {
			if part.Kind != symbolic.Env || !python.EnvName(part.Text) {
				continue
			}
			v, seen := vars[part.Text]
			if !seen {
				v.at = at
			}
			if v.def == "" {
				v.def = safeDefault(part.Text, part.Default.Default())
			}
			vars[part.Text] = v
		}
	}
	for _, f := range p.code {
		f.Each(func(i int, e python.Expr) {
			at := fact.Evidence{Path: f.Path, Line: e.Line}
			switch e.Kind {
			case python.Call, python.Index:
			case python.Binary:
				if e.Text == "in" && e.Args[0].Kind == python.Str && f.Dotted(e.Args[1]) == "os.environ" {
					note(symbolic.EnvOr(e.Args[0].Text, nil), at)
				}
				if e.Text != "or" {
					return
				}
			default:
				return
			}
			if callee := f.Callee(e); e.Kind == python.Call && (callee == "os.environ.setdefault" || callee == "os.environ.pop" || strings.HasSuffix(callee, ".join")) {
				return
			}
			for _, t := range p.eval(f, i, e) {
				note(t, at)
			}
		})
	}
	for _, name := range slices.Sorted(maps.Keys(p.fields)) {
		for _, field := range p.fields[name] {
			for _, t := range field.texts {
				note(t, fact.Evidence{Path: field.file.Path, Line: field.line})
			}
		}
	}
	var facts fact.Set
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		facts = append(facts, fact.New(fact.Env(name), vars[name].def, fact.FromCode, vars[name].at.Path, vars[name].at.Line))
	}
	return facts
}

// operations tells how the program is watched and stopped, what it writes and what
// it does on a schedule.
func (p *pyProject) operations(prog pyProgram) fact.Set {
	var facts fact.Set
	facts = append(facts, p.health(prog)...)
	facts = append(facts, p.stopping(prog)...)
	facts = append(facts, p.schedules()...)
	facts = append(facts, p.metricsPath()...)
	facts = append(facts, p.migration(prog)...)
	facts = append(facts, p.sessions(prog)...)
	facts = append(facts, p.sqliteFiles()...)
	facts = append(facts, p.pyWrites()...)
	return append(facts, p.configFiles()...)
}

func (p *pyProject) health(prog pyProgram) fact.Set {
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
		if a, ok := e.Arg(0); ok && strings.HasSuffix(f.Dotted(a), "SIGTERM") {
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

// pyOwnPath takes a path that was put together from the place of a source file as
// one below the project.
func pyOwnPath(name string) string {
	clean := path.Clean(name)
	for strings.HasPrefix(clean, "../") {
		clean = clean[3:]
	}
	if name == "" {
		return ""
	}
	return clean
}

// pyWrites tells upload folders and log files.
func (p *pyProject) pyWrites() fact.Set {
	var facts fact.Set
	seen := map[string]bool{}
	add := func(f *python.File, stmt int, e python.Expr) {
		for _, t := range p.eval(f, stmt, e) {
			name := pyOwnPath(leadingPath(t))
			if clean := path.Clean(name); writable(name) && !seen[clean] && !strings.Contains(f.Path, "/management/commands/") {
				seen[clean] = true
				facts = append(facts, fact.New(fact.LocalWrite, clean, fact.FromCode, f.Path, e.Line).With(fact.Medium))
			}
		}
	}
	for _, f := range p.code {
		f.Each(func(i int, e python.Expr) {
			if class, ok := e.Get("class"); ok && class.Kind == python.Str && strings.HasSuffix(class.Text, "FileHandler") {
				if name, ok := e.Get("filename"); ok {
					add(f, i, name)
				}
			}
			if engine, ok := e.Get("ENGINE"); ok && engine.Kind == python.Str && strings.Contains(strings.ToLower(engine.Text), "whoosh") {
				if name, ok := e.Get("PATH"); ok {
					add(f, i, name)
				}
			}
			callee := f.Callee(e)
			switch {
			case strings.HasSuffix(callee, "FileHandler"), callee == "os.makedirs", callee == "os.mkdir":
				if a, ok := e.Arg(0, "filename", "name"); ok {
					add(f, i, a)
				}
			case callee == "logging.basicConfig":
				if a, ok := e.Keyword("filename"); ok {
					add(f, i, a)
				}
			}
		})
		for i, s := range f.Stmts {
			if s.Kind != python.Assign || len(s.Targets) == 0 {
				continue
			}
			t := s.Targets[0]
			name := t.Text
			if t.Kind == python.Index && t.Args[1].Kind == python.Str {
				name = t.Args[1].Text
			}
			if strings.HasPrefix(name, "UPLOAD") && (strings.HasSuffix(name, "FOLDER") || strings.HasSuffix(name, "DIR") || strings.HasSuffix(name, "PATH") || strings.HasSuffix(name, "DEST")) {
				add(f, i, s.Value)
			}
		}
	}
	return facts
}

// configFiles finds files that the code reads settings from, when the tree has them.
func (p *pyProject) configFiles() fact.Set {
	var facts fact.Set
	seen := map[string]bool{}
	p.calls(func(f *python.File, stmt int, callee string, e python.Expr) {
		last := callee[strings.LastIndexByte(callee, '.')+1:]
		if !slices.Contains([]string{"open", "read", "from_pyfile", "from_file", "from_json", "load_dotenv", "fileConfig", "read_env", "load", "Path", "read_text"}, last) {
			return
		}
		for i := 1; i < min(len(e.Args), 3); i++ {
			for _, t := range p.eval(f, stmt, e.Args[i]) {
				name, ok := t.Literal()
				if !ok || !pyConfigName(name) {
					continue
				}
				for _, dir := range []string{p.dir, path.Dir(f.Path)} {
					if full := path.Join(dir, name); p.src.tree.Has(full) && !seen[full] {
						seen[full] = true
						facts = append(facts, fact.New(fact.ConfigFile, full, fact.FromCode, f.Path, e.Line))
					}
				}
			}
		}
	})
	return facts
}

// pyConfigName tells whether a file that is opened is one of settings, and not of data.
func pyConfigName(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch path.Ext(base) {
	case ".ini", ".cfg", ".toml", ".conf", ".env", ".properties":
		return true
	case ".yaml", ".yml", ".json":
		return strings.Contains(base, "conf") || strings.Contains(base, "setting") || strings.Contains(base, "log") || strings.HasPrefix(base, "app")
	}
	return base == ".env"
}

// packages tells what the dependencies and the commands that are run need of the system.
func (p *pyProject) packages() fact.Set {
	var facts fact.Set
	add := func(key, value string, origin fact.Origin, at fact.Evidence, c fact.Confidence) {
		facts = append(facts, fact.New(key, value, origin, at.Path, at.Line).With(c))
	}
	for _, need := range pyPackageNeeds() {
		r, ok := p.requires(need.name)
		if !ok || r.Name == "psycopg" && (slices.Contains(r.Extras, "binary") || slices.Contains(r.Extras, "c")) {
			continue
		}
		at, c := fact.Evidence{Path: r.file, Line: r.Line}, fact.High
		if r.variant {
			c = fact.Low
		}
		for _, b := range need.build {
			add(fact.BuildPackage, b, fact.FromBuild, at, c)
		}
		for _, s := range need.run {
			add(fact.SystemPackage, s, fact.FromBuild, at, c)
		}
		if need.fonts {
			add(fact.CJKFonts, "true", fact.FromBuild, at, fact.Medium)
		}
	}
	if at, ok := p.imported("PIL.ImageFont", "PIL.ImageDraw"); ok {
		add(fact.CJKFonts, "true", fact.FromCode, at, fact.Medium)
	}
	p.calls(func(f *python.File, stmt int, callee string, e python.Expr) {
		if !strings.HasPrefix(callee, "subprocess.") && callee != "os.system" && callee != "os.popen" && callee != "shutil.which" {
			return
		}
		a, ok := e.Arg(0)
		if ok && a.Kind == python.List && len(a.Args) > 0 {
			a = a.Args[0]
		}
		for _, t := range p.eval(f, stmt, a) {
			command, _, _ := strings.Cut(strings.TrimSpace(t.Default()), " ")
			if pkg := systemPackage(command); pkg != "" {
				add(fact.SystemPackage, pkg, fact.FromCode, fact.Evidence{Path: f.Path, Line: e.Line}, fact.High)
			}
		}
	})
	return facts
}
