package gantry_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/engagement"
)

// bank is a copy of the example portfolio.
func bank(t *testing.T) engagement.Workspace {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("examples/portfolio")); err != nil {
		t.Fatal(err)
	}
	for _, made := range []string{"assessment", "plan.json"} { // by somebody who tried the example
		if err := os.RemoveAll(filepath.Join(dir, made)); err != nil {
			t.Fatal(err)
		}
	}
	w, err := engagement.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestPlanAgreesWithManifests holds the capacity of a plan to what is generated: a plan lies below
// generation and repeats its rules.
func TestPlanAgreesWithManifests(t *testing.T) {
	t.Parallel()
	answers, err := os.ReadFile("examples/shop/answers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	shop := workspace(t, string(answers))
	agrees(t, shop, "shop")
	agrees(t, workspace(t, ""), "shop")
	b := bank(t)
	for _, app := range []string{"loan", "credit"} {
		agrees(t, b, app)
	}
}

func agrees(t *testing.T, w engagement.Workspace, app string) {
	t.Helper()
	opt := gantry.GenerateOptions{Applications: []string{app}}
	opt.Write.DryRun = true
	generation, err := gantry.Generate(t.Context(), w, opt)
	if err != nil {
		t.Fatal(err)
	}
	g := generation.Applications[0]
	if g.Err != nil {
		t.Fatal(g.Err)
	}
	planning, err := gantry.Plan(t.Context(), w, gantry.PlanOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, x := range g.App.Workloads {
		for _, s := range x.Settings {
			want = append(want, fmt.Sprintf("%s %s: %d x %s %s", s.Environment, strings.TrimPrefix(x.Component.Name, app+"-"), s.Replicas, s.Resources.CPURequest, s.Resources.MemoryRequest))
		}
	}
	for _, e := range planning.Plan.Capacity.Environments {
		for _, r := range e.Rows {
			if r.Application == app {
				got = append(got, fmt.Sprintf("%s %s: %d x %s %s", e.Environment, strings.TrimPrefix(r.Component, app+"-"), r.Replicas, r.CPU, r.Memory))
			}
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: requests of the plan and of the manifests differ (-manifests +plan):\n%s", app, diff)
	}
}

func TestPlanOfTheBank(t *testing.T) {
	t.Parallel()
	w := bank(t)
	planning, err := gantry.Plan(t.Context(), w, gantry.PlanOptions{Start: "2026-12-14"})
	if err != nil {
		t.Fatal(err)
	}
	p := planning.Plan
	if len(planning.Assessed) != 9 || len(planning.Missing) != 0 {
		t.Errorf("assessed %v, missing %v", planning.Assessed, planning.Missing)
	}
	together := slices.ContainsFunc(p.Groups, func(g portfolio.Group) bool { return strings.Join(g.Applications, " ") == "batch credit loan" })
	if !together {
		t.Errorf("groups: %+v", p.Groups)
	}
	stay := map[string]bool{}
	for _, a := range p.Applications {
		stay[a.Name] = !a.Moves
	}
	if !stay["core-ledger"] || !stay["old-crm"] || stay["loan"] {
		t.Errorf("these stay: %v", stay)
	}
	kinds := map[portfolio.ProblemKind]bool{}
	for _, x := range p.Problems {
		kinds[x.Kind] = true
	}
	for _, kind := range []portfolio.ProblemKind{portfolio.ProblemDate, portfolio.ProblemCutover, portfolio.ProblemSplit, portfolio.ProblemCycle, portfolio.ProblemUnknown} {
		if !kinds[kind] {
			t.Errorf("no problem of the kind %s", kind)
		}
	}
	if _, err := os.Stat(planning.Stored); err != nil {
		t.Error(err)
	}
	again, err := gantry.Plan(t.Context(), w, gantry.PlanOptions{Start: "2026-12-14"})
	if err != nil || len(again.Assessed) != 0 {
		t.Errorf("assessed again: %v, %v", again.Assessed, err)
	}
	if diff := cmp.Diff(p, again.Plan); diff != "" {
		t.Errorf("from stored assessments the plan differs:\n%s", diff)
	}
}

func TestPlanGoesOnWithoutASource(t *testing.T) {
	t.Parallel()
	w := bank(t)
	if err := os.RemoveAll(filepath.Join(w.Root, "sources", "loan")); err != nil {
		t.Fatal(err)
	}
	planning, err := gantry.Plan(t.Context(), w, gantry.PlanOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(planning.Missing) == 0 || planning.Missing[0].Application != "loan" || errors.Is(planning.Missing[0].Err, fs.ErrInvalid) {
		t.Errorf("missing: %v", planning.Missing)
	}
	if len(planning.Plan.Applications) != 11 {
		t.Errorf("%d applications", len(planning.Plan.Applications))
	}
}

func TestPlanTakesCoefficients(t *testing.T) {
	t.Parallel()
	w := bank(t)
	planning, err := gantry.Plan(t.Context(), w, gantry.PlanOptions{Model: []byte("schema: gantry.model/v1\nportfolio: {waves: {days: 40}}\n")})
	if err != nil {
		t.Fatal(err)
	}
	if got := planning.Plan.Waves[0].Limit; got != 240 {
		t.Errorf("a wave takes %v person-days", got)
	}
	if _, err := gantry.Plan(t.Context(), w, gantry.PlanOptions{Model: []byte("waves: {}")}); err == nil {
		t.Error("a file without a schema is taken")
	}
}
