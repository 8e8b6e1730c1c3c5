package js

import (
	"path"
	"regexp"
	"strings"
)

// Bounds of one evaluation. Names may refer to each other in circles.
const (
	maxSteps   = 6_000
	maxDepth   = 40
	maxPattern = 8 << 10
)

// maxBudget bounds all evaluations that one file asks for.
const maxBudget = 400_000

type evaluator struct {
	steps int
	from  int   // steps at the beginning
	file  *File // whose budget is spent; may be nil
}

// evaluator starts an evaluation on the budget of the file.
func (f *File) evaluator() *evaluator {
	if f == nil {
		return &evaluator{}
	}
	f = f.scope()
	n := min(maxSteps, maxBudget-f.spent)
	return &evaluator{steps: n, from: n, file: f}
}

func (e *evaluator) done() {
	if e.file != nil {
		e.file.spent += e.from - e.steps
	}
}

// expr evaluates the tokens [i, end).
func (e *evaluator) expr(f *File, i, end, depth int) Value {
	e.steps -= 1 + max(0, end-i)/16
	if i >= end || e.steps < 0 || depth > maxDepth {
		return Value{File: f}
	}
	line := f.Tokens[i].Line
	if j := f.afterName(i); f.Tokens[i].Kind == Ident && j < end && f.At(j).Is("=") { // a = b = value
		return e.expr(f, j+1, end, depth+1)
	}
	if f.isFunction(i, end) {
		return Value{Kind: Function, File: f, Line: line, start: i}
	}
	if q := f.operator(i, end, "?"); q >= 0 {
		if c := f.colon(q+1, end); c >= 0 {
			return e.ternary(f, i, q, c, end, depth)
		}
	}
	if op := f.operator(i, end, "||", "??"); op >= 0 {
		return or(e.expr(f, i, op, depth+1), e.expr(f, op+1, end, depth+1))
	}
	if op := f.operator(i, end, "&&"); op >= 0 {
		return e.expr(f, op+1, end, depth+1)
	}
	if f.operator(i, end, "===", "!==", "==", "!=", "<=", ">=", "-", "*", "/", "%", "&", "|") >= 0 {
		return Value{File: f, Line: line}
	}
	if op := f.operator(i+1, end, "+"); op >= 0 {
		return concat(e.expr(f, i, op, depth+1), e.expr(f, op+1, end, depth+1))
	}
	return e.unary(f, i, end, depth)
}

// isFunction tells whether the expression is a function.
func (f *File) isFunction(i, end int) bool {
	if f.At(i).Is("async") {
		i++
	}
	if f.At(i).Is("function") {
		return true
	}
	if f.At(i).Is("(") {
		after := f.Close(i) + 1
		return f.At(after).Is("=>") || f.At(after).Is(":") && f.operator(after, end, "=>") >= 0
	}
	return f.At(i).Kind == Ident && f.At(i+1).Is("=>")
}

// ternary takes the branch of production, and of a test whether a variable is set
// its value with the other branch as default.
func (e *evaluator) ternary(f *File, i, q, c, end, depth int) Value {
	a, b := e.expr(f, q+1, c, depth+1), e.expr(f, c+1, end, depth+1)
	switch f.production(i, q) {
	case 1:
		return a
	case -1:
		return b
	}
	if cond := e.expr(f, i, q, depth+1); cond.Kind == Text && len(cond.Env) > 0 && len(a.Env) > 0 {
		return or(a, b)
	}
	if b.Kind == Unknown {
		return a
	}
	return b
}

// production tells whether a condition holds in production (1), does not (-1), or
// neither can be said (0).
func (f *File) production(i, end int) int {
	sign := 1
	hit := 0
	for ; i < end; i++ {
		switch t := f.Tokens[i]; {
		case t.Is("!"), t.Is("!=="), t.Is("!="):
			sign = -sign
		case t.Kind == String && (t.Text == "production" || t.Text == "build"):
			hit = 1
		case t.Kind == String && (t.Text == "development" || t.Text == "serve" || t.Text == "dev"):
			hit = -1
		case t.Kind == Ident && hit == 0:
			switch strings.ToLower(strings.ReplaceAll(t.Text, "_", "")) {
			case "isprod", "isproduction", "prod", "production", "isbuild":
				hit = 1
			case "isdev", "isdevelopment", "dev", "development":
				hit = -1
			}
		}
	}
	return hit * sign
}

