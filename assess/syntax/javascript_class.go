package syntax

// classDecl walks a class declaration or expression whose word class stands at i.
func (w *jsWalker) classDecl(i, end int) (value, int) {
	line, name := w.toks[i].line, w.target
	i++
	if t := w.at(i); t.kind == identLexeme && !t.is("extends") && !t.is("implements") {
		name = t.text
		w.declare(name, line)
		i++
	}
	for i < end && !w.toks[i].is("{") {
		switch t := w.toks[i]; {
		case t.is("<"):
			i = max(i+1, w.angle(i, end))
		case t.is("extends"), t.is("implements"), t.is(","):
			i = w.base(i+1, end)
		case t.is(";"), t.is(")"), t.is("}"):
			return value{}, i
		default:
			i++
		}
	}
	if i >= end {
		return value{}, end
	}
	a := w.enter(name)
	w.class = name
	fields := w.fields
	w.fields = map[string]value{}
	closing := min(w.match(i), end)
	for i++; i < closing; {
		i = max(i+1, w.classMember(i, closing))
	}
	w.fields = fields
	w.leave(a)
	return jsOwn(name), closing + 1
}

// base walks the name of a base class or interface, or the expression that makes one.
func (w *jsWalker) base(i, end int) int {
	if w.at(i).kind != identLexeme || i >= end {
		return i
	}
	line := w.toks[i].line
	v, i := w.name(i, end)
	for i < end {
		switch t := w.toks[i]; {
		case t.is(".") && w.at(i+1).kind == identLexeme:
			v = w.member(v, w.toks[i+1].text, -1)
			i += 2
		case t.is("("): // a mixin
			v, i = w.call(Call, v, i, line, end)
		default:
			w.use(Extends, v.receiver(), line)
			return i
		}
	}
	return i
}

// classMember walks a member of a class.
func (w *jsWalker) classMember(i, end int) int {
	t := w.toks[i]
	switch {
	case t.is("@"):
		return w.decorator(i, end)
	case t.is("static") && w.at(i+1).is("{"):
		return w.statement(i+1, end)
	case jsModifier(t.text) && w.modifies(i+1):
		return i + 1
	case t.is("["):
		if w.at(i + 2).is(":") { // an index signature
			i = w.match(i) + 1
			if w.at(i).is(":") {
				i = w.skipType(i+1, end)
			}
			return i
		}
		w.target = ""
		w.sequence(i, end)
		i = w.match(i)
		t = lexeme{}
	case t.kind != identLexeme && t.kind != stringLexeme && t.kind != numberLexeme:
		return i + 1
	}
	j := i + 1
	if w.at(j).is("?") || w.at(j).is("!") {
		j++
	}
	if w.at(j).is("<") {
		j = max(j, w.angle(j, end))
	}
	if w.at(j).is("(") && j < end {
		if t.text != "constructor" && t.text != "" {
			w.declare(t.text, t.line)
		}
		return w.function(j, end, t.text)
	}
	return w.field(t, j, end)
}

// modifies tells whether the token behind a modifier is what it modifies.
func (w *jsWalker) modifies(i int) bool {
	t := w.at(i)
	return t.kind == identLexeme || t.kind == stringLexeme || t.is("[") || t.is("*") || t.is("{")
}

// field walks the type and the value of a field.
func (w *jsWalker) field(name lexeme, i, end int) int {
	v := value{}
	if w.at(i).is(":") && i < end {
		var typ string
		typ, i = w.annotated(i+1, end)
		v.name = typ
	}
	if w.at(i).is("=") && i < end {
		w.target = name.text
		var right value
		right, i = w.expr(i+1, end)
		w.target = ""
		if right.receiver() == unknownName {
			right.name = v.name
		}
		v = right
	}
	if v.name != "" {
		v.lit = 0
		w.fields[name.text] = v
	}
	return i
}
