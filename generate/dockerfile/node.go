package dockerfile

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/generate/images"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// nodeServer runs a program on Node: a server, or a framework that renders pages.
func nodeServer(b *builder) error {
	m := b.manager()
	pages, err := b.frontEnds(path.Join(workDir, b.module()))
	if err != nil {
		return err
	}
	s, err := b.nodeBuild(m)
	if err != nil {
		return err
	}
	for _, p := range pages {
		s.Add(p)
	}
	b.add(s)
	b.test(s.Name, ast.Run{Mounts: m.mounts, Commands: []string{b.nodeTest(m)}})
	if copies, ok := b.renderedOutput(); ok {
		return b.nodeImage(m, s.Name, copies)
	}
	return b.nodeImage(m, b.production(m, s.Name), []ast.Copy{
		{Src: []string{"/node_modules"}, Dst: "/app/node_modules"},
		{Src: []string{"/app"}, Dst: "/app"},
	})
}

// nodeBuild is the stage that installs all dependencies, those for development too,
// which builds and tests need, and builds.
func (b *builder) nodeBuild(m manager) (*ast.Stage, error) {
	use := ""
	if compilers := slices.ContainsFunc(b.facts.Values(fact.BuildPackage), compiler); compilers || len(b.facts.Values(fact.NativeModule)) > 0 {
		use = "native"
	}
	c, err := b.table.Build("javascript", use, b.w.Build.Version)
	if err != nil {
		return nil, err
	}
	s := b.from("build", c)
	if modules := b.facts.Values(fact.NativeModule); use != "" && len(modules) == 0 {
		s.Comment = append(s.Comment, b.text("完整镜像带编译工具，现有镜像构建时也安装了", "the full image, with the compilers that today's build installs"))
	} else if use != "" {
		s.Comment = append(s.Comment, b.text("完整镜像带编译工具，原生模块要用: %s", "the full image, whose compilers native modules need: %s", strings.Join(modules, ", ")))
	}
	b.nodeBuildPackages(s, c)
	s.Add(ast.Workdir(workDir))
	b.arg(s, ArgNPM)
	s.Add(m.variables)
	if len(m.setup) > 0 {
		s.Add(ast.Run{Commands: m.setup})
	}
	b.install(s, m)
	s.AddApart(ast.Copy{Src: []string{"."}, Dst: "."})
	if m.afterCopy != "" {
		s.Add(ast.Run{Mounts: m.mounts, Commands: []string{m.afterCopy}}, b.text("安装脚本可能要用源码，所以在复制之后运行", "install scripts may need the source, so they run once it is there"))
	}
	if command := b.nodeBuildCommand(); command != "" {
		s.Add(ast.Run{Mounts: m.mounts, Commands: b.buildCommands(command)}, b.assumed(b.id(generate.AspectBuildCommand))...)
		b.explain("build.RUN", b.id(generate.AspectBuildCommand))
	}
	b.ignoreNode()
	return s, nil
}

// buildCommands makes what the image copies exist in any case.
func (b *builder) buildCommands(command string) []string {
	if b.standalone() {
		return []string{command, "mkdir -p " + shellWord(path.Join(b.module(), "public"))}
	}
	return []string{command}
}

// compiler tells of what the full image has.
func compiler(p string) bool {
	return slices.Contains([]string{"python3", "python", "make", "g++", "gcc", "pkg-config"}, p)
}

// nodeBuildPackages installs what native modules are compiled against, beyond what
// the full image has.
func (b *builder) nodeBuildPackages(s *ast.Stage, c images.Choice) {
	need := slices.DeleteFunc(b.facts.Values(fact.BuildPackage), func(p string) bool {
		return compiler(p) || p == "openssl"
	})
	if packages := debianNames(buildNames(), need, c); len(packages) > 0 {
		b.apt(s, c, packages, nil, []string{b.text("编译原生模块要用的库", "libraries that native modules are compiled against")})
	}
}

