package syntax

import "strings"

// name walks a word that an operand starts with.
func (w *pyWalker) name(i int) (value, int) {
	t := w.toks[i]
	switch t.text {
	case "True", "False", "None":
		return known(t.text), i + 1
	}
	if v, ok := w.scope.find(t.text); ok {
		return *v, i + 1
	}
	if pyBuiltin(t.text) {
		return named("builtins." + t.text), i + 1
	}
	if len(w.stars) > 0 {
		return value{name: w.stars[0] + t.text, own: true}, i + 1
	}
	return named(unknownName), i + 1
}

// pyBuiltin tells whether a name is a builtin function that rules may ask for.
func pyBuiltin(name string) bool {
	switch name {
	case "open", "eval", "exec", "compile", "input", "raw_input", "print", "exit", "quit", "execfile", "file", "globals", "locals", "super", "getattr", "setattr",
		"dict", "list", "set", "tuple", "str", "int", "float", "bool", "bytes", "len", "range", "type", "isinstance", "map", "filter", "sorted", "zip", "enumerate",
		"vars", "dir", "id", "hash", "iter", "next", "min", "max", "sum", "any", "all", "repr", "object", "property", "staticmethod", "classmethod", "__import__",
		"Exception", "breakpoint", "hasattr", "format", "unicode", "reload":
		return true
	}
	return false
}

// useAlso adds a use of a value, with the other names that it has when everything of several modules is imported.
func (w *pyWalker) useAlso(kind Kind, v value, line int32) int32 {
	n := w.use(kind, v.receiver(), line)
	if len(w.stars) > 1 && v.from == 0 && strings.HasPrefix(v.name, w.stars[0]) {
		for _, s := range w.stars[1:] {
			w.uses[n-1].Also = append(w.uses[n-1].Also, s+strings.TrimPrefix(v.name, w.stars[0]))
		}
	}
	return n
}

// member is v.name.
func (w *pyWalker) member(v value, name string) value {
	if v.name == "self" {
		if f, ok := w.fields[name]; ok {
			return f
		}
	}
	if v.name == "" && v.known {
		v.name = "str"
	}
	if v.name == pyPath && name == "parent" {
		return value{name: pyPath}
	}
	return member(v, name)
}

// chain walks the members, elements and calls that follow an operand.
func (w *pyWalker) chain(v value, start, i, end int) (value, int) {
	line := w.toks[start].line
	read := v.own && w.toks[start].kind == identLexeme
	for i < end {
		switch t := w.toks[i]; {
		case t.is("."):
			if w.at(i+1).kind != identLexeme || i+1 >= end {
				return v, i + 1
			}
			lit := v.lit
			v = w.member(v, w.toks[i+1].text)
			v.lit = lit
			read = true
			line = w.toks[i+1].line
			i += 2
		case t.is("["):
			v = w.element(v, i, end)
			read = true
			i = w.match(i) + 1
		case t.is("("):
			v, i = w.call(Call, v, i, line, end)
			read = false
		default:
			return w.read(v, read, line), i
		}
	}
	return w.read(v, read, line), i
}

// read adds the read of a value that is one.
func (w *pyWalker) read(v value, is bool, line int32) value {
	if is && v.name != "" && v.name != unknownName && v.name != pyPath && !strings.HasPrefix(v.name, "self.") && !strings.HasPrefix(v.name, "str.") {
		w.useAlso(Read, v, line)
	}
	return v
}

// element walks v[KEY].
func (w *pyWalker) element(v value, i, end int) value {
	var key value
	if t := w.at(i + 1); t.kind == stringLexeme && w.match(i) == i+2 { // a key is no literal
		key = known(t.text)
	} else {
		target := w.target
		w.target = ""
		key, _ = w.sequence(i, end)
		w.target = target
	}
	if v.receiver() == unknownName {
		return named(unknownName)
	}
	return value{name: v.name + "[" + key.shown() + "]", own: v.own, from: v.from}
}

// call walks the arguments at open.
func (w *pyWalker) call(kind Kind, v value, open int, line int32, end int) (value, int) {
	format := kind == Call && v.lit > 0 && v.name == "str.format"
	saved := frame{within: w.within, target: w.target}
	n := w.useAlso(kind, v, line)
	saved.use = n
	w.within, w.target = w.uses[n-1].Name, ""
	closing := min(w.match(open), end)
	for i := open + 1; i < closing; {
		from := i
		t := w.toks[i]
		var a value
		switch {
		case t.is(","):
			i++
			continue
		case t.kind == identLexeme && w.at(i+1).is("=") && i+1 < closing:
			w.target = t.text
			a, i = w.expr(i+2, closing)
			saved.add(t.text, a)
			w.target = ""
		default:
			a, i = w.expr(i, closing)
			if !t.is("for") {
				saved.add("", a)
			}
		}
		i = max(i, from+1)
	}
	w.end(saved)
	if format {
		text := w.uses[v.lit-1].Text
		return w.rewrite(value{text: text, lit: v.lit}, pyFormatRE), closing + 1
	}
	return pyResult(v, saved.args), closing + 1
}

// pyPath is an object of pathlib, as most of its methods return one again.
const pyPath = "pathlib.Path()"

// pyResult is what a call returns.
func pyResult(v value, args []Value) value {
	out := named(v.receiver() + "()")
	if method, ok := strings.CutPrefix(v.name, pyPath+"."); ok {
		switch method {
		case "resolve", "absolute", "expanduser", "joinpath", "with_name", "with_suffix", "relative_to":
			return value{name: pyPath}
		}
	}
	switch v.name {
	case "pathlib.Path.cwd", "pathlib.Path.home":
		return value{name: pyPath}
	case "os.path.join", "posixpath.join":
		out.text, out.known = joinPath(args)
	case "pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "os.path.abspath", "os.path.realpath", "os.path.expanduser", "os.path.normpath", "builtins.str", "os.fspath":
		if len(args) > 0 {
			out.text, out.known = joinPath(args)
		}
	}
	return out
}
