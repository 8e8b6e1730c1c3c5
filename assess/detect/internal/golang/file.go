// Package golang reads Go source and go.mod files into what tells how a program
// runs: imports, calls with their arguments as far as they can be evaluated, and
// the values of names. It works on syntax alone, so it needs no dependencies.
package golang

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/detect/internal/symbolic"
)

// MaxSource is the largest Go file that is read, in bytes; larger ones are generated.
const MaxSource = 1 << 20

// File is what one file says. Everything in it is in the order of the source.
type File struct {
	Path     string
	Package  string
	Line     int // of the package clause
	MainLine int // of func main, 0 when there is none
	Ignored  bool
	Imports  []Import
	Calls    []Call
	Literals []Composite
	Values   []Value
	Fields   []Value // assignments to fields; Name is the last element
	Returns  []Value // Name is the function
	EnvVars  []Value // variables that are read from the environment, with all that they are assigned
	EnvTags  []Value // struct tags: Name is the variable, Text its default
	Loop     int     // line of an endless loop in func main, 0 when there is none
	Stdin    bool    // names os.Stdin
	Uses     []Use
}

// Use says that a function names another, or a type, of its own package (Pkg "") or
// of an imported one. From is a node: the name of a function, Methods or Init.
type Use struct{ From, Pkg, Name string }

// Nodes that stand for many: all methods of a package, and what runs when a package
// is loaded.
const (
	Methods = "*"
	Init    = "init"
)

// Import is an import spec. Name is the name that the file uses for it.
type Import struct {
	Path string
	Name string
	Line int
}

// Value is a name with the values that it may have.
type Value struct {
	Name string
	Text []symbolic.Text
	Line int
}

// Call is a call. Pkg is the import path for pkg.Name(...), "" for a method and
// for a function of the same package; Recv is the text of what a method is called
// on, RecvPkg the import path of its type when that is evident.
type Call struct {
	Pkg, Recv, RecvPkg, Name string
	Args                     [][]symbolic.Text
	Nested                   []string // functions called inside the arguments, as importpath.Name
	Refs                     []string // selectors named in the arguments, as importpath.Name
	Prefix                   []symbolic.Text
	Func                     string
	Node                     string // Func, or what it counts as; see Use
	Guard                    string // environment variable that an if around the call asks for
	Line                     int
}

// Composite is a literal of an imported struct type.
type Composite struct {
	Pkg, Type string
	Fields    []Value
	Func      string
	Node      string
	Line      int
}

// Field returns the values of a field, nil when it is not set.
func (c Composite) Field(name string) []symbolic.Text {
	for _, f := range c.Fields {
		if f.Name == name {
			return f.Text
		}
	}
	return nil
}

// Arg returns the values of an argument, nil when there is none.
func (c Call) Arg(i int) []symbolic.Text {
	if i < 0 || i >= len(c.Args) {
		return nil
	}
	return c.Args[i]
}

// Head reads the package clause, build constraint and imports of a file.
func Head(name, text string) (File, error) {
	return parse(name, text, parser.ImportsOnly|parser.ParseComments, nil)
}

// Parse reads a whole file. Local tells which import paths are packages of the
// source; of the others no Use is recorded.
func Parse(name, text string, local func(importPath string) bool) (File, error) {
	return parse(name, text, parser.SkipObjectResolution|parser.ParseComments, local)
}

func parse(name, text string, mode parser.Mode, local func(string) bool) (File, error) {
	if len(text) > MaxSource {
		return File{}, fmt.Errorf("larger than %d bytes", MaxSource)
	}
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, name, text, mode)
	if err != nil {
		return File{}, err
	}
	f := File{Path: name, Package: syntax.Name.Name, Line: fset.Position(syntax.Package).Line, Ignored: ignored(name, syntax)}
	for _, spec := range syntax.Imports {
		f.Imports = append(f.Imports, importOf(fset, spec))
	}
	if mode&parser.ImportsOnly == 0 {
		newReader(fset, &f, local).read(syntax)
	}
	return f, nil
}

func importOf(fset *token.FileSet, spec *ast.ImportSpec) Import {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		path = ""
	}
	imp := Import{Path: path, Name: PackageName(path), Line: fset.Position(spec.Pos()).Line}
	if spec.Name != nil {
		imp.Name = spec.Name.Name
	}
	return imp
}

// PackageName guesses the name of a package from its import path by the
// conventions that nearly all follow: no version suffix, no go- prefix.
func PackageName(path string) string {
	elems := strings.Split(path, "/")
	last := elems[len(elems)-1]
	if len(elems) > 1 && len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		last = elems[len(elems)-2]
	}
	if i := strings.Index(last, ".v"); i > 0 {
		last = last[:i]
	}
	last = strings.TrimSuffix(strings.TrimPrefix(last, "go-"), "-go")
	return strings.ReplaceAll(last, "-", "_")
}

// ignored tells whether the file is no part of the program on Linux.
func ignored(name string, syntax *ast.File) bool {
	if otherSystem(name) {
		return true
	}
	for _, group := range syntax.Comments {
		if group.Pos() >= syntax.Package {
			break
		}
		for _, c := range group.List {
			expr, err := constraint.Parse(c.Text)
			if err == nil && !expr.Eval(linuxTag) {
				return true
			}
		}
	}
	return false
}

func linuxTag(tag string) bool {
	return tag == "linux" || tag == "unix" || tag == "amd64" || tag == "cgo" || tag == "gc" || strings.HasPrefix(tag, "go1")
}

// otherSystem tells whether the file name ends in the name of another operating system.
func otherSystem(name string) bool {
	stem := strings.TrimSuffix(name, ".go")
	for _, os := range []string{"windows", "darwin", "freebsd", "netbsd", "openbsd", "plan9", "solaris", "js", "wasip1", "android", "ios", "aix", "dragonfly", "illumos"} {
		if strings.HasSuffix(stem, "_"+os) || strings.Contains(stem, "_"+os+"_") && strings.HasSuffix(stem, "64") {
			return true
		}
	}
	return false
}
