package maven

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

// Projects reads the POMs at paths, those that they name, and returns one project
// for each directory, sorted. Errors are about single files.
func Projects(ctx context.Context, tree *scan.Tree, paths []string) ([]*java.Project, []*FileError) {
	r, errs := load(ctx, tree, paths)
	reactors := r.reactors()
	var out []*java.Project
	dirs := map[string]bool{}
	for _, name := range r.paths {
		p := r.byPath[name]
		if dirs[p.dir] || p.artifact.text == "" || archetype(p.path) {
			continue
		}
		if path.Base(name) != "pom.xml" && r.byPath[path.Join(p.dir, "pom.xml")] != nil {
			continue
		}
		dirs[p.dir] = true
		out = append(out, r.project(r.effective(p), reactors[p]))
	}
	return out, errs
}

// archetype tells whether a POM is a template: its placeholders are filled when a project is made of it.
func archetype(name string) bool {
	return strings.Contains(name, "archetype-resources/") || strings.Contains(name, "src/main/resources/") || strings.Contains(name, "src/test/resources/")
}

func (r *repository) project(e *project, re *reactor) *java.Project {
	root := re.root
	p := &java.Project{
		Dir: e.dir, Tool: "maven", BuildRoot: root, BuildFiles: re.files, Packaging: e.packagingOrJar(), Boot: e.bootVersion(),
		Launch: e.launch(), At: cmp.Or(e.artifact.at, e.atOf()), Unsure: e.parentMissing(),
		Props: func(name string) (string, bool) { return e.resolved("${" + name + "}") },
	}
	p.Deps, p.Needs = e.split(func(group, artifact string) string {
		if m := re.byName[group+":"+artifact]; m != nil {
			return m.dir
		}
		if m := r.byCoordinates(group, artifact, "", e.pom); m != nil {
			return m.dir
		}
		return ""
	})
	p.Sources, p.Resources, p.Tests = e.folders()
	p.Facts = e.facts(re, root, p)
	return p
}

// folders are where main code, resources and tests are.
func (e *project) folders() (sources, resources, tests []string) {
	src := []string{"src/main/java", "src/main/kotlin"}
	if v := e.first(func(m model) value { return m.build.sourceDir }); v.text != "" {
		if s, ok := e.resolved(v.text); ok {
			src = append([]string{s}, src...)
		}
	}
	res := []string{"src/main/resources"}
	for _, m := range e.models() {
		for _, v := range m.build.resources {
			if s, ok := e.resolved(v.text); ok {
				res = append(res, s)
			}
		}
	}
	return e.dirs(src), e.dirs(res), e.dirs([]string{"src/test"})
}

func (e *project) dirs(names []string) []string {
	var out []string
	for _, n := range names {
		if p, ok := e.inside(n); ok && p != e.dir && e.repo.tree.HasDir(p) && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

func (e *project) facts(re *reactor, root string, p *java.Project) fact.Set {
	at := p.At
	add := func(key, value string) fact.Fact { return fact.New(key, value, fact.FromBuild, at.Path, at.Line) }
	module := java.Relative(root, e.dir)
	fs := fact.Set{
		e.nameFact(), add(fact.Language, "java"), add(fact.BuildTool, "maven"),
		add(fact.BuildRoot, root), add(fact.BuildModule, module),
	}
	fs = append(fs, e.languageVersion(p.Boot.Value)...)
	fs = append(fs, e.encoding()...)
	fs = append(fs, e.wrapper(root)...)
	for _, c := range e.chain {
		for _, pr := range c.profiles {
			if pr.id.text != "" && !pr.activeDefault {
				fs = append(fs, fact.New(fact.BuildProfile, pr.id.text, fact.FromBuild, pr.id.at.Path, pr.id.at.Line))
			}
		}
	}
	if p.Packaging == "pom" {
		return fs
	}
	fs = append(fs, e.imagePort()...)
	fs = append(fs, add(fact.BuildArtifact, path.Join(module, e.artifactPath(p.Launch))))
	if cmd := e.buildCommand(re, root); cmd != nil {
		fs = append(fs, add(fact.BuildCommand, fact.Command(cmd...)))
	}
	if len(p.Tests) > 0 {
		fs = append(fs, e.tests(re, root, p.Tests[0]))
	}
	return fs
}

// selection is the Maven command line that picks the module out of the reactor.
func (e *project) selection(re *reactor, root string) []string {
	cmd := []string{"mvn"}
	if e.repo.tree.Has(path.Join(root, "mvnw")) {
		cmd[0] = "./mvnw"
	}
	cmd = append(cmd, "-B")
	if pom := java.Relative(root, re.top.path); pom != "pom.xml" {
		cmd = append(cmd, "-f", pom)
	}
	if e.pom != re.top {
		cmd = append(cmd, "-pl", java.Relative(re.top.dir, e.dir), "-am")
	}
	return cmd
}

// buildCommand is needed only where the reactor's POM is not at the build root.
func (e *project) buildCommand(re *reactor, root string) []string {
	if re.top.path == path.Join(root, "pom.xml") {
		return nil
	}
	return append(e.selection(re, root), "-DskipTests", "package")
}

// tests runs the unit tests of the module; a build that skips them on purpose
// makes it a guess that they pass.
func (e *project) tests(re *reactor, root, dir string) fact.Fact {
	f := fact.New(fact.Tests, fact.Command(append(e.selection(re, root), "test")...), fact.FromBuild, e.path, 0).With(fact.Medium)
	f.Evidence = []fact.Evidence{{Path: dir}}
	for _, name := range []string{"skipTests", "maven.test.skip"} {
		if v, ok := e.lookup(name); ok && v.text == "true" {
			f.Evidence = append(f.Evidence, v.at)
			return f.With(fact.Low)
		}
	}
	return f
}

var distributionRE = regexp.MustCompile(`apache-maven-([0-9][\w.-]*?)-bin\.(?:zip|tar\.gz)`)

func (e *project) wrapper(root string) fact.Set {
	props := path.Join(root, ".mvn/wrapper/maven-wrapper.properties")
	script := path.Join(root, "mvnw")
	if !e.repo.tree.Has(props) || !e.repo.tree.Has(script) {
		return nil
	}
	fs := fact.Set{fact.New(fact.BuildWrapper, "true", fact.FromBuild, script, 0)}
	text, err := e.repo.tree.Text(props)
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

// parentMissing tells whether a parent is neither in the tree nor one that is
// published for everybody.
func (e *project) parentMissing() bool {
	if e.outside == nil {
		return false
	}
	for _, g := range []string{
		"org.springframework", "io.quarkus", "io.micronaut", "org.apache", "com.alibaba", "org.sonatype", "org.jboss",
		"io.helidon", "org.kie", "com.spotify", "io.dropwizard", "org.glassfish", "org.eclipse",
	} {
		if e.outside.group.text == g || strings.HasPrefix(e.outside.group.text, g+".") {
			return false
		}
	}
	return true
}
