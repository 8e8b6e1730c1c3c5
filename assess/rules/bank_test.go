package rules_test

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/gantry-ack/gantry/assess/rules"
)

var update = flag.Bool("update", false, "rewrite docs/rules.md")

// bank loads the rules. Where a file is at fault, the others are there: TestBank says what is wrong.
func bank(t testing.TB) *rules.Set {
	t.Helper()
	s, err := rules.Load()
	if err == nil {
		return s
	}
	names, _ := filepath.Glob("bank/*.yaml")
	files := fstest.MapFS{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file := &fstest.MapFile{Data: content}
		if _, err := rules.LoadDir(fstest.MapFS{filepath.Base(name): file}); err == nil {
			files[filepath.Base(name)] = file
		}
	}
	if s, err = rules.LoadDir(files); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestBank holds every rule to a case of its own with places to raise and files to leave alone.
func TestBank(t *testing.T) {
	if _, err := rules.Load(); err != nil {
		t.Error(err)
	}
	known := factKeys(t)
	for _, r := range bank(t).Rules() {
		name := "testdata/" + r.ID + ".txtar"
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Errorf("%s has no case: %v", r.ID, err)
			continue
		}
		want := expected(archive.Comment)
		var bad, ok int
		for _, f := range archive.Files {
			switch dir := topDir(f.Name); {
			case strings.HasPrefix(dir, "bad"):
				bad++
			case strings.HasPrefix(dir, "ok"):
				ok++
			default:
				t.Errorf("%s: %s lies neither below bad nor below ok", name, f.Name)
			}
		}
		if bad == 0 || ok == 0 || len(want) == 0 {
			t.Errorf("%s: %d files with places, %d without, %d places: each must be there", name, bad, ok, len(want))
		}
		for _, w := range want {
			if !strings.HasPrefix(w, "bad") {
				t.Errorf("%s: %s is to be raised and does not lie below bad", name, w)
			}
		}
		for _, x := range slices.Concat(r.Match, r.Requires, r.Excluding) {
			if x.Fact == nil {
				continue
			}
			for _, k := range x.Fact.Keys {
				if !slices.ContainsFunc(known, func(name string) bool { return keyMatches(k, name) }) {
					t.Errorf("%s asks for the fact %q, which docs/assessment-json.md does not list", r.ID, k)
				}
			}
		}
	}
}

// TestCasesBelongToRules finds cases that are left over.
func TestCasesBelongToRules(t *testing.T) {
	s := bank(t)
	for _, name := range caseFiles(t) {
		if _, ok := s.Rule(strings.TrimSuffix(name, ".txtar")); !ok {
			t.Errorf("testdata/%s is the case of no rule", name)
		}
	}
}

func caseFiles(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(os.DirFS("testdata"), "*-*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// keyMatches compares a pattern with a key as the documentation writes it, with <kind> for a part.
func keyMatches(pattern, name string) bool {
	re := func(s string) string {
		return regexp.MustCompile(`\\\*|<[a-z]+>`).ReplaceAllString(regexp.QuoteMeta(s), `.+`)
	}
	return regexp.MustCompile("^"+re(pattern)+"$").MatchString(name) || regexp.MustCompile("^"+re(name)+"$").MatchString(pattern)
}

func factKeys(t *testing.T) []string {
	t.Helper()
	content, err := os.ReadFile("../../docs/assessment-json.md")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| (`[^|]+`) \\| (?:one|many) \\|").FindAllStringSubmatch(string(content), -1) {
		for _, k := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(m[1], -1) {
			out[k[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(out))
}
