package golang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/internal/golang"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// readAll reads every declaration of a file.
func readAll(t testing.TB, name, text string) (golang.File, golang.Facts, error) {
	t.Helper()
	f, err := golang.Outline(name, text, &golang.Interest{})
	if err != nil {
		return f, golang.Facts{}, err
	}
	var which []*golang.Decl
	for i := range f.Decls {
		which = append(which, &f.Decls[i])
	}
	facts, err := f.Read(text, which)
	var all golang.Facts
	for _, one := range facts {
		all.Calls = append(all.Calls, one.Calls...)
		all.EnvTags = append(all.EnvTags, one.EnvTags...)
		all.Loop += one.Loop
	}
	return f, all, err
}

func render(texts []symbolic.Text) string {
	var out []string
	for _, t := range texts {
		out = append(out, t.String())
	}
	return strings.Join(out, " | ")
}

func TestCallsAreCodeOnly(t *testing.T) {
	f, facts, err := readAll(t, "main.go", `package main

import (
	"flag"
	"fmt"
	"net/http"
	"os"

	web "github.com/gin-gonic/gin"
)

// http.ListenAndServe(":1", nil)
const note = "http.ListenAndServe(\":2\", nil)"

var addr = flag.String("addr", ":3", "address")

func main() {
	_ = http.ListenAndServe(*addr, nil)
	port := os.Getenv("PORT")
	if port == "" {
		port = "4"
	}
	r := web.New()
	r.Run(":" + port)
	if os.Getenv("TLS") != "" {
		http.ListenAndServeTLS(fmt.Sprintf("%s:%d", "h", 5), "", "", nil)
	}
	for {
	}
}
`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range facts.Calls {
		if strings.HasPrefix(c.Name, "Listen") || c.Name == "Run" {
			got = append(got, strings.Join([]string{c.Pkg, c.RecvPkg, c.Name, render(symbolic.Merge(c.Arg(0))), c.Guard}, ","))
		}
	}
	want := []string{
		"net/http,,ListenAndServe,*,",
		",github.com/gin-gonic/gin,Run,:${PORT:4},",
		"net/http,,ListenAndServeTLS,h:5,TLS",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if f.MainLine != 17 || facts.Loop == 0 {
		t.Errorf("main at line %d, loop at line %d", f.MainLine, facts.Loop)
	}
}

func TestIgnored(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"a.go", "package a\n", false},
		{"a_windows.go", "package a\n", true},
		{"a_linux.go", "package a\n", false},
		{"a_darwin_arm64.go", "package a\n", true},
		{"a.go", "//go:build ignore\n\npackage main\n", true},
		{"a.go", "//go:build linux && !windows\n\npackage main\n", false},
		{"a.go", "// +build tools\n\npackage main\n", true},
	} {
		f, err := golang.Head(c.name, c.text)
		if err != nil || f.Ignored != c.want {
			t.Errorf("%s %q is ignored: %v (%v)", c.name, c.text, f.Ignored, err)
		}
	}
}

