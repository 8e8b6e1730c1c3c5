package syntax

// assignment walks an expression with the targets that it is given to.
func (w *rubyWalker) assignment(i, end int) int {
	from := i
	_, i = w.expr(i, end)
	for w.at(i).is(",") && i < end && !w.at(from).is("(") && w.multiple(i, end) { // a, b = VALUES
		for j := from; j < end && !w.toks[j].is("="); j++ {
			if t := w.toks[j]; t.kind == identLexeme {
				w.vars[t.text] = named(unknownName)
			}
			i = j + 1
		}
		_, i = w.expr(i+1, end)
	}
	return max(i, from+1)
}

// multiple tells whether the commas at i separate targets.
func (w *rubyWalker) multiple(i, end int) bool {
	for n := 0; i < end && n < 30; n++ {
		switch t := w.toks[i]; {
		case t.is("="):
			return true
		case t.is(","), t.is("*"), t.is("."), t.kind == identLexeme && !t.first:
			i++
		default:
			return false
		}
	}
	return false
}

// ends tells whether the token at i does not go on with the expression before it.
func (w *rubyWalker) ends(i, end int) bool {
	return i >= end || w.toks[i].first && !w.toks[i].is(".") && !w.toks[i].is("&.") && !w.toks[i].is("&&") && !w.toks[i].is("||")
}

// expr walks an expression up to a comma, the end of its line or a word that ends it.
func (w *rubyWalker) expr(i, end int) (value, int) {
	if i >= end {
		return value{}, end
	}
	if w.depth >= maxExpr {
		return value{}, i + 1
	}
	w.depth++
	defer func() { w.depth-- }()
	v, i := w.operand(i, end)
	for !w.ends(i, end) {
		t := w.toks[i]
		var next value
		switch {
		case t.is("+"):
			next, i = w.operand(i+1, end)
			if v.lit != 0 || next.lit != 0 || v.known && next.known {
				v = w.concat(v, next)
			} else {
				v = value{}
			}
		case t.is("%") && v.lit != 0:
			_, i = w.aside(i+1, end)
			text := pyPercentRE.ReplaceAllString(v.text, computed)
			w.uses[v.lit-1].Text = text
			v = value{text: text, lit: v.lit}
		case t.is("||"), t.is("&&"), t.is("or"), t.is("and"), t.is("rescue"):
			if t.is("&&") || t.is("and") {
				v = value{}
			}
			next, i = w.expr(i+1, end)
			v = either(v, next)
		case t.is("?"):
			var a value
			a, i = w.expr(i+1, end)
			if w.at(i).is(":") && i < end {
				next, i = w.expr(i+1, end)
			}
			v = either(a, next)
		case t.kind == punctLexeme && rubyBinary(t.text):
			_, i = w.aside(i+1, end)
			v = value{}
		default:
			return v, i
		}
	}
	return v, i
}

// aside walks an operand whose literals are given to nothing.
func (w *rubyWalker) aside(i, end int) (value, int) {
	target := w.target
	w.target = ""
	v, i := w.operand(i, end)
	w.target = target
	return v, i
}

// rubyBinary tells whether a text is an operator between two operands that leaves no text.
func rubyBinary(op string) bool {
	switch op {
	case "-", "*", "/", "%", "**", "<", ">", "<=", ">=", "==", "!=", "===", "=~", "!~", "<=>", "&", "|", "^", "<<", ">>", "..", "...":
		return true
	}
	return false
}

// operand walks an operand with what stands before and behind it.
func (w *rubyWalker) operand(i, end int) (value, int) {
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
	case t.is("*"), t.is("**"), t.is("&"), t.is("::"):
		return w.operand(i+1, end)
	case t.is("!"), t.is("~"), t.is("+"), t.is("not"), t.is("defined?"):
		_, j := w.aside(i+1, end)
		return value{}, j
	case t.is("-"):
		v, j := w.operand(i+1, end)
		if v.known && v.lit == 0 {
			return known("-" + v.text), j
		}
		return value{}, j
	case t.is("->"):
		return w.lambda(i, end)
	}
	v, j := w.primary(i, end)
	if j == i { // a word that the caller goes on with as a statement
		return v, i
	}
	return w.chain(v, i, j, end)
}

// lambda walks ->(a, b) { BODY }; a body between do and end is walked as statements.
func (w *rubyWalker) lambda(i, end int) (value, int) {
	i++
	if w.at(i).is("(") && i < end {
		w.params(i+1, min(w.match(i), end))
		i = w.match(i) + 1
	}
	for i < end && w.toks[i].kind == identLexeme && !w.toks[i].is("do") {
		w.vars[w.toks[i].text] = named(unknownName)
		i++
	}
	if w.at(i).is("{") && i < end {
		return value{}, w.braces(i, end)
	}
	return value{}, i
}

// braces walks a block in braces.
func (w *rubyWalker) braces(i, end int) int {
	closing := min(w.match(i), end)
	a := w.enter("")
	w.statements(w.blockParams(i+1, closing), closing)
	w.leave(a)
	return closing + 1
}

// primary walks what an operand starts with.
func (w *rubyWalker) primary(i, end int) (value, int) {
	t := w.toks[i]
	switch t.kind {
	case stringLexeme:
		return w.text(i, end)
	case numberLexeme:
		return known(t.text), i + 1
	case identLexeme:
		return w.name(i, end)
	case labelLexeme:
		return w.pair(i, end)
	case punctLexeme:
		switch t.text {
		case openText:
			return w.text(i, end)
		case "(":
			return w.sequence(i, end), w.match(i) + 1
		case "[":
			w.sequence(i, end)
			return value{}, w.match(i) + 1
		case "{":
			return w.hash(i, end), w.match(i) + 1
		}
	}
	return value{}, i + 1
}

// text walks strings that stand side by side.
func (w *rubyWalker) text(i, end int) (value, int) {
	v := w.literal("", w.toks[i].line)
	lit, text, whole, from := v.lit, "", true, i
	for i < end && (i == from || !w.toks[i].first) {
		t := w.toks[i]
		if t.kind == stringLexeme {
			text += t.text
			i++
			continue
		}
		if !t.is(openText) {
			break
		}
		closing := min(w.match(i), end)
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
		i = closing + 1
	}
	w.uses[lit-1].Text = text
	return value{text: text, known: whole, lit: lit}, i
}
