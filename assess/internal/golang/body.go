package golang

// body reads statements from behind an opening brace to the closing one.
func (o *outliner) body() {
	o.reset()
	for depth := 1; depth > 0; {
		switch o.next() {
		case '{', '[':
			depth++
		case '(':
			depth++
			o.call()
		case ')', ']', '}':
			depth--
		case tokEOF:
			o.fail("unexpected end of the file")
		}
		o.expression()
	}
}

// call notes that the name before a parenthesis is called.
func (o *outliner) call() {
	if o.last == tokName {
		o.calls = append(o.calls, o.lastAt)
		o.decl.Marks |= o.lastCall
	}
}

// expression notes what the token at hand says of names and literals.
func (o *outliner) expression() {
	switch o.kind {
	case tokName:
		o.identifier(true)
		return
	case '.':
		o.dot()
	case tokString:
		if o.in.Literal != nil {
			o.decl.Marks |= o.in.Literal(o.token())
		}
	case ',':
		if o.last == tokName {
			o.pending = append(o.pending, target{o.lastAt, !o.dotted})
		}
	case ':':
		if o.last == tokName {
			o.sets = append(o.sets, o.lastAt)
		}
	case tokAssign:
		o.assign()
	case '\n', ';', '(', '{', '}':
		o.pending = o.pending[:0]
	}
	if o.kind != '.' {
		o.addr = o.kind == '&'
		o.pkg = -1
	}
	o.last = o.kind
}

// assign notes the names before an assignment: those in a list, and the last.
func (o *outliner) assign() {
	if o.last == tokName {
		o.sets = append(o.sets, o.lastAt)
		if !o.dotted {
			o.locals = append(o.locals, o.lastAt)
		}
	}
	for _, t := range o.pending {
		o.sets = append(o.sets, t.name)
		if t.local {
			o.locals = append(o.locals, t.name)
		}
	}
	o.pending = o.pending[:0]
}

// identifier notes a name; used tells whether it counts as a reference.
func (o *outliner) identifier(used bool) {
	known := o.mention()
	if known&noName == 0 {
		if used {
			o.refs = append(o.refs, o.word)
		}
		if o.addr {
			o.sets = append(o.sets, o.word)
		}
		if used && o.pkg >= 0 && o.imports[o.pkg].local {
			o.file.uses = append(o.file.uses, Use{int32(o.pkg), o.word}) //nolint:gosec // few imports
		}
	}
	if o.pkg >= 0 && o.imports[o.pkg].os && o.token() == "Stdin" {
		o.file.Stdin = true
	}
	o.pkg = -1
	o.dotted = o.last == '.'
	o.last, o.lastAt = tokName, o.word
	if known&noName != 0 { // if (x) calls nothing
		o.last = tokOther
	}
}

// mention adds what a name hints at.
func (o *outliner) mention() Mark {
	known := o.in.name(o.word, o.token())
	o.decl.Marks |= known.name &^ noName
	o.lastCall = known.call
	if o.last != '.' {
		o.lastAt = o.word
	}
	return known.name
}

// dot looks up the package that the name before a dot stands for.
func (o *outliner) dot() {
	o.pkg = -1
	if o.last != tokName || o.dotted {
		return
	}
	for i := range o.imports {
		if o.imports[i].name == o.lastAt {
			o.pkg = i
			o.decl.Marks |= o.imports[i].mark
			return
		}
	}
}

// specs reads one spec, or several in parentheses, each with read.
func (o *outliner) specs(read func()) {
	if o.code() != '(' {
		read()
		return
	}
	for o.statement(); o.kind != ')'; o.statement() {
		if o.kind == tokEOF {
			o.fail("unexpected end of the file")
		}
		read()
		if o.kind == ')' {
			return
		}
	}
}

// valueSpec reads a, b T = x, y from its first name to the end of its line. Only what
// stands behind the assignment counts as used.
func (o *outliner) valueSpec() {
	o.reset()
	names, valued := true, false
	for depth := 0; ; o.next() {
		switch o.kind {
		case '(':
			depth++
			if valued {
				o.call()
			}
		case '{', '[':
			depth++
		case ')', ']', '}':
			if depth--; depth < 0 {
				return // of the group
			}
		case tokAssign:
			valued = valued || depth == 0
		case '\n', ';':
			if depth == 0 && o.ended() {
				return
			}
			o.pending = o.pending[:0]
			continue
		case tokEOF:
			if depth > 0 {
				o.fail("unexpected end of the file")
			}
			return
		}
		if o.kind != tokName {
			names = names && o.kind == ','
			o.expression()
			continue
		}
		if names && (o.last == 0 || o.last == ',') {
			o.sets = append(o.sets, o.word)
		}
		o.identifier(valued)
	}
}

// ended tells whether the end of a line ends the statement, by the token before it.
func (o *outliner) ended() bool {
	switch o.last {
	case tokName, tokString, tokOther, ')', ']', '}':
		return true
	}
	return false
}

// typeSpec reads a type. Its tags are looked at, and its names kept when one says
// something.
func (o *outliner) typeSpec() {
	o.reset()
	for depth := 0; ; o.next() {
		switch o.kind {
		case '(', '{', '[':
			depth++
		case ')', ']', '}':
			if depth--; depth < 0 {
				return // of the group
			}
		case '\n', ';':
			if depth == 0 && o.ended() {
				return
			}
			continue
		case tokString:
			if o.in.Tag != nil {
				o.decl.Marks |= o.in.Tag(o.token())
			}
		case tokName:
			o.sets = append(o.sets, o.word)
			if t := o.token(); t == "struct" || t == "interface" {
				o.last = 0 // its brace may stand on the next line
				continue
			}
		case tokEOF:
			if depth > 0 {
				o.fail("unexpected end of the file")
			}
			return
		}
		o.last = o.kind
	}
}
