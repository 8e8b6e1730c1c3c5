package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
)

// start tells how production starts the program with what is among its dependencies.
func (p *pyProject) start(prog pyProgram, facts fact.Set) (fact.Fact, bool) {
	port := "8000"
	if v := facts.Value(fact.Port); v != "" {
		port, _, _ = strings.Cut(v, "/")
	}
	args, sure := p.command(prog, port, facts.Value(fact.PythonServer), facts.Value(fact.PythonApp))
	if len(args) == 0 {
		return fact.Fact{}, false
	}
	return fact.New(fact.Start, fact.Command(args...), fact.FromCode, prog.at.Path, prog.at.Line).With(sure), true
}

func (p *pyProject) command(prog pyProgram, port, server, target string) ([]string, fact.Confidence) {
	switch {
	case prog.framework == "streamlit" && prog.entry != nil:
		return []string{"streamlit", "run", p.below(prog.entry.Path), "--server.port", port, "--server.address", "0.0.0.0"}, fact.Medium
	case prog.framework == "celery" && prog.app != nil:
		return append([]string{"celery"}, slices.Concat(p.workdir(prog.app.dir), []string{"-A", prog.app.module, "worker", "--loglevel", "info"})...), fact.Medium
	case target != "" && server != "":
		if args := p.serverCommand(prog, server, target, port); args != nil {
			return args, fact.Medium
		}
	case prog.django != nil && prog.django.manage:
		return []string{"python", p.below(path.Join(prog.django.dir, "manage.py")), "runserver", "0.0.0.0:" + port}, fact.Low
	}
	switch {
	case prog.script != "":
		return []string{prog.script}, fact.Medium
	case prog.entry != nil:
		return p.scriptCommand(prog.entry), fact.Medium
	case prog.framework == "flask" && prog.app != nil:
		return []string{"flask", "--app", prog.app.target(), "run", "--host", "0.0.0.0", "--port", port}, fact.Low
	}
	return nil, ""
}

// gunicornArgs names the configuration file, which may bind a port of its own.
func (p *pyProject) gunicornArgs(port string) []string {
	args := []string{"gunicorn"}
	conf := p.gunicornConfig()
	if conf != "" {
		args = append(args, "--config", p.below(conf))
	}
	if conf == "" || len(p.gunicornPorts()) == 0 {
		args = append(args, "--bind", "0.0.0.0:"+port)
	}
	return args
}

// serverCommand starts an application server.
func (p *pyProject) serverCommand(prog pyProgram, server, target, port string) []string {
	dir := p.dir
	asgi := prog.django != nil && target == prog.django.asgi
	if prog.app != nil {
		dir, asgi = prog.app.dir, prog.app.framework.asgi
	} else if prog.django != nil {
		dir = prog.django.dir
	}
	chdir := relTo(p.dir, dir)
	factory := strings.HasSuffix(target, "()")
	bare := strings.TrimSuffix(target, "()")
	switch server {
	case "gunicorn":
		args := p.gunicornArgs(port)
		if asgi {
			args = append(args, "--worker-class", "uvicorn.workers.UvicornWorker")
		}
		if chdir != "." {
			args = append(args, "--chdir", chdir)
		}
		return append(args, target)
	case "uvicorn", "hypercorn", "daphne":
		if !asgi {
			return nil
		}
		args := []string{server}
		switch server {
		case "uvicorn":
			args = append(args, "--host", "0.0.0.0", "--port", port)
			if chdir != "." {
				args = append(args, "--app-dir", chdir)
			}
			if factory {
				args = append(args, "--factory")
			}
		case "hypercorn":
			args, bare = append(args, "--bind", "0.0.0.0:"+port), target
		case "daphne":
			args = append(args, "-b", "0.0.0.0", "-p", port)
		}
		return append(args, bare)
	case "waitress":
		args := []string{"waitress-serve", "--listen", "0.0.0.0:" + port}
		if factory {
			args = append(args, "--call")
		}
		return append(args, bare)
	case "uwsgi":
		for _, name := range []string{"uwsgi.ini", "deploy/uwsgi.ini", "conf/uwsgi.ini"} {
			if p.at(name) != "" {
				return []string{"uwsgi", "--ini", name}
			}
		}
		return []string{"uwsgi", "--http", "0.0.0.0:" + port, "--master", "--die-on-term", "--module", target}
	}
	return nil
}

func (p *pyProject) workdir(dir string) []string {
	if rel := relTo(p.dir, dir); rel != "." {
		return []string{"--workdir", rel}
	}
	return nil
}

// scriptCommand runs a file: as a module when it lies in a package, by its path otherwise.
func (p *pyProject) scriptCommand(f *python.File) []string {
	rel := p.below(f.Path)
	dir := path.Dir(f.Path)
	switch {
	case path.Base(rel) == "__main__.py":
		return []string{"python", "-m", strings.TrimSuffix(f.Module, ".__main__")}
	case dir != p.dir && p.src.tree.Has(path.Join(dir, "__init__.py")) && p.rootOf(f.Path) == p.dir:
		return []string{"python", "-m", f.Module}
	}
	return []string{"python", rel}
}
