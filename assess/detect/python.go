package detect

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/python"
	"github.com/gantry-ack/gantry/assess/scan"
)

// pythonDetector finds Python projects by the files that declare them and, where
// there are none, by scripts that start a server.
func pythonDetector() Detector {
	return Detector{
		Name: "python",
		Globs: []string{
			"**/requirements*.txt", "**/requirements/*.txt", "**/pyproject.toml", "**/Pipfile", "**/setup.py", "**/setup.cfg", "**/manage.py", "**/*.py",
		},
		Run: runPython,
	}
}

func runPython(ctx context.Context, in Input) (Output, error) {
	src := &pySource{tree: in.Tree, byDir: map[string]*pyProject{}, readers: pyReaders()}
	src.discover(in.Paths)
	var out Output
	for _, p := range src.projects {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if len(p.files) == 0 {
			continue
		}
		p.readCode()
		out.Modules = append(out.Modules, Module{Path: p.dir, Facts: p.facts()})
		p.code, p.modules, p.fields, p.apps = nil, nil, nil, nil
	}
	return out, errors.Join(src.errs...)
}

// pySource is all Python of the tree.
type pySource struct {
	tree     *scan.Tree
	projects []*pyProject
	byDir    map[string]*pyProject
	readers  []*python.Reader // one for each call of parallel
	errs     []error
}

// pyAside tells whether a folder by its name holds no project to deploy.
func pyAside(dir string) bool {
	for elem := range strings.SplitSeq(dir, "/") {
		switch strings.ToLower(elem) {
		case "tests", "test", "testing", "docs", "doc", "scripts", "script", "tools", "tool", "ci", ".github", ".circleci", ".devcontainer",
			"hack", "benchmarks", "benchmark", "site-packages", "testdata", "fixtures", "examples", "example", "notebooks", "e2e", "e2e-tests":
			return true
		}
	}
	return false
}

// discover makes a project of each directory with a file that declares one.
func (s *pySource) discover(paths []string) {
	var manage, code []string
	for _, p := range paths {
		dir, base := path.Dir(p), path.Base(p)
		switch {
		case pyAside(dir):
			if path.Ext(p) == ".py" {
				code = append(code, p)
			}
		case base == "pyproject.toml" || base == "Pipfile" || base == "setup.cfg" || base == "setup.py":
			s.manifest(p)
		case path.Ext(p) == ".txt":
			if path.Base(dir) == "requirements" {
				dir = path.Dir(dir)
			}
			s.project(dir).requirementFiles = append(s.project(dir).requirementFiles, p)
		case base == "manage.py":
			manage = append(manage, p)
		}
		if path.Ext(p) == ".py" && !pyAside(dir) && base != "setup.py" {
			code = append(code, p)
		}
	}
	for _, p := range manage {
		if owner := s.owner(path.Dir(p)); owner == nil || !owner.declares() {
			s.project(path.Dir(p))
		}
	}
	s.prune()
	s.assign(code)
	slices.SortFunc(s.projects, func(a, b *pyProject) int { return strings.Compare(a.dir, b.dir) })
}

func (s *pySource) project(dir string) *pyProject {
	p := s.byDir[dir]
	if p == nil {
		p = &pyProject{src: s, dir: dir}
		s.byDir[dir] = p
		s.projects = append(s.projects, p)
	}
	return p
}

func (s *pySource) owner(dir string) *pyProject {
	for {
		if p := s.byDir[dir]; p != nil {
			return p
		}
		if dir == "." {
			return nil
		}
		dir = path.Dir(dir)
	}
}

// manifest reads a file that may declare a project.
func (s *pySource) manifest(name string) {
	text, err := s.tree.Text(name)
	if err != nil {
		s.errs = append(s.errs, &FileError{Path: name, Err: err})
		return
	}
	var m python.Manifest
	switch path.Base(name) {
	case "pyproject.toml":
		m, err = python.ReadPyproject(name, text)
	case "Pipfile":
		m, err = python.ReadPipfile(name, text)
	case "setup.cfg":
		m = python.ReadSetupCfg(name, text)
	case "setup.py":
		m = python.ReadSetup(name, text)
	}
	if err != nil {
		s.errs = append(s.errs, fileError(name, err))
	}
	p := s.project(path.Dir(name))
	p.manifests = append(p.manifests, m)
}

// prune drops directories whose files turned out to declare nothing: settings of a
// linter, requirements of the documentation.
func (s *pySource) prune() {
	s.projects = slices.DeleteFunc(s.projects, func(p *pyProject) bool {
		p.readRequirements()
		keep := p.declares() || s.tree.Has(path.Join(p.dir, "manage.py"))
		if !keep && !p.workspace() {
			delete(s.byDir, p.dir)
		}
		return !keep
	})
}

// assign gives each file to the project that is nearest above it. A file outside of
// all makes a project of its folder when it starts a server.
func (s *pySource) assign(code []string) {
	for _, name := range code {
		dir := path.Dir(name)
		p := s.owner(dir)
		if p == nil || !slices.Contains(s.projects, p) {
			if pyAside(dir) || !s.startsServer(name) {
				continue
			}
			p = s.project(dir)
			p.bare = true
		}
	}
	for _, name := range code {
		if p := s.owner(path.Dir(name)); p != nil {
			p.files = append(p.files, name)
		}
	}
}

// startsServer tells whether a script outside of any project is a program: it has a
// main guard and imports a framework that serves or works.
func (s *pySource) startsServer(name string) bool {
	text, err := s.tree.Text(name)
	if err != nil || !strings.Contains(text, "__main__") || !pyMentions(text, pyServerModules()) {
		return false
	}
	f := python.Parse(name, "main", text)
	guard := slices.ContainsFunc(f.Stmts, python.IsMainGuard)
	return guard && slices.ContainsFunc(f.Imported(), func(imp python.Place) bool {
		return slices.ContainsFunc(pyServerModules(), func(m string) bool { return pyModuleIs(imp.Name, m) })
	})
}

func pyMentions(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// pyModuleIs tells whether a module is another one or lies below it.
func pyModuleIs(have, want string) bool {
	return strings.HasPrefix(have, want) && (len(have) == len(want) || have[len(want)] == '.')
}
