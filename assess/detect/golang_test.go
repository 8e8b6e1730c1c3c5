package detect

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
)

var updateFacts = flag.Bool("update-facts", false, "rewrite the expected facts in testdata/golang and testdata/python")

func TestGoGolden(t *testing.T) { goldenFacts(t, "testdata/golang", goDetector()) }

// goldenFacts holds a detector to the facts in the last section of each file, which
// is a source tree otherwise.
func goldenFacts(t *testing.T, dir string, d Detector) {
	files, err := filepath.Glob(dir + "/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := ""
			ar.Files = slices.DeleteFunc(ar.Files, func(f txtar.File) bool {
				if f.Name == "want" {
					want = string(f.Data)
				}
				return f.Name == "want"
			})
			out, err := runOn(t, archiveFS(ar), d)
			got := printFacts(out, err)
			if *updateFacts {
				ar.Files = append(ar.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("facts (-want +got):\n%s", d)
			}
			if strings.Contains(got, "s3cret") {
				t.Error("a secret is among the facts")
			}
		})
	}
}

func archiveFS(ar *txtar.Archive) fstest.MapFS {
	src := fstest.MapFS{}
	for _, f := range ar.Files {
		src[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return src
}

func runOn(t testing.TB, src fs.FS, d Detector) (Output, error) {
	t.Helper()
	tree, err := scan.Walk(t.Context(), src, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	paths := tree.Match(d.Globs...)
	if len(paths) == 0 {
		return Output{}, nil
	}
	return d.Run(t.Context(), Input{Tree: tree, Paths: paths})
}

func printFacts(out Output, err error) string {
	var b strings.Builder
	slices.SortStableFunc(out.Modules, func(x, y Module) int { return strings.Compare(x.Path, y.Path) })
	for _, m := range out.Modules {
		fmt.Fprintf(&b, "module %s\n", m.Path)
		for _, f := range m.Facts.Prefixed("") {
			fmt.Fprintf(&b, "  %s = %s (%s, %s) %v\n", f.Key, f.Value, f.Origin, f.Confidence, f.Evidence)
		}
	}
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	return b.String()
}

// readFS notes the files that are opened, to catch a detector that reads more than it needs.
type readFS struct {
	fs.FS
	mu     sync.Mutex
	opened map[string]bool
}

func (o *readFS) Open(name string) (fs.File, error) {
	if info, err := fs.Stat(o.FS, name); err == nil && !info.IsDir() {
		o.mu.Lock()
		o.opened[name] = true
		o.mu.Unlock()
	}
	return o.FS.Open(name)
}

func openedBy(t *testing.T, src fs.FS, d Detector) []string {
	t.Helper()
	o := &readFS{FS: src, opened: map[string]bool{}}
	if _, err := runOn(t, o, d); err != nil {
		t.Error(err)
	}
	var names []string
	for n := range o.opened {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func TestGoOpensOnlyWhatMainIsMadeOf(t *testing.T) {
	src := files(map[string]string{
		"go.mod":             "module m\n\ngo 1.24\n",
		"main.go":            "package main\n\nimport (\n\t\"m/a\"\n\t\"net/http\"\n)\n\nfunc main() { a.F(); _ = http.ListenAndServe(\":1\", nil) }\n",
		"a/a.go":             "package a\n\nfunc F() {}\n",
		"a/a_test.go":        "package a\n",
		"b/b.go":             "package b\n",
		"b/c.go":             "package b\n",
		"vendor/x/x.go":      "package x\n",
		"testdata/y/y.go":    "package y\n",
		"examples/e/main.go": "package main\n\nfunc main() {}\n",
		"README.md":          "# m\n",
		"Dockerfile":         "FROM scratch\n",
		"data.json":          "{}",
	})
	want := []string{"a/a.go", "b/b.go", "go.mod", "main.go"}
	if d := cmp.Diff(want, openedBy(t, src, goDetector())); d != "" {
		t.Errorf("opened (-want +got):\n%s", d)
	}
}

func files(m map[string]string) fstest.MapFS {
	src := fstest.MapFS{}
	for name, text := range m {
		src[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return src
}

func TestGoBadInputIsAnErrorAboutTheFile(t *testing.T) {
	out, err := runOn(t, files(map[string]string{
		"go.mod":        "module\n\ngo 1.\x00",
		"ok/go.mod":     "module ok\n\ngo 1.24\n",
		"ok/main.go":    "package main\n\nimport \"net/http\"\n\nfunc main() { _ = http.ListenAndServe(\":8080\", nil) }\n",
		"ok/broken.go":  "package main\n\nfunc (\n",
		"empty/go.mod":  "",
		"work/go.work":  "use (",
		"self/go.mod":   "module self\n\nreplace self => ./\n\nrequire self v1.0.0\n",
		"self/main.go":  "package main\n\nimport \"self\"\n\nfunc main() { self.X() }\n",
		"out/go.mod":    "module out\n\nrequire a v1.0.0\n\nreplace a => ../../../../etc\n",
		"out/lib.go":    "package out\n",
		"nofile/go.mod": "module nofile\n",
	}), goDetector())
	if err == nil {
		t.Fatal("no error")
	}
	for _, name := range []string{"go.mod", "ok/broken.go", "empty/go.mod", "work/go.work"} {
		if !strings.Contains(err.Error(), "reading "+name+":") {
			t.Errorf("nothing is said of %s: %v", name, err)
		}
	}
	if fe := (*FileError)(nil); !errors.As(err, &fe) {
		t.Errorf("%v is no error about a file", err)
	}
	i := slices.IndexFunc(out.Modules, func(m Module) bool { return m.Path == "ok" })
	if i < 0 || out.Modules[i].Facts.Value(fact.Port) != "8080/http" {
		t.Errorf("what could be read is lost: %v", out.Modules)
	}
}

// TestGoTablesAreDistinct: a path under two ids would make the answer depend on order.
func TestGoTablesAreDistinct(t *testing.T) {
	seen := map[string]string{}
	for _, row := range slices.Concat(goFrameworks(), goDatabases(), goStores(), goServices()) {
		for _, p := range row.paths {
			if other, ok := seen[p]; ok && other != row.id {
				t.Errorf("%s is both %s and %s", p, other, row.id)
			}
			seen[p] = row.id
		}
	}
}

func TestSafeDefault(t *testing.T) {
	for _, c := range []struct{ name, def, want string }{
		{"PORT", "8080", "8080"},
		{"DB_PASSWORD", "root", ""},
		{"SIGNING_KEY", "abc", ""},
		{"DATABASE_URL", "mysql://root:x@db/shop", ""},
		{"NOTIFY", "http://h/?token=1", ""},
		{"SEED", "1uAOGrMsUm5syDGn9ab2kQ7xZ", ""},
		{"GREETING", "hello there", "hello there"},
	} {
		if got := safeDefault(c.name, c.def); got != c.want {
			t.Errorf("safeDefault(%q, %q) = %q, want %q", c.name, c.def, got, c.want)
		}
	}
}

func TestRelTo(t *testing.T) {
	for _, c := range []struct{ dir, target, want string }{
		{".", ".", "."}, {".", "a/b", "a/b"}, {"a", "a/b/c", "b/c"}, {"a/b", "a", ".."}, {"a/b", "a/c", "../c"}, {"ab", "abc", "../abc"},
	} {
		if got := relTo(c.dir, c.target); got != c.want {
			t.Errorf("relTo(%q, %q) = %q, want %q", c.dir, c.target, got, c.want)
		}
	}
}
