package detect

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var updateNotes = flag.Bool("update-notes", false, "rewrite the expected notes in testdata/notes")

// TestNotesGolden holds the detectors of deployment files to the notes in the last
// section of each case, which is a source tree otherwise. A case is for the
// detector that its name starts with.
func TestNotesGolden(t *testing.T) {
	detectors := map[string]Detector{}
	for _, d := range []Detector{dockerfileDetector(), composeDetector(), procfileDetector(), systemdDetector(), scriptsDetector(), kubernetesDetector()} {
		detectors[d.Name] = d
	}
	files, err := filepath.Glob("testdata/notes/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
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
			word, _, _ := strings.Cut(name, "_")
			out, err := runOn(t, archiveFS(ar), detectors[word])
			got := printNotes(out, err)
			if *updateNotes {
				ar.Files = append(ar.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("notes (-want +got):\n%s", d)
			}
			if strings.Contains(got, "s3cret") {
				t.Error("a secret is among the facts")
			}
		})
	}
}

func printNotes(out Output, err error) string {
	var b strings.Builder
	for _, n := range out.Notes {
		fmt.Fprintf(&b, "note dir=%q name=%q\n", n.Dir, n.Name)
		for _, f := range n.Facts {
			fmt.Fprintf(&b, "  %s = %s (%s, %s) %v\n", f.Key, f.Value, f.Origin, f.Confidence, f.Evidence[0])
		}
	}
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	return b.String()
}
