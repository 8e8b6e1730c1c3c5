package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/generate/images"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const (
	gradleInit  = "/opt/gradle/init.gradle"
	gradleCache = "/root/.gradle"
)

// gradle builds a project of a Gradle build.
func gradle(b *builder) error {
	wrapper := b.value(fact.BuildWrapper) == "true"
	c, err := b.gradleBase(wrapper)
	if err != nil {
		return err
	}
	s := b.from("build", c)
	s.Platform = buildPlatform
	s.Add(ast.Workdir("/src"))
	s.Add(ast.Env{{Name: "GRADLE_USER_HOME", Value: gradleCache}})
	b.gradleInit(s)

	program := "gradle"
	mounts := b.gradleMounts()
	b.copyManifests(s, b.gradleManifests(), b.text("先只复制构建脚本并下载依赖：脚本不变时这些层命中缓存", "the build scripts alone, and the dependencies that they name: cached until a script changes"))
	var prepare []string
	if wrapper {
		program = "./gradlew"
		prepare = gradleWrapper()
		b.arg(s, ArgGradle)
	}
	options := []string{"--no-daemon", "--init-script", gradleInit}
	s.Add(ast.Run{Mounts: mounts, Commands: append(slices.Clone(prepare), words(slices.Concat([]string{program}, options, []string{b.gradleTask("downloadDependencies")})))})
	b.decide(AspectDependencies, "downloadDependencies", i18n.Textf(
		"源码之前单独一层，由 init 脚本里的任务下载依赖；缓存目录不在时构建一步会补全",
		"a layer before the source lets a task of the init script fetch the dependencies; where the cache is gone the build step fetches what it lacks"), fact.BuildFile)
	b.explain("build.RUN.dependencies", b.id(AspectDependencies))

	s.AddApart(ast.Copy{Src: []string{"."}, Dst: "."})
	artifact := b.javaArtifact("build/libs")
	s.Add(ast.Run{Mounts: mounts, Commands: append(prepare, b.gradleBuild(program, options, artifact)...)}, b.assumed(b.id(generate.AspectBuildCommand))...)
	b.explain("build.RUN", b.id(generate.AspectBuildCommand))
	b.add(s)
	b.test(s.Name, ast.Run{Mounts: mounts, Commands: []string{words(slices.Concat([]string{program}, options, []string{b.gradleTask("test")}))}})
	b.ignoreOutput("build")
	b.ignore = append(b.ignore, "**/.gradle")
	return b.javaAfterBuild(s, b.javaLayout(artifact))
}

// gradleBase is the JDK for a build with a wrapper, which brings Gradle itself,
// else the Gradle image of the version that is asked for or the newest.
func (b *builder) gradleBase(wrapper bool) (images.Choice, error) {
	v := b.w.Build.Version
	if wrapper {
		return b.table.Build("java", "", v)
	}
	tools := slices.DeleteFunc(b.table.Tools("java", v), func(t string) bool { return !strings.HasPrefix(t, "gradle-") })
	major, _, _ := strings.Cut(exact(b.w.Component.BuildTool.Version), ".")
	if slices.Contains(tools, "gradle-"+major) || len(tools) == 0 {
		return b.table.Build("java", "gradle-"+major, v)
	}
	return b.table.Build("java", tools[len(tools)-1], v)
}

// gradleTask names a task of the component's project.
func (b *builder) gradleTask(task string) string {
	if command := fact.Args(b.value(fact.Tests)); len(command) == 2 && strings.HasSuffix(command[1], ":test") {
		return strings.TrimSuffix(command[1], "test") + task // settings may name a project otherwise than its directory
	}
	if b.module() == "." {
		return ":" + task
	}
	return ":" + strings.ReplaceAll(b.module(), "/", ":") + ":" + task
}

// gradleBuild is the command that leaves the artifact.
func (b *builder) gradleBuild(program string, options []string, artifact string) []string {
	if command := b.w.Build.Command; len(command) > 0 {
		if base := path.Base(command[0]); base == "gradle" || base == "gradlew" {
			command = slices.Concat([]string{program}, options, slices.DeleteFunc(slices.Clone(command[1:]), func(o string) bool { return o == "--no-daemon" }))
		}
		return []string{words(command)}
	}
	task := "assemble"
	switch {
	case strings.Contains(artifact, "build/install/"):
		task = "installDist"
	case path.Ext(artifact) == ".war":
		task = "war"
		if b.bootArtifact() {
			task = "bootWar"
		}
	case b.bootArtifact() && b.value(fact.Layered) != "":
		task = "bootJar"
	case strings.HasSuffix(artifact, "-all.jar"):
		task = "shadowJar"
	case strings.HasSuffix(artifact, "quarkus-app"):
		task = "quarkusBuild"
	}
	commands := []string{words(slices.Concat([]string{program}, options, []string{b.gradleTask(task)}))}
	if strings.Contains(path.Base(artifact), "*") { // the plain jar must not match as well
		commands = append(commands, "rm -f "+globWord(path.Dir(artifact))+"/*-plain.jar")
	}
	return commands
}

func (b *builder) gradleMounts() []ast.Mount {
	mounts := []ast.Mount{{Type: ast.Cache, Target: gradleCache, Locked: true}}
	if ownSource(b.app.Mirrors.Maven) {
		mounts = append(mounts, ast.Mount{Type: ast.Secret, ID: "gradle-properties", Target: gradleCache + "/gradle.properties"})
	}
	return mounts
}

// gradleWrapper lets the wrapper fetch Gradle from the mirror. It is needed again
// after the source is copied, which brings the file back as it was.
func gradleWrapper() []string {
	return []string{
		`if [ -n "$` + ArgGradle + `" ]; then sed -i "s#^distributionUrl=.*/#distributionUrl=$` + ArgGradle + `/#" gradle/wrapper/gradle-wrapper.properties; fi`,
		"chmod +x gradlew",
	}
}

func (b *builder) gradleManifests() []string {
	files := b.manifests()
	if len(files) == 0 {
		return []string{"build.gradle"}
	}
	return files
}

// gradleInit writes an init script: it puts the mirror in the place of Maven
// Central, and adds the task that fetches dependencies of other builds only,
// whatever kind of project it finds.
func (b *builder) gradleInit(s *ast.Stage) {
	b.arg(s, ArgMaven)
	s.Add(ast.CopyText{Dst: gradleInit, Lines: []string{
		"def mirror = System.getenv('" + ArgMaven + "')",
		"def central = ['repo.maven.apache.org', 'repo1.maven.org', 'jcenter.bintray.com']",
		"def redirect = { repo ->",
		"    if (mirror && repo instanceof MavenArtifactRepository && repo.url.host in central) {",
		"        repo.url = mirror",
		"    }",
		"}",
		"gradle.settingsEvaluated { settings ->",
		"    settings.pluginManagement.repositories.all(redirect)",
		"    if (settings.hasProperty('dependencyResolutionManagement')) {",
		"        settings.dependencyResolutionManagement.repositories.all(redirect)",
		"    }",
		"}",
		"allprojects {",
		"    buildscript.repositories.all(redirect)",
		"    repositories.all(redirect)",
		"    tasks.register('downloadDependencies') {",
		"        doLast {",
		"            project.configurations.findAll { it.canBeResolved && it.name =~ /(Classpath|nnotationProcessor)$/ }.each { c ->",
		"                c.incoming.artifactView { view ->",
		"                    view.lenient(true)",
		"                    view.componentFilter { it instanceof ModuleComponentIdentifier }",
		"                }.files.files",
		"            }",
		"        }",
		"    }",
		"}",
	}})
}
