package detect

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/golang"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// goProgram is a main package with the packages that it is compiled from, as far
// as they are in the source. They are ordered by how far they are from main, so
// that what is said first is said nearest to main.
type goProgram struct {
	src      *goSource
	mod      *goModule
	main     *goPackage
	packages []*goPackage
	distance map[*goPackage]int
	imports  map[string]goPlace // import path → first place
	reached  map[goNode]bool

	telling []goDecl                   // that have hints and are reached, nearest to main first
	hinting []goDecl                   // that have hints, reached or not
	known   map[string][]symbolic.Text // answers of lookups
	flags   map[string][]symbolic.Text
	config  goConfig
	budget  int

	listening []goListener
	workload  string // "" when it is no program to deploy
	evident   goPlace
	sure      fact.Confidence
	sole      bool // the only program to deploy of its module
}

// goPlace is a place in a file of a package.
type goPlace struct {
	pkg  *goPackage
	file string
	line int
}

type goCall struct {
	golang.Call
	at goPlace
}

type goLiteral struct {
	golang.Composite
	at goPlace
}

// program gathers what main is compiled from.
func (s *goSource) program(m *goModule, main *goPackage) *goProgram {
	p := &goProgram{src: s, mod: m, main: main, distance: map[*goPackage]int{main: 0}, imports: map[string]goPlace{}, known: map[string][]symbolic.Text{}}
	for next := []*goPackage{main}; len(next) > 0; {
		s.load(next)
		p.packages = append(p.packages, next...)
		next = p.importedBy(next)
	}
	p.reach()
	p.index()
	s.readAll(p.telling)
	p.loadConfig()
	p.classify()
	return p
}

// importedBy returns the packages of the source that some packages import and that
// were not met before.
func (p *goProgram) importedBy(pkgs []*goPackage) []*goPackage {
	var out []*goPackage
	for _, pkg := range pkgs {
		for _, f := range pkg.files {
			for i, imp := range f.Imports {
				if _, ok := p.imports[imp.Path]; !ok {
					p.imports[imp.Path] = goPlace{pkg, f.Path, imp.Line}
				}
				next := f.targets[i]
				if next == nil {
					continue
				}
				if _, seen := p.distance[next]; !seen {
					p.distance[next] = p.distance[pkg] + 1
					out = append(out, next)
				}
			}
		}
	}
	return out
}

// index lists the declarations that may be asked for.
func (p *goProgram) index() {
	for _, pkg := range p.packages {
		pkg.all(func(d goDecl) {
			if d.decl().Marks == 0 {
				return
			}
			p.hinting = append(p.hinting, d)
			if p.reached[d.node()] {
				p.telling = append(p.telling, d)
			}
		})
	}
}

// qualify gives references without a package the one that they were written in.
func qualify(texts []symbolic.Text, pkgPath string) []symbolic.Text {
	out := make([]symbolic.Text, len(texts))
	for i, t := range texts {
		q := slices.Clone(t)
		for j := range q {
			if q[j].Pkg == "" && (q[j].Kind == symbolic.Ref || q[j].Kind == symbolic.Param || q[j].Kind == symbolic.Result) {
				q[j].Pkg = pkgPath
			}
			q[j].Name = qualifyOne(q[j].Name, pkgPath)
			q[j].Default = qualifyOne(q[j].Default, pkgPath)
		}
		out[i] = q
	}
	return out
}

func qualifyOne(t symbolic.Text, pkgPath string) symbolic.Text {
	if t == nil {
		return nil
	}
	return qualify([]symbolic.Text{t}, pkgPath)[0]
}

// resolve follows references through the program. What cannot be followed stays.
func (p *goProgram) resolve(at goPlace, texts []symbolic.Text) []symbolic.Text {
	return p.resolveWithin(maxSteps, at, texts)
}

// maxSteps bounds how many references a value is followed over.
const maxSteps = 400

