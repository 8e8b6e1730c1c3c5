package portfolio_test

import (
	"bytes"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/gantry-ack/gantry/assess/portfolio"
)

const (
	schemaFile = "../../docs/plan.schema.json"
	schemaPage = "../../docs/plan-json.md"
)

func TestSchemaAcceptsPlans(t *testing.T) {
	accept := compile(t)
	for _, n := range []int{0, 1, 9, 40} {
		in := synthetic(t, n)
		for _, start := range []portfolio.Date{"", "2027-01-04"} {
			in.Start = start
			if err := accept.Validate(instance(t, portfolio.New(in))); err != nil {
				t.Errorf("%d applications, start %q: %v", n, start, err)
			}
		}
	}
	in := told(t, small, app("web", calls("http://order:8080")), app("order", calls("http://web:8080")), app("stock"), stays("ledger"), portfolio.Application{Name: "ghost"})
	if err := accept.Validate(instance(t, portfolio.New(in))); err != nil {
		t.Error(err)
	}
}

func TestSchemaRefuses(t *testing.T) {
	accept := compile(t)
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
		if accept.Validate(instance(t, p)) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestSchemaHasTheFieldsOfTheTypes walks the Go types and the schema side by side: neither may have a field that
// the other lacks, and what Go may leave out is what the schema does not require. The page names every field.
func TestSchemaHasTheFieldsOfTheTypes(t *testing.T) {
	page, err := os.ReadFile(schemaPage)
	if err != nil {
		t.Fatal(err)
	}
	c := comparison{t: t, root: document(t), seen: map[reflect.Type]bool{}, page: string(page)}
	c.compare("$", reflect.TypeFor[portfolio.Plan](), c.root)
}

type comparison struct {
	t    *testing.T
	root map[string]any
	seen map[reflect.Type]bool
	page string
}

func (c comparison) compare(at string, typ reflect.Type, schema map[string]any) {
	schema = c.follow(at, schema)
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	switch typ.Kind() {
	case reflect.Slice, reflect.Array:
		items, ok := schema["items"].(map[string]any)
		if schema["type"] != "array" || !ok {
			c.t.Errorf("%s: a list in Go, no array in the schema", at)
			return
		}
		c.compare(at+"[]", typ.Elem(), items)
	case reflect.Struct:
		if !c.seen[typ] {
			c.seen[typ] = true
			c.compareFields(at, typ, schema)
		}
	default:
		kinds := map[reflect.Kind]string{reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer", reflect.Float64: "number"}
		if got := schema["type"]; got != nil && got != kinds[typ.Kind()] {
			c.t.Errorf("%s: %s in the schema, %s in Go", at, got, typ.Kind())
		}
	}
}

func (c comparison) compareFields(at string, typ reflect.Type, schema map[string]any) {
	if schema["additionalProperties"] != false {
		c.t.Errorf("%s: the schema is open", at)
	}
	properties, _ := schema["properties"].(map[string]any)
	left := maps.Clone(properties)
	var required []string
	for _, f := range reflect.VisibleFields(typ) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if options == "" {
			required = append(required, name)
		}
		property, ok := left[name].(map[string]any)
		if !ok {
			c.t.Errorf("%s: the schema lacks %q of %s", at, name, typ)
			continue
		}
		delete(left, name)
		if text := name == "zh" || name == "en" || name == "path" || name == "line"; !text && !strings.Contains(c.page, "`"+name+"`") {
			c.t.Errorf("%s: the page does not name %q of %s", at, name, typ)
		}
		c.compare(at+"."+name, f.Type, property)
	}
	for name := range left {
		c.t.Errorf("%s: %s lacks %q of the schema", at, typ, name)
	}
	var got []string
	for _, v := range schema["required"].([]any) {
		got = append(got, v.(string))
	}
	if !slices.Equal(got, required) {
		c.t.Errorf("%s: the schema requires %v, Go always writes %v", at, got, required)
	}
}

// follow resolves a reference into $defs.
func (c comparison) follow(at string, schema map[string]any) map[string]any {
	ref, ok := schema["$ref"].(string)
	if !ok {
		return schema
	}
	defs, _ := c.root["$defs"].(map[string]any)
	def, ok := defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	if !ok {
		c.t.Fatalf("%s: %s leads nowhere", at, ref)
	}
	return def
}

func document(t *testing.T) map[string]any {
	t.Helper()
	content, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return doc.(map[string]any)
}

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	if err := c.AddResource(schemaFile, document(t)); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// instance is the judgement as another program would read it.
func instance(t *testing.T, p portfolio.Plan) any {
	t.Helper()
	var b bytes.Buffer
	if err := p.Encode(&b); err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
