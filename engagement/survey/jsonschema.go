package survey

import (
	"bytes"
	"encoding/json"
)

// schema is the part of JSON Schema that the answers file needs.
type schema struct {
	Schema      string             `json:"$schema,omitempty"`
	ID          string             `json:"$id,omitempty"`
	Ref         string             `json:"$ref,omitempty"`
	Title       string             `json:"title,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        string             `json:"type,omitempty"`
	Const       any                `json:"const,omitempty"` // text or true
	Enum        []string           `json:"enum,omitempty"`
	Pattern     string             `json:"pattern,omitempty"`
	MinLength   int                `json:"minLength,omitempty"`
	MaxLength   int                `json:"maxLength,omitempty"`
	Minimum     *int               `json:"minimum,omitempty"`
	Maximum     *int               `json:"maximum,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	UniqueItems bool               `json:"uniqueItems,omitempty"`
	MaxItems    int                `json:"maxItems,omitempty"`
	MinProps    int                `json:"minProperties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"` // printed in the order of keys
	Names       *schema            `json:"propertyNames,omitempty"`
	Additional  *additional        `json:"additionalProperties,omitempty"`
	AnyOf       []*schema          `json:"anyOf,omitempty"`
	OneOf       []*schema          `json:"oneOf,omitempty"`
	Defs        map[string]*schema `json:"$defs,omitempty"`
}

// additional is a schema or, when that is nil, false.
type additional struct{ *schema }

// MarshalJSON prints false or the schema.
func (a additional) MarshalJSON() ([]byte, error) {
	if a.schema == nil {
		return []byte("false"), nil
	}
	return json.Marshal(a.schema)
}

func closed() *additional { return &additional{} }

// JSONSchema returns the JSON Schema of the answers file, made from the bank. It
// is for editors: the parser says more, and forgives what YAML 1.1 wrote.
func (b *Bank) JSONSchema() ([]byte, error) {
	defs := map[string]*schema{
		"confidence": {Enum: confidenceKeys()},
		"person":     {Type: "string", MinLength: 1, MaxLength: maxText},
		"time":       {Type: "string", Pattern: `^\d{4}-\d{2}-\d{2}([T ].*)?$`},
		"quantity":   {AnyOf: []*schema{{Type: "string", Pattern: quantityRE.String()}, {Type: "number"}}},
		"duration":   {Type: "string", Pattern: `^([0-9]+(\.[0-9]+)?(h|m|s|ms|us|µs|ns))+$`},
	}
	for _, q := range b.Questions() {
		defs["value."+q.ID] = q.valueSchema()
		defs[q.ID] = q.answerSchema()
	}
	root := &schema{
		Schema: "https://json-schema.org/draft/2020-12/schema", ID: "https://github.com/gantry-ack/gantry/docs/answers.schema.json",
		Title: "Gantry answers file", Type: "object", Required: []string{"schema"}, Additional: closed(), Defs: defs,
	}
	component := b.scopeSchema(Component)
	app := b.scopeSchema(App)
	app.Properties["components"] = &schema{Type: "object", Additional: &additional{component}}
	root.Properties = map[string]*schema{
		"schema": {Const: Schema},
		"org":    b.scopeSchema(Org),
		"envs":   {Type: "object", Additional: &additional{b.scopeSchema(Env)}},
		"apps":   {Type: "object", Additional: &additional{app}},
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (b *Bank) scopeSchema(l Level) *schema {
	s := &schema{Type: "object", Properties: map[string]*schema{}, Additional: closed()}
	for _, q := range b.Questions() {
		if q.Allows(l) {
			s.Properties[q.ID] = &schema{Ref: "#/$defs/" + q.ID}
		}
	}
	return s
}

// answerSchema is the short form of an answer, or the long one.
func (q Question) answerSchema() *schema {
	long := &schema{
		Type: "object", Additional: closed(),
		Properties: map[string]*schema{
			"value": {Ref: "#/$defs/value." + q.ID}, "unknown": {Const: true}, "na": {Const: true},
			"confidence": {Ref: "#/$defs/confidence"}, "owner": {Ref: "#/$defs/person"}, "due": {Ref: "#/$defs/time"}, "by": {Ref: "#/$defs/person"}, "at": {Ref: "#/$defs/time"}, "note": {Ref: "#/$defs/person"},
		},
		OneOf: []*schema{{Required: []string{"value"}}, {Required: []string{"unknown"}}, {Required: []string{"na"}}},
	}
	return &schema{
		Title: q.Text.ZH + " " + q.Text.EN, Description: q.Help.ZH + " " + q.Help.EN,
		AnyOf: []*schema{{Ref: "#/$defs/value." + q.ID}, long},
	}
}

func (q Question) valueSchema() *schema {
	switch q.Type {
	case Multi, List:
		item := q.Field
		item.Type = map[Type]Type{Multi: Choice, List: Text}[q.Type]
		return &schema{Type: "array", Items: item.schema(), UniqueItems: true, MaxItems: q.Most}
	case Table:
		return &schema{Type: "array", Items: q.rowSchema()}
	case Record:
		return q.rowSchema()
	}
	return q.Field.schema()
}

func (q Question) rowSchema() *schema {
	row := &schema{Type: "object", MinProps: 1, Properties: map[string]*schema{}, Additional: closed()}
	for _, c := range q.Columns {
		s := c.schema()
		s.Title = c.Text.ZH + " " + c.Text.EN
		row.Properties[c.Key] = s
		if c.Required {
			row.Required = append(row.Required, c.Key)
		}
	}
	return row
}

// schema is that of a single value.
func (f Field) schema() *schema {
	switch f.Type {
	case Choice:
		return &schema{Enum: optionKeys(f)}
	case Bool:
		return &schema{Type: "boolean"}
	case Number:
		s := &schema{Type: "integer", Minimum: &f.Min}
		if f.Max > 0 {
			s.Maximum = &f.Max
		}
		return s
	case Percent:
		return &schema{AnyOf: []*schema{{Type: "number", Minimum: new(0), Maximum: new(100)}, {Type: "string", Pattern: `^[0-9]+(\.[0-9]+)?%?$`}}}
	case Quantity:
		return &schema{Ref: "#/$defs/quantity"}
	case Duration:
		return &schema{Ref: "#/$defs/duration"}
	}
	// A text may look like a number to YAML: 3.11, 8.
	return &schema{AnyOf: []*schema{{Type: "string", MinLength: 1, MaxLength: maxText}, {Type: "number"}}}
}
