package cmdline

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// word expands a word to the arguments that it becomes. A variable without a
// value that stands alone and unquoted becomes none, as in a shell; elsewhere it
// stays as ${NAME}, and open is true.
func (r *reader) word(w *syntax.Word) (args []string, open bool) {
	if len(w.Parts) == 1 {
		switch p := w.Parts[0].(type) {
		case *syntax.ParamExp:
			s, ok := r.param(p)
			if !ok && positional(p) {
				return nil, false
			}
			if !ok && p.Exp == nil && p.Repl == nil && p.Slice == nil && !digit(p) {
				return nil, false
			}
			return strings.Fields(s), !ok
		case *syntax.DblQuoted:
			if len(p.Parts) == 1 {
				if pe, ok := p.Parts[0].(*syntax.ParamExp); ok && positional(pe) {
					return nil, false
				}
			}
		}
	}
	s, open := r.text1(w.Parts, false)
	return r.split(w, s), open
}

// split cuts a word that holds unquoted variables with white space in them.
func (r *reader) split(w *syntax.Word, s string) []string {
	for _, p := range w.Parts {
		if pe, ok := p.(*syntax.ParamExp); ok {
			if v, _ := r.param(pe); strings.ContainsAny(v, " \t\n") {
				return strings.Fields(s)
			}
		}
	}
	return []string{s}
}

// positional tells of $@ and $*, what the caller may add.
func positional(p *syntax.ParamExp) bool {
	return p.Param != nil && (p.Param.Value == "@" || p.Param.Value == "*")
}

func digit(p *syntax.ParamExp) bool {
	return p.Param != nil && strings.Trim(p.Param.Value, "0123456789") == ""
}

// text1 expands the parts of one word to one text.
func (r *reader) text1(parts []syntax.WordPart, quoted bool) (s string, open bool) {
	var out strings.Builder
	for _, p := range parts {
		t, o := r.part(p, quoted)
		open = open || o
		if out.Len()+len(t) > MaxScript {
			return "", true
		}
		out.WriteString(t)
	}
	return out.String(), open
}

func (r *reader) part(p syntax.WordPart, quoted bool) (s string, open bool) {
	switch p := p.(type) {
	case *syntax.Lit:
		return unescape(p.Value, quoted), false
	case *syntax.SglQuoted:
		return p.Value, false
	case *syntax.DblQuoted:
		return r.text1(p.Parts, true)
	case *syntax.ParamExp:
		v, ok := r.param(p)
		return v, !ok
	}
	return r.source(p), true
}

// param returns the value of a variable or, when it has none and no default, its
// name as ${NAME} and false.
func (r *reader) param(p *syntax.ParamExp) (string, bool) {
	if p.Param == nil || p.Excl || p.Length || p.Index != nil || p.Repl != nil || p.Slice != nil {
		return r.source(p), false
	}
	v, known := r.vars[p.Param.Value]
	if p.Exp == nil {
		if !known {
			return "${" + p.Param.Value + "}", false
		}
		return v.Value, !v.Open
	}
	switch p.Exp.Op {
	case syntax.DefaultUnset, syntax.DefaultUnsetOrNull, syntax.AssignUnset, syntax.AssignUnsetOrNull:
		if known && v.Value != "" {
			return v.Value, !v.Open
		}
		if p.Exp.Word == nil {
			return "", true
		}
		s, open := r.text1(p.Exp.Word.Parts, false)
		return s, !open
	case syntax.AlternateUnset, syntax.AlternateUnsetOrNull:
		if !known {
			return "", true
		}
	}
	return r.source(p), false
}

// source returns how a part is written.
func (r *reader) source(n syntax.Node) string {
	from, to := n.Pos().Offset(), n.End().Offset()
	if from > to || to > uint(len(r.text)) {
		return "$"
	}
	return r.text[from:to]
}

func unescape(s string, quoted bool) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && (!quoted || strings.IndexByte("$`\"\\\n", s[i+1]) >= 0) {
			i++
			if s[i] == '\n' {
				continue
			}
		}
		out.WriteByte(s[i])
	}
	return out.String()
}
