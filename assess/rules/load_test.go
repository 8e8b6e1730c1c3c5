package rules_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/rules"
)

// rule is a rule in full, to spoil. More is added to it.
func ruleText(id, more string) string {
	return `rules:
  - id: ` + id + `
    dimension: state
    severity: high
    action: change
    by: developers
    effort: {once: [1, 2], each: [0.5, 1], most: [4, 8]}
    title: {zh: 标题, en: title}
    rationale: {zh: 原因, en: why}
    remedy: {zh: 做法, en: what}
    example: {language: java, before: a, after: b}
    links:
      - {title: Factors, url: https://12factor.net/}
` + more
}

const oneMatch = "    match:\n      - code: {names: [java.io.FileWriter]}\n"

func load(files map[string]string) (*rules.Set, error) {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return rules.LoadDir(fsys)
}

// TestProblems holds the reader of rules to naming what is wrong, with its file and line.
func TestProblems(t *testing.T) {
	good := ruleText("own-rule", oneMatch)
	for name, c := range map[string]struct{ text, want string }{
		"good":                  {good, ""},
		"nothing":               {"", ""},
		"unknown key":           {strings.Replace(good, "severity:", "gravity:", 1), "a.yaml:4: field gravity not found"},
		"not YAML":              {"rules: [", "a.yaml:"},
		"a text for a list":     {strings.Replace(good, "[1, 2]", "much", 1), "a.yaml:7: cannot unmarshal"},
		"three hours":           {strings.Replace(good, "[1, 2]", "[1, 2, 3]", 1), "a.yaml:2: invalid array"},
		"id in capitals":        {strings.Replace(good, "own-rule", "OwnRule", 1), "a.yaml:2: the id \"OwnRule\""},
		"unknown dimension":     {strings.Replace(good, "state", "mood", 1), "a.yaml:3: own-rule: the dimension \"mood\""},
		"a language is missing": {strings.Replace(good, ", en: why", "", 1), "a.yaml:9: own-rule: the rationale has no en"},
		"least above most":      {strings.Replace(good, "[4, 8]", "[8, 4]", 1), "a.yaml:7: own-rule: the hours [8 4]"},
		"no example":            {strings.Replace(good, "after: b", "after: ''", 1), "a.yaml:11: own-rule: the example"},
		"a plain link":          {strings.Replace(good, "https:", "http:", 1), "a.yaml:13: own-rule: the link"},
		"no condition":          {ruleText("own-rule", ""), "own-rule: nothing matches"},
		"two in one": {ruleText("own-rule", "    match:\n      - code: {names: [a.B]}\n        config: {keys: [a]}\n"),
			"a.yaml:15: own-rule: a condition is one of"},
		"a bad expression": {ruleText("own-rule", "    match:\n      - config: {keys: [a], value: {matches: '('}}\n"), "a.yaml:15: own-rule: error parsing regexp"},
		"an unknown sort":  {ruleText("own-rule", "    match:\n      - config: {keys: [a], value: {is: [path]}}\n"), "own-rule: the sort \"path\""},
		"an unknown kind":  {ruleText("own-rule", "    match:\n      - code: {names: [a.B], kinds: [use]}\n"), "own-rule: the kind \"use\""},
		"an unknown check": {ruleText("own-rule", "    match:\n      - check: magic\n"), "own-rule: there is no check \"magic\""},
		"a bad glob":       {ruleText("own-rule", "    match:\n      - file: {globs: ['[']}\n"), "own-rule: \"[\" is no pattern"},
		"a bad version":    {ruleText("own-rule", "    match:\n      - dependency: {ecosystem: npm, names: [a], version: new}\n"), "own-rule: the version \"new\""},
		"no artifact":      {ruleText("own-rule", "    match:\n      - dependency: {ecosystem: maven, names: [junit]}\n"), "own-rule: \"junit\" is not of the form group:artifact"},
		"two documents":    {good + "---\nrules: []\n", "a.yaml: more than one YAML document"},
		"twice":            {good + strings.TrimPrefix(good, "rules:\n"), "a.yaml:16: the rule \"own-rule\" is there already, at a.yaml:2"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(map[string]string{"a.yaml": c.text})
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// TestCustom holds custom rules to standing beside the bank's, and to taking the place of one only when they say so.
func TestCustom(t *testing.T) {
	base, err := load(map[string]string{"bank.yaml": ruleText("own-rule", oneMatch)})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ file, text, want string }{
		"another":        {"x.yml", ruleText("other-rule", oneMatch), ""},
		"the same":       {"x.yaml", ruleText("own-rule", oneMatch), `x.yaml:2: "own-rule" is a rule of the bank`},
		"in its place":   {"x.yaml", ruleText("own-rule", "    replaces: true\n"+oneMatch), ""},
		"no YAML at all": {"x.txt", "not read", ""},
	} {
		t.Run(name, func(t *testing.T) {
			custom, err := load(map[string]string{c.file: c.text})
			if err != nil {
				t.Fatal(err)
			}
			_, err = base.With(custom)
			if got := err != nil; got != (c.want != "") || got && !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

func TestOnly(t *testing.T) {
	both, err := load(map[string]string{"a.yaml": ruleText("own-rule", oneMatch), "b.yaml": ruleText("other-rule", oneMatch)})
	if err != nil {
		t.Fatal(err)
	}
	one, err := both.Only("other-rule")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range one.Rules() {
		ids = append(ids, r.ID)
	}
	if d := cmp.Diff([]string{"other-rule"}, ids); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if _, ok := one.Rule("own-rule"); ok {
		t.Error("a rule is there that was left out")
	}
	if _, err := both.Only("third-rule"); err == nil || !strings.Contains(err.Error(), "third-rule") {
		t.Errorf("%v", err)
	}
}

func TestTooLarge(t *testing.T) {
	if _, err := load(map[string]string{"a.yaml": "# " + strings.Repeat("x", 2<<20)}); err == nil || !strings.Contains(err.Error(), "a.yaml: larger than") {
		t.Errorf("%v", err)
	}
}

// FuzzLoad holds the reader of rules to any text: rules, or errors that name the file.
func FuzzLoad(f *testing.F) {
	f.Add(ruleText("own-rule", oneMatch))
	f.Add("rules:\n  - &a {id: x}\n  - *a\n  - {<<: *a}\n")
	f.Add("rules: {a: [1]}\n---\n")
	if b, err := os.ReadFile("bank/any-image.yaml"); err == nil {
		f.Add(string(b))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := load(map[string]string{"a.yaml": text}); err != nil && !strings.Contains(err.Error(), "a.yaml") {
			t.Errorf("an error that names no file: %v", err)
		}
	})
}
