package maven

import (
	"slices"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/java"
)

// declared returns the dependencies of the project and its parents, nearest
// first, each once, completed from dependency management.
func (e *project) declared() []dependency {
	managed := e.management()
	seen := map[string]bool{}
	var out []dependency
	for _, m := range e.models() {
		for _, d := range m.deps {
			d.group, d.artifact = e.expand(d.group), e.expand(d.artifact)
			key := d.group + ":" + d.artifact + ":" + d.kind
			if seen[key] {
				continue
			}
			seen[key] = true
			if by, ok := managed[key]; ok {
				d = complete(d, by)
			}
			d.version = e.expand(d.version)
			out = append(out, d)
		}
	}
	return out
}

func complete(d, by dependency) dependency {
	if d.version == "" {
		d.version, d.versionAt = by.version, by.versionAt
	}
	if d.scope == "" {
		d.scope = by.scope
	}
	d.excludes = append(slices.Clone(d.excludes), by.excludes...)
	return d
}

// management returns what dependencyManagement says, nearest first, with the BOMs
// that the tree itself has.
func (e *project) management() map[string]dependency {
	out := map[string]dependency{}
	e.manage(func(d dependency) bool {
		key := d.group + ":" + d.artifact + ":" + d.kind
		if _, ok := out[key]; !ok {
			out[key] = d
		}
		return true
	})
	return out
}

// manage calls yield with each managed dependency, nearest first and expanded,
// imports included, until it returns false.
func (e *project) manage(yield func(dependency) bool) {
	e.manageIn(map[*pom]bool{}, yield)
}

func (e *project) manageIn(seen map[*pom]bool, yield func(dependency) bool) bool {
	if seen[e.pom] || len(seen) > maxParents {
		return true
	}
	seen[e.pom] = true
	var imports []dependency
	for _, m := range e.models() {
		for _, d := range m.managed {
			d.group, d.artifact, d.version, d.written = e.expand(d.group), e.expand(d.artifact), e.expand(d.version), d.version
			if !yield(d) {
				return false
			}
			if d.scope == "import" {
				imports = append(imports, d)
			}
		}
	}
	for _, d := range imports {
		if bom := e.repo.byCoordinates(d.group, d.artifact, d.version, nil); bom != nil {
			if !e.repo.effective(bom).manageIn(seen, yield) {
				return false
			}
		}
	}
	return true
}

// split tells dependencies inside the reactor from those outside of the tree.
// Test dependencies are only ever needs: Maven must build them too.
func (e *project) split(module func(group, artifact string) string) (deps []java.Dep, needs []java.Need) {
	for _, d := range e.declared() {
		scope := d.scope
		if scope == "" {
			scope = "compile"
		}
		if d.kind == "test-jar" {
			scope = "test"
		}
		if dir := module(d.group, d.artifact); dir != "" && dir != e.dir {
			needs = append(needs, java.Need{Dir: dir, Scope: scope, Optional: d.optional, Excludes: d.excludes})
			continue
		}
		if scope == "test" || scope == "import" {
			continue
		}
		version, ok := e.resolved(d.version)
		if !ok {
			version = ""
		}
		deps = append(deps, java.Dep{Group: d.group, Artifact: d.artifact, Version: version, Scope: scope, Optional: d.optional, At: d.at})
	}
	return append(deps, e.onDemand()...), needs
}

// onDemand are the dependencies of profiles that only the command line switches on.
func (e *project) onDemand() []java.Dep {
	var out []java.Dep
	for i, c := range e.chain {
		for _, pr := range c.profiles {
			if slices.ContainsFunc(e.active[i], func(a profile) bool { return a.id == pr.id }) {
				continue
			}
			for _, d := range pr.deps {
				if d.scope != "test" {
					out = append(out, java.Dep{Group: e.expand(d.group), Artifact: e.expand(d.artifact), Scope: "runtime", Profile: pr.id.text, At: d.at})
				}
			}
		}
	}
	return out
}

const bootGroup = "org.springframework.boot"

// bootVersion finds Spring Boot's version where Maven would take it from: the
// starter parent, the imported BOM, the plugin, a starter.
func (e *project) bootVersion() java.Versioned {
	if o := e.outside; o != nil && isBootParent(o) {
		return e.versioned(o.version)
	}
	var hit java.Versioned
	e.manage(func(d dependency) bool {
		if d.group == bootGroup && d.artifact == "spring-boot-dependencies" {
			if hit = e.versionedText(d.written, d.versionAt); hit.Value == "" { // a property of another BOM
				hit = e.versionedText(d.version, d.versionAt)
			}
		}
		return hit.Value == ""
	})
	if hit.Value != "" {
		return hit
	}
	if p := e.plugin("spring-boot-maven-plugin"); p != nil && p.version != "" {
		if v := e.versioned(value{text: p.version, at: p.at}); v.Value != "" {
			return v
		}
	}
	for _, d := range e.declared() {
		if d.group == bootGroup && d.version != "" {
			return e.versionedText(d.version, d.versionAt)
		}
	}
	for _, name := range []string{"spring-boot.version", "spring.boot.version", "springboot.version", "spring-boot-dependencies.version"} {
		if v, ok := e.lookup(name); ok && e.outside != nil {
			return e.versioned(v)
		}
	}
	return java.Versioned{}
}

func isBootParent(p *parentRef) bool {
	return p.group.text == bootGroup && (p.artifact.text == "spring-boot-starter-parent" || p.artifact.text == "spring-boot-dependencies")
}

// versioned resolves a value; the property that it is made of is evidence too.
func (e *project) versioned(v value) java.Versioned { return e.versionedText(v.text, v.at) }

func (e *project) versionedText(text string, at fact.Evidence) java.Versioned {
	s, ok := e.resolved(text)
	if !ok {
		return java.Versioned{}
	}
	out := java.Versioned{Value: s, At: []fact.Evidence{at}}
	if name, ok := onlyPlaceholder(text); ok {
		if p, found := e.lookup(name); found && p.at.Path != "" {
			out.At = append(out.At, p.at)
		}
	}
	return out
}

func onlyPlaceholder(text string) (string, bool) {
	if len(text) < 4 || text[:2] != "${" || text[len(text)-1] != '}' {
		return "", false
	}
	return text[2 : len(text)-1], true
}
