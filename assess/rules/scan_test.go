package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/rules"
	"github.com/gantry-ack/gantry/assess/scan"
)

// judged is what a set of rules makes of files and components.
func judged(t testing.TB, set *rules.Set, files map[string]string, cs ...assess.Component) ([]assess.Finding, []assess.Suppression) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := scan.Walk(t.Context(), fsys, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	hits, err := set.Scan(t.Context(), tree, rules.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return set.Findings(hits, assess.Assessment{Components: cs}, tree)
}

// ruleOf makes a set of one rule from the part behind its texts.
func ruleOf(t testing.TB, more string) *rules.Set {
	t.Helper()
	set, err := load(map[string]string{"a.yaml": ruleText("own-rule", more)})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// places lists the findings of a rule as COMPONENT PATH:LINE.
func places(fs []assess.Finding) []string {
	out := []string{}
	for _, f := range fs {
		for _, e := range f.Evidence {
			out = append(out, strings.TrimSpace(f.Component+" "+e.String()))
		}
	}
	return out
}

func program(name, dir, lang string, facts ...fact.Fact) assess.Component {
	return assess.Component{Name: name, Path: dir, BuildRoot: ".", Deployable: true, Language: assess.Versioned{ID: lang}, Facts: facts}
}

func libraryAt(name, dir, lang string) assess.Component {
	return assess.Component{Name: name, Path: dir, BuildRoot: ".", Language: assess.Versioned{ID: lang}}
}

const content = "    match:\n      - file: {globs: ['**/*'], content: BAD, not: FINE}\n"

// TestWhere holds places to the components that their files belong to, and parts of the tree to being left out.
func TestWhere(t *testing.T) {
	needs := fact.New(fact.BuildNeeds, "common", fact.FromBuild, "shop/pom.xml", 3)
	for name, c := range map[string]struct {
		files map[string]string
		in    string
		cs    []assess.Component
		want  []string
	}{
		"no component":                {map[string]string{"a/x.txt": "BAD"}, "", nil, []string{"a/x.txt:1"}},
		"the only component":          {map[string]string{"deploy/x.txt": "BAD"}, "", []assess.Component{program("shop", "shop", "java")}, []string{"shop deploy/x.txt:1"}},
		"the deepest component":       {map[string]string{"shop/web/x.txt": "\nBAD"}, "", []assess.Component{program("shop", "shop", "java"), program("web", "shop/web", "javascript")}, []string{"web shop/web/x.txt:2"}},
		"by language":                 {map[string]string{"shop/x.js": "BAD", "shop/x.java": "BAD"}, "", []assess.Component{program("s", "shop", "java"), program("w", "shop", "javascript")}, []string{"s shop/x.java:1", "w shop/x.js:1"}},
		"a library of a program":      {map[string]string{"common/x.txt": "BAD"}, "", []assess.Component{libraryAt("common", "common", "java"), program("shop", "shop", "java", needs), program("other", "other", "java")}, []string{"shop common/x.txt:1"}},
		"a library of none":           {map[string]string{"common/x.txt": "BAD"}, "", []assess.Component{libraryAt("common", "common", "java"), program("a", "a", "java"), program("b", "b", "java")}, []string{"common common/x.txt:1"}},
		"a file that a fact shows":    {map[string]string{"docker/a/x.txt": "BAD"}, "", []assess.Component{program("a", "a", "go", fact.New(fact.Start, "[]", fact.FromDeploy, "docker/a/x.txt", 1)), program("b", "b", "go")}, []string{"a docker/a/x.txt:1"}},
		"what runs":                   {map[string]string{"x.txt": "BAD", "tests/x.txt": "BAD", "docs/x.txt": "BAD", "vendor/x.txt": "BAD", "x.md": "BAD"}, "", nil, []string{"x.txt:1"}},
		"tests, too":                  {map[string]string{"x.txt": "BAD", "tests/x.txt": "BAD", "docs/x.txt": "BAD"}, "    in: [main, tests]\n", nil, []string{"tests/x.txt:1", "x.txt:1"}},
		"a program among examples":    {map[string]string{"examples/shop/x.txt": "BAD", "examples/shop/tests/x.txt": "BAD", "examples/y.txt": "BAD"}, "", []assess.Component{program("shop", "examples/shop", "go")}, []string{"shop examples/shop/x.txt:1"}},
		"not on the same line":        {map[string]string{"x.txt": "BAD FINE\nBAD\n"}, "", nil, []string{"x.txt:2"}},
		"what this program wrote":     {map[string]string{"x.txt": "BAD", ".gantry/manifest.json": `{"files":[{"path":"x.txt"}]}`}, "", nil, []string{}},
		"a profile for development":   {map[string]string{"application-dev.yml": "a: BAD", "application-prod.yml": "a: 1"}, "", nil, []string{}},
		"the only profile":            {map[string]string{"application-dev.yml": "a: BAD", "application.yml": "b: 1"}, "", nil, []string{"application-dev.yml:1"}},
		"a profile for tests":         {map[string]string{"application-test.yml": "a: BAD"}, "", nil, []string{}},
		"the environment of one desk": {map[string]string{".env.local": "a=BAD", ".env": "a=1"}, "", nil, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			fs, _ := judged(t, ruleOf(t, c.in+content), c.files, c.cs...)
			if d := cmp.Diff(c.want, places(fs)); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

// TestConditions holds each kind of condition to where it holds.
func TestConditions(t *testing.T) {
	for name, c := range map[string]struct {
		rule  string
		files map[string]string
		want  []string
	}{
		"configuration": {"    match:\n      - config: {keys: ['*.password'], value: {is: [plain-secret]}}\n",
			map[string]string{
				"application.yml": "spring:\n  data-source:\n    password: s3cr3tPw\n    url: x\n  redis:\n    password: ${REDIS_PW:}\n",
				".env":            "MAIL_PASSWORD=s3cr3tPw\n", "messages.properties": "form.password=s3cr3tPw\n", "config.json": `{"db": {"password": "s3cr3tPw"}}`, "web.config": "<configuration>\n<appSettings>\n<add key=\"Mail:Password\" value=\"s3cr3tPw\"/></appSettings></configuration>",
			},
			[]string{".env:1", "application.yml:3", "config.json:1", "web.config:3"}},
		"configuration that is named": {"    match:\n      - config: {files: ['**/compose.yml'], keys: [services.*.privileged], value: {matches: 'true'}}\n",
			map[string]string{"compose.yml": "services:\n  a:\n    privileged: true\n", "application.yml": "services.a.privileged: true\n"}, []string{"compose.yml:3"}},
		"an element": {"    match:\n      - element: {files: ['**/web.xml'], path: //session-config/session-timeout, value: {matches: '^-1$'}}\n",
			map[string]string{"web.xml": "<web-app>\n<session-config>\n<session-timeout>-1</session-timeout></session-config></web-app>", "x/web.xml": "<a><session-timeout>-1</session-timeout></a>"}, []string{"web.xml:3"}},
		"an attribute": {"    match:\n      - element: {files: ['**/*.xml'], path: //appender, attribute: class, value: {matches: 'File'}}\n",
			map[string]string{"logback.xml": "<c>\n<appender class=\"RollingFileAppender\"/>\n<appender/></c>"}, []string{"logback.xml:2"}},
		"a file": {"    match:\n      - file: {globs: ['**/weblogic.xml']}\n",
			map[string]string{"WEB-INF/weblogic.xml": "<a/>", "weblogic.xml.txt": "x"}, []string{"WEB-INF/weblogic.xml"}},
		"an instruction": {"    match:\n      - instruction: {names: [USER], value: {matches: '^root'}}\n",
			map[string]string{"Dockerfile": "FROM a AS b\nUSER root\nFROM c\nRUN x\nUSER root:root\n"}, []string{"Dockerfile:5"}},
		"an instruction of any stage": {"    match:\n      - instruction: {names: [USER], value: {matches: '^root'}, all: true}\n",
			map[string]string{"Dockerfile": "FROM a AS b\nUSER root\nFROM c\nUSER root\n"}, []string{"Dockerfile:2", "Dockerfile:4"}},
		"a stage that starts from another": {"    match:\n      - instruction: {names: [USER]}\n",
			map[string]string{"Dockerfile": "FROM a AS b\nUSER x\nFROM z AS y\nUSER y\nFROM b\nRUN x\n"}, []string{"Dockerfile:2"}},
		"a command": {"    match:\n      - command: {names: [crontab], args: '^-'}\n",
			map[string]string{
				"start.sh": "#!/bin/sh\n# crontab -x\nif true; then\n  sudo crontab -l\nfi\necho crontab -l\n", "Dockerfile": "FROM a\nRUN a && \\\n  crontab -l\nCMD [\"/usr/bin/crontab\", \"-f\"]\n",
				"Procfile": "web: crontab -f\n", "package.json": "{\"scripts\": {\n\"a\": \"x && crontab -l\"}}", "a.service": "[Service]\nExecStart=/usr/bin/crontab -f\n",
			},
			[]string{"Dockerfile:2", "Dockerfile:4", "Procfile:1", "a.service:2", "package.json:2", "start.sh:4"}},
		"the check of an image": {"    match:\n      - check: image-root\n",
			map[string]string{"Dockerfile": "FROM a\nRUN x\n", "Dockerfile.user": "FROM a\nUSER 1000\n", "Dockerfile.root": "FROM a\nUSER 1\nUSER root\n", "Dockerfile.base": "FROM gcr.io/distroless/java:nonroot\n"}, []string{"Dockerfile.root:3", "Dockerfile:1"}},
		"unless on the line": {"    match:\n      - file: {globs: ['**/*.txt'], content: BAD}\n    unless:\n      - file: {globs: ['**/*.txt'], content: FINE}\n",
			map[string]string{"x.txt": "BAD\nFINE BAD\n"}, []string{"x.txt:1"}},
		"unless for the file": {"    match:\n      - file: {globs: ['**/*.txt'], content: BAD}\n    unless:\n      - file: {globs: ['gen/**']}\n",
			map[string]string{"x.txt": "BAD\n", "gen/x.txt": "BAD"}, []string{"x.txt:1"}},
	} {
		t.Run(name, func(t *testing.T) {
			fs, _ := judged(t, ruleOf(t, c.rule), c.files)
			got := places(fs)
			slices.Sort(got)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

// TestRequires holds rules to what else a component has, and to what it inherits.
func TestRequires(t *testing.T) {
	files := map[string]string{
		"pom.xml":   "<project><dependencies><dependency><groupId>g</groupId><artifactId>all</artifactId></dependency></dependencies></project>",
		"a/pom.xml": "<project><dependencies><dependency><groupId>g</groupId><artifactId>own</artifactId></dependency></dependencies></project>",
		"a/x.txt":   "BAD", "b/x.txt": "BAD", "c/x.txt": "BAD",
	}
	cs := []assess.Component{libraryAt("parent", ".", "java"), program("a", "a", "java"), program("b", "b", "java", fact.New(fact.Session, "redis", fact.FromCode, "b/x.txt", 1))}
	match := "    match:\n      - file: {globs: ['**/x.txt'], content: BAD}\n"
	for name, c := range map[string]struct {
		rule string
		want []string
	}{
		"a dependency of its own":        {"    requires:\n      - dependency: {ecosystem: maven, names: ['g:own']}\n", []string{"a a/x.txt:1"}},
		"a dependency of the parent":     {"    requires:\n      - dependency: {ecosystem: maven, names: ['g:all']}\n", []string{"parent c/x.txt:1", "a a/x.txt:1", "b b/x.txt:1"}},
		"not with a dependency":          {"    excluding:\n      - dependency: {ecosystem: maven, names: ['g:own']}\n", []string{"parent c/x.txt:1", "b b/x.txt:1"}},
		"not with one of the parent":     {"    excluding:\n      - dependency: {ecosystem: maven, names: ['g:all']}\n", []string{}},
		"a fact":                         {"    requires:\n      - fact: {keys: [session], value: {matches: redis}}\n", []string{"b b/x.txt:1"}},
		"not with a fact":                {"    excluding:\n      - fact: {keys: [session]}\n", []string{"parent c/x.txt:1", "a a/x.txt:1"}},
		"two, of which one is not there": {"    requires:\n      - fact: {keys: [session]}\n      - dependency: {ecosystem: maven, names: ['g:own']}\n", []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			fs, _ := judged(t, ruleOf(t, match+c.rule), files, cs...)
			if d := cmp.Diff(c.want, places(fs)); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

// TestFacts holds conditions on facts to the places of the facts, in components of the rule's languages.
func TestFacts(t *testing.T) {
	rule := "    languages: [java]\n    match:\n      - fact: {keys: [schedule*], value: {matches: cron}}\n"
	schedule := func(path string) fact.Fact { return fact.New(fact.Schedule, "cron 0 0 * * *", fact.FromCode, path, 3) }
	fs, suppressed := judged(t, ruleOf(t, rule), map[string]string{"a/X.java": "\n// gantry:ignore own-rule as agreed\nx\n", "b/X.java": "\n\nx\n"},
		program("a", "a", "java", schedule("a/X.java")), program("b", "b", "java", schedule("b/X.java")), program("c", "c", "python", schedule("c/x.py")), libraryAt("d", "d", "java"))
	if d := cmp.Diff([]string{"b b/X.java:3"}, places(fs)); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if len(suppressed) != 1 || suppressed[0].Reason != "as agreed" {
		t.Errorf("suppressed %v", suppressed)
	}
}

// TestEffort holds the work to once, each and most, and a library of two programs to being worked on once.
func TestEffort(t *testing.T) {
	needs := fact.New(fact.BuildNeeds, "common", fact.FromBuild, "a/pom.xml", 3)
	cs := []assess.Component{program("a", "a", "java", needs), program("b", "b", "java", needs), libraryAt("common", "common", "java")}
	fs, _ := judged(t, ruleOf(t, content), map[string]string{"common/x.txt": "BAD\nBAD\n", "b/x.txt": "BAD\n"}, cs...)
	got := map[string]assess.Hours{}
	for _, f := range fs {
		got[f.Component] = f.Effort
	}
	if d := cmp.Diff(map[string]assess.Hours{"a": {2, 4}, "b": {1.5, 3}}, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	fs, _ = judged(t, ruleOf(t, content), map[string]string{"x.txt": strings.Repeat("BAD\n", 100)})
	if f := fs[0]; f.Effort != (assess.Hours{5, 10}) || f.Places != 100 || len(f.Evidence) != 50 || len(f.Prints) != 50 {
		t.Errorf("effort %v, %d places, %d shown, %d prints", f.Effort, f.Places, len(f.Evidence), len(f.Prints))
	}
}

// TestPrints holds fingerprints to surviving lines that move and words that are spaced otherwise, and to telling
// equal lines apart.
func TestPrints(t *testing.T) {
	printsOf := func(text string) []string {
		fs, _ := judged(t, ruleOf(t, content), map[string]string{"x.txt": text})
		return fs[0].Prints
	}
	before := printsOf("a BAD\nb BAD\na BAD\n")
	after := printsOf("new\n\n  a   BAD\nb BAD\nnew\na BAD\n")
	if d := cmp.Diff(before, after); d != "" {
		t.Errorf("after lines moved (-want +got):\n%s", d)
	}
	if slices.Sort(before); len(slices.Compact(before)) != 3 {
		t.Errorf("not told apart: %v", before)
	}
}

// TestIgnoring holds comments to keeping their place out with the reason, and to saying so when they lack one.
func TestIgnoring(t *testing.T) {
	fs, suppressed := judged(t, ruleOf(t, content), map[string]string{
		"a.sh": "BAD # gantry:ignore own-rule shared volume\nBAD\n# gantry:ignore own-rule\nBAD\n# gantry:ignore no-rule since then\nBAD\n",
	})
	var got []string
	for _, f := range fs {
		got = append(got, fmt.Sprint(f.ID, " ", f.Evidence))
	}
	want := []string{"own-rule [a.sh:2 a.sh:4 a.sh:6]", "source.ignore-without-reason [a.sh:3]", "source.ignore-unknown-rule [a.sh:5]"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if d := cmp.Diff([]assess.Suppression{{Rule: "own-rule", Reason: "shared volume", Evidence: fact.Evidence{Path: "a.sh", Line: 1}}}, suppressed); d != "" {
		t.Errorf("suppressed (-want +got):\n%s", d)
	}
}
