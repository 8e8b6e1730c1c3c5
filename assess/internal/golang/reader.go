package golang

import (
	"go/ast"
	"go/token"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// reader reads declarations of one file from their syntax.
type reader struct {
	fset    *token.FileSet
	file    *File
	facts   Facts             // of the declaration at hand
	imports map[string]string // name in the file → import path
	global  *scope
}

// scope holds what the names of one function, or of the package level of the
// file, were ever assigned. The order of assignments is not followed.
type scope struct {
	name   string // of the function
	params map[string]param
	values map[string][]ast.Expr
	locals map[string]bool   // names that the function declares itself
	types  map[string]string // name → import path of its declared type
	guards map[*ast.BlockStmt]string
	known  map[string][]symbolic.Text // values of names that were evaluated

	table    []Value // string literals that may be variables, each with the one beside it
	envTable bool    // reads variables whose name is not written in the call
}

type param struct{ index int }

func newReader(fset *token.FileSet, f *File) *reader {
	r := &reader{fset: fset, file: f, imports: map[string]string{}, global: newScope("")}
	for _, imp := range f.Imports {
		r.imports[imp.Name] = imp.Path
	}
	return r
}

func newScope(name string) *scope {
	return &scope{name: name, params: map[string]param{}, values: map[string][]ast.Expr{}, locals: map[string]bool{}, types: map[string]string{}, guards: map[*ast.BlockStmt]string{}, known: map[string][]symbolic.Text{}}
}

func (r *reader) line(n ast.Node) int { return r.fset.PositionFor(n.Pos(), false).Line }

func (r *reader) read(decl ast.Decl) {
	switch d := decl.(type) {
	case *ast.GenDecl:
		r.packageLevel(d)
	case *ast.FuncDecl:
		r.function(d)
	}
}

// packageLevel publishes package-level values and looks into their expressions.
func (r *reader) packageLevel(gen *ast.GenDecl) {
	for _, spec := range gen.Specs {
		switch s := spec.(type) {
		case *ast.ValueSpec:
			for i, name := range s.Names {
				if i < len(s.Values) {
					r.publish(name.Name, r.eval(r.global, s.Values[i], 0), r.line(name))
				}
			}
			for _, v := range s.Values {
				r.inspect(r.global, v)
			}
		case *ast.TypeSpec:
			if st, ok := s.Type.(*ast.StructType); ok {
				r.structTags(st)
			}
		}
	}
}

func (r *reader) publish(name string, texts []symbolic.Text, line int) {
	if anyKnown(texts) {
		r.facts.Values = append(r.facts.Values, Value{Name: name, Text: texts, Line: line})
	}
}

func anyKnown(texts []symbolic.Text) bool {
	for _, t := range texts {
		for _, p := range t {
			if p.Kind != symbolic.Unknown && (p.Kind != symbolic.Literal || p.Text != "") {
				return true
			}
		}
	}
	return false
}

func (r *reader) function(d *ast.FuncDecl) {
	if d.Body == nil {
		return
	}
	sc := newScope(d.Name.Name)
	r.parameters(sc, d)
	r.collect(sc, d.Body)
	if d.Name.Name == "main" && d.Recv == nil && r.file.Package == "main" {
		r.facts.Loop = r.endless(d.Body)
	}
	r.inspect(sc, d.Body)
	r.envVars(sc)
	if sc.envTable {
		r.facts.EnvTags = append(r.facts.EnvTags, sc.table...)
	}
}

// envVars records the local variables that may come from the environment.
func (r *reader) envVars(sc *scope) {
	for _, name := range slices.Sorted(maps.Keys(sc.values)) {
		if len(sc.values[name]) < 2 {
			continue
		}
		texts := r.eval(sc, ast.NewIdent(name), 0)
		if slices.ContainsFunc(texts, func(t symbolic.Text) bool { return len(t) == 1 && t[0].Kind == symbolic.Env }) {
			r.facts.EnvVars = append(r.facts.EnvVars, Value{Name: name, Text: texts})
		}
	}
}

func (r *reader) parameters(sc *scope, d *ast.FuncDecl) {
	i := 0
	for _, field := range d.Type.Params.List {
		pkg := r.typePackage(field.Type)
		for _, name := range field.Names {
			sc.params[name.Name] = param{index: i}
			if pkg != "" {
				sc.types[name.Name] = pkg
			}
			i++
		}
	}
}

// typePackage returns the import path of a type written as pkg.T or *pkg.T.
func (r *reader) typePackage(e ast.Expr) string {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if sel, ok := e.(*ast.SelectorExpr); ok {
		if id, ok := sel.X.(*ast.Ident); ok {
			return r.imports[id.Name]
		}
	}
	return ""
}

// structTags finds env:"NAME" and envDefault:"x", the tags of the usual libraries.
func (r *reader) structTags(st *ast.StructType) {
	for _, field := range st.Fields.List {
		if field.Tag == nil {
			continue
		}
		raw, err := strconv.Unquote(field.Tag.Value)
		if err != nil {
			continue
		}
		tag := reflect.StructTag(raw)
		name := firstOf(tag.Get("env"), tag.Get("envconfig"), tag.Get("env-name"))
		name, _, _ = strings.Cut(name, ",")
		if !isEnvName(name) {
			continue
		}
		def := firstOf(tag.Get("envDefault"), tag.Get("env-default"), tag.Get("default"))
		value := symbolic.EnvOr(name, nil)
		if def != "" {
			value = symbolic.EnvOr(name, symbolic.Lit(def))
		}
		r.facts.EnvTags = append(r.facts.EnvTags, Value{Name: name, Text: []symbolic.Text{symbolic.Lit(def)}, Line: r.line(field)})
		for _, n := range field.Names {
			r.facts.Fields = append(r.facts.Fields, Value{Name: n.Name, Text: []symbolic.Text{value}, Line: r.line(field)})
		}
	}
}

func firstOf(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

// isEnvName tells whether a string looks like the name of an environment variable.
func isEnvName(s string) bool {
	if len(s) < 2 || len(s) > 80 || s[0] >= '0' && s[0] <= '9' {
		return false
	}
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

// endless returns the line of a loop without end or an empty select.
func (r *reader) endless(body *ast.BlockStmt) int {
	line := 0
	ast.Inspect(body, func(n ast.Node) bool {
		switch s := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt:
			if s.Cond == nil && s.Init == nil && line == 0 {
				line = r.line(s)
			}
		case *ast.SelectStmt:
			if len(s.Body.List) == 0 && line == 0 {
				line = r.line(s)
			}
		}
		return true
	})
	return line
}
