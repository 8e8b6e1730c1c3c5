package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const (
	mavenSettings   = "/opt/maven/settings.xml"
	mavenRepository = "/root/.m2/repository"
	// dependencyPlugin is pinned: since 3.1.2 go-offline leaves out what the reactor builds itself.
	dependencyPlugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
)

// maven builds a module out of its reactor.
func maven(b *builder) error {
	c, err := b.table.Build("java", "maven", b.w.Build.Version)
	if err != nil {
		return err
	}
	s := b.from("build", c)
	s.Platform = buildPlatform
	s.Add(ast.Workdir("/src"))
	b.mavenMirror(s)

	options, build := b.mavenCommands()
	if options != nil {
		b.copyManifests(s, b.mavenManifests(), b.text("先只复制 pom 并解析依赖：pom 不变时这些层命中缓存", "the POMs alone, and the dependencies that they name: cached until a POM changes"))
		s.Add(ast.Run{Mounts: b.mavenMounts(), Commands: []string{words(append(append([]string{"mvn"}, options...), dependencyPlugin+":go-offline"))}}, b.mavenLogin()...)
		b.decide(AspectDependencies, "dependency:go-offline", i18n.Textf(
			"源码之前单独一层解析依赖；仓库放在缓存挂载里，缓存不在时打包一步会补全",
			"a layer before the source resolves the dependencies; the repository is a cache mount, and where that is gone the packaging step fetches what it lacks"), fact.BuildFile)
		b.explain("build.RUN.dependencies", b.id(AspectDependencies))
	}

	s.AddApart(ast.Copy{Src: []string{"."}, Dst: "."})
	artifact := b.javaArtifact("target")
	run := b.javaLayout(artifact)
	thin := strings.Contains(b.value(fact.Start), "target/dependency") && b.value(fact.MainClass) != ""
	if thin {
		build = append(build, dependencyPlugin+":copy-dependencies", "-DincludeScope=runtime")
		run = b.thin(artifact, path.Join("/src", b.module(), "target/dependency"))
	}
	s.Add(ast.Run{Mounts: b.mavenMounts(), Commands: []string{words(build)}}, b.assumed(b.id(generate.AspectBuildCommand))...)
	b.explain("build.RUN", b.id(generate.AspectBuildCommand))
	b.add(s)
	b.mavenTest(s.Name)
	b.ignoreOutput("target")
	return b.javaAfterBuild(s, run)
}

// javaAfterBuild unpacks the artifact, in a stage of its own so that the tests do
// not wait for it, and adds the image.
func (b *builder) javaAfterBuild(build *ast.Stage, run javaRun) error {
	if run.extract == "" {
		return b.javaImage(build.Name, run)
	}
	s := &ast.Stage{From: build.Name, Name: "unpacked", Comment: []string{run.extractNote.In(b.app.Lang)}}
	s.Add(ast.Run{Commands: []string{run.extract}})
	b.add(s)
	return b.javaImage(s.Name, run)
}

// javaArtifact is what the build leaves, as an absolute path in the build stage.
func (b *builder) javaArtifact(output string) string {
	a := b.value(fact.BuildArtifact)
	if a == "" {
		ext := ".jar"
		if b.w.Component.Packaging == "war" {
			ext = ".war"
		}
		a = path.Join(b.module(), output, "*"+ext)
	}
	return path.Join("/src", a)
}

// mavenMirror writes settings that fetch Maven Central through the mirror. They are
// the global ones, so that the settings of a person or of a secret still win. A repository
// of the customer's own takes the place of those that POMs name, too, which such a network
// rarely reaches (https://maven.apache.org/guides/mini/guide-mirror-settings.html).
func (b *builder) mavenMirror(s *ast.Stage) {
	b.arg(s, ArgMaven)
	of, comment := "central", []string(nil)
	if ownSource(b.app.Mirrors.Maven) {
		of = "external:*"
		comment = []string{b.text("pom 里自己写的仓库也经由这个仓库下载", "repositories that POMs name by themselves are fetched through it, too")}
	}
	s.Add(ast.CopyText{Dst: mavenSettings, Expand: true, Lines: []string{
		"<settings>",
		"  <mirrors>",
		"    <mirror>",
		"      <id>central-mirror</id>",
		"      <mirrorOf>" + of + "</mirrorOf>",
		"      <url>${" + ArgMaven + ":-https://repo.maven.apache.org/maven2}</url>",
		"    </mirror>",
		"  </mirrors>",
		"</settings>",
	}}, comment...)
	s.Add(ast.Env{{Name: "MAVEN_ARGS", Value: "--batch-mode --no-transfer-progress --global-settings " + mavenSettings}})
}

