package syntax

// pyWalker reads Python. Names are as they are imported; those of relative imports keep their dots, and
// what the file itself declares starts with one dot.
type pyWalker struct {
	walker
	fields map[string]value // of self, in the class at hand
	blocks []pyBlock
	stars  []string        // modules of which everything is imported
	global map[string]bool // names that the function at hand takes from the module
}

// pyBlock is a function or class that statements belong to which are indented further.
type pyBlock struct {
	col    int32
	class  bool
	around around
	fields map[string]value
	global map[string]bool
}

// readPython reads a module.
func readPython(text string) File {
	if minified(text) {
		return File{Generated: true}
	}
	l := pyTokens(text)
	w := &pyWalker{walker: newWalker(l.toks), fields: map[string]value{}}
	w.survey()
	for i := 0; i < len(w.toks); {
		end := w.lineEnd(i)
		w.dedent(w.toks[i].col)
		w.line(i, end)
		i = end
	}
	w.dedent(0)
	return w.file(l)
}

// survey binds the functions and classes of the module, which may be used before they are declared.
func (w *pyWalker) survey() {
	for i, t := range w.toks {
		if t.first && t.col == 0 && (t.is("def") || t.is("class") || t.is("async")) {
			n := w.at(i + 1)
			if n.is("def") {
				n = w.at(i + 2)
			}
			if n.kind == identLexeme {
				w.scope.bind(n.text, named("."+n.text))
			}
		}
	}
}

// lineEnd returns the index behind the logical line that starts at i.
func (w *pyWalker) lineEnd(i int) int {
	for j := i; j < len(w.toks); {
		if j > i && w.toks[j].first {
			return j
		}
		if w.toks[j].match != 0 && closing(w.toks[j].text) != "" {
			j = w.match(j)
			if j < len(w.toks) {
				j++
			}
			continue
		}
		j++
	}
	return len(w.toks)
}

// dedent leaves the functions and classes that a line with this indentation does not belong to.
func (w *pyWalker) dedent(col int32) {
	for n := len(w.blocks) - 1; n >= 0 && w.blocks[n].col >= col; n-- {
		b := w.blocks[n]
		w.leave(b.around)
		if b.class {
			w.fields = b.fields
		}
		w.global = b.global
		w.blocks = w.blocks[:n]
	}
}

// line walks the statements of a logical line.
func (w *pyWalker) line(i, end int) {
	col := w.toks[i].col
	for i < end {
		i = max(i+1, w.statement(i, end, col))
	}
}

// statement walks a statement, or the head of one, and returns the index behind.
func (w *pyWalker) statement(i, end int, col int32) int {
	w.target = ""
	t := w.toks[i]
	if t.is("@") {
		return w.decorator(i, end)
	}
	if t.kind == stringLexeme || t.is(openText) {
		if j := w.docstring(i, end); j > i {
			return j
		}
	}
	if t.kind != identLexeme {
		if t.kind == punctLexeme && closing(t.text) == "" && !t.is("*") && !t.is("-") {
			return i + 1
		}
		return w.assignment(i, end)
	}
	switch t.text {
	case "import":
		return w.imports(i+1, end)
	case "from":
		if j := w.fromImport(i, end); j > i {
			return j
		}
	case "def":
		return w.def(i, end, col)
	case "class":
		if w.at(i+1).kind == identLexeme {
			return w.classHead(i, end, col)
		}
	case "async", "await", "return", "raise", "assert", "del", "if", "elif", "while", "else", "try", "finally", "except", "yield", "in", "and", "or", "not", "is", "pass", "break", "continue", "lambda":
		if t.is("lambda") || t.is("not") || t.is("await") {
			break
		}
		return i + 1
	case "for":
		return w.forIn(i+1, end)
	case "with":
		return i + 1
	case "as":
		if n := w.at(i + 1); n.kind == identLexeme {
			w.scope.bind(n.text, named(unknownName))
			return i + 2
		}
	case "global", "nonlocal":
		for i++; i < end && w.toks[i].kind == identLexeme; i += 2 {
			if w.global == nil {
				w.global = map[string]bool{}
			}
			w.global[w.toks[i].text] = true
		}
		return i
	}
	return w.assignment(i, end)
}

