package syntax

import "strings"

// imports walks NAME.NAME as NAME, ... behind import.
func (w *pyWalker) imports(i, end int) int {
	for i < end {
		t := w.toks[i]
		if t.kind != identLexeme {
			return i
		}
		from := i
		i = w.dotted(i+1, end)
		name := w.joined(from, i)
		n := w.use(Import, name, t.line)
		if w.at(i).is("as") && w.at(i+1).kind == identLexeme && i+1 < end {
			w.scope.bind(w.toks[i+1].text, value{name: name, own: true, from: n})
			i += 2
		} else {
			w.scope.bind(t.text, value{name: t.text, own: true, from: n})
		}
		if !w.at(i).is(",") {
			return i
		}
		i++
	}
	return i
}

// fromImport walks from MODULE import NAME as NAME, ....
func (w *pyWalker) fromImport(i, end int) int {
	from := i
	for i++; i < end && !w.toks[i].is("import"); i++ {
		if t := w.toks[i]; t.kind != identLexeme && strings.Trim(t.text, ".") != "" {
			return from
		}
	}
	module := w.joined(from+1, i)
	if i >= end || module == "" {
		return from
	}
	separator := "."
	if strings.HasSuffix(module, ".") {
		separator = ""
	}
	for i++; i < end; i++ {
		t := w.toks[i]
		switch {
		case t.is("*"):
			w.use(Import, module, t.line)
			w.stars = append(w.stars, module+separator)
		case t.is(";"):
			return i
		case t.kind == identLexeme:
			name := module + separator + t.text
			n := w.use(Import, name, t.line)
			w.uses[n-1].Also = []string{module}
			local := t.text
			if w.at(i+1).is("as") && i+2 < end {
				local = w.toks[i+2].text
				i += 2
			}
			w.scope.bind(local, value{name: name, own: true, from: n})
		}
	}
	return i
}

// decorator walks @NAME or @NAME(ARGUMENTS).
func (w *pyWalker) decorator(i, end int) int {
	line := w.toks[i].line
	i++
	if i >= end || w.toks[i].kind != identLexeme {
		return i
	}
	v, i := w.name(i)
	for i+1 < end && w.toks[i].is(".") && w.toks[i+1].kind == identLexeme {
		v = w.member(v, w.toks[i+1].text)
		i += 2
	}
	if i < end && w.toks[i].is("(") {
		_, i = w.call(Annotation, v, i, line, end)
		return i
	}
	w.useAlso(Annotation, v, line)
	return i
}

// forIn walks the variables of a loop; the expression behind them is walked as a statement.
func (w *pyWalker) forIn(i, end int) int {
	for i < end && !w.toks[i].is("in") {
		if t := w.toks[i]; t.kind == identLexeme && !w.at(i-1).is(".") && !w.at(i+1).is(".") {
			w.scope.bind(t.text, named(unknownName))
		}
		i++
	}
	return i + 1
}

// annotation walks a type, and returns the name that an object of it has when a library brings it.
func (w *pyWalker) annotation(i, end int) (string, int) {
	j := i
	for j < end && !w.toks[j].is("=") && !w.toks[j].is(",") && !w.toks[j].is(")") {
		if closing(w.toks[j].text) != "" {
			j = w.match(j)
		}
		j++
	}
	j = min(j, end)
	w.types(i, j)
	if i >= end || w.toks[i].kind != identLexeme {
		return "", j
	}
	v, ok := w.scope.find(w.toks[i].text)
	if !ok || v.from == 0 {
		return "", j
	}
	n := w.dotted(i+1, j)
	if n != j && !w.toks[n].is("|") {
		return "", j
	}
	return v.name + w.joined(i+1, n) + "()", j
}

// types adds the names of libraries among the tokens of a type.
func (w *pyWalker) types(i, end int) {
	for ; i < min(end, len(w.toks)); i++ {
		t := w.toks[i]
		if t.kind != identLexeme || w.at(i-1).is(".") {
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
