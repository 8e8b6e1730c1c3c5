package detect

import (
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/golang"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// maxNamesakes bounds how many methods or fields of a name are taken to be the one
// meant.
const maxNamesakes = 4

// maxLookedAt bounds how many declarations are read to find what a name stands for.
const maxLookedAt = 32

// decls yields the declarations that have all hints of one of the sets.
func (p *goProgram) decls(list []goDecl, hints ...golang.Mark) iter.Seq2[goDecl, *golang.Facts] {
	return func(yield func(goDecl, *golang.Facts) bool) {
		for _, d := range list {
			marks := d.decl().Marks
			if slices.ContainsFunc(hints, func(h golang.Mark) bool { return marks&h == h }) && !yield(d, p.src.read(d)) {
				return
			}
		}
	}
}

// calls yields the calls that the program may make in declarations with all hints of
// one of the sets, nearest to main first.
func (p *goProgram) calls(hints ...golang.Mark) iter.Seq[goCall] {
	return p.callsIn(p.telling, hints...)
}

func (p *goProgram) callsIn(list []goDecl, hints ...golang.Mark) iter.Seq[goCall] {
	return func(yield func(goCall) bool) {
		for d, facts := range p.decls(list, hints...) {
			for _, c := range facts.Calls {
				if !yield(goCall{c, goPlace{d.pkg, d.file.Path, c.Line}}) {
					return
				}
			}
		}
	}
}

// literals yields the literals of imported struct types likewise.
func (p *goProgram) literals(hints ...golang.Mark) iter.Seq[goLiteral] {
	return p.literalsIn(p.telling, hints...)
}

func (p *goProgram) literalsIn(list []goDecl, hints ...golang.Mark) iter.Seq[goLiteral] {
	return func(yield func(goLiteral) bool) {
		for d, facts := range p.decls(list, hints...) {
			for _, lit := range facts.Literals {
				if !yield(goLiteral{lit, goPlace{d.pkg, d.file.Path, lit.Line}}) {
					return
				}
			}
		}
	}
}

// remember keeps the answer to a question.
func (p *goProgram) remember(question string, find func() []symbolic.Text) []symbolic.Text {
	out, ok := p.known[question]
	if !ok {
		out = find()
		p.known[question] = out
	}
	return out
}

// values returns what a variable of a package is assigned.
func (p *goProgram) values(pkgPath, name string) []symbolic.Text {
	return p.remember("value "+pkgPath+"."+name, func() (out []symbolic.Text) {
		word := golang.WordOf(name)
		for _, pkg := range p.packages {
			if pkg.path != pkgPath || !pkg.sets.may(word) || !slices.ContainsFunc(pkg.values, func(d goDecl) bool { return d.file.HasSet(d.decl(), word) }) {
				continue
			}
			pkg.all(func(d goDecl) {
				if d.decl().Kind == golang.Types || !d.file.HasSet(d.decl(), word) {
					return
				}
				for _, v := range p.src.read(d).Values {
					if v.Name == name {
						out = append(out, qualify(v.Text, pkg.path)...)
					}
				}
			})
		}
		return out
	})
}

// returns returns what the functions and methods of the name return in a package.
func (p *goProgram) returns(pkgPath, name string) []symbolic.Text {
	return p.remember("return "+pkgPath+"."+name, func() []symbolic.Text {
		return p.returned(name, func(pkg *goPackage) bool { return pkg.path == pkgPath })
	})
}

// methodReturns returns what those of any package return.
func (p *goProgram) methodReturns(name string) []symbolic.Text {
	return p.remember("return ."+name, func() []symbolic.Text {
		return p.returned(name, func(*goPackage) bool { return true })
	})
}

func (p *goProgram) returned(name string, in func(*goPackage) bool) []symbolic.Text {
	var out []symbolic.Text
	word, looked := golang.WordOf(name), 0
	for _, pkg := range p.packages {
		if !in(pkg) {
			continue
		}
		for _, d := range pkg.named[word] {
			if looked++; looked > maxLookedAt {
				return out
			}
			for _, v := range p.src.read(d).Returns {
				if v.Name == name {
					out = append(out, qualify(v.Text, pkg.path)...)
				}
			}
		}
	}
	return out
}

// fields returns what fields of the name are set to anywhere, or as much of it as is
// worth looking for.
func (p *goProgram) fields(name string) []symbolic.Text {
	return p.remember("field "+name, func() []symbolic.Text {
		setters := p.setters(name)
		return p.fieldsIn(setters[:min(len(setters), maxLookedAt)], name, math.MaxInt)
	})
}

// rareFields returns what fields of the name are set to when that is little; common
// tells that it is not, and that which one is meant cannot be told.
func (p *goProgram) rareFields(name string) (texts []symbolic.Text, common bool) {
	texts = p.remember("rare field "+name, func() []symbolic.Text {
		setters := p.setters(name)
		if len(setters) > maxLookedAt {
			return make([]symbolic.Text, maxNamesakes+1)
		}
		return p.fieldsIn(setters, name, maxNamesakes)
	})
	return texts, len(texts) > maxNamesakes
}

// fieldsIn reads declarations until more than enough is found.
func (p *goProgram) fieldsIn(setters []goDecl, name string, enough int) []symbolic.Text {
	var out []symbolic.Text
	for _, d := range setters {
		for _, v := range p.src.read(d).Fields {
			if v.Name == name {
				out = append(out, qualify(v.Text, d.pkg.path)...)
			}
		}
		if len(out) > enough {
			break
		}
	}
	return out
}

// setters returns the declarations that set something of the name.
func (p *goProgram) setters(name string) []goDecl {
	var out []goDecl
	word := golang.WordOf(name)
	for _, pkg := range p.packages {
		if !pkg.sets.may(word) {
			continue
		}
		pkg.all(func(d goDecl) {
			if d.file.HasSet(d.decl(), word) {
				out = append(out, d)
			}
		})
	}
	return out
}

// flag returns the default of a flag that is defined by a literal such as
// cli.StringFlag{Name: "addr", Value: ":8080"}.
func (p *goProgram) flag(name string) []symbolic.Text {
	if p.flags == nil {
		p.flags = map[string][]symbolic.Text{}
		for lit := range p.literalsIn(p.hinting, goHintFlag) {
			if key, ok := soleLiteral(lit.Field("Name")); ok && strings.HasSuffix(lit.Type, "Flag") {
				p.flags[key] = append(p.flags[key], qualify(lit.Field("Value"), lit.at.pkg.path)...)
			}
		}
	}
	return p.flags[name]
}

func soleLiteral(texts []symbolic.Text) (string, bool) {
	if len(texts) != 1 {
		return "", false
	}
	return texts[0].Literal()
}

// callers yields the calls of the name in declarations that ask chooses.
func (p *goProgram) callers(name string, ask func(goDecl) bool) iter.Seq[goCall] {
	return func(yield func(goCall) bool) {
		word, looked := golang.WordOf(name), 0
		for _, pkg := range p.packages {
			if !pkg.calls.may(word) {
				continue
			}
			for _, f := range pkg.files {
				for i := range f.Decls {
					d := goDecl{pkg, f, i}
					if !f.HasCall(&f.Decls[i], word) || !ask(d) {
						continue
					}
					if looked++; looked > maxLookedAt {
						return
					}
					for _, c := range p.src.read(d).Calls {
						if c.Name == name && !yield(goCall{c, goPlace{pkg, f.Path, c.Line}}) {
							return
						}
					}
				}
			}
		}
	}
}

// mayCall tells whether a declaration can call a function of a package.
func (d goDecl) mayCall(pkgPath string, name golang.Word) bool {
	return d.pkg.path == pkgPath || slices.ContainsFunc(d.file.Uses(d.decl()), func(u golang.Use) bool {
		return u.Name == name && d.file.Imports[u.Import].Path == pkgPath
	})
}

// function returns the package whose function a call calls, "" for a method.
func (c goCall) function() string {
	if c.Pkg == "" && c.Recv == "" {
		return c.at.pkg.path
	}
	return c.Pkg
}

// arguments returns what the callers of a function pass for a parameter. The type
// that a method is called on is not known; a name that is rare will do.
func (p *goProgram) arguments(part symbolic.Part) []symbolic.Text {
	return p.remember("argument "+strconv.Itoa(part.Index)+" "+part.Pkg+"."+part.Text, func() []symbolic.Text {
		var direct, methods []symbolic.Text
		calls, namesakes := 0, 0
		word := golang.WordOf(part.Text)
		ask := func(d goDecl) bool { return namesakes <= maxNamesakes || d.mayCall(part.Pkg, word) }
		for c := range p.callers(part.Text, ask) {
			texts := qualify(c.Arg(part.Index), c.at.pkg.path)
			switch c.function() {
			case part.Pkg:
				calls++
				direct = append(direct, texts...)
			case "":
				namesakes++
				methods = append(methods, texts...)
			}
			if len(direct) >= maxTexts {
				break
			}
		}
		if calls == 0 && namesakes <= maxNamesakes {
			return methods
		}
		return direct
	})
}

// maxTexts is how many alternatives are followed.
const maxTexts = 8
