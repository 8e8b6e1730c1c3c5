package golang

import "slices"

// MaxSource is the largest Go file that is read, in bytes; larger ones are generated.
const MaxSource = 1 << 20

// File is the outline of a file: what it imports and declares. Functions are not
// read for it; of each is told where it stands, which names it uses and whether it
// has anything of interest, so that the many that say nothing never are.
type File struct {
	Path     string
	Package  string
	Line     int // of the package clause
	MainLine int // of func main, 0 when there is none
	Ignored  bool
	Stdin    bool // names os.Stdin
	Imports  []Import
	Decls    []Decl

	words []Word // of all declarations
	uses  []Use
}

// Import is an import spec. Name is the name that the file uses for it.
type Import struct {
	Path string
	Name string
	Line int
}

// Kind tells what a declaration declares.
type Kind uint8

// The kinds of declaration.
const (
	Func   Kind = iota
	Method      // of any type
	Values      // variables or constants
	Types
)

// Decl is a declaration at the level of the package.
type Decl struct {
	Kind  Kind
	Name  Word // of a function or method
	Line  int32
	Marks Mark // of all names and literals in it

	start, end              int32 // in the text of the file
	refs, calls, sets, stop int32 // in words
	firstUse, lastUse       int32
}

// Use is a name of another package that a declaration uses. Import is the index of
// the import.
type Use struct {
	Import int32
	Name   Word
}

// Refs returns the names that a declaration uses and does not assign itself; names
// behind a dot are among them.
func (f *File) Refs(d *Decl) []Word { return f.words[d.refs:d.calls] }

// Calls returns the names of the functions and methods that a declaration calls.
func (f *File) Calls(d *Decl) []Word { return f.words[d.calls:d.sets] }

// Sets returns the names that a declaration assigns or declares: variables, fields
// and keys of literals.
func (f *File) Sets(d *Decl) []Word { return f.words[d.sets:d.stop] }

// Uses returns what a declaration uses of local packages.
func (f *File) Uses(d *Decl) []Use { return f.uses[d.firstUse:d.lastUse] }

// HasCall tells whether a declaration calls something of the name.
func (f *File) HasCall(d *Decl, name Word) bool {
	_, ok := slices.BinarySearch(f.Calls(d), name)
	return ok
}

// HasSet tells whether a declaration assigns or declares the name.
func (f *File) HasSet(d *Decl, name Word) bool {
	_, ok := slices.BinarySearch(f.Sets(d), name)
	return ok
}

// Word is a hash of a name. That two names share one is rare and costs little: a
// look at a function that says nothing.
type Word uint32

const (
	hashStart Word = 2166136261 // FNV-1a
	hashPrime Word = 16777619
)

// WordOf returns the word of a name.
func WordOf(name string) Word {
	w := hashStart
	for i := range len(name) {
		w = (w ^ Word(name[i])) * hashPrime
	}
	return w
}

// Mark is a set of the things that a name or literal can hint at. What they are is
// for the caller to say.
type Mark uint32

// Interest says what the names and literals of a file hint at. Functions may be nil.
type Interest struct {
	Name    func(name string) Mark // an identifier
	Call    func(name string) Mark // one that is called
	Literal func(text string) Mark // what stands between the quotes of a string
	Tag     func(text string) Mark // a string in a declaration of types
	Import  func(path string) Mark // the use of an imported package
	Local   func(path string) bool // whether an import is of the same source, so that uses of it are noted

	known    map[Word]nameMarks
	packages map[string]Mark
}

// maxKnown bounds how many answers are kept.
const maxKnown = 1 << 15

// nameMarks are the answers about an identifier.
type nameMarks struct{ name, call Mark }

// name asks for an identifier once.
func (in *Interest) name(w Word, text string) nameMarks {
	m, ok := in.known[w]
	if ok {
		return m
	}
	if in.Name != nil {
		m.name = in.Name(text)
	}
	if in.Call != nil {
		m.call = in.Call(text)
	}
	if reserved(text) {
		m = nameMarks{name: noName}
	}
	if in.known == nil || len(in.known) >= maxKnown {
		in.known = map[Word]nameMarks{}
	}
	in.known[w] = m
	return m
}

// importMark asks for an import path once.
func (in *Interest) importMark(path string) Mark {
	m, ok := in.packages[path]
	if ok || in.Import == nil {
		return m
	}
	if in.packages == nil || len(in.packages) >= maxKnown {
		in.packages = map[string]Mark{}
	}
	in.packages[path] = in.Import(path)
	return in.packages[path]
}

// noName marks keywords and the names of the language itself.
const noName Mark = 1 << 31

// reserved tells whether a word is a keyword or a name of the language.
func reserved(s string) bool {
	switch s {
	case "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go", "goto", "if", "import", "interface",
		"map", "package", "range", "return", "select", "struct", "switch", "type", "var",
		"string", "int", "int64", "int32", "uint", "uint64", "byte", "bool", "error", "any", "nil", "true", "false", "len", "append", "make", "new", "panic", "float64", "delete", "copy", "_":
		return true
	}
	return false
}

// Head reads the package clause, build constraint and imports of a file.
func Head(name, text string) (File, error) { return outline(name, text, &Interest{}, (*outliner).head) }

// Outline reads what a file declares. An Interest is used by one call at a time and
// gets faster with use.
func Outline(name, text string, in *Interest) (File, error) {
	return outline(name, text, in, func(o *outliner) {
		o.head()
		o.declarations()
	})
}
