package syntax

import "strings"

// jsWalker reads JavaScript and TypeScript. Names of modules are as they are required, without "node:";
// what the file itself declares and what relative imports bring starts with "./" or "../".
type jsWalker struct {
	walker
	writes map[string]int   // how often a variable is given a value
	fields map[string]value // of this, in the class at hand
}

// readJavaScript reads a script, module or component.
func readJavaScript(text string) File {
	if minified(text) {
		return File{Generated: true}
	}
	l := jsTokens(text)
	w := &jsWalker{walker: newWalker(l.toks), writes: map[string]int{}, fields: map[string]value{}}
	w.survey()
	w.statements(0, len(w.toks))
	return w.file(l)
}

// survey looks for what is declared anywhere in the file, and counts assignments.
func (w *jsWalker) survey() {
	for i, t := range w.toks {
		if t.kind != identLexeme {
			continue
		}
		switch t.text {
		case "function", "class":
			n := w.at(i + 1)
			if n.is("*") {
				n = w.at(i + 2)
			}
			if n.kind == identLexeme && n.text != "extends" && !w.at(i-1).is(".") {
				w.scope.bind(n.text, named("./"+n.text))
			}
		default:
			if jsAssigns(w.at(i+1)) && !w.at(i-1).is(".") && !w.at(i-1).is("?.") {
				w.writes[t.text]++
			}
		}
	}
}

// jsAssigns tells whether a lexeme assigns to what is before it.
func jsAssigns(t lexeme) bool {
	if t.kind != punctLexeme {
		return false
	}
	switch t.text {
	case "=", "+=", "-=", "*=", "/=", "%=", "**=", "||=", "??=", "&&=", "|=", "&=", "^=", "++", "--":
		return true
	}
	return false
}

// statements walks the tokens [i, end).
func (w *jsWalker) statements(i, end int) {
	for i < end {
		i = max(i+1, w.statement(i, end))
	}
}

// statement walks a statement, or as much of it as ends with a word or bracket, and returns the index behind.
func (w *jsWalker) statement(i, end int) int {
	w.target = ""
	t := w.toks[i]
	switch t.kind {
	case punctLexeme:
		switch t.text {
		case "{":
			mark := w.scope.mark()
			w.statements(i+1, min(w.match(i), end))
			w.scope.leave(mark)
			return w.match(i) + 1
		case ";", ",", ")", "}", "]", ":":
			return i + 1
		case "@":
			return w.decorator(i, end)
		}
	case stringLexeme:
		if strings.HasPrefix(t.text, "use ") && (w.at(i+1).is(";") || w.at(i+1).first) { // "use strict"
			return i + 1
		}
	case identLexeme:
		if w.at(i + 1).is(":") { // a label
			return i + 2
		}
		if j := w.keyword(i, end); j > i {
			return j
		}
	}
	_, j := w.expr(i, end)
	return j
}

// keyword walks a statement that a word starts, and returns 0 when it is an expression.
func (w *jsWalker) keyword(i, end int) int {
	next := w.at(i + 1)
	switch w.toks[i].text {
	case "import":
		if !next.is("(") && !next.is(".") {
			return w.imports(i, end)
		}
	case "export":
		return w.exports(i, end)
	case "const", "let", "var", "using":
		if next.is("enum") {
			return i + 1
		}
		if next.kind == identLexeme || next.is("{") || next.is("[") {
			return w.variables(i+1, end, w.toks[i].is("const"))
		}
	case "interface", "type", "enum", "namespace", "module", "declare", "abstract":
		if next.kind == identLexeme || next.kind == stringLexeme {
			return w.typing(i, end)
		}
	case "for", "catch", "while", "if", "switch":
		j := i + 1
		if next.is("await") {
			j++
		}
		if w.at(j).is("(") {
			return w.head(i, j, end)
		}
		return j
	case "return", "throw":
		if next.first || next.is(";") || next.is("}") || i+1 >= end {
			return i + 1
		}
		_, j := w.expr(i+1, end)
		return j
	case "else", "try", "finally", "do", "case", "break", "continue", "debugger", "default":
		return i + 1
	}
	return 0
}

// head walks what stands in the parentheses behind for, if and catch.
func (w *jsWalker) head(i, open, end int) int {
	closing := min(w.match(open), end)
	if w.toks[i].is("catch") {
		w.pattern(open+1, closing, named(unknownName))
		return closing + 1
	}
	w.statements(open+1, closing)
	return closing + 1
}

// typing walks what TypeScript adds: types leave no trace, and of an enumeration the values are literals.
func (w *jsWalker) typing(i, end int) int {
	next := w.at(i + 1)
	switch w.toks[i].text {
	case "type":
		j := i + 2
		if w.at(j).is("<") {
			j = max(j, w.angle(j, end))
		}
		if w.at(j).is("=") {
			return w.skipType(j+1, end)
		}
	case "interface":
		for j := i + 2; j < end && j < i+200; j++ {
			if w.toks[j].is("{") {
				return w.match(j) + 1
			}
		}
	case "enum":
		if w.at(i + 2).is("{") {
			return w.enum(i+3, min(w.match(i+2), end))
		}
	case "namespace":
		if w.at(i + 2).is("{") {
			return i + 2
		}
	case "module", "declare":
		j := i + 1
		if w.toks[i].is("declare") {
			j++
		}
		if next.is("global") || w.at(j).kind == stringLexeme {
			if next.is("global") {
				j--
			}
			if w.at(j + 1).is("{") {
				return w.match(j+1) + 1
			}
		}
		if w.toks[i].is("declare") {
			return w.declared(i+1, end)
		}
	case "abstract":
		if next.is("class") {
			return i + 1
		}
	}
	return 0
}

// declared goes over a declaration without a body.
func (w *jsWalker) declared(i, end int) int {
	for j := i + 1; j < end && j < i+200; j++ {
		switch t := w.toks[j]; {
		case t.is(";"), t.first:
			return j
		case t.is("("), t.is("["), t.is("{"):
			j = w.match(j)
		}
	}
	return i + 1
}

// enum walks the members of an enumeration.
func (w *jsWalker) enum(i, end int) int {
	for i < end {
		if w.toks[i].kind == identLexeme && w.at(i+1).is("=") {
			w.target = w.toks[i].text
			_, i = w.expr(i+2, end)
			continue
		}
		i++
	}
	return end + 1
}
