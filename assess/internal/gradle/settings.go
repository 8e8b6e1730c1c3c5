package gradle

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/java"
	"github.com/gantry-ack/gantry/internal/conf"
)

func (b *build) readSettings() {
	e := &evaluator{build: b, project: b.projects[0], path: b.settings}
	b.settingsBlock(e, b.script(b.settings), 0)
}

func (b *build) settingsBlock(e *evaluator, stmts []stmt, depth int) {
	for _, s := range stmts {
		c := s.call()
		switch {
		case c.name == "include" || c.name == "includeFlat":
			b.includeAll(e, c)
		case c.name == "rootProject.name" && c.isSet:
			b.name = e.eval(c.args)
		case c.name == "project":
			b.projectDir(e, c)
		case c.name == "pluginManagement":
			b.pluginVersions(e, s.body)
		case looksAround(s.toks):
			b.dynamic = true
		case c.isSet && len(s.body) == 0:
			e.define(c)
		case depth < 4:
			b.settingsBlock(e, s.body, depth+1)
		}
	}
}

// looksAround tells whether settings find modules by listing directories.
func looksAround(toks []token) bool {
	for _, t := range toks {
		switch t.val {
		case "eachDir", "eachDirRecurse", "eachFile", "listFiles", "fileTree", "walk", "walkTopDown", "eachFileRecurse", "eachDirMatch":
			return true
		}
	}
	return false
}

func (b *build) includeAll(e *evaluator, c call) {
	for _, t := range literals(c.args) {
		id := ":" + strings.Trim(strings.ReplaceAll(e.interpolate(t), "/", ":"), ":")
		rel := strings.ReplaceAll(id[1:], ":", "/")
		if c.name == "includeFlat" {
			rel = "../" + rel
		}
		if rel == "" || strings.Contains(rel, "$") {
			continue
		}
		dir, ok := java.Inside(b.root, rel)
		if !ok {
			b.errs = append(b.errs, &FileError{Path: b.settings, Line: t.line,
				Err: fmt.Errorf("project %q is outside of the source; assess a folder that holds both", t.val)})
			continue
		}
		b.include(id, dir)
	}
}

// projectDir reads project(':x').projectDir = file('y').
func (b *build) projectDir(e *evaluator, c call) {
	lits := literals(c.args)
	if len(lits) < 2 || !hasWord(c.args, "projectDir") {
		return
	}
	p := b.project(e.interpolate(lits[0]))
	if p == nil {
		return
	}
	rel := strings.TrimPrefix(lits[len(lits)-1].val, "$rootDir/")
	if dir, ok := java.Inside(b.root, rel); ok {
		p.dir = dir
		return
	}
	b.errs = append(b.errs, &FileError{Path: b.settings, Line: c.line, Err: errors.New("a project's directory is outside of the source")})
}

func hasWord(toks []token, w string) bool {
	for _, t := range toks {
		if t.kind == word && t.val == w {
			return true
		}
	}
	return false
}

func (b *build) pluginVersions(e *evaluator, stmts []stmt) {
	for _, s := range stmts {
		switch c := s.call(); {
		case c.name == "plugins":
			for _, u := range s.body {
				if id, use := e.pluginUse(u); id != "" && use.version.val != "" {
					b.plugins[id] = use.version
				}
			}
		case c.isSet:
			e.define(c)
		}
	}
}

// catalog is a version catalog: aliases in the form scripts use them, with dots.
type catalog struct {
	versions  map[string]versioned
	libraries map[string]versioned // group:artifact:version
	plugins   map[string]pluginAlias
	bundles   map[string][]string
}

type pluginAlias struct {
	id      string
	version versioned
}

func (b *build) readCatalog() {
	b.catalog = catalog{map[string]versioned{}, map[string]versioned{}, map[string]pluginAlias{}, map[string][]string{}}
	name := path.Join(b.root, "gradle/libs.versions.toml")
	if !b.tree.Has(name) {
		return
	}
	text, err := b.tree.Text(name)
	if err != nil {
		b.errs = append(b.errs, &FileError{Path: name, Err: errors.Unwrap(err)})
		return
	}
	b.files = append(b.files, name)
	settings, err := conf.TOML(text)
	if err != nil {
		b.errs = append(b.errs, settingsError(name, err))
	}
	b.catalog.read(name, settings)
}

// entry collects the leaves of one alias.
type entry struct {
	at     fact.Evidence
	fields map[string]versioned
}

func (c *catalog) read(name string, settings conf.Settings) {
	libs, plugins := map[string]entry{}, map[string]entry{}
	for _, s := range settings {
		section, rest, _ := strings.Cut(s.Key, ".")
		v := versioned{s.Value, fact.Evidence{Path: name, Line: s.Line}}
		alias, field, _ := strings.Cut(rest, ".")
		switch section {
		case "versions":
			if field == "" || field == "strictly" || field == "prefer" || field == "require" {
				c.versions[accessor(alias)] = v
			}
		case "bundles":
			alias, _, _ = strings.Cut(alias, "[")
			c.bundles[accessor(alias)] = append(c.bundles[accessor(alias)], accessor(s.Value))
		case "libraries":
			collect(libs, alias, field, v)
		case "plugins":
			collect(plugins, alias, field, v)
		}
	}
	for _, alias := range slices.Sorted(maps.Keys(libs)) {
		e := libs[alias]
		c.libraries[accessor(alias)] = versioned{e.coordinates(c), e.at}
	}
	for _, alias := range slices.Sorted(maps.Keys(plugins)) {
		e := plugins[alias]
		id, short, _ := strings.Cut(e.fields[""].val, ":")
		if e.fields["id"].val != "" {
			id = e.fields["id"].val
		}
		v := e.version(c)
		if v.val == "" && short != "" {
			v = versioned{short, e.at}
		}
		c.plugins[accessor(alias)] = pluginAlias{id, v}
	}
}

func collect(to map[string]entry, alias, field string, v versioned) {
	e, ok := to[alias]
	if !ok {
		e = entry{at: v.at, fields: map[string]versioned{}}
	}
	e.fields[field] = v
	to[alias] = e
}

func (e entry) version(c *catalog) versioned {
	if ref := e.fields["version.ref"]; ref.val != "" {
		return c.versions[accessor(ref.val)]
	}
	for _, f := range []string{"version", "version.strictly", "version.require", "version.prefer"} {
		if v := e.fields[f]; v.val != "" {
			return v
		}
	}
	return versioned{}
}

func (e entry) coordinates(c *catalog) string {
	module := e.fields["module"].val
	if module == "" && e.fields["group"].val != "" {
		module = e.fields["group"].val + ":" + e.fields["name"].val
	}
	if module == "" {
		return e.fields[""].val
	}
	return module + ":" + e.version(c).val
}

// accessor is how a script refers to an alias: spring-boot becomes spring.boot.
func accessor(alias string) string {
	return strings.NewReplacer("-", ".", "_", ".").Replace(alias)
}
