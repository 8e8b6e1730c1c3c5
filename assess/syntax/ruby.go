package syntax

import "strings"

// rubyWalker reads Ruby. A method is RECEIVER.NAME: File.write, and TYPE().NAME on what TYPE.new makes; the
// parentheses of a call without arguments leave no trace: Rails.logger.info.
type rubyWalker struct {
	walker
	vars   map[string]value
	fields map[string]value // of the class at hand, by their names with @
	consts map[string]value
	own    map[string]bool // methods of the file
	blocks []rubyBlock
	loop   int32 // the line of a loop whose "do" opens nothing
}

// rubyBlock is what a word opens and "end" closes.
type rubyBlock struct {
	scope        bool // a class, module or method
	around       around
	vars, fields map[string]value
}

// readRuby reads a file of Ruby.
func readRuby(text string) File {
	if minified(text) {
		return File{Generated: true}
	}
	l := rubyTokens(text)
	w := &rubyWalker{walker: newWalker(l.toks), vars: map[string]value{}, fields: map[string]value{}, consts: map[string]value{}, own: map[string]bool{}}
	for i, t := range w.toks {
		if t.is("def") && !w.at(i+2).is(".") {
			w.own[w.at(i+1).text] = true
		}
	}
	w.statements(0, len(w.toks))
	return w.file(l)
}

// statements walks the tokens [i, end).
func (w *rubyWalker) statements(i, end int) {
	for i < end {
		i = max(i+1, w.statement(i, end))
	}
}

// statement walks a statement, or as much of it as ends with a word or bracket, and returns the index behind.
func (w *rubyWalker) statement(i, end int) int {
	w.target = ""
	t := w.toks[i]
	switch t.kind {
	case punctLexeme:
		if closing(t.text) == "" && !t.is("->") && !t.is("*") && !t.is("-") && !t.is("!") && !t.is("::") {
			return i + 1
		}
	case identLexeme:
		if j := w.keyword(i, end); j > i {
			return j
		}
	}
	return w.assignment(i, end)
}

// keyword walks a statement that a word starts, and returns 0 when it is an expression.
func (w *rubyWalker) keyword(i, end int) int {
	t, next := w.toks[i], w.at(i+1)
	switch t.text {
	case "def":
		return w.def(i, end)
	case "class", "module":
		return w.classHead(i, end)
	case "end":
		w.pop()
		return i + 1
	case "if", "unless", "while", "until", "case", "for":
		if w.starts(i) {
			w.push(false, "")
			if t.is("while") || t.is("until") || t.is("for") {
				w.loop = t.line
			}
		}
		return i + 1
	case "begin":
		w.push(false, "")
		return i + 1
	case "do":
		if w.loop == t.line {
			w.loop = 0
		} else {
			w.push(false, "")
		}
		return w.blockParams(i+1, end)
	case "rescue":
		return w.rescue(i+1, end)
	case "then", "else", "elsif", "ensure", "return", "when", "in", "and", "or", "not", "break", "next", "redo", "retry", "yield", "alias", "undef", "private", "public", "protected", "BEGIN", "END":
		if !next.is(".") {
			return i + 1
		}
	}
	return 0
}

// starts tells whether a word like if starts a statement of its own and does not follow another one.
func (w *rubyWalker) starts(i int) bool {
	t, prev := w.toks[i], w.at(i-1)
	if i == 0 || t.first {
		return true
	}
	switch prev.kind {
	case punctLexeme:
		return closing(prev.text) != "" || prev.text != ")" && prev.text != "]" && prev.text != "}" && prev.text != closeText
	case identLexeme:
		return prev.is("then") || prev.is("else") || prev.is("do") || prev.is("begin") || prev.is("ensure") || prev.is("and") || prev.is("or") || prev.is("not")
	}
	return prev.kind == labelLexeme
}

func (w *rubyWalker) push(scope bool, function string) {
	b := rubyBlock{scope: scope}
	if scope {
		b.around, b.vars, b.fields = w.enter(function), w.vars, w.fields
		w.vars = map[string]value{}
	}
	w.blocks = append(w.blocks, b)
}

func (w *rubyWalker) pop() {
	n := len(w.blocks) - 1
	if n < 0 {
		return
	}
	if b := w.blocks[n]; b.scope {
		w.leave(b.around)
		w.vars, w.fields = b.vars, b.fields
	}
	w.blocks = w.blocks[:n]
}

