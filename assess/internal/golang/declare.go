package golang

import (
	"fmt"
	"go/build/constraint"
	"slices"
	"strconv"
	"strings"
)

// outliner reads the outline of one file.
type outliner struct {
	lexer
	in      *Interest
	file    File
	imports []importWord

	decl     Decl
	last     byte // kind of the token before
	lastAt   Word // its word, when it is a name
	lastCall Mark // what that hints at when it is called
	dotted   bool // whether a dot stands before that
	pkg      int  // import that the name before the dot stands for, -1 when none
	addr     bool // behind an ampersand

	refs, calls, sets, locals []Word
	pending                   []target // names of a list that may turn out to be assigned
}

// target is a name before a comma.
type target struct {
	name  Word
	local bool // without a dot before it
}

type importWord struct {
	name  Word
	mark  Mark
	local bool
	os    bool
}

func outline(name, text string, in *Interest, read func(*outliner)) (f File, err error) {
	if len(text) > MaxSource {
		return File{Path: name}, fmt.Errorf("larger than %d bytes", MaxSource)
	}
	o := &outliner{lexer: lexer{name: name, text: text, line: 1}, in: in, file: File{Path: name}, pkg: -1}
	defer func() {
		f = o.file
		if p := recover(); p != nil {
			e, ok := p.(syntaxError)
			if !ok {
				panic(p)
			}
			err = e.err
		}
	}()
	read(o)
	return o.file, nil
}

// code reads a token that is no end of a line.
func (o *outliner) code() byte {
	for o.next() == '\n' {
	}
	return o.kind
}

// head reads up to the last import.
func (o *outliner) head() {
	o.file.Ignored = otherSystem(o.name)
	o.comment = func(text string) {
		if expr, err := constraint.Parse(text); err == nil && !expr.Eval(linuxTag) {
			o.file.Ignored = true
		}
	}
	if o.code() != tokName || o.token() != "package" {
		o.fail("expected 'package'")
	}
	o.comment, o.file.Line = nil, int(o.line)
	if o.code() != tokName {
		o.fail("expected the name of a package")
	}
	o.file.Package = strings.Clone(o.token())
	for o.statement(); o.kind == tokName && o.token() == "import"; o.statement() {
		if o.code() != '(' {
			o.importSpec()
			continue
		}
		for o.statement(); o.kind != ')'; o.statement() {
			o.importSpec()
		}
	}
}

// statement moves to the start of the next statement.
func (o *outliner) statement() {
	for o.next() == '\n' || o.kind == ';' {
	}
}

func (o *outliner) importSpec() {
	name, line := "", o.line
	if o.kind == tokName || o.kind == '.' {
		name = "."
		if o.kind == tokName {
			name = strings.Clone(o.token())
		}
		o.next()
	}
	if o.kind != tokString {
		o.fail("expected an import path")
	}
	path, err := strconv.Unquote(`"` + o.token() + `"`)
	if err != nil {
		path = ""
	}
	path = strings.Clone(path)
	if name == "" {
		name = PackageName(path)
	}
	o.file.Imports = append(o.file.Imports, Import{Path: path, Name: name, Line: int(line)})
	w := importWord{name: WordOf(name), mark: o.in.importMark(path), os: path == "os"}
	w.local = o.in.Local != nil && o.in.Local(path)
	o.imports = append(o.imports, w)
}

// declarations reads what follows the imports; the token at hand starts it.
func (o *outliner) declarations() {
	for ; o.kind != tokEOF; o.statement() {
		if o.kind != tokName {
			o.fail("expected a declaration")
		}
		o.decl = Decl{Line: o.line, start: int32(o.start), firstUse: int32(len(o.file.uses))} //nolint:gosec // bounded by MaxSource
		switch o.token() {
		case "func":
			o.function()
		case "var", "const":
			o.decl.Kind = Values
			o.specs(o.valueSpec)
		case "type":
			o.decl.Kind = Types
			o.specs(o.typeSpec)
		default:
			o.fail("expected a declaration, found %s", o.token())
		}
		o.finish()
	}
}

// function reads a function from behind its keyword to its closing brace.
func (o *outliner) function() {
	o.reset()
	if o.code() == '(' {
		o.decl.Kind = Method
		o.skip()
		o.code()
	}
	if o.kind != tokName {
		o.fail("expected the name of a function")
	}
	o.decl.Name = o.word
	if o.token() == "main" && o.decl.Kind == Func && o.file.Package == "main" {
		o.file.MainLine = int(o.decl.Line)
	}
	o.decl.Marks |= o.in.name(o.word, o.token()).name
	if o.next() == '[' {
		o.skip()
		o.next()
	}
	if o.kind != '(' {
		o.fail("expected the parameters of a function")
	}
	o.signature()
	if o.kind == '{' {
		o.body()
	}
}

// reset forgets the tokens before.
func (o *outliner) reset() { o.last, o.dotted, o.addr, o.pkg = 0, false, false, -1 }

// skip moves to the bracket that closes the one at hand.
func (o *outliner) skip() {
	for depth := 1; depth > 0; {
		switch o.next() {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case tokEOF:
			o.fail("unexpected end of the file")
		}
	}
}

// signature reads parameters and results, up to the brace of the body or the end of
// the line when there is none.
func (o *outliner) signature() {
	depth, params, prev := 1, true, byte('(')
	for {
		literal := o.kind == tokName && (o.token() == "interface" || o.token() == "struct")
		switch kind := o.next(); kind {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
			params = params && depth > 0
		case '{':
			if depth == 0 && !literal {
				return
			}
			o.skip()
		case '\n', ';':
			if depth == 0 {
				return
			}
			continue
		case tokEOF:
			if depth > 0 {
				o.fail("unexpected end of the file")
			}
			return
		case tokName:
			if params && depth == 1 && (prev == '(' || prev == ',') {
				o.locals = append(o.locals, o.word)
			}
			o.mention()
		case '.':
			o.dot()
		}
		prev, o.last = o.kind, o.kind
	}
}

// finish files a declaration and what was collected for it.
func (o *outliner) finish() {
	d := &o.decl
	d.end = int32(o.pos) //nolint:gosec // bounded by MaxSource
	if o.kind == '\n' || o.kind == ';' || o.kind == tokEOF {
		d.end = int32(o.before) //nolint:gosec // bounded by MaxSource
	}
	d.Marks &^= noName
	if d.Kind == Types && d.Marks == 0 {
		o.sets = o.sets[:0]
	}
	slices.Sort(o.locals)
	o.refs = slices.DeleteFunc(o.refs, func(w Word) bool {
		_, local := slices.BinarySearch(o.locals, w)
		return local
	})
	f := &o.file
	at := func() int32 { return int32(len(f.words)) } //nolint:gosec // bounded by MaxSource
	d.refs = at()
	f.words = append(f.words, distinct(o.refs)...)
	d.calls = at()
	f.words = append(f.words, distinct(o.calls)...)
	d.sets = at()
	f.words = append(f.words, distinct(o.sets)...)
	d.stop = at()
	d.lastUse = int32(len(f.uses)) //nolint:gosec // bounded by MaxSource
	f.Decls = append(f.Decls, *d)
	o.refs, o.calls, o.sets, o.locals, o.pending = o.refs[:0], o.calls[:0], o.sets[:0], o.locals[:0], o.pending[:0]
}

func distinct(words []Word) []Word {
	slices.Sort(words)
	return slices.Compact(words)
}
