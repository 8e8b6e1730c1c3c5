package syntax

import (
	"go/ast"
)

// call reads a call, a conversion or a builtin.
func (g *golang) call(e *ast.CallExpr) val {
	fun := ast.Unparen(e.Fun)
	switch f := fun.(type) {
	case *ast.IndexExpr: // F[T](x), or an element of a slice of functions
		g.types(f.Index, Type)
		fun = f.X
	case *ast.IndexListExpr:
		for _, t := range f.Indices {
			g.types(t, Type)
		}
		fun = f.X
	}
	switch f := fun.(type) {
	case *ast.Ident:
		return g.identCall(e, f)
	case *ast.SelectorExpr:
		return g.selectorCall(e, f)
	case *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.FuncType, *ast.InterfaceType, *ast.StarExpr:
		return g.conversion(e, fun)
	}
	back := g.expr(fun)
	g.arguments(e, g.within, "")
	return refVal(g.result(back.ref))
}

// conversion reads T(x).
func (g *golang) conversion(e *ast.CallExpr, t ast.Expr) val {
	g.types(t, Type)
	v := unknownVal()
	for _, a := range e.Args {
		v = g.expr(a)
	}
	v.ref = g.typeRef(t)
	return v
}

func (g *golang) identCall(e *ast.CallExpr, f *ast.Ident) val {
	v, local := g.vars.find(f.Name)
	back, own := g.results[f.Name]
	switch {
	case local:
		r := ref{name: g.names.keep(f.Name)}
		if v.ref.name != "" { // a variable of a type that is a function
			r = v.ref
		}
		g.note(e, r, f, f.Name)
		return unknownVal()
	case own:
		g.note(e, ref{name: g.names.keep(f.Name)}, f, f.Name)
		return refVal(back)
	case g.own[f.Name] || g.params[f.Name] || conversionName(f.Name):
		return g.conversion(e, f)
	case len(g.dots) > 0 && ast.IsExported(f.Name):
		r := g.dotted(f.Name)
		g.note(e, r, f, f.Name)
		return refVal(g.result(r))
	}
	switch f.Name {
	case "new", "make":
		return g.allocate(e, f)
	case "append":
		return g.builtin(e, true)
	case "len", "cap", "copy", "delete", "close", "min", "max", "clear", "real", "imag", "complex":
		return g.builtin(e, false)
	}
	r := ref{name: g.names.keep(f.Name)}
	g.note(e, r, f, f.Name)
	return refVal(ref{name: g.names.call(r.name)})
}

func conversionName(name string) bool {
	switch name {
	case "string", "int", "int64", "int32", "int16", "int8", "uint", "uint64", "uint32", "uint16", "uint8", "byte", "rune", "float64", "float32", "uintptr",
		"bool", "error", "any", "complex64", "complex128":
		return true
	}
	return false
}

// builtin reads the arguments of a builtin that is no use; append keeps the type of the slice.
func (g *golang) builtin(e *ast.CallExpr, keeps bool) val {
	out := unknownVal()
	for i, a := range e.Args {
		if v := g.expr(a); i == 0 && keeps {
			out = refVal(v.ref)
		}
	}
	return out
}

// allocate reads new(T) and make(T).
func (g *golang) allocate(e *ast.CallExpr, f *ast.Ident) val {
	if len(e.Args) == 0 {
		return unknownVal()
	}
	r := g.typeRef(e.Args[0])
	if f.Name == "new" && r.name != "" && r.dims == 0 {
		use := g.emit(New, r, e.Args[0].Pos())
		g.uses[use].Target = g.target
	} else {
		g.types(e.Args[0], Type)
	}
	for _, a := range e.Args[1:] {
		g.expr(a)
	}
	return refVal(r)
}

func (g *golang) selectorCall(e *ast.CallExpr, f *ast.SelectorExpr) val {
	name := f.Sel.Name
	if id, ok := f.X.(*ast.Ident); ok {
		if _, local := g.vars.find(id.Name); !local {
			if pkg, ok := g.imports[id.Name]; ok {
				r := g.member(pkg, name)
				g.note(e, r, f.Sel, name)
				return refVal(g.result(r))
			}
		}
	}
	target := g.target
	g.target = ""
	x := g.receiver(f.X)
	g.target = target
	r := g.member(x, name)
	if x.dims == 0 {
		if t, ok := g.fields[x.name][name]; ok { // a field that is a function
			if t.name != "" {
				r = t
			}
		}
	}
	if _, method := g.results[r.name]; !method && x.own { // it may be a method of what is embedded
		for _, base := range g.embeds[x.name] {
			r.also = append(r.also, g.names.join(base, name))
		}
	}
	g.note(e, r, f.Sel, name)
	if back, ok := g.results[r.name]; ok {
		return refVal(back)
	}
	return refVal(g.result(r))
}

// note adds the call and reads its arguments.
func (g *golang) note(e *ast.CallExpr, r ref, at *ast.Ident, name string) {
	use := g.emit(Call, r, at.Pos())
	g.uses[use].Target = g.target
	args := g.arguments(e, r.name, name)
	g.uses[use].Args = args
}

// arguments reads the arguments of a call.
func (g *golang) arguments(e *ast.CallExpr, within, name string) []Value {
	w, t := g.within, g.target
	g.within = within
	var out []Value
	for i, a := range e.Args {
		g.target = ""
		switch {
		case len(e.Args) == 1 && setter(name):
			g.target = g.names.keep(lowerFirst(name[3:]))
		case i == 1 && keyed(name, i) && out[0].Known:
			g.target = out[0].Text
		}
		v := g.expr(a)
		if i < maxArgs {
			out = append(out, valueOf(v))
		}
	}
	g.within, g.target = w, t
	return out
}

// composite reads T{...}; the elements of a slice or map may leave their type out, which is
// then given.
func (g *golang) composite(e *ast.CompositeLit, given ref) val {
	r := given
	if e.Type != nil {
		r = g.typeRef(e.Type)
	}
	use := -1
	if r.name != "" && r.dims == 0 {
		use = g.emit(New, r, e.Pos())
		g.uses[use].Target = g.target
		if i, ok := e.Type.(*ast.IndexExpr); ok {
			g.types(i.Index, Type)
		}
	} else if e.Type != nil {
		g.types(e.Type, Type)
	}
	within, target := g.within, g.target
	if use >= 0 {
		g.within = r.name
	}
	element := ref{}
	if r.dims > 0 {
		element = r
		element.dims--
	}
	var args []Value
	for _, x := range e.Elts {
		a := g.elementOf(x, element, use >= 0, target)
		if use >= 0 && len(args) < maxArgs {
			args = append(args, a)
		}
	}
	if use >= 0 {
		g.uses[use].Args = args
	}
	g.within, g.target = within, target
	return refVal(r)
}

// elementOf reads a field of a struct or an element of a slice or map.
func (g *golang) elementOf(x ast.Expr, element ref, object bool, target string) Value {
	name := ""
	g.target = target
	if object {
		g.target = ""
	}
	if kv, ok := x.(*ast.KeyValueExpr); ok {
		x = kv.Value
		if id, ok := kv.Key.(*ast.Ident); ok && object {
			name = id.Name
		} else {
			g.target = ""
			k := g.expr(kv.Key)
			if k.known {
				name = k.text
			}
		}
		g.target = g.names.keep(name)
	}
	var v val
	if lit, ok := x.(*ast.CompositeLit); ok && lit.Type == nil {
		v = g.composite(lit, element)
	} else {
		v = g.expr(x)
	}
	out := valueOf(v)
	out.Name = g.names.keep(name)
	return out
}
