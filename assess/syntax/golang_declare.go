package syntax

import (
	"go/ast"
	"go/token"
)

func (g *golang) declaration(d ast.Decl) {
	switch d := d.(type) {
	case *ast.GenDecl:
		for _, s := range d.Specs {
			g.spec(s, true)
		}
	case *ast.FuncDecl:
		g.funcDecl(d)
	}
}

func (g *golang) funcDecl(d *ast.FuncDecl) {
	mark := len(g.vars.all)
	name := g.names.keep(funcName(d))
	g.emit(Declare, ref{name: name}, d.Name.Pos())
	clear(g.params)
	g.typeParams(d.Type.TypeParams)
	g.function = name
	g.parameters(d.Recv, true)
	g.parameters(d.Type.Params, false)
	g.parameters(d.Type.Results, false)
	if d.Body != nil {
		g.statements(d.Body.List)
	}
	g.function = ""
	clear(g.params)
	g.vars.leave(mark)
}

func (g *golang) typeParams(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		for _, n := range f.Names {
			g.params[n.Name] = true
		}
		g.types(f.Type, Type)
	}
}

// parameters declares parameters or results; the type of a receiver is no use.
func (g *golang) parameters(list *ast.FieldList, receiver bool) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		if !receiver {
			g.types(f.Type, Type)
		}
		r := g.typeRef(f.Type)
		for _, n := range f.Names {
			g.vars.add(variable{name: n.Name, ref: r})
		}
	}
}

// spec reads a declaration of types, constants or variables; outside tells that it is one of
// the package, whose names are known already.
func (g *golang) spec(s ast.Spec, outside bool) {
	switch s := s.(type) {
	case *ast.TypeSpec:
		g.emit(Declare, ref{name: g.names.keep(s.Name.Name)}, s.Name.Pos())
		if outside {
			clear(g.params)
		}
		g.typeParams(s.TypeParams)
		g.types(s.Type, Type)
		if t, ok := s.Type.(*ast.StructType); ok && !outside {
			g.fields[s.Name.Name] = g.fieldsOf(s.Name.Name, t)
		}
	case *ast.ValueSpec:
		var r ref
		if s.Type != nil {
			g.types(s.Type, Type)
			r = g.typeRef(s.Type)
		}
		values := g.given(func(i int) string { return nameAt(s.Names, i) }, s.Values)
		if outside {
			return
		}
		for i, n := range s.Names {
			g.vars.add(g.assigned(n.Name, r, values, i, len(s.Names)))
		}
	}
}

func nameAt(names []*ast.Ident, i int) string {
	if i < len(names) {
		return names[i].Name
	}
	return ""
}

// given reads values, each of which is given to the name that it has.
func (g *golang) given(name func(i int) string, values []ast.Expr) []val {
	out := make([]val, 0, len(values))
	was := g.target
	for i, e := range values {
		g.target = g.names.keep(name(i))
		out = append(out, g.expr(e))
	}
	g.target = was
	return out
}

// assigned is the variable that takes the value at i.
func (g *golang) assigned(name string, r ref, values []val, i, names int) variable {
	v := variable{name: name, ref: r}
	switch {
	case len(values) == names && i < len(values):
		if r.name == "" {
			v.ref = values[i].ref
			v.ref.static = false
		}
		v.known, v.str, v.text = values[i].known, values[i].str, values[i].text
	case len(values) == 1 && i == 0 && r.name == "": // f, err := os.Open(x)
		v.ref = values[0].ref
	}
	return v
}

// types notes the types of libraries in a type.
func (g *golang) types(e ast.Expr, kind Kind) {
	if g.depth++; g.depth > maxNesting {
		g.depth--
		return
	}
	defer func() { g.depth-- }()
	switch t := e.(type) {
	case *ast.SelectorExpr:
		if r := g.typeRef(t); r.name != "" {
			g.emit(kind, r, t.Sel.Pos())
		}
	case *ast.Ident:
		if len(g.dots) > 0 && ast.IsExported(t.Name) && !g.own[t.Name] && !g.params[t.Name] {
			g.emit(kind, g.dotted(t.Name), t.Pos())
		}
	case *ast.StarExpr:
		g.types(t.X, kind)
	case *ast.ParenExpr:
		g.types(t.X, kind)
	case *ast.ArrayType:
		g.types(t.Elt, Type)
	case *ast.Ellipsis:
		g.types(t.Elt, Type)
	case *ast.ChanType:
		g.types(t.Value, Type)
	case *ast.MapType:
		g.types(t.Key, Type)
		g.types(t.Value, Type)
	case *ast.IndexExpr:
		g.types(t.X, kind)
		g.types(t.Index, Type)
	case *ast.IndexListExpr:
		g.types(t.X, kind)
		for _, x := range t.Indices {
			g.types(x, Type)
		}
	case *ast.FuncType:
		g.fieldTypes(t.Params, false)
		g.fieldTypes(t.Results, false)
	case *ast.StructType:
		g.fieldTypes(t.Fields, true)
	case *ast.InterfaceType:
		g.fieldTypes(t.Methods, true)
	case *ast.UnaryExpr: // ~T
		g.types(t.X, Type)
	case *ast.BinaryExpr: // A | B
		if t.Op == token.OR {
			g.types(t.X, Type)
			g.types(t.Y, Type)
		}
	}
}

// fieldTypes notes the types of parameters, or of fields and methods; a field that is embedded
// is a base.
func (g *golang) fieldTypes(list *ast.FieldList, embeds bool) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		kind := Type
		if embeds && len(f.Names) == 0 {
			kind = Extends
		}
		g.types(f.Type, kind)
	}
}
