package prefill

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// TestKeys: every key that the bank lists as the source of a suggestion is given
// by some detector, and a rule reads it; a rule reads nothing that its question does not list.
func TestKeys(t *testing.T) {
	bank, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	given, byQuestion := givenKeys(t), map[string]rule{}
	for _, r := range rules() {
		byQuestion[r.question] = r
		q, ok := bank.Question(r.question)
		if !ok {
			t.Errorf("there is a rule for %s, which is no question", r.question)
		}
		for _, key := range r.keys {
			if !given[key] {
				t.Errorf("the rule for %s reads %s, which no detector gives", r.question, key)
			}
			if !slices.Contains(q.Prefill, key) {
				t.Errorf("the rule for %s reads %s, which the bank does not list", r.question, key)
			}
		}
	}
	for _, q := range bank.Questions() {
		for _, key := range q.Prefill {
			if !given[key] {
				t.Errorf("%s lists %s, which no detector gives", q.ID, key)
			}
			if r, ok := byQuestion[q.ID]; !ok || !slices.Contains(r.keys, key) {
				t.Errorf("%s lists %s, which no rule reads", q.ID, key)
			}
		}
	}
}

// givenKeys are the constants of package fact that a detector mentions, and the
// families whose keys one makes.
func givenKeys(t *testing.T) map[string]bool {
	t.Helper()
	mentioned := map[string]bool{}
	for _, dir := range []string{"../detect", "../internal"} {
		inspect(t, dir, func(n ast.Node) {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "fact" {
					mentioned[s.Sel.Name] = true
				}
			}
		})
	}
	out := map[string]bool{}
	for name, key := range map[string]string{
		"PortNamed": "port.*", "Env": "env.*", "ServiceAddress": "service.*", "EnvOptional": "env-optional.*",
	} {
		out[key] = mentioned[name]
	}
	inspect(t, "../fact", func(n ast.Node) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !mentioned[spec.Names[0].Name] {
			return
		}
		if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			key, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			out[key] = true
		}
	})
	return out
}

func inspect(t *testing.T, dir string, see func(ast.Node)) {
	t.Helper()
	set := token.NewFileSet()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(set, dir+"/"+name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool { see(n); return true })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
