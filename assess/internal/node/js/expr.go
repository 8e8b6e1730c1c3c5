package js

import "slices"

// maxExpr bounds an expression, in tokens outside of brackets, so that many reads of
// one long chain cost little.
const maxExpr = 2000

// ExprEnd returns the index after the expression that starts at i.
func (f *File) ExprEnd(i int) int {
	start := i
	for n := 0; i < len(f.Tokens); n++ {
		if n == maxExpr {
			return i
		}
		t := f.Tokens[i]
		if i > start && f.newStatement(i) {
			return i
		}
		switch {
		case t.Kind != Punct:
		case t.Text == ",", t.Text == ";", t.Text == ")", t.Text == "]", t.Text == "}":
			return i
		case t.Text == "(", t.Text == "[", t.Text == "{":
			i = f.Close(i)
		}
		i++
	}
	return len(f.Tokens)
}

// newStatement tells whether a statement starts at i for want of a semicolon: on
// a line of its own, after what can end an expression, with what cannot go on.
func (f *File) newStatement(i int) bool {
	t, before := f.Tokens[i], f.Tokens[i-1]
	if t.Line == before.Line || !endsOperand(before) {
		return false
	}
	switch t.Kind {
	case Punct:
		return t.Text == "@" || t.Text == "{"
	case Ident:
		return t.Text != "as" && t.Text != "instanceof" && t.Text != "in"
	case Template:
		return false
	}
	return true
}

func endsOperand(t Token) bool {
	if t.Kind != Punct {
		switch t.Text {
		case "return", "await", "new", "typeof", "async":
			return t.Kind != Ident
		}
		return true
	}
	return t.Text == ")" || t.Text == "]" || t.Text == "}"
}

// Args returns the starts of the arguments of the call whose "(" is at i.
func (f *File) Args(i int) []int {
	return f.elements(i)
}

// elements returns the starts of what stands between brackets, parted by commas.
func (f *File) elements(open int) []int {
	end := f.Close(open)
	var out []int
	for i := open + 1; i < end; {
		if f.Tokens[i].Is(",") {
			i++
			continue
		}
		out = append(out, i)
		i = max(f.ExprEnd(i), i+1)
	}
	return out
}

// operator finds the first of the operators at the top level of [i, end), or -1.
func (f *File) operator(i, end int, ops ...string) int {
	for ; i < end; i++ {
		t := f.Tokens[i]
		if t.Kind != Punct {
			continue
		}
		if slices.Contains(ops, t.Text) {
			return i
		}
		if t.Text == "(" || t.Text == "[" || t.Text == "{" {
			i = f.Close(i)
		}
	}
	return -1
}

// colon finds the ":" that belongs to the "?" before i.
func (f *File) colon(i, end int) int {
	for depth := 0; i < end; i++ {
		switch t := f.Tokens[i]; {
		case t.Kind != Punct:
		case t.Text == "?":
			depth++
		case t.Text == ":" && depth == 0:
			return i
		case t.Text == ":":
			depth--
		case t.Text == "(", t.Text == "[", t.Text == "{":
			i = f.Close(i)
		}
	}
	return -1
}
