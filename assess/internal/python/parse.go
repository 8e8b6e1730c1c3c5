package python

import "strings"

// StmtKind is the kind of a statement.
type StmtKind uint8

// The kinds of statement.
const (
	Simple    StmtKind = iota // expression, return, raise ...; Value
	Import                    // Imports
	Assign                    // Targets = Value; Text is the annotation's name
	Def                       // Text
	Class                     // Text, Bases in Value
	If                        // if, elif or while; Value
	Block                     // else, try, with, for ...; Value
	Decorator                 // Value
	Return                    // Value
)

// Stmt is a statement. Parent is the index of the statement whose block it stands
// in, -1 at the top.
type Stmt struct {
	Kind    StmtKind
	indent  int32
	Text    string
	Word    string // the keyword that it starts with, "" for none
	Targets []Expr
	Value   Expr
	Imports []ImportName
	Line    int
	Parent  int
}

// ImportName is one name that an import binds. Module has a dot in front for each
// level of a relative import; Name is "" when the module itself is bound.
type ImportName struct {
	Module, Name, As string
}

// parser puts statements together from logical lines.
type parser struct {
	out    []Stmt
	open   []int               // indexes of the blocks around
	params map[string][]string // function → names of its parameters
	parts  []Expr              // for exprParser to use again
}

func newParser() *parser { return &parser{params: map[string][]string{}} }

// line adds the statements of a logical line.
func (p *parser) line(l logical) {
	for len(p.open) > 0 && p.out[p.open[len(p.open)-1]].indent >= int32(l.indent) { //nolint:gosec // bounded by MaxSource
		p.open = p.open[:len(p.open)-1]
	}
	parent := -1
	if len(p.open) > 0 {
		parent = p.open[len(p.open)-1]
	}
	header, bodies := splitLine(l.tokens)
	if header != nil {
		s := p.statement(header)
		s.indent, s.Parent = int32(l.indent), parent //nolint:gosec // bounded by MaxSource
		p.out = append(p.out, s)
		if s.opens() {
			p.open = append(p.open, len(p.out)-1)
			parent = len(p.out) - 1
		}
	}
	for _, body := range bodies {
		s := p.statement(body)
		s.indent, s.Parent = int32(l.indent), parent //nolint:gosec // bounded by MaxSource
		p.out = append(p.out, s)
	}
}

func (s Stmt) opens() bool {
	return s.Kind == Def || s.Kind == Class || s.Kind == If || s.Kind == Block
}

// splitLine cuts a line at semicolons, and a compound statement from what follows
// its colon on the same line.
func splitLine(tokens []token) (header []token, rest [][]token) {
	if blockWord(tokens) {
		if i := topLevel(tokens, ":"); i >= 0 {
			header, tokens = tokens[:i], tokens[i+1:]
		} else {
			return tokens, nil
		}
	}
	for len(tokens) > 0 {
		i := topLevel(tokens, ";")
		if i < 0 {
			rest = append(rest, tokens)
			break
		}
		if i > 0 {
			rest = append(rest, tokens[:i])
		}
		tokens = tokens[i+1:]
	}
	return header, rest
}

func blockWord(tokens []token) bool {
	if tokens[0].kind != tokName {
		return false
	}
	switch tokens[0].text {
	case "if", "elif", "else", "while", "for", "try", "except", "finally", "with", "def", "class":
		return true
	case "async":
		return len(tokens) > 1 && tokens[1].kind == tokName
	}
	return false
}

// topLevel finds an operator outside of brackets and lambdas, -1 when there is none.
func topLevel(tokens []token, op string) int {
	depth, lambdas := 0, 0
	for i, t := range tokens {
		if t.kind == tokName && t.text == "lambda" && depth == 0 {
			lambdas++
		}
		if t.kind != tokOp {
			continue
		}
		switch t.text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
		}
		if depth != 0 || t.text != op {
			continue
		}
		if op == ":" && lambdas > 0 {
			lambdas--
			continue
		}
		return i
	}
	return -1
}

