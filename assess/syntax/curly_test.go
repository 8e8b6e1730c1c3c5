package syntax

import (
	"runtime"
	"strings"
	"testing"
	"unsafe"
)

func FuzzJava(f *testing.F)   { fuzz(f, "java-", "a.java") }
func FuzzGo(f *testing.F)     { fuzz(f, "go-", "a.go") }
func FuzzCSharp(f *testing.F) { fuzz(f, "csharp-", "a.cs") }

func BenchmarkJava(b *testing.B)   { benchmark(b, "java-uses") }
func BenchmarkGo(b *testing.B)     { benchmark(b, "go-uses") }
func BenchmarkCSharp(b *testing.B) { benchmark(b, "csharp-uses") }

// TestNothingHoldsTheFile keeps the text of a file from staying in memory through what was read of it.
func TestNothingHoldsTheFile(t *testing.T) {
	for _, prefix := range []string{"java-", "go-", "csharp-"} {
		for _, s := range samples(t, prefix) {
			text := string(s.Data)
			from := uintptr(unsafe.Pointer(unsafe.StringData(text)))
			f, _ := Parse(s.Name, text)
			for _, u := range f.Uses {
				all := append([]string{u.Name, u.Text, u.Within, u.Target, u.Function}, u.Also...)
				for _, a := range u.Args {
					all = append(all, a.Name, a.Text, a.Ref)
				}
				for _, one := range all {
					at := uintptr(unsafe.Pointer(unsafe.StringData(one)))
					if one != "" && from <= at && at < from+uintptr(len(text)) {
						t.Fatalf("%s: %q of %+v is a part of the text", s.Name, one, u)
					}
				}
			}
			runtime.KeepAlive(text)
		}
	}
}

// TestHostileCode reads what makes a careless reader slow, deep or large.
func TestHostileCode(t *testing.T) {
	head := map[string]string{"a.java": "class A { void m() { x = ", "a.go": "package a\nfunc m() { x = ", "a.cs": "class A { void M() { x = "}
	pieces := []string{
		"(", "[", "{", "f(", "a.b(", "a.b().", "new A<", "a<", "\"a\" + ", "\"a\" + b + ", "((a) ", "a ? ", "a -> ", "a => ", "x = ", "int a1 = 1; ", "{ int b; ",
		"@A(", "@ ", "where from a in b ", "new new ", "case ", "[A(", "$\"{", "$\"a{b}\" + ", "switch (a) { case ", "new A() { ", "if (a) ", "a is ", "from a in ", "\"\"\"", "'", "/*", "-", "!", "(A) ", "A.B.", "class A { ",
		"func() { ", "[]", "map[string]", "T{", "T{a: ", "<-", "*", "#if\n", "namespace A { ", "a[", "List<List<", "a::b", "} ) ] ",
	}
	for name, start := range head {
		for _, piece := range pieces {
			check(t, name, start+strings.Repeat(piece, (16<<10)/len(piece)))
		}
	}
}
