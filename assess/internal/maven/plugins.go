package maven

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/java"
)

// plugin returns the plugin as the build uses it: declared under build/plugins
// of the project or a parent, with what pluginManagement adds; nil when it is not
// used.
func (e *project) plugin(artifact string) *plugin {
	var used, managed []plugin
	for _, m := range e.models() {
		used = append(used, withArtifact(m.build.plugins, artifact)...)
		managed = append(managed, withArtifact(m.build.managed, artifact)...)
	}
	if len(used) == 0 {
		return nil
	}
	out := used[0]
	for _, p := range append(used[1:], managed...) {
		out.version = cmp.Or(out.version, p.version)
		out.config = merge(out.config, p.config)
		for _, x := range p.executions {
			if i := slices.IndexFunc(out.executions, func(o execution) bool { return o.id == x.id }); i >= 0 {
				out.executions = slices.Clone(out.executions)
				out.executions[i].goals = append(slices.Clone(out.executions[i].goals), x.goals...)
				out.executions[i].config = merge(out.executions[i].config, x.config)
				continue
			}
			out.executions = append(slices.Clone(out.executions), x)
		}
	}
	return &out
}

func withArtifact(ps []plugin, artifact string) []plugin {
	var out []plugin
	for _, p := range ps {
		if p.artifact == artifact {
			out = append(out, p)
		}
	}
	return out
}

// merge adds to a configuration the elements that only the weaker one has.
func merge(strong, weak *node) *node {
	if strong == nil || weak == nil {
		return cmp.Or(strong, weak)
	}
	out := &node{name: strong.name, text: strong.text, line: strong.line, children: slices.Clone(strong.children)}
	for _, c := range weak.children {
		if strong.child(c.name) == nil {
			out.children = append(out.children, c)
		}
	}
	return out
}

// configs returns the plugin's configurations, those of executions first.
func (p *plugin) configs() []*node {
	var out []*node
	for _, x := range p.executions {
		if x.config != nil {
			out = append(out, x.config)
		}
	}
	if p.config != nil {
		out = append(out, p.config)
	}
	return out
}

// setting returns the first value of an element in the plugin's configurations.
func (e *project) setting(p *plugin, name string) string {
	if p == nil {
		return ""
	}
	for _, c := range p.configs() {
		if n := c.find(name); n != nil && n.value() != "" {
			if s, ok := e.resolved(n.value()); ok {
				return s
			}
		}
	}
	return ""
}

func (p *plugin) goal(names ...string) bool {
	if p == nil {
		return false
	}
	for _, x := range p.executions {
		for _, g := range x.goals {
			if slices.Contains(names, g) && x.phase != "none" {
				return true
			}
		}
	}
	return false
}

// launch tells how the build makes the project startable.
func (e *project) launch() java.Launch {
	if e.packagingOrJar() == "war" {
		l := java.Launch{Kind: java.War, At: cmp.Or(e.packaging.at, e.atOf())}
		if boot := e.bootLaunch(); boot.Kind == java.BootJar && e.repackages() {
			l.SelfRun, l.MainClass = true, boot.MainClass
		}
		return l
	}
	for _, f := range []func() java.Launch{e.bootLaunch, e.frameworkLaunch, e.fatJarLaunch, e.distLaunch} {
		if l := f(); l.Kind != java.NotStartable {
			return l
		}
	}
	return java.Launch{}
}

// bootLaunch is what spring-boot-maven-plugin makes. Without the starter parent it
// repackages only when an execution says so, but a build that calls the plugin
// from the command line is as common, so a declared plugin counts.
func (e *project) bootLaunch() java.Launch {
	p := e.plugin("spring-boot-maven-plugin")
	if p == nil || e.setting(p, "skip") == "true" || p.skipsRepackage() {
		return java.Launch{}
	}
	main := e.setting(p, "mainClass")
	if v, ok := e.lookup("start-class"); ok && main == "" {
		main, _ = e.resolved(v.text)
	}
	return java.Launch{Kind: java.BootJar, MainClass: main, At: p.at, Inherited: p.at.Path != e.path}
}

// repackages tells whether packaging alone, without a goal on the command line,
// makes the archive start by itself: an execution says so, or the starter parent,
// which binds the goal, may stand above the POM.
func (e *project) repackages() bool {
	return e.outside != nil || e.plugin("spring-boot-maven-plugin").goal("repackage")
}

func (p *plugin) skipsRepackage() bool {
	for _, x := range p.executions {
		if x.phase == "none" && (x.id == "repackage" || slices.Contains(x.goals, "repackage")) {
			return true
		}
	}
	return false
}

