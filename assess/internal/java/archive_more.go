package java

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
)

// Enterprise derives the facts of the wars and of the jars with a program that a built ear holds. Evidence in them is
// archive.ear!/web.war!/entry.
func Enterprise(ctx context.Context, tree *scan.Tree, name string) ([]Module, error) {
	ear, done, err := openArchive(ctx, tree, name)
	if err != nil {
		return nil, err
	}
	defer done()
	var out []Module
	for _, e := range ear.inside.Entries() {
		ext := path.Ext(e.Path)
		if ext != ".war" && ext != ".jar" || strings.HasPrefix(e.Path, "lib/") || strings.HasPrefix(e.Path, "APP-INF/lib/") {
			continue
		}
		m, err := Archive(ctx, ear.inside, e.Path, false)
		switch {
		case errors.Is(err, ErrPlainLibrary):
			continue
		case err != nil:
			return out, err
		}
		m.Dir, m.Facts = name+"!/"+m.Dir, ear.outside(m.Facts)
		for i := range m.Facts {
			if m.Facts[i].Key == fact.BuildRoot {
				m.Facts[i].Value = path.Dir(name)
			}
		}
		out = append(out, m)
	}
	return out, nil
}

// Directory derives the facts of a program that lies unpacked in a directory: the layers of a Spring Boot jar, a war in
// a server, or classes beside their libraries. Title names it where nothing in it does, and main is its main
// class where the start command gives it.
func Directory(ctx context.Context, tree *scan.Tree, dir, title, main string) (Module, error) {
	sub, err := fs.Sub(tree.FS(), dir)
	if err != nil {
		return Module{}, err
	}
	inside, err := scan.Walk(ctx, sub, scan.Limits{Files: maxEntries, Depth: 64})
	if err != nil {
		return Module{}, err
	}
	a := &archive{path: dir, inside: inside}
	a.readManifest()
	a.layout()
	p, marks := a.unpacked(title, main)
	if p.Launch.Kind == NotStartable {
		return Module{}, ErrPlainLibrary
	}
	w := NewWorkspace(inside, []*Project{p})
	w.code[p] = marks
	modules, _, err := w.Modules(ctx)
	if err != nil {
		return Module{}, err
	}
	return Module{Dir: dir, Facts: a.beside(modules[0].Facts)}, nil
}

// unpacked describes a directory as if a build tool had.
func (a *archive) unpacked(title, main string) (*Project, []Mark) {
	a.looseLibraries()
	p := &Project{Dir: ".", BuildRoot: ".", Resources: []string{a.classes}, Deps: a.libs, Packaging: "jar", At: fact.Evidence{Path: manifestPath}}
	if a.inside.HasDir("resources") {
		p.Resources = append(p.Resources, "resources")
	}
	main = cmp.Or(a.manifest["Start-Class"], main)
	kind := MainMethod
	switch {
	case a.inside.HasDir("WEB-INF"):
		p.Packaging, p.Launch.Kind = "war", War
	case a.manifest["Start-Class"] != "" || a.inside.HasDir("BOOT-INF"):
		p.Launch.Kind, kind = BootJar, BootMain
	case main != "" && len(a.libs) > 0:
		p.Launch.Kind = FatJar
	}
	p.Launch.MainClass = main
	if p.Boot = a.bootVersion(); p.Boot.Value != "" && kind == MainMethod && p.Packaging == "jar" {
		p.Launch.Kind, kind = BootJar, BootMain
	}
	p.Facts = fact.Set{
		fact.New(fact.Language, "java", fact.FromBuild, ".", 0), fact.New(fact.BuildArtifact, ".", fact.FromBuild, ".", 0),
		fact.New(fact.BuildRoot, a.path, fact.FromBuild, ".", 0), fact.New(fact.BuildModule, ".", fact.FromBuild, ".", 0),
	}
	if n := a.name(); n.Confidence == fact.High {
		p.Facts = append(p.Facts, n)
	} else {
		p.Facts = append(p.Facts, fact.New(fact.Name, title, fact.FromBuild, ".", 0).With(fact.Medium))
	}
	if v, class := a.classVersion(main); v != "" {
		p.Facts = append(p.Facts, fact.New(fact.LanguageVersion, v, fact.FromBuild, class, 0))
	}
	if main == "" {
		return p, nil
	}
	return p, []Mark{{kind, main, fact.Evidence{Path: "."}}}
}

// looseLibraries takes the layout of Jib and of start scripts: classes and libraries in directories of their own.
func (a *archive) looseLibraries() {
	if a.classes == "." && a.inside.HasDir("classes") {
		a.classes = "classes"
	}
	if len(a.libs) > 0 {
		return
	}
	for _, dir := range []string{"libs", "lib", "."} {
		for _, e := range a.inside.Under(dir) {
			if path.Ext(e.Path) == ".jar" {
				a.libs = append(a.libs, library(e.Path))
			}
		}
		if len(a.libs) > 0 {
			return
		}
	}
}

// beside puts the directory in front of places.
func (a *archive) beside(fs fact.Set) fact.Set {
	out := slices.Clone(fs)
	for i := range out {
		out[i].Evidence = slices.Clone(out[i].Evidence)
		for j := range out[i].Evidence {
			out[i].Evidence[j].Path = path.Join(a.path, out[i].Evidence[j].Path)
		}
		if out[i].Key == fact.ConfigFile {
			out[i].Value = path.Join(a.path, out[i].Value)
		}
	}
	return out
}
