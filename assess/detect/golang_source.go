package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/golang"
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
	workers []*golang.Interest // one for each call of parallel
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
	files  []*goFile
	mod    *goModule

	named   map[golang.Word][]goDecl // functions and methods by name
	methods []goDecl
	values  []goDecl // declarations of variables
	calls   wordFilter
	sets    wordFilter
}

// goFile is the outline of a file with what was read of it so far.
type goFile struct {
	golang.File
	targets []*goPackage    // what its imports stand for, nil for what is not of the source
	facts   []*golang.Facts // of each declaration, nil when it was not read
}

// goDecl is a declaration of a package.
type goDecl struct {
	pkg  *goPackage
	file *goFile
	at   int // in the declarations of the file
}

func (d goDecl) decl() *golang.Decl { return &d.file.Decls[d.at] }

func readGoSource(in Input) (*goSource, []error) {
	s := &goSource{tree: in.Tree, byDir: map[string]*goModule{}, pkgs: map[string]*goPackage{}}
	hints, clients := goHints(), goClients()
	for range workers() {
		s.workers = append(s.workers, goInterest(hints, clients))
	}
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
		s.load([]*goPackage{pkg})
		return slices.ContainsFunc(pkg.files, func(f *goFile) bool { return f.MainLine > 0 })
	}
	return false
}

// load reads the outlines of packages.
func (s *goSource) load(pkgs []*goPackage) {
	type result struct {
		pkg  *goPackage
		name string
		file *goFile
		err  error
	}
	var results []result
	for _, pkg := range pkgs {
		if pkg.loaded {
			continue
		}
		pkg.loaded, pkg.named = true, map[golang.Word][]goDecl{}
		for _, name := range pkg.names {
			results = append(results, result{pkg: pkg, name: name})
		}
	}
	parallel(len(results), func(worker, i int) {
		r := &results[i]
		r.file, r.err = s.outline(s.workers[worker], r.pkg, r.name)
	})
	for _, r := range results {
		switch {
		case r.err != nil:
			s.errs = append(s.errs, &FileError{Path: r.name, Err: r.err})
		case !r.file.Ignored:
			r.pkg.add(r.file)
		}
	}
}

// outline reads the outline of a file; what is generated for messages says nothing
// of how the program runs.
func (s *goSource) outline(in *golang.Interest, pkg *goPackage, name string) (*goFile, error) {
	text, err := s.tree.Text(name)
	if err != nil {
		return nil, err
	}
	read := golang.Outline
	if strings.HasSuffix(name, ".pb.go") {
		read = func(name, text string, _ *golang.Interest) (golang.File, error) { return golang.Head(name, text) }
	}
	in.Local = func(path string) bool { return s.lookup(pkg.mod, path) != nil }
	f := &goFile{}
	f.File, err = read(name, text, in)
	for _, imp := range f.Imports {
		f.targets = append(f.targets, s.lookup(pkg.mod, imp.Path))
	}
	return f, err
}

func (pkg *goPackage) add(f *goFile) {
	pkg.files = append(pkg.files, f)
	for i := range f.Decls {
		d := goDecl{pkg, f, i}
		switch kind := f.Decls[i].Kind; kind {
		case golang.Values:
			pkg.values = append(pkg.values, d)
		case golang.Method, golang.Func:
			if kind == golang.Method {
				pkg.methods = append(pkg.methods, d)
			}
			pkg.named[f.Decls[i].Name] = append(pkg.named[f.Decls[i].Name], d)
		}
		pkg.calls.add(f.Calls(d.decl()))
		pkg.sets.add(f.Sets(d.decl()))
	}
}

// all calls visit for every declaration of the package.
func (pkg *goPackage) all(visit func(goDecl)) {
	for _, f := range pkg.files {
		for i := range f.Decls {
			visit(goDecl{pkg, f, i})
		}
	}
}

// noFacts is what a declaration says that cannot be read.
var noFacts = &golang.Facts{} //nolint:gochecknoglobals // never changed

// read returns what a declaration says.
func (s *goSource) read(d goDecl) *golang.Facts {
	f := d.file
	if f.facts == nil {
		f.facts = make([]*golang.Facts, len(f.Decls))
	}
	if f.facts[d.at] == nil {
		if err := s.readWith(f, d.at); err != nil {
			s.errs = append(s.errs, &FileError{Path: f.Path, Err: err})
		}
	}
	return f.facts[d.at]
}

// readAll reads the declarations that surely will be asked for, several files at a time.
func (s *goSource) readAll(telling []goDecl) {
	var firsts []goDecl // of each file
	for _, d := range telling {
		if d.file.facts == nil && goTells(d.decl().Marks) {
			d.file.facts = make([]*golang.Facts, len(d.file.Decls))
			firsts = append(firsts, d)
		}
	}
	errs := make([]error, len(firsts))
	parallel(len(firsts), func(_, i int) { errs[i] = s.readWith(firsts[i].file, firsts[i].at) })
	for i, err := range errs {
		if err != nil {
			s.errs = append(s.errs, &FileError{Path: firsts[i].file.Path, Err: err})
		}
	}
}

// readWith reads a declaration of a file and, since they will be asked for, those
// that tell something.
func (s *goSource) readWith(f *goFile, asked int) error {
	var which []*golang.Decl
	var at []int
	for i := range f.Decls {
		if i == asked || f.facts[i] == nil && goTells(f.Decls[i].Marks) {
			which, at = append(which, &f.Decls[i]), append(at, i)
			f.facts[i] = noFacts
		}
	}
	text, err := s.tree.Text(f.Path)
	if err != nil {
		return err
	}
	facts, err := f.Read(text, which)
	for i := range facts {
		f.facts[at[i]] = &facts[i]
	}
	return err
}

// release forgets what was read of a module; it is read again when another needs it.
func (m *goModule) release() {
	for _, pkg := range m.packages {
		*pkg = goPackage{dir: pkg.dir, path: pkg.path, names: pkg.names, mod: pkg.mod}
	}
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
	if modPath == "" || !goPathIs(importPath, modPath) {
		return "", false
	}
	return path.Join(modDir, importPath[len(modPath):]), true
}
