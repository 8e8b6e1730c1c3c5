package syntax

// primary reads an operand: a literal, a name, a construction, a lambda or something in
// brackets, with all that is called on it.
func (p *curly) primary() val {
	t := p.tok(p.i)
	switch t.kind {
	case tokString:
		return p.text()
	case tokNumber:
		p.i++
		return val{known: true, text: p.names.keepShort(number(t.text)), lit: p.names.keepShort(number(t.text)), use: -1}
	case tokChar:
		p.i++
		text := p.names.keepShort(t.text)
		return val{known: true, str: false, text: text, lit: text, use: -1}
	case tokName:
		return p.named()
	case tokPunct:
		switch t.text {
		case "(":
			return p.parenthesis()
		case "{":
			p.list()
		case "[":
			if p.cs {
				p.list()
			}
		case "@":
			p.annotations()
		}
	}
	return unknownVal()
}

// text reads a string literal and the code inside of it.
func (p *curly) text() val {
	at := p.i
	t := p.toks[at]
	p.i++
	call := p.isPunct(p.i, ".") || p.is(p.i, "::")
	compared := p.is(p.i, "==") || p.is(p.i, "!=") || p.is(at-1, "==") || p.is(at-1, "!=")
	target := p.target
	if call || compared {
		p.target = ""
	}
	use := p.literal(t.text, at)
	p.target = target
	text := p.uses[use].Text
	whole := !p.is(p.i, holeOpen)
	for p.is(p.i, holeOpen) {
		open := p.i
		p.i++
		p.inside(p.uses[use].Within, func() { p.loose(p.close(open)) })
		p.leave(open)
	}
	v := val{ref: ref{name: p.stringType()}, known: whole, str: true, text: text, lit: text, use: use}
	if p.isPunct(p.i, ".[") || p.is(p.i, "::") || p.is(p.i, "?") && p.isPunct(p.i+1, ".") {
		return p.chain(v, -1)
	}
	return v
}

func (p *curly) stringType() string {
	if p.cs {
		return "string"
	}
	return "java.lang.String"
}

// inside calls f with what literals are arguments of.
func (p *curly) inside(within string, f func()) {
	w, t, e := p.within, p.target, p.expected
	p.within, p.target, p.expected = within, "", ref{}
	f()
	p.within, p.target, p.expected = w, t, e
}

// named reads an operand that begins with a name or keyword.
func (p *curly) named() val {
	word := p.toks[p.i].text
	switch word {
	case "new":
		if !p.cs || !p.is(p.i+1, ".") {
			return p.creation()
		}
	case "true", "false", "null":
		p.i++
		word = p.names.keep(word)
		return val{known: true, text: word, lit: word, use: -1}
	case "switch":
		if p.cs {
			break
		}
		p.i++
		if p.is(p.i, "(") {
			p.group()
		}
		if p.is(p.i, "{") {
			p.block()
		}
		return unknownVal()
	case "this", "super", "base":
		if word != "base" || p.cs {
			return p.self(word)
		}
	case "typeof", "default", "sizeof", "nameof", "checked", "unchecked":
		if p.cs && p.is(p.i+1, "(") {
			return p.operatorCall(word)
		}
	case "delegate":
		if p.cs {
			p.i++
			return p.lambda(p.i, p.is(p.i, "("))
		}
	}
	if p.is(p.i+1, p.arrow()) {
		return p.lambda(p.i, false)
	}
	if p.cs && p.queryAt(p.i) {
		return p.query()
	}
	if p.keyword(word) {
		return unknownVal()
	}
	return p.path()
}

func (p *curly) arrow() string {
	if p.cs {
		return "=>"
	}
	return "->"
}

// keyword tells words that end an expression.
func (p *curly) keyword(word string) bool {
	switch word {
	case "case", "class", "else", "return", "throw", "break", "continue", "if", "for", "while", "do", "try", "catch", "finally":
		return true
	case "instanceof", "assert", "enum", "import", "extends", "implements":
		return !p.cs
	case "is", "as", "foreach", "using", "lock", "when":
		return p.cs
	}
	return false
}

