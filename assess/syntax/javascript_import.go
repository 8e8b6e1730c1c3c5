package syntax

import "strings"

// maxImport bounds how many tokens an import or a type parameter list has.
const maxImport = 4000

// jsModule is the name of a module as rules write it.
func jsModule(specifier string) string {
	return strings.TrimPrefix(specifier, "node:")
}

// module adds the import of a module and returns it as a value.
func (w *jsWalker) module(specifier string, line int32) value {
	name := jsModule(specifier)
	if name == "" {
		return value{}
	}
	return value{name: name, own: true, from: w.use(Import, name, line)}
}

// imports walks an import declaration.
func (w *jsWalker) imports(i, end int) int {
	j := i + 1
	if t := w.at(j); t.kind == stringLexeme {
		w.module(t.text, t.line)
		return j + 1
	}
	if w.at(j).kind == identLexeme && w.at(j+1).is("=") { // import fs = require("fs")
		w.target = w.toks[j].text
		v, next := w.expr(j+2, end)
		w.scope.bind(w.toks[j].text, v)
		return next
	}
	from := j
	for from < end && from < i+maxImport && !(w.toks[from].is("from") && w.at(from+1).kind == stringLexeme) {
		if w.toks[from].is(";") {
			return from
		}
		from++
	}
	if from >= end || !w.toks[from].is("from") {
		return i + 1
	}
	spec := w.toks[from+1]
	typed := w.at(j).is("type") && (w.at(j+1).is("{") || w.at(j+1).is("*") || w.at(j+1).kind == identLexeme && w.at(j+2).is("from"))
	v := value{name: jsModule(spec.text)}
	if typed || w.typesOnly(j, from) {
		j++
		if !typed {
			j--
		}
	} else {
		v = w.module(spec.text, w.toks[i].line)
	}
	w.bindings(j, from, v)
	return from + 2
}

// typesOnly tells whether all that an import brings is marked as a type.
func (w *jsWalker) typesOnly(i, end int) bool {
	if !w.at(i).is("{") || w.at(i+1).is("}") {
		return false
	}
	for j := i + 1; j < end; j++ {
		if prev := w.toks[j-1]; (prev.is("{") || prev.is(",")) && !w.toks[j].is("}") && !(w.toks[j].is("type") && w.at(j+1).kind == identLexeme && !w.at(j+1).is("as")) {
			return false
		}
	}
	return true
}

// bindings binds what the clause [i, end) of an import brings.
func (w *jsWalker) bindings(i, end int, module value) {
	for ; i < end; i++ {
		switch t := w.toks[i]; {
		case t.is("{"):
			w.specifiers(i+1, min(w.match(i), end), module, true)
			i = w.match(i)
		case t.is("*"):
			if n := w.at(i + 2); w.at(i+1).is("as") && n.kind == identLexeme {
				w.scope.bind(n.text, module)
			}
			i += 2
		case t.kind == identLexeme:
			w.scope.bind(t.text, module)
		}
	}
}

// specifiers goes over the names in the braces of an import or export of a module, and binds them.
func (w *jsWalker) specifiers(i, end int, module value, bind bool) {
	for i < end {
		t, from := w.toks[i], module
		if t.is("type") && w.at(i+1).kind == identLexeme && !w.at(i+1).is("as") {
			i++
			t, from.from = w.toks[i], 0
		}
		if t.kind != identLexeme && t.kind != stringLexeme {
			i++
			continue
		}
		local := t.text
		if w.at(i+1).is("as") && i+2 < end {
			local = w.toks[i+2].text
			i += 2
		}
		v := w.imported(from, t.text)
		if bind {
			w.scope.bind(local, v)
		}
		i++
	}
}

// imported is what a module exports by a name.
func (w *jsWalker) imported(module value, name string) value {
	if name == "default" {
		return module
	}
	v := member(module, name)
	if module.from > 0 {
		u := &w.uses[module.from-1]
		u.Also = append(u.Also, v.name)
	}
	return v
}

// exports walks the beginning of an export.
func (w *jsWalker) exports(i, end int) int {
	j := i + 1
	if w.at(j).is("type") && (w.at(j+1).is("{") || w.at(j+1).is("*")) {
		if j++; w.at(j).is("{") {
			j = w.match(j)
		}
		if w.at(j+1).is("from") && w.at(j+2).kind == stringLexeme {
			return j + 3
		}
		return j + 1
	}
	switch t := w.at(j); {
	case t.is("default"), t.is("="):
		if w.at(j + 1).is("{") {
			_, j = w.expr(j+1, end)
			return j
		}
		return j + 1
	case t.is("{"):
		closing := w.match(j)
		if spec := w.at(closing + 2); w.at(closing+1).is("from") && spec.kind == stringLexeme {
			v := w.module(spec.text, t.line)
			w.specifiers(j+1, closing, v, false)
			return closing + 3
		}
		return closing + 1
	case t.is("*"):
		for n := j + 1; n < j+4; n++ {
			if w.at(n).kind == stringLexeme {
				w.module(w.at(n).text, t.line)
				return n + 1
			}
		}
	}
	return j
}
