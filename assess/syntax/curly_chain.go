package syntax

import (
	"slices"
	"strings"
)

// path reads an operand that begins with the name of a variable, a type or a function.
func (p *curly) path() val {
	at := p.i
	word := p.toks[at].text
	if p.is(at+1, "(") || p.genericCall(at+1) {
		if p.i = at; p.cs || !p.keyword(word) {
			return p.bareCall(false)
		}
	}
	if v, ok := p.vars.find(word); ok {
		p.i++
		out := refVal(v.ref)
		out.known, out.str = v.known, v.str
		if v.known || v.str {
			out.text = v.text
		}
		return p.chain(out, -1)
	}
	if name, next, ok := p.root(p, at); ok {
		p.i = next
		pending := -1
		if !p.isPunct(next, ".(") {
			pending = next - 1
		}
		return p.chain(refVal(ref{name: p.names.keep(name), static: true}), pending)
	}
	if p.genericType(at) {
		r := p.readType(Type)
		r.static = true
		return p.chain(refVal(r), -1)
	}
	p.i++
	if p.typeLike(at, word) {
		return p.chain(refVal(p.typeOrProperty(word)), -1)
	}
	for j, t := range slices.Backward(p.types) { // a method of the file that is handed on
		if _, ok := t.methods[word]; ok {
			return p.chain(refVal(p.member(p.typeRef(j), word)), -1)
		}
	}
	return p.chain(refVal(p.inherited(word)), at)
}

// typeLike tells whether a name that is no variable is a type.
func (p *curly) typeLike(i int, word string) bool {
	if p.declared[word] {
		return true
	}
	if c := word[0]; c < 'A' || c > 'Z' {
		return p.primitive(word)
	}
	if p.is(i+1, ".") || p.is(i+1, "::") {
		return true
	}
	return p.is(i+1, "[") && p.dimension(i+1) || strings.ToUpper(word) != word && p.isName(i+1)
}

// typeOrProperty resolves a name that is a type or, in C#, a property of the base class.
func (p *curly) typeOrProperty(word string) ref {
	r := p.resolve(p, word)
	r.static = true
	if s := p.superType(); s.name != "" && !p.declared[word] && p.guessed(word) {
		also := append([]string{r.name}, r.also...)
		return ref{name: p.names.join(s.name, word), also: also[:min(len(also), maxAlso)]}
	}
	return r
}

// guessed tells whether the tables of C# do not know the type that was resolved.
func (p *curly) guessed(word string) bool {
	d, ok := p.dialect.(*csharpNames)
	return ok && d.unknown[word]
}

// inherited gives a name that neither the function nor the file declares: a static import, or
// a member of the superclass.
func (p *curly) inherited(word string) ref {
	if r := p.bare(p, word); r.name != "" {
		return r
	}
	if s := p.superType(); s.name != "" {
		return p.member(s, word)
	}
	return ref{}
}

// genericCall tells whether type arguments and the bracket of a call are at i.
func (p *curly) genericCall(i int) bool {
	if !p.cs || !p.is(i, "<") {
		return false
	}
	end, ok := p.angles(i)
	return ok && p.is(end, "(")
}

// genericType tells whether a type with arguments begins at i that an expression can begin with.
func (p *curly) genericType(i int) bool {
	if !p.is(i+1, "<") && !(p.is(i+1, "[") && p.dimension(i+1)) {
		return false
	}
	end, ok := p.typeAt(i)
	return ok && (p.is(end, "::") || p.is(end, ".") && (p.cs || p.is(end+1, "class")))
}

// bareCall reads a call without a receiver, or on this or super.
func (p *curly) bareCall(super bool) val {
	at := p.i
	word := p.toks[at].text
	p.i++
	p.typeArguments()
	if super {
		if s := p.superType(); s.name != "" {
			return p.chain(p.call(p.member(s, word), at), -1)
		}
	}
	if v, ok := p.vars.find(word); ok && p.cs {
		return p.chain(p.call(p.member(v.ref, "Invoke"), at), -1)
	}
	for j, t := range slices.Backward(p.types) {
		if back, ok := t.methods[word]; ok {
			v := p.call(p.member(p.typeRef(j), word), at)
			v.ref = back
			return p.chain(v, -1)
		}
	}
	if r := p.bare(p, word); r.name != "" {
		return p.chain(p.call(r, at), -1)
	}
	s := p.superType()
	if s.name == "" {
		s = p.ownType()
	}
	return p.chain(p.call(p.member(s, word), at), -1)
}

// typeParameter tells whether the name is a type parameter of the types around.
func (p *curly) typeParameter(name string) bool {
	return slices.ContainsFunc(p.types, func(t typeScope) bool { return t.params[name] })
}

// ownType is the type whose body is being read.
func (p *curly) ownType() ref { return p.typeRef(len(p.types) - 1) }

func (p *curly) typeRef(i int) ref {
	if i < 0 {
		return ref{}
	}
	return ref{name: p.qualified(p.types[i].name), own: true}
}

