package rules

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestIgnores(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string
		want       []ignore
	}{
		"on the line":         {"A.java", "x(); // gantry:ignore java-a why it is fine\ny();", []ignore{{[]string{"java-a"}, "why it is fine", 1, 1}}},
		"on the line above":   {"a.py", "# gantry:ignore python-a shared volume\nopen(x)\nz", []ignore{{[]string{"python-a"}, "shared volume", 1, 2}}},
		"above, one for each": {"a.go", "// gantry:ignore go-a one\n\t// gantry:ignore go-b two\nx()", []ignore{{[]string{"go-a"}, "one", 1, 3}, {[]string{"go-b"}, "two", 2, 3}}},
		"several rules":       {"a.sql", "-- gantry:ignore a-b,c-d both", []ignore{{[]string{"a-b", "c-d"}, "both", 1, 1}}},
		"a block":             {"a.css", "/* gantry:ignore a-b reason */ x\ny", []ignore{{[]string{"a-b"}, "reason", 1, 1}}},
		"a block alone":       {"a.java", "/* gantry:ignore a-b reason */", []ignore{{[]string{"a-b"}, "reason", 1, 1}}},
		"markup":              {"a.xml", "<!-- gantry:ignore a-b reason -->\n<x/>", []ignore{{[]string{"a-b"}, "reason", 1, 2}}},
		"markup of a page":    {"a.md", "# gantry:ignore a-b reason\n<!-- gantry:ignore a-b reason -->", []ignore{{[]string{"a-b"}, "reason", 2, 2}}},
		"without a reason":    {"a.py", "x # gantry:ignore a-b", []ignore{{[]string{"a-b"}, "", 1, 1}}},
		"without a rule":      {"a.py", "x # gantry:ignore because", []ignore{{nil, "because", 1, 1}}},
		"nothing":             {"a.py", "x # gantry:ignore", []ignore{{nil, "", 1, 1}}},
		"in a text":           {"a.go", `x := "gantry:ignore a-b reason"`, nil},
		"in a URL":            {"a.go", `x := "http://gantry:ignore a-b reason"`, nil},
		"windows":             {"a.yml", "a: 1 # gantry:ignore a-b reason\r\nb: 2\r\n", []ignore{{[]string{"a-b"}, "reason", 1, 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, ignores(c.file, c.text), cmp.AllowUnexported(ignore{})); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

// FuzzIgnores holds the reader of comments to any text: no panic, and lines that are there.
func FuzzIgnores(f *testing.F) {
	f.Add("a.go", "// gantry:ignore a-b c\nx")
	f.Add("a.md", "<!-- gantry:ignore a-b -->")
	f.Add("a", "#gantry:ignore\n\n\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		lines := strings.Count(text, "\n") + 1
		for _, ig := range ignores(name, text) {
			if ig.line < 1 || ig.upTo < ig.line || ig.upTo > lines {
				t.Errorf("%+v in %d lines", ig, lines)
			}
		}
	})
}
