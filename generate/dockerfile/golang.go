package dockerfile

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// golang builds one main package.
func golang(b *builder) error {
	cgo := b.value(fact.CGO) == "true"
	c, err := b.table.Build("go", "", b.w.Build.Version)
	if err != nil {
		return err
	}
	s := b.from("build", c)
	if !cgo {
		s.Platform = buildPlatform // Go compiles for another platform without emulating it
	}
	b.goModules(s)
	s.AddApart(ast.Copy{Src: []string{"."}, Dst: "/src/"})
	b.goCompile(s, cgo)
	need := b.goNeed(cgo)
	if need == "" {
		b.goFiles(s)
	}
	b.add(s)
	b.test(s.Name, ast.Run{Mounts: goMounts(), Commands: []string{words(b.goTest())}})
	return b.goImage(need)
}

// goModules fetches the modules that go.mod names before the source is there.
func (b *builder) goModules(s *ast.Stage) {
	s.Add(ast.Workdir(path.Join("/src", b.module())))
	if b.value(fact.Vendored) == "true" {
		b.decide(AspectDependencies, "vendor", i18n.Textf("依赖已提交在 vendor 目录，不需要下载", "dependencies are committed in vendor, so nothing is fetched"), fact.Vendored)
		b.explain("build.RUN.dependencies", b.id(AspectDependencies))
		return
	}
	b.arg(s, ArgGo)
	files := b.manifests()
	if len(files) == 0 {
		files = []string{path.Join(b.module(), "go.mod")}
	}
	comment := []string{b.text("先只复制 go.mod 和 go.sum：依赖不变时这些层命中缓存", "go.mod and go.sum alone: cached until the dependencies change")}
	b.copyGoModules(s, files, comment)
	s.Add(ast.Run{Mounts: goMounts()[:1], Commands: []string{"go mod download"}})
	b.decide(AspectDependencies, "go mod download", i18n.Textf("go.sum 锁定每个模块的内容，校验和数据库保持打开", "go.sum holds the content of every module, and the checksum database stays on"), fact.BuildLockFile, fact.BuildFile)
	b.explain("build.RUN.dependencies", b.id(AspectDependencies))
}

// copyGoModules keeps directories. A workspace names all its modules, so all of
// them are gathered.
func (b *builder) copyGoModules(s *ast.Stage, files, comment []string) {
	if slices.ContainsFunc(files, func(f string) bool { return path.Base(f) == "go.work" }) {
		at := len(s.Steps)
		b.gather(s, []string{"go.mod", "go.sum", "go.work", "go.work.sum"}, comment)
		s.Steps[at].Do = ast.Copy{From: "manifests", Src: []string{"/manifests/"}, Dst: "/src/"}
		return
	}
	dirs, byDir := groupByDir(files)
	for _, dir := range dirs {
		dst := path.Join("/src", dir) + "/"
		if path.Join("/src", dir) == path.Join("/src", b.module()) {
			dst = "./"
		}
		s.Add(ast.Copy{Src: byDir[dir], Dst: dst}, comment...)
		comment = nil
	}
}

func goMounts() []ast.Mount {
	return []ast.Mount{{Type: ast.Cache, Target: "/go/pkg/mod"}, {Type: ast.Cache, Target: cacheRoot + "/go-build"}}
}

func (b *builder) goCompile(s *ast.Stage, cgo bool) {
	if command := b.w.Build.Command; len(command) > 0 && path.Base(command[0]) != "go" {
		s.Add(ast.Run{Mounts: goMounts(), Commands: []string{words(command), "install -D " + shellWord(b.goArtifact()) + " " + b.goOut()}}, b.assumed(b.id(generate.AspectBuildCommand))...)
		b.explain("build.RUN", b.id(generate.AspectBuildCommand))
		return
	}
	env := "CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH"
	if cgo {
		env = "CGO_ENABLED=1"
	} else {
		s.Add(ast.Arg{Name: "TARGETOS", Predefined: true})
		s.Add(ast.Arg{Name: "TARGETARCH", Predefined: true})
	}
	flags := `-trimpath -ldflags="-s -w"`
	if tags := b.goTags(); tags != "" {
		flags += " -tags=" + shellWord(tags)
	}
	main := b.value(fact.GoMain)
	if main == "" {
		main = "."
	}
	s.Add(ast.Run{Mounts: goMounts(), Commands: []string{fmt.Sprintf("%s go build %s -o %s %s", env, flags, b.goOut(), shellWord(main))}}, b.assumed(b.id(generate.AspectBuildCommand))...)
	b.explain("build.RUN", b.id(generate.AspectBuildCommand))
}

func (b *builder) goOut() string { return "/out/" + b.w.Name }

func (b *builder) goArtifact() string {
	if a := b.value(fact.BuildArtifact); a != "" {
		return path.Join("/src", a)
	}
	return b.w.Name
}

// goTags takes build tags out of a command that was given.
func (b *builder) goTags() string {
	for i, a := range b.w.Build.Command {
		if v, ok := strings.CutPrefix(strings.TrimPrefix(a, "-"), "-tags="); ok {
			return v
		}
		if a == "-tags" && i+1 < len(b.w.Build.Command) {
			return b.w.Build.Command[i+1]
		}
	}
	return ""
}

func (b *builder) goTest() []string {
	if command := fact.Args(b.value(fact.Tests)); len(command) > 0 {
		return command
	}
	return []string{"go", "test", "./..."}
}

