package python

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/words"
)

// Reader reads of files what tells something: statements outside of functions, and
// functions with a word of interest in them. Of the other functions it keeps what
// they are called, return and set attributes to. A Reader is used by one call at a
// time; what it read does not keep the texts alive.
type Reader struct {
	// Files are words that one of must be in a file of interest, and Words those of
	// interest in its functions.
	Files, Words *words.Set
	// Module tells whether the names that are imported from a module are of interest.
	Module func(name string) bool

	known map[string]string // names that were met before

	rows       []row // of the file at hand, used again
	statements []Stmt
}

// maxKnown bounds how many names are kept to be used again.
const maxKnown = 1 << 15

// same returns an equal string that keeps nothing else alive.
func (r *Reader) same(s string) string {
	if known, ok := r.known[s]; ok {
		return known
	}
	s = strings.Clone(s)
	if len(s) > 64 {
		return s
	}
	if r.known == nil || len(r.known) >= maxKnown {
		r.known = map[string]string{}
	}
	r.known[s] = s
	return s
}

// row is a logical line with where it stands.
type row struct {
	logical
	kind  rowKind
	owner int  // row of the innermost function around, -1 for none
	class int  // row of the class that it stands in directly, -1 for none
	calls bool // may hold a call
	tells bool // has a word of interest; of a function or class, it or what it owns
	keep  bool // is to be read
}

type rowKind uint8

const (
	rowOther rowKind = iota
	rowDef
	rowClass
	rowImport
	rowKept      // says something in any function
	rowDecorator // with a string
	rowText      // documentation
)

// Read reads a file as Parse does, or returns nil when it says nothing.
func (r *Reader) Read(path, module, text string) *File {
	if len(text) > MaxSource || !r.Files.In(text) {
		return nil
	}
	r.rows = outline(r.rows[:0], text, r.Words.Ends(text))
	rows := r.rows
	l := &lexer{text: text, same: r.same}
	r.tellNames(l, rows, module, path)
	r.statements = r.statements[:0]
	p := &parser{out: r.statements, params: map[string][]string{}}
	keep(rows)
	for i := range rows {
		if rows[i].keep {
			l.again(rows[i].logical)
			p.line(l.cur)
		}
	}
	r.statements = p.out
	return newFile(path, module, p)
}

// outline finds the logical lines of a text and what they stand in. Ends are where
// words of interest end. They are appended to rows.
func outline(rows []row, text string, ends []int) []row {
	l := &lexer{text: text, line: 1, skim: true}
	var open []int // functions and classes around
	for l.logical() {
		for len(open) > 0 && rows[open[len(open)-1]].indent >= l.cur.indent {
			open = open[:len(open)-1]
		}
		at := row{logical: l.cur, kind: kindOf(text[l.cur.start:l.cur.end]), owner: -1, class: -1}
		at.tokens, at.calls = nil, strings.IndexByte(text[at.start:at.end], '(') >= 0
		if n := len(open); n > 0 && rows[open[n-1]].kind == rowClass {
			at.class = open[n-1]
		}
		for _, o := range slices.Backward(open) {
			if rows[o].kind == rowDef {
				at.owner = o
				break
			}
		}
		for ; len(ends) > 0 && ends[0] < at.end; ends = ends[1:] {
			at.tells = at.tells || ends[0] >= at.start && at.kind != rowText
		}
		rows = append(rows, at)
		tell(rows, len(rows)-1)
		if at.kind == rowDef || at.kind == rowClass {
			open = append(open, len(rows)-1)
		}
	}
	return rows
}

// tell passes on that a row tells something to what owns it.
func tell(rows []row, i int) {
	if !rows[i].tells || rows[i].kind == rowDef || rows[i].kind == rowClass {
		return
	}
	if o := rows[i].owner; o >= 0 {
		rows[o].tells = true
	}
	if c := rows[i].class; c >= 0 {
		rows[c].tells = true
	}
}

