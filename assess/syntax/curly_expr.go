package syntax

import "strings"

// expr reads an expression, with an assignment or a condition.
func (p *curly) expr() val {
	v := unknownVal()
	p.nest(func() { v = p.oneExpr() })
	return v
}

func (p *curly) oneExpr() val {
	start := p.i
	v := p.binary()
	switch {
	case p.is(p.i, "?"):
		p.i++
		a := p.expr()
		if p.is(p.i, ":") {
			p.i++
		}
		b := p.expr()
		if a.name == "" {
			a.ref = b.ref
		}
		return refVal(a.ref)
	case p.assigns(p.i) && p.i > start || p.compoundShift(p.i):
		name := ""
		if p.isName(p.i - 1) {
			name = p.toks[p.i-1].text
		} else if v.text != "{}" && p.is(p.i-1, "]") {
			name = v.text // of an element: its key
		}
		for p.isPunct(p.i, ">") {
			p.i++
		}
		p.i++
		right := unknownVal()
		p.given(name, func() { right = p.expr() })
		return right
	}
	return v
}

// compoundShift tells >>= and >>>= at i.
func (p *curly) compoundShift(i int) bool {
	return p.is(i, ">") && p.is(i+1, ">") && (p.is(i+2, "=") && p.tok(i+2).glued || p.is(i+2, ">") && p.is(i+3, "=") && p.tok(i+3).glued)
}

// given calls f with the variable that what it reads is given to.
func (p *curly) given(name string, f func()) {
	was := p.target
	p.target = p.names.keep(name)
	f()
	p.target = was
}

// binary reads operands and the operators between them.
func (p *curly) binary() val {
	v := p.sum()
	for {
		switch {
		case p.is(p.i, "instanceof") || p.cs && p.is(p.i, "is"):
			p.i++
			p.pattern()
			v = unknownVal()
		case p.cs && p.is(p.i, "as"):
			p.i++
			v = refVal(p.readType(Type))
		case p.cs && p.is(p.i, "switch") && p.is(p.i+1, "{"):
			p.i++
			p.arms()
			v = unknownVal()
		case p.cs && p.is(p.i, "with") && p.is(p.i+1, "{"):
			p.i++
			p.members("", nil)
		case p.operator():
			right := p.sum()
			if p.cs && v.name == "" {
				v.ref = right.ref
			}
			v = refVal(v.ref)
		default:
			return v
		}
	}
}

// operator steps over an operator that binds less than a sum.
func (p *curly) operator() bool {
	t := p.tok(p.i)
	if t.kind == tokName {
		if p.cs && (t.text == "and" || t.text == "or") {
			p.i++
			return true
		}
		return false
	}
	if t.kind != tokPunct {
		return false
	}
	switch t.text {
	case "<":
		for p.is(p.i, "<") {
			p.i++
		}
	case ">":
		if p.compoundShift(p.i) {
			return false
		}
		for p.is(p.i, ">") || p.is(p.i, "=") && p.tok(p.i).glued {
			p.i++
		}
	case "<=", "==", "!=", "&&", "||", "&", "|", "^", "??":
		p.i++
	case ".": // a range of C#
		if !p.is(p.i+1, ".") {
			return false
		}
		p.i += 2
	default:
		return false
	}
	return true
}

// sum reads what is added and, where texts are, puts them together.
func (p *curly) sum() val {
	v := p.product()
	alone := v.lit
	for p.isPunct(p.i, "+-") {
		plus := p.is(p.i, "+")
		p.i++
		right := p.product()
		if plus {
			v = p.concat(v, right)
		} else {
			v = unknownVal()
		}
	}
	if v.use >= 0 && v.lit != alone {
		p.uses[v.use].Text = p.names.keepShort(v.lit)
	}
	return v
}

func (p *curly) product() val {
	v := p.unary()
	for p.isPunct(p.i, "*/%") {
		p.i++
		p.unary()
		v = unknownVal()
	}
	return v
}

// concat puts two texts together and leaves one literal for both.
func (p *curly) concat(a, b val) val {
	if !a.str && !b.str {
		return unknownVal()
	}
	out := val{ref: a.ref, str: true, use: a.use, known: a.known && b.known}
	if !a.str {
		out.ref = b.ref
	}
	out.text, out.lit = a.text+b.text, a.lit+b.lit
	if len(out.text) > maxFolded || len(out.lit) > maxFolded {
		out.text, out.lit, out.known = a.text, a.lit, false
	}
	switch {
	case a.use >= 0 && b.use == len(p.uses)-1 && b.use >= 0:
		p.uses = p.uses[:b.use]
	case a.use < 0:
		out.use = b.use
	}
	return out
}

// unary reads an operand with the signs before it.
func (p *curly) unary() val {
	start := p.i
	minus := false
	for {
		t := p.tok(p.i)
		sign := t.kind == tokPunct && (p.isPunct(p.i, "!~+-") || t.text == "++" || t.text == "--" || p.cs && p.isPunct(p.i, "&*^"))
		word := p.cs && t.kind == tokName && p.prefixWord(t.text)
		if !sign && !word {
			break
		}
		minus = t.text == "-"
		p.i++
	}
	v := p.primary()
	switch {
	case p.i == start || p.i-start == 1 && !minus:
	case minus && v.known && !v.str && p.tok(p.i-1).kind == tokNumber && p.i-start == 2:
		v.text = "-" + v.text
	case p.is(start, "await"):
	case p.isPunct(start, "!~+-"):
		v = unknownVal()
	}
	return v
}

// prefixWord tells the words of C# that stand before an operand.
func (p *curly) prefixWord(word string) bool {
	switch word {
	case "await", "throw", "ref", "out", "in", "async", "static", "not":
		next := p.tok(p.i + 1)
		return next.kind == tokName || next.kind == tokString || next.text == "("
	}
	return false
}

// pattern reads what stands behind instanceof and is.
func (p *curly) pattern() {
	for p.is(p.i, "final") || p.cs && p.is(p.i, "not") {
		p.i++
	}
	r := ref{}
	if _, ok := p.typeAt(p.i); ok && !p.is(p.i, "(") {
		r = p.readType(Type)
	} else if !p.cs || !p.is(p.i, "{") {
		p.unary()
		return
	}
	if p.is(p.i, "(") {
		p.nest(func() { p.parameters(nil) })
	}
	if p.is(p.i, "{") && p.cs {
		p.arms()
	}
	if p.isName(p.i) && !(p.cs && (p.is(p.i, "and") || p.is(p.i, "or") || p.is(p.i, "when"))) {
		p.vars.add(variable{name: p.toks[p.i].text, ref: r})
		p.i++
	}
}

// arms reads the arms of a switch expression.
func (p *curly) arms() {
	open := p.i
	p.i++
	p.nest(func() { p.loose(p.close(open)) })
	p.leave(open)
}

// loose reads expressions one after the other up to a token, with whatever separates them.
func (p *curly) loose(end int) {
	for end = min(end, len(p.toks)); p.i < end; {
		before := p.i
		p.expr()
		if p.i == before {
			p.i++
		}
	}
}

// leave goes on behind the bracket that opened at the token.
func (p *curly) leave(open int) {
	end := p.close(open)
	p.i = max(p.i, min(end, len(p.toks)))
	if p.i == end && end < len(p.toks) && p.match[end] == open {
		p.i++
	}
}

// number gives the text of a number without signs of its type.
func number(s string) string {
	s = strings.ReplaceAll(s, "_", "")
	if strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "0X") {
		return strings.TrimRight(s, "lLuU")
	}
	return strings.TrimRight(s, "lLuUfFdDmM")
}
