package classify_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/internal/contract"
)

const (
	schemaFile = "../../docs/judgement.schema.json"
	schemaPage = "../../docs/judgement-json.md"
)

func TestSchemaAcceptsJudgements(t *testing.T) {
	accept, b := contract.Open(t, schemaFile), bank(t)
	files, err := filepath.Glob("testdata/judgements/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		j := classify.Judge(input(t, b, string(archive.Files[0].Data), string(archive.Files[1].Data)))
		if err := accept.Validate(t, encoded(t, j)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	eachWorld(t, func(t *testing.T, _ world, in classify.Input) {
		if err := accept.Validate(t, encoded(t, classify.Judge(in))); err != nil {
			t.Error(err)
		}
	})
}

func TestSchemaRefuses(t *testing.T) {
	accept, b := contract.Open(t, schemaFile), bank(t)
	for name, spoil := range map[string]func(*classify.Judgement){
		"another version":            func(j *classify.Judgement) { j.Schema = "gantry.judgement/v2" },
		"null instead of a list":     func(j *classify.Judgement) { j.Unknown = nil },
		"unknown strategy":           func(j *classify.Judgement) { j.Strategy.Value = "wait" },
		"a number above 100":         func(j *classify.Judgement) { j.Suitability.Value = 101 },
		"one language only":          func(j *classify.Judgement) { j.Verdict.ZH = "" },
		"days below nothing":         func(j *classify.Judgement) { j.Effort.Total[0] = -1 },
		"eleven factors":             func(j *classify.Judgement) { j.Factors = j.Factors[1:] },
		"a strategy out of thin air": func(j *classify.Judgement) { j.Strategy.Reasons = nil },
		"unknown style":              func(j *classify.Judgement) { j.Style.Value = "spaghetti" },
	} {
		j := classify.Judge(input(t, b, "components: [{name: a, path: a, language: go, workload: web}]\n", told("biz.lifecycle: maintain")))
		spoil(&j)
		if accept.Validate(t, encoded(t, j)) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestSchemaHasTheFieldsOfTheTypes: the Go types, the schema and the page have the same fields.
func TestSchemaHasTheFieldsOfTheTypes(t *testing.T) {
	page, err := os.ReadFile(schemaPage)
	if err != nil {
		t.Fatal(err)
	}
	contract.Open(t, schemaFile).Compare(t, reflect.TypeFor[classify.Judgement](), string(page))
}

func encoded(t *testing.T, j classify.Judgement) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := j.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
