package syntax

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

// expr reads an expression and tells what is known of it.
func (g *golang) expr(e ast.Expr) val {
	v := unknownVal()
	if e != nil {
		g.nested(func() { v = g.oneExpr(e) })
	}
	return v
}

func (g *golang) oneExpr(e ast.Expr) val {
	switch e := e.(type) {
	case *ast.BasicLit:
		return g.basic(e)
	case *ast.Ident:
		return g.ident(e)
	case *ast.ParenExpr:
		return g.expr(e.X)
	case *ast.SelectorExpr:
		r, own := g.selector(e)
		if r.name != "" && !own && !strings.HasPrefix(r.name, unknown) {
			g.emit(Read, r, e.Sel.Pos())
		}
		return refVal(r)
	case *ast.CallExpr:
		return g.call(e)
	case *ast.CompositeLit:
		return g.composite(e, ref{})
	case *ast.BinaryExpr:
		return g.binary(e)
	case *ast.UnaryExpr:
		return g.unary(e)
	case *ast.StarExpr:
		return refVal(g.expr(e.X).ref)
	case *ast.FuncLit:
		g.funcLit(e)
	case *ast.IndexExpr:
		return g.index(e)
	case *ast.IndexListExpr:
		return refVal(g.expr(e.X).ref)
	case *ast.SliceExpr:
		x := g.expr(e.X)
		for _, i := range []ast.Expr{e.Low, e.High, e.Max} {
			g.expr(i)
		}
		return refVal(x.ref)
	case *ast.TypeAssertExpr:
		g.expr(e.X)
		if e.Type != nil {
			g.types(e.Type, Type)
			return refVal(g.typeRef(e.Type))
		}
	case *ast.KeyValueExpr:
		g.expr(e.Key)
		return g.expr(e.Value)
	default:
		g.types(e, Type)
		return refVal(g.typeRef(e))
	}
	return unknownVal()
}

// literalOf is the value of a literal.
func literalOf(e *ast.BasicLit) (text string, str, known bool) {
	switch e.Kind {
	case token.STRING:
		s, err := strconv.Unquote(e.Value)
		if err != nil {
			s = strings.Trim(e.Value, "\"`")
		}
		return s, true, true
	case token.CHAR:
		if s, err := strconv.Unquote(e.Value); err == nil {
			return s, false, true
		}
	}
	return strings.ReplaceAll(e.Value, "_", ""), false, true
}

func (g *golang) basic(e *ast.BasicLit) val {
	text, str, _ := literalOf(e)
	v := val{known: true, str: str, text: text, lit: text, use: -1}
	if str {
		v.ref = ref{name: "string"}
		v.use = g.emit(Literal, ref{}, e.Pos())
		u := &g.uses[v.use]
		u.Text, u.Within, u.Target = text, g.within, g.target
	}
	return v
}

func (g *golang) ident(e *ast.Ident) val {
	if v, ok := g.vars.find(e.Name); ok {
		out := refVal(v.ref)
		out.known, out.str = v.known, v.str
		if v.known || v.str {
			out.text = v.text
		}
		return out
	}
	switch e.Name {
	case "true", "false", "nil":
		return val{known: true, text: e.Name, lit: e.Name, use: -1}
	}
	if _, ok := g.results[e.Name]; ok || g.own[e.Name] {
		return refVal(ref{name: g.names.keep(e.Name), own: true})
	}
	if len(g.dots) > 0 && ast.IsExported(e.Name) {
		r := g.dotted(e.Name)
		g.emit(Read, r, e.Pos())
		return refVal(r)
	}
	return unknownVal()
}

// selector resolves x.name without noting it; own tells that it is a field of a type of the file.
func (g *golang) selector(e *ast.SelectorExpr) (r ref, own bool) {
	name := e.Sel.Name
	if id, ok := e.X.(*ast.Ident); ok {
		if _, local := g.vars.find(id.Name); !local {
			if pkg, ok := g.imports[id.Name]; ok {
				return g.member(pkg, name), false
			}
		}
	}
	x := g.receiver(e.X)
	if x.dims == 0 {
		if f, ok := g.fields[x.name]; ok {
			if t, ok := f[name]; ok {
				return t, true
			}
		}
	}
	if x.name == "" || x.dims > 0 {
		return ref{}, false
	}
	return g.member(x, name), x.own
}

// receiver reads what a member is taken of; a field on the way is no use of its own.
func (g *golang) receiver(e ast.Expr) ref {
	var r ref
	g.nested(func() {
		switch e := e.(type) {
		case *ast.SelectorExpr:
			r, _ = g.selector(e)
		case *ast.ParenExpr:
			r = g.receiver(e.X)
		default:
			r = g.expr(e).ref
		}
	})
	return r
}

func (g *golang) binary(e *ast.BinaryExpr) val {
	target := g.target
	if e.Op == token.EQL || e.Op == token.NEQ {
		g.target = ""
	}
	a := g.expr(e.X)
	b := g.expr(e.Y)
	g.target = target
	if e.Op != token.ADD {
		return unknownVal()
	}
	return g.concat(a, b)
}

// concat puts two texts together and leaves one literal for both.
func (g *golang) concat(a, b val) val {
	if !a.str && !b.str {
		return unknownVal()
	}
	out := val{ref: ref{name: "string"}, str: true, use: a.use, known: a.known && b.known, text: a.text + b.text, lit: a.lit + b.lit}
	if len(out.text) > maxFolded || len(out.lit) > maxFolded {
		out.text, out.lit, out.known = a.text, a.lit, false
	}
	switch {
	case a.use >= 0 && b.use >= 0 && b.use == len(g.uses)-1:
		g.uses = g.uses[:b.use]
	case a.use < 0:
		out.use = b.use
	}
	if out.use >= 0 {
		g.uses[out.use].Text = g.names.keepShort(out.lit)
	}
	return out
}

func (g *golang) unary(e *ast.UnaryExpr) val {
	if lit, ok := e.X.(*ast.CompositeLit); ok && e.Op == token.AND {
		return g.composite(lit, ref{})
	}
	v := g.expr(e.X)
	switch e.Op {
	case token.SUB:
		if v.known && !v.str {
			v.text = "-" + v.text
			return v
		}
	case token.AND: // what a pointer points to may change
		if id, ok := e.X.(*ast.Ident); ok {
			if x, ok := g.vars.find(id.Name); ok {
				x.known, x.str, x.text = false, false, ""
			}
		}
		return refVal(v.ref)
	case token.ARROW:
		if v.dims > 0 {
			v.dims--
		}
		return refVal(v.ref)
	}
	return unknownVal()
}

// funcLit reads a function without a name; what stands in it is no argument of what it is given to.
func (g *golang) funcLit(e *ast.FuncLit) {
	mark, within, target := len(g.vars.all), g.within, g.target
	g.within, g.target = "", ""
	g.parameters(e.Type.Params, false)
	g.parameters(e.Type.Results, false)
	if e.Body != nil {
		g.statements(e.Body.List)
	}
	g.within, g.target = within, target
	g.vars.leave(mark)
}

func (g *golang) index(e *ast.IndexExpr) val {
	x := g.expr(e.X)
	within, target := g.within, g.target
	g.target = ""
	g.expr(e.Index)
	g.within, g.target = within, target
	if x.dims > 0 {
		x.dims--
	}
	return refVal(x.ref)
}