// resolveWithin follows so many references at most.
func (p *goProgram) resolveWithin(steps int, at goPlace, texts []symbolic.Text) []symbolic.Text {
	p.budget = steps
	return symbolic.Merge(p.follow(qualify(texts, at.pkg.path), 0))
}

func (p *goProgram) follow(texts []symbolic.Text, depth int) []symbolic.Text {
	var out []symbolic.Text
	for _, t := range texts {
		out = append(out, symbolic.Expand(t, func(part symbolic.Part) []symbolic.Text { return p.followPart(part, depth) })...)
	}
	return symbolic.Cap(out)
}

func (p *goProgram) followPart(part symbolic.Part, depth int) []symbolic.Text {
	if p.budget--; p.budget < 0 || depth > 8 {
		return nil
	}
	switch part.Kind {
	case symbolic.Ref:
		return p.nonEmpty(p.values(part.Pkg, part.Text), depth)
	case symbolic.Result:
		return p.nonEmpty(p.returns(part.Pkg, part.Text), depth)
	case symbolic.Flag:
		return p.nonEmpty(p.flag(part.Text), depth)
	case symbolic.Param:
		return p.nonEmpty(p.arguments(part), depth)
	case symbolic.Config:
		if t, ok := p.config.find(part.Text); ok {
			return []symbolic.Text{t}
		}
		if out := p.followPassed(part); out != nil {
			return out
		}
		last := part.Text[strings.LastIndexByte(part.Text, '.')+1:]
		if fields, common := p.rareFields(last); !common {
			return p.nonEmpty(slices.Concat(fields, p.methodReturns(last)), depth)
		}
	case symbolic.Env:
		return p.followEnv(part, depth)
	}
	return nil
}

// followPassed looks cfg.Port up for a parameter cfg that callers pass c.HTTP: it is
// HTTP.Port.
func (p *goProgram) followPassed(part symbolic.Part) []symbolic.Text {
	if part.Name == nil {
		return nil
	}
	_, rest, _ := strings.Cut(part.Text, ".")
	for _, arg := range p.arguments(part.Name[0]) {
		if len(arg) == 1 && (arg[0].Kind == symbolic.Config || arg[0].Kind == symbolic.Ref) {
			if t, ok := p.config.find(arg[0].Text + "." + rest); ok {
				return []symbolic.Text{t}
			}
		}
	}
	return nil
}

func (p *goProgram) nonEmpty(texts []symbolic.Text, depth int) []symbolic.Text {
	if len(texts) == 0 {
		return nil
	}
	return symbolic.Merge(p.follow(symbolic.Cap(texts), depth+1))
}

func (p *goProgram) followEnv(part symbolic.Part, depth int) []symbolic.Text {
	if part.Default != nil {
		if def := p.follow([]symbolic.Text{part.Default}, depth+1); len(def) > 0 {
			part.Default = def[0]
		}
	}
	if part.Name != nil {
		for _, n := range p.follow([]symbolic.Text{part.Name}, depth+1) {
			if s, ok := n.Literal(); ok {
				part.Text, part.Name = s, nil
				break
			}
		}
	}
	return []symbolic.Text{{part}}
}

// imported returns the first import whose path is one of the given, or lies below one.
func (p *goProgram) imported(paths ...string) (goPlace, bool) {
	var best goPlace
	found := false
	for _, want := range paths {
		for have, at := range p.imports {
			if !goPathIs(have, want) {
				continue
			}
			if !found || p.nearer(at, best) {
				best, found = at, true
			}
		}
	}
	return best, found
}

func (p *goProgram) nearer(a, b goPlace) bool {
	if da, db := p.distance[a.pkg], p.distance[b.pkg]; da != db {
		return da < db
	}
	if a.file != b.file {
		return a.file < b.file
	}
	return a.line < b.line
}

// imports tells whether a package itself imports a path.
func (pkg *goPackage) imports(paths ...string) bool {
	for _, f := range pkg.files {
		for _, imp := range f.Imports {
			for _, want := range paths {
				if goPathIs(imp.Path, want) {
					return true
				}
			}
		}
	}
	return false
}
