// Package golang reads Go source and go.mod files into what tells how a program
// runs: imports, calls with their arguments as far as they can be evaluated, and
// the values of names. It works on syntax alone, so it needs no dependencies.
package golang

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// Facts is what the declarations of a file say. Everything in it is in the order of
// the source.
type Facts struct {
	Calls    []Call
	Literals []Composite
	Values   []Value // of names at package level
	Fields   []Value // assignments to fields; Name is the last element
	Returns  []Value // Name is the function
	EnvVars  []Value // variables that are read from the environment, with all that they are assigned
	EnvTags  []Value // struct tags: Name is the variable, Text its default
	Loop     int     // line of an endless loop in func main, 0 when there is none
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
	Guard                    string // environment variable that an if around the call asks for
	Line                     int
}

// Composite is a literal of an imported struct type.
type Composite struct {
	Pkg, Type string
	Fields    []Value
	Func      string
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

// Read reads some declarations of a file, whose text is given again, and returns the
// facts of each. Variables of the package that the file declares are known in all.
func (f *File) Read(text string, which []*Decl) ([]Facts, error) {
	kept, src := f.cut(text, which)
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, f.Path, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	if len(syntax.Decls) != len(kept) {
		return nil, errors.New("it changed while it was read")
	}
	r := newReader(fset, f)
	for _, d := range syntax.Decls {
		if gen, ok := d.(*ast.GenDecl); ok {
			r.collectDecl(r.global, gen)
		}
	}
	out := make([]Facts, 0, len(which))
	for i, d := range kept {
		if slices.Contains(which, d) {
			r.facts = Facts{}
			r.read(syntax.Decls[i])
			out = append(out, r.facts)
		}
	}
	return out, nil
}

// cut returns the source of the declarations, and of all variables, with as many
// lines before each as it has in the file. Kept tells which these are.
func (f *File) cut(text string, which []*Decl) (kept []*Decl, src []byte) {
	src = append(src, "package "+f.Package+";"...)
	line := int32(1)
	for i := range f.Decls {
		d := &f.Decls[i]
		if d.Kind != Values && !slices.Contains(which, d) || int(d.end) > len(text) {
			continue
		}
		for ; line < d.Line; line++ {
			src = append(src, '\n')
		}
		part := text[d.start:d.end]
		src = append(src, part...)
		src = append(src, ';')
		line += int32(strings.Count(part, "\n")) //nolint:gosec // bounded by MaxSource
		kept = append(kept, d)
	}
	return kept, src
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

// linuxTag tells whether a build tag holds where the program runs.
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
