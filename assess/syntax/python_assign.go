package syntax

import "strings"

// assignment walks an expression with the targets that it is given to.
func (w *pyWalker) assignment(i, end int) int {
	eq := w.assigns(i, end)
	if eq < 0 {
		from := i
		v, i := w.expr(i, end)
		if w.at(i).is("as") && i+1 < end { // with VALUE as NAME
			if n := w.toks[i+1]; n.kind == identLexeme && !w.at(i+2).is(".") {
				v.lit, v.text, v.known, v.own = 0, "", false, false
				if v.name == "" {
					v.name = unknownName
				}
				w.scope.bind(n.text, v)
				return i + 2
			}
			return i + 1
		}
		return max(i, from+1)
	}
	stop, typ := eq, ""
	for n := i; n < eq; n++ { // NAME: TYPE = VALUE
		if w.toks[n].is(":") {
			typ, _ = w.annotation(n+1, eq)
			stop = n
			break
		}
		if closing(w.toks[n].text) != "" {
			n = w.match(n)
		}
	}
	w.target = w.lastName(i, stop)
	write := w.writes(i, stop)
	if !w.toks[eq].is("=") {
		v, j := w.expr(eq+1, end)
		w.given(write, w.target, v)
		w.forget(i, stop)
		return j
	}
	var v value
	var j int
	if w.assigns(eq+1, end) > 0 && w.at(eq+1).kind == identLexeme { // a = b = VALUE
		j = w.assignment(eq+1, end)
		v = w.again(eq + 1)
	} else {
		v, j = w.expr(eq+1, end)
		tuple := w.at(j).is(",")
		for j < end && w.toks[j].is(",") {
			_, j = w.expr(j+1, end)
		}
		if tuple {
			v = value{}
		}
	}
	w.given(write, w.target, v)
	if typ != "" && v.receiver() == unknownName {
		v.name = typ
	}
	w.bindTo(i, stop, v)
	return j
}

// again is what the name at i was just bound to.
func (w *pyWalker) again(i int) value {
	if v, ok := w.scope.find(w.toks[i].text); ok {
		return *v
	}
	return value{}
}

// assigns returns the index of the assignment operator of the statement at i, or -1.
func (w *pyWalker) assigns(i, end int) int {
	for ; i < end; i++ {
		t := w.toks[i]
		if t.kind == identLexeme {
			if t.is("lambda") || t.is("if") || t.is("for") {
				return -1
			}
			continue
		}
		if t.kind != punctLexeme {
			continue
		}
		switch t.text {
		case "=", "+=", "-=", "*=", "/=", "//=", "%=", "**=", "|=", "&=", "^=", "@=", ">>=", "<<=":
			return i
		case ";":
			return -1
		}
		if closing(t.text) != "" {
			i = w.match(i)
		}
	}
	return -1
}

// lastName is the name of the target in [i, end): the last name or the key of its last element.
func (w *pyWalker) lastName(i, end int) string {
	if end <= i {
		return ""
	}
	t := w.toks[end-1]
	if t.is("]") && end-2 > i && w.toks[end-2].kind == stringLexeme {
		return w.toks[end-2].text
	}
	if t.kind == identLexeme {
		for n := i; n < end; n++ {
			if w.toks[n].is(",") { // several targets
				return ""
			}
		}
		return t.text
	}
	return ""
}

// writes adds the write to a global, an attribute or an element that the targets [i, end) are. It returns its
// number, 0 for none.
func (w *pyWalker) writes(i, end int) int32 {
	if end == i+1 && w.global[w.toks[i].text] {
		return w.use(Write, "."+w.toks[i].text, w.toks[i].line)
	}
	if end <= i+1 || w.toks[i].kind != identLexeme {
		return 0
	}
	mark := len(w.uses)
	v, _ := w.operand(i, end)
	if n := w.last(); int(n) > mark && w.uses[n-1].Kind == Read {
		w.uses[n-1].Kind = Write
		return n
	}
	if strings.HasSuffix(v.name, "]") {
		return w.use(Write, v.name, w.toks[i].line)
	}
	return 0
}

// forget drops what is known of a name that is changed.
func (w *pyWalker) forget(i, end int) {
	if v, ok := w.scope.find(w.toks[i].text); ok && end == i+1 {
		v.text, v.known = "", false
	}
}

// bindTo binds the targets in [i, end) to a value.
func (w *pyWalker) bindTo(i, end int, v value) {
	v.lit, v.own = 0, false
	switch t := w.toks[i]; {
	case t.kind == identLexeme && end == i+1:
		local := len(w.blocks) > 0
		if old, ok := w.scope.find(t.text); ok && w.here(t.text) {
			if v.name == "" && old.name != "" {
				v.name = old.name
			}
			v.text, v.known = "", false
			*old = v
			return
		}
		if v.name == "" || v.name == unknownName {
			if v.name = unknownName; !local && !v.known {
				v.name = "." + t.text
			}
		}
		w.scope.bind(t.text, v)
	case t.is("self") && end == i+3 && w.toks[i+1].is("."):
		if v.name != "" || v.known {
			w.fields[w.toks[i+2].text] = v
		}
	default:
		for ; i < end; i++ {
			t := w.toks[i]
			if t.is("[") || t.is("(") {
				if i > 0 && w.at(i-1).kind == identLexeme {
					i = w.match(i)
				}
				continue
			}
			if t.kind == identLexeme && !w.at(i-1).is(".") && !w.at(i+1).is(".") && !w.at(i+1).is("[") {
				w.scope.bind(t.text, named(unknownName))
			}
		}
	}
}

// here tells whether a name is bound in the function, class or module at hand.
func (w *pyWalker) here(name string) bool {
	n := int(w.scope.names[name])
	if len(w.blocks) == 0 {
		return n > 0
	}
	return n > w.blocks[len(w.blocks)-1].around.mark
}
