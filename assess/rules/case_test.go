package rules_test

import (
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/rules"
	"github.com/gantry-ack/gantry/assess/scan"
)

// TestCases runs every rule on its own case: testdata/<id>.txtar, in the form that bank/README.md describes.
func TestCases(t *testing.T) {
	all := bank(t)
	for _, r := range all.Rules() {
		archive, err := txtar.ParseFile("testdata/" + r.ID + ".txtar")
		if err != nil {
			continue // TestBank says so
		}
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			set, err := all.Only(r.ID)
			if err != nil {
				t.Fatal(err)
			}
			want := expected(archive.Comment)
			var got []string
			for _, dir := range topDirs(archive) {
				for _, f := range raised(t, set, below(archive, dir)) {
					for _, e := range f.Evidence {
						got = append(got, dir+"/"+e.String())
					}
				}
			}
			slices.Sort(got)
			if d := cmp.Diff(want, slices.Compact(got)); d != "" {
				t.Errorf("places (-want +got):\n%s", d)
			}
		})
	}
}

// TestClean runs all rules on files that there is nothing to say about.
func TestClean(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/clean.txtar")
	if err != nil {
		t.Fatal(err)
	}
	all := bank(t)
	for _, dir := range topDirs(archive) {
		for _, f := range raised(t, all, below(archive, dir)) {
			if f.Action != assess.Know && f.Action != assess.Handled {
				t.Errorf("%s: %s at %v", dir, f.ID, f.Evidence)
			}
		}
	}
}

// raised returns the findings of the rules on a tree.
func raised(t testing.TB, set *rules.Set, files fstest.MapFS) []assess.Finding {
	t.Helper()
	tree, err := scan.Walk(t.Context(), files, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	a, err := resolve.Assess(t.Context(), tree, resolve.Options{Name: "case"})
	if err != nil {
		t.Fatal(err)
	}
	hits, err := set.Scan(t.Context(), tree, rules.Options{})
	if err != nil {
		t.Fatal(err)
	}
	found, _ := set.Findings(hits, a, tree)
	return slices.DeleteFunc(found, func(f assess.Finding) bool { return f.ID == rules.FindingIgnoreUnknown })
}

// expected reads the places that the comment of a case lists.
func expected(comment []byte) []string {
	var out []string
	for line := range strings.Lines(string(comment)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	slices.Sort(out)
	return out
}

func topDir(name string) string {
	dir, _, _ := strings.Cut(name, "/")
	return dir
}

func topDirs(a *txtar.Archive) []string {
	var out []string
	for _, f := range a.Files {
		if dir := topDir(f.Name); !slices.Contains(out, dir) {
			out = append(out, dir)
		}
	}
	return out
}

// below returns the files below a directory as a tree of its own.
func below(a *txtar.Archive, dir string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, dir+"/"); ok {
			out[path.Clean(name)] = &fstest.MapFile{Data: f.Data}
		}
	}
	return out
}
