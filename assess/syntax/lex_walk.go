package syntax

import "strings"

// unknownName is the name of what is not known, and computed the text.
const (
	unknownName = "?"
	computed    = "{}"
)

// maxReceiver bounds a name that chains of calls make.
const maxReceiver = 200

// maxExpr bounds how deep expressions nest.
const maxExpr = 200

// value is what a walker knows of an expression.
type value struct {
	name   string  // that it has as a receiver; "" for none, unknown for one that is not known
	text   string  // as Value.Text; "" with known unset stands for computed
	fields []Value // of an object or map, by their keys
	lit    int32   // the literal use that it is or ends with, counting from 1
	from   int32   // the import that it comes from, counting from 1
	known  bool
	own    bool // imported or declared: reading it is a use
}

// shown is the text as far as it is known.
func (v value) shown() string {
	if v.text == "" && !v.known {
		return computed
	}
	return v.text
}

// arg is the value as an argument.
func (v value) arg() Value {
	a := Value{Known: v.known, Text: v.shown()}
	if !strings.HasPrefix(v.name, unknownName) {
		a.Ref = v.name
	}
	return a
}

// receiver is the name that a member is looked up on.
func (v value) receiver() string {
	if v.name == "" || len(v.name) > maxReceiver {
		return unknownName
	}
	return v.name
}

// known is the value of a literal that is no string.
func known(text string) value { return value{text: text, known: true} }

// named is the value that a name stands for.
func named(name string) value { return value{name: name} }

// walker goes over the tokens of a file and collects uses.
type walker struct {
	toks     []lexeme
	uses     []Use
	scope    scope
	within   string
	target   string
	function string
	class    string
	depth    int
	dead     int // uses that others took in
}

func newWalker(toks []lexeme) walker {
	return walker{toks: toks, uses: make([]Use, 0, len(toks)/8+8), scope: scope{names: map[string]int32{}}}
}

// at returns the lexeme i, one of kind endLexeme outside of the file.
func (w *walker) at(i int) lexeme {
	if i >= 0 && i < len(w.toks) {
		return w.toks[i]
	}
	return lexeme{}
}

// match returns the index of the bracket that closes the one at i, or the end.
func (w *walker) match(i int) int {
	if m := int(w.toks[i].match); m > i {
		return m
	}
	return len(w.toks)
}

// use adds a use, and returns its number counting from 1.
func (w *walker) use(kind Kind, name string, line int32) int32 {
	if name == "" {
		name = unknownName
	}
	u := Use{Kind: kind, Name: name, Line: int(line), Function: w.function}
	if kind == Call || kind == New {
		u.Target = w.target
	}
	w.uses = append(w.uses, u)
	return w.last()
}

// last is the number of the use that was added last, 0 before the first.
func (w *walker) last() int32 {
	return int32(len(w.uses)) //nolint:gosec // fewer than the bytes of a text
}

// joined puts the tokens [from, to) together.
func (w *walker) joined(from, to int) string {
	if to == from+1 {
		return w.toks[from].text
	}
	var b strings.Builder
	for _, t := range w.toks[from:to] {
		b.WriteString(t.text)
	}
	return b.String()
}

// dotted goes over .NAME.NAME from i, and returns the index behind.
func (w *walker) dotted(i, end int) int {
	for i+1 < end && w.at(i).is(".") && w.at(i+1).kind == identLexeme {
		i += 2
	}
	return i
}

// literal adds a string literal and returns its value.
func (w *walker) literal(text string, line int32) value {
	w.uses = append(w.uses, Use{Kind: Literal, Text: text, Line: int(line), Within: w.within, Target: w.target, Function: w.function})
	return value{text: text, known: true, lit: w.last()}
}

// concat puts two values together as one text. Their literals become one.
func (w *walker) concat(a, b value) value {
	v := value{text: a.shown() + b.shown(), known: a.known && b.known, lit: a.lit}
	if v.lit == 0 {
		v.lit = b.lit
	} else if b.lit != 0 && b.lit != a.lit {
		w.uses[b.lit-1].Kind = ""
		w.dead++
	}
	if v.lit != 0 {
		w.uses[v.lit-1].Text = v.text
	}
	return v
}

