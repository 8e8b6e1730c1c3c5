package node

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/node/js"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/conf"
)

// Module is a package with what is known of it.
type Module struct {
	Path  string
	Facts fact.Set
}

// Problem is a file that could not be made sense of.
type Problem struct {
	Path string
	Line int
	Err  error
}

// pkg is a package of the tree.
type pkg struct {
	*Manifest
	dir     string
	root    *pkg     // of the workspace that it belongs to, else itself
	members []*pkg   // of a workspace root
	files   []string // what lies in its directory and in no nested package
	needs   []*pkg   // workspace packages that it depends on
	refs    []Text   // directories that it depends on with file: or link:
	code    *code    // what its source says, when it was read
}

// analysis is one run over a tree.
type analysis struct {
	ctx      context.Context //nolint:containedctx // lives for one run
	tree     *scan.Tree
	pkgs     []*pkg
	byDir    map[string]*pkg
	problems []Problem
	locks    map[string]*lock
	sources  sourceCache
	parsed   map[string]conf.Settings
	buffer   js.Buffer
}

// Analyse states the facts of the packages whose manifests are given.
func Analyse(ctx context.Context, tree *scan.Tree, manifests []string) ([]Module, []Problem, error) {
	a := &analysis{ctx: ctx, tree: tree, byDir: map[string]*pkg{}, locks: map[string]*lock{}, parsed: map[string]conf.Settings{}}
	for _, m := range manifests {
		a.read(m)
	}
	a.own()
	a.workspaces()
	a.connect()
	var out []Module
	for _, p := range a.pkgs {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		out = append(out, Module{Path: p.dir, Facts: a.facts(p)})
	}
	return out, a.problems, nil
}

func (a *analysis) problem(name string, line int, err error) {
	if !slices.ContainsFunc(a.problems, func(p Problem) bool { return p.Path == name && p.Line == line }) {
		a.problems = append(a.problems, Problem{Path: name, Line: line, Err: err})
	}
}

// parseProblem records that a file does not parse.
func (a *analysis) parseProblem(name string, err error) {
	line := conf.LineOf(err)
	if e, ok := errors.AsType[*conf.Error](err); ok {
		err = e.Err
	}
	a.problem(name, line, err)
}

func (a *analysis) read(name string) {
	dir := path.Dir(name)
	if fixture(dir) {
		return
	}
	text, err := a.tree.Text(name)
	if err != nil {
		a.problem(name, 0, err)
		return
	}
	m, err := ParseManifest(name, text)
	if err != nil {
		a.parseProblem(name, err)
		return
	}
	if m.Marker() || a.vendored(dir, m) {
		return
	}
	p := &pkg{Manifest: m, dir: dir}
	p.root = p
	a.pkgs = append(a.pkgs, p)
	a.byDir[dir] = p
}

// fixture tells whether a directory holds the material of tests: its packages
// are no packages of the application.
func fixture(dir string) bool {
	return hasSegment(dir, "__fixtures__", "fixtures", "testdata", "__tests__", "__mocks__", "test-fixtures")
}

// vendored tells whether a package is a library that was copied into a folder
// that is served or kept as it is.
func (a *analysis) vendored(dir string, m *Manifest) bool {
	return hasSegment(dir, "static", "public", "wwwroot", "vendor", "vendors", "third_party", "webjars") &&
		!m.Private && (m.Main.Value != "" || m.Library) && a.lockIn(dir) == nil
}

func hasSegment(dir string, names ...string) bool {
	for s := range strings.SplitSeq(dir, "/") {
		if slices.Contains(names, s) {
			return true
		}
	}
	return false
}

// own gives each file to the package that it lies in.
func (a *analysis) own() {
	nearest := map[string]*pkg{}
	var find func(dir string) *pkg
	find = func(dir string) *pkg {
		if p, ok := nearest[dir]; ok {
			return p
		}
		p := a.byDir[dir]
		if p == nil && dir != "." {
			p = find(path.Dir(dir))
		}
		nearest[dir] = p
		return p
	}
	for _, e := range a.tree.Entries() {
		if p := find(path.Dir(e.Path)); p != nil {
			p.files = append(p.files, e.Path)
		}
	}
}

// join returns the path of a file of the package from the root of the tree, "" when
// it would lie outside.
func (p *pkg) join(name string) string {
	full := path.Join(p.dir, name)
	if path.IsAbs(name) || full == ".." || strings.HasPrefix(full, "../") {
		return ""
	}
	return full
}

// rel returns a path of the tree relative to the package.
func (p *pkg) rel(name string) string { return relative(p.dir, name) }

// relative returns name relative to dir, which it need not lie in.
func relative(dir, name string) string {
	if dir == "." || dir == "" {
		return name
	}
	if name == dir {
		return "."
	}
	if rest, ok := strings.CutPrefix(name, dir+"/"); ok {
		return rest
	}
	up := ""
	for d := dir; d != "."; d = path.Dir(d) {
		if rest, ok := strings.CutPrefix(name+"/", d+"/"); ok {
			return path.Clean(up + rest)
		}
		up += "../"
	}
	return path.Clean(up + name)
}

// file returns the first of the names, relative to the package, that is in the tree.
func (a *analysis) file(p *pkg, names ...string) string {
	for _, n := range names {
		if full := p.join(n); full != "" && a.tree.Has(full) {
			return full
		}
	}
	return ""
}

// json reads a JSON file of the tree; nil, with a problem recorded, when it does not parse.
func (a *analysis) json(name string) *conf.Node {
	text, err := a.tree.Text(name)
	if err != nil {
		a.problem(name, 0, err)
		return nil
	}
	n, err := conf.JSONNode(text)
	if err != nil {
		a.parseProblem(name, err)
		return nil
	}
	return &n
}

func lineAt(text string, pos int) int {
	if pos < 0 {
		return 0
	}
	return 1 + strings.Count(text[:pos], "\n")
}

var errOutside = fmt.Errorf("points outside of the source; correct the path")