// self reads this, super and base with what follows.
func (p *curly) self(word string) val {
	p.i++
	if p.is(p.i, "(") { // another constructor
		r := p.ownType()
		if word != "this" {
			r = p.superType()
		}
		p.inside(r.name, func() { p.group() })
		return unknownVal()
	}
	if word == "this" && p.isPunct(p.i, ".") && p.isName(p.i+1) && !p.is(p.i+2, "(") && !p.is(p.i+2, "<") {
		if v, ok := p.field(p.toks[p.i+1].text); ok {
			p.i += 2
			return p.chain(refVal(v.ref), -1)
		}
	}
	if p.is(p.i, ".") && p.isName(p.i+1) && p.is(p.i+2, "(") {
		p.i++
		return p.bareCall(word != "this")
	}
	r := p.ownType()
	if word != "this" {
		r = p.superType()
	}
	return p.chain(refVal(r), -1)
}

// field finds a field of the types around.
func (p *curly) field(name string) (variable, bool) {
	v, ok := p.vars.find(name)
	for ok && !v.field && v.hidden >= 0 {
		v = &p.vars.all[v.hidden]
	}
	if !ok || !v.field {
		return variable{}, false
	}
	return *v, true
}

// operatorCall reads typeof(T) and its like.
func (p *curly) operatorCall(word string) val {
	p.i++
	open := p.i
	p.i++
	out := unknownVal()
	switch word {
	case "typeof", "default", "sizeof":
		out = refVal(p.readType(Type))
	case "nameof":
		if end := p.close(open); end > open && p.isName(end-1) {
			text := p.names.keepShort(p.toks[end-1].text)
			out.known, out.str, out.text = true, true, text
		}
	default:
		p.loose(p.close(open))
	}
	p.leave(open)
	if p.isPunct(p.i, ".") {
		return p.chain(out, -1)
	}
	return out
}

// parenthesis reads a lambda, a cast or an expression in brackets.
func (p *curly) parenthesis() val {
	open := p.i
	end := p.close(open)
	if p.is(end+1, p.arrow()) {
		return p.lambda(open, true)
	}
	if p.castAt(open, end) {
		p.i++
		r := p.readType(Type)
		for p.is(p.i, "&") {
			p.i++
			p.readType(Type)
		}
		p.leave(open)
		v := unknownVal()
		p.nest(func() { v = p.unary() })
		v.ref = r
		return v
	}
	p.i++
	v := p.expr()
	if p.i < min(end, len(p.toks)) {
		p.loose(end)
		v = unknownVal()
	}
	p.leave(open)
	if p.isPunct(p.i, ".[") || p.is(p.i, "::") || p.cs && (p.is(p.i, "?") && p.isPunct(p.i+1, ".[") || p.is(p.i, "!") && p.isPunct(p.i+1, ".")) {
		return p.chain(v, -1)
	}
	return v
}

// group reads what stands in the bracket at the next token.
func (p *curly) group() {
	open := p.i
	p.i++
	p.loose(p.close(open))
	p.leave(open)
}

// castAt tells whether the bracket is a cast: a type, and an operand behind it.
func (p *curly) castAt(open, end int) bool {
	next, ok := p.typeAt(open + 1)
	for ok && p.is(next, "&") && !p.cs {
		next, ok = p.typeAt(next + 1)
	}
	if !ok || next != end {
		return false
	}
	last := p.tok(end - 1)
	basic := last.kind != tokName || p.primitive(last.text)
	if c := last.text[0]; !basic && ('a' <= c && c <= 'z') && p.cs {
		return false
	}
	switch t := p.tok(end + 1); t.kind {
	case tokString, tokNumber, tokChar:
		return true
	case tokName:
		return !p.keyword(t.text) && t.text != "switch" || t.text == "switch" && !p.cs
	case tokPunct:
		switch t.text {
		case "!", "~":
			return !p.is(end+2, "=")
		case "(":
			return basic || 'A' <= last.text[0] && last.text[0] <= 'Z'
		case "+", "-", "++", "--":
			return basic && last.kind == tokName
		case "@":
			return true
		}
	}
	return false
}

// lambda reads a function without a name, whose parameters begin at i.
func (p *curly) lambda(i int, bracket bool) val {
	mark := len(p.vars.all)
	p.i = i
	if bracket {
		p.parameters(nil)
	} else if p.isName(p.i) {
		p.vars.add(variable{name: p.toks[p.i].text})
		p.i++
	}
	if p.is(p.i, p.arrow()) {
		p.i++
	}
	if p.is(p.i, "{") {
		p.inside("", p.block)
	} else {
		p.inside(p.within, func() { p.expr() })
	}
	p.vars.leave(mark)
	return unknownVal()
}

// list reads the elements between braces or brackets, which all are given to the same.
func (p *curly) list() {
	open := p.i
	p.i++
	p.nest(func() { p.loose(p.close(open)) })
	p.leave(open)
}
