package syntax

import "strings"

// bare walks the call of a method without a receiver.
func (w *rubyWalker) bare(i, end int) (value, int) {
	t := w.toks[i]
	name := t.text
	if w.own[name] {
		name = "self." + name
	}
	next := w.at(i + 1)
	switch {
	case next.is("(") && i+1 < end && !next.space:
		return w.call(named(name), i+1, t.line, end)
	case w.command(i, end):
		return w.commandCall(named(name), i+1, t.line, end)
	case next.is(".") || next.is("&.") || next.is("[") && !next.space:
		return named(name), i + 1
	case w.assigned(next):
		return named(name), i + 1
	}
	w.use(Call, name, t.line)
	return named(name), i + 1
}

// assigned tells whether a token assigns to what is before it.
func (w *rubyWalker) assigned(t lexeme) bool {
	if t.kind != punctLexeme {
		return false
	}
	switch t.text {
	case "=", "+=", "-=", "*=", "/=", "||=", "&&=", "|=", "&=", "<<=", "**=", "%=":
		return true
	}
	return false
}

// command tells whether the name at i is called with arguments without parentheses.
func (w *rubyWalker) command(i, end int) bool {
	n := w.at(i + 1)
	if i+1 >= end || n.first || !n.space {
		return false
	}
	switch n.kind {
	case stringLexeme, numberLexeme, labelLexeme, otherLexeme:
		return true
	case identLexeme:
		switch n.text {
		case "if", "unless", "while", "until", "do", "and", "or", "then", "end", "rescue", "in", "else", "when", "ensure", "elsif":
			return false
		}
		return true
	}
	tight := !w.at(i + 2).space
	switch n.text {
	case openText, "->":
		return true
	case "[", "::", "-", "*", "&", "**", ":":
		return tight
	case "!":
		return tight
	}
	return false
}

// call walks the arguments in the parentheses at open.
func (w *rubyWalker) call(v value, open int, line int32, end int) (value, int) {
	closing := min(w.match(open), end)
	out := w.arguments(v, open+1, closing, line, nil)
	return out, closing + 1
}

// commandCall walks arguments without parentheses, which go to the end of the line or a word that ends them.
func (w *rubyWalker) commandCall(v value, i int, line int32, end int) (value, int) {
	next := i
	out := w.arguments(v, i, end, line, &next)
	return out, next
}

// arguments walks the arguments from i on. With next set they go as far as commas bring them.
func (w *rubyWalker) arguments(v value, i, end int, line int32, next *int) value {
	name := v.receiver()
	kind := Call
	if typ, ok := strings.CutSuffix(name, ".new"); ok && !strings.HasPrefix(name, unknownName) {
		kind, name = New, typ
	}
	if j := w.special(v, i, end, line); j > i {
		if next != nil {
			*next = j
		}
		return value{}
	}
	f := w.begin(kind, name, line)
	for i < end {
		t := w.toks[i]
		if t.is(",") && next == nil {
			i++
			continue
		}
		if j := w.nestedStatement(i, end, next); j > i {
			i = j
			continue
		}
		from := i
		key := w.key(i, end)
		var a value
		a, i = w.argument(i, end)
		i = max(i, from+1)
		f.add(key, a)
		w.target = ""
		if next == nil {
			if i < end && !w.toks[i].is(",") {
				i = max(i+1, w.statement(i, end))
			}
			continue
		}
		if i >= end || !w.toks[i].is(",") {
			break
		}
		i++
	}
	w.end(f)
	if next != nil {
		*next = i
	}
	out := named(name + "()")
	out.text, out.known = rubyJoined(v.name, f.args)
	return out
}

// nestedStatement walks a word that starts a statement among the arguments in parentheses, and returns 0 for none.
func (w *rubyWalker) nestedStatement(i, end int, next *int) int {
	if next != nil || w.toks[i].kind != identLexeme {
		return 0
	}
	target := w.target
	j := w.keyword(i, end)
	w.target = target
	return j
}

// special walks require, include and what else is no call for rules, and returns 0 for a call.
func (w *rubyWalker) special(v value, i, end int, line int32) int {
	t := w.at(i)
	if i >= end {
		return 0
	}
	switch v.name {
	case "require", "require_relative", "load", "autoload":
		if t.kind != stringLexeme || v.name == "load" {
			return 0
		}
		name := t.text
		if v.name == "require_relative" && !strings.HasPrefix(name, ".") {
			name = "./" + name
		}
		w.use(Import, name, line)
		return i + 1
	case "include", "extend", "prepend":
		if w.function != w.class || t.kind != identLexeme || !rubyConstant(t.text) {
			return 0
		}
		for i < end && w.toks[i].kind == identLexeme && rubyConstant(w.toks[i].text) {
			var name string
			name, i = w.path(i, end)
			w.use(Extends, name, line)
			if !w.at(i).is(",") {
				break
			}
			if i++; w.at(i).is("::") {
				i++
			}
		}
		return i
	}
	return 0
}
