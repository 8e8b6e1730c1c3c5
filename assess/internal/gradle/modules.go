package gradle

import (
	"cmp"
	"context"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/java"
	"github.com/gantry-ack/gantry/assess/scan"
)

// Projects reads the builds that the files at paths belong to and returns one
// project for each directory, sorted. Errors are about single files.
func Projects(ctx context.Context, tree *scan.Tree, paths []string) ([]*java.Project, []*FileError) {
	var out []*java.Project
	var errs []*FileError
	taken := map[string]bool{}
	for _, b := range find(ctx, tree, paths) {
		errs = append(errs, b.errs...)
		for _, p := range b.projects {
			if taken[p.dir] || p.file == "" && (p.id == ":" && len(b.projects) == 1 || !tree.HasDir(p.dir)) {
				continue
			}
			taken[p.dir] = true
			out = append(out, b.java(p))
		}
	}
	slices.SortFunc(out, func(a, b *java.Project) int { return strings.Compare(a.Dir, b.Dir) })
	return out, errs
}

func (b *build) java(p *project) *java.Project {
	at := fact.Evidence{Path: cmp.Or(p.file, b.settings)}
	out := &java.Project{
		Dir: p.dir, Tool: "gradle", BuildRoot: b.root, BuildFiles: b.resolutionFiles(), At: at,
		Boot: b.bootVersion(p), Launch: b.launch(p, at), Packaging: "jar",
		Props: func(name string) (string, bool) {
			v, ok := (&evaluator{build: b, project: p}).lookup(name)
			return v.val, ok
		},
	}
	if out.Launch.Kind == java.War {
		out.Packaging = "war"
	}
	out.Deps, out.Needs = b.split(p)
	out.Sources = b.dirs(p, append([]string{"src/main/java", "src/main/kotlin", "src/main/groovy"}, p.sources...)...)
	out.Resources = b.dirs(p, "src/main/resources")
	out.Tests = b.dirs(p, "src/test")
	if len(out.Sources)+len(out.Resources) == 0 && !b.tree.HasDir(path.Join(p.dir, "src/main")) {
		out.Packaging = "pom"
	}
	out.Facts = b.facts(p, out)
	return out
}