func TestPackageName(t *testing.T) {
	for path, want := range map[string]string{
		"github.com/gin-gonic/gin": "gin", "github.com/labstack/echo/v4": "echo", "gopkg.in/yaml.v3": "yaml", "github.com/redis/go-redis/v9": "redis", "net/http": "http", "v2": "v2",
	} {
		if got := golang.PackageName(path); got != want {
			t.Errorf("PackageName(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestReadModule(t *testing.T) {
	m, err := golang.ReadModule("svc/go.mod", "module example.com/shop/v2\n\ngo 1.24.1\n\ntoolchain go1.25.0\n\nrequire (\n\ta.b/c v1.2.3\n\td.e/f v0.1.0 // indirect\n)\n\nreplace a.b/c => ../lib\n\nreplace d.e/f => d.e/g v1.0.0\n")
	if err != nil {
		t.Fatal(err)
	}
	want := golang.Module{
		Dir: "svc", Path: "example.com/shop/v2", Line: 1, Go: golang.Version{Text: "1.24.1", Line: 3}, Toolchain: golang.Version{Text: "1.25.0", Line: 5},
		Requires: []golang.Require{{"a.b/c", "v1.2.3", 8, false}, {"d.e/f", "v0.1.0", 9, true}},
		Replaces: []golang.Replace{{"a.b/c", "lib", 12}},
	}
	if d := cmp.Diff(want, m); d != "" {
		t.Error(d)
	}
	if got := golang.LastElement(m.Path); got != "shop" {
		t.Errorf("LastElement = %q", got)
	}
	if got := golang.Minor(m.Go.Text); got != "1.24" {
		t.Errorf("Minor = %q", got)
	}
	if _, err := golang.ReadModule("go.mod", "module m\n\nfuture directive\n"); err != nil {
		t.Errorf("a directive of a newer version: %v", err)
	}
}

// TestOutlineFollowsTheParser: whatever the parser takes for a declaration has an
// outline of the same kind, at the same line, that is read to the same end.
func TestOutlineFollowsTheParser(t *testing.T) {
	for _, text := range []string{
		"package p\n\nfunc F(a, b int, f func(x int) (y int)) (c struct{ D int }, err error) {\n\tif x := struct{}{}; x == struct{}{} {\n\t}\n\treturn\n}\n\nfunc (t *T[K]) M() {}\n",
		"package p; import \"a\"; import (b \"c\"; . \"d\"; _ \"e\"); var x = `a\nb`; func f(); func g() interface{ M() } { return nil }",
		"package p\n\nvar (\n\ta, b = 1 +\n\t\t2, func() { var c = 3 }\n\td T\n\te = []string{\n\t\t\"}\",\n\t}\n)\n\nconst c = '\\'' // }\n\n/* { */\ntype (\n\tA struct {\n\t\tB int `c:\"}\"`\n\t}\n\tD = E\n)\n\nfunc G[K comparable, V any](m map[K]V) V {\n\tswitch {\n\tcase a <= b && c == d:\n\t}\n\tfor {\n\t}\n}\n",
	} {
		outlineLikeParser(t, text)
	}
}

func outlineLikeParser(t *testing.T, text string) {
	t.Helper()
	fset := token.NewFileSet()
	want, err := parser.ParseFile(fset, "f.go", text, parser.SkipObjectResolution)
	if err != nil {
		return
	}
	f, _, err := readAll(t, "f.go", text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	decls := slices.DeleteFunc(want.Decls, func(d ast.Decl) bool { gen, ok := d.(*ast.GenDecl); return ok && gen.Tok == token.IMPORT })
	if len(f.Decls) != len(decls) || len(f.Imports) != len(want.Imports) {
		t.Fatalf("%d declarations and %d imports, the parser has %d and %d:\n%s", len(f.Decls), len(f.Imports), len(decls), len(want.Imports), text)
	}
	for i, d := range decls {
		if line := fset.PositionFor(d.Pos(), false).Line; int(f.Decls[i].Line) != line {
			t.Errorf("declaration %d is at line %d, the parser has it at %d:\n%s", i, f.Decls[i].Line, line, text)
		}
	}
}

func TestOutlineTellsNames(t *testing.T) {
	in := &golang.Interest{
		Name:    func(s string) golang.Mark { return mark(s == "Stdin", 16) },
		Call:    func(s string) golang.Mark { return mark(s == "Getenv" || s == "cfg", 1) },
		Literal: func(s string) golang.Mark { return mark(s == "/healthz", 2) },
		Tag:     func(s string) golang.Mark { return mark(strings.Contains(s, "env:"), 4) },
		Import:  func(s string) golang.Mark { return mark(s == "net/http", 8) },
		Local:   func(s string) bool { return s == "m/a" },
	}
	f, err := golang.Outline("f.go", `package p

import (
	"m/a"
	"net/http"
	"os"
)

type T struct {
	Port int `+"`env:\"PORT\"`"+`
}

var addr, other = os.Getenv("X"), a.New(1)

func run(next func()) {
	x, t.y := load(os.Stdin), Server{Addr: a.B}
	http.HandleFunc("/healthz", next)
	flag.StringVar(&cfg.port, "port", "", "")
	if x == nil {
		stop(x)
	}
}
`, in)
	if err != nil {
		t.Fatal(err)
	}
	var marks []golang.Mark
	for _, d := range f.Decls {
		marks = append(marks, d.Marks)
	}
	if d := cmp.Diff([]golang.Mark{4, 1, 26}, marks); d != "" {
		t.Error(d)
	}
	run := &f.Decls[2]
	for name, want := range map[string][3]bool{ // referred to, called, set
		"load": {true, true, false}, "stop": {true, true, false}, "x": {false, false, true}, "y": {true, false, true}, "Addr": {true, false, true},
		"port": {true, false, true}, "next": {}, "if": {}, "HandleFunc": {true, true, false},
	} {
		w := golang.WordOf(name)
		_, ref := slices.BinarySearch(f.Refs(run), w)
		if got := [3]bool{ref, f.HasCall(run, w), f.HasSet(run, w)}; got != want {
			t.Errorf("%s is referred to, called, set: %v, want %v", name, got, want)
		}
	}
	if !f.HasSet(&f.Decls[1], golang.WordOf("addr")) || !f.HasSet(&f.Decls[1], golang.WordOf("other")) || !f.HasSet(&f.Decls[0], golang.WordOf("Port")) {
		t.Error("a declared name is missing")
	}
	if d := cmp.Diff([]golang.Use{{0, golang.WordOf("B")}}, f.Uses(run)); d != "" || !f.Stdin {
		t.Errorf("uses of other packages: %s, of os.Stdin %v", d, f.Stdin)
	}
}

func mark(ok bool, m golang.Mark) golang.Mark {
	if ok {
		return m
	}
	return 0
}

func FuzzParse(f *testing.F) {
	f.Add("package main\n\nfunc main() { x := x + f(x); g(&x, fmt.Sprintf(\"%s%%\", x)) }\n")
	f.Add("//go:build a && !b\n\npackage p\n\ntype T struct { A int `env:\"A,b\" envDefault:\"1\"` }\n")
	f.Add("package p\n\nvar a, b = 1\n\nfunc (t T) m(x ...int) (y int) { y, z := f(); return }\n")
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = golang.Head("f.go", s)
		_, _, _ = readAll(t, "f.go", s)
		outlineLikeParser(t, s)
	})
}

func FuzzReadModule(f *testing.F) {
	f.Add("module m\n\ngo 1.2\n\nreplace a => ./b\n")
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = golang.ReadModule("d/go.mod", s)
		_, _ = golang.ReadWork("go.work", s)
	})
}
