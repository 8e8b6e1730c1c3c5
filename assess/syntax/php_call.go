package syntax

import (
	"maps"
	"strings"
)

// call walks the arguments at open.
func (w *phpWalker) call(kind Kind, v value, open int, line int32, end int) (value, int) {
	name := v.receiver()
	f := w.begin(kind, name, line)
	closing := min(w.match(open), end)
	for i := open + 1; i < closing; {
		from := i
		t := w.toks[i]
		var a value
		switch {
		case t.is(","):
			i++
			continue
		case t.kind == identLexeme && w.at(i+1).is(":") && !strings.HasPrefix(t.text, "$"):
			w.target = t.text
			a, i = w.expr(i+2, closing)
			f.add(t.text, a)
			w.target = ""
		default:
			a, i = w.expr(i, closing)
			f.add("", a)
		}
		i = max(i, from+1)
	}
	if name == "define" && len(f.args) > 1 && f.args[0].Known {
		w.constants[f.args[0].Text] = value{text: f.args[1].Text, known: f.args[1].Known}
	}
	w.end(f)
	out := named(name + "()")
	if kind == New {
		out.name = name
	}
	return out, closing + 1
}

// newExpr walks new TYPE(ARGUMENTS).
func (w *phpWalker) newExpr(i, end int) (value, int) {
	line := w.toks[i].line
	j := i + 1
	for w.at(j).is("#[") {
		j = w.attributes(j, end)
	}
	if w.at(j).is("class") && j < end {
		return value{}, w.classDecl(j, end)
	}
	v := named(unknownName)
	switch t := w.at(j); {
	case j >= end:
		return v, end
	case t.is("("):
		w.sequence(j, end)
		j = w.match(j) + 1
	case t.kind == identLexeme && !strings.HasPrefix(t.text, "$"):
		v.name = w.classOf(t.text)
		j++
	default:
		for j++; w.at(j).is("->") || w.at(j).is("::"); j += 2 {
		}
	}
	if w.at(j).is("(") && j < end {
		return w.call(New, v, j, line, end)
	}
	w.use(New, v.name, line)
	return v, j
}

// closure walks function (PARAMETERS) use (VARIABLES) {BODY} or fn (PARAMETERS) => VALUE.
func (w *phpWalker) closure(i, end int) (value, int) {
	arrow := strings.EqualFold(w.toks[i].text, "fn")
	i++
	if w.at(i).is("&") {
		i++
	}
	if !w.at(i).is("(") || i >= end {
		return value{}, i
	}
	vars := w.vars
	a := w.enter("")
	w.vars = make(map[string]value, len(vars))
	maps.Copy(w.vars, vars) // also what use brings; what it does not bring is not used
	j := w.functionRest(i, end)
	if arrow && w.at(j).is("=>") && j < end {
		_, j = w.expr(j+1, end)
	}
	w.leave(a)
	w.vars = vars
	return value{}, j
}
