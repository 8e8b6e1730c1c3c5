package python

import "slices"

// ExprKind is the kind of an expression.
type ExprKind uint8

// The kinds of expression.
const (
	Other  ExprKind = iota // not understood; Args holds what was understood of it
	Name                   // Text
	Attr                   // Args[0].Text
	Call                   // Args[0](Args[1:]..., Keywords)
	Index                  // Args[0][Args[1]]
	Str                    // Text
	Format                 // f-string of Args
	Number                 // Text
	List                   // list, tuple or set of Args
	Dict                   // Args: key, value, key, value ...
	Binary                 // Args[0] Text Args[1]
	Cond                   // Args[0] if Args[1] else Args[2]
)

// Expr is an expression.
type Expr struct {
	Kind     ExprKind
	Text     string
	Args     []Expr
	keywords *[]Keyword // nil for none, as nearly always
	Line     int
}

// Keywords returns the keyword arguments of a call.
func (e Expr) Keywords() []Keyword {
	if e.keywords == nil {
		return nil
	}
	return *e.keywords
}

// Keyword is a keyword argument of a call. Name is "" for **mapping.
type Keyword struct {
	Name  string
	Value Expr
}

// Keyword returns the value of a keyword argument.
func (e Expr) Keyword(name string) (Expr, bool) {
	for _, k := range e.Keywords() {
		if k.Name == name {
			return k.Value, true
		}
	}
	return Expr{}, false
}

// Arg returns the i-th positional argument of a call or, failing that, the keyword
// argument with one of the names.
func (e Expr) Arg(i int, names ...string) (Expr, bool) {
	if i >= 0 && i+1 < len(e.Args) {
		return e.Args[i+1], true
	}
	for _, n := range names {
		if v, ok := e.Keyword(n); ok {
			return v, true
		}
	}
	return Expr{}, false
}

// Get returns the value of a string key of a dict display.
func (e Expr) Get(key string) (Expr, bool) {
	if e.Kind == Dict {
		for i := 0; i+1 < len(e.Args); i += 2 {
			if e.Args[i].Kind == Str && e.Args[i].Text == key {
				return e.Args[i+1], true
			}
		}
	}
	if e.Kind == Call && len(e.Args) > 0 && e.Args[0].Kind == Name && e.Args[0].Text == "dict" {
		return e.Keyword(key)
	}
	return Expr{}, false
}

// Walk calls visit for the expression and all that it consists of.
func (e Expr) Walk(visit func(Expr)) {
	visit(e)
	for _, a := range e.Args {
		a.Walk(visit)
	}
	for _, k := range e.Keywords() {
		k.Value.Walk(visit)
	}
}

// walk is Walk with pointers into the expression.
func (e *Expr) walk(visit func(*Expr)) {
	visit(e)
	for i := range e.Args {
		e.Args[i].walk(visit)
	}
	for i, list := 0, e.Keywords(); i < len(list); i++ {
		list[i].Value.walk(visit)
	}
}

// maxNesting bounds how deep expressions are read, and so the stack.
const maxNesting = 100

// exprParser reads expressions from tokens. It always moves forward.
type exprParser struct {
	tokens []token
	pos    int
	depth  int
	parts  []Expr // of the lists that are being read, so that each is made once and fits
}

// take returns the parts from the place on as a list of their own.
func (p *exprParser) take(from int) []Expr {
	out := slices.Clone(p.parts[from:])
	p.parts = p.parts[:from]
	return out
}

func (p *exprParser) peek() token {
	if p.pos < len(p.tokens) {
		return p.tokens[p.pos]
	}
	return token{kind: tokOp}
}

func (p *exprParser) at(text string) bool {
	t := p.peek()
	return (t.kind == tokOp || t.kind == tokName) && t.text == text && p.pos < len(p.tokens)
}

func (p *exprParser) accept(text string) bool {
	if p.at(text) {
		p.pos++
		return true
	}
	return false
}

// list reads expressions with commas between them: one is itself, several a List.
func (p *exprParser) list() Expr {
	first := p.expr()
	if !p.at(",") {
		return first
	}
	from := len(p.parts)
	p.parts = append(p.parts, first)
	for p.accept(",") && p.pos < len(p.tokens) && !p.at("=") && !p.at(":") {
		part := p.expr()
		p.parts = append(p.parts, part)
	}
	return Expr{Kind: List, Line: first.Line, Args: p.take(from)}
}

