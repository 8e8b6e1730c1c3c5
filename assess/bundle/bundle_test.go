package bundle_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/bundle"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const (
	secret   = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA"
	password = "tR0ub4dor&3"
	excerpt  = "yaml: line 3: found unexpected ':' near password"
)

// found has a place in every list, a secret where a fact must have none, and words of the source.
func found() assess.Assessment {
	at := []fact.Evidence{{Path: "src/main/resources/application.yml", Line: 3}}
	known := fact.Fact{Key: fact.Port, Value: "8080/http", Evidence: at, Detector: "d", Origin: fact.FromConfig, Confidence: fact.High}
	leaked := known
	leaked.Key, leaked.Value = fact.Env("X"), secret
	return assess.Assessment{
		Schema: assess.Schema,
		Components: []assess.Component{{
			Name: "shop", Path: "src", BuildRoot: ".", Deployable: true, Workload: assess.Web, Ports: []assess.Port{}, Health: []assess.Health{},
			Start: assess.Start{Command: []string{"java", "-jar", "shop.jar"}}, Services: []assess.Service{{Kind: "mysql", Address: "db:3306"}},
			Facts: fact.Set{known, leaked}, Conflicts: []assess.Conflict{{Key: fact.Port, Chosen: "8080/http", Candidates: []fact.Fact{known}}},
		}},
		Findings: []assess.Finding{
			{ID: resolve.FindingUnreadable, Severity: assess.Medium, Title: i18n.Text{ZH: excerpt, EN: excerpt}, Evidence: at},
			{ID: "any-address", Severity: assess.Low, Title: i18n.Text{ZH: "地址", EN: "address in src/main/resources/application.yml"}, Evidence: at, Prints: []string{"aa"}},
			{ID: "build.address", Severity: assess.Low, Title: i18n.Text{ZH: "页面访问 https://shop:" + password + "@api.example.com", EN: "pages call https://shop:" + password + "@api.example.com"}, Evidence: at},
		},
		Suppressed: []assess.Suppression{{Rule: "any-address", Reason: "the words of a comment", Evidence: at[0]}},
	}
}

func encoded(t *testing.T, b bundle.Bundle) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.Encode(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRoundTrip(t *testing.T) {
	made, masked := bundle.New([]bundle.Application{{Name: "shop", Assessment: found()}}, nil)
	if masked != 3 {
		t.Errorf("%d texts are masked, want the secret and a title in both languages", masked)
	}
	data := encoded(t, made)
	for _, leak := range []string{secret, password, "near password", "the words of a comment"} {
		if bytes.Contains(data, []byte(leak)) {
			t.Errorf("%q is in the bundle", leak)
		}
	}
	if !bundle.Looks(data[:100]) || bundle.Looks([]byte(`{"schema": "gantry.assessment/v1"}`)) || bundle.Looks([]byte("PK\x03\x04")) {
		t.Error("a bundle is not told from other files by its first bytes")
	}
	read, err := bundle.Decode(bytes.NewReader(data))
	if diff := cmp.Diff(made, read); err != nil || diff != "" {
		t.Errorf("%v: %s", err, diff)
	}
	var flat bytes.Buffer // as an editor or a mail gateway may lay it out anew
	if err := json.Compact(&flat, data); err != nil {
		t.Fatal(err)
	}
	if again, err := bundle.Decode(&flat); err != nil || !cmp.Equal(again, made) {
		t.Errorf("a bundle that was laid out anew: %v", err)
	}
}

func TestHashedPaths(t *testing.T) {
	paths := bundle.NewPaths([]byte("0123456789abcdef"))
	made, _ := bundle.New([]bundle.Application{{Name: "shop", Assessment: found()}}, paths)
	data := string(encoded(t, made))
	for _, name := range []string{"resources", "application.yml"} {
		if strings.Contains(data, name) {
			t.Errorf("%q is in the bundle", name)
		}
	}
	place := made.Applications[0].Assessment.Findings[1].Evidence[0]
	if !strings.HasSuffix(place.Path, ".yml") || strings.Count(place.Path, "/") != 3 || place.Line != 3 {
		t.Errorf("the place became %v", place)
	}
	want := place.Path + "\tsrc/main/resources/application.yml\n"
	if table := paths.Table(); table != want {
		t.Errorf("the table is %q, want %q", table, want)
	}
	if other := bundle.NewPaths([]byte("another key, as long")).Hash("src"); other == bundle.NewPaths([]byte("0123456789abcdef")).Hash("src") {
		t.Error("the key does not matter")
	}
	if _, err := bundle.Decode(strings.NewReader(data)); err != nil {
		t.Error(err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	made, _ := bundle.New([]bundle.Application{{Name: "shop", Assessment: found()}}, nil)
	whole := string(encoded(t, made))
	twice, _ := bundle.New([]bundle.Application{{Name: "a", Assessment: found()}, {Name: "a", Assessment: found()}}, nil)
	nothing, _ := bundle.New(nil, nil)
	outside := found()
	outside.Findings[0].Evidence = []fact.Evidence{{Path: "../../etc/passwd"}}
	leading, _ := bundle.New([]bundle.Application{{Name: "a", Assessment: outside}}, nil)
	for _, test := range []struct {
		name, data string
		want       error
		text       string
	}{
		{"nothing", "", bundle.ErrNoBundle, ""},
		{"an assessment", `{"schema":"gantry.assessment/v1"}`, bundle.ErrNoBundle, "gantry.assessment/v1"},
		{"cut off", whole[:len(whole)/2], bundle.ErrNoBundle, ""},
		{"a number changed", strings.Replace(whole, "8080/http", "8081/http", 1), bundle.ErrChanged, ""},
		{"no content", `{"schema":"gantry.bundle/v1","checksum":"sha256:"}`, bundle.ErrChanged, ""},
		{"an application twice", string(encoded(t, twice)), nil, "twice"},
		{"no application", string(encoded(t, nothing)), nil, "no application"},
		{"a place outside", string(encoded(t, leading)), nil, "no place inside a source"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := bundle.Decode(strings.NewReader(test.data))
			if err == nil || test.want != nil && !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.text) {
				t.Errorf("error %v, want %v with %q", err, test.want, test.text)
			}
		})
	}
}

// FuzzDecode: whatever is decoded is encoded and decoded again alike.
func FuzzDecode(f *testing.F) {
	made, _ := bundle.New([]bundle.Application{{Name: "shop", Assessment: found()}}, nil)
	var out bytes.Buffer
	if err := made.Encode(&out); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := bundle.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		again, err := bundle.Decode(bytes.NewReader(encoded(t, b)))
		if diff := cmp.Diff(b, again); err != nil || diff != "" {
			t.Errorf("%v: %s", err, diff)
		}
	})
}
