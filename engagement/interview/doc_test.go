package interview

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLogIsDocumented holds docs/survey-log.md to the kinds, the origins and the
// fields of events.
func TestLogIsDocumented(t *testing.T) {
	content, err := os.ReadFile("../../docs/survey-log.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(content)
	_, fields, _ := strings.Cut(doc, "| field |")
	fields, kinds, _ := strings.Cut(fields, "| kind |")
	if diff := cmp.Diff(constants(t, "Kind"), rows(kinds)); diff != "" {
		t.Errorf("kinds (-code +docs):\n%s", diff)
	}
	if diff := cmp.Diff(tags(reflect.TypeFor[Event]()), rows(fields)); diff != "" {
		t.Errorf("fields (-code +docs):\n%s", diff)
	}
	words := append(constants(t, "Origin"), tags(reflect.TypeFor[Answer]())...)
	for _, word := range append(words, tags(reflect.TypeFor[Attendee]())...) {
		if !strings.Contains(fields, "`"+word+"`") {
			t.Errorf("%s is not explained", word)
		}
	}
	_, line, _ := strings.Cut(doc, "```json\n")
	line, _, _ = strings.Cut(line, "\n")
	e, err := Decode([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := e.Encode(); err != nil || string(again) != line {
		t.Errorf("the example is printed as %s (%v)", again, err)
	}
}

// rows are the names in the first column of a table.
func rows(table string) []string {
	var out []string
	for line := range strings.Lines(table) {
		cell, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), "|")
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		for _, m := range regexp.MustCompile("`([a-z]+)`").FindAllStringSubmatch(cell, -1) {
			out = append(out, m[1])
		}
	}
	return out
}

// tags are the names of the fields in JSON, in their order.
func tags(of reflect.Type) []string {
	var out []string
	for f := range of.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		out = append(out, name)
	}
	return out
}

// constants are the values of the constants of a type in event.go, in their order.
func constants(t *testing.T, of string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); ok && id.Name == of {
			for _, v := range spec.Values {
				if lit, ok := v.(*ast.BasicLit); ok {
					word, err := strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
					out = append(out, word)
				}
			}
		}
		return true
	})
	if len(out) == 0 || slices.Contains(out, "") {
		t.Fatalf("the constants of %s: %q", of, out)
	}
	return out
}
