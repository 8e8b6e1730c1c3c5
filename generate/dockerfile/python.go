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

const (
	venv        = "/opt/venv"
	lockedNames = "/requirements.txt" // what a lock file exports
	testNames   = "/requirements-test.txt"
)

// python runs a program of Python in a virtual environment that a build stage fills.
func python(b *builder) error {
	c, err := b.table.Build("python", "", b.w.Build.Version)
	if err != nil {
		return err
	}
	exported := b.exportLock(c)
	pages, err := b.frontEnds(workDir)
	if err != nil {
		return err
	}
	s := b.from("build", c)
	b.pythonBuildPackages(s, c)
	s.Add(ast.Env{
		{Name: "PATH", Value: venv + "/bin:$PATH", Expand: true},
		{Name: "PIP_DISABLE_PIP_VERSION_CHECK", Value: "1"},
		{Name: "PYTHONDONTWRITEBYTECODE", Value: "1"},
	})
	s.Add(ast.Workdir(path.Join(workDir, b.module())))
	b.arg(s, ArgPyPI)
	s.Add(ast.Run{Commands: []string{"python -m venv " + venv}})
	b.pythonInstall(s, exported)
	start, server := b.pythonStart()
	if server != "" {
		s.Add(ast.Run{Mounts: pipMounts(b), Commands: []string{"pip install --no-compile " + server}},
			b.text("源码的依赖里没有生产用的服务器", "the dependencies of the source have no server for production"))
		b.explain("build.RUN.server", b.id(AspectServer))
	}
	b.pythonInstalled(s, server)
	fromBuild := b.pythonSource(s, pages)
	b.add(s)
	b.pythonTest(s.Name, exported, fromBuild)
	b.ignore = append(b.ignore, "**/__pycache__", "**/*.py[cod]", "**/.venv", "**/venv", "**/.tox", "**/.pytest_cache", "**/.mypy_cache", "**/.ruff_cache", "**/.coverage")
	return b.pythonImage(fromBuild, start)
}

func pipMounts(b *builder) []ast.Mount {
	mounts := []ast.Mount{{Type: ast.Cache, Target: cacheRoot + "/pip"}}
	if ownSource(b.app.Mirrors.PyPI) {
		mounts = append(mounts, ast.Mount{Type: ast.Secret, ID: "netrc", Target: "/root/.netrc"})
	}
	return mounts
}

func (b *builder) pythonBuildPackages(s *ast.Stage, c images.Choice) {
	need := b.facts.Values(fact.BuildPackage)
	if slices.ContainsFunc(b.buildSteps(), func(step string) bool { return strings.Contains(step, "compilemessages") }) {
		need = append(need, "gettext")
	}
	if packages := debianNames(buildNames(), need, c); len(packages) > 0 {
		b.apt(s, c, packages, nil, []string{b.text("编译依赖要用的系统包，不进运行镜像", "system packages to compile dependencies with; they do not reach the image")})
	}
}

// pythonInstall resolves the dependencies before the source is there.
func (b *builder) pythonInstall(s *ast.Stage, exported bool) {
	for _, need := range b.facts.Values(fact.BuildNeeds) { // lists name them by their paths
		s.Add(ast.Copy{Src: []string{need + "/"}, Dst: path.Join(workDir, need) + "/"})
	}
	if exported {
		s.Add(ast.Copy{From: "lock", Src: []string{lockedNames}, Dst: lockedNames})
		s.Add(ast.Run{Mounts: pipMounts(b), Commands: []string{"pip install --no-compile -r " + lockedNames}})
		b.explain("build.RUN.dependencies", b.id(AspectDependencies))
		return
	}
	requirements := b.requirements()
	if len(requirements) == 0 {
		return // with the source, which declares them
	}
	dirs, byDir := groupByDir(requirements)
	comment := []string{b.text("先只复制依赖清单：依赖不变时这些层命中缓存", "the list of dependencies alone: cached until it changes")}
	for _, dir := range dirs {
		s.Add(ast.Copy{Src: byDir[dir], Dst: path.Join(workDir, dir) + "/"}, comment...)
		comment = nil
	}
	main := relative(b.module(), requirements[0])
	s.Add(ast.Run{Mounts: pipMounts(b), Commands: []string{"pip install --no-compile -r " + shellWord(main)}})
	b.decide(AspectDependencies, "pip install -r "+main, i18n.Textf("依赖清单里写死的版本照装，没有写死的取当时最新", "versions that the list pins are installed as they are, others as new as they come"), fact.BuildFile)
	b.explain("build.RUN.dependencies", b.id(AspectDependencies))
}

