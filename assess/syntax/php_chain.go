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
