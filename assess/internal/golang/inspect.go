package golang

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// inspect records the calls, literals, returns and field assignments of a body.
func (r *reader) inspect(sc *scope, body ast.Node) {
	v := &visitor{reader: r, scope: sc}
	ast.Inspect(body, v.visit)
}

// visitor knows what the node at hand lies in.
type visitor struct {
	reader *reader
	scope  *scope
	stack  []frame
}

type frame struct {
	literal bool   // a function literal
	guard   string // body of an if that asks for this environment variable
}

func (v *visitor) visit(n ast.Node) bool {
	if n == nil {
		v.stack = v.stack[:len(v.stack)-1]
		return true
	}
	r, sc := v.reader, v.scope
	f := frame{}
	switch x := n.(type) {
	case *ast.FuncLit:
		f.literal = true
	case *ast.IfStmt:
		if name := r.envCondition(sc, x); name != "" {
			sc.guards[x.Body] = name
		}
	case *ast.BlockStmt:
		f.guard = sc.guards[x]
	case *ast.CallExpr:
		r.call(sc, x, v.guard())
	case *ast.CompositeLit:
		r.composite(sc, x)
	case *ast.ReturnStmt:
		if len(x.Results) > 0 && !slices.ContainsFunc(v.stack, func(f frame) bool { return f.literal }) {
			r.returns(sc, x)
		}
	case *ast.AssignStmt:
		r.assignments(sc, x)
	}
	v.stack = append(v.stack, f)
	return true
}

func (v *visitor) guard() string {
	for _, f := range slices.Backward(v.stack) {
		if f.guard != "" {
			return f.guard
		}
	}
	return ""
}

// envCondition returns the environment variable that must be set, or be equal to
// something, for the body of an if to run.
func (r *reader) envCondition(sc *scope, x *ast.IfStmt) string {
	cond, ok := x.Cond.(*ast.BinaryExpr)
	if !ok {
		return ""
	}
	lit, isLit := cond.Y.(*ast.BasicLit)
	empty := isLit && (lit.Value == `""` || lit.Value == "``")
	if !(cond.Op == token.EQL && isLit && !empty || cond.Op == token.NEQ && empty) {
		return ""
	}
	for _, t := range r.eval(sc, cond.X, 0) {
		if len(t) == 1 && t[0].Kind == symbolic.Env {
			return t[0].Text
		}
	}
	return ""
}

func (r *reader) returns(sc *scope, x *ast.ReturnStmt) {
	if texts := r.eval(sc, x.Results[0], 0); anyKnown(texts) {
		r.facts.Returns = append(r.facts.Returns, Value{Name: sc.name, Text: texts, Line: r.line(x)})
	}
}

// assignments publishes what a function assigns to fields and to package-level names.
func (r *reader) assignments(sc *scope, s *ast.AssignStmt) {
	if len(s.Lhs) != len(s.Rhs) && len(s.Rhs) != 1 {
		return
	}
	for i, lhs := range s.Lhs {
		if i >= len(s.Rhs) {
			return
		}
		switch l := lhs.(type) {
		case *ast.SelectorExpr:
			r.fieldAssign(sc, l, s.Rhs[i])
		case *ast.Ident:
			if r.outer(sc, l.Name) && s.Tok == token.ASSIGN && l.Name != "_" {
				r.publish(l.Name, r.eval(sc, s.Rhs[i], 0), r.line(l))
			}
		}
	}
}

// envRow notes {"ORDER_URL", "http://localhost:8081", ...}, a row of a table of variables.
func (r *reader) envRow(sc *scope, lit *ast.CompositeLit) {
	if len(lit.Elts) == 0 {
		return
	}
	name, ok := soleLiteral(r.eval(sc, lit.Elts[0], maxDepth))
	if !ok || !isEnvName(name) || !strings.Contains(name, "_") {
		return
	}
	def := ""
	if len(lit.Elts) > 1 {
		def, _ = soleLiteral(r.eval(sc, lit.Elts[1], maxDepth))
	}
	sc.table = append(sc.table, Value{Name: name, Text: []symbolic.Text{symbolic.Lit(def)}, Line: r.line(lit)})
}

func (r *reader) composite(sc *scope, lit *ast.CompositeLit) {
	r.envRow(sc, lit)
	c := Composite{Pkg: r.typePackage(lit.Type), Func: sc.name, Line: r.line(lit)}
	if sel, ok := lit.Type.(*ast.SelectorExpr); ok {
		c.Type = sel.Sel.Name
	}
	for _, elt := range lit.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, ok := kv.Key.(*ast.Ident)
		if !ok {
			continue
		}
		v := Value{Name: key.Name, Text: r.eval(sc, kv.Value, 0), Line: r.line(kv)}
		c.Fields = append(c.Fields, v)
		if anyKnown(v.Text) {
			r.facts.Fields = append(r.facts.Fields, v)
		}
	}
	if c.Type != "" && len(c.Fields) > 0 {
		r.facts.Literals = append(r.facts.Literals, c)
	}
}