// requirements are the requirements files, the main one first: it names the others.
func (b *builder) requirements() []string {
	files := slices.DeleteFunc(b.manifests(), func(f string) bool { return path.Ext(f) != ".txt" || path.Base(f) == "runtime.txt" })
	rank := func(f string) int {
		switch base := path.Base(f); {
		case base == "requirements.txt":
			return 0
		case strings.HasPrefix(base, "prod"), strings.Contains(base, "prod"):
			return 1
		}
		return 2
	}
	slices.SortStableFunc(files, func(x, y string) int { return rank(x) - rank(y) })
	return files
}

// pythonSource copies the source into the build stage where the build needs it,
// and tells whether the image takes it from there.
func (b *builder) pythonSource(s *ast.Stage, pages []ast.Copy) bool {
	installs := len(b.requirements()) == 0 && b.w.Component.BuildTool.ID == "pip" && len(b.manifests()) > 0
	script := b.startsScript()
	steps := b.buildSteps()
	command := b.w.Build.Command
	needs := b.facts.Values(fact.BuildNeeds)
	if !installs && !script && len(steps)+len(command)+len(needs)+len(pages) == 0 {
		return false
	}
	s.AddApart(ast.Copy{Src: []string{"."}, Dst: workDir + "/"})
	for _, p := range pages {
		p.Dst = path.Join(workDir, b.module(), strings.TrimPrefix(p.Dst, workDir+"/")) + "/"
		s.Add(p)
	}
	switch {
	case installs:
		s.Add(ast.Run{Mounts: pipMounts(b), Commands: []string{"pip install --no-compile ."}},
			b.text("依赖写在项目描述里且没有锁文件，只能和源码一起安装", "the project itself declares the dependencies and there is no lock file, so they are installed with the source"))
		b.decide(AspectDependencies, "pip install .", i18n.Textf("没有锁文件，安装结果不可重现，建议用 uv 或 poetry 锁定", "there is no lock file, so the installation cannot be repeated; lock it with uv or poetry"), fact.BuildFile)
	case script:
		s.Add(ast.Run{Mounts: pipMounts(b), Commands: []string{"pip install --no-compile --no-deps ."}},
			b.text("启动命令由项目自己安装", "the start command is one that the project installs"))
	}
	for _, need := range needs {
		s.Add(ast.Run{Mounts: pipMounts(b), Commands: []string{"pip install --no-compile --no-deps " + shellWord(path.Join(workDir, need))}},
			b.text("同一仓库里的包", "a package of the same repository"))
	}
	if len(command) > 0 {
		s.Add(ast.Run{Commands: []string{shellCommand(command)}}, b.assumed(b.id(generate.AspectBuildCommand))...)
	}
	comment := []string{b.text("静态文件在构建时收集；变量只在这一条命令里有值", "static files are gathered at build time; the variables hold a value for this command only")}
	for _, step := range steps {
		s.Add(ast.Run{Commands: []string{b.settingsFor(step)}}, comment...)
		comment = nil
	}
	return true
}

// buildSteps are what the old start does with files: compiling messages, gathering
// static files, compressing them, in the order in which each needs the other.
func (b *builder) buildSteps() []string {
	found := map[string]bool{"collectstatic": b.value(fact.PythonStatic) == "true"}
	for _, v := range b.facts.Values(fact.StartBefore) {
		args := fact.Args(v)
		for i := range args {
			if path.Base(args[i]) == "manage.py" && i+1 < len(args) && fact.BuildStep(args) {
				found[args[i+1]] = true
			}
		}
	}
	var out []string
	for _, s := range [][2]string{{"compilemessages", ""}, {"collectstatic", " --no-input"}, {"compress", " --force"}} {
		if found[s[0]] {
			out = append(out, "python "+b.managePy()+" "+s[0]+s[1])
		}
	}
	return out
}

