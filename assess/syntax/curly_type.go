package syntax

import (
	"slices"
	"strings"
)

// maxTypeTokens bounds how far a type is looked for.
const maxTypeTokens = 300

// typeAt returns where the type that begins at i ends; false when none can begin there.
func (p *curly) typeAt(i int) (int, bool) {
	i = p.stepAnnotations(i)
	if p.cs && p.is(i, "(") { // a tuple
		end := p.close(i)
		if end-i < 4 || end-i > maxTypeTokens || !p.tupleAt(i+1, end) {
			return i, false
		}
		return p.typeTail(end + 1), true
	}
	if p.cs && (p.is(i, "ref") || p.is(i, "readonly") || p.is(i, "scoped")) {
		i++
	}
	for n := 0; ; n++ {
		if !p.isName(i) || p.neverType(p.toks[i].text) || n > maxNesting {
			return i, false
		}
		i++
		if p.is(i, "<") {
			end, ok := p.angles(i)
			if !ok {
				return i, false
			}
			i = end
		}
		if p.is(i, ".") && p.isName(p.stepAnnotations(i+1)) || p.cs && p.is(i, "::") {
			i = p.stepAnnotations(i + 1)
			continue
		}
		return p.typeTail(i), true
	}
}

// typeTail steps over what may follow the name of a type: dimensions, ..., ? and *.
func (p *curly) typeTail(i int) int {
	for {
		i = p.stepAnnotations(i)
		switch {
		case p.is(i, "[") && p.dimension(i):
			i = p.close(i) + 1
		case p.cs && (p.is(i, "?") && p.nullable(i) || p.is(i, "*") && p.isName(i+1) && p.is(i+2, "=")):
			i++
		case !p.cs && p.is(i, ".") && p.is(i+1, ".") && p.is(i+2, "."):
			i += 3
		default:
			return i
		}
	}
}

// dimension tells whether the bracket at i is [], or [,] of C#.
func (p *curly) dimension(i int) bool {
	for j := i + 1; j < i+9; j++ {
		if p.is(j, "]") {
			return true
		}
		if !p.cs || !p.is(j, ",") {
			return false
		}
	}
	return false
}

// nullable tells whether the question mark at i belongs to a type and is not a condition.
func (p *curly) nullable(i int) bool {
	if p.isName(i + 1) {
		return p.isPunct(i+2, "=;,){(") || p.is(i+2, "=>") || p.is(i+2, "in")
	}
	return p.isPunct(i+1, ">,)[]?;{")
}

func (p *curly) tupleAt(i, end int) bool {
	for i < end {
		next, ok := p.typeAt(i)
		if !ok {
			return false
		}
		if p.isName(next) {
			next++
		}
		if next < end && !p.is(next, ",") {
			return false
		}
		i = next + 1
	}
	return true
}

// angles returns the token behind the type arguments or parameters that open at i.
func (p *curly) angles(i int) (int, bool) {
	depth := 0
	for j := i; j < len(p.toks) && j < i+maxTypeTokens; j++ {
		t := p.toks[j]
		switch {
		case t.kind == tokName:
		case t.kind != tokPunct:
			return i, false
		case t.text == "<":
			depth++
		case t.text == ">":
			if depth--; depth == 0 {
				return j + 1, true
			}
		case t.text == "(" || t.text == "[":
			if t.text == "(" && !p.cs && !p.is(j-2, "@") {
				return i, false
			}
			j = p.close(j)
		case !strings.Contains(".,?&@*::", t.text):
			return i, false
		}
	}
	return i, false
}

// stepAnnotations returns the token behind Java annotations.
func (p *curly) stepAnnotations(i int) int {
	for !p.cs && p.is(i, "@") && p.isName(i+1) && !p.is(i+1, "interface") {
		i += 2
		for p.is(i, ".") && p.isName(i+1) {
			i += 2
		}
		if p.is(i, "(") {
			i = p.close(i) + 1
		}
	}
	return i
}

// readType reads the type at the next token, noting it and its arguments.
func (p *curly) readType(kind Kind) ref {
	out := ref{}
	p.nest(func() { out = p.oneType(kind) })
	return out
}

