package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/detect/internal/golang"
	"github.com/gantry-ack/gantry/assess/scan"
)

// goSource is all Go code of the tree. Packages are read when they are asked for.
type goSource struct {
	tree    *scan.Tree
	modules []*goModule
	byDir   map[string]*goModule
	pkgs    map[string]*goPackage
	works   []goWork
	errs    []error
}

// goModule is a go.mod with the packages that belong to it.
type goModule struct {
	golang.Module
	packages []*goPackage
	tested   string // a _test.go file, "" when there is none
	work     *goWork
}

// goWork is a go.work file: the modules that are built together.
type goWork struct {
	file string
	uses []string
}

// goPackage is a directory of Go files. Test files are left out.
type goPackage struct {
	dir    string
	path   string // import path
	names  []string
	loaded bool
	files  []golang.File
	mod    *goModule
}

func readGoSource(in Input) (*goSource, []error) {
	s := &goSource{tree: in.Tree, byDir: map[string]*goModule{}, pkgs: map[string]*goPackage{}}
	var errs []error
	for _, p := range in.Paths {
		if slices.ContainsFunc(strings.Split(path.Dir(p), "/"), goHiddenDir) {
			continue
		}
		text, err := in.Tree.Text(p)
		if err == nil {
			err = s.readFile(p, text)
		}
		if err != nil {
			errs = append(errs, &FileError{Path: p, Err: err})
		}
	}
	s.collectPackages()
	for i := range s.works {
		for _, dir := range s.works[i].uses {
			if m := s.byDir[dir]; m != nil {
				m.work = &s.works[i]
			}
		}
	}
	return s, errs
}

func (s *goSource) readFile(p, text string) error {
	if path.Base(p) == "go.work" {
		uses, err := golang.ReadWork(p, text)
		if err == nil {
			s.works = append(s.works, goWork{file: p, uses: uses})
		}
		return err
	}
	m, err := golang.ReadModule(p, text)
	if err != nil {
		return err
	}
	mod := &goModule{Module: m}
	s.modules = append(s.modules, mod)
	s.byDir[m.Dir] = mod
	return nil
}

// collectPackages gives every Go file to the module whose directory is nearest above it.
func (s *goSource) collectPackages() {
	for _, e := range s.tree.Entries() {
		if path.Ext(e.Path) != ".go" || e.Size > golang.MaxSource {
			continue
		}
		dir := path.Dir(e.Path)
		if slices.ContainsFunc(strings.Split(dir, "/"), goHiddenDir) {
			continue
		}
		m := s.owner(dir)
		if m == nil {
			continue
		}
		if strings.HasSuffix(e.Path, "_test.go") {
			m.tested = e.Path
			continue
		}
		pkg := s.pkgs[dir]
		if pkg == nil {
			pkg = &goPackage{dir: dir, mod: m, path: path.Join(m.Path, relTo(m.Dir, dir))}
			s.pkgs[dir] = pkg
			m.packages = append(m.packages, pkg)
		}
		pkg.names = append(pkg.names, e.Path)
	}
}

func (s *goSource) owner(dir string) *goModule {
	for {
		if m := s.byDir[dir]; m != nil {
			return m
		}
		if dir == "." {
			return nil
		}
		dir = path.Dir(dir)
	}
}

// goHiddenDir names the folders that the go command never builds.
func goHiddenDir(elem string) bool {
	return elem == "vendor" || elem == "testdata" || elem != "." && (strings.HasPrefix(elem, ".") || strings.HasPrefix(elem, "_"))
}

// isMain reads the first file that belongs to the program, and the rest only when
// that is package main.
func (s *goSource) isMain(pkg *goPackage) bool {
	for _, name := range pkg.names {
		text, err := s.tree.Text(name)
		if err != nil || !strings.Contains(text, "package ") {
			continue
		}
		f, err := golang.Head(name, text)
		if err != nil || f.Ignored {
			continue
		}
		if f.Package != "main" {
			return false
		}
		s.load(pkg)
		return slices.ContainsFunc(pkg.files, func(f golang.File) bool { return f.MainLine > 0 })
	}
	return false
}

// load reads the files of a package.
func (s *goSource) load(pkg *goPackage) {
	if pkg.loaded {
		return
	}
	pkg.loaded = true
	local := func(importPath string) bool { return s.lookup(pkg.mod, importPath) != nil }
	for _, name := range pkg.names {
		text, err := s.tree.Text(name)
		if err != nil {
			s.errs = append(s.errs, &FileError{Path: name, Err: err})
			continue
		}
		f, err := readGoFile(name, text, local)
		if err != nil {
			s.errs = append(s.errs, &FileError{Path: name, Err: err})
			continue
		}
		if !f.Ignored {
			pkg.files = append(pkg.files, f)
		}
	}
}

// release forgets what was parsed of a module; it is read again when another needs it.
func (m *goModule) release() {
	for _, pkg := range m.packages {
		pkg.files, pkg.loaded = nil, false
	}
}

// readGoFile parses a file; what is generated for messages says nothing of how the
// program runs.
func readGoFile(name, text string, local func(string) bool) (golang.File, error) {
	if strings.HasSuffix(name, ".pb.go") {
		return golang.Head(name, text)
	}
	return golang.Parse(name, text, local)
}

// lookup finds the package of an import path among those of the source: of the
// same module, of a module of the workspace, or of one that replaces another.
func (s *goSource) lookup(from *goModule, importPath string) *goPackage {
	if dir, ok := goWithin(from.Path, from.Dir, importPath); ok {
		return s.pkgs[dir]
	}
	for _, r := range from.Replaces {
		if dir, ok := goWithin(r.Path, r.Dir, importPath); ok {
			return s.pkgs[dir]
		}
	}
	if from.work != nil {
		for _, use := range from.work.uses {
			if m := s.byDir[use]; m != nil {
				if dir, ok := goWithin(m.Path, m.Dir, importPath); ok {
					return s.pkgs[dir]
				}
			}
		}
	}
	return nil
}

func goWithin(modPath, modDir, importPath string) (string, bool) {
	if importPath == modPath {
		return modDir, true
	}
	rest, ok := strings.CutPrefix(importPath, modPath+"/")
	return path.Join(modDir, rest), ok && modPath != ""
}
