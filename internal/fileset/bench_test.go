package fileset

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

func manyFiles(tb testing.TB, n int) Set {
	tb.Helper()
	files := make([]File, n)
	for i := range files {
		files[i] = file(fmt.Sprintf("deploy/kustomize/base/app-%d/deployment-%d.yaml", i%10, i),
			strings.Repeat(fmt.Sprintf("key-%d: value\n", i), 100))
	}
	return mustSet(tb, files...)
}

// BenchmarkApplyFirst writes 200 files into an empty directory; most of it is the disk that syncs.
func BenchmarkApplyFirst(b *testing.B) {
	set, dir, n := manyFiles(b, 200), b.TempDir(), 0
	for b.Loop() {
		n++
		if _, err := Apply(context.Background(), filepath.Join(dir, fmt.Sprint(n)), set, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkApplyUnchanged is a second run over the same 200 files.
func BenchmarkApplyUnchanged(b *testing.B) {
	set, dir := manyFiles(b, 200), b.TempDir()
	for b.Loop() {
		if _, err := Apply(context.Background(), dir, set, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMergeLarge merges 100,000 lines with an edit in every tenth on each side.
func BenchmarkMergeLarge(b *testing.B) {
	var base, mine, generated strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&base, "line %d\n", i%5000)
		fmt.Fprintf(&mine, "line %d%s\n", i%5000, strings.Repeat("m", (i%10)/9))
		fmt.Fprintf(&generated, "line %d%s\n", i%5000, strings.Repeat("g", ((i+5)%10)/9))
	}
	b.ResetTimer()
	for b.Loop() {
		merge3([]byte(base.String()), []byte(mine.String()), []byte(generated.String()))
	}
}

// BenchmarkDiffLarge is the diff of the largest text that gets one, with nothing in common.
func BenchmarkDiffLarge(b *testing.B) {
	before := strings.Repeat("a\nb\nc\n", maxDiffBytes/6)
	after := strings.Repeat("x\na\ny\nc\n", maxDiffBytes/8)
	for b.Loop() {
		unified("f", []byte(before), []byte(after))
	}
}