// install resolves the dependencies before the source is there.
func (b *builder) install(s *ast.Stage, m manager) {
	files := slices.DeleteFunc(b.manifests(), func(f string) bool { return m.lockOnly && !fetchReads(f) })
	if len(files) == 0 {
		files = []string{"package.json"}
	}
	comment := []string{b.text("先只复制清单和锁文件：依赖不变时这些层命中缓存", "manifests and the lock file alone: cached until the dependencies change")}
	if m.lock == "" {
		comment = []string{b.text("没有锁文件，每次构建的依赖版本可能不同；请提交锁文件", "there is no lock file, so builds may differ in versions; please commit one")}
		b.decide(AspectDependencies, m.install, i18n.Textf("源码没有锁文件，安装结果不可重现，建议提交 %s 的锁文件", "the source has no lock file, so the installation cannot be repeated; commit one of %s", m.id), fact.BuildTool)
	} else {
		b.decide(AspectDependencies, m.install, i18n.Textf("严格按锁文件 %s 安装", "installs exactly what the lock file %s says", m.lock), fact.BuildLockFile)
	}
	b.copyManifests(s, files, comment...)
	if m.beforeInstall != "" {
		s.Add(ast.Run{Commands: []string{m.beforeInstall}}, b.text("锁文件里写的是官方地址，换成所选的源；校验和照常核对", "the lock file holds addresses of the official registry: they become those of the chosen one, and checksums are still verified"))
	}
	s.Add(ast.Run{Mounts: m.mounts, Commands: []string{m.install}}, b.npmLogin(m)...)
	b.explain("build.RUN.dependencies", b.id(AspectDependencies))
}

// fetchReads tells whether pnpm reads a file to fill its store: the lock file alone
// names the packages, the others say where from and with which patches.
func fetchReads(f string) bool {
	return path.Dir(f) == "." || path.Ext(f) == ".patch"
}

// npmLogin says where the login comes from, where one may be needed.
func (b *builder) npmLogin(m manager) []string {
	if !slices.ContainsFunc(m.mounts, func(x ast.Mount) bool { return x.Type == ast.Secret }) {
		return nil
	}
	return []string{b.text("源要登录时: --secret id=npmrc,src=.npmrc；不进镜像层", "if the registry wants a login: --secret id=npmrc,src=.npmrc; no layer holds it")}
}

func (b *builder) nodeBuildCommand() string {
	command := b.w.Build.Command
	if len(command) == 0 {
		command = fact.Args(b.value(fact.BuildCommand))
	}
	return shellCommand(command)
}

// shellCommand writes a command for RUN, which is a shell already.
func shellCommand(command []string) string {
	if len(command) == 3 && command[0] == "sh" && command[1] == "-c" {
		return strings.ReplaceAll(strings.TrimSpace(command[2]), "\n", "; ")
	}
	return words(command)
}

func (b *builder) nodeTest(m manager) string {
	command := fact.Args(b.value(fact.Tests))
	if len(command) == 0 {
		command = []string{m.id, "test"}
	}
	if b.module() == "." {
		return words(command)
	}
	return "cd " + shellWord(b.module()) + " && " + words(command)
}

// production is a stage without what only development needs. Dependencies and
// program are apart, so that a change of the source leaves their layer alone.
func (b *builder) production(m manager, build string) string {
	s := &ast.Stage{From: build, Name: "production", Comment: []string{b.text("只留生产依赖", "production dependencies only")}}
	var commands []string
	if dev := b.facts.Values(fact.BuildDevAtRuntime); len(dev) > 0 {
		s.Comment = []string{b.text("程序启动时加载开发依赖 %s，所以全部保留；移到 dependencies 后镜像会变小", "the program loads %s, which are declared for development, so all stay; moved to dependencies, the image gets smaller", strings.Join(dev, " "))}
		b.decide(AspectDependencies, m.install, i18n.Textf("开发依赖里的 %s 在运行时要用，不裁剪", "%s of the development dependencies are needed at run time, so none is dropped", strings.Join(dev, " ")), fact.BuildDevAtRuntime)
	} else if m.prune != "" {
		commands = append(commands, m.prune)
	} else {
		s.Comment = []string{b.text("%s 的这个版本不能就地去掉开发依赖，全部保留", "this version of %s cannot drop development dependencies in place, so all stay", m.id)}
	}
	s.Add(ast.Run{Mounts: m.mounts, Commands: append(commands, "mkdir -p node_modules", "mv node_modules /node_modules")})
	b.add(s)
	return s.Name
}

