package syntax

import "strings"

// member is the head of a member of a type.
type memberHead struct {
	kind  memberKind
	start int // behind annotations and modifiers
	name  int // token
	after int // token behind the name
	final bool
}

type memberKind uint8

const (
	otherMember memberKind = iota
	typeMember
	methodMember
	constructorMember
	fieldMember
	propertyMember // of C#
	blockMember
)

// head looks at the member that begins at i.
func (p *curly) head(i int) memberHead {
	i, final := p.modifiers(i)
	h := memberHead{start: i, name: i, final: final}
	switch t := p.tok(i); {
	case t.text == "{":
		h.kind = blockMember
		return h
	case p.typeKeyword(i):
		h.kind = typeMember
		return h
	case p.is(i, "<") && !p.cs: // type parameters of a method
		end, ok := p.angles(i)
		if !ok {
			return h
		}
		i = end
	}
	if p.isName(i) && (p.is(i+1, "(") || !p.cs && p.is(i+1, "{")) {
		h.kind, h.name, h.after = constructorMember, i, i+1
		return h
	}
	next, ok := p.typeAt(i)
	if !ok {
		return h
	}
	for p.cs && p.isName(next) && (p.is(next+1, ".") || p.is(next+1, "<")) { // IFace<T>.Name
		end := next + 1
		if p.is(end, "<") {
			if end, ok = p.angles(end); !ok {
				return h
			}
		}
		if !p.is(end, ".") {
			break
		}
		next = end + 1
	}
	if !p.isName(next) {
		return h
	}
	h.name, h.after = next, next+1
	h.kind = p.memberKind(next + 1)
	return h
}

// memberKind tells the kind of a member by what follows its name.
func (p *curly) memberKind(i int) memberKind {
	if p.is(i, "<") {
		if end, ok := p.angles(i); ok {
			i = end
		}
	}
	switch {
	case p.is(i, "("):
		return methodMember
	case p.isPunct(i, "=;,[") && !(p.cs && p.is(i, "[")):
		return fieldMember
	case p.cs && (p.is(i, "{") || p.is(i, "=>") || p.is(i, "[")):
		return propertyMember
	}
	return otherMember
}

// modifiers returns the token behind annotations and modifiers.
func (p *curly) modifiers(i int) (next int, final bool) {
	for {
		switch t := p.tok(i); {
		case p.is(i, "@") && !p.cs && !p.is(i+1, "interface"):
			if i = p.stepAnnotations(i); p.is(i, "@") && !p.is(i+1, "interface") {
				i++
			}
		case p.cs && p.is(i, "["):
			i = p.close(i) + 1
		case t.kind == tokName && p.modifier(i):
			if t.text == "final" || t.text == "const" || t.text == "readonly" {
				final = true
			}
			i++
		case p.is(i, "-") && p.is(i-1, "non") && !p.cs, p.is(i, "~") && p.cs: // non-sealed, a destructor
			i++
		default:
			return i, final
		}
	}
}

func (p *curly) modifier(i int) bool {
	switch p.toks[i].text {
	case "public", "private", "protected", "static", "final", "abstract", "native", "transient", "volatile", "strictfp", "synchronized":
		return true
	case "default", "sealed", "non":
		return !p.cs && !p.is(i+1, ":") || p.is(i, "sealed")
	case "internal", "const", "readonly", "virtual", "override", "async", "extern", "unsafe", "new", "event", "required", "fixed", "ref", "implicit", "explicit":
		return p.cs
	case "partial", "file":
		return p.cs && p.isName(i+1)
	}
	return false
}

// typeKeyword tells whether a type is declared at i.
func (p *curly) typeKeyword(i int) bool {
	if p.is(i, "@") && p.is(i+1, "interface") {
		return true
	}
	switch t := p.tok(i); t.text {
	case "class", "interface", "enum", "struct":
		return t.kind == tokName && p.isName(i+1) && (t.text != "struct" || p.cs)
	case "record":
		j := i + 1
		if p.cs && (p.is(j, "struct") || p.is(j, "class")) {
			j++
		}
		return p.isName(j) && (p.isPunct(j+1, "(<{:;") || p.is(j+1, "where"))
	}
	return false
}

