package detect

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/detect/internal/golang"
	"github.com/gantry-ack/gantry/assess/detect/internal/symbolic"
	"github.com/gantry-ack/gantry/assess/fact"
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

	values  map[string][]symbolic.Text // import path.name
	returns map[string][]symbolic.Text
	calls   map[string][]goCall // import path.name of functions, .name of methods
	fields  map[string][]symbolic.Text
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
	p := &goProgram{src: s, mod: m, main: main, distance: map[*goPackage]int{main: 0}, imports: map[string]goPlace{}}
	for queue := []*goPackage{main}; len(queue) > 0; queue = queue[1:] {
		pkg := queue[0]
		s.load(pkg)
		p.packages = append(p.packages, pkg)
		for _, f := range pkg.files {
			for _, imp := range f.Imports {
				if _, ok := p.imports[imp.Path]; !ok {
					p.imports[imp.Path] = goPlace{pkg, f.Path, imp.Line}
				}
				next := s.lookup(pkg.mod, imp.Path)
				if next == nil {
					continue
				}
				if _, seen := p.distance[next]; !seen {
					p.distance[next] = p.distance[pkg] + 1
					queue = append(queue, next)
				}
			}
		}
	}
	p.reach()
	p.index()
	p.loadConfig()
	p.classify()
	return p
}

// index files what the packages say by name.
func (p *goProgram) index() {
	p.values, p.returns = map[string][]symbolic.Text{}, map[string][]symbolic.Text{}
	p.calls, p.fields, p.flags = map[string][]goCall{}, map[string][]symbolic.Text{}, map[string][]symbolic.Text{}
	for _, pkg := range p.packages {
		for _, f := range pkg.files {
			for _, v := range f.Values {
				key := pkg.path + "." + v.Name
				p.values[key] = append(p.values[key], qualify(v.Text, pkg.path)...)
			}
			for _, v := range f.Returns {
				key := pkg.path + "." + v.Name
				p.returns[key] = append(p.returns[key], qualify(v.Text, pkg.path)...)
				p.returns["."+v.Name] = append(p.returns["."+v.Name], qualify(v.Text, pkg.path)...)
			}
			for _, v := range f.Fields {
				p.fields[v.Name] = append(p.fields[v.Name], qualify(v.Text, pkg.path)...)
			}
			p.indexCalls(pkg, f)
			p.indexFlags(pkg, f)
		}
	}
}

func (p *goProgram) indexCalls(pkg *goPackage, f golang.File) {
	for _, c := range f.Calls {
		key := c.Pkg + "." + c.Name
		if c.Pkg == "" && c.Recv == "" {
			key = pkg.path + "." + c.Name
		}
		p.calls[key] = append(p.calls[key], goCall{c, goPlace{pkg, f.Path, c.Line}})
	}
}

// indexFlags reads literals such as cli.StringFlag{Name: "addr", Value: ":8080"}.
func (p *goProgram) indexFlags(pkg *goPackage, f golang.File) {
	for _, lit := range f.Literals {
		name := lit.Field("Name")
		if len(name) != 1 || !strings.HasSuffix(lit.Type, "Flag") {
			continue
		}
		key, ok := name[0].Literal()
		if ok {
			p.flags[key] = append(p.flags[key], qualify(lit.Field("Value"), pkg.path)...)
		}
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
	p.budget = 400
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
		return p.nonEmpty(p.values[part.Pkg+"."+part.Text], depth)
	case symbolic.Result:
		return p.nonEmpty(p.returns[part.Pkg+"."+part.Text], depth)
	case symbolic.Flag:
		return p.nonEmpty(p.flags[part.Text], depth)
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
		if fields := p.fields[last]; len(fields) <= maxNamesakes {
			return p.nonEmpty(slices.Concat(fields, p.returns["."+last]), depth)
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

// maxNamesakes bounds how many methods of a name are taken to be the one meant.
const maxNamesakes = 4

// arguments returns what the callers of a function pass for a parameter. The type
// that a method is called on is not known; a name that is rare will do.
func (p *goProgram) arguments(part symbolic.Part) []symbolic.Text {
	calls := p.calls[part.Pkg+"."+part.Text]
	if methods := p.calls["."+part.Text]; len(calls) == 0 && len(methods) <= maxNamesakes {
		calls = methods
	}
	var out []symbolic.Text
	for _, c := range calls {
		out = append(out, qualify(c.Arg(part.Index), c.at.pkg.path)...)
	}
	return out
}

// each calls visit for every call of the program, nearest to main first.
func (p *goProgram) each(visit func(goCall)) {
	for _, pkg := range p.packages {
		for _, f := range pkg.files {
			for _, c := range f.Calls {
				if p.reached[goNode{pkg, c.Node}] {
					visit(goCall{c, goPlace{pkg, f.Path, c.Line}})
				}
			}
		}
	}
}

// literals calls visit for every literal of an imported struct type.
func (p *goProgram) literals(visit func(goLiteral)) {
	for _, pkg := range p.packages {
		for _, f := range pkg.files {
			for _, c := range f.Literals {
				if p.reached[goNode{pkg, c.Node}] {
					visit(goLiteral{c, goPlace{pkg, f.Path, c.Line}})
				}
			}
		}
	}
}

// imported returns the first import whose path is one of the given, or lies below one.
func (p *goProgram) imported(paths ...string) (goPlace, bool) {
	var best goPlace
	found := false
	for _, want := range paths {
		for have, at := range p.imports {
			if have != want && !strings.HasPrefix(have, want+"/") {
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
				if imp.Path == want || strings.HasPrefix(imp.Path, want+"/") {
					return true
				}
			}
		}
	}
	return false
}
