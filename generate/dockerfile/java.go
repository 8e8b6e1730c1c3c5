package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// javaRun is how a built artifact is laid into its image and started.
type javaRun struct {
	need        string // of the run-time image
	extract     string // command that unpacks the artifact; "" for none
	extractNote i18n.Text
	copies      []ast.Copy // into the image, from the stage that built
	program     []string   // the command
	prepare     []ast.Step // of the image, before the copies
	note        i18n.Text  // about the start, beside what the program is
}

// javaImage adds the last stage, which copies from the stage from, or from the
// context when that is "".
func (b *builder) javaImage(from string, run javaRun) error {
	c, err := b.table.Runtime("java", b.w.Build.Version, run.need)
	if err != nil {
		return err
	}
	s := b.from(RuntimeStage, c)
	b.prepare(s, c, nil)
	s.Steps = append(s.Steps, run.prepare...)
	for i, cp := range run.copies {
		cp.From, cp.Link = from, true
		if i == 0 {
			s.AddApart(cp)
			continue
		}
		s.Add(cp)
	}
	start, why := b.javaStart(run.program)
	if run.note.Complete() {
		why = joined(run.note, why)
	}
	if why.Complete() {
		b.decide(AspectEntrypoint, strings.Join(start, " "), why, fact.Start, fact.FrameworkVersion)
	}
	b.finish(s, start)
	return nil
}

// javaLayout decides by the artifact how it runs. The artifact is where COPY finds
// it and may hold a glob.
func (b *builder) javaLayout(artifact string) javaRun {
	name := path.Base(artifact)
	switch {
	case name == "quarkus-app":
		return javaRun{copies: []ast.Copy{{Src: []string{artifact + "/"}, Dst: "./"}}, program: []string{"java", "-jar", "quarkus-run.jar"}}
	case strings.Contains(artifact, "build/install/"):
		return b.javaDistribution(artifact, name)
	case path.Ext(name) == ".war" && !b.bootArtifact():
		return b.tomcat(artifact)
	case path.Ext(name) == ".war":
		return javaRun{copies: []ast.Copy{{Src: []string{artifact}, Dst: "app.war"}}, program: []string{"java", "-jar", "/app/app.war"}}
	case b.value(fact.Layered) == "true" && b.bootVersion() != "":
		return b.layers(artifact)
	}
	return javaRun{copies: []ast.Copy{{Src: []string{artifact}, Dst: "app.jar"}}, program: []string{"java", "-jar", "/app/app.jar"}}
}

// bootArtifact tells whether a war starts itself, as those of Spring Boot's plugin
// do; only such a war has a main class.
func (b *builder) bootArtifact() bool {
	return b.value(fact.MainClass) != "" && (b.w.Component.Framework.ID == "spring-boot" || b.w.Component.Framework.ID == "spring-cloud-gateway")
}

// bootVersion is the version of Spring Boot, "" when only another framework's is known.
func (b *builder) bootVersion() string {
	switch b.w.Component.Framework.ID {
	case "spring-boot", "spring-cloud-gateway":
		return b.w.Component.Framework.Version
	}
	return ""
}

// layers unpacks a Spring Boot jar: dependencies change rarely and keep their
// layer, the program's own classes come last.
func (b *builder) layers(artifact string) javaRun {
	v := b.bootVersion()
	extract, launcher := "java -Djarmode=layertools -jar "+globWord(artifact)+" extract --destination /layers", "org.springframework.boot.loader.JarLauncher"
	if atLeast(v, 3, 3) {
		extract = "java -Djarmode=tools -jar " + globWord(artifact) + " extract --layers --launcher --destination /layers"
	}
	if atLeast(v, 3, 2) {
		launcher = "org.springframework.boot.loader.launch.JarLauncher"
	}
	run := javaRun{extract: extract, program: []string{"java", launcher}}
	run.extractNote = i18n.Text{ZH: "按变化的快慢拆成层：依赖在前，自己的类在后", EN: "in layers by how often they change: dependencies first, the program's own classes last"}
	for _, l := range []string{"dependencies", "spring-boot-loader", "snapshot-dependencies", "application"} {
		run.copies = append(run.copies, ast.Copy{Src: []string{"/layers/" + l + "/"}, Dst: "./"})
	}
	run.note = i18n.Textf("Spring Boot %[1]s 的 jar 按层拆开，由它的启动类 %[2]s 启动", "the jar of Spring Boot %[1]s is unpacked in layers and started by its class %[2]s", v, launcher)
	return run
}

