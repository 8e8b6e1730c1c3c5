package rules

import (
	buildtag "go/build/constraint"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// goElsewhere tells of files in Go that no build for a container on Linux compiles: by the system in their names or by
// their constraints.
func goElsewhere(name, text string) bool {
	if path.Ext(name) != ".go" {
		return false
	}
	if goSystemRE.MatchString(path.Base(name)) {
		return true
	}
	for line := range strings.Lines(text[:min(len(text), headOfFile)]) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "package ") {
			return false
		}
		if !buildtag.IsGoBuild(line) {
			continue
		}
		x, err := buildtag.Parse(line)
		return err == nil && !x.Eval(func(tag string) bool { return goTag(tag, false) }) && !x.Eval(func(tag string) bool { return goTag(tag, true) })
	}
	return false
}

// goTag tells whether a build for Linux has a tag; of those that a project makes up it is not known.
func goTag(tag string, unknown bool) bool {
	switch {
	case slices.Contains([]string{"linux", "unix", "gc", "cgo", "amd64"}, tag), strings.HasPrefix(tag, "go1."):
		return true
	case slices.Contains([]string{"ignore", "tools", "mage", "wireinject", "generate", "gen", "test", "integration", "e2e", "windows", "darwin", "freebsd", "openbsd", "netbsd", "dragonfly", "solaris", "illumos", "aix", "plan9", "android", "ios", "js", "wasip1", "wasm", "gccgo", "appengine"}, tag):
		return false
	}
	return unknown
}

// goMain tells whether a file in Go belongs to a program, and not to a package that programs import.
func goMain(name, text string) bool { return path.Ext(name) == ".go" && goMainRE.MatchString(text) }

var (
	goSystemRE = regexp.MustCompile(`_(?:windows|darwin|freebsd|openbsd|netbsd|dragonfly|solaris|illumos|aix|plan9|android|ios|js|wasip1)(?:_[a-z0-9]+)?\.go$`)
	goMainRE   = regexp.MustCompile(`(?m)^package main\b`)
)

// tool tells of a main package in Go that is no program to deploy while the source has others that are: what go generate
// or a developer runs.
func (o *owners) tool(name string) bool {
	return len(o.mains) > 0 && !o.mains[path.Dir(name)]
}

// goMains are the directories of the main packages of deployable components.
func (o *owners) goMains() map[string]bool {
	out := map[string]bool{}
	for _, c := range o.all {
		if !c.Deployable {
			continue
		}
		for _, f := range c.Facts.All(fact.GoMain) {
			for _, e := range f.Evidence {
				out[path.Dir(e.Path)] = true
			}
		}
	}
	return out
}