// statement reads a simple statement or the header of a compound one.
func (p *parser) statement(tokens []token) Stmt {
	s := Stmt{Line: tokens[0].line}
	if tokens[0].kind == tokName && tokens[0].text == "async" && len(tokens) > 1 {
		tokens = tokens[1:]
	}
	word := ""
	if tokens[0].kind == tokName {
		word = tokens[0].text
	}
	rest := tokens[1:]
	switch {
	case tokens[0].kind == tokOp && tokens[0].text == "@":
		s.Kind, s.Value = Decorator, p.expression(rest)
	case word == "import":
		s.Kind, s.Imports = Import, importNames("", rest)
	case word == "from":
		s.Kind, s.Imports = Import, fromImport(rest)
	case word == "def":
		s.Kind, s.Text = Def, firstName(rest)
		p.params[s.Text] = parameters(rest)
	case word == "class":
		s.Kind, s.Text, s.Value = Class, firstName(rest), p.expression(rest)
	case word == "if" || word == "elif" || word == "while":
		s.Kind, s.Word, s.Value = If, word, p.expression(rest)
	case word == "else" || word == "try" || word == "finally":
		s.Kind, s.Word = Block, word
	case word == "for":
		s.Kind, s.Word = Block, word
		if i := nameAt(rest, "in"); i >= 0 {
			s.Value = p.expression(rest[i+1:])
		}
	case word == "with" || word == "except":
		s.Kind, s.Word, s.Value = Block, word, p.expression(rest)
	case word == "return" || word == "raise" || word == "assert" || word == "del" || word == "yield" || word == "global" || word == "nonlocal":
		s.Word, s.Value = word, p.expression(rest)
		if word == "return" {
			s.Kind = Return
		}
	default:
		p.assignment(&s, tokens)
	}
	return s
}

func (p *parser) expression(tokens []token) Expr {
	e := &exprParser{tokens: tokens, parts: p.parts[:0]}
	out := e.list()
	p.parts = e.parts
	return out
}

func firstName(tokens []token) string {
	if len(tokens) > 0 && tokens[0].kind == tokName {
		return tokens[0].text
	}
	return ""
}

func nameAt(tokens []token, name string) int {
	for i, t := range tokens {
		if t.kind == tokName && t.text == name {
			return i
		}
	}
	return -1
}

// parameters returns the names of the parameters that callers pass.
func parameters(tokens []token) []string {
	var out []string
	depth := 0
	for i, t := range tokens {
		if t.kind == tokOp {
			switch t.text {
			case "(", "[", "{":
				depth++
			case ")", "]", "}":
				depth--
			}
		}
		if t.kind == tokName && depth == 1 && i > 0 && (tokens[i-1].text == "(" || tokens[i-1].text == "," || tokens[i-1].text == "*" || tokens[i-1].text == "**") && t.text != "self" && t.text != "cls" {
			out = append(out, t.text)
		}
	}
	return out
}

// assignment reads a = b = value, a: T = value, a += value and plain expressions.
func (p *parser) assignment(s *Stmt, tokens []token) {
	if i := topLevel(tokens, ":"); i > 0 {
		value := []token(nil)
		annotation := tokens[i+1:]
		if j := topLevel(annotation, "="); j >= 0 {
			annotation, value = annotation[:j], annotation[j+1:]
		}
		s.Kind, s.Targets = Assign, []Expr{p.expression(tokens[:i])}
		s.Text = firstName(annotation)
		if value != nil {
			s.Value = p.expression(value)
		}
		return
	}
	for {
		i := topLevel(tokens, "=")
		if i < 0 {
			break
		}
		s.Kind = Assign
		s.Targets = append(s.Targets, p.expression(tokens[:i]))
		tokens = tokens[i+1:]
	}
	if s.Kind != Assign {
		for i, t := range tokens {
			if t.kind == tokOp && len(t.text) >= 2 && strings.HasSuffix(t.text, "=") && precedence(t.text) == 0 && t.text != ":=" && i > 0 {
				s.Word = t.text
				s.Value = p.expression(tokens[i+1:])
				return
			}
		}
	}
	if len(tokens) > 0 {
		s.Value = p.expression(tokens)
	}
}

func importNames(module string, tokens []token) []ImportName {
	var out []ImportName
	for len(tokens) > 0 {
		part := tokens
		if i := topLevel(tokens, ","); i >= 0 {
			part, tokens = tokens[:i], tokens[i+1:]
		} else {
			tokens = nil
		}
		name, as := dotted(part), ""
		if i := nameAt(part, "as"); i > 0 {
			name = dotted(part[:i])
			as = firstName(part[i+1:])
		}
		if name == "" {
			continue
		}
		if module != "" {
			out = append(out, ImportName{Module: module, Name: name, As: as})
		} else {
			out = append(out, ImportName{Module: name, As: as})
		}
	}
	return out
}

func fromImport(tokens []token) []ImportName {
	i := nameAt(tokens, "import")
	if i < 0 {
		return nil
	}
	names := tokens[i+1:]
	if len(names) > 0 && names[0].text == "(" {
		names = names[1:]
		if n := len(names); n > 0 && names[n-1].text == ")" {
			names = names[:n-1]
		}
	}
	return importNames(dotted(tokens[:i]), names)
}

func dotted(tokens []token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.text)
	}
	return b.String()
}
