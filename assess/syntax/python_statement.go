package syntax

import "strings"

// imports walks NAME.NAME as NAME, ... behind import.
func (w *pyWalker) imports(i, end int) int {
	for i < end {
		t := w.toks[i]
		if t.kind != identLexeme {
			return i
		}
		name := t.text
		for i++; w.at(i).is(".") && w.at(i+1).kind == identLexeme && i+1 < end; i += 2 {
			name += "." + w.toks[i+1].text
		}
		n := w.use(Import, name, t.line)
		if w.at(i).is("as") && w.at(i+1).kind == identLexeme && i+1 < end {
			w.scope.bind(w.toks[i+1].text, value{name: name, own: true, from: n})
			i += 2
		} else {
			w.scope.bind(t.text, value{name: t.text, own: true, from: n})
		}
		if !w.at(i).is(",") {
			return i
		}
		i++
	}
	return i
}

// fromImport walks from MODULE import NAME as NAME, ....
func (w *pyWalker) fromImport(i, end int) int {
	from := i
	module := ""
	for i++; i < end && !w.toks[i].is("import"); i++ {
		if t := w.toks[i]; t.kind != identLexeme && strings.Trim(t.text, ".") != "" {
			return from
		}
		module += w.toks[i].text
	}
	if i >= end || module == "" {
		return from
	}
	separator := "."
	if strings.HasSuffix(module, ".") {
		separator = ""
	}
	for i++; i < end; i++ {
		t := w.toks[i]
		switch {
		case t.is("*"):
			w.use(Import, module, t.line)
			w.stars = append(w.stars, module+separator)
		case t.is(";"):
			return i
		case t.kind == identLexeme:
			name := module + separator + t.text
			n := w.use(Import, name, t.line)
			w.uses[n-1].Also = []string{module}
			local := t.text
			if w.at(i+1).is("as") && i+2 < end {
				local = w.toks[i+2].text
				i += 2
			}
			w.scope.bind(local, value{name: name, own: true, from: n})
		}
	}
	return i
}

// decorator walks @NAME or @NAME(ARGUMENTS).
func (w *pyWalker) decorator(i, end int) int {
	line := w.toks[i].line
	i++
	if i >= end || w.toks[i].kind != identLexeme {
		return i
	}
	v, i := w.name(i)
	for i+1 < end && w.toks[i].is(".") && w.toks[i+1].kind == identLexeme {
		v = w.member(v, w.toks[i+1].text)
		i += 2
	}
	if i < end && w.toks[i].is("(") {
		_, i = w.call(Annotation, v, i, line, end)
		return i
	}
	w.useAlso(Annotation, v, line)
	return i
}

// forIn walks the variables of a loop; the expression behind them is walked as a statement.
func (w *pyWalker) forIn(i, end int) int {
	for i < end && !w.toks[i].is("in") {
		if t := w.toks[i]; t.kind == identLexeme && !w.at(i-1).is(".") && !w.at(i+1).is(".") {
			w.scope.bind(t.text, named(unknownName))
		}
		i++
	}
	return i + 1
}

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
	if n := len(w.uses); n > mark && w.uses[n-1].Kind == Read {
		w.uses[n-1].Kind = Write
		return int32(n)
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

// annotation walks a type, and returns the name that an object of it has when a library brings it.
func (w *pyWalker) annotation(i, end int) (string, int) {
	j := i
	for j < end && !w.toks[j].is("=") && !w.toks[j].is(",") && !w.toks[j].is(")") {
		if closing(w.toks[j].text) != "" {
			j = w.match(j)
		}
		j++
	}
	j = min(j, end)
	w.types(i, j)
	if i >= end || w.toks[i].kind != identLexeme {
		return "", j
	}
	v, ok := w.scope.find(w.toks[i].text)
	if !ok || v.from == 0 {
		return "", j
	}
	name := v.name
	n := i + 1
	for n+1 < j && w.toks[n].is(".") {
		name += "." + w.toks[n+1].text
		n += 2
	}
	if n != j && !w.toks[n].is("|") {
		return "", j
	}
	return name + "()", j
}

// types adds the names of libraries among the tokens of a type.
func (w *pyWalker) types(i, end int) {
	for ; i < min(end, len(w.toks)); i++ {
		t := w.toks[i]
		if t.kind != identLexeme || w.at(i-1).is(".") {
			continue
		}
		v, ok := w.scope.find(t.text)
		if !ok || v.from == 0 {
			continue
		}
		name := v.name
		for w.at(i+1).is(".") && w.at(i+2).kind == identLexeme && i+2 < end {
			name += "." + w.toks[i+2].text
			i += 2
		}
		w.use(Type, name, t.line)
	}
}
