package gradle

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/conf"
)

// FileError is a file of the build that could not be read, or what it says that
// cannot be followed.
type FileError struct {
	Path string
	Line int
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("%s:%d: %v", e.Path, e.Line, e.Err) }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// settingsError is an error of package conf with its line taken out of the text.
func settingsError(name string, err error) *FileError {
	if ce, ok := errors.AsType[*conf.Error](err); ok {
		return &FileError{Path: name, Line: ce.Line, Err: ce.Err}
	}
	return &FileError{Path: name, Err: err}
}

// build is one Gradle build: a root with its settings and the projects in it.
type build struct {
	tree     *scan.Tree
	root     string
	settings string // path of the settings file, "" without one
	name     string // rootProject.name
	projects []*project
	catalog  catalog
	props    map[string]versioned // gradle.properties of the root
	plugins  map[string]versioned // versions that settings give to plugins
	files    []string             // scripts that were read, for dependency resolution
	dynamic  bool                 // settings find modules by looking at directories
	scripts  map[string][]stmt
	errs     []*FileError
}

// project is a project of the build.
type project struct {
	id   string // :a:b, ":" for the root
	dir  string
	file string // build script, "" without one

	name, group, version string
	vars                 map[string]versioned
	plugins              map[string]pluginUse
	deps                 []dependency
	boms                 []versioned // group:artifact:version
	java                 []versioned // what states the language version, strongest last
	mainClass            versioned
	manifestMain         versioned
	sources              []string
	bootOff              bool
	archive              archive
	encoding             versioned
}

// archive is what scripts say of the name of the jar.
type archive struct{ file, base, version, classifier string }

type versioned struct {
	val string
	at  fact.Evidence
}

type pluginUse struct {
	version versioned
	applied bool
	at      fact.Evidence
}

type dependency struct {
	config                   string
	group, artifact, version string
	project                  string // path of a project of the build
	excludes                 []string
	at                       fact.Evidence
}

// find groups build files into builds: one for each settings file, and one for
// each script that no settings file above includes.
func find(ctx context.Context, tree *scan.Tree, paths []string) []*build {
	var out []*build
	owned := map[string]bool{} // directories of projects
	for _, p := range paths {
		if base := path.Base(p); strings.HasPrefix(base, "settings.gradle") && !helper(p) && ctx.Err() == nil {
			if slices.ContainsFunc(out, func(b *build) bool { return b.root == path.Dir(p) }) {
				continue // settings.gradle precedes settings.gradle.kts
			}
			b := newBuild(tree, path.Dir(p), p)
			for _, m := range b.projects {
				owned[m.dir] = true
			}
			out = append(out, b)
		}
	}
	for _, p := range paths {
		dir := path.Dir(p)
		if !strings.HasPrefix(path.Base(p), "build.gradle") || owned[dir] || helper(p) || ctx.Err() != nil {
			continue
		}
		owned[dir] = true
		if b := dynamicOwner(out, dir); b != nil {
			b.include(":"+strings.ReplaceAll(strings.TrimPrefix(dir, strings.TrimPrefix(b.root+"/", "./")), "/", ":"), dir)
			continue
		}
		out = append(out, newBuild(tree, dir, ""))
	}
	for _, b := range out {
		if ctx.Err() == nil {
			b.evaluate()
		}
	}
	return out
}

// helper tells whether a file belongs to the build's own code.
func helper(p string) bool {
	for part := range strings.SplitSeq(path.Dir(p), "/") {
		switch part {
		case "buildSrc", "build-logic", "build-plugin", "archetype-resources", "testdata":
			return true
		}
	}
	return strings.Contains(p, "src/test/resources/") || strings.Contains(p, "src/main/resources/")
}

// dynamicOwner is the nearest build above whose settings look for modules.
func dynamicOwner(bs []*build, dir string) *build {
	var found *build
	for _, b := range bs {
		if b.dynamic && (b.root == "." || strings.HasPrefix(dir, b.root+"/")) && (found == nil || len(b.root) > len(found.root)) {
			found = b
		}
	}
	return found
}

func newBuild(tree *scan.Tree, root, settings string) *build {
	b := &build{tree: tree, root: root, settings: settings, props: map[string]versioned{}, plugins: map[string]versioned{}, scripts: map[string][]stmt{}}
	b.readProperties()
	b.readCatalog()
	b.include(":", root)
	if settings != "" {
		b.readSettings()
	}
	if b.projects[0].name = b.name; b.name == "" && root != "." { // the root's own name is not in the tree
		b.projects[0].name = path.Base(root)
	}
	return b
}

// include adds a project; its directory may differ from its path.
func (b *build) include(id, dir string) {
	if slices.ContainsFunc(b.projects, func(p *project) bool { return p.id == id }) {
		return
	}
	p := &project{id: id, dir: dir, vars: map[string]versioned{}, plugins: map[string]pluginUse{}}
	p.name = id[strings.LastIndexByte(id, ':')+1:]
	b.projects = append(b.projects, p)
}

func (b *build) project(id string) *project {
	if !strings.HasPrefix(id, ":") {
		id = ":" + id
	}
	for _, p := range b.projects {
		if p.id == id {
			return p
		}
	}
	return nil
}

// script reads and parses a file once; nil when it cannot be read.
func (b *build) script(name string) []stmt {
	if s, ok := b.scripts[name]; ok {
		return s
	}
	b.scripts[name] = nil
	text, err := b.tree.Text(name)
	if err != nil {
		b.errs = append(b.errs, &FileError{Path: name, Err: errors.Unwrap(err)})
		return nil
	}
	b.scripts[name] = parse(text)
	b.files = append(b.files, name)
	return b.scripts[name]
}

func (b *build) readProperties() {
	name := path.Join(b.root, "gradle.properties")
	if !b.tree.Has(name) {
		return
	}
	text, err := b.tree.Text(name)
	if err != nil {
		b.errs = append(b.errs, &FileError{Path: name, Err: errors.Unwrap(err)})
		return
	}
	b.files = append(b.files, name)
	settings, err := conf.Properties(text)
	if err != nil {
		b.errs = append(b.errs, settingsError(name, err))
	}
	for _, s := range settings {
		b.props[s.Key] = versioned{s.Value, fact.Evidence{Path: name, Line: s.Line}}
	}
}
