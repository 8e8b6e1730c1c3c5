package syntax

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the uses that were read into the goldens")

// TestGolden reads the first file of each archive in testdata and compares what comes out with the last one,
// which is named "uses".
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("looking for goldens: %d found, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { golden(t, name) })
	}
}

func golden(t *testing.T, name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse([]byte(strings.ReplaceAll(string(data), "\r\n", "\n")))
	if len(a.Files) == 0 || len(a.Files) > 2 {
		t.Fatalf("%s has %d files, want a source and the uses", name, len(a.Files))
	}
	f, ok := Parse(a.Files[0].Name, string(a.Files[0].Data))
	if !ok {
		t.Fatalf("%s is not read", a.Files[0].Name)
	}
	got := format(f)
	if *update {
		a.Files = append(a.Files[:1], txtar.File{Name: "uses", Data: []byte(got)})
		if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := ""
	if len(a.Files) == 2 {
		want = string(a.Files[1].Data)
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("uses differ (-want +got):\n%s", diff)
	}
}

// format writes what was read of a file, a line for each use:
//
//	LINE KIND NAME|ALSO (ARGUMENTS) "LITERAL" in WITHIN to TARGET by FUNCTION
//
// An argument is NAME="known" or NAME=~partly{}, followed by @REF.
func format(f File) string {
	var b strings.Builder
	if f.Generated {
		b.WriteString("generated\n")
	}
	for _, c := range f.Comments {
		fmt.Fprintf(&b, "%d comment %s\n", c.Line, c.Text)
	}
	for _, u := range f.Uses {
		fmt.Fprintf(&b, "%d %s", u.Line, u.Kind)
		if u.Name != "" {
			fmt.Fprintf(&b, " %s", strings.Join(append([]string{u.Name}, u.Also...), "|"))
		}
		if len(u.Args) > 0 {
			var args []string
			for _, a := range u.Args {
				args = append(args, formatArg(a))
			}
			fmt.Fprintf(&b, " (%s)", strings.Join(args, ", "))
		}
		if u.Kind == Literal {
			fmt.Fprintf(&b, " %q", u.Text)
		}
		for _, p := range [][2]string{{"in", u.Within}, {"to", u.Target}, {"by", u.Function}} {
			if p[1] != "" {
				fmt.Fprintf(&b, " %s %s", p[0], p[1])
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func formatArg(a Value) string {
	s := "~" + a.Text
	if a.Known {
		s = fmt.Sprintf("%q", a.Text)
	}
	if a.Name != "" {
		s = a.Name + "=" + s
	}
	if a.Ref != "" {
		s += "@" + a.Ref
	}
	return s
}
