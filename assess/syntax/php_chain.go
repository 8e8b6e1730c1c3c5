package syntax

import "strings"

// name walks a word that an operand starts with.
func (w *phpWalker) name(i, end int) (value, int) {
	t := w.toks[i]
	next := w.at(i + 1)
	if strings.HasPrefix(t.text, "$") {
		return w.variable(t), i + 1
	}
	switch strings.ToLower(t.text) {
	case "true", "false", "null":
		return known(t.text), i + 1
	case "new":
		return w.newExpr(i, end)
	case "function", "fn":
		return w.closure(i, end)
	case "static":
		if n := strings.ToLower(next.text); n == "function" || n == "fn" {
			return w.closure(i+1, end)
		}
	case "array", "list":
		if next.is("(") {
			return w.array(i+1, end), w.match(i+1) + 1
		}
	case "`":
		f := w.begin(Call, "`", t.line)
		v, j := w.primary(i+1, end)
		f.add("", v)
		w.end(f)
		return named("`()"), j
	case "exit", "die":
		if !next.is("(") {
			w.use(Call, t.text, t.line)
			return value{}, i + 1
		}
	case "match":
		if next.is("(") && w.at(w.match(i+1)+1).is("{") {
			w.sequence(i+1, end)
			body := w.match(i+1) + 1
			w.array(body, end)
			return value{}, w.match(body) + 1
		}
	case "endif", "endforeach", "endwhile", "endfor", "endswitch", "enddeclare", "as", "default":
		return value{}, i + 1
	case "directory_separator":
		return known("/"), i + 1
	case "php_eol":
		return known("\n"), i + 1
	}
	switch {
	case next.is("("):
		return named(w.functionOf(t.text)), i + 1
	case next.is("::"):
		return named(w.classOf(t.text)), i + 1
	}
	if v, ok := w.constants[t.text]; ok {
		return v, i + 1
	}
	name := t.text
	if strings.Contains(name, `\`) {
		name = w.classOf(name)
	}
	return value{name: name, own: true}, i + 1
}

// phpSuperglobal tells whether a variable is one of the language.
func phpSuperglobal(name string) bool {
	switch name {
	case "$_SESSION", "$_SERVER", "$_ENV", "$_GET", "$_POST", "$_REQUEST", "$_COOKIE", "$_FILES", "$GLOBALS", "$argv", "$argc", "$http_response_header":
		return true
	}
	return false
}

// variable is the value of a variable.
func (w *phpWalker) variable(t lexeme) value {
	if phpSuperglobal(t.text) {
		return value{name: t.text, own: true}
	}
	if t.text == "$this" {
		if w.self == "" {
			return named(unknownName)
		}
		return named(w.self)
	}
	if v, ok := w.vars[t.text]; ok {
		return v
	}
	return named(unknownName)
}

// chain walks the members, elements and calls that follow an operand, and the assignment that it may be.
func (w *phpWalker) chain(v value, start, i, end int) (value, int) {
	line := w.toks[start].line
	read := v.own
	for i < end {
		switch t := w.toks[i]; {
		case t.is("->"), t.is("?->"), t.is("::"):
			n := w.at(i + 1)
			if i+1 >= end {
				return v, i + 1
			}
			if n.is("{") {
				w.sequence(i+1, end)
				v, i, read = named(unknownName), w.match(i+1)+1, false
				continue
			}
			if n.kind != identLexeme {
				return v, i + 1
			}
			if n.is("class") && t.is("::") {
				w.use(Type, v.receiver(), n.line)
				return v, i + 2
			}
			line = n.line
			this := i == start+1 && w.toks[start].is("$this")
			v, read = w.member(v, n.text, this && !w.at(i+2).is("(")), true
			i += 2
		case t.is("["):
			v, read = w.element(v, i, end), read || strings.HasPrefix(v.name, "$")
			i = w.match(i) + 1
		case t.is("("):
			this := i == start+3 && w.toks[start].is("$this")
			n := len(w.uses)
			name := v.name
			v, i = w.call(Call, v, i, line, end)
			if this && w.parent != "" && n < len(w.uses) {
				w.uses[n].Also = []string{w.parent + strings.TrimPrefix(name, w.self)}
			}
			read = false
		case phpAssigns(t):
			return w.assign(v, start, i, line, read, end)
		default:
			return w.read(v, read, line), i
		}
	}
	return w.read(v, read, line), i
}

// read adds the read of a value that is one.
func (w *phpWalker) read(v value, is bool, line int32) value {
	if is && v.name != "" && v.name != unknownName && (w.self == "" || !strings.HasPrefix(v.name, w.self+"::")) {
		w.use(Read, v.name, line)
	}
	return v
}

// member is a member of a value.
func (w *phpWalker) member(v value, name string, field bool) value {
	if field {
		if f, ok := w.fields[name]; ok {
			return f
		}
	}
	if v.name == w.self && w.self != "" {
		if c, ok := w.constants[name]; ok {
			return c
		}
	}
	if v.receiver() == unknownName || strings.HasPrefix(v.name, unknownName) {
		return named(v.receiver() + "." + name)
	}
	return named(v.name + "::" + name)
}

// element walks v[KEY].
func (w *phpWalker) element(v value, i, end int) value {
	var key value
	if t := w.at(i + 1); t.kind == stringLexeme && w.match(i) == i+2 { // a key is no literal
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

// call walks the arguments at open.
func (w *phpWalker) call(kind Kind, v value, open int, line int32, end int) (value, int) {
	name := v.receiver()
	f := w.begin(kind, name, line)
	closing := min(w.match(open), end)
	for i := open + 1; i < closing; {
		from := i
		t := w.toks[i]
		var a value
		switch {
		case t.is(","):
			i++
			continue
		case t.kind == identLexeme && w.at(i+1).is(":") && !strings.HasPrefix(t.text, "$"):
			w.target = t.text
			a, i = w.expr(i+2, closing)
			f.add(t.text, a)
			w.target = ""
		default:
			a, i = w.expr(i, closing)
			f.add("", a)
		}
		i = max(i, from+1)
	}
	if name == "define" && len(f.args) > 1 && f.args[0].Known {
		w.constants[f.args[0].Text] = value{text: f.args[1].Text, known: f.args[1].Known}
	}
	w.end(f)
	out := named(name + "()")
	if kind == New {
		out.name = name
	}
	return out, closing + 1
}

// newExpr walks new TYPE(ARGUMENTS).
func (w *phpWalker) newExpr(i, end int) (value, int) {
	line := w.toks[i].line
	j := i + 1
	for w.at(j).is("#[") {
		j = w.attributes(j, end)
	}
	if w.at(j).is("class") && j < end {
		return value{}, w.classDecl(j, end)
	}
	v := named(unknownName)
	switch t := w.at(j); {
	case j >= end:
		return v, end
	case t.is("("):
		w.sequence(j, end)
		j = w.match(j) + 1
	case t.kind == identLexeme && !strings.HasPrefix(t.text, "$"):
		v.name = w.classOf(t.text)
		j++
	default:
		for j++; w.at(j).is("->") || w.at(j).is("::"); j += 2 {
		}
	}
	if w.at(j).is("(") && j < end {
		return w.call(New, v, j, line, end)
	}
	w.use(New, v.name, line)
	return v, j
}

// closure walks function (PARAMETERS) use (VARIABLES) {BODY} or fn (PARAMETERS) => VALUE.
func (w *phpWalker) closure(i, end int) (value, int) {
	arrow := strings.EqualFold(w.toks[i].text, "fn")
	i++
	if w.at(i).is("&") {
		i++
	}
	if !w.at(i).is("(") || i >= end {
		return value{}, i
	}
	vars := w.vars
	a := w.enter("")
	w.vars = make(map[string]value, len(vars))
	for k, v := range vars { // also what use brings; what it does not bring is not used
		w.vars[k] = v
	}
	j := w.functionRest(i, end)
	if arrow && w.at(j).is("=>") && j < end {
		_, j = w.expr(j+1, end)
	}
	w.leave(a)
	w.vars = vars
	return value{}, j
}

// phpAssigns tells whether a token assigns to what is before it.
func phpAssigns(t lexeme) bool {
	if t.kind != punctLexeme {
		return false
	}
	switch t.text {
	case "=", "+=", "-=", "*=", "/=", ".=", "%=", "**=", "??=", "|=", "&=", "^=", "<<=", ">>=", "++", "--":
		return true
	}
	return false
}

// written tells whether an assignment to what stands in [start, i) is a use: variables and fields of the class are none, its
// static ones are.
func (w *phpWalker) written(v value, start, i int, read bool) bool {
	if strings.HasPrefix(v.name, "$") {
		return true
	}
	if !read || v.receiver() == unknownName || i == start+3 && w.toks[start].is("$this") {
		return false
	}
	return w.self == "" || !strings.HasPrefix(v.name, w.self+"::") || strings.Contains(v.name, "::$")
}

// assign walks the assignment to what stands in [start, i).
func (w *phpWalker) assign(v value, start, i int, line int32, read bool, end int) (value, int) {
	t := w.toks[i]
	write := int32(0)
	if w.written(v, start, i, read) {
		write = w.use(Write, v.name, line)
	}
	if t.is("++") || t.is("--") {
		return value{}, i + 1
	}
	target := w.target
	if w.target = ""; w.at(i-1).kind == identLexeme {
		w.target = strings.TrimPrefix(w.toks[i-1].text, "$")
	} else if w.at(i-1).is("]") && w.at(i-2).kind == stringLexeme {
		w.target = w.toks[i-2].text
	}
	right, j := w.expr(i+1, end)
	w.given(write, w.target, right)
	w.target = target
	kept := right
	kept.lit, kept.own = 0, false
	if kept.name == "" && !kept.known && kept.text == "" {
		kept.name = unknownName
	}
	s := w.toks[start]
	switch {
	case i == start+1 && strings.HasPrefix(s.text, "$"):
		if _, ok := w.vars[s.text]; ok || !t.is("=") {
			kept.text, kept.known = "", false
			if kept.name == "" {
				kept.name = unknownName
			}
		}
		w.vars[s.text] = kept
	case i == start+3 && s.is("$this") && t.is("=") && kept.name != unknownName:
		w.fields[w.toks[i-1].text] = kept
	}
	return right, j
}
