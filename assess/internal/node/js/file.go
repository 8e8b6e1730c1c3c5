package js

import "slices"

// File is a source file in tokens, with what it binds, imports and assigns.
type File struct {
	Path     string
	Tokens   []Token
	Modules  []Module // what it imports, in order
	match    []int32  // for a bracket the index of its partner, else -1
	up       []int32  // index of the nearest open bracket around a token, or -1
	binds    map[string]binding
	assigns  map[string][]int // dotted name to the starts of assigned expressions
	assigned []string         // the names of assigns, in order
	exports  map[string]int   // name to the start of the expression; "" is the whole
	loader   *Loader
	parent   *File // of the tokens of a template
	spent    int   // steps of evaluations so far
}

// Module is an import of a module by its specifier. One that is Conditional need not be
// loaded when the file is: it stands in a block or is of types alone.
type Module struct {
	Name        string
	Line        int
	Conditional bool
}

// binding is a name of the file. It has an expression, an import, or both a
// source expression and the key that it is taken from.
type binding struct {
	expr     int    // start of the expression, -1 when imported
	key      string // of a destructured object or an imported name; "" is the whole
	fallback int    // start of the default of a destructured name, or -1
	module   string
	function bool
}

// Loader lets expressions reach beyond their file. Either function may be nil.
type Loader struct {
	// Open returns the file that a specifier means in the file from.
	Open func(from, specifier string) *File
	// Lookup returns the value of an environment variable that is known.
	Lookup func(name string) (string, bool)
}

// Parse reads a source file.
func Parse(path, text string, loader *Loader) *File {
	return new(Buffer).Parse(path, text, loader)
}

// Buffer is memory for the tokens of one file after another. A file that was parsed
// with it is no longer valid when the next one is.
type Buffer struct {
	tokens []Token
	match  []int32
	up     []int32
}

// Parse reads a source file into the buffer.
func (b *Buffer) Parse(path, text string, loader *Loader) *File {
	b.tokens = lex(text, b.tokens[:0])
	n := len(b.tokens)
	b.match, b.up = slices.Grow(b.match[:0], n)[:n], slices.Grow(b.up[:0], n)[:n]
	f := &File{Path: path, Tokens: b.tokens, match: b.match, up: b.up, loader: loader,
		binds: map[string]binding{}, assigns: map[string][]int{}, exports: map[string]int{}}
	if f.loader == nil {
		f.loader = &Loader{}
	}
	f.brackets()
	for i := range f.Tokens {
		f.declare(i)
	}
	return f
}

// maxStray bounds how many unclosed brackets a closing one looks through, and
// maxImport how long an import or a pattern may be, so that no input costs more
// than its length.
const (
	maxStray  = 32
	maxImport = 600
)

func (f *File) brackets() {
	var open []int32
	for i, t := range f.Tokens {
		f.match[i], f.up[i] = -1, -1
		if len(open) > 0 {
			f.up[i] = open[len(open)-1]
		}
		if t.Kind != Punct {
			continue
		}
		switch t.Text {
		case "(", "[", "{":
			open = append(open, int32(i))
		case ")", "]", "}":
			// What does not pair is passed over, so that one stray bracket costs little.
			for j := len(open) - 1; j >= max(0, len(open)-maxStray); j-- {
				if f.Tokens[open[j]].Text == partner(t.Text) {
					f.match[i], f.match[open[j]] = open[j], int32(i)
					f.up[i] = f.up[open[j]]
					open = open[:j]
					break
				}
			}
		}
	}
}

func partner(end string) string {
	switch end {
	case ")":
		return "("
	case "]":
		return "["
	}
	return "{"
}

// At returns the token at i, or an empty one outside of the file.
func (f *File) At(i int) Token {
	if i < 0 || i >= len(f.Tokens) {
		return Token{Kind: Punct}
	}
	return f.Tokens[i]
}

// Close returns the index of the bracket that closes the one at i, or the end of the file.
func (f *File) Close(i int) int {
	if i >= 0 && i < len(f.match) && int(f.match[i]) > i {
		return int(f.match[i])
	}
	return len(f.Tokens)
}

// Around returns the index of the nearest open bracket around token i, or -1.
func (f *File) Around(i int) int {
	if i < 0 || i >= len(f.up) {
		return -1
	}
	return int(f.up[i])
}

// Imports tells whether the file imports a module of the name.
func (f *File) Imports(names ...string) bool {
	return slices.ContainsFunc(f.Modules, func(m Module) bool { return slices.Contains(names, m.Name) })
}

// scope returns the file whose names hold.
func (f *File) scope() *File {
	if f.parent != nil {
		return f.parent
	}
	return f
}

func (f *File) bind(name string, b binding) {
	if _, ok := f.binds[name]; !ok { // the outermost of equal names comes first as a rule
		f.binds[name] = b
	}
}

// Partner returns the index of the bracket that pairs with the one at i, or -1.
func (f *File) Partner(i int) int {
	if i < 0 || i >= len(f.match) {
		return -1
	}
	return int(f.match[i])
}

// Binding returns where the expression starts that a name of the file is bound to.
func (f *File) Binding(name string) (int, bool) {
	b, ok := f.binds[name]
	return b.expr, ok && b.expr >= 0 && !b.function
}