func (p *curly) oneType(kind Kind) ref {
	p.annotations()
	if p.cs && p.is(p.i, "(") {
		end := p.close(p.i)
		for p.i++; p.i < end; p.i++ {
			p.readType(Type)
			if p.isName(p.i) {
				p.i++
			}
		}
		p.i = p.typeTail(end + 1)
		return ref{}
	}
	for p.cs && (p.is(p.i, "ref") || p.is(p.i, "readonly") || p.is(p.i, "scoped")) {
		p.i++
	}
	if !p.isName(p.i) {
		return ref{}
	}
	at := p.i
	r, next := p.typeName(p.i)
	p.i = next
	if r.name != "" && !(kind == Type && p.plain(r.name)) {
		p.emit(kind, r, at)
	}
	p.typeArguments()
	for p.is(p.i, ".") && p.isName(p.stepAnnotations(p.i+1)) { // Outer<T>.Inner, Outer.@A Inner
		p.i++
		p.annotations()
		r = p.member(r, p.toks[p.i].text)
		p.i++
		p.typeArguments()
	}
	end := p.typeTail(p.i)
	for ; p.i < end; p.i++ {
		if p.is(p.i, "@") {
			p.annotations()
		}
		if p.is(p.i, "[") || p.is(p.i, ".") && p.is(p.i+1, ".") && p.is(p.i+2, ".") {
			r.dims++
		}
	}
	return r
}

// typeName reads the dotted name of a type at i and returns it whole, with the token behind.
func (p *curly) typeName(i int) (ref, int) {
	head := p.toks[i].text
	if p.cs && p.is(i+1, "::") && p.isName(i+2) { // global::System
		i, head = i+2, p.toks[i+2].text
	}
	var r ref
	if name, next, ok := p.root(p, i); ok {
		r, i = ref{name: name}, next
	} else {
		r, i = p.resolve(p, head), i+1
		if p.is(i, ".") && p.guessed(head) { // more likely a namespace
			r = ref{name: p.names.keep(head), also: append([]string{r.name}, r.also...)}
		}
	}
	for p.is(i, ".") && p.isName(i+1) {
		if r.name != "" {
			r = p.member(r, p.toks[i+1].text)
		}
		i += 2
	}
	r.static = false
	return r, i
}

// typeArguments reads <A, B extends C>.
func (p *curly) typeArguments() {
	if !p.is(p.i, "<") {
		return
	}
	end, ok := p.angles(p.i)
	if !ok {
		return
	}
	for p.i++; p.i < end-1; {
		if p.isName(p.i) && !p.is(p.i, "extends") && !p.is(p.i, "super") || p.is(p.i, "@") || p.cs && p.is(p.i, "(") {
			before := p.i
			p.readType(Type)
			if p.i == before {
				p.i++
			}
			continue
		}
		p.i++
	}
	p.i = end
}

// plain tells types that no rule asks for, which are not noted as types.
func (p *curly) plain(name string) bool {
	if p.cs {
		return !strings.Contains(name, ".")
	}
	rest, ok := strings.CutPrefix(name, "java.lang.")
	if !ok {
		return p.primitive(name)
	}
	switch rest {
	case "String", "Object", "Integer", "Long", "Boolean", "Double", "Float", "Short", "Byte", "Character", "Void", "Number", "CharSequence":
		return true
	}
	return false
}

func (p *curly) primitive(name string) bool {
	switch name {
	case "int", "long", "boolean", "double", "float", "short", "byte", "char", "void":
		return true
	case "bool", "string", "object", "decimal", "uint", "ulong", "ushort", "sbyte", "nint", "nuint", "dynamic":
		return p.cs
	}
	return false
}

// neverType tells keywords that no type begins with.
func (p *curly) neverType(name string) bool {
	switch name {
	case "return", "new", "throw", "else", "case", "if", "for", "while", "do", "switch", "try", "catch", "finally", "break",
		"continue", "goto", "this", "super", "instanceof", "assert", "package", "import", "extends", "implements",
		"null", "true", "false", "default", "static", "final", "public", "private", "protected", "abstract", "synchronized":
		return true
	case "base", "is", "as", "in", "out", "await", "yield", "lock", "using", "foreach", "typeof", "nameof", "sizeof", "checked",
		"unchecked", "stackalloc", "fixed", "when", "with", "and", "or", "not", "params", "const", "readonly", "async", "override",
		"virtual", "sealed", "unsafe", "namespace", "operator", "event", "delegate", "internal", "extern":
		return p.cs && !slices.Contains([]string{"with", "when"}, name)
	}
	return false
}