// settingsFor lets the settings load for a command, which insist on Django's secret
// key: any text does, and none is kept.
func (b *builder) settingsFor(command string) string {
	var env []string
	for _, s := range b.w.Secrets {
		if strings.HasSuffix(s.Name, "SECRET_KEY") {
			env = append(env, s.Name+"=unused")
		}
	}
	return strings.Join(append(env, command), " ")
}

// managePy is where the start or test command has it, else at the top.
func (b *builder) managePy() string {
	for _, command := range [][]string{b.w.Build.Start, fact.Args(b.value(fact.Start)), fact.Args(b.value(fact.Tests))} {
		for i, a := range command {
			if path.Base(a) == "manage.py" {
				return shellWord(a)
			}
			if a == "--chdir" && i+1 < len(command) {
				return shellWord(path.Join(command[i+1], "manage.py"))
			}
		}
	}
	return "manage.py"
}

// pythonTest needs what only tests need, which lists of the source may name.
func (b *builder) pythonTest(from string, exported, copied bool) {
	if !b.w.Build.Tests {
		return
	}
	command := fact.Args(b.value(fact.Tests))
	if len(command) == 0 {
		command = []string{"python", "-m", "unittest", "discover"}
	}
	var before []ast.Instruction
	if !copied {
		before = append(before, ast.Copy{Src: []string{"."}, Dst: workDir + "/"})
	}
	if exported {
		before = append(before, ast.Copy{From: "lock", Src: []string{testNames}, Dst: testNames})
		b.test(from, ast.Run{Mounts: pipMounts(b), Commands: []string{"pip install -r " + testNames, words(command)}}, before...)
		return
	}
	var commands []string
	for _, list := range b.facts.Values(fact.PythonTestFile) {
		commands = append(commands, "pip install -r "+shellWord(list))
	}
	if slices.Contains(command, "pytest") {
		commands = append(commands, "{ python -m pytest --version || pip install "+b.pytest()+"; }")
	}
	b.test(from, ast.Run{Mounts: pipMounts(b), Commands: append(commands, words(command))}, before...)
}

// pytest pins the last release that runs on the version of Python, for sources whose
// lists do not name it.
func (b *builder) pytest() string {
	switch v := b.w.Build.Version; {
	case !atLeast(v, 3, 7):
		return "pytest==7.0.1"
	case !atLeast(v, 3, 8):
		return "pytest==7.4.4"
	}
	return "pytest==8.3.5"
}

// pythonImage adds the last stage.
func (b *builder) pythonImage(fromBuild bool, start []string) error {
	c, err := b.table.Runtime("python", b.w.Build.Version, "")
	if err != nil {
		return err
	}
	s := b.from(RuntimeStage, c)
	own := debianNames(runtimeNames(), linked(b.facts.Values(fact.BuildPackage)), c)
	own = append(own, tiniPackage(start)...)
	b.prepare(s, c, ast.Env{
		{Name: "PATH", Value: venv + "/bin:$PATH", Expand: true},
		{Name: "PYTHONUNBUFFERED", Value: "1"},
		{Name: "PYTHONDONTWRITEBYTECODE", Value: "1"},
		{Name: "HOME", Value: "/tmp"}, // the user has no home, and libraries and servers write below it
	}, own...)
	s.AddApart(ast.Copy{From: "build", Link: true, Src: []string{venv}, Dst: venv})
	switch source := path.Join(workDir, b.module()); {
	case fromBuild:
		s.Add(ast.Copy{From: "build", Link: true, Src: []string{source}, Dst: workDir})
	case b.module() != ".":
		s.Add(ast.Copy{Src: []string{b.module() + "/"}, Dst: "./"})
	default:
		s.Add(ast.Copy{Src: []string{"."}, Dst: "./"})
	}
	b.finish(s, start)
	return nil
}

// mainPort is where the program listens.
func (b *builder) mainPort() string {
	switch {
	case len(b.w.Ports) > 0:
		return strconv.Itoa(b.w.Ports[0].Number)
	case b.w.Build.Port > 0:
		return strconv.Itoa(b.w.Build.Port)
	}
	return "8000"
}
