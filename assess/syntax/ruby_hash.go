package syntax

import "strings"

// sequence walks what stands between the bracket at i and its counterpart, and returns the last expression.
func (w *rubyWalker) sequence(i, end int) value {
	var v value
	end = min(w.match(i), end)
	for i++; i < end; {
		t := w.toks[i]
		if t.kind == punctLexeme && (t.is(",") || t.is(";") || t.is("=>")) {
			i++
			continue
		}
		if t.kind == identLexeme {
			target := w.target
			j := w.keyword(i, end)
			w.target = target
			if j > i {
				i = j
				continue
			}
		}
		from := i
		v, i = w.expr(i, end)
		i = max(i, from+1)
	}
	return v
}

// hash walks the pairs between braces.
func (w *rubyWalker) hash(i, end int) value {
	closing := min(w.match(i), end)
	target := w.target
	var out value
	for i++; i < closing; {
		if w.toks[i].is(",") {
			i++
			continue
		}
		from := i
		key := w.key(i, closing)
		w.target = target
		var v value
		v, i = w.argument(i, closing)
		if key != "" {
			a := v.arg()
			a.Name = key
			out.fields = append(out.fields, a)
		}
		i = max(i, from+1)
	}
	w.target = target
	return out
}

// key returns the key of the pair that starts at i, "" when there is none that is known.
func (w *rubyWalker) key(i, end int) string {
	switch t := w.toks[i]; {
	case t.kind == labelLexeme:
		return t.text
	case (t.kind == stringLexeme || t.kind == numberLexeme) && i+1 < end && w.toks[i+1].is("=>"):
		return t.text
	}
	return ""
}

// argument walks an argument or element: a pair or a value.
func (w *rubyWalker) argument(i, end int) (value, int) {
	if key := w.key(i, end); key != "" {
		w.target = key
		if w.toks[i].kind != labelLexeme {
			i++
		}
		if n := w.at(i + 1); i+1 >= end || n.is(",") { // name: for name: name
			return value{}, i + 1
		}
		v, i := w.expr(i+1, end)
		w.target = ""
		return v, i
	}
	v, i := w.expr(i, end)
	if w.at(i).is("=>") && i < end {
		return w.expr(i+1, end)
	}
	return v, i
}

// pair walks a pair without braces outside of a call.
func (w *rubyWalker) pair(i, end int) (value, int) {
	target := w.target
	v, i := w.argument(i, end)
	w.target = target
	return value{name: v.name}, i
}

// rubyJoined is the path that joining the arguments to a known or unknown root makes.
func rubyJoined(name string, args []Value) (string, bool) {
	switch {
	case name == "File.join":
		return joinPath(args)
	case name == "File.expand_path" && len(args) > 0:
		if strings.HasPrefix(args[0].Text, "/") || len(args) == 1 {
			return args[0].Text, args[0].Known
		}
		return joinPath([]Value{args[1], args[0]})
	case name == "Rails.root.join" || name == "Pathname.new" && len(args) > 0:
		if name == "Pathname.new" {
			return args[0].Text, args[0].Known
		}
		return joinPath(append([]Value{{Text: computed}}, args...))
	}
	return "", false
}
