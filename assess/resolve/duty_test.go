package resolve

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/assess"
)

// TestDuties holds every finding of the package to saying what is to be done, by whom.
func TestDuties(t *testing.T) {
	all := duties()
	for name, id := range findingIDs(t) {
		d, ok := all[id]
		if !ok {
			t.Errorf("%s (%s) has no duty", name, id)
		}
		if d.effort[0] > d.effort[1] {
			t.Errorf("%s takes %v", name, d.effort)
		}
	}
	findings := []assess.Finding{{ID: FindingNoLock}, {ID: "java-local-file", Action: assess.Change}}
	assign(findings)
	if findings[0].Action != assess.Configure || findings[0].By != assess.Developers || findings[1].By != "" {
		t.Errorf("assigned %+v", findings)
	}
}

// findingIDs returns the constants of the package that are ids of findings.
func findingIDs(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path.Clean(name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) == 0 || !strings.HasPrefix(spec.Names[0].Name, "Finding") {
				return true
			}
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
				out[spec.Names[0].Name], _ = strconv.Unquote(lit.Value)
			}
			return true
		})
	}
	if len(out) < 10 {
		t.Fatalf("only %d ids found", len(out))
	}
	return out
}