func (p *exprParser) expr() Expr {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxNesting {
		p.pos = len(p.tokens)
		return Expr{}
	}
	if p.at("lambda") {
		return p.lambda()
	}
	e := p.binary(0)
	if p.at("if") {
		p.pos++
		test := p.binary(0)
		e = Expr{Kind: Cond, Line: e.Line, Args: []Expr{e, test}}
		if p.accept("else") {
			e.Args = append(e.Args, p.expr())
		} else {
			e.Args = append(e.Args, Expr{})
		}
	}
	if p.accept(":=") {
		return p.expr()
	}
	return e
}

func (p *exprParser) lambda() Expr {
	line := p.peek().line
	for p.pos < len(p.tokens) && !p.at(":") {
		p.pos++
	}
	p.accept(":")
	return Expr{Kind: Other, Line: line, Args: []Expr{p.expr()}}
}

// precedence of binary operators; 0 means none.
func precedence(op string) int {
	switch op {
	case "or":
		return 1
	case "and":
		return 2
	case "in", "not", "is", "==", "!=", "<", ">", "<=", ">=":
		return 4
	case "|":
		return 5
	case "^":
		return 6
	case "&":
		return 7
	case "<<", ">>":
		return 8
	case "+", "-":
		return 9
	case "*", "/", "//", "%", "@":
		return 10
	case "**":
		return 12
	}
	return 0
}

func (p *exprParser) binary(least int) Expr {
	p.depth++
	defer func() { p.depth-- }()
	left := p.unary()
	for p.pos < len(p.tokens) && p.depth <= maxNesting {
		t := p.peek()
		prec := 0
		if t.kind == tokOp || t.kind == tokName {
			prec = precedence(t.text)
		}
		if prec == 0 || prec <= least {
			return left
		}
		op := t.text
		p.pos++
		if op == "not" && !p.accept("in") {
			return left
		}
		if op == "is" {
			p.accept("not")
		}
		right := p.binary(prec)
		left = Expr{Kind: Binary, Text: op, Line: left.Line, Args: []Expr{left, right}}
	}
	return left
}

func (p *exprParser) unary() Expr {
	t := p.peek()
	switch {
	case p.at("not"), p.at("-"), p.at("+"), p.at("~"), p.at("*"), p.at("**"), p.at("await"), p.at("yield"), p.at("from"):
		p.pos++
		p.depth++
		defer func() { p.depth-- }()
		if p.depth > maxNesting {
			p.pos = len(p.tokens)
			return Expr{}
		}
		inner := p.unary()
		if t.text == "await" || t.text == "*" || t.text == "**" {
			return inner
		}
		return Expr{Kind: Other, Text: t.text, Line: t.line, Args: []Expr{inner}}
	}
	return p.primary()
}

func (p *exprParser) primary() Expr {
	e := p.atom()
	for p.pos < len(p.tokens) {
		switch {
		case p.accept("."):
			t := p.peek()
			if t.kind != tokName {
				return e
			}
			p.pos++
			e = Expr{Kind: Attr, Text: t.text, Line: t.line, Args: []Expr{e}}
		case p.at("("):
			e = p.call(e)
		case p.at("["):
			p.pos++
			inner := p.items("]")
			idx := Expr{Kind: List, Args: inner}
			if len(inner) == 1 {
				idx = inner[0]
			}
			e = Expr{Kind: Index, Line: e.Line, Args: []Expr{e, idx}}
		default:
			return e
		}
	}
	return e
}

func (p *exprParser) atom() Expr {
	t := p.peek()
	if p.pos >= len(p.tokens) {
		return Expr{Line: t.line}
	}
	switch t.kind {
	case tokString:
		return p.strings()
	case tokNumber:
		p.pos++
		return Expr{Kind: Number, Text: t.text, Line: t.line}
	case tokName:
		if t.text == "if" || t.text == "else" || t.text == "for" || t.text == "in" {
			return Expr{Line: t.line}
		}
		p.pos++
		return Expr{Kind: Name, Text: t.text, Line: t.line}
	}
	switch t.text {
	case "(", "[":
		p.pos++
		closing := map[string]string{"(": ")", "[": "]"}[t.text]
		before := p.pos
		inner := p.items(closing)
		if t.text == "(" && len(inner) == 1 && !p.tupleComma(before) {
			return inner[0]
		}
		return Expr{Kind: List, Line: t.line, Args: inner}
	case "{":
		p.pos++
		return p.braces(t.line)
	case ")", "]", "}", ",", ":", "=", ";":
		return Expr{Line: t.line} // for the caller to deal with
	}
	p.pos++
	return Expr{Line: t.line}
}
