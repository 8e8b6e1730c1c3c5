package syntax

// expr walks an expression up to a comma, and returns what is known of it and the index behind.
func (w *jsWalker) expr(i, end int) (value, int) {
	if i >= end {
		return value{}, end
	}
	if w.depth >= maxExpr {
		return value{}, i + 1
	}
	w.depth++
	defer func() { w.depth-- }()
	if j := w.arrow(i, end); j > 0 {
		return w.arrowFunction(i, j, end)
	}
	v, i := w.alternatives(i, end)
	if !w.at(i).is("?") || i >= end {
		return v, i
	}
	a, i := w.expr(i+1, end)
	if w.at(i).is(":") && i < end {
		b, j := w.expr(i+1, end)
		i = j
		a = either(a, b)
	}
	return named(a.name), i
}

// alternatives walks operands with ||, ?? and && in between. The result has the name of the first one that has one.
func (w *jsWalker) alternatives(i, end int) (value, int) {
	v, i := w.operation(i, end)
	for i < end && (w.toks[i].is("||") || w.toks[i].is("??") || w.toks[i].is("&&")) {
		var next value
		if w.toks[i].is("&&") {
			v = value{}
		}
		if j := w.arrow(i+1, end); j > 0 {
			next, i = w.arrowFunction(i+1, j, end)
		} else {
			next, i = w.operation(i+1, end)
		}
		own, from := v.own, v.from
		v = either(v, next)
		v.own, v.from = own, from
	}
	return v, i
}

// operation walks operands with the other operators in between. Of these only + leaves a text.
func (w *jsWalker) operation(i, end int) (value, int) {
	v, i := w.unary(i, end)
	for i < end {
		t := w.toks[i]
		var next value
		switch {
		case t.is("+"):
			next, i = w.unary(i+1, end)
			if v.lit != 0 || next.lit != 0 || v.known && next.known {
				v = w.concat(v, next)
			} else {
				v = value{}
			}
		case t.is("as"), t.is("satisfies"):
			if t.first {
				return v, i
			}
			i = w.skipType(i+1, end)
		case t.is("in"), t.is("instanceof"), t.kind == punctLexeme && jsBinary(t.text):
			target := w.target
			w.target = ""
			_, i = w.unary(i+1, end)
			w.target = target
			v = value{}
		default:
			return v, i
		}
	}
	return v, i
}

// jsBinary tells whether a text is an operator between two operands that leaves no text.
func jsBinary(op string) bool {
	switch op {
	case "-", "*", "/", "%", "**", "<", ">", "<=", ">=", "==", "!=", "===", "!==", "&", "|", "^":
		return true
	}
	return false
}

// unary walks an operand with what stands before it.
func (w *jsWalker) unary(i, end int) (value, int) {
	if i >= end {
		return value{}, end
	}
	t := w.toks[i]
	switch {
	case w.depth >= maxExpr:
		return value{}, i + 1
	case t.is("await"), t.is("yield"), t.is("..."):
		if t.is("yield") && w.at(i+1).is("*") {
			i++
		}
		return w.nested(i+1, end)
	case t.is("!"), t.is("~"), t.is("typeof"), t.is("void"), t.is("delete"), t.is("++"), t.is("--"):
		_, j := w.nested(i+1, end)
		return value{}, j
	case t.is("-"), t.is("+"):
		v, j := w.nested(i+1, end)
		if v.lit == 0 && v.known && t.is("-") {
			return known("-" + v.text), j
		}
		return value{}, j
	case t.is("<"): // <T>value
		if j := w.angle(i, end); j > 0 {
			return w.nested(j, end)
		}
	}
	v, j := w.primary(i, end)
	return w.chain(v, i, max(j, i+1), end)
}

// nested walks an operand inside of another.
func (w *jsWalker) nested(i, end int) (value, int) {
	w.depth++
	v, i := w.unary(i, end)
	w.depth--
	return v, i
}

// primary walks what an operand starts with.
func (w *jsWalker) primary(i, end int) (value, int) {
	t := w.toks[i]
	switch t.kind {
	case stringLexeme:
		return w.literal(t.text, t.line), i + 1
	case numberLexeme:
		return known(t.text), i + 1
	case jsxLexeme:
		return w.element(i, end)
	case identLexeme:
		return w.name(i, end)
	case punctLexeme:
		switch t.text {
		case openText:
			return w.template(i, end)
		case "(":
			return w.sequence(i, end), w.match(i) + 1
		case "[":
			w.sequence(i, end)
			return value{name: unknownName}, w.match(i) + 1
		case "{":
			return w.object(i, end)
		}
	}
	return value{}, i + 1
}

// sequence walks the expressions between the bracket at i and its counterpart, and returns the last.
func (w *jsWalker) sequence(i, end int) value {
	var v value
	end = min(w.match(i), end)
	for i++; i < end; {
		if w.toks[i].is(",") {
			i++
			continue
		}
		from := i
		v, i = w.expr(i, end)
		i = max(i, from+1)
	}
	return v
}

// template walks a template with its substitutions.
func (w *jsWalker) template(i, end int) (value, int) {
	closing := min(w.match(i), end)
	v := w.literal("", w.toks[i].line)
	lit, text, whole := v.lit, "", true
	for j := i + 1; j < closing; j++ {
		switch t := w.toks[j]; {
		case t.kind == stringLexeme:
			text += t.text
		case t.is(openPart):
			target := w.target
			w.target = ""
			part := w.sequence(j, closing)
			w.target = target
			text += part.shown()
			whole = whole && part.known
			j = w.match(j)
		}
	}
	w.uses[lit-1].Text = text
	return value{text: text, known: whole, lit: lit}, closing + 1
}

// name walks a word that an operand starts with.
func (w *jsWalker) name(i, end int) (value, int) {
	t := w.toks[i]
	next := w.at(i + 1)
	switch t.text {
	case "true", "false", "null", "undefined", "NaN", "Infinity":
		return known(t.text), i + 1
	case "function":
		return w.functionExpr(i, end)
	case "async":
		if next.is("function") {
			return w.functionExpr(i+1, end)
		}
	case "class":
		return w.classDecl(i, end)
	case "new":
		return w.newExpr(i, end)
	case "import":
		if arg := w.at(i + 2); next.is("(") && arg.kind == stringLexeme {
			return w.module(arg.text, t.line), w.match(i+1) + 1
		}
		return named("import"), i + 1
	case "require":
		if arg := w.at(i + 2); next.is("(") && arg.kind == stringLexeme {
			if _, hidden := w.scope.find("require"); !hidden {
				return w.module(arg.text, t.line), w.match(i+1) + 1
			}
		}
	case "this":
		return w.this(i)
	}
	if v, ok := w.scope.find(t.text); ok {
		return *v, i + 1
	}
	return value{name: t.text, own: true}, i + 1
}

// this walks this.NAME when NAME is known.
func (w *jsWalker) this(i int) (value, int) {
	if w.at(i + 1).is(".") {
		if v, ok := w.fields[w.at(i+2).text]; ok {
			return v, i + 3
		}
	}
	return named("this"), i + 1
}
