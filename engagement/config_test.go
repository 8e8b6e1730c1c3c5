package engagement

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/internal/i18n"
)

const validConfig = `schema: gantry.workspace/v1
customer: 某某银行
edition: 升级版
language: en
applications:
  - name: order-service
    source: ../order
    components: [api, worker]
  - name: "2048"
    source: git@example.com:group/repo.git
`

func TestParseConfig(t *testing.T) {
	got, err := ParseConfig([]byte(validConfig))
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Customer: "某某银行", Edition: Upgraded, Language: i18n.EN,
		Applications: []Application{
			{Name: "order-service", Source: "../order", Components: []string{"api", "worker"}},
			{Name: "2048", Source: "git@example.com:group/repo.git"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseConfigProblems(t *testing.T) {
	head := "schema: gantry.workspace/v1\ncustomer: c\nedition: standard\nlanguage: zh\n"
	for _, tc := range []struct {
		name, in string
		want     []string
	}{
		{"unknown key", head + "custmer: x\n", []string{`line 5`, `unknown key "custmer"`, `did you mean "customer"`}},
		{"unknown key, nothing close", head + "zzzzzzzzzz: x\n", []string{`unknown key "zzzzzzzzzz"`, "known are", "applications"}},
		{"unknown application key", head + "applications:\n  - name: a\n    sorce: b\n    source: b\n", []string{"line 7", `did you mean "source"`}},
		{"every problem at once", "schema: gantry.workspace/v1\nedition: gold\nlanguage: fr\n",
			[]string{"customer is missing", `edition "gold"`, "line 2", `language "fr"`, "line 3"}},
		{"key twice", head + "customer: d\n", []string{"customer is given twice", "line 5"}},
		{"newer schema", strings.Replace(head, "/v1", "/v2", 1), []string{"reads gantry.workspace/v1, the file is gantry.workspace/v2"}},
		{"foreign schema", strings.Replace(head, "gantry.workspace/v1", "kustomize", 1), []string{`expected gantry.workspace/v1, found "kustomize"`}},
		{"application twice", head + "applications:\n  - {name: a, source: x}\n  - {name: a, source: y}\n", []string{"a is listed twice", "line 7"}},
		{"bad name", head + "applications: [{name: Order_Service, source: x}]\n", []string{"Order_Service", `for example "order-service"`, "at most 40"}},
		{"no source", head + "applications: [{name: a}]\n", []string{"source is missing"}},
		{"list expected", head + "applications: {a: b}\n", []string{"applications: expected a list"}},
		{"mapping expected", head + "applications: [a]\n", []string{"expected a mapping"}},
		{"value expected", head + "applications: [{name: [a], source: x}]\n", []string{"name: expected one value"}},
		{"alias", "schema: gantry.workspace/v1\ncustomer: &a c\nedition: standard\nlanguage: zh\napplications: [{name: *a, source: x}]\n", []string{"name: expected one value"}},
		{"empty", "", []string{"empty"}},
		{"only a comment", "# nothing\n", []string{"empty"}},
		{"list at the top", "- a\n", []string{"line 1: expected a mapping"}},
		{"two documents", head + "---\n" + head, []string{"more than one YAML document"}},
		{"broken", "schema: [\n", []string{"line"}},
		{"empty customer", strings.Replace(head, "customer: c", "customer:", 1), []string{"the name is empty"}},
		{"control character", strings.Replace(head, "customer: c", `customer: "a\nb"`, 1), []string{"control or invisible"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := ParseConfig([]byte(tc.in))
			if err == nil {
				t.Fatal("no error")
			}
			for _, w := range tc.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%q is not in: %v", w, err)
				}
			}
		})
	}
}

func TestSourceNeverPrinted(t *testing.T) {
	for source, refused := range map[string]bool{
		"https://user:s3cret@example.com/r.git":     true,
		"https://s3cret@example.com/r.git":          true,
		"ssh://git:s3cret@example.com/r.git":        true,
		"ssh://git@example.com/r.git":               false,
		"git@example.com:g/r.git":                   false,
		"https://example.com/r.git":                 false,
		"https://example.com/a@b":                   false,
		"../a@b":                                    false,
		"--upload-pack=s3cret":                      true,
		"":                                          true,
		"s3cret\x00":                                true,
		`C:\src\shop`:                               false,
		"sources/shop-1.0.tar.gz":                   false,
		strings.Repeat("s3cret", maxSource):         true,
		"https://example.com/" + "\u202es3cret.git": true,
	} {
		err := checkSource(source)
		if (err != nil) != refused {
			t.Errorf("%q: %v", source, err)
		}
		if err != nil && strings.Contains(err.Error(), "s3cret") {
			t.Errorf("the error prints the source: %v", err)
		}
	}
}

func TestIsRemote(t *testing.T) {
	for source, want := range map[string]bool{
		"https://example.com/r.git": true, "ssh://git@example.com/r": true, "git@example.com:g/r.git": true,
		"file:///srv/r.git": true, "../order": false, "/srv/order": false, `C:\src\order`: false, "C:/src": false, "order": false,
	} {
		if got := IsRemote(source); got != want {
			t.Errorf("IsRemote(%q) = %t", source, got)
		}
	}
}

func TestCheckName(t *testing.T) {
	for name, ok := range map[string]bool{
		"a": true, "order-service": true, "2048": true, strings.Repeat("a", 40): true,
		"": false, strings.Repeat("a", 41): false, "-a": false, "a-": false, "A": false, "a_b": false, "a.b": false,
		"订单": false, "a\n": false, "../a": false,
	} {
		if err := CheckName(name); (err == nil) != ok {
			t.Errorf("CheckName(%q) = %v", name, err)
		}
	}
	err := CheckName("订单 Order.Service ")
	if err == nil || !strings.Contains(err.Error(), `for example "order-service"`) {
		t.Errorf("got %v", err)
	}
}

func TestConfigRoundTrip(t *testing.T) {
	for _, customer := range []string{
		"某某银行", "O'Brien & Co: \"East\"", "2024", "null", "yes", "#hash", "- dash", "a: b", "{}", "'", `back\slash`, "@at", "%pct", "!tag", "*x", "&y", "|", ">",
	} {
		want := Config{
			Customer: customer, Edition: Premium, Language: i18n.ZH,
			Applications: []Application{{Name: "2048", Source: "#a: b", Components: []string{"1e3", "no"}}, {Name: "b", Source: "C:\\x"}},
		}
		if err := want.Check(); err != nil {
			t.Fatalf("%s: %v", customer, err)
		}
		got, err := ParseConfig(want.encode())
		if err != nil {
			t.Errorf("%s: %v\n%s", customer, err, want.encode())
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", customer, diff)
		}
	}
}

// FuzzParseConfig: no input panics, and what is accepted can be written and
// read again.
func FuzzParseConfig(f *testing.F) {
	f.Add([]byte(validConfig))
	f.Add([]byte("schema: gantry.workspace/v1\ncustomer: *a\n? [x]\n: y\n"))
	f.Add([]byte("<<: &a {b: *a}\n"))
	f.Add([]byte("schema: !!binary aGk=\n"))
	f.Add([]byte("a: &a [*a, *a]\n---\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		cfg, err := ParseConfig(data)
		if err != nil {
			if err.Error() == "" {
				t.Error("empty error")
			}
			return
		}
		if err := cfg.Check(); err != nil {
			t.Fatalf("accepted, but Check says: %v", err)
		}
		again, err := ParseConfig(cfg.encode())
		if err != nil {
			t.Fatalf("reading what was written: %v\n%s", err, cfg.encode())
		}
		if diff := cmp.Diff(cfg, again); diff != "" {
			t.Fatalf("(-first +second):\n%s", diff)
		}
	})
}

func TestErrorsJoinKeepsLines(t *testing.T) {
	_, err := ParseConfig([]byte("a: 1\nb: 2\n"))
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) || len(joined.Unwrap()) < 4 {
		t.Errorf("want each problem as an error of its own: %v", err)
	}
}
