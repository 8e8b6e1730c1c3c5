package python

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// File is a parsed file. Module is its dotted name as it is imported.
type File struct {
	Path   string
	Module string
	Stmts  []Stmt

	names  map[string]string          // name → what it stands for: os.environ, flask.Flask
	values map[string][]assigned      // "function.name" and "name" → what it is assigned
	known  map[string][]symbolic.Text // evaluated names
	params map[string][]string        // function → names of its parameters
	calls  []site
	places []Place
}

// site is a call with the statement that it stands in.
type site struct {
	stmt   int
	callee string
	expr   *Expr
}

type assigned struct {
	value Expr
	stmt  int
}

// Parse reads a whole file. The package that it lies in is needed to follow relative
// imports.
func Parse(path, module, text string) *File {
	l := newLexer(text)
	p := newParser()
	for l.logical() {
		p.line(l.cur)
	}
	return newFile(path, module, p)
}

func newFile(path, module string, p *parser) *File {
	f := &File{Path: path, Module: module, Stmts: slices.Clone(p.out), params: p.params, names: map[string]string{}, values: map[string][]assigned{}, known: map[string][]symbolic.Text{}}
	for i := range f.Stmts {
		f.index(i)
	}
	for i := range f.Stmts {
		at := func(e *Expr) {
			if callee := f.Callee(*e); callee != "" {
				f.calls = append(f.calls, site{i, callee, e})
			}
		}
		f.Stmts[i].Value.walk(at)
		for k := range f.Stmts[i].Targets {
			f.Stmts[i].Targets[k].walk(at)
		}
	}
	f.places = f.imports()
	return f
}

// index files the names that a statement binds.
func (f *File) index(i int) {
	switch s := f.Stmts[i]; s.Kind {
	case Import:
		f.bind(s)
	case Assign:
		for _, t := range s.Targets {
			f.assign(i, t, s.Value)
		}
	}
}

func (f *File) bind(s Stmt) {
	for _, imp := range s.Imports {
		full := f.absolute(imp.Module)
		switch {
		case imp.Name != "":
			name := imp.Name
			if imp.As != "" {
				name = imp.As
			}
			f.names[name] = full + "." + imp.Name
		case imp.As != "":
			f.names[imp.As] = full
		default:
			first, _, _ := strings.Cut(full, ".")
			f.names[first] = first
		}
	}
}

// absolute resolves a relative module name from the module of the file.
func (f *File) absolute(module string) string {
	level := len(module) - len(strings.TrimLeft(module, "."))
	if level == 0 {
		return module
	}
	base := strings.Split(f.Module, ".")
	if strings.HasSuffix(f.Path, "__init__.py") {
		level--
	}
	base = base[:max(0, len(base)-level)]
	if rest := strings.TrimLeft(module, "."); rest != "" {
		base = append(base, rest)
	}
	return strings.Join(base, ".")
}

// Imported returns the modules that the file imports, with the line of each.
func (f *File) Imported() []Place { return f.places }

func (f *File) imports() []Place {
	var out []Place
	for _, s := range f.Stmts {
		for _, imp := range s.Imports {
			name := f.absolute(imp.Module)
			if imp.Name != "" {
				name += "." + imp.Name
			}
			out = append(out, Place{Name: name, Line: s.Line})
		}
	}
	return out
}

// Place is a name and the line where it stands.
type Place struct {
	Name string
	Line int
}

func (f *File) assign(stmt int, target, value Expr) {
	if target.Kind == List {
		return
	}
	name := target.Text
	if target.Kind != Name && target.Kind != Attr {
		return
	}
	if target.Kind == Name {
		if fn := f.Function(stmt); fn != "" {
			name = fn + "." + name
		}
	} else {
		name = "." + name
	}
	f.values[name] = append(f.values[name], assigned{value, stmt})
}

// Function returns the name of the innermost function that a statement stands in.
func (f *File) Function(stmt int) string {
	for i := f.Stmts[stmt].Parent; i >= 0; i = f.Stmts[i].Parent {
		if f.Stmts[i].Kind == Def {
			return f.Stmts[i].Text
		}
	}
	return ""
}