// unary evaluates an operand with the members and calls that follow it.
func (e *evaluator) unary(f *File, i, end, depth int) Value {
	for i < end && (f.At(i).Is("+") || f.At(i).Is("await")) {
		i++
	}
	if i >= end {
		return Value{File: f}
	}
	v, next := e.operand(f, i, end, depth)
	for next < end {
		t := f.Tokens[next]
		switch {
		case (t.Is(".") || t.Is("?.")) && f.At(next+1).Kind == Ident:
			v = e.member(v, f.Tokens[next+1].Text, depth+1)
			next += 2
		case t.Is("?.") && (f.At(next+1).Is("[") || f.At(next+1).Is("(")), t.Is("!"):
			next++
		case t.Is("["):
			key := e.expr(f, next+1, f.Close(next), depth+1)
			v = e.member(v, key.Text, depth+1)
			next = f.Close(next) + 1
		case t.Is("<"): // type arguments
			closing := f.operator(next, min(end, next+maxType), ">")
			if closing < 0 || !f.At(closing+1).Is("(") {
				return Value{File: f, Line: v.Line}
			}
			next = closing + 1
		case t.Is("("):
			v = e.call(f, v, next, depth+1)
			next = f.Close(next) + 1
		case t.Is("as"), t.Is("satisfies"):
			return v
		default:
			return Value{File: f, Line: v.Line}
		}
	}
	return v
}

// operand evaluates what stands at i and returns the index after it.
func (e *evaluator) operand(f *File, i, end, depth int) (Value, int) {
	t := f.Tokens[i]
	switch t.Kind {
	case String:
		return text(t.Text, f, t.Line), i + 1
	case Number:
		return text(strings.ReplaceAll(t.Text, "_", ""), f, t.Line), i + 1
	case Template:
		return e.template(f, t, depth), i + 1
	case Punct:
		switch t.Text {
		case "(":
			return e.expr(f, i+1, min(f.Close(i), end), depth+1), f.Close(i) + 1
		case "{":
			return Value{Kind: Object, File: f, Line: t.Line, start: i}, f.Close(i) + 1
		case "[":
			return Value{Kind: List, File: f, Line: t.Line, start: i}, f.Close(i) + 1
		}
	case Ident:
		return e.word(f, i, depth)
	}
	return Value{File: f, Line: t.Line}, end
}

func (e *evaluator) word(f *File, i, depth int) (Value, int) {
	t := f.Tokens[i]
	switch t.Text {
	case "true", "false":
		return text(t.Text, f, t.Line), i + 1
	case "undefined", "null":
		return Value{File: f, Line: t.Line}, i + 1
	case "__dirname":
		return Value{Kind: Text, Text: path.Dir(f.Path), Form: path.Dir(f.Path), Path: true, File: f, Line: t.Line}, i + 1
	case "require":
		if m := f.At(i + 2); f.At(i+1).Is("(") && m.Kind == String {
			return e.module(f, m.Text, "", depth), f.Close(i+1) + 1
		}
	case "new":
		j := f.afterName(i + 1)
		v := Value{Name: f.dotted(i+1, min(j, len(f.Tokens))), File: f, Line: t.Line}
		if v.Name == "URL" && f.At(j).Is("(") && f.At(j+1).Kind == String {
			v = text(path.Join(path.Dir(f.Path), f.At(j+1).Text), f, t.Line)
			v.Path = true
			return v, f.Close(j) + 1
		}
		return v, j
	case "import":
		if f.At(i+1).Is(".") && f.At(i+2).Is("meta") {
			return Value{Name: "import.meta", File: f, Line: t.Line}, i + 3
		}
	case "this":
		return Value{Name: "this", File: f, Line: t.Line}, i + 1
	}
	return e.name(f, t.Text, t.Line, depth), i + 1
}

// name evaluates a name that the file binds.
func (e *evaluator) name(f *File, name string, line, depth int) Value {
	f = f.scope()
	unknown := Value{Name: name, File: f, Line: line}
	e.steps--
	b, ok := f.binds[name]
	if !ok || depth > maxDepth || e.steps < 0 {
		if starts := f.assigns[name]; !ok && len(starts) > 0 && depth <= maxDepth && e.steps >= 0 {
			return e.expr(f, starts[0], f.ExprEnd(starts[0]), depth+1)
		}
		return unknown
	}
	var v Value
	switch {
	case b.function:
		return Value{Kind: Function, File: f, Line: line, start: b.expr, Name: name}
	case b.expr < 0:
		v = e.module(f, b.module, b.key, depth)
	default:
		v = e.expr(f, b.expr, f.ExprEnd(b.expr), depth+1)
		if b.key != "" {
			v = e.member(v, b.key, depth+1)
		}
	}
	if b.fallback >= 0 {
		v = or(v, e.expr(f, b.fallback, f.ExprEnd(b.fallback), depth+1))
	}
	if v.Kind == Unknown && v.Name == "" {
		v.Name = name
	}
	if v.Kind == Unknown && b.expr < 0 {
		v.Name = name
	}
	return v
}

