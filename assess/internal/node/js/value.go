package js

import "strings"

// ValueKind is what is known of a value.
type ValueKind uint8

// The kinds. A Text is a string, number or boolean; an Unknown may still have a
// name, the expression as it stands (path.join), and the call that it is.
const (
	Unknown ValueKind = iota
	Text
	Object
	List
	Function
)

// Value is what an expression evaluates to.
type Value struct {
	Kind ValueKind
	// Text is the value of a Text; of a variable of the environment, its default.
	Text string
	// Form is Text with what comes from the environment as ${NAME:default}.
	Form string
	// Env names the variables of the environment that the value comes from, the
	// first of them first.
	Env []string
	// Path is true when Text is a path made with path.join, path.resolve or
	// __dirname; it is then relative to the root of the tree, or absolute.
	Path bool
	// Name is the dotted name of an Unknown, or of the function that was called.
	Name string
	// Args of an Unknown that is a call.
	Args []Value
	// File and Line say where the value stands.
	File *File
	Line int

	start int // of the brackets of an Object or List, or of a Function
	whole bool
}

// Known tells whether the value is a text that is not empty.
func (v Value) Known() bool { return v.Kind == Text && v.Text != "" }

// Field is a property of an object.
type Field struct {
	Key   string
	Line  int
	Value Value
}

// Eval evaluates the expression that starts at token i.
func (f *File) Eval(i int) Value {
	e := f.evaluator()
	defer e.done()
	return e.expr(f, i, f.ExprEnd(i), 0)
}

// Export evaluates what the module exports under a name, "" for the default or
// the whole.
func (f *File) Export(name string) Value {
	e := f.evaluator()
	defer e.done()
	return e.export(f, name, 0)
}

// Exported evaluates what the module exports as a configuration: of a function
// that returns one, what it returns.
func (f *File) Exported() Value {
	e := f.evaluator()
	defer e.done()
	return e.object(e.export(f, "", 0), 0)
}

// Get returns the property below keys, Unknown when there is none.
func (v Value) Get(keys ...string) Value {
	e := v.File.evaluator()
	defer e.done()
	for _, k := range keys {
		v = e.member(e.object(v, 0), k, 0)
	}
	return v
}

// Fields evaluates the properties of an object, or of the one that a function
// returns, in order.
func (v Value) Fields() []Field {
	e := v.File.evaluator()
	defer e.done()
	if v = e.object(v, 0); v.Kind != Object || v.File == nil {
		return nil
	}
	return e.fields(v, 0)
}

// Items evaluates the elements of a list.
func (v Value) Items() []Value {
	if v.Kind != List || v.File == nil {
		return nil
	}
	e := v.File.evaluator()
	defer e.done()
	var out []Value
	for _, i := range v.File.elements(v.start) {
		out = append(out, e.expr(v.File, i, v.File.ExprEnd(i), 0))
	}
	return out
}

// At returns the index of the token at which an object, list or function starts.
func (v Value) At() int { return v.start }

func text(s string, f *File, line int) Value {
	return Value{Kind: Text, Text: s, Form: s, File: f, Line: line}
}

// variable is a read of the environment.
func (f *File) variable(name string, line int) Value {
	v := Value{Kind: Text, Form: "${" + name + "}", Env: []string{name}, File: f, Line: line}
	if f.loader.Lookup != nil {
		if s, ok := f.loader.Lookup(name); ok {
			v.Text = s
		}
	}
	return v
}

// or is the value of a || b: what the environment does not give, b does.
func or(a, b Value) Value {
	switch {
	case a.Kind != Text:
		return b
	case len(a.Env) == 0 && a.Text != "":
		return a
	case b.Kind != Text:
		if a.Text == "" && b.Kind == Object { // an object by default
			return b
		}
		return a
	}
	out := a
	if a.Text == "" {
		out.Text, out.Path = b.Text, b.Path
	}
	out.Env = append(append([]string(nil), a.Env...), b.Env...)
	if len(a.Env) > 0 && b.Form != "" && strings.HasSuffix(a.Form, "}") && !strings.Contains(a.Form, ":") {
		out.Form = strings.TrimSuffix(a.Form, "}") + ":" + b.Form + "}"
	} else if len(a.Env) == 0 {
		out.Form, out.Line = b.Form, b.Line
	}
	return out
}

// concat puts two texts together; a part that is not known is left out of Text
// and stands as ${} in Form.
func concat(a, b Value) Value {
	for _, v := range []*Value{&a, &b} {
		if v.Kind != Text {
			*v = Value{Kind: Text, Form: "${}", File: a.File, Line: a.Line}
		}
	}
	a.Text += b.Text
	a.Form += b.Form
	a.Env = append(append([]string(nil), a.Env...), b.Env...)
	a.Path = a.Path || b.Path
	return a
}