// standalone tells whether Next.js gathers what its server needs by itself.
func (b *builder) standalone() bool { return path.Base(b.value(fact.BuildArtifact)) == "standalone" }

// renderedOutput is what frameworks leave that need no further dependencies.
func (b *builder) renderedOutput() ([]ast.Copy, bool) {
	artifact := b.value(fact.BuildArtifact)
	module := path.Join(workDir, b.module())
	switch {
	case b.standalone():
		dist := path.Dir(artifact)
		return []ast.Copy{
			{Src: []string{path.Join(workDir, artifact) + "/"}, Dst: "/app/"},
			{Src: []string{path.Join(workDir, dist, "static") + "/"}, Dst: path.Join(module, path.Base(dist), "static") + "/"},
			{Src: []string{path.Join(module, "public") + "/"}, Dst: path.Join(module, "public") + "/"},
		}, true
	case path.Base(artifact) == ".output":
		return []ast.Copy{{Src: []string{path.Join(workDir, artifact) + "/"}, Dst: path.Join(workDir, artifact) + "/"}}, true
	}
	return nil, false
}

// nodeImage adds the last stage.
func (b *builder) nodeImage(m manager, from string, copies []ast.Copy) error {
	c, err := b.table.Runtime("javascript", b.w.Build.Version, "")
	if err != nil {
		return err
	}
	s := b.from(RuntimeStage, c)
	start := b.nodeStart(m)
	env := ast.Env{{Name: "NODE_ENV", Value: "production"}}
	if b.w.Component.Framework.ID == "next" {
		env = append(env, ast.Variable{Name: "HOSTNAME", Value: "0.0.0.0"}) // else it listens on the pod's name only
	}
	b.prepare(s, c, env, tiniPackage(start)...)
	for i, cp := range copies {
		cp.From, cp.Link = from, true
		if i == 0 {
			s.AddApart(cp)
			continue
		}
		s.Add(cp)
	}
	if b.w.Component.Framework.ID == "next" && !b.w.Security.ReadOnlyRoot {
		cache := path.Join(workDir, b.module(), ".next/cache")
		s.Add(ast.Run{Commands: []string{"install -d -o " + strconv.FormatInt(b.w.Security.UID, 10) + " -g " + strconv.FormatInt(b.w.Security.GID, 10) + " " + shellWord(cache)}},
			b.text("Next.js 运行时写的缓存", "the cache that Next.js writes while it runs"))
	}
	if b.module() != "." {
		s.Add(ast.Workdir(path.Join(workDir, b.module())))
	}
	b.finish(s, start)
	return nil
}

// nodeStart is a command whose first process is the program itself: a package
// manager in between would not hand on the signal to stop. A program that does not
// handle that signal runs under tini, since as the first process it would not hear it.
func (b *builder) nodeStart(m manager) []string {
	given := b.w.Build.Start
	if len(given) == 0 {
		given = []string{"node", "index.js"}
		if b.w.Component.Framework.ID == "next" {
			given = []string{"next", "start"}
		}
	}
	start := given
	switch base := path.Base(given[0]); base {
	case "node", "sh", "tini":
	case "npm", "yarn", "pnpm", "npx":
		start = append([]string{"tini", "-g", "--"}, given...)
		b.decide(AspectEntrypoint, words(start), i18n.Textf("%[1]s 不转发停止信号，由 tini 发给整个进程组；更好的是直接启动 node", "%[1]s does not hand on the signal to stop, so tini sends it to the whole process group; starting node itself would be better", base), fact.Start)
		return start
	default:
		if strings.Contains(given[0], "/") {
			break
		}
		start = append(m.binary(base, b.module()), given[1:]...)
		b.decide(AspectEntrypoint, words(start), i18n.Textf("%[1]s 是依赖里的命令，直接执行它，不经过 %[2]s", "%[1]s is a command of a dependency, which is run itself and not through %[2]s", base, m.id), fact.Start)
	}
	if b.value(fact.GracefulShutdown) == "true" || b.w.Component.Framework.ID == "next" || path.Base(b.value(fact.BuildArtifact)) == ".output" {
		return start // the servers of Next.js and Nitro handle the signal
	}
	return b.underTini(start)
}
