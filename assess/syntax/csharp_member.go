package syntax

// property reads a property, an indexer or an event with accessors.
func (p *curly) property(h memberHead) {
	was, mark := p.function, len(p.vars.all)
	name := p.toks[h.name].text
	p.function = ""
	r := p.readType(Type)
	p.i = h.after
	p.function = p.names.join(p.types[len(p.types)-1].name, name)
	if p.is(p.i, "[") {
		p.parameters(nil)
	}
	switch {
	case p.is(p.i, "{"):
		p.accessors(r)
	case p.is(p.i, "=>"):
		p.i++
		p.given(name, func() { p.expressions() })
		p.function = was
		p.vars.leave(mark)
		return
	}
	p.function = ""
	if p.is(p.i, "=") {
		p.i++
		expected := p.expected
		p.expected = r
		p.given(name, func() { p.expressions() })
		p.expected = expected
	}
	p.function = was
	p.vars.leave(mark)
}

// accessors reads { get; set { ... } }.
func (p *curly) accessors(r ref) {
	open := p.i
	end := min(p.close(open), len(p.toks))
	p.i++
	p.vars.add(variable{name: "value", ref: r})
	for p.i < end {
		before := p.i
		switch {
		case p.is(p.i, "["):
			p.annotations()
		case p.is(p.i, "{"):
			p.block()
		case p.is(p.i, "=>"):
			p.i++
			p.expressions()
		}
		if p.i == before {
			p.i++
		}
	}
	p.leave(open)
}

// localFunction reads a function inside of another, whose name is the token; false when it is
// no function.
func (p *curly) localFunction(name int) bool {
	open := name + 1
	if p.is(open, "<") {
		end, ok := p.angles(open)
		if !ok {
			return false
		}
		open = end
	}
	if !p.is(open, "(") {
		return false
	}
	if end := p.close(open); !p.is(end+1, "{") && !p.is(end+1, "=>") && !p.is(end+1, "where") {
		return false
	}
	mark := len(p.vars.all)
	p.readType(Type)
	p.i = open
	p.parameters(nil)
	p.inside("", p.methodTail)
	p.vars.leave(mark)
	return true
}

// query reads from x in y where ... select ..., whose first word is the next token.
func (p *curly) query() val {
	mark := len(p.vars.all)
	for p.i < len(p.toks) {
		switch word := p.tok(p.i); {
		case word.kind == tokPunct && word.text == ",":
			p.i++
			p.expr()
			continue
		case word.kind != tokName:
			p.vars.leave(mark)
			return unknownVal()
		case word.text == "from" || word.text == "join" || word.text == "let" || word.text == "into":
			p.i++
			p.queryVariable()
			continue
		case p.queryWord(word.text):
			p.i++
			if !p.queryWord(p.tok(p.i).text) {
				p.expr()
			}
			continue
		}
		break
	}
	p.vars.leave(mark)
	return unknownVal()
}

// queryVariable reads x in y, T x in y, and x = y.
func (p *curly) queryVariable() {
	r := ref{}
	if next, ok := p.typeAt(p.i); ok && p.isName(next) && !p.is(next, "in") && p.is(next+1, "in") {
		r = p.readType(Type)
	}
	if !p.isName(p.i) {
		return
	}
	p.vars.add(variable{name: p.toks[p.i].text, ref: r})
	p.i++
	if p.is(p.i, "in") || p.is(p.i, "=") {
		p.i++
		p.expr()
	}
}

func (p *curly) queryWord(word string) bool {
	switch word {
	case "where", "select", "orderby", "group", "by", "on", "equals", "ascending", "descending", "in":
		return true
	}
	return false
}

// queryAt tells whether a query begins at i.
func (p *curly) queryAt(i int) bool {
	return p.is(i, "from") && p.isName(i+1) && (p.is(i+2, "in") || p.isName(i+2) && p.is(i+3, "in"))
}
