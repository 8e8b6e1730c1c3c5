package js

import (
	"slices"
	"strings"
)

// File is a source file in tokens, with what it binds, imports and assigns.
type File struct {
	Path    string
	Tokens  []Token
	Modules []Module // what it imports, in order
	match   []int32  // for a bracket the index of its partner, else -1
	up      []int32  // index of the nearest open bracket around a token, or -1
	binds   map[string]binding
	assigns map[string][]int // dotted name to the starts of assigned expressions
	exports map[string]int   // name to the start of the expression; "" is the whole
	loader  *Loader
	parent  *File // of the tokens of a template
}

// Module is an import of a module by its specifier.
type Module struct {
	Name string
	Line int
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
	f := &File{Path: path, Tokens: Lex(text), loader: loader,
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
	n := len(f.Tokens)
	f.match, f.up = make([]int32, n), make([]int32, n)
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

// declare records what a statement at token i declares.
func (f *File) declare(i int) {
	t := f.Tokens[i]
	if t.Kind != Ident {
		return
	}
	if f.At(i - 1).Is(".") {
		return
	}
	switch t.Text {
	case "const", "let", "var":
		f.declareVar(i + 1)
	case "function":
		if n := f.At(i + 1); n.Kind == Ident {
			f.bind(n.Text, binding{expr: i, fallback: -1, function: true})
		}
	case "import":
		f.declareImport(i)
	case "require":
		if m := f.At(i + 2); f.At(i+1).Is("(") && m.Kind == String {
			f.Modules = append(f.Modules, Module{m.Text, m.Line})
		}
	case "export":
		f.declareExport(i)
	default:
		f.declareAssign(i)
	}
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

// maxType bounds how far the end of a type annotation is looked for.
const maxType = 60

// assigned returns the start of the expression after "=" and an optional type
// annotation, or -1.
func (f *File) assigned(i int) int {
	if f.At(i).Is("!") {
		i++
	}
	if f.At(i).Is(":") {
		for j := i; j < i+maxType && j < len(f.Tokens); j++ {
			switch t := f.Tokens[j]; {
			case t.Is("("), t.Is("["), t.Is("{"):
				j = f.Close(j)
			case t.Is("="):
				return j + 1
			case t.Is(";"), t.Is(")"), t.Is("}"), t.Is("=>"):
				return -1
			}
		}
		return -1
	}
	if f.At(i).Is("=") {
		return i + 1
	}
	return -1
}

func (f *File) declareVar(i int) {
	t := f.At(i)
	switch {
	case t.Kind == Ident:
		if e := f.assigned(i + 1); e >= 0 {
			f.bind(t.Text, binding{expr: e, fallback: -1})
		}
	case t.Is("{"):
		if e := f.assigned(f.Close(i) + 1); e >= 0 {
			f.destructure(i, e, "")
		}
	}
}

// destructure binds the names of an object pattern that starts at i.
func (f *File) destructure(i, expr int, module string) {
	end := min(f.Close(i), i+maxImport)
	for j := i + 1; j < end; j++ {
		name := f.Tokens[j]
		if name.Kind != Ident && name.Kind != String {
			continue
		}
		key, local, fallback := name.Text, name.Text, -1
		if (f.At(j+1).Is(":") || f.At(j+1).Is("as")) && f.At(j+2).Kind == Ident {
			local = f.At(j + 2).Text
			j += 2
		}
		if f.At(j + 1).Is("=") {
			fallback = j + 2
			j = f.ExprEnd(j+2) - 1
		}
		f.bind(local, binding{expr: expr, key: key, fallback: fallback, module: module})
	}
}

func (f *File) declareImport(i int) {
	if f.At(i + 1).Is("(") { // dynamic import
		if m := f.At(i + 2); m.Kind == String {
			f.Modules = append(f.Modules, Module{m.Text, m.Line})
		}
		return
	}
	from := i + 1
	for from < len(f.Tokens) && from < i+maxImport && f.Tokens[from].Kind != String {
		if t := f.Tokens[from]; t.Kind == Punct && t.Text != "{" && t.Text != "}" && t.Text != "," && t.Text != "*" {
			return
		}
		from++
	}
	if from >= len(f.Tokens) || f.Tokens[from].Kind != String {
		return
	}
	module := f.Tokens[from].Text
	f.Modules = append(f.Modules, Module{module, f.Tokens[from].Line})
	for j := i + 1; j < from; j++ {
		switch t := f.Tokens[j]; {
		case t.Is("{"):
			f.destructure(j, -1, module)
			j = f.Close(j)
		case t.Is("*"):
			f.bind(f.At(j+2).Text, binding{expr: -1, fallback: -1, module: module})
			j += 2
		case t.Kind == Ident && t.Text != "from" && t.Text != "type":
			f.bind(t.Text, binding{expr: -1, fallback: -1, module: module})
		}
	}
}

func (f *File) declareExport(i int) {
	if f.At(i+1).Is("default") || f.At(i+1).Is("=") {
		f.exports[""] = i + 2
	}
}

// declareAssign records NAME.NAME = expression.
func (f *File) declareAssign(i int) {
	j := f.afterName(i)
	if !f.At(j).Is("=") {
		return
	}
	name := f.dotted(i, j)
	if name == "module.exports" {
		f.exports[""] = j + 1
	} else if name == "exports" {
		if _, ok := f.exports[""]; !ok {
			f.exports[""] = j + 1
		}
	} else if key, ok := strings.CutPrefix(strings.TrimPrefix(name, "module."), "exports."); ok {
		f.exports[key] = j + 1
	}
	f.assigns[name] = append(f.assigns[name], j+1)
}

// afterName returns the index after a name with dots that starts at i.
func (f *File) afterName(i int) int {
	j := i + 1
	for f.At(j).Is(".") && f.At(j+1).Kind == Ident {
		j += 2
	}
	return j
}

// dotted returns the name in the tokens from i to j.
func (f *File) dotted(i, j int) string {
	if j == i+1 {
		return f.Tokens[i].Text
	}
	var b strings.Builder
	for ; i < j; i++ {
		b.WriteString(f.Tokens[i].Text)
	}
	return b.String()
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
