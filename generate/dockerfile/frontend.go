package dockerfile

import (
	"path"
	"strconv"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// AspectFrontEnd is the decision on front ends that are built into a server's tree.
const AspectFrontEnd = "build.front-end"

// frontEnds adds a stage for each front end whose result the program serves, and
// returns what to copy from them into the source below dir.
func (b *builder) frontEnds(dir string) ([]ast.Copy, error) {
	var out []ast.Copy
	for _, f := range b.facts.All(fact.BuildOutside) {
		o, ok := fact.ParseOutside(f.Value)
		if !ok || !contained(o.Dir) || !contained(o.Output) || o.Output == "." {
			continue
		}
		name := "frontend"
		if len(out) > 0 {
			name += strconv.Itoa(len(out) + 1)
		}
		if err := b.frontEnd(name, o); err != nil {
			return nil, err
		}
		out = append(out, ast.Copy{From: name, Link: true, Src: []string{path.Join(workDir, o.Output) + "/"}, Dst: path.Join(dir, relative(b.module(), o.Output)) + "/"})
		b.decide(AspectFrontEnd, o.Dir+" -> "+o.Output, i18n.Textf("前端 %[1]s 的构建结果 %[2]s 由本程序提供，在单独的阶段构建", "the program serves %[2]s, which the front end in %[1]s builds, in a stage of its own", o.Dir, o.Output), fact.BuildOutside)
		b.explain(name+".FROM", b.id(AspectFrontEnd))
	}
	return out, nil
}

// contained tells whether a path lies in the context.
func contained(p string) bool {
	return !path.IsAbs(p) && path.Clean(p) == p && p != ".." && (len(p) < 3 || p[:3] != "../")
}

// frontEnd installs and builds as a front end of its own would, with the source of the
// program there: builds look into its pages for the styles that they use.
func (b *builder) frontEnd(name string, o fact.Outside) error {
	c, err := b.table.Build("javascript", "", exact(o.Node))
	if err != nil {
		return err
	}
	m := b.frontEndManager(o)
	s := b.from(name, c)
	s.Platform, s.Comment = buildPlatform, []string{b.text("前端 %[1]s，结果写到 %[2]s", "the front end %[1]s, which writes to %[2]s", o.Dir, o.Output)}
	s.Add(ast.Workdir(path.Join(workDir, o.Dir)))
	b.arg(s, ArgNPM)
	s.Add(m.variables)
	if len(m.setup) > 0 {
		s.Add(ast.Run{Commands: m.setup})
	}
	files := []string{path.Join(o.Dir, "package.json")}
	if o.Lock != "" {
		files = append(files, o.Lock)
	}
	s.Add(ast.Copy{Src: files, Dst: "./"})
	if m.beforeInstall != "" {
		s.Add(ast.Run{Commands: []string{m.beforeInstall}})
	}
	s.Add(ast.Run{Mounts: m.mounts, Commands: []string{m.install}})
	s.AddApart(ast.Copy{Src: []string{"."}, Dst: workDir + "/"})
	if m.afterCopy != "" {
		s.Add(ast.Run{Mounts: m.mounts, Commands: []string{m.afterCopy}})
	}
	s.Add(ast.Run{Commands: []string{words(o.Command)}})
	b.add(s)
	b.ignore = append(b.ignore, "**/node_modules")
	return nil
}

// frontEndManager is the package manager of a front end beside the component.
func (b *builder) frontEndManager(o fact.Outside) manager {
	w := b.w
	w.Build.Version = exact(o.Node)
	if w.Build.Version == "" {
		w.Build.Version = "22" // what the image is when nothing asks for another
	}
	w.Component.BuildTool = assess.Versioned{ID: o.Tool, Version: o.Version}
	w.Component.Facts = nil
	if o.Lock != "" {
		w.Component.Facts = fact.Set{fact.New(fact.BuildLockFile, path.Base(o.Lock), fact.FromBuild, o.Lock, 0)}
	}
	other := newBuilder(b.app, w, b.table, b.pins)
	return other.manager()
}
