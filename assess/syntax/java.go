package syntax

import "strings"

// readJava reads a Java source file.
func readJava(text string) File {
	l := newLexer(text)
	l.java()
	d := &javaNames{single: map[string]string{}, static: map[string]string{}, cache: map[string]ref{}}
	p := newCurly(d, l.toks)
	p.prescan()
	p.javaFile(d)
	return File{Uses: p.uses, Comments: l.comments, Generated: l.generated || d.generated(p)}
}

// javaFile reads the package, the imports and the types.
func (p *curly) javaFile(d *javaNames) {
	for p.i < len(p.toks) {
		before := p.i
		switch {
		case p.is(p.i, "package") && p.isName(p.i+1):
			p.i++
			p.pkg = p.dotted()
		case p.is(p.i, "import") && p.isName(p.i+1):
			p.javaImport(d)
		case p.is(p.i, ";"):
			p.i++
		default:
			if h := p.head(p.i); h.kind == typeMember {
				p.leadingAnnotations(h.start)
				p.typeDeclaration()
			} else if h.kind == methodMember || h.kind == fieldMember { // a file without a class
				p.implicitClass()
			}
		}
		if p.i == before {
			p.annotations()
		}
		if p.i == before {
			p.i++
		}
	}
}

// implicitClass reads members that stand outside of a type.
func (p *curly) implicitClass() {
	p.types = append(p.types, typeScope{methods: map[string]ref{}, params: map[string]bool{}})
	p.collect(p.i, len(p.toks))
	for p.i < len(p.toks) {
		before := p.i
		p.bodyMember(len(p.toks))
		if p.i == before {
			p.i++
		}
	}
	p.types = p.types[:len(p.types)-1]
}

// dotted reads a.b.c.
func (p *curly) dotted() string {
	name := p.names.keep(p.tok(p.i).text)
	for p.i++; p.is(p.i, ".") && p.isName(p.i+1); p.i += 2 {
		name = p.names.join(name, p.toks[p.i+1].text)
	}
	return name
}

func (p *curly) javaImport(d *javaNames) {
	p.i++
	static := p.is(p.i, "static")
	if static || p.is(p.i, "module") && p.isName(p.i+1) {
		p.i++
	}
	if !p.isName(p.i) {
		return
	}
	at := p.i
	name := p.dotted()
	star := p.is(p.i, ".") && p.is(p.i+1, "*")
	whole := name
	if star {
		p.i += 2
		whole = p.names.join(name, "*")
	}
	p.emit(Import, ref{name: whole}, at)
	last := name[strings.LastIndexByte(name, '.')+1:]
	switch {
	case static && star:
		d.staticStars = append(d.staticStars, name)
	case static:
		d.static[last] = name
	case star:
		d.stars = append(d.stars, name)
	default:
		d.single[last] = name
	}
}

// annotations reads the annotations of Java or the attributes of C# at the next token.
func (p *curly) annotations() {
	if p.cs {
		p.attributes()
		return
	}
	for p.is(p.i, "@") && p.isName(p.i+1) && !p.is(p.i+1, "interface") {
		p.i++
		at := p.i
		r, next := p.typeName(p.i)
		p.i = next
		use := p.emit(Annotation, r, at)
		if p.is(p.i, "(") {
			var args []Value
			p.nest(func() { p.inside(r.name, func() { args = p.elements() }) })
			p.uses[use].Args = args
		}
	}
}

// elements reads the elements of an annotation; one without a name is called value.
func (p *curly) elements() []Value {
	open := p.i
	end := min(p.close(open), len(p.toks))
	var out []Value
	for p.i++; p.i < end; {
		before := p.i
		name := "value"
		if p.isName(p.i) && p.is(p.i+1, "=") {
			name = p.names.keep(p.toks[p.i].text)
			p.i += 2
		}
		p.given(name, func() { out = p.elementValues(name, out) })
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

// elementValues reads a value or a list of values of an annotation.
func (p *curly) elementValues(name string, out []Value) []Value {
	if !p.is(p.i, "{") {
		return p.elementValue(name, out)
	}
	open := p.i
	end := min(p.close(open), len(p.toks))
	for p.i++; p.i < end; {
		before := p.i
		out = p.elementValue(name, out)
		if p.is(p.i, ",") || p.i == before {
			p.i++
		}
	}
	p.leave(open)
	return out
}

func (p *curly) elementValue(name string, out []Value) []Value {
	v := unknownVal()
	if p.is(p.i, "@") {
		nested := len(p.uses)
		p.annotations()
		if nested < len(p.uses) {
			v.name = p.uses[nested].Name
		}
	} else {
		v = p.expr()
	}
	if len(out) >= maxArgs {
		return out
	}
	a := valueOf(v)
	a.Name = name
	return append(out, a)
}
