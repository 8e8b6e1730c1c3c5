package syntax

import "strings"

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