// javaDistribution runs what Gradle's installDist leaves, without its start script
// when the main class is known.
func (b *builder) javaDistribution(artifact, name string) javaRun {
	run := javaRun{copies: []ast.Copy{{Src: []string{artifact + "/lib/"}, Dst: "lib/"}}}
	if main := b.value(fact.MainClass); main != "" {
		run.program = []string{"java", "-cp", "/app/lib/*", main}
		return run
	}
	run.copies = []ast.Copy{{Src: []string{artifact + "/"}, Dst: "./"}}
	run.program = []string{"/app/bin/" + name}
	return run
}

// thin runs a jar beside its dependencies, for projects that pack neither into one.
func (b *builder) thin(artifact, dependencies string) javaRun {
	return javaRun{
		copies:  []ast.Copy{{Src: []string{dependencies + "/"}, Dst: "lib/"}, {Src: []string{artifact}, Dst: "app.jar"}},
		program: []string{"java", "-cp", "/app/app.jar:/app/lib/*", b.value(fact.MainClass)},
	}
}

// tomcat runs a war that does not start itself. Spring 6 and with it Spring Boot 3
// speak jakarta.*, which begins with Tomcat 10; anything older speaks javax.*.
func (b *builder) tomcat(artifact string) javaRun {
	run := javaRun{need: "tomcat-9.0", program: []string{"catalina.sh", "run"}}
	generation := "javax"
	fw := b.w.Component.Framework
	if jakarta(fw) {
		run.need, generation = "tomcat-10.1", "jakarta"
	}
	run.note = i18n.Textf("war 包没有自带服务器，用 %[1]s（%[2]s.servlet）", "the war brings no server, so it runs in %[1]s (%[2]s.servlet)", run.need, generation)
	context := "ROOT"
	if p := strings.Trim(b.contextPath(), "/"); p != "" {
		context = strings.ReplaceAll(p, "/", "#")
	}
	run.extractNote = i18n.Text{ZH: "解开 war，运行时不必写盘", EN: "unpacks the war, so that nothing is written at run time"}
	run.extract = "mkdir /war && cd /war && jar -xf " + globWord(artifact)
	run.copies = []ast.Copy{{Src: []string{"/war/"}, Dst: "/usr/local/tomcat/webapps/" + context + "/"}}
	run.prepare = []ast.Step{{
		Comment: []string{b.text("Tomcat 运行时写的目录放到 /tmp，根文件系统可以只读", "what Tomcat writes while it runs goes to /tmp, so that the root file system can be read-only")},
		Do:      ast.Run{Commands: []string{"cd /usr/local/tomcat", "rm -rf logs temp work", "ln -s /tmp logs", "ln -s /tmp temp", "ln -s /tmp work"}},
	}}
	return run
}

// jakarta tells whether a program is written against jakarta.servlet, which
// begins with Servlet 5 (https://tomcat.apache.org/whichversion.html).
func jakarta(fw assess.Versioned) bool {
	first := map[string]int{"spring-boot": 3, "spring-cloud-gateway": 3, "spring-mvc": 6, "struts": 7, "servlet": 5}[fw.ID]
	return first > 0 && atLeast(fw.Version, first, 0)
}

