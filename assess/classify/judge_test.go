package classify_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var update = flag.Bool("update", false, "write what comes out into testdata and docs")

// TestJudgements holds whole judgements of typical applications to text that a person reads. Each file of testdata
// has the assessment, the answers and what comes out.
func TestJudgements(t *testing.T) {
	files, err := filepath.Glob("testdata/judgements/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	b := bank(t)
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			for _, f := range archive.Files {
				parts[f.Name] = string(f.Data)
			}
			got := printed(t, classify.Judge(input(t, b, parts["assessment.yaml"], parts["answers.yaml"])))
			if *update {
				write(t, name, archive, got)
				return
			}
			if diff := cmp.Diff(parts["judgement.txt"], got); diff != "" {
				t.Errorf("the judgement differs (- wanted, + got):\n%s", diff)
			}
		})
	}
}

func write(t *testing.T, name string, archive *txtar.Archive, judgement string) {
	t.Helper()
	var kept []txtar.File
	for _, f := range archive.Files {
		if f.Name != "judgement.txt" {
			kept = append(kept, f)
		}
	}
	kept = append(kept, txtar.File{Name: "judgement.txt", Data: []byte(judgement)})
	archive.Files = kept
	if err := os.WriteFile(name, txtar.Format(archive), 0o600); err != nil {
		t.Fatal(err)
	}
}

// printed is a judgement as text: the verdict in both languages, then everything about the application
// in Chinese and about its components in English.
func printed(t *testing.T, j classify.Judgement) string {
	t.Helper()
	var out strings.Builder
	out.WriteString(j.Verdict.ZH + "\n" + j.Verdict.EN + "\n")
	for _, path := range classify.Paths(j) {
		lang := i18n.ZH
		if strings.HasPrefix(path, "components.") {
			lang = i18n.EN
			if strings.Count(path, ".") == 1 || strings.Contains(path, ".readiness.") || strings.HasSuffix(path, ".effort") {
				continue
			}
		}
		text, ok := classify.Explain(j, path, lang)
		if !ok {
			t.Errorf("%s is listed and not explained", path)
		}
		if strings.HasPrefix(path, "effort.") || path == "factors" {
			continue // the lines of effort and of each factor are there already
		}
		out.WriteString("\n# " + path + "\n" + text)
	}
	return out.String()
}

func TestExplainRefusesOtherPaths(t *testing.T) {
	j := classify.Judge(input(t, bank(t), "", ""))
	for _, path := range []string{"", "nothing", "suitability.x", "readiness", "readiness.x", "effort.x", "factors.13", "factors.x", "components.x", "components.app.x"} {
		if text, ok := classify.Explain(j, path, i18n.EN); ok {
			t.Errorf("%q is explained:\n%s", path, text)
		}
	}
}
