package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
	"github.com/gantry-ack/gantry/internal/conf"
)

// pyApp is an application object, or a function that makes one.
type pyApp struct {
	framework pyFramework
	module    string // as it is imported from dir
	attr      string
	factory   bool
	dir       string // import root, in the tree
	file      *python.File
	line      int
	score     int
}

// target is module:attribute, with a call when the attribute is a factory.
func (a pyApp) target() string {
	if a.factory {
		return a.module + ":" + a.attr + "()"
	}
	return a.module + ":" + a.attr
}

// findApps finds the application objects of the project, best first.
func (p *pyProject) findApps() {
	for _, f := range p.code {
		p.appsIn(f)
	}
	factories := slices.Clone(p.apps)
	for _, f := range p.code {
		p.madeIn(f, factories)
	}
	objects := slices.Clone(p.apps)
	for _, f := range p.code {
		p.importedIn(f, objects)
	}
	declared := p.flaskApp()
	for i := range p.apps {
		p.apps[i].score = p.scoreApp(p.apps[i], declared)
	}
	slices.SortStableFunc(p.apps, func(a, b pyApp) int { return b.score - a.score })
}

func pyMaker(callee string) (pyFramework, bool) {
	if callee == "" {
		return pyFramework{}, false
	}
	for _, fw := range pyFrameworks() {
		if slices.Contains(fw.makers, callee) {
			return fw, true
		}
	}
	return pyFramework{}, false
}

// appsIn finds where a file makes an application: at module level, or in a function
// that returns something.
func (p *pyProject) appsIn(f *python.File) {
	for i, s := range f.Stmts {
		if s.Kind != python.Assign && s.Kind != python.Return {
			continue
		}
		fw, ok := pyMaker(f.Callee(s.Value))
		if !ok {
			continue
		}
		fn := f.Function(i)
		switch {
		case fn == "" && f.Class(i) < 0 && len(s.Targets) > 0 && s.Targets[0].Kind == python.Name:
			if _, guarded := f.Guard(i); !guarded {
				p.addApp(pyApp{framework: fw, attr: s.Targets[0].Text, file: f, line: s.Line})
			}
		case fn != "" && p.returns(f, fn):
			p.addApp(pyApp{framework: fw, attr: fn, factory: true, file: f, line: s.Line})
		}
	}
}

func (p *pyProject) returns(f *python.File, fn string) bool {
	for i, s := range f.Stmts {
		if s.Kind == python.Return && f.Function(i) == fn && s.Value.Kind != python.Other {
			return true
		}
	}
	return false
}

// madeIn finds names at module level that a factory makes.
func (p *pyProject) madeIn(f *python.File, factories []pyApp) {
	for i, s := range f.Stmts {
		if s.Kind != python.Assign || f.Function(i) != "" || len(s.Targets) == 0 || s.Targets[0].Kind != python.Name {
			continue
		}
		callee := f.Callee(s.Value)
		for _, made := range factories {
			if made.factory && callee != "" && (callee == made.file.Module+"."+made.attr || made.file == f && callee == made.attr) {
				if _, guarded := f.Guard(i); !guarded {
					p.addApp(pyApp{framework: made.framework, attr: s.Targets[0].Text, file: f, line: s.Line})
				}
			}
		}
	}
}

// importedIn finds wsgi.py and asgi.py, which import the application for the server.
func (p *pyProject) importedIn(f *python.File, objects []pyApp) {
	base := path.Base(f.Path)
	if base != "wsgi.py" && base != "asgi.py" {
		return
	}
	for _, s := range f.Stmts {
		for _, imp := range s.Imports {
			for _, o := range objects {
				if !o.factory && imp.Name == o.attr && imp.Module == o.file.Module && o.file != f {
					name := imp.Name
					if imp.As != "" {
						name = imp.As
					}
					p.addApp(pyApp{framework: o.framework, attr: name, file: f, line: s.Line})
				}
			}
		}
	}
}

func (p *pyProject) addApp(a pyApp) {
	a.dir, a.module = p.rootOf(a.file.Path), a.file.Module
	if dir := path.Dir(a.file.Path); dir != a.dir && p.importsSibling(a.file, dir) {
		a.dir, a.module = dir, strings.TrimSuffix(path.Base(a.file.Path), ".py")
	}
	p.apps = append(p.apps, a)
}

// importsSibling tells whether a file in a folder that is no package imports a
// module that lies beside it, so that it must run from there.
func (p *pyProject) importsSibling(f *python.File, dir string) bool {
	if p.src.tree.Has(path.Join(dir, "__init__.py")) {
		return false
	}
	root := p.rootOf(f.Path)
	for _, s := range f.Stmts {
		for _, imp := range s.Imports {
			first, _, _ := strings.Cut(imp.Module, ".")
			if first == "" {
				continue
			}
			here := p.src.tree.Has(path.Join(dir, first+".py")) || p.src.tree.Has(path.Join(dir, first, "__init__.py"))
			there := p.src.tree.Has(path.Join(root, first+".py")) || p.src.tree.HasDir(path.Join(root, first))
			if here && !there {
				return true
			}
		}
	}
	return false
}

