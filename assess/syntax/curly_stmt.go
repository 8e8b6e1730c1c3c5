package syntax

// block reads the statements in the braces at the next token.
func (p *curly) block() {
	p.nest(func() {
		if !p.is(p.i, "{") {
			return
		}
		open := p.i
		p.i++
		p.statements(p.close(open))
		p.leave(open)
	})
}

// statements reads up to a token, and forgets the variables that were declared.
func (p *curly) statements(end int) {
	mark := len(p.vars.all)
	for end = min(end, len(p.toks)); p.i < end; {
		before := p.i
		p.statement(end)
		if p.i == before {
			p.i++
		}
	}
	p.vars.leave(mark)
}

func (p *curly) statement(end int) {
	t := p.tok(p.i)
	if t.kind == tokPunct {
		switch {
		case t.text == "{":
			p.block()
			return
		case t.text == "@" && !p.cs, t.text == "[" && p.cs && p.attributeAt(p.i):
			p.annotations() // of the statement that comes next
			return
		case t.text == ";" || t.text == "}" || t.text == ":":
			p.i++
			return
		}
	}
	if t.kind == tokName && p.keywordStatement(t.text, end) {
		return
	}
	if p.localDeclaration() {
		return
	}
	p.expressions()
}

// expressions reads an expression statement, or what is left of one.
func (p *curly) expressions() {
	for n := 0; p.i < len(p.toks) && !p.isPunct(p.i, ";}{"); n++ {
		before := p.i
		p.expr()
		if p.i == before {
			return
		}
	}
	if p.is(p.i, ";") {
		p.i++
	}
}

// keywordStatement reads a statement that begins with a keyword; false when none does.
func (p *curly) keywordStatement(word string, end int) bool {
	if !p.cs && csharpStatement(word) {
		return false
	}
	switch word {
	case "if", "while", "switch", "synchronized", "lock", "fixed":
		p.i++
		if p.is(p.i, "(") {
			p.condition()
			return true
		}
		return word != "fixed"
	case "for", "foreach", "try", "using", "catch":
		return p.scoped(word, end)
	case "else", "do", "finally", "return", "throw", "assert", "yield", "break", "continue", "goto", "unchecked", "unsafe":
		if p.assigns(p.i+1) || p.is(p.i+1, ".") {
			return false
		}
		p.i++
		return true
	case "case", "default":
		if word == "default" && !p.is(p.i+1, ":") && !p.is(p.i+1, p.arrow()) {
			return false
		}
		p.i++
		p.caseLabel(end)
		return true
	case "final", "const", "static", "abstract", "async", "public", "private", "protected", "internal", "readonly", "sealed", "strictfp", "extern", "partial":
		if p.isName(p.i+1) || p.is(p.i+1, "(") && p.cs {
			p.i++
			return true
		}
	case "class", "interface", "enum", "record", "struct":
		if p.isName(p.i+1) && !p.is(p.i+1, "instanceof") {
			p.typeDeclaration()
			return true
		}
	}
	return false
}

// csharpStatement tells keywords of statements that are names in Java.
func csharpStatement(word string) bool {
	switch word {
	case "lock", "fixed", "foreach", "using", "unchecked", "unsafe", "async", "internal", "readonly", "extern", "partial", "struct":
		return true
	}
	return false
}

// condition reads the bracket of an if and its like; a pattern's variables stay visible.
func (p *curly) condition() {
	open := p.i
	p.i++
	p.loose(p.close(open))
	p.leave(open)
}

// caseLabel reads what stands behind case, up to its colon or arrow.
func (p *curly) caseLabel(end int) {
	if next, ok := p.typeAt(p.i); ok && (p.isName(next) && !p.is(next, "when") || p.is(next, "(")) {
		p.pattern()
	}
	for p.i < end && !p.is(p.i, ":") && !p.is(p.i, p.arrow()) && !p.isPunct(p.i, ";{}") {
		before := p.i
		if p.isName(p.i) && (p.is(p.i+1, p.arrow()) || p.is(p.i+1, ":")) {
			p.i++ // a constant, not a lambda
			continue
		}
		p.binary()
		if p.i == before {
			p.i++
		}
	}
	if p.is(p.i, ":") || p.is(p.i, p.arrow()) {
		p.i++
	}
}

