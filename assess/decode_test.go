package assess_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
)

// TestDecode reads back what is written about the example and the detectors' trees.
func TestDecode(t *testing.T) {
	for where, want := range trees(t) {
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := assess.Decode(strings.NewReader(string(data)))
		if err != nil {
			t.Errorf("%s: %v", where, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", where, diff)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	doc := func(component, findings string) string {
		return `{"schema":"gantry.assessment/v1","components":[` + component + `],"findings":[` + findings + `]}`
	}
	fact := func(f string) string { return doc(`{"name":"a","path":".","facts":[`+f+`]}`, "") }
	for _, test := range []struct{ name, data, want string }{
		{"nothing", "", "unexpected end"},
		{"a merge that nobody settled", "<<<<<<< mine\n" + doc("", ""), "invalid character"},
		{"two documents", doc("", "") + doc("", ""), "after top-level value"},
		{"another schema", `{"schema":"gantry.assessment/v9"}`, "gantry.assessment/v9"},
		{"a component twice", doc(`{"name":"a","path":"x"},{"name":"a","path":"y"}`, ""), "twice"},
		{"outside of the source", doc(`{"name":"a","path":"../x"}`, ""), `"../x"`},
		{"a port that is none", doc(`{"name":"a","path":".","ports":[{"port":70000}]}`, ""), "70000"},
		{"an unknown origin", fact(`{"key":"port","value":"1","origin":"hearsay","confidence":"high"}`), "hearsay"},
		{"evidence outside of the source", fact(`{"key":"port","value":"1","origin":"code","confidence":"high","evidence":[{"path":"/etc/passwd"}]}`), "/etc/passwd"},
		{"evidence on no line", fact(`{"key":"port","value":"1","origin":"code","confidence":"high","evidence":[{"path":"a","line":-1}]}`), "line -1"},
		{"an unknown severity", doc("", `{"id":"x","severity":"awful"}`), "awful"},
		{"a list for a name", doc(`{"name":["a"]}`, ""), "components.name"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := assess.Decode(strings.NewReader(test.data)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
	if _, err := assess.Decode(strings.NewReader(fact(`{"key":"port","value":"1","origin":"code","confidence":"high","colour":"blue"}`))); err != nil {
		t.Errorf("a field of a later version: %v", err)
	}
}

// FuzzDecode: whatever is decoded is written and decoded again alike.
func FuzzDecode(f *testing.F) {
	f.Add(`{"schema":"gantry.assessment/v1","components":[{"name":"a","path":"."}]}`)
	if schema, err := os.ReadFile("../docs/assessment-json.md"); err == nil {
		f.Add(string(schema))
	}
	f.Fuzz(func(t *testing.T, data string) {
		first, err := assess.Decode(strings.NewReader(data))
		if err != nil {
			return
		}
		out, err := json.Marshal(first)
		if err != nil {
			t.Fatal(err)
		}
		second, err := assess.Decode(strings.NewReader(string(out)))
		if diff := cmp.Diff(first, second); err != nil || diff != "" {
			t.Errorf("%v: %s", err, diff)
		}
	})
}
