package dockerfile

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/conf"
)

// TestFacts looks at what the instructions add up to, by the facts of some keys.
func TestFacts(t *testing.T) {
	for _, c := range []struct {
		name, in, target string
		args             map[string]string
		keys             []string
		want             []string
	}{
		{name: "entry point and arguments", in: "FROM a\nENTRYPOINT [\"/usr/bin/tini\", \"--\"]\nCMD [\"node\", \"a.js\"]\n",
			keys: []string{fact.Start}, want: []string{`["node","a.js"]`}},
		{name: "a new entry point drops the command of the base", in: "FROM a AS x\nCMD [\"node\", \"a.js\"]\nFROM x\nENTRYPOINT [\"/run\"]\n",
			keys: []string{fact.Start}, want: []string{`["/run"]`}},
		{name: "shell form with variables", in: "FROM a\nENV J=\"-Xmx1g -Xms1g\"\nENTRYPOINT exec java $J -jar a.jar\n",
			keys: []string{fact.Start, fact.HeapMax}, want: []string{`["java","-Xmx1g","-Xms1g","-jar","a.jar"]`, "1Gi"}},
		{name: "the last stage counts", in: "FROM a\nEXPOSE 1\nFROM b\nEXPOSE 2\n", keys: []string{fact.Port}, want: []string{"2/tcp"}},
		{name: "a target", in: "FROM a AS one\nEXPOSE 1\nFROM b\nEXPOSE 2\n", target: "One", keys: []string{fact.Port}, want: []string{"1/tcp"}},
		{name: "arguments that are given", in: "FROM a\nARG P=1\nEXPOSE $P\n", args: map[string]string{"P": "3"}, keys: []string{fact.Port}, want: []string{"3/tcp"}},
		{name: "an argument from before the first stage", in: "ARG P=4\nFROM a\nARG P\nEXPOSE ${P}\n", keys: []string{fact.Port}, want: []string{"4/tcp"}},
		{name: "and one that is not declared again", in: "ARG P=4\nFROM a\nEXPOSE ${P}\n", keys: []string{fact.Port}},
		{name: "two languages tell nothing of a plain image", in: "FROM node:20 AS a\nFROM golang:1.24 AS b\nFROM scratch\n", keys: []string{fact.Language, fact.LanguageVersion}},
		{name: "the language of the final stage wins", in: "FROM node:20 AS a\nFROM python:3.11\n", keys: []string{fact.Language, fact.LanguageVersion}, want: []string{"python", "3.11"}},
		{name: "variables in FROM", in: "ARG V=21\nFROM eclipse-temurin:${V}-jre\n", keys: []string{fact.LanguageVersion}, want: []string{"21"}},
		{name: "another builder's instruction is left out", in: "FROM a\nFOO bar\nEXPOSE 5\n", keys: []string{fact.Port}, want: []string{"5/tcp"}},
		{name: "escape directive", in: "# escape=`\nFROM a\nRUN x `\n  y\nEXPOSE 6\n", keys: []string{fact.Port}, want: []string{"6/tcp"}},
		{name: "compilers of the stage that is copied from", in: "FROM node:20-alpine AS base\nFROM base AS deps\nRUN apk add python3 make g++\nFROM node:20-alpine\nCOPY --from=deps /app /app\n",
			keys: []string{fact.BuildPackage}, want: []string{"gcc"}},
		{name: "packages of the stage by number", in: "FROM python:3.11\nRUN pip install gunicorn\nFROM python:3.11-slim\nCOPY --from=0 /venv /venv\n",
			keys: []string{fact.PythonInstalled}, want: []string{"gunicorn"}},
		{name: "compilers of a front end or of a stage that nobody copies are none of it", in: "FROM node:20 AS web\nRUN apt-get install -y g++\nFROM python:3.11 AS test\nRUN pip install locust\nFROM python:3.11\nCOPY --from=web /dist /dist\nCOPY --from=nginx:1 /a /b\n",
			keys: []string{fact.BuildPackage, fact.PythonInstalled}},
		{name: "steps before the program", in: "FROM a\nCMD python manage.py migrate && gunicorn a.wsgi\n",
			keys: []string{fact.Start, fact.StartBefore}, want: []string{`["gunicorn","a.wsgi"]`, `["python","manage.py","migrate"]`}},
		{name: "the last user", in: "FROM a\nUSER root\nUSER app:app\n", keys: []string{fact.RunUser}, want: []string{"app"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Parse(c.in)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, x := range f.Facts("Dockerfile", c.target, c.args) {
				if slices.Contains(c.keys, x.Key) {
					got = append(got, x.Value)
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("facts (-want +got):\n%s", d)
			}
		})
	}
}

func TestSourcesAndModules(t *testing.T) {
	f, err := Parse("FROM a AS b\nARG D=web\nCOPY pom.xml ./\nCOPY [\"${D}/src\", \"/x/../y\", \"/src/\"]\nADD https://example.com/x /x\nADD . .\n" +
		"RUN cd svc && go build -o /x ./cmd/api\nRUN ./mvnw -q -pl :order,stock -am package\nRUN gradle :apps:web:bootJar\n" +
		"FROM c\nCOPY --from=b /src/order/target/order.jar /\nCOPY --from=b /x /\n")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{".", "pom.xml", "web/src", "y"}, f.Sources(nil)); d != "" {
		t.Errorf("sources (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"svc/cmd/api", "order", "apps/web", "src/order"}, f.Modules()); d != "" {
		t.Errorf("modules (-want +got):\n%s", d)
	}
}

func TestParseErrors(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		line int
	}{
		"empty":             {"", 0},
		"no stage":          {"RUN x\n", 1},
		"open heredoc":      {"FROM a\nRUN <<EOF\nx\n", 2},
		"template of jinja": {"{% if x %}\nFROM a\n{% endif %}\n", -1},
		"large":             {"FROM a\n" + strings.Repeat("#", maxBytes), 0},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(c.in)
			if (err != nil) != (c.line >= 0) || err != nil && conf.LineOf(err) != c.line {
				t.Errorf("error %v on line %d, want line %d", err, conf.LineOf(err), c.line)
			}
		})
	}
}
