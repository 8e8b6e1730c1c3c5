package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// pyField is a value of a name at module or class level, or the default of a
// command-line option.
type pyField struct {
	file  *python.File
	name  string
	texts []symbolic.Text
	line  int
}

// readCode parses the files that may say how the project runs.
func (p *pyProject) readCode() {
	p.modules, p.fields = map[string]*python.File{}, map[string][]pyField{}
	p.importRoots()
	names := slices.DeleteFunc(slices.Clone(p.files), func(name string) bool {
		first, _, nested := strings.Cut(p.below(name), "/")
		return pyTestFile(p.below(name)) || nested && pyAside(first) || p.src.tree.Size(name) > python.MaxSource
	})
	files, errs := make([]*python.File, len(names)), make([]error, len(names))
	parallel(len(names), func(worker, i int) {
		text, err := p.src.tree.Text(names[i])
		if err != nil {
			errs[i] = &FileError{Path: names[i], Err: err}
			return
		}
		files[i] = p.src.readers[worker].Read(names[i], p.module(names[i]), text)
	})
	for i, f := range files {
		if errs[i] != nil {
			p.src.errs = append(p.src.errs, errs[i])
		}
		if f != nil {
			p.code = append(p.code, f)
			p.modules[f.Module] = f
		}
	}
	for _, f := range p.code {
		p.indexFields(f)
	}
	p.findApps()
}

func (p *pyProject) below(name string) string { return relTo(p.dir, name) }

// pyTestFile tells whether a file is test code, a migration or part of no program.
func pyTestFile(rel string) bool {
	base := path.Base(rel)
	if strings.HasPrefix(base, "test_") || strings.HasSuffix(base, "_test.py") || base == "tests.py" || base == "conftest.py" || strings.HasSuffix(base, "_pb2.py") || strings.HasSuffix(base, "_pb2_grpc.py") {
		return true
	}
	for elem := range strings.SplitSeq(path.Dir(rel), "/") {
		switch elem {
		case "tests", "test", "migrations", "alembic", "docs", "site-packages", "examples", "node_modules":
			return true
		}
	}
	return false
}

// importRoots finds the directories that modules are imported from: the project,
// its src folder when that is no package, the folder of manage.py, and folders of
// scripts that import each other without a package.
func (p *pyProject) importRoots() {
	p.roots = []string{p.dir}
	for _, name := range p.files {
		rel := p.below(name)
		dir := path.Dir(name)
		if path.Base(name) == "manage.py" || strings.HasPrefix(rel, "src/") && !p.src.tree.Has(path.Join(p.dir, "src/__init__.py")) && path.Dir(rel) != "src" {
			if path.Base(name) != "manage.py" {
				dir = path.Join(p.dir, "src")
			}
			if !slices.Contains(p.roots, dir) {
				p.roots = append(p.roots, dir)
			}
		}
	}
	slices.SortFunc(p.roots, func(a, b string) int { return len(b) - len(a) })
}

// module returns the dotted name of a file from the deepest import root above it.
func (p *pyProject) module(name string) string {
	rel := strings.TrimSuffix(relTo(p.rootOf(name), name), ".py")
	rel = strings.TrimSuffix(rel, "/__init__")
	return strings.ReplaceAll(rel, "/", ".")
}

func (p *pyProject) rootOf(name string) string {
	for _, r := range p.roots {
		if r == "." || strings.HasPrefix(name, r+"/") {
			return r
		}
	}
	return p.dir
}

// indexFields files names at module and class level, settings classes and
// command-line options by name.
func (p *pyProject) indexFields(f *python.File) {
	for _, v := range f.Variables() {
		s := f.Stmts[v.Stmt]
		texts := f.Eval(v.Stmt, s.Value)
		if class := f.Class(v.Stmt); class >= 0 && strings.HasSuffix(f.Dotted(pyFirstBase(f.Stmts[class])), "BaseSettings") && s.Text != "ClassVar" && v.Name != "model_config" {
			texts = pySettingsField(v.Name, texts, s)
		}
		p.fields[v.Name] = append(p.fields[v.Name], pyField{f, v.Name, texts, s.Line})
	}
	f.Calls(func(stmt int, callee string, e python.Expr) {
		if !strings.HasSuffix(callee, ".add_argument") && callee != "click.option" && !strings.HasSuffix(callee, ".define") {
			return
		}
		first, ok := e.Arg(0)
		def, hasDef := e.Keyword("default")
		if ok && hasDef && first.Kind == python.Str {
			for i := 1; i < len(e.Args); i++ { // -p, --port
				if a := e.Args[i]; a.Kind == python.Str && (strings.HasPrefix(a.Text, "--") || i == 1) {
					name := strings.ReplaceAll(strings.TrimLeft(a.Text, "-"), "-", "_")
					p.fields[name] = append(p.fields[name], pyField{f, name, f.Eval(stmt, def), e.Line})
				}
			}
		}
	})
}

func pyFirstBase(class python.Stmt) python.Expr {
	if v := class.Value; v.Kind == python.Call && len(v.Args) > 1 {
		return v.Args[1]
	}
	return python.Expr{}
}

// pySettingsField reads a field of a pydantic settings class: it is the environment
// variable of the same name.
func pySettingsField(name string, texts []symbolic.Text, s python.Stmt) []symbolic.Text {
	var def symbolic.Text
	if len(texts) > 0 && texts[0].Known() && s.Value.Kind != python.Call {
		def = texts[0]
	}
	return []symbolic.Text{symbolic.EnvOr(strings.ToUpper(name), def)}
}