// docstring goes over strings that are a whole statement.
func (w *pyWalker) docstring(i, end int) int {
	for i < end {
		switch t := w.toks[i]; {
		case t.kind == stringLexeme:
			i++
		case t.is(openText):
			i = w.match(i) + 1
		case t.is(";"):
			return i + 1
		default:
			return 0
		}
	}
	return end
}

// push goes into a function or class.
func (w *pyWalker) push(name string, col int32, class bool) {
	b := pyBlock{col: col, class: class, around: w.enter(name), fields: w.fields, global: w.global}
	w.global = nil
	if class {
		w.class = name
		w.fields = map[string]value{}
	}
	w.blocks = append(w.blocks, b)
}

// def walks the head of a function.
func (w *pyWalker) def(i, end int, col int32) int {
	name := w.at(i + 1)
	if name.kind != identLexeme || i+1 >= end {
		return i + 1
	}
	inClass := w.class != "" && len(w.blocks) > 0 && w.blocks[len(w.blocks)-1].class
	w.declare(name.text, name.line)
	if !inClass && len(w.blocks) > 0 {
		w.scope.bind(name.text, named("."+name.text))
	}
	full := name.text
	if inClass {
		full = w.method(name.text)
	}
	open := i + 2
	if w.at(open).is("[") { // type parameters
		open = w.match(open) + 1
	}
	w.push(full, col, false)
	if !inClass {
		w.class = ""
	}
	if !w.at(open).is("(") || open >= end {
		return open
	}
	closing := min(w.match(open), end)
	w.params(open+1, closing, inClass)
	j := closing + 1
	if w.at(j).is("->") {
		for j < end && !w.toks[j].is(":") {
			if w.toks[j].is("[") {
				w.types(j, w.match(j))
				j = w.match(j)
			}
			j++
		}
	}
	return j + 1
}

// params binds the parameters in the tokens [i, end).
func (w *pyWalker) params(i, end int, method bool) {
	for n := 0; i < end; n++ {
		for i < end && w.toks[i].kind != identLexeme {
			i++
		}
		if i >= end {
			return
		}
		name := w.toks[i].text
		v := named(unknownName)
		if method && n == 0 && (name == "self" || name == "cls") {
			v = named("self")
		}
		i++
		if w.at(i).is(":") && i < end {
			var typ string
			if typ, i = w.annotation(i+1, end); typ != "" {
				v = named(typ)
			}
		}
		if w.at(i).is("=") && i < end {
			w.target = name
			_, i = w.expr(i+1, end)
			w.target = ""
		}
		w.scope.bind(name, v)
		for i < end && !w.toks[i].is(",") {
			i++
		}
		i++
	}
}

// classHead walks the head of a class.
func (w *pyWalker) classHead(i, end int, col int32) int {
	name := w.toks[i+1]
	w.declare(name.text, name.line)
	j := i + 2
	if w.at(j).is("[") {
		j = w.match(j) + 1
	}
	if w.at(j).is("(") && j < end {
		closing := min(w.match(j), end)
		for n := j + 1; n < closing; {
			from := n
			if w.toks[n].kind == identLexeme && w.at(n+1).is("=") {
				_, n = w.expr(n+2, closing)
			} else {
				n = w.base(n, closing)
			}
			n = max(n, from+1)
		}
		j = closing + 1
	}
	if len(w.blocks) > 0 {
		w.scope.bind(name.text, named("."+name.text))
	}
	w.push(name.text, col, true)
	return j
}

// base walks a base class.
func (w *pyWalker) base(i, end int) int {
	if w.toks[i].kind != identLexeme {
		return i + 1
	}
	line := w.toks[i].line
	mark := len(w.uses)
	v, j := w.expr(i, end)
	if n := len(w.uses); n == mark+1 && w.uses[mark].Kind == Read {
		w.uses = w.uses[:mark]
	}
	if v.receiver() != unknownName {
		w.useAlso(Extends, v, line)
	}
	return j
}
