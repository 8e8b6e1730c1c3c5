package detect

import (
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/python"
	"github.com/gantry-ack/gantry/internal/conf"
)

// pyProject is a directory that declares a Python project, with the code in it.
type pyProject struct {
	src              *pySource
	dir              string
	bare             bool // without any declaration
	manifests        []python.Manifest
	requirementFiles []string
	reqs             []pyRequirement
	production       []string // requirements files that production reads, the first one and what it includes
	files            []string // all code, tests too

	roots   []string // directories that modules are imported from
	code    []*python.File
	modules map[string]*python.File
	budget  int
	fields  map[string][]pyField
	apps    []pyApp
}

// pyRequirement is a required package with the file that says so. Variant is the
// name of a requirements file for another environment than the main one.
type pyRequirement struct {
	python.Requirement
	file    string
	variant bool
}

// declares tells whether the files of the directory declare dependencies or a package.
func (p *pyProject) declares() bool {
	return p.bare || len(p.production) > 0 || slices.ContainsFunc(p.manifests, func(m python.Manifest) bool {
		return m.Project || m.Tool == "poetry" || len(m.Requirements) > 0
	})
}

func (p *pyProject) workspace() bool {
	return slices.ContainsFunc(p.manifests, func(m python.Manifest) bool { return len(m.Members) > 0 })
}

// pySideRequirements tells whether a requirements file is for something else than production.
func pySideRequirements(base string) bool {
	for _, word := range []string{"dev", "test", "doc", "lint", "local", "ci", "build", "type", "style", "example", "mypy", "debug", "extra", "optional"} {
		if slices.Contains(strings.FieldsFunc(strings.TrimSuffix(base, ".txt"), func(r rune) bool { return r == '-' || r == '_' || r == '.' }), word) ||
			slices.Contains(strings.FieldsFunc(strings.TrimSuffix(base, ".txt"), func(r rune) bool { return r == '-' || r == '_' || r == '.' }), word+"s") {
			return true
		}
	}
	return strings.Contains(base, "develop")
}

// readRequirements collects what the project needs from all that declares it.
func (p *pyProject) readRequirements() {
	for _, m := range p.manifests {
		for _, r := range m.Requirements {
			p.reqs = append(p.reqs, pyRequirement{r, m.Path, false})
		}
	}
	p.production = p.mainRequirements()
	seen := map[string]bool{}
	for i := 0; i < len(p.production); i++ { // grows by what is included
		p.production = append(p.production, p.readRequirementsFile(p.production[i], seen, false)...)
	}
	p.production = slices.DeleteFunc(p.production, func(f string) bool { return !seen[f] })
	for _, f := range p.requirementFiles {
		if !seen[f] {
			p.readRequirementsFile(f, seen, !pySideRequirements(path.Base(f)))
		}
	}
}

// mainRequirements chooses the requirements file that production installs.
func (p *pyProject) mainRequirements() []string {
	for _, name := range []string{
		"requirements.txt", "requirements/production.txt", "requirements/prod.txt", "requirements/requirements.txt", "requirements/base.txt",
		"requirements/common.txt", "requirements/main.txt", "requirements/default.txt", "requirements-prod.txt", "requirements-production.txt", "requirements_prod.txt",
	} {
		if full := path.Join(p.dir, name); slices.Contains(p.requirementFiles, full) {
			return []string{full}
		}
	}
	for _, f := range p.requirementFiles {
		if !pySideRequirements(path.Base(f)) {
			return []string{f}
		}
	}
	return nil
}

// readRequirementsFile reads one file and returns the files that it includes.
func (p *pyProject) readRequirementsFile(name string, seen map[string]bool, variant bool) []string {
	if seen[name] || !p.src.tree.Has(name) {
		return nil
	}
	text, err := p.src.tree.Text(name)
	if err != nil {
		p.src.errs = append(p.src.errs, &FileError{Path: name, Err: err})
		return nil
	}
	seen[name] = true
	reqs, includes := python.ReadRequirements(text)
	for _, r := range reqs {
		r.Dev = r.Dev || !variant && !slices.Contains(p.production, name)
		p.reqs = append(p.reqs, pyRequirement{r, name, variant})
	}
	var more []string
	for _, inc := range includes {
		if full := path.Join(path.Dir(name), inc.Path); !strings.HasPrefix(full, "..") {
			more = append(more, full)
		}
	}
	return more
}

// requires returns the requirement of one of the packages that production needs.
func (p *pyProject) requires(names ...string) (pyRequirement, bool) {
	for _, variant := range []bool{false, true} {
		for _, n := range names {
			for _, r := range p.reqs {
				if r.Name == n && !r.Dev && r.variant == variant {
					return r, true
				}
			}
		}
	}
	return pyRequirement{}, false
}

// develops returns the requirement of a package for development or production.
func (p *pyProject) develops(name string) (pyRequirement, bool) {
	i := slices.IndexFunc(p.reqs, func(r pyRequirement) bool { return r.Name == name })
	if i < 0 {
		return pyRequirement{}, false
	}
	return p.reqs[i], true
}

// at returns a path in the project, "" when the tree has no such file.
func (p *pyProject) at(name string) string {
	if full := path.Join(p.dir, name); p.src.tree.Has(full) {
		return full
	}
	return ""
}

// fileError says which file an error is about, and says it once.
func fileError(name string, err error) *FileError {
	fe := &FileError{Path: name, Line: conf.LineOf(err), Err: err}
	if e, ok := errors.AsType[*conf.Error](err); ok {
		fe.Err = e.Err
	} else if inner := errors.Unwrap(err); inner != nil && strings.HasPrefix(err.Error(), "reading "+name+": ") {
		fe.Err = inner
	}
	return fe
}
