package python

import (
	"path"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/ini"
	"github.com/gantry-ack/gantry/internal/conf"
)

// Manifest is what a file that declares a project says.
type Manifest struct {
	Path         string
	Name         Stated
	Requires     Stated // Python version: requires-python, or python of Poetry and Pipenv
	Tool         string // poetry or uv when the file is made for it
	Requirements []Requirement
	Scripts      []Script
	Members      []string // globs of a uv workspace
	Siblings     []string // packages that are taken from the workspace
	Project      bool     // declares a project, and not only settings of tools
	Tests        bool     // configures pytest
	Package      bool     // declares an installable package with a build backend
}

// Stated is a value and its line.
type Stated struct {
	Text string
	Line int
}

// Script is a command that installing the project makes: module:function.
type Script struct {
	Name, Target string
	Line         int
}

// ReadPyproject reads pyproject.toml.
func ReadPyproject(name, text string) (Manifest, error) {
	settings, err := conf.TOML(text)
	m := Manifest{Path: name}
	for _, s := range settings {
		m.pyproject(s)
	}
	if m.Tool == "" && hasPrefix(settings, "tool.uv.") {
		m.Tool = "uv"
	}
	return m, err
}

func hasPrefix(settings conf.Settings, prefix string) bool {
	for _, s := range settings {
		if strings.HasPrefix(s.Key, prefix) {
			return true
		}
	}
	return false
}

var indexRE = regexp.MustCompile(`\[\d+\]`)

func (m *Manifest) pyproject(s conf.Setting) {
	key := indexRE.ReplaceAllString(s.Key, "")
	switch {
	case key == "project.name" || key == "tool.poetry.name":
		m.Name, m.Project = Stated{s.Value, s.Line}, true
	case key == "project.requires-python" || key == "tool.poetry.dependencies.python":
		m.Requires = Stated{s.Value, s.Line}
	case key == "project.dependencies":
		m.require(s.Value, s.Line, false)
	case strings.HasPrefix(key, "project.optional-dependencies."), strings.HasPrefix(key, "dependency-groups."):
		m.require(s.Value, s.Line, true)
	case strings.HasPrefix(key, "project.scripts."):
		m.Scripts = append(m.Scripts, Script{strings.TrimPrefix(key, "project.scripts."), s.Value, s.Line})
	case strings.HasPrefix(key, "tool.poetry.scripts."):
		m.Scripts = append(m.Scripts, Script{strings.TrimPrefix(key, "tool.poetry.scripts."), s.Value, s.Line})
	case strings.HasPrefix(key, "tool.uv.sources."):
		m.source(strings.TrimPrefix(key, "tool.uv.sources."), s)
	case key == "tool.uv.workspace.members":
		m.Members = append(m.Members, s.Value)
	case strings.HasPrefix(key, "tool.pytest."):
		m.Tests = true
	case key == "build-system.build-backend":
		m.Package = true
	}
	if strings.HasPrefix(key, "tool.poetry.") {
		m.Tool = "poetry"
		m.poetry(key, s)
	}
}

// source reads where uv takes a package from.
func (m *Manifest) source(rest string, s conf.Setting) {
	name, field, _ := strings.Cut(rest, ".")
	switch {
	case field == "workspace" && s.Value == "true":
		m.Siblings = append(m.Siblings, NormalName(name))
	case field == "path":
		m.Requirements = append(m.Requirements, Requirement{Name: NormalName(name), Path: s.Value, Line: s.Line})
	}
}

// poetry reads dependency tables, in which a version is a string or a field of a table.
func (m *Manifest) poetry(key string, s conf.Setting) {
	rest, ok := strings.CutPrefix(key, "tool.poetry.")
	dev := true
	switch {
	case !ok:
		return
	case strings.HasPrefix(rest, "dependencies."):
		rest, dev = strings.TrimPrefix(rest, "dependencies."), false
	case strings.HasPrefix(rest, "dev-dependencies."):
		rest = strings.TrimPrefix(rest, "dev-dependencies.")
	case strings.HasPrefix(rest, "group."):
		_, after, found := strings.Cut(rest, ".dependencies.")
		if !found {
			return
		}
		rest = after
	default:
		return
	}
	m.table(rest, s, dev)
}

