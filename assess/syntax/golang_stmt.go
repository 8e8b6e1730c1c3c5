package syntax

import (
	"go/ast"
	"go/token"
)

// statements reads a block and forgets its variables.
func (g *golang) statements(list []ast.Stmt) {
	mark := len(g.vars.all)
	for _, s := range list {
		g.statement(s)
	}
	g.vars.leave(mark)
}

// nested calls f unless the nesting is too deep.
func (g *golang) nested(f func()) {
	if g.depth >= 4*maxNesting {
		return
	}
	g.depth++
	f()
	g.depth--
}

func (g *golang) statement(s ast.Stmt) {
	g.nested(func() { g.oneStatement(s) })
}

func (g *golang) oneStatement(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.ExprStmt:
		g.expr(s.X)
	case *ast.AssignStmt:
		g.assign(s)
	case *ast.DeclStmt:
		if d, ok := s.Decl.(*ast.GenDecl); ok {
			for _, spec := range d.Specs {
				g.spec(spec, false)
			}
		}
	case *ast.ReturnStmt:
		for _, e := range s.Results {
			g.expr(e)
		}
	case *ast.GoStmt:
		g.expr(s.Call)
	case *ast.DeferStmt:
		g.expr(s.Call)
	case *ast.SendStmt:
		g.expr(s.Chan)
		g.expr(s.Value)
	case *ast.IncDecStmt:
		g.left(s.X)
	case *ast.LabeledStmt:
		g.statement(s.Stmt)
	case *ast.BlockStmt:
		g.statements(s.List)
	default:
		g.control(s)
	}
}

// control reads the statements that have a block.
func (g *golang) control(s ast.Stmt) {
	mark := len(g.vars.all)
	switch s := s.(type) {
	case *ast.IfStmt:
		g.optional(s.Init)
		g.expr(s.Cond)
		g.statements(s.Body.List)
		if s.Else != nil {
			g.statement(s.Else)
		}
	case *ast.ForStmt:
		g.optional(s.Init)
		g.expr(s.Cond)
		g.optional(s.Post)
		g.statements(s.Body.List)
	case *ast.RangeStmt:
		g.ranging(s)
	case *ast.SwitchStmt:
		g.optional(s.Init)
		g.expr(s.Tag)
		g.statements(s.Body.List)
	case *ast.TypeSwitchStmt:
		g.optional(s.Init)
		g.optional(s.Assign)
		g.typeCases(s)
	case *ast.SelectStmt:
		g.statements(s.Body.List)
	case *ast.CaseClause:
		for _, e := range s.List {
			g.expr(e)
		}
		g.statements(s.Body)
	case *ast.CommClause:
		g.optional(s.Comm)
		g.statements(s.Body)
	}
	g.vars.leave(mark)
}

// typeCases reads the clauses of a switch over types; where a clause names one type, the variable
// of the switch has it.
func (g *golang) typeCases(s *ast.TypeSwitchStmt) {
	name := ""
	if a, ok := s.Assign.(*ast.AssignStmt); ok && len(a.Lhs) == 1 {
		name = g.targetOf(a.Lhs[0])
	}
	for _, c := range s.Body.List {
		clause, ok := c.(*ast.CaseClause)
		if !ok {
			continue
		}
		mark := len(g.vars.all)
		for _, t := range clause.List {
			g.types(t, Type)
		}
		if name != "" && len(clause.List) == 1 {
			g.vars.add(variable{name: name, ref: g.typeRef(clause.List[0])})
		}
		g.statements(clause.Body)
		g.vars.leave(mark)
	}
}

func (g *golang) optional(s ast.Stmt) {
	if s != nil {
		g.statement(s)
	}
}

func (g *golang) ranging(s *ast.RangeStmt) {
	x := g.expr(s.X)
	element := ref{}
	if x.dims > 0 {
		element = x.ref
		element.dims--
	}
	for i, e := range []ast.Expr{s.Key, s.Value} {
		id, ok := e.(*ast.Ident)
		switch {
		case ok && s.Tok == token.DEFINE && i == 1:
			g.vars.add(variable{name: id.Name, ref: element})
		case ok && s.Tok == token.DEFINE:
			g.vars.add(variable{name: id.Name})
		case e != nil:
			g.left(e)
		}
	}
	g.statements(s.Body.List)
}

func (g *golang) assign(s *ast.AssignStmt) {
	name := func(i int) string {
		if i < len(s.Lhs) {
			return g.targetOf(s.Lhs[i])
		}
		return ""
	}
	if s.Tok != token.DEFINE {
		for _, e := range s.Lhs {
			g.left(e)
		}
		g.given(name, s.Rhs)
		return
	}
	values := g.given(name, s.Rhs)
	for i, e := range s.Lhs {
		if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
			g.vars.add(g.assigned(id.Name, ref{}, values, i, len(s.Lhs)))
		}
	}
}

// targetOf is the last name of what is assigned, or the key of an element.
func (g *golang) targetOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.StarExpr:
		return g.targetOf(e.X)
	case *ast.IndexExpr:
		if text, _, known := g.constant(e.Index, 0); known {
			return text
		}
	}
	return ""
}

// left reads what is assigned: a variable is no constant any more, a field of a library is written.
func (g *golang) left(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Ident:
		if v, ok := g.vars.find(e.Name); ok {
			v.known, v.str, v.text = false, false, ""
		}
	case *ast.SelectorExpr:
		if r, own := g.selector(e); r.name != "" && !own {
			g.emit(Write, r, e.Sel.Pos())
		}
	default:
		g.expr(e)
	}
}
