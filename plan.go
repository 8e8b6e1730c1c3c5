package gantry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/assess/prefill"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// PlanOptions say how to plan a portfolio.
type PlanOptions struct {
	Start    portfolio.Date // first day of the migration; "" leaves the calendar without dates
	Model    []byte         // a file of coefficients; nil takes that of the workspace, if it has one
	Refresh  bool           // assess every application anew, also those with a stored assessment
	Progress ProgressFunc
	Today    time.Time // as AssessOptions has it
}

// Planning is the plan of a portfolio and how it came about.
type Planning struct {
	Plan     portfolio.Plan
	Stored   string       // path of the plan in the workspace
	Assessed []string     // applications that were assessed for it
	Missing  []Unassessed // applications whose source could not be read; they are planned from answers
}

// Unassessed is an application that could not be assessed, and why.
type Unassessed struct {
	Application string
	Err         error
}

// Plan plans the applications of a workspace: those that gantry.yaml lists, and those that answers
// name without a source. Assessments that are not stored yet are made, as many at a time as there
// are cores. The plan replaces the stored one.
func Plan(ctx context.Context, w engagement.Workspace, opt PlanOptions) (Planning, error) {
	judge, err := NewJudge(&w)
	if err != nil {
		return Planning{}, err
	}
	model, err := planModel(w, judge, opt.Model)
	if err != nil {
		return Planning{}, err
	}
	out := Planning{}
	in := portfolio.Input{Answers: judge.answers, Bank: judge.bank, Model: model, Start: opt.Start}
	if err := out.assessMissing(ctx, w, opt); err != nil {
		return out, err
	}
	for _, app := range planned(w, judge.answers) {
		one, err := planApplication(w, judge, app)
		known := func(u Unassessed) bool { return u.Application == app.Name } // why it could not be assessed says more
		if err != nil && !slices.ContainsFunc(out.Missing, known) {
			out.Missing = append(out.Missing, Unassessed{app.Name, err})
		}
		in.Applications = append(in.Applications, one)
	}
	out.Plan = portfolio.New(in)
	out.Stored, err = storePlan(w, out.Plan)
	return out, err
}

// planned are the applications of gantry.yaml, then those that are known from answers only.
func planned(w engagement.Workspace, answers survey.Answers) []engagement.Application {
	out := slices.Clone(w.Config.Applications)
	add := func(name string) {
		if name != "" && !slices.ContainsFunc(out, func(a engagement.Application) bool { return a.Name == name }) {
			out = append(out, engagement.Application{Name: name})
		}
	}
	if scope, ok := answers.Lookup("biz.scope.apps", survey.Scope{}); ok {
		for _, r := range scope.Value.Rows {
			add(r.Get("name"))
		}
	}
	for _, name := range answers.Applications() {
		add(name)
	}
	return out
}

// planApplication reads the stored assessment of an application and judges it. Without one it is
// judged from answers; the error then says why there is none, nil when it has no source.
func planApplication(w engagement.Workspace, judge *Judge, app engagement.Application) (portfolio.Application, error) {
	out := portfolio.Application{Name: app.Name}
	if app.Source == "" {
		out.Judgement = judge.Judge(app, assess.Assessment{})
		return out, nil
	}
	a, err := ReadAssessment(w, app.Name)
	if err == nil {
		a, err = limit(a, app.Components)
	}
	if err != nil {
		out.Judgement = judge.Judge(app, assess.Assessment{})
		return out, err
	}
	out.Judgement = judge.Judge(app, a)
	out.Names = prefill.Aliases(a, prefill.Options{Application: app.Name, Components: app.Components, Named: judge.answers.Components(app.Name)})
	slim := slimmed(a)
	out.Assessment = &slim
	return out, nil
}

// slimmed drops what a plan does not read, so that hundreds of assessments fit into memory.
func slimmed(a assess.Assessment) assess.Assessment {
	findings := make([]assess.Finding, len(a.Findings))
	for i, f := range a.Findings {
		findings[i] = assess.Finding{ID: f.ID, Dimension: f.Dimension, Severity: f.Severity, Component: f.Component}
	}
	return assess.Assessment{Schema: a.Schema, Components: a.Deployables(), Findings: findings}
}

// assessMissing assesses the applications that have a source and no stored assessment. One that
// cannot be read does not stop the plan.
func (p *Planning) assessMissing(ctx context.Context, w engagement.Workspace, opt PlanOptions) error {
	var targets []Target
	for _, app := range w.Config.Applications {
		_, err := os.Stat(w.AssessmentPath(app.Name))
		if opt.Refresh || errors.Is(err, fs.ErrNotExist) {
			targets = append(targets, Target{Application: app, Workspace: &w})
		}
	}
	return AssessEach(ctx, targets, AssessOptions{Progress: opt.Progress, Today: opt.Today}, func(a Assessed) error {
		if a.Err == nil {
			p.Assessed = append(p.Assessed, a.Name)
			return nil
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		p.Missing = append(p.Missing, Unassessed{a.Name, a.Err})
		return nil
	})
}

// planModel reads the coefficients of a file, else those of the workspace. The file may hold those
// of judgements, too.
func planModel(w engagement.Workspace, judge *Judge, data []byte) (portfolio.Model, error) {
	if data != nil {
		model, err := classify.ParseModel(data)
		if err != nil {
			return portfolio.Model{}, err
		}
		judge.model = model
		return portfolio.ParseModel(data)
	}
	root, err := os.OpenRoot(w.Root)
	if err != nil {
		return portfolio.Model{}, fmt.Errorf("reading %s: %w", engagement.EstimationFile, err)
	}
	defer func() { _ = root.Close() }()
	own, err := fs.ReadFile(root.FS(), engagement.EstimationFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return portfolio.DefaultModel(), nil
	case err != nil:
		return portfolio.Model{}, fmt.Errorf("reading %s: %w", engagement.EstimationFile, err)
	}
	return portfolio.ParseModel(own)
}

func storePlan(w engagement.Workspace, p portfolio.Plan) (string, error) {
	var b bytes.Buffer
	if err := p.Encode(&b); err != nil {
		return "", err
	}
	return w.StorePlan(b.Bytes())
}
