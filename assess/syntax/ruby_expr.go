package syntax

import "strings"

// assignment walks an expression with the targets that it is given to.
func (w *rubyWalker) assignment(i, end int) int {
	from := i
	v, i := w.expr(i, end)
	for w.at(i).is(",") && i < end && !w.at(from).is("(") && w.multiple(i, end) { // a, b = VALUES
		for j := from; j < end && !w.toks[j].is("="); j++ {
			if t := w.toks[j]; t.kind == identLexeme {
				w.vars[t.text] = named(unknownName)
			}
			i = j + 1
		}
		v, i = w.expr(i+1, end)
	}
	_ = v
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
			if v.receiver() == unknownName {
				v.name = next.name
			}
			v = value{name: v.name}
		case t.is("?"):
			var a value
			a, i = w.expr(i+1, end)
			if w.at(i).is(":") && i < end {
				next, i = w.expr(i+1, end)
				if a.receiver() == unknownName {
					a.name = next.name
				}
			}
			v = value{name: a.name}
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
	for i < end && (i == from || !w.toks[i].first || w.toks[i].space && false) {
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

// sequence walks what stands between the bracket at i and its counterpart, and returns the last expression.
func (w *rubyWalker) sequence(i, end int) value {
	var v value
	end = min(w.match(i), end)
	for i++; i < end; {
		t := w.toks[i]
		if t.kind == punctLexeme && (t.is(",") || t.is(";") || t.is("=>")) {
			i++
			continue
		}
		if t.kind == identLexeme {
			target := w.target
			j := w.keyword(i, end)
			w.target = target
			if j > i {
				i = j
				continue
			}
		}
		from := i
		v, i = w.expr(i, end)
		i = max(i, from+1)
	}
	return v
}

// hash walks the pairs between braces.
func (w *rubyWalker) hash(i, end int) value {
	closing := min(w.match(i), end)
	target := w.target
	var out value
	for i++; i < closing; {
		if w.toks[i].is(",") {
			i++
			continue
		}
		from := i
		key := w.key(i, closing)
		w.target = target
		var v value
		v, i = w.argument(i, closing)
		if key != "" {
			a := v.arg()
			a.Name = key
			out.fields = append(out.fields, a)
		}
		i = max(i, from+1)
	}
	w.target = target
	return out
}

// key returns the key of the pair that starts at i, "" when there is none that is known.
func (w *rubyWalker) key(i, end int) string {
	switch t := w.toks[i]; {
	case t.kind == labelLexeme:
		return t.text
	case (t.kind == stringLexeme || t.kind == numberLexeme) && i+1 < end && w.toks[i+1].is("=>"):
		return t.text
	}
	return ""
}

// argument walks an argument or element: a pair or a value.
func (w *rubyWalker) argument(i, end int) (value, int) {
	if key := w.key(i, end); key != "" {
		w.target = key
		if w.toks[i].kind != labelLexeme {
			i++
		}
		if n := w.at(i + 1); i+1 >= end || n.is(",") { // name: for name: name
			return value{}, i + 1
		}
		v, i := w.expr(i+1, end)
		w.target = ""
		return v, i
	}
	v, i := w.expr(i, end)
	if w.at(i).is("=>") && i < end {
		return w.expr(i+1, end)
	}
	return v, i
}

// pair walks a pair without braces outside of a call.
func (w *rubyWalker) pair(i, end int) (value, int) {
	target := w.target
	v, i := w.argument(i, end)
	w.target = target
	return value{name: v.name}, i
}

// joined is the path that joining the arguments to a known or unknown root makes.
func rubyJoined(name string, args []Value) (string, bool) {
	switch {
	case name == "File.join":
		return joinPath(args)
	case name == "File.expand_path" && len(args) > 0:
		if strings.HasPrefix(args[0].Text, "/") || len(args) == 1 {
			return args[0].Text, args[0].Known
		}
		return joinPath([]Value{args[1], args[0]})
	case name == "Rails.root.join" || name == "Pathname.new" && len(args) > 0:
		if name == "Pathname.new" {
			return args[0].Text, args[0].Known
		}
		return joinPath(append([]Value{{Text: computed}}, args...))
	}
	return "", false
}
