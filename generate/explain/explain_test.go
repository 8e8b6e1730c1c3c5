package explain_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/explain"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func record(t *testing.T) explain.Record {
	t.Helper()
	app := generate.Application{Lang: i18n.EN, Decisions: []generate.Decision{{ID: "app.environments", Value: "dev"}},
		Workloads: []generate.Workload{{Decisions: []generate.Decision{
			{ID: "orders.replicas.prod", Value: "3", Reason: i18n.Text{ZH: "取较大者", EN: "the larger one"}, Inputs: []generate.Input{
				{Kind: generate.FromAnswer, Ref: "goal.slo", Scope: "apps.shop", Value: "99.9"},
				{Kind: generate.FromDecision, Ref: "orders.kind", Value: "deployment"},
			}},
			{ID: "orders.kind", Value: "deployment", Assumes: "state.singleton", Reason: i18n.Text{ZH: "无状态", EN: "no state"}, Inputs: []generate.Input{
				{Kind: generate.FromFact, Ref: "workload", Value: "web", Evidence: []fact.Evidence{{Path: "pom.xml", Line: 31}}},
				{Kind: generate.FromDefault, Ref: "state.singleton", Value: "many"},
				{Kind: generate.FromDecision, Ref: "orders.replicas.prod", Value: "3"},
			}},
		}}}}
	set, err := fileset.New(
		fileset.File{Path: "overlays/prod/kustomization.yaml", Mode: 0o644, Content: []byte("x"), Why: []fileset.Why{
			{Field: "namespace", Ref: "app.environments"}, {Field: "replicas[0].count", Ref: "orders.replicas.prod"}, {Field: "", Ref: "orders.kind"}}},
		fileset.File{Path: "base/other.yaml", Mode: 0o644, Content: []byte("x"), Why: []fileset.Why{{Field: "spec", Ref: "orders.kind"}}},
	)
	if err != nil {
		t.Fatal(err)
	}
	f, err := explain.Of(app, set, nil).File()
	if err != nil {
		t.Fatal(err)
	}
	r, err := explain.Parse(f.Content)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestChainReachesEvidence(t *testing.T) {
	answers, err := record(t).Explain("overlays/prod/kustomization.yaml", "replicas[0].count")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := explain.Print(&b, "overlays/prod/kustomization.yaml", answers, i18n.EN); err != nil {
		t.Fatal(err)
	}
	want := `overlays/prod/kustomization.yaml#replicas[0].count
  decision orders.replicas.prod = 3
    reason: the larger one
    answer goal.slo = 99.9  (apps.shop)
    decision orders.kind = deployment
      assumption: the question state.singleton has no answer yet; an answer decides it again
      reason: no state
      fact workload = web  (pom.xml:31)
      default state.singleton = many
      decision orders.replicas.prod = 3
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
}

func TestNearestField(t *testing.T) {
	r := record(t)
	for _, tt := range []struct{ path, field, want string }{
		{"base/other.yaml", "spec.template.spec.containers[0].image", "spec"},
		{"overlays/prod/kustomization.yaml", "replicas", "replicas[0].count"},
		{"overlays/prod/kustomization.yaml", "count", "replicas[0].count"},
		{"overlays/prod/kustomization.yaml", "namespace", "namespace"},
	} {
		got, err := r.Explain(tt.path, tt.field)
		if err != nil || len(got) != 1 || got[0].Field != tt.want {
			t.Errorf("%s#%s: %v, %v", tt.path, tt.field, got, err)
		}
	}
	if all, err := r.Explain("overlays/prod/kustomization.yaml", ""); err != nil || len(all) != 3 {
		t.Errorf("whole file: %v, %v", all, err)
	}
}

// A field that nothing was decided about gets the fixed practice, or an error, and
// never a decision about something else.
func TestNoDecisionOfItsOwn(t *testing.T) {
	r := record(t)
	for _, field := range []string{"metadata.labels", "x.automountServiceAccountToken", "labels[app.kubernetes.io/name]", "STOPSIGNAL"} {
		got, err := r.Explain("overlays/prod/kustomization.yaml", field)
		if err != nil || len(got) != 1 || got[0].Practice == nil || !got[0].Practice.Complete() || got[0].Chain != nil {
			t.Errorf("%s: %+v, %v", field, got, err)
		}
	}
	// Inside a decided field the practice is nearer, and a decided field is nearest to itself.
	if got, err := r.Explain("base/other.yaml", "spec.template.spec.securityContext.seccompProfile.type"); err != nil || got[0].Practice == nil {
		t.Errorf("seccompProfile: %+v, %v", got, err)
	}
	if got, err := r.Explain("base/other.yaml", "spec"); err != nil || got[0].Chain == nil {
		t.Errorf("spec: %+v, %v", got, err)
	}
	_, err := r.Explain("overlays/prod/kustomization.yaml", "images[0]")
	var spoken *explain.Error
	if !errors.As(err, &spoken) || !strings.Contains(spoken.In(i18n.ZH), "没有单独的决策") || !strings.Contains(spoken.In(i18n.EN), "no decision is recorded") {
		t.Errorf("images[0]: %v", err)
	}
}

func TestAmbiguousEnding(t *testing.T) {
	r := explain.Record{Decisions: []generate.Decision{{ID: "a.b"}, {ID: "a.c"}}, Files: []explain.File{{Path: "Dockerfile", Fields: []explain.Field{
		{Path: "build.FROM", Decision: "a.b"}, {Path: "runtime.FROM", Decision: "a.b"}, {Path: "runtime.ENTRYPOINT", Decision: "a.c"}}}}}
	if got, err := r.Explain("Dockerfile", "ENTRYPOINT"); err != nil || got[0].Field != "runtime.ENTRYPOINT" {
		t.Errorf("ENTRYPOINT: %v, %v", got, err)
	}
	if _, err := r.Explain("Dockerfile", "FROM"); err == nil || !strings.Contains(err.Error(), "build.FROM, runtime.FROM") {
		t.Errorf("FROM: %v", err)
	}
}

func TestPrintPractice(t *testing.T) {
	answers, err := record(t).Explain("base/other.yaml", "metadata.labels")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := explain.Print(&b, "base/other.yaml", answers, i18n.ZH); err != nil || !strings.Contains(b.String(), "此值没有单独的决策，是固定做法：") {
		t.Errorf("%s, %v", b.String(), err)
	}
}

func TestUnknown(t *testing.T) {
	r := record(t)
	if _, err := r.Explain("kustomization.yaml", ""); err == nil || !strings.Contains(err.Error(), "did you mean overlays/prod/kustomization.yaml") {
		t.Errorf("no suggestion: %v", err)
	}
	if _, err := r.Explain("base/other.yaml", "kind"); err == nil || !strings.Contains(err.Error(), "spec") {
		t.Errorf("fields are not listed: %v", err)
	}
	for _, bad := range []string{"", "{}", `{"schema":"gantry.decisions/v9"}`, "[]", `{"x":1}`} {
		if _, err := explain.Parse([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}
