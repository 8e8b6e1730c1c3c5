package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
)

// maxCopies is the number of COPY lines up to which a reader still sees at a glance
// what is copied.
const maxCopies = 12

// copyManifests copies the files that dependency resolution reads, and nothing
// else, so that the layers after it stay cached until one of them changes. Where
// there are many, a stage gathers them.
func (b *builder) copyManifests(s *ast.Stage, files []string, comment ...string) {
	dirs, byDir := groupByDir(files)
	if len(dirs) > maxCopies {
		b.gather(s, files, comment)
		return
	}
	for _, dir := range dirs {
		c := ast.Copy{Src: byDir[dir], Dst: "./"}
		if dir != "." {
			c.Dst = dir + "/"
		}
		s.Add(c, comment...)
		comment = nil
	}
}

// gather adds a stage that takes the files out of the context by name. A COPY from
// a stage is cached by content: other changes of the context do not reach s.
func (b *builder) gather(s *ast.Stage, files, comment []string) {
	var names []string
	for _, f := range files {
		names = append(names, "-name "+shellWord(path.Base(f)))
	}
	slices.Sort(names)
	names = slices.Compact(names)
	pick := strings.Join(names, " -o ")
	if len(names) > 1 {
		pick = `\( ` + pick + ` \)`
	}
	g := &ast.Stage{From: s.From, Platform: buildPlatform, Name: "manifests", Comment: []string{
		b.text("收集 %d 个依赖描述文件；只有它们变化时，后面的依赖层才失效", "gathers the %d files that name dependencies; only a change of these ends the cache of the layers after it", len(files)),
	}}
	g.Add(ast.Workdir("/manifests"))
	g.Add(ast.Run{
		Mounts:   []ast.Mount{{Type: ast.Bind, Target: "/context"}},
		Commands: []string{"cd /context", `find . -type f ` + pick + ` -exec cp --parents {} /manifests/ \;`},
	})
	b.add(g)
	s.Add(ast.Copy{From: g.Name, Src: []string{"/manifests/"}, Dst: "./"}, comment...)
}

// manifests returns what the detectors say resolution reads, without what must
// not be in a layer.
func (b *builder) manifests() []string {
	return slices.DeleteFunc(b.facts.Values(fact.BuildFile), func(f string) bool {
		return f == "" || path.IsAbs(f) || strings.HasPrefix(f, "../") || b.secretFile(f)
	})
}

// secretFile tells whether a build file is one that holds a login.
func (b *builder) secretFile(f string) bool {
	return path.Base(f) == ".npmrc" && b.npmrcHasLogin()
}

func groupByDir(files []string) ([]string, map[string][]string) {
	byDir := map[string][]string{}
	var dirs []string
	for _, f := range files {
		dir := path.Dir(path.Clean(f))
		if byDir[dir] == nil {
			dirs = append(dirs, dir)
		}
		byDir[dir] = append(byDir[dir], path.Clean(f))
	}
	slices.Sort(dirs)
	return dirs, byDir
}