// mavenMounts are the local repository and, for a repository of the customer's own,
// the login that it may want.
func (b *builder) mavenMounts() []ast.Mount {
	mounts := []ast.Mount{{Type: ast.Cache, Target: mavenRepository}}
	if ownSource(b.app.Mirrors.Maven) {
		mounts = append(mounts, ast.Mount{Type: ast.Secret, ID: "maven-settings", Target: "/root/.m2/settings.xml"})
	}
	return mounts
}

// mavenLogin says where the login comes from, where one may be needed.
func (b *builder) mavenLogin() []string {
	if !ownSource(b.app.Mirrors.Maven) {
		return nil
	}
	return []string{b.text("仓库要登录时: --secret id=maven-settings,src=settings.xml，其中 server 的 id 是 central-mirror；不进镜像层",
		"if the repository wants a login: --secret id=maven-settings,src=settings.xml with a server of id central-mirror; no layer holds it")}
}

// mavenCommands returns the options that pick the module and profiles, and the
// command that builds. Options are nil when the command is not Maven's.
func (b *builder) mavenCommands() (options, build []string) {
	command := b.w.Build.Command
	if len(command) == 0 {
		options = []string{}
		if m := b.module(); m != "." {
			options = []string{"-pl", m, "-am"}
		}
		return options, slices.Concat([]string{"mvn"}, options, []string{"-DskipTests", "package"})
	}
	switch path.Base(command[0]) {
	case "mvn", "mvnw":
		command = append([]string{"mvn"}, slices.DeleteFunc(slices.Clone(command[1:]), quiet)...)
		return mavenOptions(command[1:]), command
	}
	return nil, command
}

// quiet names the options that MAVEN_ARGS holds already.
func quiet(o string) bool {
	return o == "-B" || o == "--batch-mode" || o == "-ntp" || o == "--no-transfer-progress"
}

// mavenOptions leaves out goals and what is about tests.
func mavenOptions(args []string) []string {
	out := []string{}
	for i := 0; i < len(args); i++ {
		a := args[i]
		switch {
		case !strings.HasPrefix(a, "-"), strings.HasPrefix(a, "-DskipTests"), strings.HasPrefix(a, "-Dmaven.test.skip"):
		case slices.Contains([]string{"-pl", "--projects", "-P", "--activate-profiles", "-f", "--file", "-s", "--settings"}, a) && i+1 < len(args):
			out = append(out, a, args[i+1])
			i++
		default:
			out = append(out, a)
		}
	}
	return out
}

// mavenManifests leaves out the wrapper: the image has Maven, and one download less
// from abroad.
func (b *builder) mavenManifests() []string {
	files := slices.DeleteFunc(b.manifests(), func(f string) bool {
		return path.Base(f) == "mvnw" || strings.HasPrefix(f, ".mvn/wrapper/")
	})
	if len(files) == 0 {
		return []string{"pom.xml"}
	}
	return files
}

// mavenTest runs the tests of the module and of what it is built from.
func (b *builder) mavenTest(from string) {
	command := fact.Args(b.value(fact.Tests))
	if len(command) == 0 {
		command = []string{"mvn", "test"}
	}
	if path.Base(command[0]) == "mvnw" {
		command[0] = "mvn"
	}
	command = slices.DeleteFunc(command, quiet)
	b.test(from, ast.Run{Mounts: b.mavenMounts(), Commands: []string{words(command)}})
}
