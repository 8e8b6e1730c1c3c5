package golang

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// maxDepth bounds how far names are followed inside a file.
const maxDepth = 10

// maxAssigned bounds how many assignments to a name are looked at.
const maxAssigned = 8

func unknown() []symbolic.Text { return []symbolic.Text{symbolic.Hole(symbolic.Unknown, "")} }

// eval returns the values that an expression may have as a string.
func (r *reader) eval(sc *scope, e ast.Expr, depth int) []symbolic.Text {
	if depth > maxDepth {
		return unknown()
	}
	switch x := e.(type) {
	case *ast.BasicLit:
		return literal(x)
	case *ast.Ident:
		return r.evalName(sc, x, depth)
	case *ast.ParenExpr:
		return r.eval(sc, x.X, depth+1)
	case *ast.StarExpr:
		return r.eval(sc, x.X, depth+1)
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return r.eval(sc, x.X, depth+1)
		}
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return symbolic.Join(r.eval(sc, x.X, depth+1), r.eval(sc, x.Y, depth+1))
		}
	case *ast.SelectorExpr:
		return r.evalSelector(sc, x)
	case *ast.CallExpr:
		return r.evalCall(sc, x, depth)
	case *ast.CompositeLit:
		return r.evalList(sc, x, depth)
	}
	return unknown()
}

// evalList evaluates the elements of a list, as of addresses, as alternatives.
func (r *reader) evalList(sc *scope, x *ast.CompositeLit, depth int) []symbolic.Text {
	if _, ok := x.Type.(*ast.ArrayType); !ok || len(x.Elts) == 0 {
		return unknown()
	}
	var out []symbolic.Text
	for _, e := range x.Elts[:min(len(x.Elts), 4)] {
		out = append(out, r.eval(sc, e, depth+1)...)
	}
	return symbolic.Cap(out)
}

func literal(x *ast.BasicLit) []symbolic.Text {
	switch x.Kind {
	case token.STRING:
		if s, err := strconv.Unquote(x.Value); err == nil && len(s) <= 4096 {
			return []symbolic.Text{symbolic.Lit(s)}
		}
	case token.INT:
		if n, err := strconv.ParseInt(x.Value, 0, 64); err == nil {
			return []symbolic.Text{symbolic.Lit(strconv.FormatInt(n, 10))}
		}
	}
	return unknown()
}

func (r *reader) evalName(sc *scope, id *ast.Ident, depth int) []symbolic.Text {
	if id.Name == "true" || id.Name == "false" {
		return []symbolic.Text{symbolic.Lit(id.Name)}
	}
	if vals := sc.values[id.Name]; len(vals) > 0 && sc != r.global {
		return r.evalLocal(sc, id.Name, vals, depth)
	}
	if p, ok := sc.params[id.Name]; ok {
		return []symbolic.Text{{{Kind: symbolic.Param, Text: sc.name, Index: p.index}}}
	}
	return []symbolic.Text{{{Kind: symbolic.Ref, Text: id.Name}}}
}

// evalLocal evaluates all that a local name is assigned, once; a name that is built
// from itself is unknown there.
func (r *reader) evalLocal(sc *scope, name string, vals []ast.Expr, depth int) []symbolic.Text {
	if known, ok := sc.known[name]; ok {
		return known
	}
	sc.known[name] = unknown()
	var out []symbolic.Text
	for _, v := range vals[:min(len(vals), maxAssigned)] {
		out = append(out, r.eval(sc, v, depth+1)...)
	}
	if p, ok := sc.params[name]; ok {
		out = append(out, symbolic.Text{{Kind: symbolic.Param, Text: sc.name, Index: p.index}})
	} else if !sc.locals[name] {
		out = append(out, symbolic.Text{{Kind: symbolic.Ref, Text: name}})
	}
	sc.known[name] = symbolic.Merge(symbolic.Cap(out))
	return sc.known[name]
}

