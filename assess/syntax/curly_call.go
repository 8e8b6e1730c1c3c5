package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxArgs bounds the arguments that are kept of one call.
const maxArgs = 32

// call reads the arguments of a call of m, whose name stands at the token.
func (p *curly) call(m ref, at int) val {
	use := p.emit(Call, m, at)
	if p.lastOfChain(p.close(p.i) + 1) {
		p.uses[use].Target = p.target
	}
	var args []Value
	p.inside(m.name, func() { args = p.values(p.toks[at].text) })
	p.uses[use].Args = args
	return refVal(p.names.result(m, p.returns))
}

// lastOfChain tells whether what ends before i is the whole value that is given to something:
// nothing is called on it, and it is not compared.
func (p *curly) lastOfChain(i int) bool {
	t := p.tok(i)
	if t.kind != tokPunct {
		return true
	}
	switch t.text {
	case ".", "[", "::", "==", "!=", "<", ">", "<=", "&&", "||":
		return false
	case "?":
		return false
	case "!":
		return !p.cs || !p.isPunct(i+1, ".[")
	}
	return true
}

// values reads arguments in brackets. method is the name of what is called, for what a text is
// given to; of an index it is "".
func (p *curly) values(method string) []Value {
	open := p.i
	end := min(p.close(open), len(p.toks))
	var out []Value
	one := p.next(open+1, end) >= end
	p.i++
	p.nest(func() {
		for n := 0; p.i < end; n++ {
			before := p.i
			name, v := p.argument(method, n, one, out)
			if len(out) < maxArgs {
				a := valueOf(v)
				a.Name = name
				out = append(out, a)
			}
			if p.i < end && !p.is(p.i, ",") {
				p.loose(min(end, p.next(p.i, end)))
			}
			if p.is(p.i, ",") || p.i == before {
				p.i++
			}
		}
	})
	p.leave(open)
	return out
}

// next returns the comma behind i that ends an argument, or end.
func (p *curly) next(i, end int) int {
	for ; i < end; i++ {
		switch {
		case p.isPunct(i, "([{") || p.is(i, holeOpen):
			i = p.close(i)
		case p.is(i, ","):
			return i
		}
	}
	return end
}

// argument reads one argument; one tells that it is the only one.
func (p *curly) argument(method string, n int, one bool, before []Value) (name string, v val) {
	target := ""
	switch {
	case p.cs && p.isName(p.i) && p.is(p.i+1, ":") && !p.is(p.i+1, "::"):
		name = p.names.keep(p.toks[p.i].text)
		target = name
		p.i += 2
	case one && setter(method):
		target = lowerFirst(method[3:])
	case n > 0 && n <= len(before) && keyed(method, n) && before[n-1].Known:
		target = before[n-1].Text
	}
	if p.cs && (p.is(p.i, "out") || p.is(p.i, "ref")) {
		if next, ok := p.typeAt(p.i + 1); ok && p.isName(next) && next > p.i+1 {
			p.i++
			r := p.readType(Type)
			p.vars.add(variable{name: p.toks[p.i].text, ref: r})
			p.i++
			return name, refVal(r)
		}
	}
	p.given(target, func() { v = p.expr() })
	return name, v
}