// javaStart joins the program with what today's start command says about it. Heap
// and agents are settings of the platform, profiles belong to the environments,
// and paths of the old machine do not exist in the image.
func (b *builder) javaStart(program []string) ([]string, i18n.Text) {
	given := b.w.Build.Start
	if len(given) == 0 {
		return program, i18n.Text{}
	}
	if b.answered(fact.Start, given) && path.Base(given[0]) != "java" {
		return given, i18n.Textf("启动命令按答案", "the start command as answered")
	}
	options, args := javaOptions(given)
	if program[0] != "java" || len(options)+len(args) == 0 {
		return program, i18n.Textf("程序在镜像里的位置不同: %[1]s；内存等 JVM 参数由平台的环境变量给出", "the program lies elsewhere in the image: %[1]s; JVM options such as memory come from the platform's variables", strings.Join(program, " "))
	}
	start := slices.Concat([]string{"java"}, options, program[1:], args)
	return start, i18n.Textf("保留启动命令里与环境无关的参数: %[1]s；内存和 profile 由平台给出", "keeps what the start command says whatever the environment: %[1]s; memory and profiles come from the platform",
		strings.Join(slices.Concat(options, args), " "))
}

// answered tells whether a command is a person's and not the source's.
func (b *builder) answered(key string, command []string) bool {
	for _, f := range b.facts.All(key) {
		if slices.Equal(fact.Args(f.Value), command) {
			return false
		}
	}
	return !slices.Equal(b.w.Component.Start.Command, command)
}

// javaOptions returns the JVM options and program arguments worth keeping.
func javaOptions(command []string) (options, args []string) {
	i := 1
	for ; i < len(command) && strings.HasPrefix(command[i], "-"); i++ {
		o := command[i]
		switch {
		case o == "-jar":
			return options, keptArgs(command[min(i+2, len(command)):])
		case o == "-cp" || o == "-classpath" || o == "--class-path":
			i++
		case strings.HasPrefix(o, "--add-") || strings.HasPrefix(o, "--enable-"):
			options = append(options, o)
			if !strings.Contains(o, "=") && i+1 < len(command) {
				i++
				options = append(options, command[i])
			}
		case strings.HasPrefix(o, "-D") && !environmentOption(o[2:]):
			options = append(options, o)
		}
	}
	return options, keptArgs(command[min(i+1, len(command)):])
}

func keptArgs(args []string) []string {
	var out []string
	for _, a := range args {
		if !environmentOption(strings.TrimPrefix(a, "--")) && !strings.ContainsAny(a, "<>|&;$`") {
			out = append(out, a)
		}
	}
	return out
}

// environmentOption names settings that differ by environment, hold a path of the
// old machine, may hold a secret, or only mark the process for scripts (-Dname).
func environmentOption(o string) bool {
	name, value, _ := strings.Cut(o, "=")
	if name == "name" || fact.Sensitive(name) || strings.HasPrefix(value, "/") || strings.Contains(value, "://") {
		return true
	}
	for _, p := range []string{"spring.profiles", "server.port", "spring.config", "logging.", "user.timezone", "file.encoding", "java.security.egd", "jarmode", "com.sun.management"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// javaArchive runs a jar or war that was built elsewhere.
func javaArchive(b *builder) error {
	artifact := b.value(fact.BuildArtifact)
	if artifact == "" {
		artifact = b.w.Name + ".jar"
	}
	run := b.javaLayout(artifact)
	if run.extract == "" {
		return b.javaImage("", run)
	}
	run = b.javaLayout("/src/" + path.Base(artifact))
	c, err := b.table.Runtime("java", b.w.Build.Version, "")
	if path.Ext(artifact) == ".war" { // unpacking takes the JDK's jar
		c, err = b.table.Build("java", "", b.w.Build.Version)
	}
	if err != nil {
		return err
	}
	s := b.from("unpacked", c)
	s.Comment = append(s.Comment, run.extractNote.In(b.app.Lang))
	s.Platform = buildPlatform
	s.Add(ast.Workdir("/src"))
	s.Add(ast.Copy{Src: []string{artifact}, Dst: "./"})
	s.Add(ast.Run{Commands: []string{run.extract}})
	b.add(s)
	return b.javaImage(s.Name, run)
}
