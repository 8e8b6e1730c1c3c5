package node

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
)

var update = flag.Bool("update", false, "rewrite the wanted facts in testdata")

// TestGolden reads the trees in testdata: the files, and under "want" the facts.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fsys := fstest.MapFS{}
			want := ""
			kept := ar.Files[:0]
			for _, f := range ar.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
				kept = append(kept, f)
			}
			got := describe(t, fsys)
			if *update {
				kept = append(kept, txtar.File{Name: "want", Data: []byte(got)})
				ar.Files = kept
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func walk(t testing.TB, fsys fstest.MapFS) *scan.Tree {
	t.Helper()
	tree, err := scan.Walk(t.Context(), fsys, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// describe prints what is found: a line for each fact, without those that every
// package has.
func describe(t testing.TB, fsys fstest.MapFS) string {
	t.Helper()
	tree := walk(t, fsys)
	mods, problems, err := Analyse(t.Context(), tree, tree.Match("**/package.json"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, m := range mods {
		fmt.Fprintf(&b, "== %s\n", m.Path)
		for _, f := range m.Facts {
			if f.Key == fact.Language || f.Key == fact.Name || f.Key == fact.BuildModule && f.Value == "." {
				continue
			}
			var at []string
			for _, e := range f.Evidence {
				at = append(at, e.String())
			}
			fmt.Fprintf(&b, "%s: %s (%s, %s) %s\n", f.Key, f.Value, f.Origin, f.Confidence, strings.Join(at, " "))
		}
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "problem: %s: %v\n", fact.Evidence{Path: p.Path, Line: p.Line}, p.Err)
	}
	return b.String()
}

// value returns what holds for a key of the package in dir.
func value(t testing.TB, fsys fstest.MapFS, dir, key string) string {
	t.Helper()
	tree := walk(t, fsys)
	mods, _, err := Analyse(t.Context(), tree, tree.Match("**/package.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mods {
		if m.Path == dir {
			return m.Facts.Value(key)
		}
	}
	return "no such package"
}

// pack makes a tree of names and contents.
func pack(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for n, s := range files {
		out[n] = &fstest.MapFile{Data: []byte(s)}
	}
	return out
}