// module evaluates what a module exports.
func (e *evaluator) module(f *File, specifier, key string, depth int) Value {
	f = f.scope()
	unknown := Value{Name: key, File: f}
	if key == "" {
		unknown.Name = path.Base(specifier)
	}
	if f.loader.Open == nil || depth > maxDepth || e.steps < 0 {
		return unknown
	}
	g := f.loader.Open(f.Path, specifier)
	if g == nil {
		return unknown
	}
	return e.export(g, key, depth+1)
}

func (e *evaluator) export(f *File, key string, depth int) Value {
	if key == "default" {
		key = ""
	}
	if i, ok := f.exports[key]; ok {
		return e.expr(f, i, f.ExprEnd(i), depth+1)
	}
	if key == "" { // the names that it binds and assigns are its properties
		return Value{Kind: Object, File: f, whole: true, start: -1}
	}
	if _, ok := f.binds[key]; ok {
		return e.name(f, key, 0, depth+1)
	}
	if i, ok := f.exports[""]; ok {
		return e.member(e.expr(f, i, f.ExprEnd(i), depth+1), key, depth+1)
	}
	return Value{Name: key, File: f}
}

var envNameRE = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)

// member evaluates v.key.
func (e *evaluator) member(v Value, key string, depth int) Value {
	e.steps--
	if e.steps < 0 || depth > maxDepth || v.File == nil {
		return Value{}
	}
	switch v.Kind {
	case Object:
		if v.whole {
			return e.wholeMember(v.File, key, depth)
		}
		return e.field(v, key, depth)
	case Function:
		return e.member(e.object(v, depth+1), key, depth+1)
	case Text, List:
		return Value{Kind: v.Kind, Text: v.Text, Form: v.Form, Env: v.Env, Path: v.Path, Name: key, File: v.File, Line: v.Line, start: v.start}.method()
	}
	name := key
	if v.Name != "" {
		name = v.Name + "." + key
	}
	switch {
	case readsEnv(v.Name, key):
		return v.File.variable(key, v.Line)
	case name == "import.meta.dirname":
		return Value{Kind: Text, Text: path.Dir(v.File.Path), Form: path.Dir(v.File.Path), Path: true, File: v.File, Line: v.Line}
	}
	f := v.File.scope()
	if starts := f.assigns[name]; len(starts) > 0 {
		if w := e.expr(f, starts[0], f.ExprEnd(starts[0]), depth+1); w.Kind != Unknown {
			return w
		}
	}
	return Value{Name: name, File: v.File, Line: v.Line}
}

// readsEnv tells whether object.key is a variable of the environment. What a
// build tool hands to its configuration is known by the prefix of its variables.
func readsEnv(object, key string) bool {
	switch {
	case object == "process.env" || object == "import.meta.env":
		return true
	case object == "env" || strings.HasPrefix(object, "loadEnv"):
		return envNameRE.MatchString(key)
	}
	return strings.HasPrefix(key, "VITE_") || strings.HasPrefix(key, "VUE_APP_")
}

// method marks a text or list whose method is about to be called.
func (v Value) method() Value {
	switch v.Name {
	case "trim", "toString", "toLowerCase", "valueOf", "int", "positive", "optional", "min", "max", "replace", "port", "concat", "describe", "required", "asPortNumber", "map", "filter", "find":
		return v
	}
	return Value{Name: v.Name, File: v.File, Line: v.Line}
}

func (e *evaluator) wholeMember(f *File, key string, depth int) Value {
	if key == "default" {
		return e.export(f, "", depth+1)
	}
	if i, ok := f.exports[key]; ok {
		return e.expr(f, i, f.ExprEnd(i), depth+1)
	}
	if _, ok := f.binds[key]; ok {
		return e.name(f, key, 0, depth+1)
	}
	return Value{Name: key, File: f}
}