// resolve follows names through the modules of the project.
func (p *pyProject) resolve(f *python.File, texts []symbolic.Text) []symbolic.Text {
	p.budget = 300
	return symbolic.Merge(p.follow(f, texts, 0))
}

// eval evaluates an expression in a statement and follows what it names.
func (p *pyProject) eval(f *python.File, stmt int, e python.Expr) []symbolic.Text {
	return p.resolve(f, f.Eval(stmt, e))
}

func (p *pyProject) follow(f *python.File, texts []symbolic.Text, depth int) []symbolic.Text {
	var out []symbolic.Text
	for _, t := range texts {
		out = append(out, symbolic.Expand(t, func(part symbolic.Part) []symbolic.Text { return p.followPart(f, part, depth) })...)
	}
	return symbolic.Cap(out)
}

func (p *pyProject) followPart(f *python.File, part symbolic.Part, depth int) []symbolic.Text {
	if p.budget--; p.budget < 0 || depth > 6 {
		return nil
	}
	switch part.Kind {
	case symbolic.Ref:
		if part.Text == "__file__" {
			return []symbolic.Text{symbolic.Lit(".")}
		}
		return p.named(part.Text, depth)
	case symbolic.Config:
		if out := p.named(part.Text, depth); out != nil {
			return out
		}
		return p.field(part.Text[strings.LastIndexByte(part.Text, '.')+1:], depth)
	case symbolic.Result:
		return p.returned(f, part.Text, depth)
	case symbolic.Param:
		return p.passed(f, part, depth)
	case symbolic.Env:
		if part.Default != nil {
			if def := p.follow(f, []symbolic.Text{part.Default}, depth+1); len(def) > 0 {
				part.Default = def[0]
			}
			return []symbolic.Text{{part}}
		}
	}
	return nil
}

// named looks module.name up.
func (p *pyProject) named(full string, depth int) []symbolic.Text {
	i := strings.LastIndexByte(full, '.')
	if i < 0 {
		return nil
	}
	f := p.modules[full[:i]]
	if f == nil {
		return nil
	}
	var out []symbolic.Text
	for _, field := range p.fields[full[i+1:]] {
		if field.file == f {
			out = append(out, p.follow(f, field.texts, depth+1)...)
		}
	}
	if out == nil {
		return nil
	}
	return symbolic.Merge(symbolic.Cap(out))
}

// field looks a name up in all modules, when few have it.
func (p *pyProject) field(name string, depth int) []symbolic.Text {
	fields := p.fields[name]
	if len(fields) == 0 || len(fields) > 3 {
		return nil
	}
	var out []symbolic.Text
	for _, f := range fields {
		out = append(out, p.follow(f.file, f.texts, depth+1)...)
	}
	return symbolic.Merge(symbolic.Cap(out))
}

// returned follows what a function of the project returns.
func (p *pyProject) returned(f *python.File, full string, depth int) []symbolic.Text {
	name := full[strings.LastIndexByte(full, '.')+1:]
	if i := strings.LastIndexByte(full, '.'); i >= 0 {
		f = p.modules[full[:i]]
	}
	if f == nil {
		return nil
	}
	var out []symbolic.Text
	for i, s := range f.Stmts {
		if s.Kind == python.Return && f.Function(i) == name {
			out = append(out, p.follow(f, f.Eval(i, s.Value), depth+1)...)
		}
	}
	if out == nil {
		return nil
	}
	return symbolic.Merge(symbolic.Cap(out))
}

// passed follows what the callers of a function in the same file pass for a parameter.
func (p *pyProject) passed(f *python.File, part symbolic.Part, depth int) []symbolic.Text {
	var out []symbolic.Text
	if part.Text == "" {
		return nil
	}
	f.Calls(func(stmt int, callee string, e python.Expr) {
		if callee != part.Text && !strings.HasSuffix(callee, "."+part.Text) || len(out) > 4 {
			return
		}
		if a, ok := e.Arg(part.Index); ok {
			out = append(out, p.follow(f, f.Eval(stmt, a), depth+1)...)
		}
	})
	if out == nil {
		return nil
	}
	return symbolic.Cap(out)
}

// imported returns the first import of one of the modules.
func (p *pyProject) imported(modules ...string) (fact.Evidence, bool) {
	for _, f := range p.code {
		for _, imp := range f.Imported() {
			for _, m := range modules {
				if pyModuleIs(imp.Name, m) {
					return fact.Evidence{Path: f.Path, Line: imp.Line}, true
				}
			}
		}
	}
	return fact.Evidence{}, false
}

// calls calls visit for every call of the project.
func (p *pyProject) calls(visit func(f *python.File, stmt int, callee string, e python.Expr)) {
	for _, f := range p.code {
		f.Calls(func(stmt int, callee string, e python.Expr) { visit(f, stmt, callee, e) })
	}
}

// variables calls visit for every assignment at module or class level.
func (p *pyProject) variables(visit func(f *python.File, v python.Variable, s python.Stmt)) {
	for _, f := range p.code {
		for _, v := range f.Variables() {
			visit(f, v, f.Stmts[v.Stmt])
		}
	}
}