func (p *pyProject) scoreApp(a pyApp, declared string) int {
	score := 0
	stem := strings.TrimSuffix(path.Base(a.file.Path), ".py")
	switch stem {
	case "wsgi", "asgi":
		score += 40
	case "main", "app", "application", "server", "run", "manage", "api", "__init__", "start", "index":
		score += 20
	}
	if a.attr == "app" || a.attr == "application" || a.attr == "create_app" {
		score += 10
	}
	if !a.factory {
		score += 20
	}
	if p.guarded(a.file) {
		score += 8
	}
	if declared != "" && (declared == a.module || strings.HasPrefix(declared, a.module+":") || declared == path.Base(a.file.Path)) {
		score += 50
	}
	if a.framework.id == "celery" {
		score -= 100
	}
	return score - 4*strings.Count(relTo(p.dir, a.file.Path), "/")
}

// flaskApp returns what FLASK_APP is set to for the flask command.
func (p *pyProject) flaskApp() string {
	name := p.at(".flaskenv")
	if name == "" {
		return ""
	}
	text, err := p.src.tree.Text(name)
	if err != nil {
		return ""
	}
	settings, _ := conf.Dotenv(text) // what stands before an error still counts
	s, _ := settings.Get("FLASK_APP")
	return s.Value
}

// guarded tells whether a file has a main guard.
func (p *pyProject) guarded(f *python.File) bool {
	return slices.ContainsFunc(f.Stmts, python.IsMainGuard)
}

// pyProgram is what the project runs as: what kind of workload, and the evidence.
type pyProgram struct {
	workload  string
	framework string
	app       *pyApp
	django    *pyDjango
	entry     *python.File // a script that is run
	script    string       // a command that installing the project makes
	at        fact.Evidence
	sure      fact.Confidence
}

// program decides what the project runs as; the workload is "" when it runs nothing.
func (p *pyProject) program() pyProgram {
	if d := p.findDjango(); d != nil {
		return pyProgram{workload: "web", framework: "django", django: d, at: d.at, sure: fact.High}
	}
	for i, a := range p.apps {
		if a.framework.id != "celery" {
			return pyProgram{workload: "web", framework: a.framework.id, app: &p.apps[i], entry: p.entryOf(a.file), at: fact.Evidence{Path: a.file.Path, Line: a.line}, sure: fact.High}
		}
	}
	if prog, ok := p.served(); ok {
		return prog
	}
	if len(p.apps) > 0 {
		a := p.apps[0]
		return pyProgram{workload: "worker", framework: "celery", app: &p.apps[0], at: fact.Evidence{Path: a.file.Path, Line: a.line}, sure: fact.High}
	}
	return p.worker()
}

func (p *pyProject) entryOf(f *python.File) *python.File {
	if p.guarded(f) {
		return f
	}
	return nil
}

// served finds programs that listen without an application object: gRPC, the HTTP
// server of the standard library, Streamlit.
func (p *pyProject) served() (pyProgram, bool) {
	var out pyProgram
	best := -1
	p.calls(func(f *python.File, stmt int, callee string, e python.Expr) {
		id, ok := pyServing(callee, f)
		if !ok {
			return
		}
		score := 1
		_, main := f.Guard(stmt)
		if main || p.guarded(f) {
			score = 2
		}
		if score > best {
			best = score
			out = pyProgram{workload: "web", framework: id, entry: f, at: fact.Evidence{Path: f.Path, Line: e.Line}, sure: fact.High}
			if score == 1 {
				out.sure = fact.Medium
			}
		}
	})
	if best < 0 {
		if at, ok := p.imported("streamlit"); ok {
			return pyProgram{workload: "web", framework: "streamlit", entry: p.modules[p.module(at.Path)], at: at, sure: fact.Medium}, true
		}
	}
	return out, best >= 0
}

func pyServing(callee string, f *python.File) (framework string, ok bool) {
	last := callee[strings.LastIndexByte(callee, '.')+1:]
	switch last {
	case "add_insecure_port", "add_secure_port":
		return "", true
	case "HTTPServer", "ThreadingHTTPServer", "TCPServer", "ThreadingTCPServer":
		return "", strings.HasPrefix(callee, "http.server") || strings.HasPrefix(callee, "socketserver") || strings.HasPrefix(callee, "tornado")
	case "run_app":
		return "aiohttp", strings.HasPrefix(callee, "aiohttp")
	case "run":
		return "", strings.HasPrefix(callee, "uvicorn.") || strings.HasPrefix(callee, "bottle.")
	case "serve":
		return "", strings.HasPrefix(callee, "websockets.") || strings.HasPrefix(callee, "waitress.")
	case "launch":
		return "gradio", slices.ContainsFunc(f.Imported(), func(imp python.Place) bool { return pyModuleIs(imp.Name, "gradio") })
	}
	return "", false
}

func pyImports(f *python.File, module string) bool {
	return slices.ContainsFunc(f.Imported(), func(imp python.Place) bool { return pyModuleIs(imp.Name, module) })
}
