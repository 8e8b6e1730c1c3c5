package yamlprint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	sigsyaml "sigs.k8s.io/yaml"

	"github.com/gantry-ack/gantry/internal/yamlprint"
)

type object struct {
	Spec       spec           `json:"spec"`
	Metadata   map[string]any `json:"metadata"`
	Kind       string         `json:"kind"`
	APIVersion string         `json:"apiVersion"`
	Status     struct{}       `json:"status"`
}

type spec struct {
	Selector   map[string]string `json:"podSelector"`
	Resources  struct{}          `json:"resources"`
	Replicas   int               `json:"replicas"`
	Args       []string          `json:"args"`
	Script     string            `json:"script"`
	Created    *string           `json:"creationTimestamp"`
	Containers []container       `json:"containers"`
}

type container struct {
	Name   string            `json:"name"`
	Limits map[string]string `json:"limits"`
}

func TestPrint(t *testing.T) {
	o := object{
		APIVersion: "v1", Kind: "Thing", Metadata: map[string]any{"name": "a", "annotations": map[string]string{"x.y/z": "on"}},
		Spec: spec{Selector: map[string]string{}, Replicas: 3,
			Args:       []string{"no", "08", "1_000", "12:30", "2026-01-02", "plain", "a: b", "", "1.5", "0x1f", "#x"},
			Script:     "set -e\necho hi\n",
			Containers: []container{{Name: "web", Limits: map[string]string{"cpu": "500m"}}}},
	}
	got, err := yamlprint.Print(o, yamlprint.Options{
		Header: []string{"A thing.", ""},
		Comments: map[string]string{
			"spec.replicas":                 "assumed: three",
			"spec.containers[0].limits.cpu": "assumed: half",
			"spec.containers[0].limits":     "both",
			`metadata.annotations["x.y/z"]`: "switch",
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `# A thing.
#
apiVersion: v1
kind: Thing
metadata:
  annotations:
    x.y/z: "on" # switch
  name: a
spec:
  podSelector: {}
  replicas: 3 # assumed: three
  args:
  - "no"
  - "08"
  - "1_000"
  - "12:30"
  - "2026-01-02"
  - plain
  - 'a: b'
  - ""
  - "1.5"
  - "0x1f"
  - '#x'
  script: |
    set -e
    echo hi
  containers:
  - name: web
    # both
    limits:
      cpu: 500m # assumed: half
`
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
}

func TestUnknownPath(t *testing.T) {
	for _, path := range []string{"spec.nope", "spec.args[9]", "kind.x"} {
		if _, err := yamlprint.Print(object{Spec: spec{Args: []string{"a"}}}, yamlprint.Options{Comments: map[string]string{path: "c"}}); err == nil {
			t.Errorf("a comment at %s is lost", path)
		}
	}
}

// What is printed must be read as the same strings by the YAML 1.1 reader that
// Kubernetes uses.
func FuzzStringsSurvive(f *testing.F) {
	for _, s := range []string{"", "on", "1e3", "0o17", "~", "a\nb", "a\n", "\tx", " x ", "!!int 3", "- a", "中文: 值", "1:2", "<<", "\u0085"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var viaJSON, back map[string]string
		in := map[string]string{"v": s}
		out, err := yamlprint.Print(in, yamlprint.Options{})
		if err != nil {
			t.Skip("not text")
		}
		if raw, err := sigsyaml.Marshal(in); err != nil || sigsyaml.Unmarshal(raw, &viaJSON) != nil {
			t.Skip("no YAML of it at all")
		}
		if err := sigsyaml.Unmarshal(out, &back); err != nil {
			t.Fatalf("%q prints as %q: %v", s, out, err)
		}
		if back["v"] != viaJSON["v"] {
			t.Errorf("%q prints as %q, reads as %q", s, out, back["v"])
		}
	})
}
