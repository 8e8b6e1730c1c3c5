package dockerfile

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/generate/images"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// exporter turns a lock file into a list with hashes that pip installs: so the
// mirror of pip serves every tool, and none of the tools reaches the image.
type exporter struct {
	install string // requirement of pip, pinned
	lock    string // command that makes a lock file where there is none
	list    string // command that writes the list
	tests   string // command that writes the list of what tests need too
}

// exportLock adds the stage that exports the lock file, for tools that have one.
func (b *builder) exportLock(c images.Choice) bool {
	e, ok := b.exporter()
	if !ok {
		return false
	}
	s := b.from("lock", c)
	s.Comment = append(s.Comment, b.text("把锁文件转成带哈希的清单，由 pip 经所选的源安装", "the lock file as a list with hashes, which pip installs through the chosen index"))
	s.Add(ast.Workdir(path.Join(workDir, b.module())))
	b.arg(s, ArgPyPI)
	s.Add(ast.Run{Mounts: pipMounts(b), Commands: []string{"pip install --root-user-action=ignore " + e.install}})
	files := b.manifests()
	dirs, byDir := groupByDir(files)
	for _, dir := range dirs {
		s.Add(ast.Copy{Src: byDir[dir], Dst: path.Join(workDir, dir) + "/"})
	}
	lock := b.value(fact.BuildLockFile)
	commands := []string{e.list}
	if b.w.Build.Tests {
		commands = append(commands, e.tests)
	}
	if lock == "" {
		commands = append([]string{e.lock}, commands...)
		s.Add(ast.Run{Commands: commands}, b.text("没有锁文件，每次构建的依赖版本可能不同；请提交锁文件", "there is no lock file, so builds may differ in versions; please commit one"))
		b.decide(AspectDependencies, e.install, i18n.Textf("源码没有锁文件，安装结果不可重现", "the source has no lock file, so the installation cannot be repeated"), fact.BuildTool)
	} else {
		s.Add(ast.Run{Commands: commands})
		b.decide(AspectDependencies, e.install, i18n.Textf("严格按锁文件 %s 安装", "installs exactly what the lock file %s says", lock), fact.BuildLockFile)
	}
	b.add(s)
	return true
}

// publicIndex drops the address of PyPI, which would win over the chosen index.
const publicIndex = `sed '\#^-i https://pypi.org/simple#d'`

func (b *builder) exporter() (exporter, bool) {
	extras := b.facts.Values(fact.PythonExtras)
	with := func(flag string) string {
		var out strings.Builder
		for _, x := range extras {
			out.WriteString(" " + flag + " " + shellWord(x))
		}
		return out.String()
	}
	switch b.w.Component.BuildTool.ID {
	case "poetry":
		return exporter{
			install: b.poetryPackages(),
			lock:    "poetry lock --no-interaction",
			list:    "poetry export --only main" + with("--extras") + " --output " + lockedNames,
			tests:   "poetry export " + b.poetryGroups() + with("--extras") + " --output " + testNames,
		}, true
	case "uv":
		locked := " --frozen"
		if b.value(fact.BuildLockFile) == "" {
			locked = ""
		}
		return exporter{
			install: "uv==0.8.22",
			lock:    "uv lock",
			list:    "uv export --quiet" + locked + " --no-dev --no-emit-workspace" + with("--extra") + " --output-file " + lockedNames,
			tests:   "uv export --quiet" + locked + " --all-groups --no-emit-workspace" + with("--extra") + " --output-file " + testNames,
		}, true
	case "pipenv":
		return exporter{
			install: b.pipenvPackage(),
			lock:    "pipenv lock",
			list:    "pipenv requirements --hash | " + publicIndex + " > " + lockedNames,
			tests:   "pipenv requirements --dev --hash | " + publicIndex + " > " + testNames,
		}, true
	}
	return exporter{}, false
}

// poetryPackages pins Poetry with the plugin that exports, as the Python of the
// image can run them; later ones read the lock files of earlier ones.
func (b *builder) poetryPackages() string {
	v := b.w.Build.Version
	switch {
	case atLeast(v, 3, 9):
		return "poetry==2.2.1 poetry-plugin-export==1.9.0"
	case atLeast(v, 3, 8):
		return "poetry==1.8.5 poetry-plugin-export==1.8.0"
	case atLeast(v, 3, 7):
		return "poetry==1.5.1 poetry-plugin-export==1.4.0"
	}
	return "poetry==1.1.15"
}

// poetryGroups selects what tests need: the plugin knows all groups since 1.9.
func (b *builder) poetryGroups() string {
	if atLeast(b.w.Build.Version, 3, 9) {
		return "--all-groups"
	}
	return "--dev"
}

func (b *builder) pipenvPackage() string {
	v := b.w.Build.Version
	switch {
	case atLeast(v, 3, 9):
		return "pipenv==2025.0.4"
	case atLeast(v, 3, 7):
		return "pipenv==2023.10.3"
	}
	return "pipenv==2022.4.8"
}
