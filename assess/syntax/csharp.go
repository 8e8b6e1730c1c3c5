package syntax

// readCSharp reads a C# source file.
func readCSharp(text string) File {
	l := newLexer(text)
	l.csharp()
	d := &csharpNames{alias: map[string]string{}, cache: map[string]ref{}, unknown: map[string]bool{}}
	p := newCurly(d, l.toks)
	p.cs = true
	p.prescan()
	p.namespace(d, len(p.toks))
	return File{Uses: p.uses, Comments: l.comments, Generated: l.generated}
}

// namespace reads what stands in a file or namespace.
func (p *curly) namespace(d *csharpNames, end int) {
	top := len(p.types) // of top-level statements
	for p.i < end {
		before := p.i
		switch {
		case p.is(p.i, "namespace") && p.isName(p.i+1):
			p.openNamespace(d, end)
		case p.is(p.i, "using") && !p.is(p.i+1, "(") && !p.is(p.i+1, "var") && p.usingDirective(d):
		case p.is(p.i, "global") && p.is(p.i+1, "using"):
			p.i++
		case p.is(p.i, ";"):
			p.i++
		default:
			if h := p.head(p.i); h.kind == typeMember {
				p.leadingAnnotations(h.start)
				p.typeDeclaration()
			} else if p.is(p.i, "[") && p.attributeAt(p.i) {
				p.annotations()
			} else {
				p.statement(end)
			}
		}
		if p.i == before {
			p.i++
		}
	}
	p.types = p.types[:top]
}

// openNamespace reads namespace X { ... } and namespace X;
func (p *curly) openNamespace(d *csharpNames, end int) {
	p.i++
	was := p.pkg
	name := p.dotted()
	if was != "" {
		name = p.names.join(was, name)
	}
	p.pkg = name
	clear(d.cache)
	if !p.is(p.i, "{") { // for the rest of the file
		return
	}
	open := p.i
	p.i++
	p.nest(func() { p.namespace(d, min(p.close(open), end)) })
	p.leave(open)
	p.pkg = was
	clear(d.cache)
}

// usingDirective reads using X; using static X; and using A = X; false for a statement.
func (p *curly) usingDirective(d *csharpNames) bool {
	j := p.i + 1
	static, alias := false, ""
	if p.is(j, "static") || p.is(j, "unsafe") {
		static = p.is(j, "static")
		j++
	}
	if p.isName(j) && p.is(j+1, "=") {
		alias = p.toks[j].text
		j += 2
	}
	end := j
	for end < len(p.toks) && end < j+maxNesting && !p.isPunct(end, ";={}(") {
		end++
	}
	if !p.is(end, ";") && alias == "" || !p.isName(j) {
		return false
	}
	if p.is(j, "global") && p.is(j+1, "::") {
		j += 2
	}
	p.i = j
	at := p.i
	name := p.dotted()
	p.emit(Import, ref{name: name}, at)
	switch {
	case alias != "":
		d.alias[alias] = name
	case static:
		d.statics = append(d.statics, name)
	default:
		d.usings = append(d.usings, name)
	}
	clear(d.cache)
	for p.i < len(p.toks) && !p.isPunct(p.i, ";{}") {
		p.i++
	}
	if p.is(p.i, ";") {
		p.i++
	}
	return true
}

// attributeAt tells whether attributes are at i and not a list.
func (p *curly) attributeAt(i int) bool {
	return p.isName(i+1) && p.isName(p.close(i)+1) || p.is(i+2, ":") || p.is(p.close(i)+1, "[")
}

// attributes reads [A, B(x)] at the next token. Their names are noted as they are written in
// source, without the word Attribute.
func (p *curly) attributes() {
	for p.is(p.i, "[") && p.isName(p.i+1) {
		open := p.i
		end := min(p.close(open), len(p.toks))
		p.i++
		if p.isName(p.i) && p.is(p.i+1, ":") && !p.is(p.i+1, "::") {
			p.i += 2
		}
		for p.i < end {
			before := p.i
			p.attribute()
			if p.is(p.i, ",") || p.i == before {
				p.i++
			}
		}
		p.leave(open)
	}
}

func (p *curly) attribute() {
	if !p.isName(p.i) {
		return
	}
	at := p.i
	r, next := p.typeName(p.i)
	p.i = next
	r = p.attributeName(r, at)
	p.typeArguments()
	use := p.emit(Annotation, r, at)
	if p.is(p.i, "(") {
		var args []Value
		p.nest(func() { p.inside(r.name, func() { args = p.attributeArguments() }) })
		p.uses[use].Args = args
	}
}

// attributeArguments reads values and Name = value.
func (p *curly) attributeArguments() []Value {
	open := p.i
	end := min(p.close(open), len(p.toks))
	var out []Value
	for p.i++; p.i < end; {
		before := p.i
		name := ""
		if p.isName(p.i) && (p.is(p.i+1, "=") || p.is(p.i+1, ":")) {
			name = p.names.keep(p.toks[p.i].text)
			p.i += 2
		}
		v := unknownVal()
		p.given(name, func() { v = p.expr() })
		if len(out) < maxArgs {
			a := valueOf(v)
			a.Name = name
			out = append(out, a)
		}
		if p.i < end && !p.is(p.i, ",") {
			p.loose(p.next(p.i, end))
		}
		if p.is(p.i, ",") || p.i == before {
			p.i++
		}
	}
	p.leave(open)
	return out
}
