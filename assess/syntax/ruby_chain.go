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

// bare walks the call of a method without a receiver.
func (w *rubyWalker) bare(i, end int) (value, int) {
	t := w.toks[i]
	name := t.text
	if w.own[name] {
		name = "self." + name
	}
	next := w.at(i + 1)
	switch {
	case next.is("(") && i+1 < end && !next.space:
		return w.call(named(name), i+1, t.line, end)
	case w.command(i, end):
		return w.commandCall(named(name), i+1, t.line, end)
	case next.is(".") || next.is("&.") || next.is("[") && !next.space:
		return named(name), i + 1
	case w.assigned(next):
		return named(name), i + 1
	}
	w.use(Call, name, t.line)
	return named(name), i + 1
}

// assigned tells whether a token assigns to what is before it.
func (w *rubyWalker) assigned(t lexeme) bool {
	if t.kind != punctLexeme {
		return false
	}
	switch t.text {
	case "=", "+=", "-=", "*=", "/=", "||=", "&&=", "|=", "&=", "<<=", "**=", "%=":
		return true
	}
	return false
}

// command tells whether the name at i is called with arguments without parentheses.
func (w *rubyWalker) command(i, end int) bool {
	n := w.at(i + 1)
	if i+1 >= end || n.first || !n.space {
		return false
	}
	switch n.kind {
	case stringLexeme, numberLexeme, labelLexeme, otherLexeme:
		return true
	case identLexeme:
		switch n.text {
		case "if", "unless", "while", "until", "do", "and", "or", "then", "end", "rescue", "in", "else", "when", "ensure", "elsif":
			return false
		}
		return true
	}
	tight := !w.at(i + 2).space
	switch n.text {
	case openText, "->":
		return true
	case "[", "::", "-", "*", "&", "**", ":":
		return tight
	case "!":
		return tight
	}
	return false
}

// call walks the arguments in the parentheses at open.
func (w *rubyWalker) call(v value, open int, line int32, end int) (value, int) {
	closing := min(w.match(open), end)
	out := w.arguments(v, open+1, closing, line, nil)
	return out, closing + 1
}

// commandCall walks arguments without parentheses, which go to the end of the line or a word that ends them.
func (w *rubyWalker) commandCall(v value, i int, line int32, end int) (value, int) {
	next := i
	out := w.arguments(v, i, end, line, &next)
	return out, next
}

// arguments walks the arguments from i on. With next set they go as far as commas bring them.
func (w *rubyWalker) arguments(v value, i, end int, line int32, next *int) value {
	name := v.receiver()
	kind := Call
	if typ, ok := strings.CutSuffix(name, ".new"); ok && !strings.HasPrefix(name, unknownName) {
		kind, name = New, typ
	}
	if j := w.special(v, i, end, line); j > i {
		if next != nil {
			*next = j
		}
		return value{}
	}
	f := w.begin(kind, name, line)
	for i < end {
		t := w.toks[i]
		if t.is(",") && next == nil {
			i++
			continue
		}
		if j := w.nestedStatement(i, end, next); j > i {
			i = j
			continue
		}
		from := i
		key := w.key(i, end)
		var a value
		a, i = w.argument(i, end)
		i = max(i, from+1)
		f.add(key, a)
		w.target = ""
		if next == nil {
			if i < end && !w.toks[i].is(",") {
				i = max(i+1, w.statement(i, end))
			}
			continue
		}
		if i >= end || !w.toks[i].is(",") {
			break
		}
		i++
	}
	w.end(f)
	if next != nil {
		*next = i
	}
	out := named(name + "()")
	out.text, out.known = rubyJoined(v.name, f.args)
	return out
}

// nestedStatement walks a word that starts a statement among the arguments in parentheses, and returns 0 for none.
func (w *rubyWalker) nestedStatement(i, end int, next *int) int {
	if next != nil || w.toks[i].kind != identLexeme {
		return 0
	}
	target := w.target
	j := w.keyword(i, end)
	w.target = target
	return j
}

// special walks require, include and what else is no call for rules, and returns 0 for a call.
func (w *rubyWalker) special(v value, i, end int, line int32) int {
	t := w.at(i)
	if i >= end {
		return 0
	}
	switch v.name {
	case "require", "require_relative", "load", "autoload":
		if t.kind != stringLexeme || v.name == "load" {
			return 0
		}
		name := t.text
		if v.name == "require_relative" && !strings.HasPrefix(name, ".") {
			name = "./" + name
		}
		w.use(Import, name, line)
		return i + 1
	case "include", "extend", "prepend":
		if w.function != w.class || t.kind != identLexeme || !rubyConstant(t.text) {
			return 0
		}
		for i < end && w.toks[i].kind == identLexeme && rubyConstant(w.toks[i].text) {
			var name string
			name, i = w.path(i, end)
			w.use(Extends, name, line)
			if !w.at(i).is(",") {
				break
			}
			if i++; w.at(i).is("::") {
				i++
			}
		}
		return i
	}
	return 0
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
	m := member(v, t.text, ".")
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
