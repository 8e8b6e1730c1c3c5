package syntax

import "strings"

// phpWalker reads PHP. Names are whole ones without the backslash in front. A member is TYPE::NAME whether
// it is called statically or on an object, and ?.NAME on what is not known.
type phpWalker struct {
	walker
	namespace string
	classes   map[string]string // aliases of use, in lower case
	functions map[string]string
	constants map[string]value
	vars      map[string]value
	fields    map[string]value // of $this
	own       map[string]bool  // functions of the file
	self      string           // the whole name of the class at hand
	parent    string
}

// readPHP reads a file of PHP, which may have markup around the code.
func readPHP(text string) File {
	if minified(text) {
		return File{Generated: true}
	}
	l := phpTokens(text)
	w := &phpWalker{
		walker: newWalker(l.toks), classes: map[string]string{}, functions: map[string]string{},
		constants: map[string]value{}, vars: map[string]value{}, fields: map[string]value{}, own: map[string]bool{},
	}
	for i, t := range w.toks {
		if t.is("function") && w.at(i+1).kind == identLexeme && w.at(i+2).is("(") {
			w.own[w.at(i+1).text] = true
		}
	}
	w.statements(0, len(w.toks))
	return w.file(l)
}

// statements walks the tokens [i, end).
func (w *phpWalker) statements(i, end int) {
	for i < end {
		i = max(i+1, w.statement(i, end))
	}
}

// statement walks a statement, or as much of it as ends with a word or bracket, and returns the index behind.
func (w *phpWalker) statement(i, end int) int {
	w.target = ""
	t := w.toks[i]
	switch t.kind {
	case punctLexeme:
		switch t.text {
		case "{":
			if w.depth >= maxExpr {
				return i + 1
			}
			w.depth++
			w.statements(i+1, min(w.match(i), end))
			w.depth--
			return w.match(i) + 1
		case ";", ",", ")", "}", "]", ":", "=>":
			return i + 1
		case "#[":
			return w.attributes(i, end)
		}
	case identLexeme:
		if j := w.keyword(i, end); j > i {
			return j
		}
	}
	_, j := w.expr(i, end)
	return j
}

// keyword walks a statement that a word starts, and returns 0 when it is an expression.
func (w *phpWalker) keyword(i, end int) int {
	next := w.at(i + 1)
	switch strings.ToLower(w.toks[i].text) {
	case "namespace":
		if next.kind == identLexeme {
			w.namespace = next.text
			return i + 2
		}
		return i + 1
	case "use":
		return w.imports(i+1, end)
	case "const":
		return w.constDecl(i+1, end)
	case "class", "interface", "trait", "enum":
		if next.kind == identLexeme {
			return w.classDecl(i, end)
		}
	case "abstract", "final", "readonly", "return", "throw", "echo", "else", "try", "finally", "do", "case", "default", "break", "continue", "goto", "global", "print", "public", "private", "protected", "var", "declare", "if", "elseif", "while", "for", "switch":
		if !next.is("::") && !next.is("->") {
			return i + 1
		}
	case "static":
		if next.kind == identLexeme && strings.HasPrefix(next.text, "$") {
			return i + 1
		}
	case "function":
		if n := w.at(i + 1); n.kind == identLexeme && w.at(i+2).is("(") || n.is("&") && w.at(i+2).kind == identLexeme {
			return w.functionDecl(i, end)
		}
	case "foreach":
		if next.is("(") {
			return w.foreach(i+1, end)
		}
	case "catch":
		if next.is("(") {
			closing := min(w.match(i+1), end)
			w.param(i+2, closing)
			return closing + 1
		}
	}
	return 0
}

// foreach walks the head of a loop.
func (w *phpWalker) foreach(open, end int) int {
	closing := min(w.match(open), end)
	_, i := w.expr(open+1, closing)
	for ; i < closing; i++ {
		if t := w.toks[i]; t.kind == identLexeme && strings.HasPrefix(t.text, "$") {
			w.vars[t.text] = named(unknownName)
		}
	}
	return closing + 1
}

// imports walks use NAME as NAME, ...; with function, const and braces.
func (w *phpWalker) imports(i, end int) int {
	sort := ""
	for i < end {
		t := w.toks[i]
		switch {
		case t.is("function"), t.is("const"):
			sort = t.text
			i++
		case t.is(","):
			i++
		case t.is("{"):
			i++
		case t.kind == identLexeme && w.at(i+1).is("{"):
			closing := min(w.match(i+1), end)
			for j := i + 2; j < closing; {
				j = max(j+1, w.importOne(j, closing, t.text, sort))
			}
			return closing + 1
		case t.kind == identLexeme:
			i = w.importOne(i, end, "", sort)
		default:
			return i + 1
		}
	}
	return i
}

// importOne walks one name of a use with its alias.
func (w *phpWalker) importOne(i, end int, prefix, sort string) int {
	t := w.toks[i]
	if t.is("function") || t.is("const") {
		sort = t.text
		if i++; i >= end {
			return i
		}
		t = w.toks[i]
	}
	if t.kind != identLexeme {
		return i + 1
	}
	name := strings.TrimPrefix(prefix+t.text, `\`)
	local := name[strings.LastIndexByte(name, '\\')+1:]
	i++
	if w.at(i).is("as") && w.at(i+1).kind == identLexeme && i+1 < end {
		local = w.toks[i+1].text
		i += 2
	}
	w.use(Import, name, t.line)
	switch sort {
	case "function":
		w.functions[strings.ToLower(local)] = name
	case "const":
		w.constants[local] = named(name)
	default:
		w.classes[strings.ToLower(local)] = name
	}
	return i
}

// qualified is a name of this namespace.
func (w *phpWalker) qualified(name string) string {
	if w.namespace == "" {
		return name
	}
	return w.namespace + `\` + name
}

// classOf is the whole name of a class.
func (w *phpWalker) classOf(name string) string {
	if strings.HasPrefix(name, `\`) {
		return name[1:]
	}
	switch strings.ToLower(name) {
	case "self", "static":
		return w.self
	case "parent":
		if w.parent != "" {
			return w.parent
		}
		return unknownName
	}
	first, rest := name, ""
	if n := strings.IndexByte(name, '\\'); n >= 0 {
		first, rest = name[:n], name[n:]
	}
	if strings.EqualFold(first, "namespace") {
		return w.qualified(strings.TrimPrefix(rest, `\`))
	}
	if whole, ok := w.classes[strings.ToLower(first)]; ok {
		return whole + rest
	}
	return w.qualified(name)
}

// functionOf is the whole name of a function: one of the language unless something else is known.
func (w *phpWalker) functionOf(name string) string {
	if strings.HasPrefix(name, `\`) {
		return name[1:]
	}
	if whole, ok := w.functions[strings.ToLower(name)]; ok {
		return whole
	}
	if strings.Contains(name, `\`) {
		return w.classOf(name)
	}
	if w.own[name] && w.namespace != "" {
		return w.qualified(name)
	}
	return name
}

// constDecl walks const NAME = VALUE, ... of a file or class.
func (w *phpWalker) constDecl(i, end int) int {
	for i < end && !w.toks[i].is(";") {
		t := w.toks[i]
		if t.kind != identLexeme || !w.at(i+1).is("=") {
			i++
			continue
		}
		w.target = t.text
		var v value
		from := i
		v, i = w.expr(i+2, end)
		v.lit = 0
		w.constants[t.text] = v
		i = max(i, from+1)
	}
	w.target = ""
	return i + 1
}
