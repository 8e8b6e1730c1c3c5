package assess_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/contract"
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
	accept := contract.Open(t, schemaFile)
	all := trees(t)
	all["every field"] = full()
	all["nothing found"] = resolved(t, fstest.MapFS{})
	for name, a := range all {
		if err := accept.Validate(t, encoded(t, a)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	accept := contract.Open(t, schemaFile)
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
		if accept.Validate(t, encoded(t, a)) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	extra := bytes.Replace(encoded(t, full()), []byte("{"), []byte(`{"note": "x", `), 1)
	if accept.Validate(t, extra) == nil {
		t.Error("a field that the contract does not have: accepted")
	}
}

// TestSchemaHasTheFieldsOfTheTypes: the Go types, the schema and the page have the same fields.
func TestSchemaHasTheFieldsOfTheTypes(t *testing.T) {
	page, err := os.ReadFile("../docs/assessment-json.md")
	if err != nil {
		t.Fatal(err)
	}
	const apart = "judgement" // it has a contract of its own, and a type on another floor
	contract.Open(t, schemaFile).Compare(t, reflect.TypeFor[assess.Assessment](), string(page), apart)
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

func encoded(t *testing.T, a assess.Assessment) []byte {
	t.Helper()
	content, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
