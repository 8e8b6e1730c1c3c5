// Package contract holds a JSON schema to the Go type that writes its documents, and to the page that describes
// them. It is for tests.
package contract

import (
	"bytes"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Schema is a JSON schema whose definitions are its own.
type Schema struct {
	root   map[string]any
	accept *jsonschema.Schema
}

// Open reads a schema; one that cannot be read ends the test.
func Open(t *testing.T, file string) Schema {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(file, doc); err != nil {
		t.Fatal(err)
	}
	accept, err := c.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return Schema{root: doc.(map[string]any), accept: accept}
}

// Validate tells why the schema refuses a document, nil when it accepts it. What is no JSON ends the test.
func (s Schema) Validate(t *testing.T, document []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	return s.accept.Validate(v)
}

// Compare walks a Go type and the schema side by side: neither may have a field that the other lacks, but for those
// of the root that are named, and what Go may leave out is what the schema does not require. The page, when there
// is one, names every field.
func (s Schema) Compare(t *testing.T, typ reflect.Type, page string, apart ...string) {
	t.Helper()
	root := maps.Clone(s.root)
	properties := maps.Clone(s.root["properties"].(map[string]any))
	for _, name := range apart {
		delete(properties, name)
	}
	root["properties"] = properties
	comparison{t: t, defs: root["$defs"], seen: map[reflect.Type]bool{}, page: page}.compare("$", typ, root)
}

type comparison struct {
	t    *testing.T
	defs any
	seen map[reflect.Type]bool
	page string
}

func (c comparison) compare(at string, typ reflect.Type, schema map[string]any) {
	c.t.Helper()
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
	case reflect.String, reflect.Bool, reflect.Int, reflect.Float64:
		kinds := map[reflect.Kind]string{reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer", reflect.Float64: "number"}
		if got := schema["type"]; got != nil && got != kinds[typ.Kind()] {
			c.t.Errorf("%s: %s in the schema, %s in Go", at, got, typ.Kind())
		}
	default:
		c.t.Errorf("%s: a %s has no place in the contract", at, typ.Kind())
	}
}

func (c comparison) compareFields(at string, typ reflect.Type, schema map[string]any) {
	c.t.Helper()
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
		if !c.named(name) {
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

// named tells whether the page names a field. Those of texts and places it describes as a whole.
func (c comparison) named(field string) bool {
	return c.page == "" || slices.Contains([]string{"zh", "en", "path", "line"}, field) || strings.Contains(c.page, "`"+field+"`")
}

// follow resolves a reference into $defs.
func (c comparison) follow(at string, schema map[string]any) map[string]any {
	c.t.Helper()
	ref, ok := schema["$ref"].(string)
	if !ok {
		return schema
	}
	defs, _ := c.defs.(map[string]any)
	def, ok := defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	if !ok {
		c.t.Fatalf("%s: %s leads nowhere", at, ref)
	}
	return def
}
