package rules

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/scan"
)

// TestPanic holds a defect in one file to being told, and to stopping nothing else.
func TestPanic(t *testing.T) {
	list := []located{{Rule: Rule{ID: "own-rule", Match: []Condition{{Check: "defect"}, {File: &File{Globs: []string{"*.txt"}, Content: "BAD"}}}}}}
	set := newSet(list)
	tree, err := scan.Walk(t.Context(), fstest.MapFS{"a.txt": {Data: []byte("BAD")}, "b.txt": {Data: []byte("BAD\nboom")}}, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defect := check{of: func(string) bool { return true }, lines: func(text string) []int {
		if strings.Contains(text, "boom") {
			panic("the reader fell over")
		}
		return nil
	}}
	l := looker{scanner: &scanner{prog: set.prog, tree: tree, byGlob: set.prog.globbed(tree), all: map[string]check{"defect": defect}}, cache: map[*index]map[string][]int32{}}
	var h Hits
	for _, e := range tree.Entries() {
		h.files = append(h.files, l.file(e))
	}
	fs, _ := set.Findings(h, assess.Assessment{}, tree)
	if len(fs) != 2 || fs[0].ID != "own-rule" || fs[0].Evidence[0].Path != "a.txt" || fs[1].ID != FindingStopped || fs[1].Evidence[0].Path != "b.txt" || !strings.Contains(fs[1].Title.EN, "fell over") {
		t.Errorf("%+v", fs)
	}
}

// TestWords holds what is found in a file to being looked for: a file without a word of a condition is not read as code.
func TestWords(t *testing.T) {
	list := []located{{Rule: Rule{ID: "own-rule", Languages: languages()[:1], Match: []Condition{
		{Code: &Code{Names: []string{"java.io.FileWriter", "javax.ejb.*"}}},
		{Code: &Code{Value: &Value{Matches: "^jdbc:mysql:"}}},
	}}}}
	x := newSet(list).prog.code["java"]
	for text, want := range map[string]bool{
		"new FileWriter(x)": true, "import javax.ejb.Stateless;": true, `"jdbc:mysql://x"`: true, "// gantry:ignore own-rule x": true,
		"new FileReader(x)": false, "class A {}": false,
	} {
		if got := x.always || x.find.In(text); got != want {
			t.Errorf("%s: read %v, want %v", text, got, want)
		}
	}
}
