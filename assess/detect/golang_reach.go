package detect

import (
	"slices"

	"github.com/gantry-ack/gantry/assess/internal/golang"
)

// goNode is a function of a package, or what stands for many: all its methods, or
// what runs when it is loaded.
type goNode struct {
	pkg  *goPackage
	name golang.Word
}

// node returns what a declaration counts as.
func (d goDecl) node() goNode {
	switch decl := d.decl(); decl.Kind {
	case golang.Func:
		return goNode{d.pkg, decl.Name}
	case golang.Method:
		return goNode{d.pkg, goMethods()}
	default:
		return goNode{d.pkg, goInit()}
	}
}

func goMethods() golang.Word { return golang.WordOf("*") }
func goInit() golang.Word    { return golang.WordOf("init") }

// reach finds the functions that main may call, so that what a shared package could
// do does not count for a program that never asks for it. Methods count together: a
// package whose anything is named has all its methods reached.
func (p *goProgram) reach() {
	var queue []goNode
	p.reached = map[goNode]bool{}
	add := func(n goNode) {
		if !p.reached[n] {
			p.reached[n] = true
			queue = append(queue, n)
		}
	}
	for _, pkg := range p.packages {
		add(goNode{pkg, goInit()})
	}
	add(goNode{p.main, golang.WordOf("main")})
	add(goNode{p.main, goMethods()})
	for ; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		for _, d := range n.decls() {
			d.reaches(n, add)
		}
	}
}

// decls returns the declarations that count as the node.
func (n goNode) decls() []goDecl {
	switch n.name {
	case goMethods():
		return n.pkg.methods
	case goInit():
		return slices.Concat(n.pkg.values, n.pkg.named[n.name])
	}
	return slices.DeleteFunc(slices.Clone(n.pkg.named[n.name]), func(d goDecl) bool { return d.decl().Kind != golang.Func })
}

// reaches calls add for all that a declaration names.
func (d goDecl) reaches(from goNode, add func(goNode)) {
	decl := d.decl()
	refs := d.file.Refs(decl)
	for _, w := range refs {
		if d.pkg.named[w] != nil {
			add(goNode{d.pkg, w})
		}
	}
	if len(refs) > 0 && from.name != goInit() {
		add(goNode{d.pkg, goMethods()})
	}
	for _, u := range d.file.Uses(decl) {
		to := d.file.targets[u.Import]
		if to.named[u.Name] != nil {
			add(goNode{to, u.Name})
		}
		add(goNode{to, goMethods()})
	}
}
