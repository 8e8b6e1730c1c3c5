package maven

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/java"
	"github.com/gantry-ack/gantry/assess/scan"
)

// FileError is a POM that could not be read, or what it says that cannot be
// followed.
type FileError struct {
	Path string
	Line int
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("%s:%d: %v", e.Path, e.Line, e.Err) }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// repository holds the POMs of a tree.
type repository struct {
	tree    *scan.Tree
	byPath  map[string]*pom
	byName  map[string][]*pom // group:artifact
	paths   []string          // sorted
	effects map[*pom]*project
}

func load(ctx context.Context, tree *scan.Tree, paths []string) (*repository, []*FileError) {
	r := &repository{tree: tree, byPath: map[string]*pom{}, byName: map[string][]*pom{}, effects: map[*pom]*project{}}
	var errs []*FileError
	queue := slices.Clone(paths)
	for len(queue) > 0 && ctx.Err() == nil {
		name := queue[0]
		queue = queue[1:]
		if _, done := r.byPath[name]; done {
			continue
		}
		p, err := r.read(name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		r.byPath[name] = p
		queue = append(queue, r.moduleFiles(p, &errs)...)
	}
	for name := range r.byPath {
		r.paths = append(r.paths, name)
	}
	slices.Sort(r.paths)
	for _, name := range r.paths {
		p := r.byPath[name]
		key := rawGroup(p) + ":" + p.artifact.text
		r.byName[key] = append(r.byName[key], p)
	}
	return r, errs
}

func (r *repository) read(name string) (*pom, *FileError) {
	text, err := r.tree.Text(name)
	if err != nil {
		return nil, &FileError{Path: name, Err: err}
	}
	p, err := parsePOM(name, text)
	if err != nil {
		fe := &FileError{Path: name, Err: err}
		if se, ok := errors.AsType[*syntaxError](err); ok {
			fe.Line = se.line
		}
		return nil, fe
	}
	return p, nil
}

// rawGroup is the group as written; a group that comes from a property of a
// parent is rare enough to be left.
func rawGroup(p *pom) string {
	if p.group.text == "" && p.parent != nil {
		return p.parent.group.text
	}
	return p.group.text
}

// moduleFiles returns the POMs with unusual names that p has as modules, and
// reports modules outside the tree. Those named pom.xml are found by the walk.
func (r *repository) moduleFiles(p *pom, errs *[]*FileError) []string {
	var out []string
	for _, m := range p.allModules() {
		file, ok := moduleFile(r.tree, p.dir, m.text)
		if !ok {
			*errs = append(*errs, &FileError{Path: p.path, Line: m.at.Line,
				Err: fmt.Errorf("module %q is outside of the source; assess a folder that holds both", m.text)})
			continue
		}
		if path.Base(file) != "pom.xml" && r.tree.Has(file) {
			out = append(out, file)
		}
	}
	return out
}

// allModules returns the modules of the project and of every profile.
func (p *pom) allModules() []value {
	out := slices.Clone(p.modules)
	for _, pr := range p.profiles {
		out = append(out, pr.modules...)
	}
	return out
}

// moduleFile finds the POM that a <module> names. A name that nothing can be
// made of (a placeholder) is no error but has no file.
func moduleFile(tree *scan.Tree, dir, module string) (string, bool) {
	if strings.Contains(module, "${") || strings.TrimSpace(module) == "" {
		return "", true
	}
	p, ok := java.Inside(dir, module)
	if !ok {
		return "", false
	}
	if strings.HasSuffix(p, ".xml") && tree.Has(p) {
		return p, true
	}
	return path.Join(p, "pom.xml"), true
}

// parentOf finds the parent inside the tree: where relativePath points to when the
// coordinates agree, else by coordinates anywhere.
func (r *repository) parentOf(p *pom) *pom {
	ref := p.parent
	if ref.relativePath != "" {
		if at, ok := java.Inside(p.dir, ref.relativePath); ok {
			for _, file := range []string{at, path.Join(at, "pom.xml")} {
				if c := r.byPath[file]; c != nil && c != p && c.artifact.text == ref.artifact.text && rawGroup(c) == ref.group.text {
					return c
				}
			}
		}
	}
	return r.byCoordinates(ref.group.text, ref.artifact.text, ref.version.text, p)
}

// byCoordinates finds a POM of the tree; of several the one with that version,
// else the first by path.
func (r *repository) byCoordinates(group, artifact, version string, not *pom) *pom {
	var found *pom
	for _, c := range r.byName[group+":"+artifact] {
		if c == not {
			continue
		}
		if c.version.text == version {
			return c
		}
		if found == nil {
			found = c
		}
	}
	return found
}

// effective returns the project of a POM, made once.
func (r *repository) effective(p *pom) *project {
	if e := r.effects[p]; e != nil {
		return e
	}
	e := newProject(r, p)
	r.effects[p] = e
	return e
}
