package syntax

import "strings"

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