func (r *reader) evalSelector(sc *scope, x *ast.SelectorExpr) []symbolic.Text {
	if id, ok := x.X.(*ast.Ident); ok && !sc.has(id.Name) && r.imports[id.Name] != "" {
		return []symbolic.Text{{{Kind: symbolic.Ref, Pkg: r.imports[id.Name], Text: x.Sel.Name}}}
	}
	text := chain(x)
	if text == "" {
		return unknown()
	}
	part := symbolic.Part{Kind: symbolic.Config, Text: configPath(text)}
	if base, _, _ := strings.Cut(text, "."); sc.name != "" {
		if p, ok := sc.params[base]; ok && len(sc.values[base]) == 0 {
			part.Name = symbolic.Text{{Kind: symbolic.Param, Text: sc.name, Index: p.index}}
		}
	}
	return []symbolic.Text{{part}}
}

func (r *reader) evalCall(sc *scope, x *ast.CallExpr, depth int) []symbolic.Text {
	name := calleeName(x.Fun)
	arg := func(i int) []symbolic.Text {
		if i >= len(x.Args) {
			return unknown()
		}
		return r.eval(sc, x.Args[i], depth+1)
	}
	switch r.qualified(x.Fun) {
	case "os.Getenv", "os.LookupEnv", "syscall.Getenv", "github.com/spf13/viper.BindEnv":
		return envNamed(arg(0), nil)
	case "fmt.Sprintf", "fmt.Sprint":
		return r.format(sc, x, depth)
	case "strconv.Itoa", "strconv.Atoi", "strconv.ParseInt", "strconv.ParseUint", "strconv.FormatInt",
		"strings.TrimSpace", "strings.ToLower", "strings.TrimPrefix", "strings.TrimSuffix", "strings.Trim",
		"strings.TrimRight", "path/filepath.Clean", "path/filepath.Abs", "path.Clean", "path/filepath.FromSlash",
		"os.ExpandEnv", "github.com/spf13/cast.ToString", "net/http.Dir", "os.DirFS":
		return arg(0)
	case "net.JoinHostPort":
		return symbolic.Join(symbolic.Join(arg(0), []symbolic.Text{symbolic.Lit(":")}), arg(1))
	case "path/filepath.Join", "path.Join":
		return r.joinPath(sc, x, depth)
	case "cmp.Or":
		var out []symbolic.Text
		for i := range x.Args {
			out = append(out, arg(i)...)
		}
		return symbolic.Cap(out)
	}
	if out := flagCall(name, x, arg); out != nil {
		return out
	}
	if out := getterCall(name, x, arg); out != nil {
		return out
	}
	return r.otherCall(sc, x, name, arg)
}

// flagCall reads flag.String("addr", ":8080", usage), its pflag forms and helpers
// such as getEnv("PORT", "8080").
func flagCall(name string, x *ast.CallExpr, arg func(int) []symbolic.Text) []symbolic.Text {
	short := strings.TrimSuffix(name, "P")
	switch short {
	case "String", "Int", "Uint", "Int64", "Duration", "Uint16":
		if len(x.Args) == 3 && !strings.HasSuffix(name, "P") {
			return arg(1)
		}
		if len(x.Args) == 4 {
			return arg(2)
		}
	}
	if !strings.Contains(strings.ToLower(name), "env") || len(x.Args) == 0 || len(x.Args) > 3 {
		return nil
	}
	key, ok := soleLiteral(arg(0))
	if !ok || !isEnvName(key) {
		return nil
	}
	if len(x.Args) > 1 {
		return envNamed(arg(0), arg(1))
	}
	return envNamed(arg(0), nil)
}

