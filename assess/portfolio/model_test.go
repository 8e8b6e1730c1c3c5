package portfolio_test

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/assess/portfolio"
)

var update = flag.Bool("update", false, "rewrite docs/portfolio.md and the golden files")

func TestParseModel(t *testing.T) {
	m, err := portfolio.ParseModel([]byte(`
schema: gantry.model/v1
estimation: {anything: 1}
portfolio:
  waves: {people: 9}
  calendar: {holidays: [2027-10-04]}
  instanceTypes: [{name: ecs.g8i.large, cpu: 2, memory: 8, enis: 3, ips: 6, source: {zh: 查询, en: asked}}]
`))
	if err != nil {
		t.Fatal(err)
	}
	want := portfolio.DefaultModel()
	if m.Waves.People != 9 || m.Waves.Days != want.Waves.Days || len(m.Calendar.Holidays) != 1 || len(m.InstanceTypes) != 1 || m.InstanceTypes[0].PodLimit() != 12 {
		t.Errorf("%+v", m)
	}
	if m, err := portfolio.ParseModel([]byte("schema: gantry.model/v1\n")); err != nil || !reflect.DeepEqual(m, want) {
		t.Errorf("without overrides: %v", err)
	}
}

func TestParseModelRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no schema":          "portfolio: {waves: {people: 9}}",
		"another schema":     "schema: gantry.model/v2",
		"unknown key":        "schema: gantry.model/v1\nportfolio: {waves: {persons: 9}}",
		"unknown section":    "schema: gantry.model/v1\nportfolios: {}",
		"a word as number":   "schema: gantry.model/v1\nportfolio: {waves: {people: many}}",
		"negative":           "schema: gantry.model/v1\nportfolio: {waves: {risk: -1}}",
		"no people":          "schema: gantry.model/v1\nportfolio: {waves: {people: 0}}",
		"share above one":    "schema: gantry.model/v1\nportfolio: {cutover: {efficiency: 1.5}}",
		"not a number":       "schema: gantry.model/v1\nportfolio: {waves: {share: .nan}}",
		"all headroom":       "schema: gantry.model/v1\nportfolio: {capacity: {headroom: 1}}",
		"survives nothing":   "schema: gantry.model/v1\nportfolio: {capacity: {survive: region}}",
		"no day":             "schema: gantry.model/v1\nportfolio: {calendar: {holidays: [National Day]}}",
		"no types":           "schema: gantry.model/v1\nportfolio: {instanceTypes: []}",
		"type without cores": "schema: gantry.model/v1\nportfolio: {instanceTypes: [{name: x, memory: 8}]}",
		"no yaml":            "{",
	} {
		if _, err := portfolio.ParseModel([]byte(text)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzParseModel(f *testing.F) {
	f.Add([]byte("schema: gantry.model/v1\nportfolio: {waves: {people: 9}}"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = portfolio.ParseModel(data)
	})
}

// TestEveryCoefficientIsDocumented walks the model beside its documentation.
func TestEveryCoefficientIsDocumented(t *testing.T) {
	documented := map[string]string{}
	for _, c := range portfolio.DefaultModel().Coefficients() {
		if !c.Text.Complete() || !c.Basis.Complete() {
			t.Errorf("%s lacks a text or a basis", c.Key)
		}
		documented[c.Key] = fmt.Sprint(c.Value)
	}
	m := reflect.ValueOf(portfolio.DefaultModel())
	for i := range m.NumField() {
		section, name := m.Field(i), m.Type().Field(i).Tag.Get("yaml")
		if section.Kind() != reflect.Struct {
			continue
		}
		for j := range section.NumField() {
			if section.Field(j).Kind() == reflect.Slice {
				continue
			}
			key := name + "." + section.Type().Field(j).Tag.Get("yaml")
			if got, want := documented[key], fmt.Sprint(section.Field(j).Interface()); got != want {
				t.Errorf("%s is %s in the model and %q in its documentation", key, want, got)
			}
			delete(documented, key)
		}
	}
	if len(documented) > 0 {
		t.Errorf("documented and not in the model: %v", documented)
	}
}

func TestDocumentation(t *testing.T) {
	const file = "../../docs/portfolio.md"
	want := portfolio.Document()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Error("docs/portfolio.md is not what the model says: run go test ./assess/portfolio -update")
	}
}