// superType is the base class of the type being read.
func (p *curly) superType() ref {
	if len(p.types) == 0 {
		return ref{}
	}
	return p.types[len(p.types)-1].super
}

// qualified puts the package before the name of a type of the file.
func (p *curly) qualified(name string) string {
	if p.pkg == "" {
		return p.names.keep(name)
	}
	return p.names.join(p.pkg, name)
}

// chain reads what follows a value: fields, calls, elements, method references. pending is the
// token of a field whose reading was not noted yet, -1.
func (p *curly) chain(v val, pending int) val {
	for {
		t := p.tok(p.i)
		if t.kind != tokPunct {
			break
		}
		step := p.i
		switch {
		case (t.text == "." || p.cs && t.text == "->") && (p.isName(p.i+1) || p.is(p.i+1, "<")):
			p.i++
			v, pending = p.dot(v, pending)
		case p.cs && t.text == "?" && p.isPunct(p.i+1, ".[") && p.tok(p.i+1).glued && !p.is(p.i+2, "."):
			p.i++
		case p.cs && t.text == "!" && !p.is(p.i+1, "=") && t.glued:
			p.i++
		case t.text == "::" && !p.cs:
			p.i++
			v, pending = p.methodRef(v), -1
		case t.text == "[":
			v, pending = p.element(v, pending), -1
		case t.text == "(" && p.cs && pending < 0 && v.name != "":
			v = p.call(p.member(v.ref, "Invoke"), p.i)
		case t.text == "++" || t.text == "--":
			p.i++
		}
		if p.i == step {
			break
		}
		if t.text != "!" && t.text != "?" {
			v.known, v.str, v.text, v.lit, v.use = false, false, "{}", "{}", -1
		}
	}
	if pending >= 0 {
		p.access(v.ref, pending)
	}
	return v
}

// dot reads the member behind a dot.
func (p *curly) dot(v val, pending int) (val, int) {
	if !p.cs {
		p.typeArguments()
	}
	at := p.i
	if !p.isName(at) {
		return v, pending
	}
	word := p.toks[at].text
	switch word {
	case "class":
		p.i++
		if v.name != "" && !p.plain(v.name) {
			p.emit(Type, v.ref, at)
		}
		return refVal(ref{name: v.name, also: v.also}), -1
	case "this", "super":
		p.i++
		return refVal(ref{name: v.name, also: v.also, own: v.own}), -1
	case "new":
		return p.creation(), -1
	}
	p.i++
	if p.cs {
		p.typeArgumentsOfCall()
	}
	m := p.member(v.ref, word)
	if p.is(p.i, "(") {
		if v.own && !v.static {
			m.also = p.alsoSuper(m.also, v.name, word)
		}
		return p.call(m, at), -1
	}
	if v.name == "" {
		m.name = ""
	}
	return refVal(m), at
}

func (p *curly) typeArgumentsOfCall() {
	if p.genericCall(p.i) {
		p.typeArguments()
	}
}

// alsoSuper adds the method of the base class that a type of the file has.
func (p *curly) alsoSuper(also []string, name, method string) []string {
	at, ok := p.supers[name[strings.LastIndexByte(name, '.')+1:]]
	if !ok || !p.isName(at) {
		return also
	}
	if s, _ := p.typeName(at); s.name != "" {
		return append(also, p.names.join(s.name, method))
	}
	return also
}

// access notes that a field is read or assigned.
func (p *curly) access(r ref, at int) {
	if r.name == "" || r.own && !strings.Contains(r.name, ".") || strings.HasPrefix(r.name, unknown) {
		return
	}
	kind := Read
	if p.assigns(p.i) {
		kind = Write
	}
	p.emit(kind, r, at)
}

// element reads an index. The element of something known by name is a use of it, with the key
// as its argument.
func (p *curly) element(v val, pending int) val {
	open := p.i
	end := p.close(open)
	if v.dims > 0 {
		p.i++
		p.inside(p.within, func() { p.loose(end) })
		p.leave(open)
		v.dims--
		return refVal(v.ref)
	}
	use := -1
	if p.cs && v.name != "" && !v.static && !strings.HasPrefix(v.name, unknown) && !strings.HasPrefix(v.name, "System.Collections.") {
		kind := Read
		if p.assigns(end + 1) {
			kind = Write
		}
		use = p.emit(kind, v.ref, max(pending, open-1))
	}
	var keys []Value
	p.inside(v.name, func() { keys = p.values("") })
	if use >= 0 {
		p.uses[use].Args = keys
	}
	out := unknownVal()
	if len(keys) > 0 && keys[0].Known {
		out.text = keys[0].Text
	}
	return out
}

// methodRef reads T::name and T::new.
func (p *curly) methodRef(v val) val {
	p.typeArguments()
	if !p.isName(p.i) {
		return v
	}
	at := p.i
	p.i++
	if p.is(at, "new") {
		if v.name != "" && v.dims == 0 {
			p.emit(New, v.ref, at)
		}
		return unknownVal()
	}
	m := p.member(v.ref, p.toks[at].text)
	p.emit(Call, m, at)
	return refVal(ref{name: m.name, also: m.also})
}