// typeDeclaration reads a class, interface, enum, record or struct, whose keyword is the next token.
func (p *curly) typeDeclaration() {
	p.nest(func() {
		keyword := p.toks[p.i].text
		if p.is(p.i, "@") {
			p.i++
		}
		p.i++
		if p.is(p.i, "struct") || p.is(p.i, "class") && keyword == "record" {
			p.i++
		}
		if !p.isName(p.i) {
			return
		}
		at := p.i
		scope := typeScope{name: p.names.keep(p.toks[p.i].text), methods: map[string]ref{}, params: map[string]bool{}}
		p.i++
		p.emit(Declare, ref{name: scope.name}, at)
		mark := len(p.vars.all)
		p.typeParameters(scope.params)
		p.types = append(p.types, scope)
		if p.is(p.i, "(") { // the components of a record
			was := p.function
			p.function = ""
			p.parameters(p.fieldOf)
			p.function = was
		}
		p.bases(keyword)
		if p.is(p.i, "{") {
			p.body(keyword == "enum")
		} else if p.is(p.i, ";") {
			p.i++
		}
		p.types = p.types[:len(p.types)-1]
		p.vars.leave(mark)
	})
}

func (p *curly) fieldOf(v *variable) { v.field = true }

// typeParameters notes <T extends X> and reads its bounds.
func (p *curly) typeParameters(into map[string]bool) {
	if !p.is(p.i, "<") {
		return
	}
	end, ok := p.angles(p.i)
	if !ok {
		return
	}
	for j := p.i; j < end; j++ {
		if (p.is(j-1, "<") || p.is(j-1, ",")) && p.isName(j) && into != nil {
			into[p.toks[j].text] = true
		}
	}
	for p.i++; p.i < end-1; p.i++ {
		if p.is(p.i, "extends") || p.is(p.i, "&") {
			p.i++
			p.readType(Type)
			p.i--
		}
	}
	p.i = end
}

// bases reads what the type extends and implements, up to its body.
func (p *curly) bases(keyword string) {
	me := &p.types[len(p.types)-1]
	first := true
	for p.i < len(p.toks) && !p.isPunct(p.i, "{;}") {
		switch {
		case p.is(p.i, "extends"), p.cs && p.is(p.i, ":") && first:
			p.i++
			r := p.readType(Extends)
			if first && keyword != "interface" && !(p.cs && interfaceName(r.name)) {
				me.super = r
			}
			if p.is(p.i, "(") { // arguments for the constructor of the base
				p.inside(r.name, func() { p.group() })
			}
		case p.is(p.i, "implements") || p.is(p.i, ","):
			p.i++
			p.readType(Extends)
		case p.is(p.i, "permits"), p.cs && p.is(p.i, "where"):
			for p.i < len(p.toks) && !p.isPunct(p.i, "{;}") {
				p.i++
			}
		default:
			p.i++
		}
		first = false
		me = &p.types[len(p.types)-1]
	}
}

// anonymous reads the body of new T() { ... }.
func (p *curly) anonymous(r ref, use int) {
	if use >= 0 {
		p.emit(Extends, r, p.i)
		p.uses[len(p.uses)-1].Line = p.uses[use].Line
	}
	name := r.name
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			name = name[i+1:]
			break
		}
	}
	was := p.function
	p.types = append(p.types, typeScope{name: name, super: r, methods: map[string]ref{}, params: map[string]bool{}})
	mark := len(p.vars.all)
	p.nest(func() { p.body(false) })
	p.vars.leave(mark)
	p.types = p.types[:len(p.types)-1]
	p.function = was
}

// interfaceName tells names of interfaces by the custom of C#: IDisposable.
func interfaceName(name string) bool {
	name = name[strings.LastIndexByte(name, '.')+1:]
	return len(name) > 1 && name[0] == 'I' && 'A' <= name[1] && name[1] <= 'Z'
}
