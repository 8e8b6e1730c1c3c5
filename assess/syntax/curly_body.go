package syntax

// body reads the members between braces.
func (p *curly) body(enum bool) {
	open := p.i
	end := min(p.close(open), len(p.toks))
	p.i++
	p.inside("", func() {
		if enum {
			p.constants(end)
		}
		p.collect(p.i, end)
		for p.i < end {
			before := p.i
			p.bodyMember(end)
			if p.i == before {
				p.i++
			}
		}
	})
	p.leave(open)
}

// collect declares the fields and methods of a body, so that they are known before they come.
func (p *curly) collect(i, end int) {
	for i < end {
		h := p.head(i)
		switch h.kind {
		case methodMember:
			p.collectMethod(h)
		case fieldMember, propertyMember:
			p.collectField(h)
		}
		next := p.skipMember(max(h.start, i), end)
		if next <= i {
			next = i + 1
		}
		i = next
	}
}

func (p *curly) collectMethod(h memberHead) {
	me := p.types[len(p.types)-1]
	at := h.start
	if p.is(at, "<") {
		at, _ = p.angles(at)
	}
	me.methods[p.toks[h.name].text] = p.quietType(at)
}

func (p *curly) collectField(h memberHead) {
	r := p.quietType(h.start)
	for i := h.name; p.isName(i); {
		v := variable{name: p.toks[i].text, ref: r, field: true}
		if h.final && p.is(i+1, "=") {
			v.text, v.str, v.known = p.constant(i + 2)
		}
		p.vars.add(v)
		if h.kind == propertyMember {
			return
		}
		for i++; i < len(p.toks) && !p.isPunct(i, ",;}"); i++ {
			if p.isPunct(i, "([{") {
				i = p.close(i)
			} else if p.is(i, "<") {
				if end, ok := p.angles(i); ok {
					i = end - 1
				}
			}
		}
		if !p.is(i, ",") {
			return
		}
		i++
	}
}

// quietType reads a type without noting it.
func (p *curly) quietType(at int) ref {
	was, uses := p.i, len(p.uses)
	p.i = at
	r := p.readType(Type)
	p.i, p.uses = was, p.uses[:uses]
	if r.name == "void" {
		return ref{}
	}
	return r
}

// constant evaluates texts and numbers that are put together at i.
func (p *curly) constant(i int) (text string, str, known bool) {
	for n := range 100 {
		t := p.tok(i)
		switch {
		case t.kind == tokString && !p.is(i+1, holeOpen):
			text, str = text+t.text, true
		case t.kind == tokNumber && (n == 0 || str):
			text += number(t.text)
		case t.kind == tokChar:
			text += t.text
		case t.kind == tokName && (t.text == "true" || t.text == "false"):
			text += t.text
		case t.kind == tokName:
			if p.is(i+1, ".") && p.isName(i+2) && p.declared[t.text] { // Own.NAME
				i += 2
				t = p.toks[i]
			}
			v, ok := p.vars.find(t.text)
			if !ok || !v.known {
				return "", false, false
			}
			text, str = text+v.text, str || v.str
		default:
			return "", false, false
		}
		if len(text) > maxFolded {
			return "", false, false
		}
		i++
		if p.isPunct(i, ";,") {
			return p.names.keepShort(text), str, true
		}
		if !p.is(i, "+") {
			return "", false, false
		}
		i++
	}
	return "", false, false
}

// skipMember returns the token behind the member at i.
func (p *curly) skipMember(i, end int) int {
	value := false
	for i < end {
		switch {
		case p.is(i, "{"):
			i = p.close(i) + 1
			if value || p.is(i, "=") && p.cs { // an initialiser goes on
				continue
			}
			return i
		case p.isPunct(i, "(["):
			i = p.close(i)
		case p.is(i, ";"):
			return i + 1
		case p.is(i, "=") || p.cs && p.is(i, "=>"):
			value = true
		}
		i++
	}
	return end
}

// bodyMember reads one member of a type.
func (p *curly) bodyMember(end int) {
	h := p.head(p.i)
	p.leadingAnnotations(h.start)
	switch h.kind {
	case typeMember:
		was := p.function
		p.function = ""
		p.typeDeclaration()
		p.function = was
	case methodMember, constructorMember:
		p.method(h)
	case fieldMember:
		was := p.function
		p.function = ""
		p.declarators(true)
		p.function = was
		if p.is(p.i, ";") {
			p.i++
			return
		}
		p.restOfMember(end)
	case propertyMember:
		p.property(h)
	case blockMember:
		mark := len(p.vars.all)
		p.block()
		p.vars.leave(mark)
	default:
		p.restOfMember(end)
	}
}

