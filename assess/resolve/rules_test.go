package resolve_test

import (
	"context"
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/rules"
	"github.com/gantry-ack/gantry/assess/scan"
)

const oneRule = `rules:
  - id: own-rule
    dimension: state
    severity: high
    action: change
    by: developers
    effort: {once: [1, 2]}
    title: {zh: 标题, en: title}
    rationale: {zh: 原因, en: why}
    remedy: {zh: 做法, en: what}
    example: {language: java, after: b}
    match:
      - file: {globs: ['**/*.sh'], content: BAD}
`

// TestRules holds an assessment to raising what the rules find, for the component that has it, only when rules are given.
func TestRules(t *testing.T) {
	set, err := rules.LoadDir(fstest.MapFS{"a.yaml": {Data: []byte(oneRule)}})
	if err != nil {
		t.Fatal(err)
	}
	tree, err := scan.Walk(t.Context(), fstest.MapFS{"shop/x.sh": {Data: []byte("BAD\nBAD # gantry:ignore own-rule agreed\n")}}, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	opt := resolve.Options{Name: "s", Detectors: []detect.Detector{fixed("stack", detect.Output{Modules: []detect.Module{module("shop", "shop", "go")}}, nil)}}
	without, err := resolve.Assess(t.Context(), tree, opt)
	if err != nil {
		t.Fatal(err)
	}
	opt.Rules = set
	with, err := resolve.Assess(t.Context(), tree, opt)
	if err != nil {
		t.Fatal(err)
	}
	got := func(a assess.Assessment) []string {
		var out []string
		for _, f := range a.Findings {
			if f.ID == "own-rule" {
				out = append(out, f.Component+" "+f.Evidence[0].String())
			}
		}
		for _, s := range a.Suppressed {
			out = append(out, "without "+s.Evidence.String())
		}
		return out
	}
	if d := cmp.Diff([]string{"shop shop/x.sh:1", "without shop/x.sh:2"}, got(with)); d != "" {
		t.Errorf("with rules (-want +got):\n%s", d)
	}
	if list := got(without); len(list) > 0 {
		t.Errorf("without rules: %v", list)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := resolve.Assess(ctx, tree, opt); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
