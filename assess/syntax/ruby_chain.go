package syntax

import "strings"

// name walks a word that an operand starts with.
func (w *rubyWalker) name(i, end int) (value, int) {
	t := w.toks[i]
	switch t.text {
	case "true", "false", "nil":
		return known(t.text), i + 1
	case "self":
		return named("self"), i + 1
	case "`":
		f := w.begin(Call, "`", t.line)
		v, j := w.text(i+1, max(end, i+2))
		f.add("", v)
		w.end(f)
		return named("`()"), j
	case "if", "unless", "while", "until", "case", "begin", "do", "end", "then", "def", "class", "module", "when", "else", "elsif", "ensure", "and", "or", "in":
		return value{}, i
	case "lambda", "proc":
		if n := w.at(i + 1); n.is("{") {
			return value{}, w.braces(i+1, end)
		}
	}
	if rubyConstant(t.text) {
		return w.constant(i, end)
	}
	if t.text[0] == '@' || t.text[0] == '$' {
		if v, ok := w.fields[t.text]; ok {
			return v, i + 1
		}
		if t.text[0] == '$' || strings.HasPrefix(t.text, "@@") {
			return value{name: t.text, own: true}, i + 1
		}
		return named(unknownName), i + 1
	}
	if v, ok := w.vars[t.text]; ok && !w.at(i+1).is("(") {
		return v, i + 1
	}
	return w.bare(i, end)
}

// constant walks A::B::C.
func (w *rubyWalker) constant(i, end int) (value, int) {
	t := w.toks[i]
	if n := w.at(i + 1); n.is("(") && !n.space && i+1 < end { // Integer("1")
		return w.call(named(t.text), i+1, t.line, end)
	}
	if n := w.at(i + 1); !n.is("::") {
		if v, ok := w.consts[t.text]; ok {
			return v, i + 1
		}
	}
	name, j := w.path(i, end)
	return value{name: name, own: true}, j
}

// chain walks the members, elements, calls and blocks that follow an operand, and the assignment that it may be.
func (w *rubyWalker) chain(v value, start, i, end int) (value, int) {
	line := w.toks[start].line
	member := false // a method without arguments came last
	for i < end {
		t := w.toks[i]
		if t.first && !t.is(".") && !t.is("&.") {
			break
		}
		switch {
		case t.is("."), t.is("&."), t.is("::"):
			n := w.at(i + 1)
			if i+1 >= end || n.kind != identLexeme && n.kind != labelLexeme {
				if n.is("(") { // call
					i++
					continue
				}
				return v, i + 1
			}
			line = n.line
			if t.is("::") && rubyConstant(n.text) {
				v = value{name: v.receiver() + "::" + n.text, own: true}
				i += 2
				continue
			}
			v, i, member = w.invoke(v, i+1, end)
		case t.is("[") && !t.space:
			v, member = w.element(v, i, end), false
			i = w.match(i) + 1
			if v.name != unknownName && !w.assigned(w.at(i)) {
				w.use(Read, v.name, line)
			}
			v.own = false
		case t.is("(") && !t.space:
			v, i = w.call(v, i, line, end)
			member = false
		case t.is("{") && i > start && w.block(i):
			v = w.ended(v, member, line)
			member = false
			i = w.braces(i, end)
		case w.assigned(t):
			return w.assign(v, start, i, line, end)
		default:
			return w.ended(v, member, line), i
		}
	}
	return w.ended(v, member, line), i
}

// block tells whether the brace at i opens a block of the call before it.
func (w *rubyWalker) block(i int) bool {
	p := w.at(i - 1)
	return p.kind == identLexeme || p.is(")")
}

// invoke walks the method at i with its arguments. It tells whether it had none.
func (w *rubyWalker) invoke(v value, i, end int) (value, int, bool) {
	t := w.toks[i]
	if v.known && v.lit > 0 {
		v.name = "String"
	}
	if v.name == "self" {
		if f, ok := w.fields["@"+t.text]; ok && !w.at(i+1).is("(") {
			return f, i + 1, false
		}
	}
	m := member(v, t.text)
	m.own = false
	n := w.at(i + 1)
	switch {
	case i+1 >= end:
	case n.is("(") && !n.space:
		out, j := w.call(m, i+1, t.line, end)
		return out, j, false
	case t.kind == identLexeme && w.command(i, end) && !n.is("[") && !n.is("-") && !n.is("*") && !n.is("&") && !n.is(":"):
		out, j := w.commandCall(m, i+1, t.line, end)
		return out, j, false
	}
	if t.text == "new" && v.receiver() != unknownName {
		w.use(New, v.name, t.line)
		return named(v.name + "()"), i + 1, false
	}
	switch t.text { // what keeps a text
	case "to_s", "freeze", "to_str", "strip", "dup":
		if v.text != "" || v.known {
			return value{text: v.text, known: v.known, lit: v.lit}, i + 1, false
		}
	}
	return m, i + 1, true
}

// ended adds the use of a method without arguments or of a constant that ends a chain.
func (w *rubyWalker) ended(v value, member bool, line int32) value {
	switch {
	case v.name == "" || v.name == unknownName:
	case member:
		if !strings.HasPrefix(v.name, "String.") {
			w.use(Call, v.name, line)
		}
	case v.own:
		w.use(Read, v.name, line)
	}
	return v
}

// element walks v[KEY].
func (w *rubyWalker) element(v value, i, end int) value {
	var key value
	if t := w.at(i + 1); (t.kind == stringLexeme || t.kind == numberLexeme) && w.match(i) == i+2 { // a key is no literal
		key = known(t.text)
	} else {
		target := w.target
		w.target = ""
		key = w.sequence(i, end)
		w.target = target
	}
	if v.receiver() == unknownName {
		return named(unknownName)
	}
	return named(v.name + "[" + key.shown() + "]")
}

// assign walks the assignment to what stands in [start, i).
func (w *rubyWalker) assign(v value, start, i int, line int32, end int) (value, int) {
	s, simple := w.toks[start], i == start+1
	local := simple && s.kind == identLexeme && s.text[0] != '$' && !strings.HasPrefix(s.text, "@@") && !rubyConstant(s.text)
	write := int32(0)
	if v.name != "" && v.name != unknownName && !local && !(simple && rubyConstant(s.text)) {
		write = w.use(Write, v.name, line)
	}
	target := w.target
	if last := w.at(i - 1); last.kind == identLexeme {
		w.target = strings.TrimLeft(last.text, "@$")
	} else if last.is("]") && w.at(i-3).is("[") {
		w.target = w.toks[i-2].text
	} else {
		w.target = ""
	}
	right, j := w.expr(i+1, end)
	for w.at(j).is(",") && j < end && target == "" && simple { // a = 1, 2
		_, j = w.expr(j+1, end)
	}
	w.given(write, w.target, right)
	w.target = target
	kept := right
	kept.lit, kept.own = 0, false
	if kept.name == "" && !kept.known && kept.text == "" {
		kept.name = unknownName
	}
	if !simple || s.kind != identLexeme {
		return right, j
	}
	switch {
	case rubyConstant(s.text):
		w.consts[s.text] = kept
		if kept.name == unknownName {
			w.consts[s.text] = named(s.text)
		}
	case s.text[0] == '@' && !strings.HasPrefix(s.text, "@@"):
		w.fields[s.text] = kept
	case local:
		if _, ok := w.vars[s.text]; ok || !w.toks[i].is("=") {
			kept.text, kept.known = "", false
			if kept.name == "" {
				kept.name = unknownName
			}
		}
		w.vars[s.text] = kept
	}
	return right, j
}
