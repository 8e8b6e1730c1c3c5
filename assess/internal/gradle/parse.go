package gradle

// stmt is a statement of a script: the tokens before its block, and the block.
type stmt struct {
	toks []token
	body []stmt
	line int
}

const maxDepth = 60

// parse makes statements of a script. It never fails: what is out of balance ends
// where the text ends.
func parse(src string) []stmt {
	p := &parser{toks: lex(src)}
	var out []stmt
	for p.pos < len(p.toks) {
		out = append(out, p.block(0)...)
		p.pos++ // a brace that closes nothing
	}
	return out
}

type parser struct {
	toks []token
	pos  int
}

// block reads statements up to the closing brace, which stays.
func (p *parser) block(depth int) []stmt {
	var out []stmt
	for p.pos < len(p.toks) && !p.toks[p.pos].is("}") {
		if t := p.toks[p.pos]; t.kind == newline || t.is(";") {
			p.pos++
			continue
		}
		if s := p.statement(depth); len(s.toks) > 0 || len(s.body) > 0 {
			out = append(out, s)
		}
	}
	return out
}

func (p *parser) statement(depth int) stmt {
	s := stmt{line: p.toks[p.pos].line}
	for p.pos < len(p.toks) {
		t := p.toks[p.pos]
		switch {
		case t.is("}"):
			return s
		case t.is(";"), t.kind == newline && !p.continues(s.toks):
			p.pos++
			return s
		case t.kind == newline:
			p.pos++
		case t.is("{"):
			p.pos++
			if depth >= maxDepth {
				p.skipBraces()
				return s
			}
			s.body = p.block(depth + 1)
			p.pos++ // the closing brace
			return s
		case t.is("("), t.is("["):
			s.toks = p.group(s.toks)
		default:
			s.toks = append(s.toks, t)
			p.pos++
		}
	}
	return s
}

// continues tells whether a statement goes on behind the end of the line.
func (p *parser) continues(have []token) bool {
	if len(have) > 0 {
		switch last := have[len(have)-1]; {
		case last.is(","), last.is("="), last.is("."), last.is("+"), last.is(":"), last.is("?"):
			return true
		}
	}
	for i := p.pos; i < len(p.toks); i++ {
		if t := p.toks[i]; t.kind != newline {
			return t.is(".") || t.is("?")
		}
	}
	return false
}

// group takes over tokens up to the closing bracket, whatever is in between.
func (p *parser) group(to []token) []token {
	depth := 0
	for ; p.pos < len(p.toks); p.pos++ {
		t := p.toks[p.pos]
		switch {
		case t.kind == newline:
			continue
		case t.is("("), t.is("["), t.is("{"):
			depth++
		case t.is(")"), t.is("]"), t.is("}"):
			depth--
		}
		to = append(to, t)
		if depth <= 0 {
			p.pos++
			return to
		}
	}
	return to
}

func (p *parser) skipBraces() {
	for depth := 1; p.pos < len(p.toks); p.pos++ {
		switch t := p.toks[p.pos]; {
		case t.is("{"):
			depth++
		case t.is("}"):
			if depth--; depth == 0 {
				p.pos++
				return
			}
		}
	}
}

// call is a statement seen as name, arguments and, for an assignment, value.
type call struct {
	name  string  // dotted: tasks.named, java.sourceCompatibility
	args  []token // behind the name, without the = of an assignment
	isSet bool
	line  int
}

// call splits the dotted name from what follows. Modifiers of a declaration (def,
// val) are no part of the name.
func (s stmt) call() call {
	c := call{line: s.line}
	i := 0
	for i < len(s.toks) && s.toks[i].kind == word {
		switch s.toks[i].val {
		case "def", "val", "var", "final", "String", "const", "public", "private":
			i++
			continue
		}
		break
	}
	for i < len(s.toks) {
		t := s.toks[i]
		if t.kind != word && (t.kind != text || c.name != "" || i+1 >= len(s.toks) || !s.toks[i+1].is("(")) {
			break
		}
		c.name += t.val
		i++
		if i+1 < len(s.toks) && s.toks[i].is(".") && s.toks[i+1].kind == word {
			c.name += "."
			i++
			continue
		}
		break
	}
	if i < len(s.toks) && s.toks[i].is("=") && !(i+1 < len(s.toks) && s.toks[i+1].is("=")) {
		c.isSet = true
		i++
	}
	c.args = s.toks[i:]
	return c
}

// items splits arguments at commas; one pair of brackets around all is dropped.
func items(toks []token) [][]token {
	if len(toks) > 1 && toks[0].is("(") && closes(toks) == len(toks)-1 {
		toks = toks[1 : len(toks)-1]
	}
	var out [][]token
	depth, start := 0, 0
	for i, t := range toks {
		switch {
		case t.is("("), t.is("["), t.is("{"):
			depth++
		case t.is(")"), t.is("]"), t.is("}"):
			depth--
		case t.is(",") && depth == 0:
			out = append(out, toks[start:i])
			start = i + 1
		}
	}
	if start < len(toks) {
		out = append(out, toks[start:])
	}
	return out
}

// closes finds the bracket that closes the first token.
func closes(toks []token) int {
	depth := 0
	for i, t := range toks {
		switch {
		case t.is("("), t.is("["), t.is("{"):
			depth++
		case t.is(")"), t.is("]"), t.is("}"):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// strings returns the string literals among tokens.
func literals(toks []token) []token {
	var out []token
	for _, t := range toks {
		if t.kind == text {
			out = append(out, t)
		}
	}
	return out
}
