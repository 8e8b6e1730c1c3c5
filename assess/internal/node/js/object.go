package js

import (
	"slices"
	"strings"
)

// maxFields bounds the properties of an object that are looked at.
const maxFields = 2000

// object makes an object of a function that returns one.
func (e *evaluator) object(v Value, depth int) Value {
	if v.Kind != Function || v.File == nil || depth > maxDepth {
		return v
	}
	f, i := v.File, v.start
	if f.At(i).Is("async") {
		i++
	}
	if !f.At(i).Is("function") {
		arrow := f.operator(i, f.ExprEnd(i), "=>")
		if arrow < 0 {
			return Value{File: f}
		}
		if !f.At(arrow + 1).Is("{") {
			return e.expr(f, arrow+1, f.ExprEnd(arrow+1), depth+1)
		}
		return e.returned(f, arrow+1, depth)
	}
	for i < len(f.Tokens) && !f.Tokens[i].Is("{") {
		if f.Tokens[i].Is("(") {
			i = f.Close(i)
		}
		i++
	}
	return e.returned(f, i, depth)
}

// returned evaluates the last return of the function body that opens at open; of
// returns inside branches the outermost holds.
func (e *evaluator) returned(f *File, open, depth int) Value {
	end := f.Close(open)
	last := -1
	for i := open + 1; i < end; i++ {
		t := f.Tokens[i]
		if t.Is("return") {
			last = i
		}
		if t.Is("(") || t.Is("[") || t.Is("{") {
			i = f.Close(i)
		}
	}
	if last < 0 {
		return Value{File: f}
	}
	return e.object(e.expr(f, last+1, f.ExprEnd(last+1), depth+1), depth+1)
}

// field evaluates the property of an object literal; what was assigned to it
// later (config.port = 1) counts when the literal has it not.
func (e *evaluator) field(v Value, key string, depth int) Value {
	f := v.File
	e.steps -= max(0, f.Close(v.start)-v.start) / 16
	for _, i := range slices.Backward(f.elements(v.start)) {
		k, at := e.key(f, i, depth)
		if k == key {
			return e.expr(f, at, f.ExprEnd(at), depth+1)
		}
		if k == "..." {
			if w := e.member(e.object(e.expr(f, at, f.ExprEnd(at), depth+1), depth+1), key, depth+1); w.Kind != Unknown {
				return w
			}
		}
	}
	if name := f.owner(v.start); name != "" {
		if at := f.assigns[name+"."+key]; len(at) > 0 {
			return e.expr(f, at[0], f.ExprEnd(at[0]), depth+1)
		}
	}
	return Value{Name: key, File: f, Line: v.Line}
}

// owner returns the name that an object literal at i is bound to.
func (f *File) owner(i int) string {
	j := i - 1
	for j > 0 && !f.At(j).Is("=") {
		if t := f.At(j); t.Is(";") || t.Is("{") || t.Is("}") || i-j > 12 {
			return ""
		}
		j--
	}
	for j--; j > 0 && i-j < 16; j-- {
		if f.At(j-1).Is("const") || f.At(j-1).Is("let") || f.At(j-1).Is("var") {
			return f.At(j).Text
		}
	}
	return ""
}

// key reads the key of a property that starts at i and the start of its value;
// "..." is a spread. A method and a getter have no key.
func (e *evaluator) key(f *File, i, depth int) (string, int) {
	t := f.At(i)
	switch {
	case t.Is("..."):
		return t.Text, i + 1
	case t.Is("["):
		after := f.Close(i) + 1
		if !f.At(after).Is(":") {
			return "", i
		}
		return e.expr(f, i+1, f.Close(i), depth+1).Text, after + 1
	case t.Kind == Ident || t.Kind == String || t.Kind == Number:
		switch after := f.At(i + 1); {
		case after.Is(":"):
			return t.Text, i + 2
		case t.Kind == Ident && (after.Is(",") || after.Is("}")):
			return t.Text, i
		}
	}
	return "", i
}

func (e *evaluator) fields(v Value, depth int) []Field {
	f := v.File
	if v.whole {
		return e.wholeFields(f, depth)
	}
	var out []Field
	for _, i := range f.elements(v.start) {
		k, at := e.key(f, i, depth)
		if k == "" || len(out) >= maxFields {
			continue
		}
		w := e.expr(f, at, f.ExprEnd(at), depth+1)
		if k == "..." {
			if w = e.object(w, depth+1); w.Kind == Object && depth < maxDepth {
				out = append(out, e.fields(w, depth+1)...)
			}
			continue
		}
		out = append(out, Field{Key: k, Line: f.Tokens[i].Line, Value: w})
	}
	return e.later(f, v.start, out, depth)
}

// later adds the properties that are assigned to an object after it was made.
func (e *evaluator) later(f *File, start int, out []Field, depth int) []Field {
	name := f.owner(start)
	if name == "" {
		return out
	}
	for _, a := range f.assigned {
		key, ok := strings.CutPrefix(a, name+".")
		if ok && len(out) < maxFields && !slices.ContainsFunc(out, func(x Field) bool { return x.Key == key }) {
			i := f.assigns[a][0]
			out = append(out, Field{Key: key, Line: f.At(i).Line, Value: e.expr(f, i, f.ExprEnd(i), depth+1)})
		}
	}
	return out
}

func (e *evaluator) wholeFields(f *File, depth int) []Field {
	names := make([]string, 0, len(f.exports))
	for name := range f.exports {
		names = append(names, name)
	}
	slices.Sort(names)
	var out []Field
	for _, name := range names {
		i := f.exports[name]
		w := e.expr(f, i, f.ExprEnd(i), depth+1)
		out = append(out, Field{Key: name, Line: f.At(i).Line, Value: w})
	}
	return out
}
