package rules

import (
	"path"

	"github.com/gantry-ack/gantry/assess/scan"
)

// pomExclusions tells what POMs of programs leave out of the libraries of the tree that they use. It reads a POM once.
type pomExclusions struct {
	read map[string]pomParts
}

// pomParts is what is asked of a POM: its own artifact, the artifacts that it declares by their lines, and what it
// excludes from which.
type pomParts struct {
	artifact string
	lines    map[int]string
	excluded map[[2]string]bool // artifact of the dependency, artifact that is left out of it
}

// leavesOut tells whether the program in dir excludes from a library what the POM of the library declares at a line.
func (p *pomExclusions) leavesOut(tree *scan.Tree, dir, library string, line int) bool {
	if path.Base(library) != "pom.xml" {
		return false
	}
	program, lib := p.of(tree, path.Join(dir, "pom.xml")), p.of(tree, library)
	return lib.artifact != "" && (program.excluded[[2]string{lib.artifact, lib.lines[line]}] || program.excluded[[2]string{lib.artifact, "*"}])
}

func (p *pomExclusions) of(tree *scan.Tree, name string) pomParts {
	if m, ok := p.read[name]; ok {
		return m
	}
	m := pomParts{lines: map[int]string{}, excluded: map[[2]string]bool{}}
	if tree.Has(name) && tree.Size(name) <= maxPOM {
		if text, err := tree.Text(name); err == nil {
			m.fill(readXML(text))
		}
	}
	if p.read == nil {
		p.read = map[string]pomParts{}
	}
	p.read[name] = m
	return m
}

func (m *pomParts) fill(doc []element) {
	artifacts := map[int]string{} // of dependencies, by their place in doc
	for i := range doc {
		e := &doc[i]
		switch {
		case e.name != "artifactId":
		case elementAt(doc, i, "project/artifactId"):
			m.artifact = e.text
		case e.parentName(doc) == "dependency":
			artifacts[e.parent] = e.text
			m.lines[e.line] = e.text
		}
	}
	for i := range doc {
		if doc[i].name != "artifactId" || doc[i].parentName(doc) != "exclusion" {
			continue
		}
		at := doc[doc[i].parent].parent // exclusions
		if at >= 0 && doc[at].parent >= 0 {
			m.excluded[[2]string{artifacts[doc[at].parent], doc[i].text}] = true
		}
	}
}
