package architecture

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

// TestDependenciesAreDocumented holds docs/dependencies.md to what is imported
// and to the versions in go.mod.
func TestDependenciesAreDocumented(t *testing.T) {
	versions := required(t)
	documented := documentedVersions(t)
	imported := map[string]bool{}
	for _, f := range parseTree(t) {
		for _, spec := range f.ast.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if m := moduleOf(name, versions); m != "" {
				imported[m] = true
			}
		}
	}
	for _, m := range slices.Sorted(maps.Keys(imported)) {
		if got, ok := documented[m]; !ok {
			t.Errorf("docs/dependencies.md does not say why %s is there", m)
		} else if got != versions[m] {
			t.Errorf("docs/dependencies.md has %s at %s, go.mod at %s", m, got, versions[m])
		}
	}
	for _, m := range slices.Sorted(maps.Keys(documented)) {
		if !imported[m] {
			t.Errorf("docs/dependencies.md lists %s, which nothing imports", m)
		}
	}
}

// moduleOf returns the required module that holds the package, "" for our own
// and for the standard library.
func moduleOf(imported string, versions map[string]string) string {
	best := ""
	for m := range versions {
		if within(imported, []string{m}) && len(m) > len(best) {
			best = m
		}
	}
	return best
}

func required(t *testing.T) map[string]string {
	t.Helper()
	content, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.ParseLax("go.mod", content, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, r := range mod.Require {
		out[r.Mod.Path] = r.Mod.Version
	}
	return out
}

func documentedVersions(t *testing.T) map[string]string {
	t.Helper()
	content, err := os.ReadFile("../../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(content)) {
		if m := regexp.MustCompile("^\\| `([^`]+)` \\| (v\\S+) \\|").FindStringSubmatch(line); m != nil {
			out[m[1]] = m[2]
		}
	}
	return out
}
