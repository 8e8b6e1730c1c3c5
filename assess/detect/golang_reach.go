package detect

import "github.com/gantry-ack/gantry/assess/detect/internal/golang"

// goNode is a function of a package, or golang.Methods or golang.Init.
type goNode struct {
	pkg  *goPackage
	name string
}

// reach finds the functions that main may call, so that what a shared package could
// do does not count for a program that never asks for it. Methods count together: a
// package whose anything is named has all its methods reached.
func (p *goProgram) reach() {
	uses := map[goNode][]golang.Use{}
	var queue []goNode
	p.reached = map[goNode]bool{}
	add := func(n goNode) {
		if !p.reached[n] {
			p.reached[n] = true
			queue = append(queue, n)
		}
	}
	for _, pkg := range p.packages {
		for _, f := range pkg.files {
			for _, u := range f.Uses {
				n := goNode{pkg, u.From}
				uses[n] = append(uses[n], u)
			}
		}
		add(goNode{pkg, golang.Init})
	}
	add(goNode{p.main, "main"})
	add(goNode{p.main, golang.Methods})
	for ; len(queue) > 0; queue = queue[1:] {
		from := queue[0].pkg
		for _, u := range uses[queue[0]] {
			to := from
			if u.Pkg != "" {
				to = p.src.lookup(from.mod, u.Pkg)
			}
			if to == nil {
				continue
			}
			add(goNode{to, u.Name})
			if u.Pkg != "" || queue[0].name != golang.Init {
				add(goNode{to, golang.Methods})
			}
		}
	}
}
