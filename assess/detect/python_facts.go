package detect

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/ini"
	"github.com/gantry-ack/gantry/assess/internal/python"
)

// facts tells everything about a project.
func (p *pyProject) facts() fact.Set {
	prog := p.program()
	facts := p.identity()
	facts = append(facts, p.versions()...)
	facts = append(facts, p.build()...)
	facts = append(facts, p.verdict(prog)...)
	facts = append(facts, p.tests(prog)...)
	if prog.workload == "" {
		return facts
	}
	facts = append(facts, p.frameworkFacts(prog)...)
	facts = append(facts, p.serving(prog)...)
	facts = append(facts, p.portFacts(prog)...)
	if f, ok := p.start(prog, facts); ok {
		facts = append(facts, f)
	}
	facts = append(facts, p.serviceFacts(prog)...)
	facts = append(facts, p.environment()...)
	facts = append(facts, p.operations(prog)...)
	facts = append(facts, p.packages()...)
	if prog.django != nil {
		facts = append(facts, p.djangoFacts(prog.django)...)
	}
	return facts
}

// declared returns the file that stands for the project in evidence.
func (p *pyProject) declared() string {
	for _, m := range p.manifests {
		if m.Project || m.Tool == "poetry" {
			return m.Path
		}
	}
	if len(p.production) > 0 {
		return p.production[0]
	}
	if len(p.manifests) > 0 {
		return p.manifests[0].Path
	}
	return p.files[0]
}

func (p *pyProject) identity() fact.Set {
	facts := fact.Set{
		fact.New(fact.Language, "python", fact.FromBuild, p.declared(), 0),
		fact.New(fact.Packaging, "source", fact.FromBuild, p.declared(), 0),
	}
	for _, m := range p.manifests {
		if m.Name.Text != "" && m.Name.Text != "app" {
			facts = append(facts, fact.New(fact.Name, m.Name.Text, fact.FromBuild, m.Path, m.Name.Line))
		}
	}
	return facts
}

var pyVersionRE = regexp.MustCompile(`\d+(?:\.\d+)*`)

// versions reads the Python version from every file that may say it: what pins one
// before what allows a range.
func (p *pyProject) versions() fact.Set {
	var facts fact.Set
	add := func(v, name string, line int, c fact.Confidence) {
		if v != "" {
			facts = append(facts, fact.New(fact.LanguageVersion, v, fact.FromBuild, name, line).With(c))
		}
	}
	for _, pin := range []struct{ file, prefix string }{{".python-version", ""}, {"runtime.txt", "python"}, {".tool-versions", "python "}} {
		name := p.at(pin.file)
		if name == "" {
			continue
		}
		text, err := p.src.tree.Text(name)
		if err != nil {
			continue
		}
		for i, line := range strings.Split(text, "\n") {
			line = strings.TrimSpace(line)
			if rest, ok := strings.CutPrefix(line, pin.prefix); ok && line != "" && line[0] != '#' {
				add(pyShort(pyVersionRE.FindString(rest)), name, i+1, fact.High)
				break
			}
		}
	}
	for _, m := range p.manifests {
		c := fact.Medium
		if m.Tool == "pipenv" {
			c = fact.High
		}
		add(m.Requires.Text, m.Path, m.Requires.Line, c)
	}
	if name := p.at("tox.ini"); name != "" && len(facts) == 0 {
		if text, err := p.src.tree.Text(name); err == nil {
			if s, ok := ini.Parse(text).Get("tox.envlist"); ok {
				envs := regexp.MustCompile(`py3(\d+)`).FindAllStringSubmatch(s.Value, -1)
				if len(envs) > 0 {
					add("3."+envs[len(envs)-1][1], name, s.Line, fact.Low)
				}
			}
		}
	}
	return facts
}

// pyShort shortens 3.11.4 to 3.11: patch releases are interchangeable.
func pyShort(v string) string {
	parts := strings.Split(v, ".")
	return strings.Join(parts[:min(2, len(parts))], ".")
}