// kindOf tells what a line is by how it starts.
func kindOf(line string) rowKind {
	if documents(line) {
		return rowText
	}
	word := line
	if i := strings.IndexAny(line, " \t(.:=@[{'\"\\\r\n"); i >= 0 {
		word = line[:i]
	}
	switch word {
	case "def":
		return rowDef
	case "async":
		if strings.HasPrefix(strings.TrimLeft(line[len(word):], " \t"), "def") {
			return rowDef
		}
	case "class":
		return rowClass
	case "import", "from":
		return rowImport
	case "return":
		if len(line) <= maxShort && strings.IndexByte(line, '{') < 0 {
			return rowKept
		}
	case "while":
		return rowKept
	case "self":
		if setsAttribute(line) {
			return rowKept
		}
	case "":
		if strings.HasPrefix(line, "@") {
			if strings.ContainsAny(line, "'\"") {
				return rowDecorator
			}
			return rowKept
		}
	default:
		if len(line) <= maxShort && strings.HasPrefix(line[len(word):], "(") { // calls a function
			return rowKept
		}
	}
	return rowOther
}

// documents tells whether a line is nothing but a string.
func documents(line string) bool {
	start := strings.TrimLeft(line, "rRuUbB")
	if len(line)-len(start) > 2 || start == "" || start[0] != '"' && start[0] != '\'' {
		return false
	}
	end := strings.TrimRight(start, " \t\r\n")
	return end[len(end)-1] == start[0]
}

// maxShort is how long a statement may be that is kept of a function which says
// nothing: values that are followed are short.
const maxShort = 100

// setsAttribute tells whether a line is self.name = value.
func setsAttribute(line string) bool {
	i := strings.IndexAny(line, "=([")
	return i > 0 && line[i] == '=' && !strings.HasPrefix(line[i:], "==") && strings.IndexByte("+-*/%&|^<>!", line[i-1]) < 0
}

// maxValue is how long a statement outside of functions may be that says nothing.
const maxValue = 4 << 10

// keep chooses the rows that are read, and with each those that it stands in.
func keep(rows []row) {
	for i := len(rows) - 1; i >= 0; i-- {
		r := &rows[i]
		if r.keep = r.keep || r.says(rows); !r.keep {
			continue
		}
		if r.owner >= 0 {
			rows[r.owner].keep = true
		}
		if r.class >= 0 {
			rows[r.class].keep = true
		}
	}
}

// says tells whether a row says something by itself.
func (r *row) says(rows []row) bool {
	switch r.kind {
	case rowText:
		return false
	case rowDef, rowClass, rowDecorator:
		return r.tells
	case rowImport, rowKept:
		return true
	}
	switch {
	case r.tells:
		return true
	case r.owner >= 0:
		return rows[r.owner].tells
	case r.class >= 0 && !rows[r.class].tells && r.calls:
		return false
	}
	return r.end-r.start <= maxValue
}

// tellNames lets functions tell something that use what is imported from a module of
// interest, or what the file sets to something of interest.
func (r *Reader) tellNames(l *lexer, rows []row, module, path string) {
	var names []string
	p := newParser()
	for i := range rows {
		if rows[i].owner >= 0 || rows[i].kind != rowImport && !(rows[i].kind == rowOther && rows[i].tells) {
			continue
		}
		l.again(rows[i].logical)
		p.line(l.cur)
	}
	f := &File{Path: path, Module: module}
	for _, s := range p.out {
		for _, imp := range s.Imports {
			if r.Module(f.absolute(imp.Module)) || r.Module(f.absolute(imp.Module)+"."+imp.Name) {
				names = append(names, imp.bound())
			}
		}
		for _, t := range s.Targets {
			if t.Kind == Name {
				names = append(names, t.Text)
			}
		}
	}
	if len(names) == 0 {
		return
	}
	set := words.New(names...)
	for i := range rows {
		if o := rows[i].owner; o >= 0 && !rows[o].tells && set.In(l.text[rows[i].start:rows[i].end]) {
			rows[o].tells = true
		}
	}
}

// bound returns the name that an import binds.
func (i ImportName) bound() string {
	first, _, _ := strings.Cut(i.Module, ".")
	return cmp.Or(i.As, i.Name, first)
}