// goNeed is what the image must hold beside the program: nothing, or a system.
func (b *builder) goNeed(cgo bool) string {
	shell := len(b.w.Build.Start) > 0 && path.Base(b.w.Build.Start[0]) == "sh"
	packages := slices.DeleteFunc(slices.Clone(b.w.Build.Packages), func(p string) bool {
		return p == "tzdata" || p == "ca-certificates" // copied in any case
	})
	locale := b.w.Build.Locale != "" && !strings.HasPrefix(b.w.Build.Locale, "C.")
	if cgo || shell || locale || len(packages) > 0 || b.w.Build.CJKFonts {
		return "debian"
	}
	return ""
}

// goFiles makes the directories that the program writes to, which the empty image
// has no command to make.
func (b *builder) goFiles(s *ast.Stage) {
	if dirs := b.writableDirs(); len(dirs) > 0 {
		for i, d := range dirs {
			dirs[i] = path.Join("/out/root", d)
		}
		s.Add(ast.Run{Commands: []string{"mkdir -p " + words(dirs)}})
	}
}

// goImage adds the last stage.
func (b *builder) goImage(need string) error {
	c, err := b.table.Runtime("go", b.w.Build.Version, need)
	if err != nil {
		return err
	}
	s := b.from(RuntimeStage, c)
	trust := ast.Copy{From: "build", Src: []string{"/etc/ssl/certs/ca-certificates.crt"}, Dst: "/etc/ssl/certs/"}
	if need == "" {
		b.prepareScratch(s, trust)
	} else {
		b.prepare(s, c, nil)
		s.Add(trust)
	}
	for i, cp := range b.goRuntimeFiles() {
		if i == 0 {
			s.Add(cp, b.text("程序运行时读取的文件", "files that the program reads while it runs"))
			continue
		}
		s.Add(cp)
	}
	binary := "/usr/local/bin/" + b.w.Name
	s.AddApart(ast.Copy{From: "build", Src: []string{b.goOut()}, Dst: "/usr/local/bin/"})
	if need == "" {
		b.goWritable(s)
	}
	b.finish(s, b.goStart(binary))
	return nil
}

// prepareScratch brings what programs expect of a system: certificates and time zones.
func (b *builder) prepareScratch(s *ast.Stage, trust ast.Copy) {
	s.Add(trust, b.text("根证书和时区数据，空镜像里没有", "root certificates and time zones, which the empty image lacks"))
	s.Add(ast.Copy{From: "build", Src: []string{"/usr/local/go/lib/time/zoneinfo.zip"}, Dst: "/usr/share/zoneinfo.zip"})
	env := ast.Env{{Name: "ZONEINFO", Value: "/usr/share/zoneinfo.zip"}}
	if tz := b.w.Build.TimeZone; tz != "" {
		env = append(env, ast.Variable{Name: "TZ", Value: tz})
		b.explain(s.Name+".ENV.TZ", b.id(generate.AspectTimeZone))
	}
	if l := b.w.Build.Locale; l != "" {
		env = append(env, ast.Variable{Name: "LANG", Value: l})
		b.explain(s.Name+".ENV.LANG", b.id(generate.AspectLocale))
	}
	s.Add(env, b.assumedIf(b.w.Build.TimeZone != "", generate.AspectTimeZone)...)
	s.Add(ast.Workdir(workDir))
}

// goWritable brings the directories that the program may write to.
func (b *builder) goWritable(s *ast.Stage) {
	for i, d := range b.writableDirs() {
		var comment []string
		if i == 0 {
			comment = append(b.assumed(b.id(generate.AspectVolumes)), b.text("程序只能写这些目录", "the only directories that the program may write to"))
			b.explain(s.Name+".COPY.writable", b.id(generate.AspectVolumes))
		}
		s.Add(ast.Copy{From: "build", Chown: fmt.Sprintf("%d:%d", b.w.Security.UID, b.w.Security.GID), Src: []string{"/out/root" + d + "/"}, Dst: d + "/"}, comment...)
	}
}

// goRuntimeFiles copies what the program opens, to where it looks for it: its paths
// count from the module's directory.
func (b *builder) goRuntimeFiles() []ast.Copy {
	var out []ast.Copy
	for _, f := range b.facts.Values(fact.RuntimeFile) {
		if path.IsAbs(f) || strings.HasPrefix(f, "../") {
			continue
		}
		dir := strings.HasSuffix(f, "/")
		dst := path.Join(workDir, relative(b.module(), path.Clean(f)))
		if dst == workDir || dst == "/" {
			continue
		}
		if dir {
			out = append(out, ast.Copy{Src: []string{path.Clean(f) + "/"}, Dst: dst + "/"})
			continue
		}
		out = append(out, ast.Copy{Src: []string{path.Clean(f)}, Dst: dst})
	}
	return out
}

// relative is a path of the build root as seen from a directory in it.
func relative(dir, p string) string {
	if dir == "." {
		return p
	}
	up := ""
	for dir != "." && p != dir && !strings.HasPrefix(p, dir+"/") {
		dir, up = path.Dir(dir), up+"../"
	}
	if dir == "." {
		return up + p
	}
	return up + strings.TrimPrefix(strings.TrimPrefix(p, dir), "/")
}

// goStart puts the program's place in the image before its arguments.
func (b *builder) goStart(binary string) []string {
	given := b.w.Build.Start
	if len(given) == 0 {
		return []string{binary}
	}
	if path.Base(given[0]) == "sh" {
		return given
	}
	if path.IsAbs(given[0]) && b.answered(fact.Start, given) {
		b.decide(AspectEntrypoint, words(append([]string{binary}, given[1:]...)), i18n.Textf("答案里的路径是旧机器上的，镜像里程序在 %[1]s", "the answered path is that of the old machine; in the image the program is %[1]s", binary), fact.Start)
	}
	return append([]string{binary}, given[1:]...)
}
