package golang_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/detect/internal/golang"
	"github.com/gantry-ack/gantry/assess/detect/internal/symbolic"
)

func none(string) bool { return false }

func render(texts []symbolic.Text) string {
	var out []string
	for _, t := range texts {
		out = append(out, t.String())
	}
	return strings.Join(out, " | ")
}

func TestCallsAreCodeOnly(t *testing.T) {
	f, err := golang.Parse("main.go", `package main

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
`, none)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range f.Calls {
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
	if f.MainLine != 17 || f.Loop == 0 {
		t.Errorf("main at line %d, loop at line %d", f.MainLine, f.Loop)
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

func FuzzParse(f *testing.F) {
	f.Add("package main\n\nfunc main() { x := x + f(x); g(&x, fmt.Sprintf(\"%s%%\", x)) }\n")
	f.Add("//go:build a && !b\n\npackage p\n\ntype T struct { A int `env:\"A,b\" envDefault:\"1\"` }\n")
	f.Add("package p\n\nvar a, b = 1\n\nfunc (t T) m(x ...int) (y int) { y, z := f(); return }\n")
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = golang.Head("f.go", s)
		_, _ = golang.Parse("f.go", s, none)
	})
}

func FuzzReadModule(f *testing.F) {
	f.Add("module m\n\ngo 1.2\n\nreplace a => ./b\n")
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = golang.ReadModule("d/go.mod", s)
		_, _ = golang.ReadWork("go.work", s)
	})
}