func (e *project) frameworkLaunch() java.Launch {
	for _, name := range []string{"quarkus-maven-plugin", "micronaut-maven-plugin", "jib-maven-plugin", "helidon-maven-plugin"} {
		if p := e.plugin(name); p != nil {
			return java.Launch{Kind: java.Framework, MainClass: e.setting(p, "mainClass"), At: p.at}
		}
	}
	return java.Launch{}
}

// fatJarLaunch finds a plugin that writes Main-Class into the jar's manifest.
func (e *project) fatJarLaunch() java.Launch {
	for _, name := range []string{"maven-shade-plugin", "maven-assembly-plugin", "maven-jar-plugin", "onejar-maven-plugin"} {
		p := e.plugin(name)
		if p == nil {
			continue
		}
		main := cmp.Or(e.setting(p, "mainClass"), e.setting(p, "Main-Class"))
		if main == "" {
			continue
		}
		return java.Launch{Kind: java.FatJar, MainClass: main, At: p.at}
	}
	return java.Launch{}
}

// distLaunch finds a plugin that puts the program and its libraries side by side.
func (e *project) distLaunch() java.Launch {
	if p := e.plugin("appassembler-maven-plugin"); p != nil {
		return java.Launch{Kind: java.Distribution, MainClass: e.setting(p, "mainClass"), At: p.at}
	}
	if p := e.plugin("maven-dependency-plugin"); p.goal("copy-dependencies") {
		return java.Launch{Kind: java.Distribution, At: p.at}
	}
	if p := e.plugin("maven-assembly-plugin"); p != nil && (p.goal("single", "assembly") || len(p.executions) > 0) {
		return java.Launch{Kind: java.Distribution, At: p.at}
	}
	return java.Launch{}
}

// artifact is the path of what the build leaves, relative to the project. What
// cannot be told is a glob.
func (e *project) artifactPath(l java.Launch) string {
	name := e.finalName().text
	ext, classifier := "jar", ""
	switch l.Kind {
	case java.War:
		ext = "war"
		if p := e.plugin("maven-war-plugin"); p != nil {
			name = cmp.Or(e.setting(p, "warName"), name)
		}
		if p := e.plugin("spring-boot-maven-plugin"); p != nil {
			classifier = e.setting(p, "classifier")
		}
	case java.BootJar:
		p := e.plugin("spring-boot-maven-plugin")
		name = cmp.Or(e.setting(p, "finalName"), name)
		classifier = e.setting(p, "classifier")
	case java.FatJar:
		name, classifier = e.fatJarName(name)
	case java.Framework:
		if e.plugin("quarkus-maven-plugin") != nil {
			return "target/quarkus-app"
		}
	}
	if classifier != "" {
		name += "-" + classifier
	}
	dir := "target"
	if v := e.first(func(m model) value { return m.build.directory }); v.text != "" {
		if s, ok := e.resolved(v.text); ok {
			dir = strings.TrimPrefix(s, "./")
		}
	}
	return dir + "/" + globbed(e.expand(name)) + "." + ext
}

// fatJarName knows the names that the shade and assembly plugins give.
func (e *project) fatJarName(name string) (base, classifier string) {
	if p := e.plugin("maven-shade-plugin"); p != nil {
		if e.setting(p, "shadedArtifactAttached") == "true" {
			classifier = cmp.Or(e.setting(p, "shadedClassifierName"), "shaded")
		}
		return cmp.Or(e.setting(p, "finalName"), name), classifier
	}
	if p := e.plugin("maven-assembly-plugin"); p != nil && (e.setting(p, "mainClass") != "" || e.setting(p, "Main-Class") != "") {
		if e.setting(p, "appendAssemblyId") != "false" {
			classifier = cmp.Or(e.setting(p, "descriptorRef"), "jar-with-dependencies")
		}
		return cmp.Or(e.setting(p, "finalName"), name), classifier
	}
	if p := e.plugin("maven-jar-plugin"); p != nil {
		return cmp.Or(e.setting(p, "finalName"), name), e.setting(p, "classifier")
	}
	return name, ""
}

// globbed replaces what is left of placeholders by a star.
func globbed(s string) string {
	s = leftoverRE.ReplaceAllString(s, "*")
	return strings.NewReplacer("${", "*", "}", "").Replace(starsRE.ReplaceAllString(s, "*"))
}

var (
	leftoverRE = regexp.MustCompile(`\$\{[^}]*\}`)
	starsRE    = regexp.MustCompile(`\*{2,}`)
)