func (r *reader) call(sc *scope, x *ast.CallExpr, guard string) {
	if sel, ok := x.Fun.(*ast.SelectorExpr); ok {
		if id, ok := sel.X.(*ast.Ident); ok && plain(r.imports[id.Name]) {
			return
		}
	}
	c := Call{Func: sc.name, Guard: guard, Line: r.line(x.Fun)}
	switch fun := x.Fun.(type) {
	case *ast.Ident:
		c.Name = fun.Name
	case *ast.SelectorExpr:
		c.Name = fun.Sel.Name
		c.Line = r.line(fun.Sel)
		r.receiver(sc, fun.X, &c)
	default:
		return
	}
	for _, arg := range x.Args {
		c.Args = append(c.Args, r.eval(sc, arg, 0))
		r.mentions(arg, &c)
	}
	if strings.Contains(strings.ToLower(c.Name), "getenv") && len(c.Args) > 0 {
		_, written := soleLiteral(c.Args[0])
		sc.envTable = sc.envTable || !written
	}
	if c.telling() {
		r.facts.Calls = append(r.facts.Calls, c)
	}
}

// plain lists packages of the standard library that say nothing of how a program runs.
func plain(pkg string) bool {
	switch pkg {
	case "fmt", "strings", "strconv", "errors", "log", "log/slog", "bytes", "sort", "slices", "maps", "math", "math/rand", "context", "sync", "sync/atomic",
		"encoding/json", "encoding/base64", "encoding/hex", "encoding/xml", "regexp", "reflect", "unicode", "unicode/utf8", "path", "path/filepath", "bufio", "io", "net/url", "runtime", "cmp":
		return true
	}
	return false
}

// telling tells whether a call can matter: what is called, or what it is given, is known.
func (c Call) telling() bool {
	return c.Pkg != "" || c.RecvPkg != "" || len(c.Args) == 0 || len(c.Refs) > 0 || slices.ContainsFunc(c.Args, anyKnown)
}

func (r *reader) receiver(sc *scope, x ast.Expr, c *Call) {
	if id, ok := x.(*ast.Ident); ok {
		if path, ok := r.imports[id.Name]; ok && !sc.has(id.Name) {
			c.Pkg = path
			return
		}
	}
	c.Recv = chain(x)
	c.RecvPkg = r.receiverPackage(sc, x)
	if registers(c.Name) {
		c.Prefix = r.prefix(sc, x, 0)
	}
}

// registers tells whether a method may register a route, whose prefix matters then.
func registers(name string) bool {
	switch name {
	case "Handle", "HandleFunc", "GET", "Get", "Any", "All", "HEAD", "Head", "Path", "HandlerFunc", "Router", "AddRoute", "BindHandler":
		return true
	}
	return false
}

func (sc *scope) has(name string) bool {
	_, p := sc.params[name]
	_, v := sc.values[name]
	return p || v
}

func (r *reader) receiverPackage(sc *scope, x ast.Expr) string {
	if id, ok := x.(*ast.Ident); ok {
		if pkg := sc.types[id.Name]; pkg != "" {
			return pkg
		}
		return r.global.types[id.Name]
	}
	return r.exprPackage(x)
}

// prefix returns the path under which a router group registers its routes.
func (r *reader) prefix(sc *scope, x ast.Expr, depth int) []symbolic.Text {
	none := []symbolic.Text{symbolic.Lit("")}
	if depth > 6 {
		return none
	}
	switch e := x.(type) {
	case *ast.Ident:
		if vals := sc.values[e.Name]; len(vals) > 0 {
			return r.prefix(sc, vals[len(vals)-1], depth+1)
		}
	case *ast.CallExpr:
		sel, ok := e.Fun.(*ast.SelectorExpr)
		if ok && len(e.Args) > 0 && slices.Contains([]string{"Group", "PathPrefix", "Party", "Route"}, sel.Sel.Name) {
			return symbolic.Join(r.prefix(sc, sel.X, depth+1), r.eval(sc, e.Args[0], 0))
		}
		if ok && sel.Sel.Name == "Subrouter" {
			return r.prefix(sc, sel.X, depth+1)
		}
	}
	return none
}

// mentions notes the functions called and the package members named in an argument.
func (r *reader) mentions(arg ast.Expr, c *Call) {
	ast.Inspect(arg, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.BlockStmt:
			return false
		case *ast.CallExpr:
			if name := r.qualified(x.Fun); name != "" {
				c.Nested = append(c.Nested, name)
			}
		case *ast.SelectorExpr:
			if name := r.qualified(x); name != "" {
				c.Refs = append(c.Refs, name)
			}
		}
		return true
	})
}

func (r *reader) qualified(e ast.Expr) string {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if id, ok := sel.X.(*ast.Ident); ok && r.imports[id.Name] != "" {
		return r.imports[id.Name] + "." + sel.Sel.Name
	}
	return ""
}

// chain prints a.b.c; calls inside it are printed as their name and ().
func chain(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		if base := chain(x.X); base != "" {
			return base + "." + x.Sel.Name
		}
		return x.Sel.Name
	case *ast.StarExpr:
		return chain(x.X)
	case *ast.ParenExpr:
		return chain(x.X)
	case *ast.CallExpr:
		return chain(x.Fun) + "()"
	}
	return ""
}

func calleeName(fun ast.Expr) string {
	switch x := fun.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}

// configPath turns cfg.Server.GetPort() into Server.Port for looking it up.
func configPath(text string) string {
	elems := strings.Split(text, ".")
	for i, e := range elems {
		e = strings.TrimSuffix(e, "()")
		if g, ok := strings.CutPrefix(e, "Get"); ok && g != "" {
			e = g
		}
		elems[i] = e
	}
	return strings.Join(elems, ".")
}