// table adds a dependency that is written as name = version or name.field = value.
func (m *Manifest) table(rest string, s conf.Setting, dev bool) {
	name, field, _ := strings.Cut(rest, ".")
	name = NormalName(strings.Trim(name, `"'`))
	if name == "python" || name == "" {
		return
	}
	i := len(m.Requirements) - 1
	if i < 0 || m.Requirements[i].Name != name || m.Requirements[i].Dev != dev {
		m.Requirements = append(m.Requirements, Requirement{Name: name, Line: s.Line, Dev: dev})
		i++
	}
	r := &m.Requirements[i]
	switch field {
	case "", "version":
		r.Spec = s.Value
		r.Version = exact(s.Value)
	case "extras":
		r.Extras = append(r.Extras, s.Value)
	case "path":
		r.Path = s.Value
	}
}

var exactRE = regexp.MustCompile(`^(?:==?=?)?\s*([0-9]+(?:\.[0-9A-Za-z]+)+)$`)

func exact(spec string) string {
	if m := exactRE.FindStringSubmatch(strings.TrimSpace(spec)); m != nil {
		return m[1]
	}
	return ""
}

func (m *Manifest) require(text string, line int, dev bool) {
	if r, ok := ReadRequirement(text); ok {
		r.Line, r.Dev = line, dev
		m.Requirements = append(m.Requirements, r)
	}
}

// ReadPipfile reads a Pipfile.
func ReadPipfile(name, text string) (Manifest, error) {
	settings, err := conf.TOML(text)
	m := Manifest{Path: name, Tool: "pipenv", Project: true}
	for _, s := range settings {
		key := indexRE.ReplaceAllString(s.Key, "")
		if rest, ok := strings.CutPrefix(key, "packages."); ok {
			m.table(rest, s, false)
		} else if rest, ok := strings.CutPrefix(key, "dev-packages."); ok {
			m.table(rest, s, true)
		} else if key == "requires.python_version" || key == "requires.python_full_version" {
			m.Requires = Stated{s.Value, s.Line}
		}
	}
	return m, err
}

// ReadSetupCfg reads setup.cfg.
func ReadSetupCfg(name, text string) Manifest {
	m := Manifest{Path: name}
	for _, s := range ini.Parse(text) {
		switch {
		case s.Key == "metadata.name":
			m.Name, m.Project, m.Package = Stated{s.Value, s.Line}, true, true
		case s.Key == "options.python_requires":
			m.Requires = Stated{s.Value, s.Line}
		case s.Key == "options.install_requires":
			m.Project = true
			for l := range strings.SplitSeq(s.Value, "\n") {
				m.require(l, s.Line, false)
			}
		case s.Key == "tool:pytest.testpaths" || strings.HasPrefix(s.Key, "tool:pytest."):
			m.Tests = true
		}
	}
	return m
}

// ReadSetup reads the setup() call of setup.py.
func ReadSetup(name, text string) Manifest {
	m := Manifest{Path: name, Project: true, Package: true}
	f := Parse(name, "setup", text)
	f.Calls(func(_ int, callee string, e Expr) {
		if callee != "setup" && path.Base(strings.ReplaceAll(callee, ".", "/")) != "setup" {
			return
		}
		for _, k := range e.Keywords() {
			switch k.Name {
			case "name":
				if k.Value.Kind == Str {
					m.Name = Stated{k.Value.Text, k.Value.Line}
				}
			case "python_requires":
				if k.Value.Kind == Str {
					m.Requires = Stated{k.Value.Text, k.Value.Line}
				}
			case "install_requires":
				for _, a := range f.elements(k.Value) {
					m.require(a.Text, a.Line, false)
				}
			}
		}
	})
	return m
}

// elements returns the strings of a list display, or of the name it is assigned to.
func (f *File) elements(e Expr) []Expr {
	if e.Kind == Name && len(f.values[e.Text]) == 1 {
		e = f.values[e.Text][0].value
	}
	var out []Expr
	if e.Kind == List {
		for _, a := range e.Args {
			if a.Kind == Str {
				out = append(out, a)
			}
		}
	}
	return out
}

var lockedRE = regexp.MustCompile(`(?m)^name = "([^"]+)"\r?\nversion = "([^"]+)"`)

// ReadLock reads the versions of poetry.lock or uv.lock, with the line of each.
func ReadLock(text string) map[string]Stated {
	out := map[string]Stated{}
	line, at := 1, 0
	for _, m := range lockedRE.FindAllStringSubmatchIndex(text, 20_000) {
		line += strings.Count(text[at:m[0]], "\n")
		at = m[0]
		out[NormalName(text[m[2]:m[3]])] = Stated{text[m[4]:m[5]], line + 1}
	}
	return out
}
