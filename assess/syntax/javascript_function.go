package syntax

// arrow tells whether an arrow function starts at i: it returns the index of its arrow, or 0.
func (w *jsWalker) arrow(i, end int) int {
	if w.at(i).is("async") && !w.at(i+1).is("=>") {
		i++
	}
	t := w.at(i)
	if t.is("<") {
		if j := w.angle(i, end); j > 0 && w.at(j).is("(") {
			i, t = j, w.toks[j]
		}
	}
	j := i + 1
	switch {
	case t.kind == identLexeme:
	case t.is("("):
		if j = w.match(i) + 1; w.at(j).is(":") {
			j = w.typeEnd(j+1, min(end, j+maxType))
		}
	default:
		return 0
	}
	if j < end && w.at(j).is("=>") {
		return j
	}
	return 0
}

// arrowFunction walks an arrow function.
func (w *jsWalker) arrowFunction(i, arrow, end int) (value, int) {
	name := w.nameGiven()
	a := w.enter(w.methodOf(name))
	for i < arrow && !w.toks[i].is("(") && !w.at(i+1).is("=>") {
		i++
	}
	if w.toks[i].is("(") {
		w.params(i+1, min(w.match(i), arrow))
	} else {
		w.scope.bind(w.toks[i].text, named(unknownName))
	}
	j := arrow + 1
	if w.at(j).is("{") && j < end {
		closing := min(w.match(j), end)
		w.statements(j+1, closing)
		j = closing + 1
	} else {
		_, j = w.expr(j, end)
	}
	w.leave(a)
	return jsOwn(name), j
}

// nameGiven is the name of a function that is given to the target at hand.
func (w *jsWalker) nameGiven() string {
	if w.target == "exports" {
		return ""
	}
	return w.target
}

// methodOf is the name of a function that is given to a target.
func (w *jsWalker) methodOf(target string) string {
	if target == "" {
		return ""
	}
	return w.method(target)
}

// functionExpr walks a function declaration or expression whose word function stands at i.
func (w *jsWalker) functionExpr(i, end int) (value, int) {
	line := w.toks[i].line
	i++
	if w.at(i).is("*") {
		i++
	}
	name := w.nameGiven()
	if t := w.at(i); t.kind == identLexeme {
		name = t.text
		w.declare(name, line)
		i++
	}
	if w.at(i).is("<") {
		i = max(i, w.angle(i, end))
	}
	if !w.at(i).is("(") || i >= end {
		return value{}, i
	}
	class := w.class
	w.class = ""
	i = w.function(i, end, name)
	w.class = class
	return jsOwn(name), i
}

// function walks the parameters at open and the body of a function.
func (w *jsWalker) function(open, end int, name string) int {
	a := w.enter(w.method(name))
	closing := min(w.match(open), end)
	w.params(open+1, closing)
	j := closing + 1
	if w.at(j).is(":") && j < end {
		j = w.skipType(j+1, end)
	}
	if w.at(j).is("{") && j < end {
		closing = min(w.match(j), end)
		w.statements(j+1, closing)
		j = closing + 1
	}
	w.leave(a)
	return j
}

// params binds the parameters in the tokens [i, end).
func (w *jsWalker) params(i, end int) {
	for i < end {
		t := w.toks[i]
		switch {
		case t.is("@"):
			i = w.decorator(i, end)
			continue
		case t.is("{"), t.is("["), t.kind == identLexeme:
			i = max(i+1, w.param(i, end))
			continue
		}
		i++
	}
}

// param binds a parameter, with its type and what it is without an argument.
func (w *jsWalker) param(i, end int) int {
	property := false
	for jsModifier(w.toks[i].text) && w.at(i+1).kind == identLexeme && i+1 < end {
		property = property || !w.toks[i].is("override")
		i++
	}
	j := i + 1
	if w.toks[i].is("{") || w.toks[i].is("[") {
		j = w.match(i) + 1
	}
	name, v, pattern := w.toks[i].text, named(unknownName), j
	if w.at(j).is("?") {
		j++
	}
	if w.at(j).is(":") && j < end {
		var typ string
		if typ, j = w.annotated(j+1, end); typ != "" {
			v.name = typ
		}
	}
	w.pattern(i, min(pattern, end), v)
	if property {
		w.fields[name] = v
	}
	if w.at(j).is("=") && j < end {
		w.target = name
		_, j = w.expr(j+1, end)
		w.target = ""
	}
	return j
}

// jsModifier tells whether a word may stand before a member of a class.
func jsModifier(word string) bool {
	switch word {
	case "public", "private", "protected", "static", "readonly", "abstract", "override", "declare", "async", "get", "set", "accessor":
		return true
	}
	return false
}

// decorator walks @NAME or @NAME(ARGUMENTS).
func (w *jsWalker) decorator(i, end int) int {
	line := w.toks[i].line
	i++
	if w.at(i).kind != identLexeme || i >= end {
		return i
	}
	v, i := w.name(i, end)
	for w.at(i).is(".") && w.at(i+1).kind == identLexeme && i+1 < end {
		v = w.member(v, w.toks[i+1].text, -1)
		i += 2
	}
	if w.at(i).is("(") && i < end {
		_, i = w.call(Annotation, v, i, line, end)
		return i
	}
	w.use(Annotation, v.receiver(), line)
	return i
}

// jsOwn is the value of a function or class of the file.
func jsOwn(name string) value {
	if name == "" {
		return value{}
	}
	return value{name: "./" + name}
}
