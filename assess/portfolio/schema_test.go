package portfolio_test

import (
	"os"
	"reflect"
	"testing"

	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/internal/contract"
)

const (
	schemaFile = "../../docs/plan.schema.json"
	schemaPage = "../../docs/plan-json.md"
)

func TestSchemaAcceptsPlans(t *testing.T) {
	accept := contract.Open(t, schemaFile)
	for _, n := range []int{0, 1, 9, 40} {
		in := synthetic(t, n)
		for _, start := range []portfolio.Date{"", "2027-01-04"} {
			in.Start = start
			if err := accept.Validate(t, encoded(t, portfolio.New(in))); err != nil {
				t.Errorf("%d applications, start %q: %v", n, start, err)
			}
		}
	}
	in := told(t, small, app("web", calls("http://order:8080")), app("order", calls("http://web:8080")), app("stock"), stays("ledger"), portfolio.Application{Name: "ghost"})
	if err := accept.Validate(t, encoded(t, portfolio.New(in))); err != nil {
		t.Error(err)
	}
}

func TestSchemaRefuses(t *testing.T) {
	accept := contract.Open(t, schemaFile)
	for name, spoil := range map[string]func(*portfolio.Plan){
		"another version":        func(p *portfolio.Plan) { p.Schema = "gantry.plan/v2" },
		"null instead of a list": func(p *portfolio.Plan) { p.Problems = nil },
		"unknown kind of node":   func(p *portfolio.Plan) { p.Nodes[0].Kind = "thing" },
		"no day":                 func(p *portfolio.Plan) { p.Calendar.Start = "soon" },
		"one language only":      func(p *portfolio.Plan) { p.Sample.Why.ZH = "" },
		"days below nothing":     func(p *portfolio.Plan) { p.Waves[0].Effort.Total[0] = -1 },
	} {
		p := portfolio.New(synthetic(t, 5))
		spoil(&p)
		if accept.Validate(t, encoded(t, p)) == nil {
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
	contract.Open(t, schemaFile).Compare(t, reflect.TypeFor[portfolio.Plan](), string(page))
}
