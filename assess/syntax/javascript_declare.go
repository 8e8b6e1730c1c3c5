package syntax

// variables walks the declarations behind const, let and var.
func (w *jsWalker) variables(i, end int, constant bool) int {
	for i < end {
		from := i
		patternEnd := i + 1
		if w.toks[i].is("{") || w.toks[i].is("[") {
			patternEnd = w.match(i) + 1
		}
		j := patternEnd
		typ := ""
		if w.at(j).is("!") {
			j++
		}
		if w.at(j).is(":") && j < end {
			typ, j = w.annotated(j+1, end)
		}
		v := named(unknownName)
		if w.at(j).is("=") || w.at(j).is("of") || w.at(j).is("in") {
			plain := w.toks[from].kind == identLexeme
			if plain && w.at(j).is("=") {
				w.target = w.toks[from].text
			}
			loop := !w.at(j).is("=")
			v, j = w.expr(j+1, end)
			w.target = ""
			if loop {
				v = named(unknownName)
			}
			if plain && !constant && w.writes[w.toks[from].text] > 1 {
				v.text, v.known = "", false
			}
		}
		if typ != "" && v.receiver() == unknownName {
			v.name = typ
		}
		w.pattern(from, min(patternEnd, end), v)
		i = max(j, from+1)
		if !w.at(i).is(",") || i >= end {
			return i
		}
		i++
	}
	return i
}

// pattern binds the names of a pattern in the tokens [i, end) to a value or its members.
func (w *jsWalker) pattern(i, end int, v value) {
	if i >= end || w.depth >= maxExpr {
		return
	}
	v.lit = 0
	w.depth++
	defer func() { w.depth-- }()
	switch t := w.toks[i]; {
	case t.kind == identLexeme:
		if v.name == "" {
			v.name = unknownName
		}
		v.own = v.from > 0
		w.scope.bind(t.text, v)
	case t.is("["):
		for j := i + 1; j < min(w.match(i), end); j++ {
			if n := w.toks[j]; n.is("{") || n.is("[") {
				w.pattern(j, end, named(unknownName))
				j = w.match(j)
			} else if n.kind == identLexeme {
				w.scope.bind(n.text, named(unknownName))
			}
		}
	case t.is("{"):
		w.objectPattern(i+1, min(w.match(i), end), v)
	}
}

// objectPattern binds the names between the braces of a pattern.
func (w *jsWalker) objectPattern(i, end int, v value) {
	for i < end {
		t := w.toks[i]
		if t.is("...") {
			w.pattern(i+1, end, v)
			i += 2
			continue
		}
		if t.kind != identLexeme && t.kind != stringLexeme {
			i++
			continue
		}
		m := w.property(v, t)
		j := i + 1
		if w.at(j).is(":") {
			i = j + 1
			if j = i + 1; w.at(i).is("{") || w.at(i).is("[") {
				j = w.match(i) + 1
			}
		}
		if w.at(j).is("=") && j < end {
			w.target = w.at(j - 1).text
			_, j = w.expr(j+1, end)
			w.target = ""
		}
		if t := w.at(i); t.kind != stringLexeme {
			w.pattern(i, end, m)
		}
		i = max(j, i+1)
	}
}

// property is the member of a value that a pattern names.
func (w *jsWalker) property(v value, t lexeme) value {
	if v.from > 0 && v.name == w.uses[v.from-1].Name {
		return w.imported(v, t.text)
	}
	m := w.member(v, t.text, -1)
	if jsEnvironment(v.name) {
		w.use(Read, m.name, t.line)
	}
	return m
}

// object walks an object literal.
func (w *jsWalker) object(i, end int) (value, int) {
	closing := min(w.match(i), end)
	target := w.target
	out := value{name: unknownName}
	for i++; i < closing; {
		from := i
		i = max(w.entry(i, closing, &out), from+1)
	}
	w.target = target
	return out, closing + 1
}

// entry walks an entry of an object literal.
func (w *jsWalker) entry(i, end int, out *value) int {
	t := w.toks[i]
	switch {
	case t.is(","):
		return i + 1
	case t.is("..."):
		w.target = ""
		_, i = w.expr(i+1, end)
		return i
	case t.is("*"):
		return i + 1
	case t.is("get"), t.is("set"), t.is("async"):
		if n := w.at(i + 1); n.kind == identLexeme || n.kind == stringLexeme || n.is("*") || n.is("[") {
			return i + 1
		}
	case t.is("["):
		w.target = ""
		w.sequence(i, end)
		i = w.match(i)
		t = lexeme{}
	case t.kind != identLexeme && t.kind != stringLexeme && t.kind != numberLexeme:
		return i + 1
	}
	w.target = t.text
	j := i + 1
	if w.at(j).is("<") {
		j = max(j, w.angle(j, end))
	}
	switch n := w.at(j); {
	case n.is("("):
		return w.function(j, end, t.text)
	case n.is(":") && j < end:
		v, next := w.expr(j+1, end)
		if t.text != "" {
			a := v.arg()
			a.Name = t.text
			out.fields = append(out.fields, a)
		}
		return next
	case t.kind == identLexeme: // shorthand
		w.target = ""
		v, _ := w.name(i, i+1)
		v = w.read(v, v.own, t.line)
		a := v.arg()
		a.Name = t.text
		out.fields = append(out.fields, a)
	}
	return j
}

// element walks an element of JSX as a call.
func (w *jsWalker) element(i, end int) (value, int) {
	t := w.toks[i]
	name := t.text
	component := name != "" && (name[0] >= 'A' && name[0] <= 'Z')
	if component {
		root, rest := name, ""
		for n := range name {
			if name[n] == '.' {
				root, rest = name[:n], name[n:]
				break
			}
		}
		if v, ok := w.scope.find(root); ok {
			root = v.receiver()
		}
		name = root + rest
	}
	if component {
		return w.call(Call, named(name), i+1, t.line, end)
	}
	within := w.within
	w.within = name
	w.sequence(i+1, end)
	w.within = within
	return value{}, w.match(i+1) + 1
}
