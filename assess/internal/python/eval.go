package python

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

const maxDepth = 12

func unknown() []symbolic.Text { return []symbolic.Text{symbolic.Hole(symbolic.Unknown, "")} }

func lit(s string) []symbolic.Text { return []symbolic.Text{symbolic.Lit(s)} }

// Eval returns the values that an expression in a statement may have as a string;
// stmt is -1 for the module level. Names of other modules become Ref, attributes
// of unknown objects Config, parameters Param.
func (f *File) Eval(stmt int, e Expr) []symbolic.Text {
	function := ""
	if stmt >= 0 {
		function = f.Function(stmt)
	}
	return symbolic.Merge(symbolic.Cap(f.eval(function, e, 0)))
}

func (f *File) eval(fn string, e Expr, depth int) []symbolic.Text {
	if depth > maxDepth {
		return unknown()
	}
	switch e.Kind {
	case Str, Number:
		if len(e.Text) <= 4096 {
			return lit(e.Text)
		}
	case Format:
		out := []symbolic.Text{{}}
		for _, part := range e.Args {
			out = symbolic.Join(out, f.eval(fn, part, depth+1))
		}
		return out
	case Name:
		return f.evalName(fn, e.Text, depth)
	case Attr:
		return f.evalAttr(fn, e, depth)
	case Index:
		return f.evalIndex(e)
	case Binary:
		return f.evalBinary(fn, e, depth)
	case Cond:
		return symbolic.Cap(append(f.eval(fn, e.Args[0], depth+1), f.eval(fn, e.Args[2], depth+1)...))
	case List:
		return f.evalList(fn, e, depth)
	case Call:
		return f.evalCall(fn, e, depth)
	}
	return unknown()
}

// evalList evaluates a list of one as its element, as ["0.0.0.0:8000"] stands for an
// address; longer ones are the alternatives that they hold.
func (f *File) evalList(fn string, e Expr, depth int) []symbolic.Text {
	var out []symbolic.Text
	for _, a := range e.Args[:min(len(e.Args), 4)] {
		out = append(out, f.eval(fn, a, depth+1)...)
	}
	if out == nil {
		return unknown()
	}
	return symbolic.Cap(out)
}

func (f *File) evalName(fn, name string, depth int) []symbolic.Text {
	switch name {
	case "None":
		return lit("")
	case "True", "False":
		return lit(name)
	case "__file__":
		return []symbolic.Text{symbolic.Hole(symbolic.Ref, "__file__")}
	}
	for _, key := range []string{fn + "." + name, name} {
		if vals := f.values[key]; len(vals) > 0 && (key == name || fn != "") {
			return f.evalAssigned(key, fn, vals, depth)
		}
	}
	if i := slices.Index(f.params[fn], name); i >= 0 {
		return []symbolic.Text{{{Kind: symbolic.Param, Pkg: f.Module, Text: fn, Index: i}}}
	}
	if full := f.names[name]; full != "" {
		return []symbolic.Text{symbolic.Hole(symbolic.Ref, full)}
	}
	return unknown()
}

func (f *File) evalAssigned(key, fn string, vals []assigned, depth int) []symbolic.Text {
	if known, ok := f.known[key]; ok {
		return known
	}
	f.known[key] = unknown()
	var out []symbolic.Text
	for _, v := range vals[:min(len(vals), 8)] {
		inner := fn
		if !strings.Contains(key, ".") {
			inner = ""
		}
		out = append(out, f.eval(inner, v.value, depth+1)...)
	}
	f.known[key] = symbolic.Merge(symbolic.Cap(out))
	return f.known[key]
}

func (f *File) evalAttr(fn string, e Expr, depth int) []symbolic.Text {
	if e.Text == "parent" || e.Text == "name" {
		return f.eval(fn, e.Args[0], depth+1) // of a path
	}
	full := f.Dotted(e)
	if full == "" {
		return unknown()
	}
	if vals := f.values["."+e.Text]; len(vals) > 0 && strings.HasPrefix(full, "self.") {
		return f.evalAssigned("."+e.Text, f.Function(vals[0].stmt), vals, depth)
	}
	return []symbolic.Text{symbolic.Hole(symbolic.Config, full)}
}

func (f *File) evalIndex(e Expr) []symbolic.Text {
	base := f.Dotted(e.Args[0])
	if e.Args[1].Kind != Str {
		return unknown()
	}
	if base == "os.environ" {
		return []symbolic.Text{symbolic.EnvOr(e.Args[1].Text, nil)}
	}
	if base != "" {
		return []symbolic.Text{symbolic.Hole(symbolic.Config, base+"."+e.Args[1].Text)}
	}
	return unknown()
}

func (f *File) evalBinary(fn string, e Expr, depth int) []symbolic.Text {
	left := func() []symbolic.Text { return f.eval(fn, e.Args[0], depth+1) }
	right := func() []symbolic.Text { return f.eval(fn, e.Args[1], depth+1) }
	switch e.Text {
	case "+":
		return symbolic.Join(left(), right())
	case "or":
		return symbolic.Merge(symbolic.Cap(append(left(), right()...)))
	case "/":
		return symbolic.Join(symbolic.Join(left(), lit("/")), right())
	case "%":
		if e.Args[0].Kind == Str {
			args := []Expr{e.Args[1]}
			if e.Args[1].Kind == List {
				args = e.Args[1].Args
			}
			return f.fill(fn, percentRE, e.Args[0].Text, args, nil, depth)
		}
	case "and":
		return right()
	}
	return unknown()
}

