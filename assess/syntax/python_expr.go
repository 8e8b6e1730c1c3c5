package syntax

import (
	"regexp"
	"strings"
)

// expr walks an expression up to a comma, bracket or colon.
func (w *pyWalker) expr(i, end int) (value, int) {
	if i >= end {
		return value{}, end
	}
	if w.depth >= maxExpr {
		return value{}, i + 1
	}
	w.depth++
	defer func() { w.depth-- }()
	if w.toks[i].is("lambda") {
		return w.lambda(i, end)
	}
	v, i := w.operand(i, end)
	for i < end {
		t := w.toks[i]
		var next value
		switch {
		case t.is("+"):
			next, i = w.operand(i+1, end)
			if v.lit != 0 || next.lit != 0 || v.known && next.known {
				v = w.concat(v, next)
			} else {
				v = value{}
			}
		case t.is("%") && v.lit != 0:
			_, i = w.aside(i+1, end)
			v = w.rewrite(v, pyPercentRE)
		case t.is("/"):
			next, i = w.operand(i+1, end)
			if next.known || v.known {
				v.text, v.known = strings.TrimSuffix(v.shown(), "/")+"/"+strings.TrimPrefix(next.shown(), "/"), v.known && next.known
			}
			v.lit = 0
		case t.is("or"), t.is("and"):
			next, i = w.operand(i+1, end)
			if t.is("and") {
				v = value{}
			}
			v = either(v, next)
		case t.is("if"):
			_, i = w.aside(i+1, end)
			if w.at(i).is("else") && i < end {
				next, i = w.expr(i+1, end)
			}
			v = either(v, next)
		case t.is("for"), t.is("async") && w.at(i+1).is("for"):
			if t.is("async") {
				i++
			}
			i = w.forIn(i+1, end)
			_, i = w.aside(i, end)
			v = value{}
		case t.is("in"), t.is("is"), t.is("not"), t.is(":="), t.kind == punctLexeme && pyBinary(t.text):
			_, i = w.asideOperand(i+1, end)
			v = value{}
		default:
			return v, i
		}
	}
	return v, i
}

// aside walks an expression whose literals are given to nothing.
func (w *pyWalker) aside(i, end int) (value, int) {
	target := w.target
	w.target = ""
	v, i := w.expr(i, end)
	w.target = target
	return v, i
}

// asideOperand is aside for an operand.
func (w *pyWalker) asideOperand(i, end int) (value, int) {
	target := w.target
	w.target = ""
	v, i := w.operand(i, end)
	w.target = target
	return v, i
}

// pyBinary tells whether a text is an operator between two operands that leaves no text.
func pyBinary(op string) bool {
	switch op {
	case "-", "*", "//", "%", "**", "<", ">", "<=", ">=", "==", "!=", "&", "|", "^", "<<", ">>", "@":
		return true
	}
	return false
}

// lambda walks a function without a name.
func (w *pyWalker) lambda(i, end int) (value, int) {
	a := w.enter("")
	i++
	for i < end && !w.toks[i].is(":") {
		switch t := w.toks[i]; {
		case t.kind == identLexeme:
			w.scope.bind(t.text, named(unknownName))
			i++
		case t.is("="):
			from := i
			_, i = w.expr(i+1, end)
			i = max(i, from+1)
		case t.is("*"), t.is("**"), t.is(","), t.is("/"):
			i++
		default:
			w.leave(a)
			return value{}, i
		}
	}
	_, i = w.expr(i+1, end)
	w.leave(a)
	return value{}, i
}

// Parts of a text that are filled in later.
var (
	pyPercentRE = regexp.MustCompile(`%(\([^()]*\))?[-#0 +]*[0-9*]*(\.[0-9*]+)?[diouxXeEfFgGcrsa]`)
	pyFormatRE  = regexp.MustCompile(`\{[^{}]*\}`)
)