// getterCall reads viper.GetString("server.port"), cfg.GetInt("port"), c.String("addr").
func getterCall(name string, x *ast.CallExpr, arg func(int) []symbolic.Text) []symbolic.Text {
	if _, ok := x.Fun.(*ast.SelectorExpr); !ok || len(x.Args) == 0 || len(x.Args) > 2 {
		return nil
	}
	key, ok := soleLiteral(arg(0))
	if !ok || key == "" || strings.ContainsAny(key, " /%") {
		return nil
	}
	switch name {
	case "GetString", "GetInt", "GetInt32", "GetInt64", "GetUint", "GetUint16", "GetUint32", "MustString", "MustInt", "DefaultString", "DefaultInt", "AppConfig", "Get", "GetStringSlice":
		out := []symbolic.Text{symbolic.Hole(symbolic.Config, key)}
		if len(x.Args) == 2 {
			out = append(out, arg(1)...)
		}
		return out
	case "String", "Int":
		if len(x.Args) == 1 {
			return []symbolic.Text{symbolic.Hole(symbolic.Flag, key)}
		}
	case "Key":
		return []symbolic.Text{symbolic.Hole(symbolic.Config, key)}
	}
	return nil
}

// otherCall follows conversions, getters of generated messages, and functions of the program.
func (r *reader) otherCall(sc *scope, x *ast.CallExpr, name string, arg func(int) []symbolic.Text) []symbolic.Text {
	switch fun := x.Fun.(type) {
	case *ast.Ident:
		if slices.Contains([]string{"string", "int", "int32", "int64", "uint", "uint16", "uint32"}, name) {
			return arg(0)
		}
		return []symbolic.Text{{{Kind: symbolic.Result, Text: name}}}
	case *ast.SelectorExpr:
		if id, ok := fun.X.(*ast.Ident); ok && !sc.has(id.Name) && r.imports[id.Name] != "" {
			return []symbolic.Text{{{Kind: symbolic.Result, Pkg: r.imports[id.Name], Text: name}}}
		}
		switch {
		case len(x.Args) > 0:
		case name == "String" || name == "Value" || name == "Int": // ini keys
			return r.eval(sc, fun.X, maxDepth-2)
		default:
			return []symbolic.Text{symbolic.Hole(symbolic.Config, configPath(chain(fun)))}
		}
	}
	return unknown()
}

func envNamed(name, def []symbolic.Text) []symbolic.Text {
	var fallback symbolic.Text
	if len(def) > 0 {
		fallback = def[0]
	}
	var out []symbolic.Text
	for _, n := range name {
		if s, ok := n.Literal(); ok {
			out = append(out, symbolic.EnvOr(s, fallback))
			continue
		}
		out = append(out, symbolic.Text{{Kind: symbolic.Env, Name: n, Default: fallback}})
	}
	return out
}

func soleLiteral(texts []symbolic.Text) (string, bool) {
	if len(texts) != 1 {
		return "", false
	}
	return texts[0].Literal()
}

var verbRE = regexp.MustCompile(`%(?:%|[-+# 0]*[0-9]*(?:\.[0-9]+)?[a-zA-Z])`)

func (r *reader) format(sc *scope, x *ast.CallExpr, depth int) []symbolic.Text {
	if len(x.Args) == 0 {
		return unknown()
	}
	layout, ok := soleLiteral(r.eval(sc, x.Args[0], depth+1))
	if !ok || calleeName(x.Fun) != "Sprintf" {
		return unknown()
	}
	out, at, next := []symbolic.Text{{}}, 0, 1
	for _, m := range verbRE.FindAllStringIndex(layout, 64) {
		out = symbolic.Join(out, []symbolic.Text{symbolic.Lit(layout[at:m[0]])})
		at = m[1]
		switch {
		case layout[m[0]:m[1]] == "%%":
			out = symbolic.Join(out, []symbolic.Text{symbolic.Lit("%")})
		case next < len(x.Args):
			out = symbolic.Join(out, r.eval(sc, x.Args[next], depth+1))
			next++
		default:
			out = symbolic.Join(out, unknown())
		}
	}
	return symbolic.Join(out, []symbolic.Text{symbolic.Lit(layout[at:])})
}

func (r *reader) joinPath(sc *scope, x *ast.CallExpr, depth int) []symbolic.Text {
	out := []symbolic.Text{{}}
	for i, a := range x.Args {
		if i > 0 {
			out = symbolic.Join(out, []symbolic.Text{symbolic.Lit("/")})
		}
		out = symbolic.Join(out, r.eval(sc, a, depth+1))
	}
	return out
}