// def walks the head of a method.
func (w *rubyWalker) def(i, end int) int {
	i++
	if i+1 < end && w.toks[i+1].is(".") {
		i += 2
	}
	if i >= end {
		return end
	}
	name := w.toks[i]
	if name.text == "" {
		return i
	}
	w.declare(name.text, name.line)
	fields := w.fields
	w.push(true, w.method(name.text))
	w.fields = fields
	j := i + 1
	if w.at(j).is("=") && !w.at(j).space { // the name of a writer
		j++
	}
	switch t := w.at(j); {
	case t.is("(") && j < end:
		w.params(j+1, min(w.match(j), end))
		j = w.match(j) + 1
	case j < end && !t.first && !t.is(";") && !t.is("="):
		from := j
		for j < end && !w.toks[j].first && !w.toks[j].is(";") {
			j++
		}
		w.params(from, j)
	}
	if w.at(j).is("=") && j < end && !w.at(j).first { // without an end
		_, j = w.expr(j+1, end)
		w.pop()
	}
	return j
}

// params binds the parameters in the tokens [i, end).
func (w *rubyWalker) params(i, end int) {
	for i < end {
		t := w.toks[i]
		switch {
		case t.kind == labelLexeme:
			w.vars[t.text] = named(unknownName)
			w.target = t.text
			if n := w.at(i + 1); i+1 < end && !n.is(",") {
				from := i
				_, i = w.expr(i+1, end)
				i = max(i, from+1)
				continue
			}
		case t.kind == identLexeme:
			w.vars[t.text] = named(unknownName)
			if w.at(i+1).is("=") && i+1 < end {
				w.target = t.text
				from := i
				_, i = w.expr(i+2, end)
				i = max(i, from+1)
				continue
			}
		}
		i++
	}
	w.target = ""
}

// blockParams binds |a, b| behind do or {.
func (w *rubyWalker) blockParams(i, end int) int {
	if !w.at(i).is("|") || i >= end {
		return i
	}
	for i++; i < end && !w.toks[i].is("|"); i++ {
		if t := w.toks[i]; t.kind == identLexeme {
			w.vars[t.text] = named(unknownName)
		}
	}
	return i + 1
}

// rescue walks the classes behind rescue, and binds the variable.
func (w *rubyWalker) rescue(i, end int) int {
	if !w.at(i-1).first && !w.at(i-2).is(";") { // VALUE rescue VALUE
		return i
	}
	for i < end && !w.toks[i].first && !w.toks[i].is("then") && !w.toks[i].is(";") {
		t := w.toks[i]
		switch {
		case t.is("=>"):
			if n := w.at(i + 1); n.kind == identLexeme {
				w.vars[n.text] = named(unknownName)
			}
			return i + 2
		case t.kind == identLexeme && rubyConstant(t.text):
			var name string
			name, i = w.path(i, end)
			w.use(Type, name, t.line)
			continue
		}
		i++
	}
	return i
}

// classHead walks the head of a class or module.
func (w *rubyWalker) classHead(i, end int) int {
	i++
	if w.at(i).is("<<") { // class << self
		w.push(true, w.function)
		return i + 2
	}
	if i >= end || w.toks[i].kind != identLexeme {
		return i
	}
	line := w.toks[i].line
	name, i := w.path(i, end)
	w.declare(name[strings.LastIndexByte(name, ':')+1:], line)
	if w.at(i).is("<") && i < end {
		mark := len(w.uses)
		v, j := w.expr(i+1, end)
		if n := len(w.uses); n == mark+1 && w.uses[mark].Kind == Read {
			w.uses = w.uses[:mark]
		}
		if base, _, _ := strings.Cut(v.receiver(), "["); base != unknownName { // Migration[7.1]
			w.use(Extends, base, line)
		}
		i = j
	}
	w.push(true, name)
	w.class, w.fields = name, map[string]value{}
	return i
}

// path reads A::B::C, and returns the index behind.
func (w *rubyWalker) path(i, end int) (string, int) {
	from := i
	i++
	for i+1 < end && w.toks[i].is("::") && w.toks[i+1].kind == identLexeme && rubyConstant(w.toks[i+1].text) {
		i += 2
	}
	return w.joined(from, i), i
}

// rubyConstant tells whether a name is one of a constant.
func rubyConstant(name string) bool { return name != "" && name[0] >= 'A' && name[0] <= 'Z' }
