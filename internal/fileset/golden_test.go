package fileset

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMergeGolden plays one case per file of testdata/merge. The comment of the archive has lines "path: NAME" and,
// optionally, "keep: mine|generated"; the sections base (left out: not generated before), mine and generated
// (left out: no file) are the input, disk and report what must come out.
func TestMergeGolden(t *testing.T) {
	cases, err := filepath.Glob("testdata/merge/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want := txtar.Format(archive)
			play(t, archive)
			got := txtar.Format(archive)
			if *update {
				if err := os.WriteFile(name, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// play runs the case and puts what comes out into the archive.
func play(t *testing.T, archive *txtar.Archive) {
	t.Helper()
	name := directive(archive, "path")
	opt := Options{Keep: Keep(directive(archive, "keep")), Owned: func(p string) Merger {
		if path.Base(p) == "kustomization.yaml" {
			return KeepImages
		}
		return nil
	}}
	root := t.TempDir()
	if base, ok := section(archive, "base"); ok {
		apply(t, root, mustSet(t, file(name, base)), Options{})
		remove(t, root, name)
	}
	if mine, ok := section(archive, "mine"); ok {
		put(t, root, name, mine)
	}
	generated, _ := section(archive, "generated")
	report := apply(t, root, mustSet(t, file(name, generated)), opt)
	set(archive, "disk", visible(t, root)[name])
	set(archive, "report", render(report))
}

func directive(a *txtar.Archive, key string) string {
	for line := range strings.Lines(string(a.Comment)) {
		if value, ok := strings.CutPrefix(line, key+":"); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func section(a *txtar.Archive, name string) (string, bool) {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data), true
		}
	}
	return "", false
}

func set(a *txtar.Archive, name, content string) {
	for i := range a.Files {
		if a.Files[i].Name == name {
			a.Files[i].Data = []byte(content)
			return
		}
	}
	a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(content)})
}

// render writes a report with its hunks and its diff.
func render(r Report) string {
	var b strings.Builder
	b.WriteString(kinds(r))
	for _, c := range r.Changes {
		if c.Conflict != nil {
			for _, h := range c.Conflict.Hunks {
				fmt.Fprintf(&b, "base %d:\n%smine %d:\n%sgenerated %d:\n%s",
					h.Base.Line, h.Base.Text, h.Mine.Line, h.Mine.Text, h.Generated.Line, h.Generated.Text)
			}
		}
		b.WriteString(c.Diff)
	}
	return b.String()
}
