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
	out := member(v, name, ".")
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
	return member(v, computed, ".")
}

// call walks the arguments at open.
func (w *jsWalker) call(kind Kind, v value, open int, line int32, end int) (value, int) {
	name := v.name
	if name == "" {
		name = unknownName
	}
	f := w.begin(kind, name, line)
	if alias, ok := strings.CutPrefix(name, "fs.promises."); ok {
		w.uses[f.use-1].Also = []string{"fs/promises." + alias}
	}
	paths := kind == Call && (name == "path.join" || name == "path.resolve")
	out := value{name: v.receiver() + "()"}
	closing := min(w.match(open), end)
	for i := open + 1; i < closing; {
		if w.toks[i].is(",") {
			i++
			continue
		}
		from := i
		var a value
		a, i = w.expr(i, closing)
		i = max(i, from+1)
		f.add("", a)
	}
	if paths {
		out.text, out.known = joinPath(f.args)
	}
	w.end(f)
	return out, closing + 1
}

// joinPath is the path that the arguments make.
func joinPath(args []Value) (string, bool) {
	whole := len(args) > 0
	var parts []string
	for n, a := range args {
		whole = whole && a.Known
		t := a.Text
		if n > 0 {
			t = strings.TrimPrefix(strings.TrimPrefix(t, "./"), "/")
		}
		if n < len(args)-1 {
			t = strings.TrimSuffix(t, "/")
		}
		if t != "" && t != "." || n == 0 {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, "/"), whole
}

// tagged walks a template that a function is called with.
func (w *jsWalker) tagged(v value, i int, line int32, end int) (value, int) {
	name := v.name
	if name == "" {
		name = unknownName
	}
	f := w.begin(Call, name, line)
	a, j := w.template(i, end)
	f.add("", a)
	w.end(f)
	return value{name: v.receiver() + "()"}, j
}

// newExpr walks new TYPE(ARGUMENTS).
func (w *jsWalker) newExpr(i, end int) (value, int) {
	j := i + 1
	if j >= end || w.at(j).is(".") { // new.target
		return value{}, j
	}
	v, next := w.primary(j, end)
	line := w.toks[i].line
	for next < end && w.at(next).is(".") && w.at(next+1).kind == identLexeme {
		v = w.member(v, w.toks[next+1].text, -1)
		next += 2
	}
	if w.at(next).is("<") {
		if n := w.angle(next, end); n > 0 {
			next = n
		}
	}
	if v.name == "" {
		v.name = unknownName
	}
	if w.at(next).is("(") && next < end {
		return w.call(New, v, next, line, end)
	}
	w.use(New, v.name, line)
	return value{name: v.name + "()"}, next
}

// assign walks the assignment to what stands in [start, i).
func (w *jsWalker) assign(v value, start, i int, line int32, end int) (value, int) {
	t := w.toks[i]
	last := w.at(i - 1)
	local, bound := w.scope.find(w.toks[start].text)
	simple := i == start+1
	write := int32(0)
	if v.name != "" && !jsExports(v.name) && !(simple && bound) && !(simple && w.toks[start].kind != identLexeme) && v.name != unknownName && !strings.HasPrefix(v.name, "this.") {
		write = w.use(Write, v.name, line)
	}
	if t.is("++") || t.is("--") {
		return value{}, i + 1
	}
	target := w.target
	if w.target = ""; last.kind == identLexeme || last.kind == stringLexeme {
		w.target = last.text
	} else if last.is("]") && w.at(i-2).kind == stringLexeme {
		w.target = w.at(i - 2).text
	}
	right, next := w.expr(i+1, end)
	w.given(write, w.target, right)
	w.target = target
	switch {
	case simple && bound && right.name != "" && right.name != unknownName:
		local.name, local.from, local.own = right.name, right.from, right.own
	case w.toks[start].is("this") && i == start+3 && t.is("="):
		right.lit = 0
		w.fields[last.text] = right
	}
	return right, next
}

// jsExports tells whether a name is what a module exports.
func jsExports(name string) bool {
	return name == "module.exports" || strings.HasPrefix(name, "module.exports.") || strings.HasPrefix(name, "exports.")
}
