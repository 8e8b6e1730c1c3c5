package js

import (
	"path"
	"slices"
	"strings"
)

// call evaluates a call of v with the arguments at open.
func (e *evaluator) call(f *File, v Value, open, depth int) Value {
	args := f.elements(open)
	arg := func(n int) Value {
		if n >= len(args) {
			return Value{File: f}
		}
		return e.expr(f, args[n], min(f.ExprEnd(args[n]), f.Close(open)), depth+1)
	}
	line := f.Tokens[open].Line
	if v.Kind == List && v.Name == "find" { // [a, b, c].find(isSet)
		var out Value
		for _, i := range v.File.elements(v.start) {
			out = or(out, e.expr(v.File, i, v.File.ExprEnd(i), depth+1))
		}
		return out
	}
	if v.Kind == Text || v.Kind == List { // a method that keeps the value, see method
		return v
	}
	last := v.Name[strings.LastIndexByte(v.Name, '.')+1:]
	if a := arg(0); strings.Contains(strings.ToLower(last), "env") && a.Kind == Text && envNameRE.MatchString(a.Text) { // a helper that reads the environment
		return or(f.variable(a.Text, line), arg(1))
	}
	if v.Kind == Function {
		return e.object(v, depth+1)
	}
	switch last {
	case "Number", "parseInt", "parseFloat", "String", "normalizePort", "toNumber", "toInt", "fileURLToPath", "Object", "freeze", "default", "fallback":
		return arg(0)
	case "join", "resolve", "dirname":
		return e.path(f, v.Name, last, args, arg)
	case "cwd":
		return Value{Kind: Text, Path: true, Name: "cwd", File: f, Line: line, Form: "."}
	case "get", "getOrThrow":
		if a := arg(0); a.Kind == Text && envNameRE.MatchString(a.Text) {
			return or(f.variable(a.Text, line), arg(1))
		}
	}
	if strings.HasSuffix(strings.ToLower(last), "port") && len(args) > 0 {
		if a := arg(0); a.Kind == Text {
			return a
		}
	}
	if !strings.Contains(v.Name, ".") && len(args) > 0 { // defineConfig, withSomething
		if w := arg(0); w.Kind == Object || w.Kind == Function {
			return e.object(w, depth+1)
		}
	}
	out := Value{Name: v.Name, File: f, Line: line}
	for n := range min(len(args), 3) {
		out.Args = append(out.Args, arg(n))
	}
	return out
}

// path evaluates path.join, path.resolve and path.dirname.
func (e *evaluator) path(f *File, name, last string, args []int, arg func(int) Value) Value {
	unknown := Value{Name: name, File: f}
	out := Value{Kind: Text, File: f, Path: true}
	for n := range min(len(args), 8) {
		a := arg(n)
		if a.Kind == Unknown && strings.HasSuffix(a.Name, "baseDir") { // appInfo.baseDir of egg
			a = Value{Kind: Text, Path: true, Name: "cwd"}
		}
		if a.Kind != Text || n > 0 && a.Text == "" && len(a.Env) == 0 {
			return unknown
		}
		out.Line = max(out.Line, a.Line)
		out.Env = slices.Concat(out.Env, a.Env)
		if a.Name == "cwd" {
			out.Name = "cwd"
		}
		if n == 0 && !a.Path && !path.IsAbs(a.Text) && last == "resolve" {
			out.Name = "cwd"
		}
		if path.IsAbs(a.Text) && last == "resolve" {
			out.Text = a.Text
			continue
		}
		out.Text = path.Join(out.Text, a.Text)
	}
	if last == "dirname" {
		out.Text = path.Dir(out.Text)
	}
	out.Form = out.Text
	return out
}

// template evaluates a template with substitutions.
func (e *evaluator) template(f *File, t Token, depth int) Value {
	out := text("", f, t.Line)
	if len(t.Text) > maxPattern {
		return Value{File: f, Line: t.Line}
	}
	rest := t.Text
	for rest != "" {
		lit, after, found := strings.Cut(rest, "${")
		out.Text += lit
		out.Form += lit
		if !found {
			break
		}
		end := closingBrace(after)
		e.steps -= 10
		g := &File{Path: f.Path, Tokens: Lex(after[:end]), loader: f.loader, parent: f.scope()}
		for i := range g.Tokens {
			g.Tokens[i].Line = t.Line
		}
		g.match, g.up = make([]int32, len(g.Tokens)), make([]int32, len(g.Tokens))
		g.brackets()
		out = concat(out, e.expr(g, 0, len(g.Tokens), depth+1))
		out.File, out.Line = f, t.Line
		rest = after[min(end+1, len(after)):]
	}
	return out
}

func closingBrace(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return len(s)
}
