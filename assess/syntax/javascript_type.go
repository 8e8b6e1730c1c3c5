package syntax

// maxType bounds how many tokens the type arguments of a call have.
const maxType = 300

// annotated walks the type behind a colon. It returns the name that an object of the type has when the type comes
// from a library.
func (w *jsWalker) annotated(i, end int) (string, int) {
	j := w.skipType(i, end)
	if w.at(i).kind != identLexeme || i >= end {
		return "", j
	}
	v, ok := w.scope.find(w.toks[i].text)
	if !ok || v.receiver() == unknownName {
		return "", j
	}
	return v.name + w.joined(i+1, w.dotted(i+1, j)) + "()", j
}

// skipType walks a type, and returns the index behind it.
func (w *jsWalker) skipType(i, end int) int {
	j := w.typeEnd(i, end)
	w.types(i, j)
	return j
}

// types adds the names of libraries among the tokens of a type.
func (w *jsWalker) types(i, end int) {
	for ; i < min(end, len(w.toks)); i++ {
		t := w.toks[i]
		if t.kind != identLexeme || w.at(i-1).is(".") || w.at(i+1).is(":") {
			continue
		}
		v, ok := w.scope.find(t.text)
		if !ok || v.from == 0 {
			continue
		}
		behind := w.dotted(i+1, end)
		w.use(Type, v.name+w.joined(i+1, behind), t.line)
		i = behind - 1
	}
}

// typeEnd returns the index behind the type that starts at i.
func (w *jsWalker) typeEnd(i, end int) int {
	for i < end {
		from := i
		i = w.typeOperand(i, end)
		switch t := w.at(i); {
		case i >= end:
			return end
		case t.is("|"), t.is("&"), t.is("=>") && w.toks[from].is("("):
			i++
		case t.is("is"), t.is("extends"):
			if t.first {
				return i
			}
			i++
		case t.is("?") && w.conditionalType(i, end):
			i++
			i = w.typeEnd(i, end)
			if w.at(i).is(":") && i < end {
				i++
				continue
			}
			return i
		default:
			return i
		}
	}
	return end
}

// conditionalType tells whether the ? at i belongs to T extends U ? X : Y.
func (w *jsWalker) conditionalType(i, end int) bool {
	for n := i - 1; n > 0 && n > i-40; n-- {
		switch t := w.toks[n]; {
		case t.is("extends"):
			return i < end
		case t.is("="), t.is(";"), t.is("{"), t.is("=>"):
			return false
		}
	}
	return false
}

// typeOperand returns the index behind a type without operators.
func (w *jsWalker) typeOperand(i, end int) int {
	for i < end && (w.toks[i].is("|") || w.toks[i].is("&") || jsTypePrefix(w.toks[i].text) && w.at(i+1).kind != punctLexeme || w.toks[i].is("typeof") || w.toks[i].is("-")) {
		i++
	}
	if i >= end {
		return end
	}
	switch t := w.toks[i]; {
	case t.is("new"):
		return i + 1
	case t.is("("), t.is("{"), t.is("["), t.is(openText):
		i = w.match(i) + 1
	case t.is("<"):
		if j := w.angle(i, end); j > 0 {
			return w.typeOperand(j, end)
		}
		return i
	case t.kind == identLexeme, t.kind == stringLexeme, t.kind == numberLexeme:
		i++
	default:
		return i
	}
	for i < end {
		switch t := w.toks[i]; {
		case t.is(".") && w.at(i+1).kind == identLexeme:
			i += 2
		case t.is("[") && !t.first:
			i = w.match(i) + 1
		case t.is("<"):
			j := w.angle(i, end)
			if j < 0 {
				return i
			}
			i = j
		case t.is("(") && w.at(i-1).is("import"):
			i = w.match(i) + 1
		default:
			return i
		}
	}
	return min(i, end)
}

// jsTypePrefix tells whether a word may stand before a type.
func jsTypePrefix(word string) bool {
	switch word {
	case "keyof", "readonly", "unique", "infer", "asserts", "abstract":
		return true
	}
	return false
}

// angle returns the index behind the type arguments or parameters that start at i, or -1 when these are none.
func (w *jsWalker) angle(i, end int) int {
	depth := 0
	for j := i; j < min(end, i+maxType); j++ {
		t := w.toks[j]
		switch {
		case t.kind != punctLexeme:
			if t.kind == otherLexeme || t.kind == jsxLexeme {
				return -1
			}
		case t.text == "<":
			depth++
		case t.text == ">":
			if depth--; depth == 0 {
				return j + 1
			}
		case t.text == "(", t.text == "[", t.text == "{":
			j = w.match(j)
		case t.text == openText:
			j = w.match(j)
		default:
			if !jsInType(t.text) {
				return -1
			}
		}
	}
	return -1
}

// jsInType tells whether an operator may stand in a type.
func jsInType(op string) bool {
	switch op {
	case ",", "|", "&", ".", "=>", "?", ":", "=", "...", "-":
		return true
	}
	return false
}
