package python

// items reads what stands between brackets, up to and with the closing one. A
// comprehension counts as its first expression.
func (p *exprParser) items(closing string) []Expr {
	from := len(p.parts)
	for p.pos < len(p.tokens) && !p.accept(closing) {
		start := p.pos
		if !p.at(",") && !p.at(":") {
			arg := p.expr()
			p.parts = append(p.parts, arg)
		}
		if p.at("for") || p.at("async") {
			p.skipTo(closing)
			break
		}
		p.accept(",")
		p.accept(":") // of a slice
		if p.pos == start {
			p.pos++
		}
	}
	return p.take(from)
}

// skipTo moves behind the closing bracket of the level at hand.
func (p *exprParser) skipTo(closing string) {
	depth := 0
	for p.pos < len(p.tokens) {
		t := p.peek()
		p.pos++
		if t.kind != tokOp {
			continue
		}
		switch t.text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth == 0 && t.text == closing {
				return
			}
			depth--
		}
	}
}

// braces reads a dict or set display behind its opening brace.
func (p *exprParser) braces(line int) Expr {
	out := Expr{Kind: Dict, Line: line}
	from := len(p.parts)
	for p.pos < len(p.tokens) && !p.accept("}") {
		start := p.pos
		double := p.at("**")
		key := p.expr()
		switch {
		case p.accept(":"):
			value := p.expr()
			p.parts = append(p.parts, key, value)
		case !double:
			out.Kind = List
			p.parts = append(p.parts, key)
		}
		if p.at("for") || p.at("async") {
			p.skipTo("}")
			break
		}
		p.accept(",")
		if p.pos == start {
			p.pos++
		}
	}
	out.Args = p.take(from)
	return out
}

func (p *exprParser) call(fun Expr) Expr {
	e := Expr{Kind: Call, Line: fun.Line}
	var keywords []Keyword
	from := len(p.parts)
	p.parts = append(p.parts, fun)
	p.pos++
	for p.pos < len(p.tokens) && !p.accept(")") {
		start := p.pos
		t := p.peek()
		switch {
		case t.kind == tokName && p.pos+1 < len(p.tokens) && p.tokens[p.pos+1].kind == tokOp && p.tokens[p.pos+1].text == "=":
			p.pos += 2
			keywords = append(keywords, Keyword{t.text, p.expr()})
		case p.at("**"):
			keywords = append(keywords, Keyword{"", p.unary()})
		case !p.at(","):
			arg := p.expr()
			p.parts = append(p.parts, arg)
		}
		if p.at("for") || p.at("async") {
			p.skipTo(")")
			break
		}
		p.accept(",")
		if p.pos == start {
			p.pos++
		}
	}
	e.Args = p.take(from)
	if keywords != nil {
		e.keywords = &keywords
	}
	return e
}

// tupleComma tells whether the bracket that was just read held (x,).
func (p *exprParser) tupleComma(start int) bool {
	return p.pos-2 >= start && p.tokens[p.pos-2].text == "," && p.tokens[p.pos-2].kind == tokOp
}

// strings reads literals that stand beside each other as one.
func (p *exprParser) strings() Expr {
	t := p.peek()
	e := Expr{Kind: Str, Line: t.line}
	var parts []Expr
	format := false
	for p.pos < len(p.tokens) && p.peek().kind == tokString {
		s := p.peek()
		p.pos++
		if s.format {
			format = true
			parts = append(parts, formatParts(s, p.depth)...)
		} else {
			parts = append(parts, Expr{Kind: Str, Text: s.text, Line: s.line})
			e.Text += s.text
		}
	}
	if format {
		return Expr{Kind: Format, Line: t.line, Args: parts}
	}
	return e
}

// formatParts splits an f-string into its text and the expressions in it.
func formatParts(s token, depth int) []Expr {
	var out []Expr
	text := s.text
	literal := ""
	for i := 0; i < len(text); i++ {
		switch {
		case (text[i] == '{' || text[i] == '}') && i+1 < len(text) && text[i+1] == text[i]:
			literal += text[i : i+1]
			i++
		case text[i] == '{':
			end := matching(text, i)
			if literal != "" {
				out = append(out, Expr{Kind: Str, Text: literal, Line: s.line})
				literal = ""
			}
			out = append(out, embedded(text[i+1:end], s.line, depth))
			i = end
		default:
			literal += text[i : i+1]
		}
	}
	if literal != "" {
		out = append(out, Expr{Kind: Str, Text: literal, Line: s.line})
	}
	return out
}

func matching(text string, open int) int {
	depth := 0
	for i := open; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(text)
}

// embedded reads the expression of a replacement field; its format and conversion are dropped.
func embedded(text string, line, depth int) Expr {
	lines := lex(text)
	if len(lines) == 0 || depth > maxNesting/2 {
		return Expr{Line: line}
	}
	for i := range lines[0].tokens {
		lines[0].tokens[i].line = line
	}
	p := &exprParser{tokens: lines[0].tokens, depth: depth + 10}
	return p.expr()
}