func (b *build) dirs(p *project, names ...string) []string {
	var out []string
	for _, n := range names {
		if d, ok := java.Inside(p.dir, n); ok && d != p.dir && b.tree.HasDir(d) && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

func (b *build) split(p *project) (deps []java.Dep, needs []java.Need) {
	managed := map[string]string{}
	for _, d := range p.deps {
		scope := scopeOf(d.config)
		if d.project != "" {
			if m := b.project(d.project); m != nil && m != p {
				needs = append(needs, java.Need{Dir: m.dir, Scope: scope, Excludes: d.excludes})
			}
			continue
		}
		key := d.group + ":" + d.artifact
		if _, seen := managed[key]; seen {
			continue
		}
		managed[key] = d.version
		deps = append(deps, java.Dep{Group: d.group, Artifact: d.artifact, Version: d.version, Scope: scope, At: d.at})
	}
	return deps, needs
}

// bootVersion is that of the plugin, else of the BOM, else of a starter.
func (b *build) bootVersion(p *project) java.Versioned {
	e := &evaluator{build: b, project: p}
	if v := e.bootPluginVersion(); v.val != "" {
		if _, applied := p.plugins[bootPlugin]; applied || slices.ContainsFunc(p.deps, isBoot) {
			return java.Versioned{Value: v.val, At: []fact.Evidence{v.at}}
		}
	}
	for _, v := range p.boms {
		if parts := strings.Split(v.val, ":"); len(parts) == 3 && parts[1] == "spring-boot-dependencies" && parts[2] != "" {
			return java.Versioned{Value: parts[2], At: []fact.Evidence{v.at}}
		}
	}
	for _, d := range p.deps {
		if isBoot(d) && d.version != "" && !strings.Contains(d.version, "$") {
			return java.Versioned{Value: d.version, At: []fact.Evidence{d.at}}
		}
	}
	return java.Versioned{}
}

func isBoot(d dependency) bool { return d.group == bootPlugin }

// launch tells how the build makes the project startable.
func (b *build) launch(p *project, at fact.Evidence) java.Launch {
	main := p.mainClass.val
	boot, hasBoot := p.has(bootPlugin)
	if u, ok := p.has("war"); ok {
		return java.Launch{Kind: java.War, MainClass: main, SelfRun: hasBoot && !p.bootOff, At: u.at}
	}
	if hasBoot && !p.bootOff {
		return java.Launch{Kind: java.BootJar, MainClass: main, At: boot.at, Inherited: boot.at.Path != p.file}
	}
	if u, ok := p.has("io.quarkus", "io.micronaut.application", "io.micronaut.minimal.application", "com.google.cloud.tools.jib", "io.ktor.plugin"); ok {
		return java.Launch{Kind: java.Framework, MainClass: main, At: u.at}
	}
	if u, ok := p.has("com.github.johnrengelman.shadow", "com.gradleup.shadow", "io.github.goooler.shadow"); ok && cmp.Or(main, p.manifestMain.val) != "" {
		return java.Launch{Kind: java.FatJar, MainClass: cmp.Or(main, p.manifestMain.val), At: u.at}
	}
	if u, ok := p.has("application", "org.gradle.application"); ok {
		return java.Launch{Kind: java.Distribution, MainClass: main, At: u.at}
	}
	if p.manifestMain.val != "" {
		return java.Launch{Kind: java.FatJar, MainClass: p.manifestMain.val, At: cmp.Or(p.manifestMain.at, at)}
	}
	return java.Launch{}
}

func (b *build) facts(p *project, out *java.Project) fact.Set {
	at := out.At
	add := func(key, value string) fact.Fact { return fact.New(key, value, fact.FromBuild, at.Path, at.Line) }
	module := java.Relative(b.root, p.dir)
	fs := fact.Set{
		add(fact.Language, "java"), add(fact.BuildTool, "gradle"),
		add(fact.BuildRoot, b.root), add(fact.BuildModule, module),
	}
	if p.name != "" {
		fs = append(fs, add(fact.Name, p.name))
	}
	fs = append(fs, b.wrapper()...)
	if n := len(p.java); n > 0 {
		v := p.java[n-1]
		fs = append(fs, fact.New(fact.LanguageVersion, v.val, fact.FromBuild, v.at.Path, v.at.Line))
	}
	if u := strings.ToUpper(p.encoding.val); u != "" && !strings.HasPrefix(u, "UTF") && !strings.Contains(u, "$") {
		fs = append(fs, fact.New(fact.Charset, u, fact.FromBuild, p.encoding.at.Path, p.encoding.at.Line).With(fact.Medium))
	}
	if out.Packaging == "pom" {
		return fs
	}
	fs = append(fs, add(fact.BuildArtifact, path.Join(module, p.artifactPath(out.Launch))))
	if len(out.Tests) > 0 {
		cmd := []string{"gradle", strings.TrimSuffix(p.id, ":") + ":test"}
		if b.tree.Has(path.Join(b.root, "gradlew")) {
			cmd[0] = "./gradlew"
		}
		fs = append(fs, fact.New(fact.Tests, fact.Command(cmd...), fact.FromBuild, out.Tests[0], 0).With(fact.Medium))
	}
	return fs
}

// artifactPath is what the build leaves, relative to the project. What scripts do
// not tell is a glob.
func (p *project) artifactPath(l java.Launch) string {
	if l.Kind == java.Distribution {
		return "build/install/" + cmp.Or(p.name, "*")
	}
	if _, ok := p.has("io.quarkus"); ok {
		return "build/quarkus-app"
	}
	a := p.archive
	if a.file != "" && !strings.Contains(a.file, "$") {
		return "build/libs/" + a.file
	}
	name := cmp.Or(a.base, p.name, "*")
	if v := cmp.Or(a.version, p.version); v != "" {
		name += "-" + v
	}
	if _, ok := p.has("com.github.johnrengelman.shadow", "com.gradleup.shadow", "io.github.goooler.shadow"); ok && l.Kind == java.FatJar {
		a.classifier = cmp.Or(a.classifier, "all")
	}
	if a.classifier != "" {
		name += "-" + a.classifier
	}
	if strings.Contains(name, "$") {
		name = p.name + "*"
	}
	if l.Kind == java.War {
		return "build/libs/" + name + ".war"
	}
	return "build/libs/" + name + ".jar"
}

// resolutionFiles are the scripts that were read and what the wrapper needs.
func (b *build) resolutionFiles() []string {
	out := slices.Clone(b.files)
	for _, name := range []string{
		"gradlew", "gradle/wrapper/gradle-wrapper.jar", "gradle/wrapper/gradle-wrapper.properties",
		"gradle.lockfile", "gradle/verification-metadata.xml", "gradle/libs.versions.toml",
	} {
		if p := path.Join(b.root, name); b.tree.Has(p) {
			out = append(out, p)
		}
	}
	for _, dir := range []string{"buildSrc", "build-logic"} {
		for _, f := range b.tree.Under(path.Join(b.root, dir)) {
			if !strings.Contains(f.Path, "/build/") && len(out) < 500 {
				out = append(out, f.Path)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var distributionRE = regexp.MustCompile(`/gradle-([0-9][\w.-]*?)-(?:bin|all)\.zip`)

func (b *build) wrapper() fact.Set {
	props := path.Join(b.root, "gradle/wrapper/gradle-wrapper.properties")
	script := path.Join(b.root, "gradlew")
	if !b.tree.Has(props) {
		return nil
	}
	var fs fact.Set
	if b.tree.Has(script) && b.tree.Has(path.Join(b.root, "gradle/wrapper/gradle-wrapper.jar")) {
		fs = append(fs, fact.New(fact.BuildWrapper, "true", fact.FromBuild, script, 0))
	}
	text, err := b.tree.Text(props)
	if err != nil {
		return fs
	}
	for i, line := range strings.Split(text, "\n") {
		if m := distributionRE.FindStringSubmatch(line); m != nil && strings.HasPrefix(strings.TrimSpace(line), "distributionUrl") {
			fs = append(fs, fact.New(fact.BuildToolVersion, m[1], fact.FromBuild, props, i+1))
		}
	}
	return fs
}
