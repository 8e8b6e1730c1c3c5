package gradle

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/java"
)

// evaluator reads statements of one script on behalf of one project.
type evaluator struct {
	build   *build
	project *project
	path    string
	applied int // scripts applied inside each other
}

func (e *evaluator) at(line int) fact.Evidence { return fact.Evidence{Path: e.path, Line: line} }

// evaluate runs the scripts of the build in Gradle's order: what the root says to
// all, then each project's own.
func (b *build) evaluate() {
	root := b.projects[0]
	for _, p := range b.projects {
		p.file = b.scriptFile(p)
	}
	if root.file != "" {
		e := &evaluator{build: b, project: root, path: root.file}
		e.run(b.script(root.file), "")
	}
	for _, p := range b.projects[1:] {
		for k, v := range root.vars {
			if _, own := p.vars[k]; !own {
				p.vars[k] = v
			}
		}
		if p.group == "" {
			p.group = root.group
		}
		if p.version == "" {
			p.version = root.version
		}
		if p.file != "" {
			e := &evaluator{build: b, project: p, path: p.file}
			e.run(b.script(p.file), "")
		}
	}
}

func (b *build) scriptFile(p *project) string {
	for _, name := range []string{"build.gradle", "build.gradle.kts", p.name + ".gradle", p.name + ".gradle.kts"} {
		if f := path.Join(p.dir, name); b.tree.Has(f) {
			return f
		}
	}
	return ""
}

// lookup finds what a name stands for: the project's variables, the root's, then
// gradle.properties.
func (e *evaluator) lookup(name string) (versioned, bool) {
	for _, prefix := range []string{"rootProject.", "project.", "ext.", "extra.", "properties."} {
		name = strings.TrimPrefix(name, prefix)
	}
	for _, vars := range []map[string]versioned{e.project.vars, e.build.projects[0].vars, e.build.props} {
		if v, ok := vars[name]; ok {
			return v, true
		}
	}
	switch name {
	case "version":
		return versioned{val: e.project.version}, e.project.version != ""
	case "group":
		return versioned{val: e.project.group}, e.project.group != ""
	case "name":
		return versioned{val: e.project.name}, true
	}
	if rest, ok := strings.CutPrefix(name, "libs.versions."); ok {
		v, ok := e.build.catalog.versions[accessor(strings.TrimSuffix(strings.TrimSuffix(rest, ".toInteger"), ".get"))]
		return v, ok
	}
	return versioned{}, false
}

// interpolate replaces $name and ${name} in a string.
func (e *evaluator) interpolate(t token) string {
	if t.raw || !strings.Contains(t.val, "$") {
		return t.val
	}
	var b strings.Builder
	rest := t.val
	for b.Len() < 4096 {
		i := strings.IndexByte(rest, '$')
		if i < 0 || i+1 >= len(rest) {
			break
		}
		b.WriteString(rest[:i])
		name, after := placeholder(rest[i+1:])
		if v, ok := e.reference(name); ok {
			b.WriteString(v)
		} else {
			b.WriteString("${" + name + "}")
		}
		rest = after
	}
	return b.String() + rest
}

func placeholder(s string) (name, after string) {
	if s[0] == '{' {
		if end := strings.IndexByte(s, '}'); end > 0 {
			return s[1:end], s[end+1:]
		}
		return "", ""
	}
	i := 0
	for i < len(s) && isWord(s[i]) {
		i++
	}
	return s[:i], s[i:]
}

// reference resolves what stands inside ${}: a name, or a call such as
// property("x") or versions['x'].
func (e *evaluator) reference(expr string) (string, bool) {
	if v, ok := e.lookup(expr); ok {
		return v.val, true
	}
	if strings.ContainsAny(expr, `('"[`) && len(expr) < 200 {
		v := e.value(lex(expr))
		return v.val, v.val != ""
	}
	return "", false
}

func (e *evaluator) eval(toks []token) string { return e.value(toks).val }

// value evaluates an expression as far as text goes: literals, names, and their
// concatenation. The names of functions around them (file, of, property) count for nothing.
func (e *evaluator) value(toks []token) versioned {
	var out versioned
	for i := 0; i < len(toks); i++ {
		t := toks[i]
		piece, at := "", e.at(t.line)
		switch t.kind {
		case text:
			piece = e.interpolate(t)
			if v, ok := e.lookup(piece); ok && i > 1 && readsProperty(toks[:i]) {
				piece, at = v.val, v.at
			}
		case number:
			piece = t.val
		case word:
			name, next := dotted(toks, i)
			i = next - 1
			if strings.HasPrefix(name, "JavaVersion.") || strings.HasPrefix(name, "JvmTarget.") {
				piece = java.LanguageVersion(name)
			} else if v, ok := e.lookup(name); ok {
				piece, at = v.val, v.at
			}
		}
		if piece != "" {
			if out.at.Path == "" {
				out.at = at
			}
			out.val += piece
		}
		if len(out.val) > 4096 {
			return versioned{}
		}
	}
	return out
}

// readsProperty tells whether the string that follows is the name of a property
// in a call such as property("x"), or an index such as extra["x"].
func readsProperty(before []token) bool {
	for i := len(before) - 1; i >= 0 && i >= len(before)-2; i-- {
		switch before[i].val {
		case "property", "findProperty", "getProperty", "gradleProperty", "ext", "extra", "properties", "get":
			return true
		}
	}
	return false
}

// dotted reads a name such as libs.versions.java.get from position i.
func dotted(toks []token, i int) (name string, next int) {
	name = toks[i].val
	i++
	for i+1 < len(toks) && toks[i].is(".") && toks[i+1].kind == word {
		name += "." + toks[i+1].val
		i += 2
	}
	return name, i
}

// define keeps a variable: x = ..., def x = ..., ext.x = ..., and the entries of
// a map as x.key.
func (e *evaluator) define(c call) {
	name := c.name
	for _, prefix := range []string{"rootProject.", "project.", "ext.", "extra."} {
		name = strings.TrimPrefix(name, prefix)
	}
	if name == "" {
		return
	}
	if len(c.args) > 0 && c.args[0].is("[") {
		inner := c.args[1:]
		for _, item := range items(inner) {
			if len(item) > 2 && item[1].is(":") {
				e.set(name+"."+item[0].val, e.value(item[2:]), item[0].line)
			}
		}
		return
	}
	e.set(name, e.value(c.args), c.line)
}

func (e *evaluator) set(name string, v versioned, line int) {
	if v.val == "" || len(e.project.vars) > 5000 {
		return
	}
	if v.at.Path == "" {
		v.at = e.at(line)
	}
	e.project.vars[name] = v
}
