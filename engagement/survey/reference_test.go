package survey

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var update = flag.Bool("update", false, "write the generated parts of docs")

const (
	schemaFile    = "../../docs/answers.schema.json"
	docFile       = "../../docs/answers-file.md"
	questionsFile = "../../docs/questions.md"
	shopFile      = "../../examples/shop/answers.yaml"
)

func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func current(t *testing.T, name string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(string(want), string(read(t, name))); d != "" {
		t.Errorf("%s is not what the bank says; run with -update (-bank +file):\n%s", name, d)
	}
}

func TestSchemaIsCurrent(t *testing.T) {
	s, err := testBank(t).JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	current(t, schemaFile, s)
}

func TestDocumentIsCurrent(t *testing.T) {
	doc := string(read(t, docFile))
	const mark = "-update rewrites it -->\n"
	head, _, ok := strings.Cut(doc, mark)
	if !ok {
		t.Fatalf("%s has no line that ends in %q", docFile, mark)
	}
	current(t, docFile, []byte(head+mark+"\n"+testBank(t).Reference()))
}

func TestQuestionnaireIsCurrent(t *testing.T) {
	c, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	role := func(id string) i18n.Text {
		for _, r := range c.Roles {
			if r.ID == id {
				return r.Text
			}
		}
		t.Errorf("no role %q", id)
		return i18n.Text{}
	}
	current(t, questionsFile, []byte(testBank(t).Document(role)))
}

// TestSchemaAgrees holds the JSON Schema to the parser on the same files.
func TestSchemaAgrees(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(read(t, schemaFile)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("answers.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("answers.json")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, body string
		valid      bool
	}{
		{"the example", strings.TrimPrefix(string(read(t, shopFile)), "schema: "+Schema), true},
		{"nothing but the schema", "", true},
		{"short forms", "org: {net.mirrors: none, goal.slo: 99.9, dep.complete: true, tgt.arch: [arm64], perf.cpu: {mean: 2}, perf.startup: 1m30s, app.stack: {version: 3.11}}", true},
		{"long forms", "org: {net.mirrors: {unknown: true, note: x}, goal.slo: {value: '99%'}, perf.cpu: {na: true}}", true},
		{"follow-up", "org: {goal.slo: {unknown: true, owner: x, due: '2026-12-01'}, pain.top: [waste, key-person, slow-release]}", true},
		{"more than may be chosen", "org: {pain.top: [waste, key-person, slow-release, hard-audit]}", false},
		{"unknown question", "org: {net.mirror: none}", false},
		{"unknown option", "org: {net.mirrors: japan}", false},
		{"unknown column", "org: {perf.cpu: {average: 2}}", false},
		{"required column", "org: {net.proxy: [{kind: npm}]}", false},
		{"wrong scope", "envs: {prod: {dev.vcs: {branch: x}}}", false},
		{"bad quantity", "org: {perf.cpu: {mean: lots}}", false},
		{"bad duration", "org: {perf.startup: '90'}", false},
		{"two states", "org: {net.mirrors: {unknown: true, na: true}}", false},
		{"no state", "org: {net.mirrors: {note: x}}", false},
		{"bad confidence", "org: {net.mirrors: {value: none, confidence: sure}}", false},
		{"number out of range", "org: {app.ports: [{port: 70000}]}", false},
		{"other sections", "applications: {}", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := "schema: " + Schema + "\n" + strings.TrimPrefix(tt.body, "schema: "+Schema)
			if strings.Contains(tt.body, "\nschema: ") {
				text = tt.body
			}
			_, err := ParseAnswers([]byte(text), testBank(t))
			if (err == nil) != tt.valid {
				t.Errorf("the parser says %v", err)
			}
			if err := s.Validate(asJSON(t, text)); (err == nil) != tt.valid {
				t.Errorf("the schema says %v", err)
			}
		})
	}
}

// asJSON reads YAML as a JSON Schema validator wants it.
func asJSON(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return out
}