// restOfMember reads what is not understood of a member.
func (p *curly) restOfMember(end int) {
	for p.i < end && !p.is(p.i, ";") {
		if p.is(p.i, "{") {
			p.block()
			return
		}
		before := p.i
		p.expr()
		if p.i == before {
			p.i++
		}
	}
}

// leadingAnnotations reads annotations among modifiers up to a token.
func (p *curly) leadingAnnotations(end int) {
	for p.i < end {
		before := p.i
		if p.is(p.i, "@") || p.cs && p.is(p.i, "[") {
			p.annotations()
		}
		if p.i == before {
			p.i++
		}
	}
}

// method reads a method or constructor.
func (p *curly) method(h memberHead) {
	was, mark := p.function, len(p.vars.all)
	me := p.types[len(p.types)-1]
	name := p.toks[h.name].text
	p.function = ""
	full := p.names.join(me.name, name)
	if me.name == "" {
		full = p.names.keep(name)
	}
	p.typeParametersOf(h)
	if h.kind == methodMember {
		p.readType(Type)
	}
	p.emit(Declare, ref{name: full}, h.name)
	p.i = h.after
	p.typeParameters(me.params)
	p.function = full
	if p.is(p.i, "(") {
		p.parameters(nil)
	}
	p.methodTail()
	p.function = was
	p.vars.leave(mark)
}

// typeParametersOf reads the type parameters before a method of Java. They stay known for the
// rest of the type, which does no harm.
func (p *curly) typeParametersOf(h memberHead) {
	if !p.cs && p.is(h.start, "<") {
		p.typeParameters(p.types[len(p.types)-1].params)
	}
}

// methodTail reads what follows the parameters: throws, a default, a body.
func (p *curly) methodTail() {
	for p.i < len(p.toks) {
		switch {
		case p.is(p.i, "{"):
			p.block()
			return
		case p.is(p.i, ";") || p.is(p.i, "}"):
			if p.is(p.i, ";") {
				p.i++
			}
			return
		case p.is(p.i, "throws"):
			p.i++
			p.readType(Type)
			for p.is(p.i, ",") {
				p.i++
				p.readType(Type)
			}
		case p.is(p.i, "default"), p.cs && p.is(p.i, "=>"):
			p.i++
			p.expressions()
			return
		case p.cs && p.is(p.i, ":") && (p.is(p.i+1, "base") || p.is(p.i+1, "this")):
			p.i++
			p.self(p.toks[p.i].text)
		default:
			p.i++
		}
	}
}

// parameters reads the parameters in brackets; change may alter each.
func (p *curly) parameters(change func(*variable)) {
	open := p.i
	end := min(p.close(open), len(p.toks))
	for p.i++; p.i < end; {
		before := p.i
		p.annotations()
		for p.isName(p.i) && p.parameterModifier(p.toks[p.i].text) && (p.isName(p.i+1) || p.is(p.i+1, "@")) {
			p.i++
			p.annotations()
		}
		var r ref
		if next, ok := p.typeAt(p.i); ok && p.isName(next) && next < end {
			r = p.readType(Type)
		}
		if p.isName(p.i) {
			v := variable{name: p.toks[p.i].text, ref: r}
			if change != nil {
				change(&v)
			}
			p.vars.add(v)
			p.i++
			if p.is(p.i, "=") { // a default
				p.i++
				p.given(v.name, func() { p.expr() })
			}
		}
		if comma := p.next(p.i, end); comma < end {
			p.i = comma + 1
		} else {
			p.i = end
		}
		if p.i == before {
			p.i++
		}
	}
	p.leave(open)
}

func (p *curly) parameterModifier(word string) bool {
	switch word {
	case "final":
		return !p.cs
	case "this", "ref", "out", "in", "params", "scoped", "readonly":
		return p.cs
	}
	return false
}

// constants reads the constants of an enum.
func (p *curly) constants(end int) {
	own := p.ownType()
	for p.i < end && !p.is(p.i, ";") {
		before := p.i
		p.annotations()
		if p.isName(p.i) {
			p.i++
			if p.is(p.i, "(") {
				p.inside(own.name, func() { p.values("") })
			}
			if p.is(p.i, "{") {
				p.anonymous(own, -1)
			}
			if p.is(p.i, "=") {
				p.i++
				p.expr()
			}
		}
		if p.is(p.i, ",") || p.i == before {
			p.i++
		}
	}
	if p.is(p.i, ";") {
		p.i++
	}
}
