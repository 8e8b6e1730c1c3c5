package gradle

import (
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// scopeOf tells what a configuration means for the program; "" for one that does
// not reach it (tests, annotation processors, tools).
func scopeOf(config string) string {
	lower := strings.ToLower(config)
	switch {
	case strings.Contains(lower, "test"), strings.Contains(lower, "annotationprocessor"), config == "developmentOnly":
		return ""
	case config == "compileOnly", config == "providedCompile", config == "providedRuntime", config == "compileOnlyApi":
		return "provided"
	case config == "compile", config == "api", config == "implementation", config == "runtime", config == "runtimeOnly",
		strings.HasSuffix(config, "Implementation"), strings.HasSuffix(config, "RuntimeOnly"), strings.HasSuffix(config, "Api"):
		return "compile"
	}
	return ""
}

// dependency reads one line of a dependencies block.
func (e *evaluator) dependency(s stmt, c call) {
	config, args := c.name, c.args
	if config == "add" {
		if parts := items(args); len(parts) == 2 && len(parts[0]) == 1 {
			config, args = parts[0][0].val, parts[1]
		}
	}
	if config == "" || scopeOf(config) == "" {
		return
	}
	excludes := e.excludes(s.body)
	parts := items(args)
	if d, ok := e.mapNotation(parts); ok {
		d.config, d.excludes = config, excludes
		e.project.deps = append(e.project.deps, d)
		return
	}
	for _, part := range parts {
		if len(part) > 0 && (part[0].val == "platform" || part[0].val == "enforcedPlatform") {
			e.bom(e.coordinates(part[1:]))
			continue
		}
		for _, d := range e.notation(part) {
			d.config, d.excludes = config, excludes
			e.project.deps = append(e.project.deps, d)
		}
	}
}

// notation reads one dependency: 'g:a:v', project(':x'), libs.x, projects.x,
// kotlin("x"), or a variable that holds one.
func (e *evaluator) notation(part []token) []dependency {
	if len(part) == 0 {
		return nil
	}
	at := e.at(part[0].line)
	if part[0].kind == word {
		name, _ := dotted(part, 0)
		switch {
		case name == "project":
			for _, t := range literals(part) {
				return []dependency{{project: t.val, at: at}}
			}
			return nil
		case name == "kotlin":
			if lits := literals(part); len(lits) > 0 {
				return []dependency{{group: "org.jetbrains.kotlin", artifact: "kotlin-" + lits[0].val, at: at}}
			}
		case name == "files" || name == "fileTree" || name == "testFixtures":
			return nil
		case strings.HasPrefix(name, "projects."):
			return []dependency{{project: e.accessorProject(strings.TrimPrefix(name, "projects.")), at: at}}
		case strings.HasPrefix(name, "libs.bundles."):
			var out []dependency
			for _, alias := range e.build.catalog.bundles[strings.TrimPrefix(name, "libs.bundles.")] {
				out = append(out, parseCoordinates(e.build.catalog.libraries[alias].val, at)...)
			}
			return out
		}
	}
	v := e.coordinates(part)
	return parseCoordinates(v.val, at)
}

// coordinates evaluates to group:artifact:version.
func (e *evaluator) coordinates(part []token) versioned {
	for len(part) > 1 && part[0].is("(") && closes(part) == len(part)-1 {
		part = part[1 : len(part)-1]
	}
	if len(part) > 0 && part[0].kind == word {
		name, _ := dotted(part, 0)
		if strings.HasSuffix(name, "BOM_COORDINATES") {
			return versioned{"org.springframework.boot:spring-boot-dependencies:" + e.bootPluginVersion().val, e.bootPluginVersion().at}
		}
		if ref, ok := strings.CutPrefix(name, "libs."); ok {
			return e.build.catalog.libraries[strings.TrimSuffix(ref, ".get")]
		}
		if name == "platform" || name == "enforcedPlatform" {
			return e.coordinates(part[1:])
		}
	}
	return e.value(part)
}

func parseCoordinates(s string, at fact.Evidence) []dependency {
	parts := strings.Split(s, ":")
	if len(parts) < 2 || parts[0] == "" || parts[1] == "" {
		return nil
	}
	d := dependency{group: parts[0], artifact: parts[1], at: at}
	if len(parts) > 2 {
		d.version, _, _ = strings.Cut(parts[2], "@")
	}
	return []dependency{d}
}

// mapNotation reads group: 'g', name: 'a', version: 'v', with = in Kotlin.
func (e *evaluator) mapNotation(parts [][]token) (dependency, bool) {
	var d dependency
	for _, p := range parts {
		if len(p) < 3 || !p[1].is(":") && !p[1].is("=") {
			continue
		}
		v := e.value(p[2:])
		switch p[0].val {
		case "group":
			d.group, d.at = v.val, e.at(p[0].line)
		case "name":
			d.artifact = v.val
		case "version":
			d.version = v.val
		}
	}
	return d, d.group != "" && d.artifact != ""
}

func (e *evaluator) excludes(body []stmt) []string {
	var out []string
	for _, s := range body {
		c := s.call()
		if c.name != "exclude" {
			continue
		}
		group, module := "*", "*"
		for _, p := range items(c.args) {
			if len(p) < 3 {
				continue
			}
			switch p[0].val {
			case "group":
				group = e.eval(p[2:])
			case "module":
				module = e.eval(p[2:])
			}
		}
		out = append(out, group+":"+module)
	}
	return out
}

// accessorProject finds the project of a type-safe accessor: projects.fooBar.baz
// is :foo-bar:baz.
func (e *evaluator) accessorProject(name string) string {
	want := plain(strings.TrimSuffix(name, ".dependencyProject"))
	for _, p := range e.build.projects {
		if plain(p.id) == want {
			return p.id
		}
	}
	return ""
}

func plain(s string) string {
	return strings.ToLower(strings.NewReplacer(":", "", ".", "", "-", "", "_", "").Replace(s))
}

func (e *evaluator) bom(v versioned) {
	if v.val != "" {
		e.project.boms = append(e.project.boms, v)
	}
}

func (e *evaluator) bootPluginVersion() versioned {
	if u, ok := e.project.plugins[bootPlugin]; ok && u.version.val != "" {
		return u.version
	}
	return e.build.plugins[bootPlugin]
}