func firstNonEmpty(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

func (p *pyProject) verdict(prog pyProgram) fact.Set {
	if prog.workload == "" {
		at := p.declared()
		return fact.Set{
			fact.New(fact.Deployable, "false", fact.FromBuild, at, 0).With(fact.Medium),
			fact.New(fact.Workload, "library", fact.FromBuild, at, 0).With(fact.Low),
		}
	}
	return fact.Set{
		fact.New(fact.Deployable, "true", fact.FromCode, prog.at.Path, prog.at.Line).With(prog.sure),
		fact.New(fact.Workload, prog.workload, fact.FromCode, prog.at.Path, prog.at.Line).With(prog.sure),
	}
}

func (p *pyProject) frameworkFacts(prog pyProgram) fact.Set {
	if prog.framework == "" {
		return nil
	}
	facts := fact.Set{fact.New(fact.Framework, prog.framework, fact.FromCode, prog.at.Path, prog.at.Line)}
	if r, ok := p.requires(prog.framework); ok {
		if v, at := p.lockedVersion(r); v != "" {
			facts = append(facts, fact.New(fact.FrameworkVersion, v, fact.FromBuild, at.Path, at.Line))
		}
	}
	return facts
}

// serving tells the application object and the server that is among the dependencies.
func (p *pyProject) serving(prog pyProgram) fact.Set {
	var facts fact.Set
	server := ""
	for _, s := range pyServers() {
		r, ok := p.requires(s)
		if !ok && s == "uvicorn" {
			r, ok = p.requires("fastapi")
			ok = ok && slices.Contains(r.Extras, "standard")
		}
		if ok {
			f := fact.New(fact.PythonServer, s, fact.FromBuild, r.file, r.Line)
			if server != "" {
				f = f.With(fact.Medium)
			}
			if server != "" && !(server == "gunicorn" && s == "uvicorn") {
				f = f.With(fact.Low)
			}
			facts = append(facts, f)
			server = firstNonEmpty(server, s)
		}
	}
	if target, at := p.appTarget(prog, server); target != "" {
		facts = append(facts, fact.New(fact.PythonApp, target, fact.FromCode, at.Path, at.Line))
	}
	return facts
}

func (p *pyProject) appTarget(prog pyProgram, server string) (string, fact.Evidence) {
	if d := prog.django; d != nil {
		asgi := server == "uvicorn" || server == "daphne" || server == "hypercorn"
		if d.asgi != "" && (asgi || d.wsgi == "") {
			return d.asgi, d.at
		}
		return d.wsgi, d.at
	}
	if prog.app == nil || prog.framework == "celery" || prog.framework == "aiohttp" || prog.framework == "tornado" {
		return "", fact.Evidence{}
	}
	target := prog.app.target()
	if prog.framework == "dash" {
		target += ".server"
	}
	return target, fact.Evidence{Path: prog.app.file.Path, Line: prog.app.line}
}

// tests tells the command that runs the tests.
func (p *pyProject) tests(prog pyProgram) fact.Set {
	i := slices.IndexFunc(p.files, func(f string) bool {
		base := path.Base(f)
		return strings.HasPrefix(base, "test_") || strings.HasSuffix(base, "_test.py") || base == "tests.py"
	})
	if i < 0 {
		return nil
	}
	at := p.files[i]
	_, pytest := p.develops("pytest")
	if p.at("pytest.ini") != "" || p.at("conftest.py") != "" || slices.ContainsFunc(p.manifests, func(m python.Manifest) bool { return m.Tests }) {
		pytest = true
	}
	command := fact.Command("python", "-m", "unittest", "discover")
	switch {
	case pytest:
		command = fact.Command("python", "-m", "pytest")
	case prog.django != nil && prog.django.manage:
		command = fact.Command("python", p.below(path.Join(prog.django.dir, "manage.py")), "test")
	case p.src.tree.HasDir(path.Join(p.dir, "tests")):
		command = fact.Command("python", "-m", "unittest", "discover", "-s", "tests", "-t", ".")
	}
	return fact.Set{fact.New(fact.Tests, command, fact.FromBuild, at, 0).With(fact.Medium)}
}
