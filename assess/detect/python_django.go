package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
)

// pyDjango is a Django project.
type pyDjango struct {
	dir      string // of manage.py or, without one, the import root
	manage   bool
	settings []*python.File // the settings module and what it takes over from
	wsgi     string         // module:attribute, "" when there is none
	asgi     string
	at       fact.Evidence
}

// findDjango finds manage.py, or an application module that names settings.
func (p *pyProject) findDjango() *pyDjango {
	d := &pyDjango{}
	module := ""
	for _, f := range p.code {
		base := pyGateway(f)
		if base == "" {
			continue
		}
		f.Calls(func(stmt int, callee string, e python.Expr) {
			first, ok := e.Arg(0)
			if callee != "os.environ.setdefault" || !ok || first.Text != "DJANGO_SETTINGS_MODULE" {
				return
			}
			if second, ok := e.Arg(1); ok && (module == "" || base == "manage") {
				for _, t := range p.eval(f, stmt, second) {
					module = t.Default()
				}
			}
			if base == "manage" && !d.manage {
				d.manage, d.dir, d.at = true, path.Dir(f.Path), fact.Evidence{Path: f.Path, Line: e.Line}
			} else if d.at.Path == "" {
				d.dir, d.at = p.rootOf(f.Path), fact.Evidence{Path: f.Path, Line: e.Line}
			}
		})
	}
	if d.at.Path == "" {
		return nil
	}
	d.settings = p.settingsOf(module)
	p.djangoApps(d)
	return d
}

// pyGateway returns manage, wsgi or asgi when the module is one by its name.
func pyGateway(f *python.File) string {
	last := f.Module[strings.LastIndexByte(f.Module, '.')+1:]
	if last == "wsgi" || last == "asgi" || last == "manage" && path.Base(f.Path) == "manage.py" {
		return last
	}
	return ""
}

// settingsOf returns the settings module with those that it imports, and the other
// modules of a settings package.
func (p *pyProject) settingsOf(module string) []*python.File {
	var out []*python.File
	for queue := []string{module}; len(queue) > 0 && len(out) < 10; queue = queue[1:] {
		f := p.modules[queue[0]]
		if f == nil || slices.Contains(out, f) {
			continue
		}
		out = append(out, f)
		for _, imp := range f.Imported() {
			if m, ok := strings.CutSuffix(imp.Name, ".*"); ok {
				queue = append(queue, m)
			}
		}
	}
	if parent := module[:max(0, strings.LastIndexByte(module, '.'))]; strings.HasSuffix(parent, "settings") {
		for _, f := range p.code {
			if strings.HasPrefix(f.Module, parent) && !slices.Contains(out, f) && len(out) < 10 {
				out = append(out, f)
			}
		}
	}
	return out
}

func (p *pyProject) djangoApps(d *pyDjango) {
	for _, f := range p.code {
		switch kind := pyGateway(f); kind {
		case "wsgi", "asgi":
			f.Calls(func(stmt int, callee string, _ python.Expr) {
				s := f.Stmts[stmt]
				if strings.HasSuffix(callee, "get_"+kind+"_application") && s.Kind == python.Assign && s.Targets[0].Kind == python.Name {
					d.set(kind, f.Module+":application")
				}
			})
		}
	}
	for _, name := range []string{"WSGI_APPLICATION", "ASGI_APPLICATION"} {
		if text, _, ok := p.setting(d, name); ok {
			if i := strings.LastIndexByte(text, '.'); i > 0 {
				d.set(strings.ToLower(name[:4]), text[:i]+":"+text[i+1:])
			}
		}
	}
}

func (d *pyDjango) set(kind, target string) {
	if kind == "wsgi" && d.wsgi == "" {
		d.wsgi = target
	}
	if kind == "asgi" && d.asgi == "" {
		d.asgi = target
	}
}

// setting returns the value of a Django setting when no environment variable is set.
func (p *pyProject) setting(d *pyDjango, name string) (string, fact.Evidence, bool) {
	for _, f := range d.settings {
		for _, v := range f.Variables() {
			if v.Name != name {
				continue
			}
			s := f.Stmts[v.Stmt]
			for _, t := range p.eval(f, v.Stmt, s.Value) {
				if text := t.Default(); text != "" {
					return text, fact.Evidence{Path: f.Path, Line: s.Line}, true
				}
			}
		}
	}
	return "", fact.Evidence{}, false
}

// installed tells whether a string is among INSTALLED_APPS or MIDDLEWARE.
func (d *pyDjango) installed(app string) (fact.Evidence, bool) {
	for _, f := range d.settings {
		for _, v := range f.Variables() {
			if v.Name != "INSTALLED_APPS" && v.Name != "MIDDLEWARE" && v.Name != "MIDDLEWARE_CLASSES" && !strings.HasSuffix(v.Name, "_APPS") {
				continue
			}
			var line int
			f.Stmts[v.Stmt].Value.Walk(func(e python.Expr) {
				if e.Kind == python.Str && pyModuleIs(e.Text, app) && line == 0 {
					line = e.Line
				}
			})
			if line > 0 {
				return fact.Evidence{Path: f.Path, Line: line}, true
			}
		}
	}
	return fact.Evidence{}, false
}

// djangoFacts tells what settings say beside services.
func (p *pyProject) djangoFacts(d *pyDjango) fact.Set {
	var facts fact.Set
	add := func(key, value string, at fact.Evidence, c fact.Confidence) {
		facts = append(facts, fact.New(key, value, fact.FromCode, at.Path, at.Line).With(c))
	}
	if text, at, ok := p.setting(d, "TIME_ZONE"); ok {
		add(fact.TimeZone, text, at, fact.High)
	}
	if text, at, ok := p.setting(d, "MEDIA_ROOT"); ok && writable(pyOwnPath(text)) {
		add(fact.LocalWrite, pyOwnPath(text), at, fact.High)
	}
	if _, at, ok := p.setting(d, "STATIC_ROOT"); ok {
		if _, uses := d.installed("django.contrib.staticfiles"); uses {
			add(fact.PythonStatic, "true", at, fact.High)
		}
	}
	if kind, at, ok := p.djangoSession(d); ok {
		add(fact.Session, kind, at, fact.High)
	}
	if at, ok := d.installed("django_prometheus"); ok {
		add(fact.MetricsPath, "/metrics", at, fact.Medium)
	}
	return facts
}

func (p *pyProject) djangoSession(d *pyDjango) (string, fact.Evidence, bool) {
	engine, at, ok := p.setting(d, "SESSION_ENGINE")
	if !ok {
		at, ok = d.installed("django.contrib.sessions")
		return "jdbc", at, ok
	}
	switch {
	case strings.Contains(engine, "signed_cookies"):
		return "cookie", at, true
	case strings.HasSuffix(engine, "cache"), strings.Contains(engine, "redis"):
		return "redis", at, true
	case strings.HasSuffix(engine, ".file"):
		return "memory", at, true
	}
	return "jdbc", at, true
}
