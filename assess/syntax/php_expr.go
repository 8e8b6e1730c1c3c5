package syntax

import "strings"

// expr walks an expression up to a comma, arrow, semicolon or bracket.
func (w *phpWalker) expr(i, end int) (value, int) {
	if i >= end {
		return value{}, end
	}
	if w.depth >= maxExpr {
		return value{}, i + 1
	}
	w.depth++
	defer func() { w.depth-- }()
	v, i := w.operand(i, end)
	for i < end {
		t := w.toks[i]
		var next value
		switch {
		case t.is("."):
			next, i = w.operand(i+1, end)
			if v.lit != 0 || next.lit != 0 || v.known && next.known || v.text != "" || next.text != "" {
				v = w.concat(v, next)
			} else {
				v = value{}
			}
		case t.is("??"), t.is("||"), t.is("&&"), t.is("or"), t.is("and"):
			if t.is("&&") || t.is("and") {
				v = value{}
			}
			next, i = w.expr(i+1, end)
			v = either(v, next)
		case t.is("?"):
			var a value
			if i++; !w.at(i).is(":") {
				a, i = w.expr(i, end)
			} else {
				a = v
			}
			if w.at(i).is(":") && i < end {
				next, i = w.expr(i+1, end)
			}
			v = either(a, next)
		case t.is("instanceof"):
			if n := w.at(i + 1); n.kind == identLexeme {
				w.typeName(n)
			}
			i += 2
			v = value{}
		case t.kind == punctLexeme && phpBinary(t.text), t.is("xor"):
			target := w.target
			w.target = ""
			_, i = w.operand(i+1, end)
			w.target = target
			v = value{}
		default:
			return v, i
		}
	}
	return v, i
}

// phpBinary tells whether a text is an operator between two operands that leaves no text.
func phpBinary(op string) bool {
	switch op {
	case "+", "-", "*", "/", "%", "**", "<", ">", "<=", ">=", "==", "!=", "===", "!==", "<>", "<=>", "&", "|", "^", "<<", ">>":
		return true
	}
	return false
}

// operand walks an operand with what stands before and behind it.
func (w *phpWalker) operand(i, end int) (value, int) {
	if i >= end {
		return value{}, end
	}
	if w.depth >= maxExpr {
		return value{}, i + 1
	}
	w.depth++
	defer func() { w.depth-- }()
	t := w.toks[i]
	switch {
	case t.is("@"), t.is("..."), t.is("&"), t.is("print"), t.is("yield"), t.is("from"), t.is("throw"):
		return w.operand(i+1, end)
	case t.is("!"), t.is("~"), t.is("+"), t.is("++"), t.is("--"):
		_, j := w.operand(i+1, end)
		return value{}, j
	case t.is("-"):
		v, j := w.operand(i+1, end)
		if v.known && v.lit == 0 {
			return known("-" + v.text), j
		}
		return value{}, j
	case t.is("(") && w.at(i+2).is(")") && w.at(i+1).kind == identLexeme && phpCast(w.at(i+1).text):
		v, j := w.operand(i+3, end)
		return v, j
	case t.is("clone"):
		return w.operand(i+1, end)
	case t.is("include"), t.is("include_once"), t.is("require"), t.is("require_once"):
		return w.include(i, end)
	}
	v, j := w.primary(i, end)
	return w.chain(v, i, max(j, i+1), end)
}

func phpCast(word string) bool {
	switch strings.ToLower(word) {
	case "int", "integer", "string", "bool", "boolean", "float", "double", "array", "object", "binary", "unset":
		return true
	}
	return false
}

// include walks the inclusion of a file as a call.
func (w *phpWalker) include(i, end int) (value, int) {
	f := w.begin(Call, w.toks[i].text, w.toks[i].line)
	v, j := w.expr(i+1, end)
	f.add("", v)
	w.end(f)
	return named(w.toks[i].text + "()"), j
}

// primary walks what an operand starts with.
func (w *phpWalker) primary(i, end int) (value, int) {
	t := w.toks[i]
	switch t.kind {
	case stringLexeme:
		return w.literal(t.text, t.line), i + 1
	case numberLexeme:
		return known(t.text), i + 1
	case identLexeme:
		return w.name(i, end)
	case punctLexeme:
		switch t.text {
		case openText:
			return w.text(i, end)
		case "(":
			return w.sequence(i, end), w.match(i) + 1
		case "[":
			return w.array(i, end), w.match(i) + 1
		case "#[":
			return w.primary(min(w.attributes(i, end), end-1), end)
		}
	}
	return value{}, i + 1
}

// text walks a string with variables in it.
func (w *phpWalker) text(i, end int) (value, int) {
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

// sequence walks the expressions between the bracket at i and its counterpart, and returns the last.
func (w *phpWalker) sequence(i, end int) value {
	var v value
	end = min(w.match(i), end)
	for i++; i < end; {
		if t := w.toks[i]; t.is(",") || t.is(";") {
			i++
			continue
		}
		from := i
		v, i = w.expr(i, end)
		i = max(i, from+1)
	}
	return v
}

// array walks the elements of an array.
func (w *phpWalker) array(i, end int) value {
	var out value
	end = min(w.match(i), end)
	target := w.target
	for i++; i < end; {
		t := w.toks[i]
		from := i
		switch {
		case t.is(","), t.is("=>"):
			i++
			continue
		case t.kind == stringLexeme && w.at(i+1).is("=>"):
			w.target = t.text
			var v value
			v, i = w.expr(i+2, end)
			a := v.arg()
			a.Name = t.text
			out.fields = append(out.fields, a)
		default:
			w.target = target
			_, i = w.expr(i, end)
		}
		i = max(i, from+1)
	}
	w.target = target
	return out
}
