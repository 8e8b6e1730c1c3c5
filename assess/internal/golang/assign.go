package golang

import (
	"go/ast"
	"go/token"
	"strings"
)

// collect notes every assignment in the body, those inside function literals too.
func (r *reader) collect(sc *scope, body ast.Node) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch s := n.(type) {
		case *ast.AssignStmt:
			r.collectAssign(sc, s)
		case *ast.DeclStmt:
			if gen, ok := s.Decl.(*ast.GenDecl); ok {
				r.collectDecl(sc, gen)
			}
		case *ast.CallExpr:
			r.collectFlag(sc, s)
		}
		return true
	})
}

func (r *reader) collectAssign(sc *scope, s *ast.AssignStmt) {
	for i, lhs := range s.Lhs {
		rhs := s.Rhs[0]
		if len(s.Rhs) == len(s.Lhs) {
			rhs = s.Rhs[i]
		} else if i > 0 {
			continue // the second result is an error or a flag
		}
		if id, ok := lhs.(*ast.Ident); ok && s.Tok == token.DEFINE {
			sc.locals[id.Name] = true
		}
		r.assign(sc, lhs, rhs)
	}
}

func (r *reader) assign(sc *scope, lhs, rhs ast.Expr) {
	if star, ok := lhs.(*ast.StarExpr); ok {
		lhs = star.X
	}
	id, ok := lhs.(*ast.Ident)
	if !ok || id.Name == "_" {
		return
	}
	sc.values[id.Name] = append(sc.values[id.Name], rhs)
	if pkg := r.exprPackage(rhs); pkg != "" {
		sc.types[id.Name] = pkg
	}
}

// exprPackage returns the import path of the constructor or type in an expression:
// gin.Default(), &http.Server{}.
func (r *reader) exprPackage(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.CallExpr:
		return r.typePackage(x.Fun)
	case *ast.UnaryExpr:
		return r.exprPackage(x.X)
	case *ast.CompositeLit:
		return r.typePackage(x.Type)
	}
	return ""
}

func (r *reader) collectDecl(sc *scope, gen *ast.GenDecl) {
	for _, spec := range gen.Specs {
		vs, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, name := range vs.Names {
			sc.locals[name.Name] = true
			if vs.Type != nil {
				if pkg := r.typePackage(vs.Type); pkg != "" {
					sc.types[name.Name] = pkg
				}
			}
			if i < len(vs.Values) {
				r.assign(sc, name, vs.Values[i])
			}
		}
	}
}

// collectFlag treats flag.StringVar(&x, "name", def, usage) as an assignment to x.
func (r *reader) collectFlag(sc *scope, call *ast.CallExpr) {
	name := calleeName(call.Fun)
	if !strings.HasSuffix(name, "Var") && !strings.HasSuffix(name, "VarP") || len(call.Args) < 3 {
		return
	}
	target, ok := call.Args[0].(*ast.UnaryExpr)
	if !ok || target.Op != token.AND {
		return
	}
	at := 2
	if strings.HasSuffix(name, "P") {
		at = 3
	}
	if at >= len(call.Args) {
		return
	}
	r.assign(sc, target.X, call.Args[at])
	r.fieldAssign(sc, target.X, call.Args[at])
	if id, ok := target.X.(*ast.Ident); ok && r.outer(sc, id.Name) {
		r.publish(id.Name, r.eval(sc, call.Args[at], 0), r.line(call))
	}
}

// outer tells whether a name in a function is one of the package level.
func (r *reader) outer(sc *scope, name string) bool {
	_, param := sc.params[name]
	return sc != r.global && !param && !sc.locals[name]
}

func (r *reader) fieldAssign(sc *scope, lhs, rhs ast.Expr) {
	sel, ok := lhs.(*ast.SelectorExpr)
	if !ok {
		return
	}
	if texts := r.eval(sc, rhs, 0); anyKnown(texts) {
		r.facts.Fields = append(r.facts.Fields, Value{Name: sel.Sel.Name, Text: texts, Line: r.line(lhs)})
	}
}
