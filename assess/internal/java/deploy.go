package java

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// deployable decides whether the project is something that runs, and says so.
func (v *view) deployable(used bool) bool {
	value, confidence, at := v.judge(used)
	v.add(fact.Deployable, value, fact.FromBuild, v.unsure(confidence), at...)
	if value == "true" {
		return true
	}
	v.add(fact.Workload, "library", fact.FromBuild, confidence, at...)
	return false
}

func (v *view) judge(used bool) (value string, c fact.Confidence, at []fact.Evidence) {
	l := v.p.Launch
	main, hasMain := v.mainMark()
	here := []fact.Evidence{v.p.At}
	switch {
	case v.p.Packaging == "pom":
		return "false", fact.High, here
	case v.isAndroid():
		return "false", fact.High, here
	case l.Kind == War, v.p.Packaging == "ear":
		return "true", fact.High, []fact.Evidence{cmp.Or(l.At, v.p.At)}
	case slices.Contains([]string{"maven-plugin", "bundle", "hk2-jar", "eclipse-plugin", "maven-archetype", "aar"}, v.p.Packaging):
		return "false", fact.High, here
	case l.Kind == NotStartable && main.Kind == BootMain && !used:
		return "true", fact.Medium, []fact.Evidence{main.At}
	case l.Kind == NotStartable:
		return "false", fact.High, here
	case hasMain && used && main.Kind == MainMethod && l.MainClass == "":
		return "false", fact.Medium, here
	case hasMain && used: // runs alone, and is part of another program as well
		return "true", fact.Medium, []fact.Evidence{l.At, main.At}
	case hasMain:
		return "true", fact.High, []fact.Evidence{l.At, main.At}
	case l.Kind == Framework && !used && len(v.p.Sources) > 0:
		return "true", fact.Medium, []fact.Evidence{l.At}
	case l.MainClass != "" && len(v.p.Sources) == 0 && !used: // the class comes from a module
		return "true", fact.Medium, []fact.Evidence{l.At}
	}
	return "false", fact.Medium, []fact.Evidence{l.At}
}

func (v *view) isAndroid() bool {
	return slices.ContainsFunc(v.p.Deps, func(d Dep) bool { return d.Is("androidx.appcompat:*", "androidx.core:*", "com.android.support:*") })
}

// mainMark finds the main method that production starts: the class that the
// build names, else the one that starts Spring Boot, else the only one.
func (v *view) mainMark() (Mark, bool) {
	var plain []Mark
	for _, m := range v.own {
		if m.Kind != MainMethod && m.Kind != BootMain {
			continue
		}
		if v.p.Launch.MainClass != "" && sameClass(m.Value, v.p.Launch.MainClass) {
			return m, true
		}
		plain = append(plain, m)
	}
	if v.p.Launch.MainClass != "" && len(plain) == 0 {
		return Mark{}, false
	}
	for _, m := range plain {
		if m.Kind == BootMain {
			return m, true
		}
	}
	if v.p.Launch.Inherited { // a main method in a library is a try-out
		return Mark{}, false
	}
	if len(plain) > 0 && (v.p.Launch.Kind == BootJar || v.p.Launch.Kind == Distribution || v.p.Launch.Kind == Framework || v.p.Launch.MainClass != "") {
		return plain[0], true
	}
	return Mark{}, false
}

func sameClass(a, b string) bool {
	return strings.ReplaceAll(a, "$", ".") == strings.ReplaceAll(b, "$", ".")
}

// buildFacts states what the image is made of.
func (v *view) buildFacts() {
	p := v.p
	rel := func(to string) string { return Relative(p.BuildRoot, to) }
	for _, f := range p.BuildFiles {
		v.add(fact.BuildFile, rel(f), fact.FromBuild, fact.High, fact.Evidence{Path: f})
	}
	for _, dir := range v.w.needs(p) {
		v.add(fact.BuildNeeds, rel(dir), fact.FromBuild, fact.High, p.At)
	}
	packaging := p.Packaging
	if packaging != "war" {
		packaging = "jar"
	}
	v.add(fact.Packaging, packaging, fact.FromBuild, v.unsure(fact.High), cmp.Or(p.Launch.At, p.At))
	v.mainClass()
	if b := v.boot(); b.Value != "" && v.p.Launch.Kind == BootJar {
		v.add(fact.Layered, v.layered(b.Value), fact.FromBuild, fact.High, b.At...)
	}
	if p.Launch.Kind == Distribution && p.Tool == "maven" {
		if m, ok := v.mainMark(); ok {
			module := rel(p.Dir)
			cp := path.Join(module, "target/classes") + ":" + path.Join(module, "target/dependency") + "/*"
			v.add(fact.Start, fact.Command("java", "-cp", cp, m.Value), fact.FromBuild, fact.Low, p.Launch.At, m.At)
		}
	}
}

// contained tells of a war that needs a servlet container to run in.
func (v *view) contained() bool { return v.p.Launch.Kind == War && !v.p.Launch.SelfRun }

// layered: since 2.4 jars can be extracted in layers without a word in the build
// file; 2.3 wanted to be asked.
func (v *view) layered(boot string) string {
	if AtLeast(boot, 2, 4) {
		return "true"
	}
	return "false"
}

// mainClass states the class that starts the program. A war that only a servlet
// container starts has none, whatever main methods are in it.
func (v *view) mainClass() {
	if v.contained() {
		return
	}
	if name := v.p.Launch.MainClass; name != "" {
		at := []fact.Evidence{v.p.Launch.At}
		if m, ok := v.mainMark(); ok && sameClass(m.Value, name) {
			at = append(at, m.At)
		}
		v.add(fact.MainClass, name, fact.FromBuild, fact.High, at...)
		return
	}
	m, ok := v.mainMark()
	if !ok {
		return
	}
	others := 0
	for _, o := range v.own {
		if o.Kind == m.Kind && o.Value != m.Value {
			others++
		}
	}
	c := fact.High
	if others > 0 {
		c = fact.Low
	}
	v.add(fact.MainClass, m.Value, fact.FromCode, c, m.At)
}