// given tells a write, if there is one, what is written, and to which last name.
func (w *walker) given(write int32, target string, v value) {
	if write > 0 {
		w.uses[write-1].Args, w.uses[write-1].Target = []Value{v.arg()}, target
	}
}

// declare adds a function or type of the file, and a constructor or method by its own name.
func (w *walker) declare(name string, line int32) {
	w.use(Declare, name, line)
}

// either is the value of an expression that is one of two: it has the name of the first that has one.
func either(a, b value) value {
	if a.receiver() == unknownName {
		return named(b.name)
	}
	return named(a.name)
}

// member is the name of a member of a value.
func member(v value, name string) value {
	return value{name: v.receiver() + "." + name, own: v.own, from: v.from}
}

// frame is what a call keeps while its arguments are read.
type frame struct {
	within, target string
	use            int32
	args           []Value
	named          []Value // fields of objects among the arguments
}

// begin adds a use with arguments.
func (w *walker) begin(kind Kind, name string, line int32) frame {
	f := frame{within: w.within, target: w.target, use: w.use(kind, name, line)}
	w.within, w.target = name, ""
	return f
}

// add adds an argument.
func (f *frame) add(name string, v value) {
	a := v.arg()
	if a.Name = name; name != "" {
		f.named = append(f.named, a)
		return
	}
	f.args = append(f.args, a)
	f.named = append(f.named, v.fields...)
}

// end gives the arguments to the use.
func (w *walker) end(f frame) {
	w.within, w.target = f.within, f.target
	if len(f.named) > 0 {
		f.args = append(f.args, f.named...)
	}
	w.uses[f.use-1].Args = f.args
}

// around is what a function or type keeps of what is around it.
type around struct {
	within, target, function, class string
	mark                            int
}

// enter goes into a function or type.
func (w *walker) enter(function string) around {
	a := around{w.within, w.target, w.function, w.class, w.scope.mark()}
	w.within, w.target = "", ""
	if function != "" {
		w.function = function
	}
	return a
}

// leave comes back from it.
func (w *walker) leave(a around) {
	w.scope.leave(a.mark)
	w.within, w.target, w.function, w.class = a.within, a.target, a.function, a.class
}

// method is the name of a function of the type at hand.
func (w *walker) method(name string) string {
	if w.class == "" || name == "" {
		return name
	}
	return w.class + "." + name
}

// file returns what was collected.
func (w *walker) file(l *scanner) File {
	if w.dead > 0 {
		kept := w.uses[:0]
		for _, u := range w.uses {
			if u.Kind != "" {
				kept = append(kept, u)
			}
		}
		w.uses = kept
	}
	return File{Uses: w.uses, Comments: l.comments, Generated: l.generated}
}

// scope holds what names are bound to.
type scope struct {
	names map[string]int32 // to the binding at hand, counting from 1
	binds []binding
}

type binding struct {
	name  string
	val   value
	outer int32 // the binding that it hides
}

// bind binds a name in the innermost scope.
func (s *scope) bind(name string, v value) {
	s.binds = append(s.binds, binding{name, v, s.names[name]})
	s.names[name] = int32(len(s.binds)) //nolint:gosec // fewer than the bytes of a text
}

// find returns what a name is bound to.
func (s *scope) find(name string) (*value, bool) {
	if n := s.names[name]; n > 0 {
		return &s.binds[n-1].val, true
	}
	return nil, false
}

func (s *scope) mark() int { return len(s.binds) }

// leave drops the bindings since the mark.
func (s *scope) leave(mark int) {
	for n := len(s.binds) - 1; n >= mark; n-- {
		if b := s.binds[n]; b.outer > 0 {
			s.names[b.name] = b.outer
		} else {
			delete(s.names, b.name)
		}
	}
	s.binds = s.binds[:mark]
}
