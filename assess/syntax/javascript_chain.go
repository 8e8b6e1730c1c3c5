package syntax

import "strings"

// chain walks the members and calls that follow an operand, and the assignment that it may be.
func (w *jsWalker) chain(v value, start, i, end int) (value, int) {
	line := w.toks[start].line
	read := v.own && w.toks[start].kind == identLexeme && i == start+1
	if m := v.from; m > 0 && i > start+1 {
		read = false
	}
	for i < end {
		t := w.toks[i]
		switch {
		case t.is("."), t.is("?."):
			n := w.at(i + 1)
			if t.is("?.") && (n.is("(") || n.is("[")) {
				i++
				continue
			}
			if n.kind != identLexeme || i+1 >= end {
				return v, i + 1
			}
			v, read = w.member(v, n.text, i+2), true
			line = n.line
			i += 2
		case t.is("!") && !t.first && !w.at(i+1).is("="):
			i++
		case t.is("["):
			if t.first && !read {
				return v, i
			}
			v, read = w.index(v, i, end), true
			i = w.match(i) + 1
		case t.is("("):
			v, i = w.call(Call, v, i, line, end)
			read = false
		case t.is(openText) && !t.first:
			v, i = w.tagged(v, i, line, end)
			read = false
		case t.is("<"):
			j := w.angle(i, end)
			if j < 0 || !w.at(j).is("(") && !w.at(j).is(openText) {
				return w.read(v, read, line), i
			}
			i = j
		case jsAssigns(t):
			if (t.is("++") || t.is("--")) && t.first {
				return w.read(v, read, line), i
			}
			return w.assign(v, start, i, line, end)
		default:
			return w.read(v, read, line), i
		}
	}
	return w.read(v, read, line), i
}

// read adds the read of a value that is one.
func (w *jsWalker) read(v value, is bool, line int32) value {
	if is && v.name != "" && v.name != unknownName && !strings.HasPrefix(v.name, "this.") {
		w.use(Read, v.name, line)
	}
	return v
}

// jsEnvironment tells whether the members of a name are variables of the environment.
func jsEnvironment(name string) bool { return name == "process.env" || name == "import.meta.env" }

// member is v.name. What follows at next tells how it goes on: a variable of the environment is a read
// even when a method of it is called.
func (w *jsWalker) member(v value, name string, next int) value {
	if v.from > 0 && name == "default" && v.name == w.uses[v.from-1].Name {
		return v
	}
	for _, f := range v.fields {
		if f.Name == name && f.Known {
			return known(f.Text)
		}
	}
	out := member(v, name)
	if jsGlobalObject(v.name) && jsOfGlobal(name) {
		out.name = name
	}
	if t := w.at(next); jsEnvironment(v.name) && (t.is(".") || t.is("?.") || t.is("!") || t.is("[")) {
		w.use(Read, out.name, w.toks[next-1].line)
	}
	return out
}

// jsGlobalObject tells whether a name is the global object.
func jsGlobalObject(name string) bool {
	return name == "window" || name == "globalThis" || name == "global" || name == "self"
}

// jsOfGlobal tells whether a member of the global object is usually written without it.
func jsOfGlobal(name string) bool {
	switch name {
	case "localStorage", "sessionStorage", "indexedDB", "location", "navigator", "document", "history", "fetch", "process", "console",
		"setInterval", "setTimeout", "setImmediate", "clearInterval", "clearTimeout", "WebSocket", "XMLHttpRequest", "caches", "Buffer":
		return true
	}
	return false
}

// index walks v[KEY].
func (w *jsWalker) index(v value, i, end int) value {
	mark := len(w.uses)
	target := w.target
	w.target = ""
	key := w.sequence(i, end)
	w.target = target
	if key.known && key.lit > 0 && int(key.lit) == mark+1 && len(w.uses) == mark+1 { // a name in quotes is no literal
		w.uses = w.uses[:mark]
		return w.member(v, key.text, w.match(i)+1)
	}
	if v.receiver() == unknownName {
		return named(unknownName)
	}
	return member(v, computed)
}
