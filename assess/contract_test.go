package assess_test

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
)

const contractFile = "../docs/assessment-json.md"

var update = flag.Bool("update", false, "rewrite the table of fact keys")

// TestContractListsFactKeys holds the table of fact keys to the constants and
// their comments, from which it is made.
func TestContractListsFactKeys(t *testing.T) {
	before, old, after := contractPart(t, "fact keys")
	table := keyTable(t)
	switch {
	case table == old:
	case *update:
		if err := os.WriteFile(contractFile, []byte(before+table+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("the table of fact keys is not what assess/fact/keys.go says: run go test ./assess -update")
	}
}

// keyTable prints the constants of assess/fact/keys.go with their comments, which
// have the form "Name is what the value is. Single."
func keyTable(t *testing.T) string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "fact/keys.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| key | values | meaning |\n|---|---|---|\n")
	for _, d := range file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.CONST {
			continue
		}
		for _, s := range decl.Specs {
			spec := s.(*ast.ValueSpec)
			if name := spec.Names[0]; name.IsExported() {
				key, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				b.WriteString(keyRow(t, name.Name, key, spec.Doc.Text()))
			}
		}
	}
	return b.String()
}

func keyRow(t *testing.T, name, key, doc string) string {
	t.Helper()
	text, ok := strings.CutPrefix(strings.ReplaceAll(strings.Join(strings.Fields(doc), " "), "...", "…"), name+" is ")
	form := regexp.MustCompile(`^(.*?)[.;]? (Single|Many)(\.|;.*\.)$`).FindStringSubmatch(text)
	if !ok || form == nil {
		t.Errorf("the comment of fact.%s does not have the form %q", name, name+" is … Single.")
		return ""
	}
	values := map[string]string{"Single": "one", "Many": "many"}[form[2]]
	meaning := strings.NewReplacer(
		" (see Command)", "", ", see PortNamed", "", "Transpiler", "`build.transpiler`", "BuildModule", "`build.module`",
		"ServiceAddress(kind)", "`service.<kind>.address`", "ServiceOptional(kind)", "`service.<kind>.optional`", "|", `\|`,
	).Replace(form[1] + strings.TrimSuffix(form[3], "."))
	return "| `" + key + "` | " + values + " | " + meaning + " |\n"
}

// TestContractIds holds the lists of ids to the detectors: what they find in the
// trees that they are tested with is listed, and what is listed stands in their
// source.
func TestContractIds(t *testing.T) {
	_, table, _ := contractPart(t, "ids")
	listed := map[string]bool{}
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(table, -1) {
		listed[m[1]] = true
	}
	for where, a := range trees(t) {
		for _, c := range a.Components {
			for _, id := range ids(c) {
				if id != "" && !listed[id] {
					t.Errorf("%s: %s has the id %q, which %s does not list", where, c.Name, id, contractFile)
				}
			}
		}
	}
	known := literals(t)
	for _, id := range slices.Sorted(maps.Keys(listed)) {
		if !known[id] {
			t.Errorf("%s lists the id %q, which no detector gives", contractFile, id)
		}
	}
}

func ids(c assess.Component) []string {
	out := []string{c.Language.ID, c.Framework.ID, c.BuildTool.ID, c.Packaging}
	for _, s := range c.Services {
		out = append(out, s.Kind)
	}
	return append(out, c.Facts.Values(fact.Framework)...)
}

// trees assesses the example and every tree that a detector is tested with.
func trees(t *testing.T) map[string]assess.Assessment {
	t.Helper()
	out := map[string]assess.Assessment{"examples/shop": resolved(t, os.DirFS("../examples/shop"))}
	err := fs.WalkDir(os.DirFS("detect/testdata"), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".txtar" {
			return err
		}
		archive, err := txtar.ParseFile("detect/testdata/" + name)
		if err != nil {
			return err
		}
		files := fstest.MapFS{}
		for _, f := range archive.Files {
			files[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		out[name] = resolved(t, files)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// literals returns the words that stand as string literals in the detectors.
func literals(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	tree, set := os.DirFS("."), token.NewFileSet()
	err := fs.WalkDir(tree, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && !slices.Contains([]string{".", "detect", "internal"}, strings.SplitN(name, "/", 2)[0]) {
			return fs.SkipDir
		}
		if err != nil || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		content, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(set, name, content, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					out[text] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// contractPart cuts the page at the marks around a part.
func contractPart(t *testing.T, name string) (before, part, after string) {
	t.Helper()
	content, err := os.ReadFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	page := strings.ReplaceAll(string(content), "\r\n", "\n")
	marks := regexp.MustCompile(`(?s)^(.*<!-- ` + name + `: [^\n]* -->\n)(.*)(<!-- end of ` + name + ` -->.*)$`).FindStringSubmatch(page)
	if marks == nil {
		t.Fatalf("%s: the marks around the %s are gone", contractFile, name)
	}
	return marks[1], marks[2], marks[3]
}
