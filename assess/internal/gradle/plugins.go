package gradle

import (
	"path"
	"strings"
)

const bootPlugin = "org.springframework.boot"

// usePlugin reads one line of a plugins block.
func (e *evaluator) usePlugin(s stmt) {
	if id, use := e.pluginUse(s); id != "" {
		e.addPlugin(id, use)
	}
}

// pluginUse reads id 'x' version 'y' apply false, in both languages, alias(libs.plugins.x),
// kotlin("jvm") and the bare name of a core plugin.
func (e *evaluator) pluginUse(s stmt) (string, pluginUse) {
	use := pluginUse{applied: true, at: e.at(s.line)}
	id := ""
	for i := 0; i < len(s.toks); i++ {
		t := s.toks[i]
		if t.kind == text && id == "" {
			id = e.interpolate(t)
			continue
		}
		if t.kind != word {
			continue
		}
		switch t.val {
		case "id", "alias":
		case "kotlin":
			if lits := literals(s.toks[i:]); len(lits) > 0 {
				id, i = "org.jetbrains.kotlin."+lits[0].val, i+2
			}
		case "version":
			use.version = e.value(until(s.toks[i+1:], "apply"))
			i = len(s.toks) - len(from(s.toks[i+1:], "apply")) - 1
		case "apply":
			if i+1 < len(s.toks) && (s.toks[i+1].val == "false" || i+2 < len(s.toks) && s.toks[i+2].val == "false") {
				use.applied = false
			}
		case "true", "false":
		default:
			name, next := dotted(s.toks, i)
			i = next - 1
			if ref, ok := strings.CutPrefix(name, "libs.plugins."); ok {
				a := e.build.catalog.plugins[accessor(ref)]
				id, use.version = a.id, a.version
			} else if id == "" {
				for i+2 < len(s.toks) && s.toks[i+1].is("-") { // java-library without backticks
					name, i = name+"-"+s.toks[i+2].val, i+2
				}
				id = name
			}
		}
	}
	return id, use
}

// until returns the tokens before the word.
func until(toks []token, w string) []token { return toks[:len(toks)-len(from(toks, w))] }

// from returns the tokens from the word on.
func from(toks []token, w string) []token {
	for i, t := range toks {
		if t.kind == word && t.val == w {
			return toks[i:]
		}
	}
	return nil
}

// addPlugin notes a plugin. One that the build itself defines as a script is read
// in its place.
func (e *evaluator) addPlugin(id string, use pluginUse) {
	if use.version.val == "" {
		use.version = e.build.plugins[id]
	} else if e.project == e.build.projects[0] {
		if _, ok := e.build.plugins[id]; !ok {
			e.build.plugins[id] = use.version
		}
	}
	have, known := e.project.plugins[id]
	if known {
		use.applied = use.applied || have.applied
		if use.version.val == "" {
			use.version = have.version
		}
	}
	e.project.plugins[id] = use
	if !use.applied || known && have.applied {
		return
	}
	for _, dir := range []string{"buildSrc", "build-logic", "build-logic/convention", "gradle/plugins", "build-plugin", "buildSrc/convention"} {
		for _, file := range []string{"src/main/groovy/" + id + ".gradle", "src/main/kotlin/" + id + ".gradle.kts"} {
			if p := path.Join(e.build.root, dir, file); e.build.tree.Has(p) {
				e.include(p)
				return
			}
		}
	}
}

// has tells whether one of the plugins is applied.
func (p *project) has(ids ...string) (pluginUse, bool) {
	for _, id := range ids {
		if u, ok := p.plugins[id]; ok && u.applied {
			return u, true
		}
	}
	return pluginUse{}, false
}