// scoped reads a statement whose bracket declares variables for the statement behind it.
func (p *curly) scoped(word string, end int) bool {
	mark := len(p.vars.all)
	p.i++
	if p.cs && p.is(p.i, "await") {
		p.i++
	}
	if !p.is(p.i, "(") {
		return true // try {, using var x = ...;
	}
	open := p.i
	stop := min(p.close(open), len(p.toks))
	p.i++
	for p.i < stop {
		before := p.i
		if !p.localDeclaration() {
			p.expr()
		}
		if p.isPunct(p.i, ";:,") || p.is(p.i, "in") || p.is(p.i, "|") || p.i == before {
			p.i++
		}
	}
	p.leave(open)
	if word == "catch" && p.cs && p.is(p.i, "when") {
		p.i++
		p.condition()
	}
	if p.i < end && !p.isPunct(p.i, "}") {
		p.nest(func() { p.statement(end) })
	}
	p.vars.leave(mark)
	return true
}

// localDeclaration reads the declaration of local variables; false when there is none.
func (p *curly) localDeclaration() bool {
	i := p.i
	for p.is(i, "final") || p.is(i, "const") || p.is(i, "@") && !p.cs {
		if i = p.stepAnnotations(i); p.is(i, "final") || p.is(i, "const") {
			i++
		}
		if p.is(i, "@") && p.stepAnnotations(i) == i {
			return false
		}
	}
	next, ok := p.typeAt(i)
	for ok && p.is(next, "|") && !p.cs { // catch (A | B e)
		next, ok = p.typeAt(next + 1)
	}
	if !ok || !p.isName(next) || p.neverType(p.toks[next].text) {
		return p.deconstruction()
	}
	switch after := p.tok(next + 1); {
	case p.isPunct(next+1, "=;,)[") || p.is(next+1, ":") && !p.cs || p.is(next+1, "in") || next+1 >= len(p.toks):
	case after.text == "(" || after.text == "<" || p.is(next+1, "=>"):
		return p.cs && p.localFunction(next)
	default:
		return false
	}
	for p.i < i {
		if p.is(p.i, "@") {
			p.annotations()
			continue
		}
		p.i++
	}
	p.declarators(false)
	return true
}

// deconstruction reads var (a, b) = ... of C#.
func (p *curly) deconstruction() bool {
	if !p.cs || !p.is(p.i, "var") || !p.is(p.i+1, "(") {
		return false
	}
	for j := p.i + 2; j < p.close(p.i+1); j++ {
		if p.isName(j) {
			p.vars.add(variable{name: p.toks[j].text})
		}
	}
	p.i = p.close(p.i+1) + 1
	return true
}

// declarators reads a type and the variables that are declared of it.
func (p *curly) declarators(field bool) {
	var r ref
	inferred := p.is(p.i, "var") && !p.is(p.i+1, ".")
	if inferred {
		p.i++
	} else {
		r = p.readType(Type)
		for p.is(p.i, "|") && !p.cs {
			p.i++
			p.readType(Type)
		}
	}
	for p.isName(p.i) {
		name := p.toks[p.i].text
		p.i++
		one := r
		for p.is(p.i, "[") && p.dimension(p.i) {
			p.i = p.close(p.i) + 1
			one.dims++
		}
		p.initialiser(name, one, inferred, field)
		if !p.is(p.i, ",") || !p.isName(p.i+1) {
			return
		}
		p.i++
	}
}

// initialiser reads = and the value, and declares the variable.
func (p *curly) initialiser(name string, r ref, inferred, field bool) {
	v := variable{name: name, ref: r, field: field}
	if !field {
		p.vars.add(v)
	}
	if !p.is(p.i, "=") {
		return
	}
	p.i++
	at := len(p.vars.all) - 1
	was := p.expected
	p.expected = r
	var x val
	p.given(name, func() { x = p.expr() })
	p.expected = was
	if field {
		return
	}
	if now := &p.vars.all[at]; now.name == name {
		if inferred {
			now.ref = x.ref
			now.ref.static = false
		}
		if (x.known || x.str) && !p.reassigned[name] {
			now.known, now.str, now.text = x.known, x.str, x.text
		}
	}
}
