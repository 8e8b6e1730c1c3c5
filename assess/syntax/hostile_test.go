package syntax

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// samples are the sources of the goldens, by the names of their files.
func samples(tb testing.TB, prefix string) []txtar.File {
	tb.Helper()
	names, err := filepath.Glob("testdata/" + prefix + "*.txtar")
	if err != nil || len(names) == 0 {
		tb.Fatalf("looking for goldens of %q: %d found, %v", prefix, len(names), err)
	}
	var out []txtar.File
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, txtar.Parse(data).Files[0])
	}
	return out
}

// check fails when what was read of a text cannot be true of any text.
func check(t *testing.T, name, text string) {
	t.Helper()
	start := time.Now()
	f, _ := Parse(name, text)
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("reading %s took %s for %d bytes", name, d, len(text))
	}
	lines := strings.Count(text, "\n") + 1
	for _, u := range f.Uses {
		if u.Line < 1 || u.Line > lines {
			t.Errorf("%s: %s %q on line %d of %d", name, u.Kind, u.Name, u.Line, lines)
		}
		if u.Kind == "" || (u.Name == "") != (u.Kind == Literal) {
			t.Errorf("%s:%d: kind %q with name %q", name, u.Line, u.Kind, u.Name)
		}
		if len(u.Name) > 4<<10 && len(text) < 4<<10 {
			t.Errorf("%s:%d: a name of %d bytes", name, u.Line, len(u.Name))
		}
	}
	for _, c := range f.Comments {
		if c.Line < 1 || c.Line > lines {
			t.Errorf("%s: comment on line %d of %d", name, c.Line, lines)
		}
	}
}

// TestCutOff reads each sample up to many places in it, and from there on.
func TestCutOff(t *testing.T) {
	for _, prefix := range []string{"javascript", "python", "php", "ruby"} {
		for _, s := range samples(t, prefix) {
			text := string(s.Data)
			step := max(1, len(text)/150)
			for n := 0; n < len(text); n += step {
				check(t, s.Name, text[:n])
				check(t, s.Name, text[n:])
			}
		}
	}
}

// TestHostile reads what nests without end or opens and never closes. It must end soon.
func TestHostile(t *testing.T) {
	pieces := []string{"(", "[", "{", "}", "<", "<a>", "`${", "f'{", "\"#{", "\"{$a", "<<A\n", "<?php ", "a.b(", "a=>", "a?", "if a\n", "do\n", "def a\n", "a:<b", "new ", "lambda:",
		"class A{", "function(", "@a(", "!", "-", "'", "/", "a b ", "%w[", "a[b", "...", "return ", "a,\n", "$x->", "[a=>", "import {", "from a import (", "fn()=>", "case ", "a?.", "x=", "<T>(", "(a):b|", "as ", "\\\n", "a<b,"}
	for _, name := range []string{"a.ts", "a.vue", "a.py", "a.php", "a.rb"} {
		for _, p := range pieces {
			text := strings.Repeat(p, 30_000/len(p))
			if strings.HasSuffix(name, ".php") {
				text = "<?php " + text
			}
			check(t, name, text)
		}
	}
}

func FuzzJavaScript(f *testing.F) { fuzz(f, "javascript", "a.tsx") }
func FuzzPython(f *testing.F)     { fuzz(f, "python", "a.py") }
func FuzzPHP(f *testing.F)        { fuzz(f, "php", "a.php") }
func FuzzRuby(f *testing.F)       { fuzz(f, "ruby", "a.rb") }

func fuzz(f *testing.F, prefix, name string) {
	for _, s := range samples(f, prefix) {
		f.Add(string(s.Data))
		for line := range strings.SplitSeq(string(s.Data), "\n") {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, name, text) })
}

func BenchmarkJavaScript(b *testing.B) { benchmark(b, "javascript-sample") }
func BenchmarkPython(b *testing.B)     { benchmark(b, "python-sample") }
func BenchmarkPHP(b *testing.B)        { benchmark(b, "php-sample") }
func BenchmarkRuby(b *testing.B)       { benchmark(b, "ruby-sample") }

// benchmark reads a file of some 6,000 bytes, which is what a source file has on average.
func benchmark(b *testing.B, sample string) {
	s := samples(b, sample)[0]
	text := strings.ReplaceAll(string(s.Data), "__END__", "")
	text = strings.Repeat(text, 6000/len(text)+1)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(s.Name, text)
	}
}