// setter tells setX of Java, whose argument is given to x.
func setter(method string) bool {
	return len(method) > 3 && (strings.HasPrefix(method, "set") || strings.HasPrefix(method, "Set")) && 'A' <= method[3] && method[3] <= 'Z'
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// keyed tells methods that are given a key and its value.
func keyed(method string, n int) bool {
	switch method {
	case "put", "setProperty", "putIfAbsent", "setHeader", "addHeader", "header", "set", "setAttribute", "entry", "addProperty", "property",
		"setInitParameter", "setParameter", "addParameter", "param", "setSystemProperty", "setEnv", "addEnv", "queryParam", "with", "getOrDefault", "getProperty",
		"Add", "TryAdd", "SetEnvironmentVariable", "AddOrUpdate", "SetValue", "GetValue", "SetString", "UseSetting", "Append", "append", "replace":
		return n == 1
	case "of", "ofEntries":
		return n%2 == 1
	}
	return false
}

// creation reads new and what follows.
func (p *curly) creation() val {
	at := p.i
	p.i++
	expected := p.expected
	p.expected = ref{}
	p.annotations()
	switch {
	case p.is(p.i, "("): // the type is that of what it is given to
		return p.construct(expected, at)
	case p.is(p.i, "["): // new[] { ... }
		p.i = p.close(p.i) + 1
		if p.is(p.i, "{") {
			p.list()
		}
		return unknownVal()
	case p.is(p.i, "{"):
		p.members("", nil)
		return unknownVal()
	case !p.isName(p.i):
		return unknownVal()
	}
	name := p.i
	r, next := p.typeName(p.i)
	p.i = next
	if end, ok := p.angles(p.i); p.is(p.i, "<") && ok && (p.isPunct(end, "([{") || p.is(end, ".")) {
		if p.isPunct(end, "(") || p.isPunct(end, "{") {
			return p.constructGeneric(r, name)
		}
		p.typeArguments()
	}
	if p.is(p.i, "[") {
		return p.array(r, name)
	}
	return p.construct(r, name)
}

// constructGeneric notes the construction before its type arguments.
func (p *curly) constructGeneric(r ref, at int) val {
	use := -1
	if r.name != "" {
		use = p.emit(New, r, at)
	}
	p.typeArguments()
	return p.arguments(r, use)
}

func (p *curly) construct(r ref, at int) val {
	use := -1
	if r.name != "" {
		use = p.emit(New, r, at)
	}
	return p.arguments(r, use)
}

// arguments reads the arguments of a constructor, an initialiser or the body of a class without
// a name.
func (p *curly) arguments(r ref, use int) val {
	target := p.target
	var args []Value
	if p.is(p.i, "(") {
		p.inside(r.name, func() { args = p.values("") })
	}
	if p.is(p.i, "{") {
		if p.cs {
			p.members(r.name, &args)
		} else {
			p.anonymous(r, use)
		}
	}
	if use >= 0 {
		p.uses[use].Args = args
		if p.lastOfChain(p.i) {
			p.uses[use].Target = target
		}
	}
	return p.chain(refVal(ref{name: r.name, also: r.also, own: r.own}), -1)
}

// array reads new T[n] and new T[] { ... }.
func (p *curly) array(r ref, at int) val {
	if r.name != "" && !p.plain(r.name) {
		p.emit(Type, r, at)
	}
	for p.is(p.i, "[") {
		open := p.i
		p.i++
		p.inside(p.within, func() { p.loose(p.close(open)) })
		p.leave(open)
		r.dims++
	}
	if p.is(p.i, "{") {
		p.list()
	}
	return refVal(r)
}

// members reads the initialiser { A = x, ["k"] = y, z } of an object.
func (p *curly) members(within string, args *[]Value) {
	open := p.i
	end := min(p.close(open), len(p.toks))
	p.i++
	p.inside(within, func() {
		p.nest(func() {
			for p.i < end {
				before := p.i
				p.oneMember(end, args)
				if p.is(p.i, ",") || p.i == before {
					p.i++
				}
			}
		})
	})
	p.leave(open)
}

func (p *curly) oneMember(end int, args *[]Value) {
	switch {
	case p.isName(p.i) && p.is(p.i+1, "="):
		name := p.toks[p.i].text
		p.i += 2
		var v val
		p.given(name, func() {
			if p.is(p.i, "{") {
				p.members(p.within, nil)
				v = unknownVal()
				return
			}
			v = p.expr()
		})
		if args != nil && len(*args) < maxArgs {
			a := valueOf(v)
			a.Name = p.names.keep(name)
			*args = append(*args, a)
		}
	case p.is(p.i, "[") && p.is(p.close(p.i)+1, "="):
		var keys []Value
		keys = p.values("")
		p.i++
		key := ""
		if len(keys) > 0 && keys[0].Known {
			key = keys[0].Text
		}
		p.given(key, func() { p.expr() })
	case p.is(p.i, "{"): // an entry of a dictionary
		p.values("Add")
	default:
		p.expr()
	}
	if p.i < end && !p.is(p.i, ",") {
		p.loose(p.next(p.i, end))
	}
}
