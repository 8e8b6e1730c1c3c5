// Package java turns what the build tools of the JVM state, together with
// configuration and source code, into facts. The build tools' own packages make
// Projects; a Workspace holds all of one tree and derives the facts of each.
package java

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// Project is one module of a build tool.
type Project struct {
	Dir   string   // below the root of the tree
	Tool  string   // maven or gradle
	Facts fact.Set // what the build files state by themselves

	Deps  []Dep  // outside the tree, without test dependencies
	Needs []Need // modules of the tree that it is compiled with

	Sources   []string // directories with the main code
	Resources []string // directories that end up on the class path
	Tests     []string // directories with tests
	Packaging string   // jar, war, pom ...; pom is a parent without code
	Launch    Launch
	Boot      Versioned // Spring Boot's version; empty when unknown
	BuildRoot string
	// BuildFiles are the files that dependency resolution reads, as paths of the tree.
	BuildFiles []string
	At         fact.Evidence // the build file

	// Props resolves a build property for configuration that the build filters (@name@).
	Props func(name string) (string, bool)
	// Unsure is true when a parent that might say more is missing.
	Unsure bool
}

// Versioned is a value with the places that state it.
type Versioned struct {
	Value string
	At    []fact.Evidence
}

// Launch is how the build makes something that can be started.
type Launch struct {
	Kind      LaunchKind
	MainClass string // as the build names it, "" when it leaves that to be found
	Inherited bool   // a parent says so for all its modules
	SelfRun   bool   // a war that also starts by itself, as Spring Boot's plugin makes it
	At        fact.Evidence
}

// LaunchKind is a way to make a program startable.
type LaunchKind string

// The kinds. NotStartable leaves a plain library jar.
const (
	NotStartable LaunchKind = ""
	BootJar      LaunchKind = "boot" // repackaged by Spring Boot's plugin
	FatJar       LaunchKind = "jar"  // jar with a Main-Class: shade, assembly, jar plugin, shadow
	Distribution LaunchKind = "dist" // scripts and libraries: application plugin, appassembler, copied dependencies
	War          LaunchKind = "war"
	Framework    LaunchKind = "framework" // a framework's own plugin: Quarkus, Micronaut, Jib
)

// Dep is a dependency outside the tree.
type Dep struct {
	Group, Artifact, Version string
	Scope                    string // compile, runtime, provided
	Optional                 bool
	At                       fact.Evidence
	Through                  string // directory of the module that brings it, "" when the project declares it
	Profile                  string // profile of the build that adds it and is not active by default
}

// Is tells whether the dependency is one of the patterns, each an artifact or
// group:artifact, with * at the end for any rest.
func (d Dep) Is(patterns ...string) bool {
	for _, p := range patterns {
		name := d.Artifact
		if _, artifact, grouped := strings.Cut(p, ":"); grouped && d.Group != "" {
			name = d.Group + ":" + d.Artifact
		} else if grouped { // a library in an archive has lost its group
			if p = artifact; p == "*" {
				continue
			}
		}
		if prefix, open := strings.CutSuffix(p, "*"); name == p || open && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// Need is a module of the tree that another one is compiled with.
type Need struct {
	Dir      string
	Scope    string
	Optional bool
	Excludes []string // group:artifact that do not come with it; * for any
}

// excluded tells whether a dependency is among the exclusions on the way to it.
func excluded(excludes []string, d Dep) bool {
	for _, e := range excludes {
		group, artifact, _ := strings.Cut(e, ":")
		if (group == "*" || group == d.Group) && (artifact == "*" || artifact == "" || artifact == d.Artifact) {
			return true
		}
	}
	return false
}

// Inside joins a path that a build file names to the directory it is relative to. It
// is false for a path that leaves the tree or is absolute.
func Inside(dir, rel string) (string, bool) {
	rel = strings.ReplaceAll(strings.TrimSpace(rel), `\`, "/")
	if path.IsAbs(rel) || strings.Contains(rel, ":") || strings.ContainsAny(rel, "${}\x00") {
		return "", false
	}
	p := path.Join(dir, rel)
	return p, p != ".." && !strings.HasPrefix(p, "../")
}

// Relative is the path of dir seen from base, both below the root of the tree.
func Relative(base, dir string) string {
	if base == dir {
		return "."
	}
	up := ""
	for base != "." && base != "" && base != dir && !strings.HasPrefix(dir, base+"/") {
		base, up = path.Dir(base), up+"../"
	}
	rest := dir
	switch {
	case base == dir:
		rest = ""
	case base != "." && base != "":
		rest = strings.TrimPrefix(dir, base+"/")
	case dir == ".":
		rest = ""
	}
	return path.Clean(up + rest)
}

// CommonDir is the deepest directory that holds all of them.
func CommonDir(dirs ...string) string {
	if len(dirs) == 0 {
		return "."
	}
	common := dirs[0]
	for _, d := range dirs[1:] {
		for common != "." && common != d && !strings.HasPrefix(d, common+"/") {
			common = path.Dir(common)
		}
	}
	return common
}
