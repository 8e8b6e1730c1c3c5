package architecture

import (
	"bytes"
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
)

// maxLines is what a reader can hold in mind of one file.
const maxLines = 500

// source is one parsed Go file of this module.
type source struct {
	path  string // slash-separated, from the root of the module
	lines int
	ast   *ast.File
}

func TestTree(t *testing.T) {
	files := parseTree(t)
	if len(files) < 50 {
		t.Fatalf("only %d files found: the walk does not see the tree", len(files))
	}
	documented := map[string]bool{}
	for _, f := range files {
		checkImports(t, f)
		checkFile(t, f)
		documented[path.Dir(f.path)] = documented[path.Dir(f.path)] || f.ast.Doc != nil
	}
	for _, f := range files {
		if dir := path.Dir(f.path); !documented[dir] {
			t.Errorf("%s: no file of the package has a package comment", dir)
			documented[dir] = true // told once
		}
	}
}

func checkImports(t *testing.T, f source) {
	t.Helper()
	if !slices.Contains(floors(), floorOf(f.path)) {
		t.Errorf("%s: %q is no floor of the house, see ARCHITECTURE.md", f.path, floorOf(f.path))
	}
	for _, spec := range f.ast.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if why := wrongTurn(f.path, imported); why != "" {
			t.Errorf("%s imports %s: %s", f.path, imported, why)
		}
	}
}

func checkFile(t *testing.T, f source) {
	t.Helper()
	if f.lines > maxLines {
		t.Errorf("%s has %d lines, more than %d: split it by what it does", f.path, f.lines, maxLines)
	}
	for _, d := range f.ast.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
			t.Errorf("%s has an init function: what it does belongs into a function that is called", f.path)
		}
	}
}

// parseTree reads every Go file of the module; other modules, hidden folders and
// test data are none of its files.
func parseTree(t *testing.T) []source {
	t.Helper()
	const root = "../.."
	tree, set := os.DirFS(root), token.NewFileSet()
	var out []source
	err := fs.WalkDir(tree, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if foreign(tree, name) {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		content, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(set, name, content, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		out = append(out, source{path: name, lines: bytes.Count(content, []byte("\n")), ast: parsed})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func foreign(tree fs.FS, dir string) bool {
	if dir == "." {
		return false
	}
	base := path.Base(dir)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata" || base == "node_modules" {
		return true
	}
	_, err := fs.Stat(tree, dir+"/go.mod")
	return err == nil
}

func TestWrongTurn(t *testing.T) {
	const floor, kube, source = "a floor imports only floors below it", "Kubernetes types begin at generate", "a generator reads a Workload, never a source tree"
	for _, c := range []struct{ file, imported, want string }{
		{"engagement/git.go", module + "/internal/i18n", ""},
		{"engagement/git.go", module + "/assess", floor},
		{"internal/conf/yaml.go", module + "/engagement/survey", floor},
		{"assess/resolve/unit.go", module + "/generate/decide", floor},
		{"assess/resolve/unit.go", module, floor},
		{"gantry.go", module + "/cmd/gantry", floor},
		{"gantry.go", module + "/blueprints/handbook", ""},
		{"cmd/gantry/migrate.go", module, ""},
		{"cmd/gantry/main.go", "github.com/spf13/cobra", ""},
		{"generate/workload.go", "github.com/spf13/cobra", "commands live in cmd"},
		{"assess/scan/walk.go", "k8s.io/api/core/v1", kube},
		{"assess/scan/walk_test.go", "k8s.io/api/core/v1", kube},
		{"generate/kustomize/pod.go", "k8s.io/api/core/v1", ""},
		{"generate/decide/ports.go", module + "/assess/fact", ""},
		{"generate/decide/ports.go", module + "/assess/scan", source},
		{"generate/decide/ports_test.go", module + "/assess/scan", ""},
		{"assess/fact/fact.go", module + "/assess", "facts are the words of every floor and know no other package"},
		{"assess/fact/fact_test.go", module + "/assess/fact", ""},
		{"assess/scan/git.go", "os/exec", ""},
		{"assess/scan/walk.go", "os/exec", "no package starts programs unless it is named here"},
		{"assess/scan/walk_test.go", "os/exec", ""},
		{"internal/terminal/session.go", "os/exec", ""},
		{"internal/terminal/program_test.go", "charm.land/bubbletea/v2", ""},
		{"internal/terminal/film.go", "charm.land/bubbletea/v2", "screens live in tui"},
		{"engagement/workbook/book.go", "github.com/xuri/excelize/v2", ""},
		{"engagement/inventory/konveyor.go", "github.com/xuri/excelize/v2", "workbooks are made in engagement/workbook"},
		{"assess/syntax/java.go", module + "/assess/rules", "source is read without a word about rules or detectors"},
		{"assess/classify/judge.go", "os", "files come as readers, and the environment as arguments"},
		{"engagement/interview/machine.go", "os", "files come as readers, and the environment as arguments"},
		{"engagement/interview/machine_test.go", "os", ""},
		{"engagement/journal/read.go", "os", ""},
		{"tui/app.go", module + "/engagement/journal", "the steps of an engagement open the log, and nobody else"},
		{"interview.go", module + "/engagement/journal", ""},
		{"tui/plain/plain.go", "charm.land/bubbletea/v2", "line mode reads lines and writes lines"},
		{"tui/field/field.go", module + "/engagement/interview", "a field knows its question and nothing of the interview"},
		{"cmd/gantry/survey.go", module + "/internal/terminal", "a terminal to look at is for tests"},
		{"cmd/gantry/terminal_desk_test.go", module + "/internal/terminal", ""},
		{"generate/images/pin.go", "net/http", "no package talks to a network unless it is named here"},
		{"generate/images/pin.go", "net/http/httptrace", "no package talks to a network unless it is named here"},
		{"generate/images/pin.go", "net/url", ""},
	} {
		if got := wrongTurn(c.file, c.imported); got != c.want {
			t.Errorf("%s imports %s: %q, want %q", c.file, c.imported, got, c.want)
		}
	}
}
