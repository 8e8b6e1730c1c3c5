package syntax

import "strings"

// phpFrame is what a function or class keeps of what is around it.
type phpFrame struct {
	around       around
	vars, fields map[string]value
	self, parent string
}

func (w *phpWalker) push(function string) phpFrame {
	f := phpFrame{w.enter(function), w.vars, w.fields, w.self, w.parent}
	w.vars = map[string]value{}
	return f
}

func (w *phpWalker) pop(f phpFrame) {
	w.leave(f.around)
	w.vars, w.fields, w.self, w.parent = f.vars, f.fields, f.self, f.parent
}

// classDecl walks a class, interface, trait or enumeration whose word stands at i.
func (w *phpWalker) classDecl(i, end int) int {
	name := ""
	if t := w.at(i + 1); t.kind == identLexeme && !t.is("extends") && !t.is("implements") {
		name = t.text
		w.declare(name, t.line)
		i++
	}
	i++
	if w.at(i).is("(") && i < end { // new class(ARGUMENTS)
		w.sequence(i, end)
		i = w.match(i) + 1
	}
	parent := ""
	first := false
	for i < end && !w.toks[i].is("{") {
		t := w.toks[i]
		switch {
		case t.is(";"), t.is("}"):
			return i
		case t.is("extends"):
			first = true
		case t.is("implements"):
			first = false
		case t.is(":"): // the type of an enumeration
			i++
		case t.kind == identLexeme:
			base := w.classOf(t.text)
			w.use(Extends, base, t.line)
			if first && parent == "" {
				parent = base
			}
		}
		i++
	}
	if i >= end {
		return end
	}
	f := w.push(name)
	w.class, w.self, w.parent, w.fields = name, w.qualified(name), parent, map[string]value{}
	if name == "" {
		w.self = unknownName
	}
	closing := min(w.match(i), end)
	for i++; i < closing; {
		i = max(i+1, w.classMember(i, closing))
	}
	w.pop(f)
	return closing + 1
}

// classMember walks a member of a class, or a word of it.
func (w *phpWalker) classMember(i, end int) int {
	w.target = ""
	t := w.toks[i]
	if t.is("#[") {
		return w.attributes(i, end)
	}
	if t.kind != identLexeme {
		if t.is("{") {
			return w.match(i) + 1
		}
		return i + 1
	}
	switch strings.ToLower(t.text) {
	case "use":
		for i++; i < end && w.toks[i].kind == identLexeme; i += 2 {
			w.use(Extends, w.classOf(w.toks[i].text), w.toks[i].line)
			if !w.at(i + 1).is(",") {
				return i + 1
			}
		}
		return i
	case "const", "case":
		if w.at(i+1).kind == identLexeme {
			return w.constDecl(i+1, end)
		}
	case "function":
		return w.functionDecl(i, end)
	case "public", "private", "protected", "static", "abstract", "final", "readonly", "var":
		return i + 1
	}
	return w.param(i, end)
}

// functionDecl walks a function or method whose word function stands at i.
func (w *phpWalker) functionDecl(i, end int) int {
	i++
	if w.at(i).is("&") {
		i++
	}
	name := w.at(i)
	if name.kind != identLexeme || !w.at(i+1).is("(") || i+1 >= end {
		return i
	}
	if name.text != "__construct" {
		w.declare(name.text, name.line)
	}
	class := w.class
	f := w.push(w.method(name.text))
	w.class = class
	i = w.functionRest(i+1, end)
	w.pop(f)
	return i
}

// functionRest walks the parameters at open, the type and the body of a function.
func (w *phpWalker) functionRest(open, end int) int {
	closing := min(w.match(open), end)
	w.params(open+1, closing)
	i := closing + 1
	if w.at(i).is("use") && w.at(i+1).is("(") {
		i = w.match(i+1) + 1
	}
	if w.at(i).is(":") && i < end {
		for i++; i < end && !w.toks[i].is("{") && !w.toks[i].is(";") && !w.toks[i].is("=>"); i++ {
			w.typeName(w.toks[i])
		}
	}
	if w.at(i).is("{") && i < end {
		closing := min(w.match(i), end)
		if w.depth < maxExpr {
			w.depth++
			w.statements(i+1, closing)
			w.depth--
		}
		return closing + 1
	}
	return i
}

// params binds the parameters in the tokens [i, end).
func (w *phpWalker) params(i, end int) {
	for i < end {
		if w.toks[i].is("#[") {
			i = w.attributes(i, end)
			continue
		}
		i = max(i+1, w.param(i, end))
	}
}

// param walks a parameter, a field or the variable of a catch: its modifiers, type, name and value.
func (w *phpWalker) param(i, end int) int {
	typ, promoted := "", w.toks[i].is("public") || w.toks[i].is("private") || w.toks[i].is("protected") || w.toks[i].is("readonly")
	inFunction := strings.Contains(w.function, ".")
	for i < end {
		t := w.toks[i]
		switch {
		case t.kind == identLexeme && strings.HasPrefix(t.text, "$"):
			v := named(unknownName)
			if typ != "" {
				v.name = typ
			}
			field := !inFunction || promoted
			if w.at(i+1).is("=") && i+1 < end {
				w.target = t.text[1:]
				var right value
				right, i = w.expr(i+2, end)
				w.target = ""
				if field && typ == "" && right.name != "" {
					v = right
				}
			} else {
				i++
			}
			v.lit = 0
			w.vars[t.text] = v
			if field && v.name != unknownName {
				w.fields[t.text[1:]] = v
			}
			return i
		case t.kind == identLexeme:
			if name := w.typeName(t); name != "" {
				typ = name
			}
		case t.is("?"), t.is("|"), t.is("&"), t.is("..."), t.is("("), t.is(")"):
		default:
			return i
		}
		i++
	}
	return i
}

// typeName adds the use of a class as a type, and returns its name; "" for what is no class.
func (w *phpWalker) typeName(t lexeme) string {
	if t.kind != identLexeme || strings.HasPrefix(t.text, "$") {
		return ""
	}
	switch strings.ToLower(t.text) {
	case "int", "string", "bool", "float", "array", "mixed", "void", "callable", "iterable", "object", "null", "never", "false", "true", "self", "static",
		"public", "private", "protected", "readonly", "use", "parent", "function", "var", "abstract", "final":
		return ""
	}
	name := w.classOf(t.text)
	w.use(Type, name, t.line)
	return name
}

// attributes walks #[NAME(ARGUMENTS), ...].
func (w *phpWalker) attributes(i, end int) int {
	closing := min(w.match(i), end)
	for i++; i < closing; {
		t := w.toks[i]
		if t.kind != identLexeme {
			i++
			continue
		}
		name := w.classOf(t.text)
		if w.at(i + 1).is("(") {
			_, i = w.call(Annotation, named(name), i+1, t.line, closing)
			continue
		}
		w.use(Annotation, name, t.line)
		i++
	}
	return closing + 1
}
