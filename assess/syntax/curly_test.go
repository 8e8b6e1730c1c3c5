package syntax

import (
	"strings"
	"testing"
)

func FuzzJava(f *testing.F)   { fuzz(f, "java-", "a.java") }
func FuzzGo(f *testing.F)     { fuzz(f, "go-", "a.go") }
func FuzzCSharp(f *testing.F) { fuzz(f, "csharp-", "a.cs") }

func BenchmarkJava(b *testing.B)   { benchmark(b, "java-uses") }
func BenchmarkGo(b *testing.B)     { benchmark(b, "go-uses") }
func BenchmarkCSharp(b *testing.B) { benchmark(b, "csharp-uses") }

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
