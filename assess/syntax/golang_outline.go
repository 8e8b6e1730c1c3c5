package syntax

import (
	"go/ast"
	"go/token"
)

// outline notes what the file declares, so that it is known before it comes.
func (g *golang) outline(tree *ast.File) {
	for _, d := range tree.Decls {
		if gen, ok := d.(*ast.GenDecl); ok && gen.Tok == token.TYPE {
			for _, s := range gen.Specs {
				if t, ok := s.(*ast.TypeSpec); ok {
					g.own[t.Name.Name] = true
				}
			}
		}
	}
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			g.outlineGen(d)
		case *ast.FuncDecl:
			if name := funcName(d); d.Type.Results != nil && len(d.Type.Results.List) > 0 {
				g.results[name] = g.typeRef(d.Type.Results.List[0].Type)
			} else {
				g.results[name] = ref{}
			}
		}
	}
}

func (g *golang) outlineGen(d *ast.GenDecl) {
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if t, ok := s.Type.(*ast.StructType); ok {
				g.fields[s.Name.Name] = g.fieldsOf(s.Name.Name, t)
			}
		case *ast.ValueSpec:
			g.outlineValues(d.Tok, s)
		}
	}
}

func (g *golang) fieldsOf(owner string, t *ast.StructType) map[string]ref {
	out := map[string]ref{}
	for _, f := range t.Fields.List {
		r := g.typeRef(f.Type)
		for _, n := range f.Names {
			out[n.Name] = r
		}
		if len(f.Names) == 0 {
			if name := lastName(f.Type); name != "" {
				out[name] = r
			}
			if r.name != "" && len(g.embeds[owner]) < maxAlso {
				g.embeds[owner] = append(g.embeds[owner], r.name)
			}
		}
	}
	return out
}

// outlineValues declares constants and variables of the package.
func (g *golang) outlineValues(tok token.Token, s *ast.ValueSpec) {
	for i, n := range s.Names {
		v := variable{name: n.Name, field: true}
		if s.Type != nil {
			v.ref = g.typeRef(s.Type)
		}
		if i < len(s.Values) {
			if tok == token.CONST {
				v.text, v.str, v.known = g.constant(s.Values[i], 0)
			}
			if v.ref.name == "" {
				v.ref = g.kindOf(s.Values[i])
			}
		}
		g.vars.add(v)
	}
}

// kindOf is the type of a value by its looks, without noting anything.
func (g *golang) kindOf(e ast.Expr) ref {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return g.kindOf(e.X)
	case *ast.UnaryExpr:
		if lit, ok := e.X.(*ast.CompositeLit); ok && e.Op == token.AND {
			return g.kindOf(lit)
		}
	case *ast.CompositeLit:
		if e.Type != nil {
			return g.typeRef(e.Type)
		}
	case *ast.CallExpr:
		if id, ok := e.Fun.(*ast.Ident); ok {
			if (id.Name == "new" || id.Name == "make") && len(e.Args) > 0 {
				return g.typeRef(e.Args[0])
			}
			return ref{}
		}
		if sel, ok := e.Fun.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok {
				if pkg, ok := g.imports[id.Name]; ok {
					return g.result(g.member(pkg, sel.Sel.Name))
				}
			}
		}
	}
	return ref{}
}

// constant evaluates a constant expression of texts and numbers.
func (g *golang) constant(e ast.Expr, depth int) (text string, str, known bool) {
	if depth > maxNesting {
		return "", false, false
	}
	switch e := e.(type) {
	case *ast.BasicLit:
		return literalOf(e)
	case *ast.ParenExpr:
		return g.constant(e.X, depth+1)
	case *ast.Ident:
		if e.Name == "true" || e.Name == "false" {
			return e.Name, false, true
		}
		if v, ok := g.vars.find(e.Name); ok && v.known {
			return v.text, v.str, true
		}
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "", false, false
		}
		a, aStr, aKnown := g.constant(e.X, depth+1)
		b, bStr, bKnown := g.constant(e.Y, depth+1)
		if aKnown && bKnown && aStr && bStr && len(a)+len(b) <= maxFolded {
			return a + b, true, true
		}
	}
	return "", false, false
}

// funcName is the name of a function, with the type that it is a method of.
func funcName(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return d.Name.Name
	}
	if t := lastName(d.Recv.List[0].Type); t != "" {
		return t + "." + d.Name.Name
	}
	return d.Name.Name
}

// lastName is the last name of a type.
func lastName(e ast.Expr) string {
	for {
		switch t := e.(type) {
		case *ast.Ident:
			return t.Name
		case *ast.SelectorExpr:
			return t.Sel.Name
		case *ast.StarExpr:
			e = t.X
		case *ast.ParenExpr:
			e = t.X
		case *ast.IndexExpr:
			e = t.X
		case *ast.IndexListExpr:
			e = t.X
		default:
			return ""
		}
	}
}

// typeRef names a type; of a slice, map or channel it is the type of the elements.
func (g *golang) typeRef(e ast.Expr) ref {
	dims := int8(0)
	for range maxNesting {
		switch t := e.(type) {
		case *ast.Ident:
			if g.params[t.Name] {
				return ref{}
			}
			if !g.own[t.Name] && len(g.dots) > 0 && ast.IsExported(t.Name) {
				r := g.dotted(t.Name)
				r.dims = dims
				return r
			}
			return ref{name: g.names.keep(t.Name), dims: dims, own: g.own[t.Name]}
		case *ast.SelectorExpr:
			if id, ok := t.X.(*ast.Ident); ok {
				r := g.member(g.pkg(id.Name), t.Sel.Name)
				r.dims = dims
				return r
			}
			return ref{}
		case *ast.StarExpr:
			e = t.X
		case *ast.ParenExpr:
			e = t.X
		case *ast.IndexExpr:
			e = t.X
		case *ast.IndexListExpr:
			e = t.X
		case *ast.ArrayType:
			e, dims = t.Elt, dims+1
		case *ast.Ellipsis:
			e, dims = t.Elt, dims+1
		case *ast.MapType:
			e, dims = t.Value, dims+1
		case *ast.ChanType:
			e, dims = t.Value, dims+1
		default:
			return ref{}
		}
	}
	return ref{}
}

// pkg is the package of a name; one that no import explains keeps its name.
func (g *golang) pkg(name string) ref {
	if r, ok := g.imports[name]; ok {
		return r
	}
	return ref{name: g.names.keep(name), static: true}
}

// dotted is a name that a dot import may bring.
func (g *golang) dotted(name string) ref {
	r := ref{name: g.names.join(g.dots[0], name)}
	for _, d := range g.dots[1:] {
		r.also = append(r.also, g.names.join(d, name))
	}
	r.also = append(r.also, g.names.keep(name))
	return r
}

func (g *golang) member(r ref, name string) ref {
	out := ref{own: r.own}
	if r.dims > 0 || r.name == "" {
		out.name = g.names.join("", name)
		return out
	}
	out.name = g.names.join(r.name, name)
	for _, a := range r.also {
		out.also = append(out.also, g.names.join(a, name))
	}
	return out
}

// result is what a call gives.
func (g *golang) result(method ref) ref { return g.names.result(method, goReturns) }