// Class returns the index of the class that a statement stands in directly, or -1.
func (f *File) Class(stmt int) int {
	if i := f.Stmts[stmt].Parent; i >= 0 && f.Stmts[i].Kind == Class {
		return i
	}
	return -1
}

// Guard returns the environment variable that an if around the statement asks for,
// and whether the statement stands in a main guard.
func (f *File) Guard(stmt int) (env string, main bool) {
	for i := f.Stmts[stmt].Parent; i >= 0; i = f.Stmts[i].Parent {
		s := f.Stmts[i]
		if s.Kind != If || s.Word == "while" {
			continue
		}
		if IsMainGuard(s) {
			main = true
		}
		if env == "" {
			env = f.conditionEnv(s.Value)
		}
	}
	return env, main
}

// conditionEnv finds the variable in a condition that holds when it is set.
func (f *File) conditionEnv(e Expr) string {
	if e.Kind == Binary && (e.Text == "or" || e.Text == "!=" || e.Text == "is") || e.Kind == Other && e.Text == "not" {
		return ""
	}
	if e.Kind == Binary && e.Text == "in" && e.Args[0].Kind == Str && f.Dotted(e.Args[1]) == "os.environ" {
		return e.Args[0].Text
	}
	if e.Kind == Binary && (e.Text == "and" || e.Text == "==") {
		return f.conditionEnv(e.Args[0])
	}
	for _, t := range f.Eval(-1, e) {
		if envs := t.Envs(); len(t) == 1 && len(envs) == 1 {
			return envs[0]
		}
	}
	return ""
}

// IsMainGuard tells whether a statement is if __name__ == "__main__".
func IsMainGuard(s Stmt) bool {
	if s.Kind != If || s.Value.Kind != Binary || s.Value.Text != "==" {
		return false
	}
	a, b := s.Value.Args[0], s.Value.Args[1]
	if a.Kind == Str {
		a, b = b, a
	}
	return a.Kind == Name && a.Text == "__name__" && b.Kind == Str && b.Text == "__main__"
}

// Dotted returns what an expression such as environ.get stands for: os.environ.get.
// It is "" for what is no chain of names.
func (f *File) Dotted(e Expr) string {
	switch e.Kind {
	case Name:
		if full := f.names[e.Text]; full != "" {
			return full
		}
		return e.Text
	case Attr:
		if base := f.Dotted(e.Args[0]); base != "" {
			return base + "." + e.Text
		}
	}
	return ""
}

// Callee returns what a call calls: the dotted name when it is one, else the name
// of the method with a dot in front.
func (f *File) Callee(e Expr) string {
	if e.Kind != Call || len(e.Args) == 0 {
		return ""
	}
	if name := f.Dotted(e.Args[0]); name != "" {
		return name
	}
	if e.Args[0].Kind == Attr {
		return "." + e.Args[0].Text
	}
	return ""
}

// Each calls visit for every expression of the file with the index of its statement.
func (f *File) Each(visit func(stmt int, e Expr)) {
	for i, s := range f.Stmts {
		at := func(e Expr) { visit(i, e) }
		s.Value.Walk(at)
		for _, t := range s.Targets {
			t.Walk(at)
		}
	}
}

// Calls calls visit for every call of the file.
func (f *File) Calls(visit func(stmt int, callee string, e Expr)) {
	for _, c := range f.calls {
		visit(c.stmt, c.callee, *c.expr)
	}
}

// Variable is a name at module or class level with all that it is assigned.
type Variable struct {
	Name string
	Stmt int
}

// Variables returns the assignments to plain names outside of functions, in order.
func (f *File) Variables() []Variable {
	var out []Variable
	for i, s := range f.Stmts {
		if s.Kind != Assign || f.Function(i) != "" {
			continue
		}
		for _, t := range s.Targets {
			if t.Kind == Name {
				out = append(out, Variable{t.Text, i})
			}
		}
	}
	return out
}