// rewrite puts "{}" in place of what a format fills in.
func (w *pyWalker) rewrite(v value, re *regexp.Regexp) value {
	text := re.ReplaceAllString(v.text, computed)
	if v.lit > 0 {
		w.uses[v.lit-1].Text = text
	}
	return value{text: text, lit: v.lit}
}

// operand walks an operand with what stands before and behind it.
func (w *pyWalker) operand(i, end int) (value, int) {
	if i >= end {
		return value{}, end
	}
	if w.depth >= maxExpr {
		return value{}, i + 1
	}
	w.depth++
	defer func() { w.depth-- }()
	t := w.toks[i]
	switch {
	case t.is("await"), t.is("*"), t.is("**"), t.is("yield"), t.is("from"):
		return w.operand(i+1, end)
	case t.is("not"), t.is("~"), t.is("+"):
		_, j := w.asideOperand(i+1, end)
		return value{}, j
	case t.is("-"):
		v, j := w.operand(i+1, end)
		if v.known && v.lit == 0 {
			return known("-" + v.text), j
		}
		return value{}, j
	case t.is("lambda"):
		return w.lambda(i, end)
	}
	v, j := w.primary(i, end)
	return w.chain(v, i, max(j, i+1), end)
}

// primary walks what an operand starts with.
func (w *pyWalker) primary(i, end int) (value, int) {
	t := w.toks[i]
	switch t.kind {
	case stringLexeme:
		return w.text(i, end)
	case numberLexeme:
		return known(t.text), i + 1
	case identLexeme:
		return w.name(i)
	case punctLexeme:
		switch t.text {
		case openText:
			return w.text(i, end)
		case "(":
			v, many := w.sequence(i, end)
			if many {
				v = value{}
			}
			return v, w.match(i) + 1
		case "[":
			w.sequence(i, end)
			return value{}, w.match(i) + 1
		case "{":
			w.dict(i, end)
			return value{}, w.match(i) + 1
		}
	}
	return value{}, i + 1
}

// text walks strings that stand side by side.
func (w *pyWalker) text(i, end int) (value, int) {
	v := w.literal("", w.toks[i].line)
	lit, text, whole := v.lit, "", true
	for i < end {
		t := w.toks[i]
		if t.kind == stringLexeme {
			text += t.text
			i++
			continue
		}
		if !t.is(openText) {
			break
		}
		closing := min(w.match(i), end)
		for j := i + 1; j < closing; j++ {
			switch t := w.toks[j]; {
			case t.kind == stringLexeme:
				text += t.text
			case t.is(openPart):
				target := w.target
				w.target = ""
				part, _ := w.sequence(j, closing)
				w.target = target
				text += part.shown()
				whole = whole && part.known
				j = w.match(j)
			}
		}
		i = closing + 1
	}
	w.uses[lit-1].Text = text
	return value{text: text, known: whole, lit: lit}, i
}

// sequence walks the expressions between the bracket at i and its counterpart. It returns the last one, and
// whether there are several.
func (w *pyWalker) sequence(i, end int) (v value, many bool) {
	end = min(w.match(i), end)
	for i++; i < end; {
		if t := w.toks[i]; t.is(",") || t.is(":") {
			many = many || t.is(",")
			i++
			continue
		}
		from := i
		v, i = w.expr(i, end)
		i = max(i, from+1)
	}
	return v, many
}

// dict walks a dictionary or set.
func (w *pyWalker) dict(i, end int) {
	end = min(w.match(i), end)
	target := w.target
	for i++; i < end; {
		t := w.toks[i]
		from := i
		switch {
		case t.is(","):
		case t.kind == stringLexeme && w.at(i+1).is(":"):
			w.target = t.text
			_, i = w.expr(i+2, end)
		case t.is(":"):
			_, i = w.expr(i+1, end)
		default:
			w.target = target
			if t.kind == identLexeme && w.at(i+1).is(":") {
				w.target = t.text
			}
			_, i = w.expr(i, end)
		}
		i = max(i, from+1)
	}
	w.target = target
}
