package assess_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const schemaFile = "../docs/assessment.schema.json"

// full has a value in every field.
func full() assess.Assessment {
	place := []fact.Evidence{{Path: "order/application.yml", Line: 12}}
	port := fact.Fact{Key: fact.Port, Value: "8080/http", Evidence: place, Detector: "java-maven", Origin: fact.FromConfig, Confidence: fact.High}
	exposed := fact.Fact{Key: fact.Port, Value: "80/tcp", Evidence: place, Detector: "dockerfile", Origin: fact.FromDeploy, Confidence: fact.Medium}
	text := i18n.Text{ZH: "端口不一致", EN: "the ports differ"}
	return assess.Assessment{
		Schema: assess.Schema,
		Components: []assess.Component{{
			Name: "order-service", Path: "order", BuildRoot: ".", Deployable: true, Workload: assess.Web,
			Language:  assess.Versioned{ID: "java", Version: "17"},
			Framework: assess.Versioned{ID: "spring-boot", Version: "3.2.5"},
			BuildTool: assess.Versioned{ID: "maven", Version: "3.9.6"},
			Packaging: "jar",
			Ports:     []assess.Port{{Port: 8080, Protocol: "http"}, {Port: 8081, Protocol: "http", Name: "management"}},
			Start:     assess.Start{Command: []string{"java", "-jar", "order.jar"}},
			Health:    []assess.Health{{Path: "/actuator/health/liveness", Kind: "liveness"}},
			Services:  []assess.Service{{Kind: "nacos", Address: "${NACOS_HOST:nacos}:8848", Optional: true}},
			Facts:     fact.Set{port, exposed},
			Conflicts: []assess.Conflict{{Key: fact.Port, Chosen: "8080/http", Candidates: []fact.Fact{port, exposed}, Reason: text}},
		}},
		Findings: []assess.Finding{{
			ID: "source.unreadable", Dimension: "source", Severity: assess.Medium, Component: "order-service",
			Action: assess.Decide, By: assess.Consultant, Title: text, Rationale: text, Remedy: text, Effort: assess.Hours{0.5, 2},
			Evidence: place, Places: 60, Prints: []string{"0123456789abcdef"},
		}},
		Suppressed: []assess.Suppression{{Rule: "java-local-file", Reason: "shared volume", Evidence: place[0]}},
	}
}

func TestSchemaAcceptsAssessments(t *testing.T) {
	accept := compile(t)
	all := trees(t)
	all["every field"] = full()
	all["nothing found"] = resolved(t, fstest.MapFS{})
	for name, a := range all {
		if err := accept.Validate(instance(t, a)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	accept := compile(t)
	for name, spoil := range map[string]func(*assess.Assessment){
		"another version":         func(a *assess.Assessment) { a.Schema = "gantry.assessment/v2" },
		"null instead of a list":  func(a *assess.Assessment) { a.Findings = nil },
		"unknown workload":        func(a *assess.Assessment) { a.Components[0].Workload = "daemon" },
		"no workload":             func(a *assess.Assessment) { a.Components[0].Workload = "" },
		"id in capitals":          func(a *assess.Assessment) { a.Components[0].Language.ID = "Java" },
		"name that is no label":   func(a *assess.Assessment) { a.Components[0].Name = "Order_Service" },
		"port out of range":       func(a *assess.Assessment) { a.Components[0].Ports[0].Port = 70000 },
		"absolute path":           func(a *assess.Assessment) { a.Components[0].Path = "/srv/order" },
		"path outside the source": func(a *assess.Assessment) { a.Components[0].BuildRoot = "../other" },
		"unknown origin":          func(a *assess.Assessment) { a.Components[0].Facts[0].Origin = "rumour" },
		"fact without detector":   func(a *assess.Assessment) { a.Components[0].Facts[0].Detector = "" },
		"one language only":       func(a *assess.Assessment) { a.Findings[0].Title.ZH = "" },
		"lonely candidate": func(a *assess.Assessment) {
			a.Components[0].Conflicts[0].Candidates = a.Components[0].Conflicts[0].Candidates[:1]
		},
	} {
		a := full()
		spoil(&a)
		if accept.Validate(instance(t, a)) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	extra := instance(t, full())
	extra.(map[string]any)["note"] = "x"
	if accept.Validate(extra) == nil {
		t.Error("a field that the contract does not have: accepted")
	}
}

// TestSchemaHasTheFieldsOfTheTypes walks the Go types and the schema side by
// side: neither may have a field that the other lacks, and what Go may leave out
// is what the schema does not require.
func TestSchemaHasTheFieldsOfTheTypes(t *testing.T) {
	c := comparison{t: t, root: document(t), seen: map[reflect.Type]bool{}}
	delete(c.root["properties"].(map[string]any), "judgement") // it has a contract of its own, and a type on another floor
	c.compare("$", reflect.TypeFor[assess.Assessment](), c.root)
}

type comparison struct {
	t    *testing.T
	root map[string]any
	seen map[reflect.Type]bool
}

func (c comparison) compare(at string, typ reflect.Type, schema map[string]any) {
	schema = c.follow(at, schema)
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
	case reflect.String, reflect.Bool, reflect.Int, reflect.Float64:
		if got, want := schema["type"], jsonType(typ); got != nil && got != want {
			c.t.Errorf("%s: %s in the schema, %s in Go", at, got, want)
		}
	default:
		c.t.Errorf("%s: a %s has no place in the contract", at, typ.Kind())
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
		if name == "" || name == "-" {
			c.t.Errorf("%s: field %s of %s has no JSON name", at, f.Name, typ)
			continue
		}
		if options == "" {
			required = append(required, name)
		}
		property, ok := left[name].(map[string]any)
		if !ok {
			c.t.Errorf("%s: the schema lacks %q of %s", at, name, typ)
			continue
		}
		delete(left, name)
		c.compare(at+"."+name, f.Type, property)
	}
	for name := range left {
		c.t.Errorf("%s: %s lacks %q of the schema", at, typ, name)
	}
	if got := texts(schema["required"]); !slices.Equal(got, required) {
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

func jsonType(typ reflect.Type) string {
	return map[reflect.Kind]string{reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer", reflect.Float64: "number"}[typ.Kind()]
}

func texts(list any) []string {
	var out []string
	for _, v := range list.([]any) {
		out = append(out, v.(string))
	}
	return out
}

func resolved(t *testing.T, files fs.FS) assess.Assessment {
	t.Helper()
	tree, err := scan.Walk(t.Context(), files, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	a, err := resolve.Assess(t.Context(), tree, resolve.Options{Name: "shop"})
	if err != nil {
		t.Fatal(err)
	}
	return a
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

// instance is the assessment as another program would read it.
func instance(t *testing.T, a assess.Assessment) any {
	t.Helper()
	content, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return v
}
