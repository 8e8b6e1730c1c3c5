package plain

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestDialogues holds interviews: what they start from, the lines that are entered,
// everything that is printed with the lines in it, and the answers at the end.
func TestDialogues(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			part := map[string]string{}
			for _, f := range ar.Files {
				part[f.Name] = string(f.Data)
			}
			s := newStage(t)
			for line := range strings.Lines(part["setup"]) {
				s.set(strings.TrimSpace(line))
			}
			out, session := s.run(part["input"])
			got := map[string]string{"output": trimmed(out), "answers": answers(session.Machine)}
			if *update {
				ar.Files = []txtar.File{{Name: "setup", Data: []byte(part["setup"])}, {Name: "input", Data: []byte(part["input"])},
					{Name: "output", Data: []byte(got["output"])}, {Name: "answers", Data: []byte(got["answers"])}}
				if err := os.WriteFile(file, txtar.Format(ar), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			for name, text := range got {
				if diff := cmp.Diff(part[name], text); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
		})
	}
}

// trimmed drops the space behind a prompt to which nothing was entered.
func trimmed(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}