var (
	percentRE = regexp.MustCompile(`%(?:\([A-Za-z0-9_]+\))?[-#0 +]*[0-9]*(?:\.[0-9]+)?[sdifr]`)
	braceRE   = regexp.MustCompile(`\{[A-Za-z0-9_]*(?:![rsa])?(?::[^{}]*)?\}`)
)

// fill puts arguments into the places of a format, in order or by name.
func (f *File) fill(fn string, re *regexp.Regexp, layout string, args []Expr, named []Keyword, depth int) []symbolic.Text {
	out := []symbolic.Text{{}}
	at, next := 0, 0
	for _, m := range re.FindAllStringIndex(layout, 32) {
		out = symbolic.Join(out, lit(layout[at:m[0]]))
		at = m[1]
		name := strings.Trim(layout[m[0]:m[1]], "{}")
		if i := slices.IndexFunc(named, func(k Keyword) bool { return k.Name == name && name != "" }); i >= 0 {
			out = symbolic.Join(out, f.eval(fn, named[i].Value, depth+1))
			continue
		}
		if next < len(args) {
			out = symbolic.Join(out, f.eval(fn, args[next], depth+1))
			next++
			continue
		}
		out = symbolic.Join(out, unknown())
	}
	return symbolic.Join(out, lit(layout[at:]))
}

// transparent lists calls that leave their first argument as it is, as far as a
// port, a path or an address is concerned.
func transparent(callee string) bool {
	switch callee {
	case "int", "str", "float", "bool", "os.path.abspath", "os.path.realpath", "os.path.normpath", "os.path.dirname", "os.path.expanduser",
		"os.fspath", "pathlib.Path", "pathlib.PurePath", "unipath.Path", "environ.Path", "django.utils.translation.gettext_lazy", "os.path.expandvars", "sqlalchemy.engine.url.make_url", "sqlalchemy.make_url":
		return true
	}
	return false
}

func (f *File) evalCall(fn string, e Expr, depth int) []symbolic.Text {
	callee := f.Callee(e)
	arg := func(i int, names ...string) []symbolic.Text {
		if a, ok := e.Arg(i, names...); ok {
			return f.eval(fn, a, depth+1)
		}
		return nil
	}
	switch callee {
	case "os.environ.get", "os.getenv", "os.environ.setdefault", "os.environ.pop":
		return envNamed(arg(0, "key"), arg(1, "default"))
	case "os.path.join":
		out := []symbolic.Text{{}}
		for i := range e.Args[1:] {
			if i > 0 {
				out = symbolic.Join(out, lit("/"))
			}
			out = symbolic.Join(out, arg(i))
		}
		return out
	}
	if transparent(callee) && len(e.Args) > 1 {
		return arg(0)
	}
	if len(e.Args) == 0 {
		return unknown()
	}
	if fun := e.Args[0]; fun.Kind == Attr {
		switch {
		case fun.Text == "format" && fun.Args[0].Kind == Str:
			return f.fill(fn, braceRE, fun.Args[0].Text, e.Args[1:], e.Keywords(), depth)
		case slices.Contains([]string{"strip", "lower", "upper", "rstrip", "lstrip", "resolve", "absolute", "as_posix", "joinpath", "decode", "encode", "split"}, fun.Text):
			out := f.eval(fn, fun.Args[0], depth+1)
			if fun.Text == "joinpath" {
				out = symbolic.Join(symbolic.Join(out, lit("/")), arg(0))
			}
			return out
		}
	}
	if out := f.envReader(e, callee, arg); out != nil {
		return out
	}
	if callee != "" && callee[0] != '.' && !strings.Contains(callee, "self.") {
		return []symbolic.Text{symbolic.Hole(symbolic.Result, callee)}
	}
	return unknown()
}

// envReader reads env("NAME", default=x), env.int("NAME", x), config("NAME") and
// helpers of the project whose name says that they read the environment.
func (f *File) envReader(e Expr, callee string, arg func(int, ...string) []symbolic.Text) []symbolic.Text {
	first, ok := e.Arg(0, "name", "key")
	if !ok || first.Kind != Str || !EnvName(first.Text) {
		return nil
	}
	lower := strings.ToLower(callee)
	if !strings.Contains(lower, "env") && !strings.HasPrefix(lower, "decouple.config") && lower != "config" && !strings.Contains(lower, "starlette.config") {
		return nil
	}
	def := arg(1, "default")
	if len(e.Args) > 2 && e.Args[2].Kind == Name && e.Args[2].Text != "None" { // a cast
		def = arg(-1, "default")
	}
	return envNamed(lit(first.Text), def)
}

// EnvName tells whether a string looks like the name of an environment variable.
func EnvName(s string) bool {
	return len(s) > 1 && len(s) <= 80 && (s[0] < '0' || s[0] > '9') &&
		strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
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
		}
	}
	if out == nil {
		return unknown()
	}
	return out
}
