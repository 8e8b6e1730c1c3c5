package scan

import (
	"slices"
	"strings"
	"testing"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/google/go-cmp/cmp"
)

const sample = `Dockerfile Dockerfile.prod a/Dockerfile a/b/web.Dockerfile a/pom.xml pom.xml a/b/c/pom.xml
	docker-compose.yml compose.yaml compose.dev.yaml src/main/App.java src/main/x/B.java src/test/T.java
	a.b/start.sh a/start-prod.sh a/bin/startup.sh Makefile src/Makefile README.md src/main0/no.java srcx/a.java .env .env.prod`

func TestMatch(t *testing.T) {
	tree := walk(t, files(sample))
	for glob, want := range map[string]string{
		"**/pom.xml":                 "a/b/c/pom.xml a/pom.xml pom.xml",
		"pom.xml":                    "pom.xml",
		"a/**/pom.xml":               "a/b/c/pom.xml a/pom.xml",
		"**/Dockerfile.*":            "Dockerfile.prod",
		"**/*.Dockerfile":            "a/b/web.Dockerfile",
		"**/{docker-,}compose*.y*ml": "compose.dev.yaml compose.yaml docker-compose.yml",
		"src/main/**":                "src/main/App.java src/main/x/B.java",
		"src/main/**/*.java":         "src/main/App.java src/main/x/B.java",
		"**/start*.{sh,bat}":         "a.b/start.sh a/bin/startup.sh a/start-prod.sh",
		"**/Make*":                   "Makefile src/Makefile",
		".env*":                      ".env .env.prod",
		"**/[A-Z]*.java":             "src/main/App.java src/main/x/B.java src/test/T.java",
		"**":                         "",
		"[":                          "",
		"none/**":                    "",
		"*":                          "",
	} {
		got := tree.Match(glob)
		if want == "" { // compare with the matcher itself
			for _, e := range tree.Entries() {
				if doublestar.MatchUnvalidated(glob, e.Path) {
					want += e.Path + " "
				}
			}
		}
		if d := cmp.Diff(strings.Fields(want), got, cmp.Transformer("nil", func(s []string) []string { return append([]string{}, s...) })); d != "" {
			t.Errorf("%s (-want +got):\n%s", glob, d)
		}
	}
	if got := tree.Match("pom.xml", "**/pom.xml", "*.xml"); len(got) != 3 || !slices.IsSorted(got) {
		t.Errorf("overlapping patterns: %v", got)
	}
}

// FuzzMatch holds the indexes to what the matcher says of every file.
func FuzzMatch(f *testing.F) {
	for _, g := range []string{"**/*.java", "{a,src}/**", "a/{b,c{d,e}}/*", `\*`, "**/[a-z]*.{sh,yml}", "a//b", "/x"} {
		f.Add(g)
	}
	var entries []Entry
	for name := range files(sample) {
		entries = append(entries, Entry{Path: name})
	}
	tree := newTree(nil, entries, nil)
	f.Fuzz(func(t *testing.T, glob string) {
		if len(glob) > 40 || !doublestar.ValidatePattern(glob) || strings.Contains(glob, "//") || strings.HasPrefix(glob, "/") || strings.Contains(glob, ".") && strings.Contains("/"+glob+"/", "/./") {
			t.Skip("no valid pattern")
		}
		var want []string
		for _, e := range tree.entries {
			if doublestar.MatchUnvalidated(glob, e.Path) {
				want = append(want, e.Path)
			}
		}
		if got := tree.Match(glob); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", glob, got, want)
		}
	})
}

func TestUnderAndSize(t *testing.T) {
	tree := walk(t, files(sample))
	if got := len(tree.Under("src/main")); got != 2 {
		t.Errorf("files under src/main: %d, want 2", got)
	}
	if got, want := len(tree.Under(".")), len(tree.Entries()); got != want {
		t.Errorf("files under the root: %d, want %d", got, want)
	}
	if tree.HasDir("sr") || !tree.HasDir("src") || !tree.Has("pom.xml") || tree.Has("src") {
		t.Error("HasDir or Has takes the start of a name for the name")
	}
	if tree.Size("none") != -1 || tree.Size("pom.xml") != 0 {
		t.Error("Size of a missing or an empty file is wrong")
	}
}
