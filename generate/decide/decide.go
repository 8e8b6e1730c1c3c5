// Package decide turns facts, answers and documented defaults into the
// Application and its Workloads that the generators read.
//
// One small function takes each decision. It reads through an inquiry, which
// records every input: the fact with its lines, the answer with its scope, the
// default by the id of the question that documents it, or another decision.
// An unknown answer never stops anything: the default is taken and the decision is
// marked as an assumption. Where an answer and strong evidence disagree, the
// answer wins about intent (how many, how large, for whom), and the evidence about
// what the program does (its port, its health endpoints); both stay visible.
package decide

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Input is everything that decisions are taken from.
type Input struct {
	Name       string // of the application; made a DNS-1123 label
	Assessment assess.Assessment
	Answers    survey.Answers
	Bank       *survey.Bank
	Lang       i18n.Lang
	Bindings   map[string]string // of platform.yaml, by name
}

// Decide takes every decision. An error names everything in the input that makes
// no sense together: an unusable name, answers about environments or components that do not exist.
func Decide(in Input) (generate.Application, error) { return decide(in, nil) }

// decide is Decide with a witness of every question that is asked, for tests.
func decide(in Input, asked func(question, decision string)) (generate.Application, error) {
	app := generate.Application{Name: label(in.Name, "app"), Lang: in.Lang}
	if app.Name == "" {
		return app, fmt.Errorf("deciding on application %q: the name needs a letter or digit; pass another name", in.Name)
	}
	src := &source{bank: in.Bank, answers: in.Answers, bindings: in.Bindings, app: answersKey(in), asked: asked}
	components, err := deployables(in, src)
	if err != nil {
		return app, fmt.Errorf("deciding on application %s: %w", app.Name, err)
	}
	shared(src, &app)
	if err := knownNames(in, src, app, components); err != nil {
		return app, fmt.Errorf("deciding on application %s: %w", app.Name, err)
	}
	app.Workloads = workloads(src, app, components)
	return app, nil
}

// answersKey is the name under which the answers speak of the application.
func answersKey(in Input) string {
	for _, key := range in.Answers.Applications() {
		if key == in.Name {
			return key
		}
	}
	for _, key := range in.Answers.Applications() {
		if label(key, "app") == label(in.Name, "app") {
			return key
		}
	}
	return in.Name
}

// shared takes the decisions of the application as a whole.
func shared(src *source, app *generate.Application) {
	take := func(d generate.Decision) { app.Decisions = append(app.Decisions, d) }
	ask := func(aspect string) *inquiry {
		return src.inquire(generate.AppDecision(aspect), survey.Scope{App: src.app}, nil)
	}
	var d generate.Decision
	app.Environments, d = environments(ask(generate.AspectEnvironments), app.Name)
	take(d)
	app.Registry, d = registry(ask(generate.AspectRegistry), app.Name)
	take(d)
	app.Mirrors, d = mirrors(ask(generate.AspectMirrors))
	take(d)
	app.Pipeline.Platforms, d = platforms(ask(generate.AspectPlatforms), app.Environments)
	take(d)
	app.Pipeline.RepositoryURL, app.Pipeline.Branch, d = pipeline(ask(generate.AspectPipeline))
	take(d)
	sortDecisions(app.Decisions)
}

// deployables returns the components to decide on, named, sorted by name.
func deployables(in Input, src *source) ([]component, error) {
	corrected := corrections(src, in)
	var found []assess.Component
	for _, c := range in.Assessment.Components {
		if c.Deployable && c.Workload != assess.Library && !corrected[c.Name].leftOut {
			found = append(found, c)
		}
	}
	names, err := workloadNames(found)
	if err != nil {
		return nil, err
	}
	out := make([]component, len(found))
	for i, c := range found {
		out[i] = component{Component: c, name: names[i], scope: survey.Scope{App: src.app, Component: names[i]}}
		for _, key := range in.Answers.Components(src.app) {
			if key == names[i] || key == c.Name || key == c.Path {
				out[i].scope.Component = key
				break
			}
		}
		if role := corrected[c.Name].role; role != "" {
			out[i].role = role
		} else {
			out[i].role = c.Workload
		}
	}
	slices.SortFunc(out, func(a, b component) int { return cmp.Compare(a.name, b.name) })
	return out, nil
}

// component is one to decide on.
type component struct {
	assess.Component
	name  string          // of the workload
	role  assess.Workload // as the evidence or an answer says
	runs  []string        // the profiles that the environments run it with
	scope survey.Scope
}

// correction is what app.components says of a component.
type correction struct {
	leftOut bool
	role    assess.Workload
}

// corrections reads app.components, whose names are components by name or path.
func corrections(src *source, in Input) map[string]correction {
	a, ok := in.Answers.Lookup("app.components", survey.Scope{App: src.app})
	if !ok || a.State != survey.Known {
		return nil
	}
	out := map[string]correction{}
	for _, row := range a.Value.Rows {
		deploy, given := row.Bool("deploy")
		for _, c := range in.Assessment.Components {
			if row.Get("name") == c.Name || row.Get("name") == c.Path {
				out[c.Name] = correction{leftOut: given && !deploy, role: assess.Workload(row.Get("type"))}
			}
		}
	}
	return out
}

// knownNames refuses answers about environments or components that are not
// there: they would be lost without a word.
func knownNames(in Input, src *source, app generate.Application, components []component) error {
	envs := make([]string, len(app.Environments))
	for i, e := range app.Environments {
		envs[i] = e.Name
	}
	var names []string
	for _, c := range components {
		names = append(names, c.name, c.Name, c.Path)
	}
	for _, c := range in.Assessment.Components {
		names = append(names, c.Name, c.Path) // libraries and what is left out: harmless
	}
	var errs []error
	if named := in.Answers.Applications(); len(named) > 0 && !slices.Contains(named, src.app) {
		errs = append(errs, fmt.Errorf("the answers speak of application %s and not of %q; pass that name, or change it in the answers", strings.Join(named, ", "), in.Name))
	}
	for _, e := range in.Answers.Environments() {
		if !slices.Contains(envs, e) {
			errs = append(errs, fmt.Errorf("the answers speak of environment %q; tgt.envs has %s", e, strings.Join(envs, ", ")))
		}
	}
	check := func(where, name string) {
		if !slices.Contains(names, name) {
			errs = append(errs, fmt.Errorf("%s speaks of component %q; the source has %s", where, name, nameList(components)))
		}
	}
	for _, c := range in.Answers.Components(src.app) {
		check("apps."+src.app+".components", c)
	}
	errs = append(errs, rowNames(in, src, envs, check)...)
	return errors.Join(errs...)
}

// rowNames checks the environments and components that rows of tables name.
func rowNames(in Input, src *source, envs []string, component func(where, name string)) []error {
	var errs []error
	for _, q := range in.Bank.Questions() {
		_, hasEnv := q.Column("env")
		if q.Type != survey.Table || !hasEnv && q.ID != "app.components" {
			continue
		}
		scopes := []survey.Scope{{App: src.app}}
		for _, c := range in.Answers.Components(src.app) {
			scopes = append(scopes, survey.Scope{App: src.app, Component: c})
		}
		seen := map[string]bool{}
		for _, s := range scopes {
			a, ok := in.Answers.Lookup(q.ID, s)
			if !ok || seen[a.Scope] {
				continue
			}
			seen[a.Scope] = true
			for _, row := range a.Value.Rows {
				if e := row.Get("env"); e != "" && !slices.Contains(envs, e) {
					errs = append(errs, fmt.Errorf("%s at %s speaks of environment %q; tgt.envs has %s", q.ID, a.Scope, e, strings.Join(envs, ", ")))
				}
				switch {
				case q.ID == "net.hosts" && row.Get("component") != "":
					component(q.ID, row.Get("component"))
				case q.ID == "app.components":
					component(q.ID, row.Get("name"))
				}
			}
		}
	}
	return errs
}

func nameList(components []component) string {
	names := make([]string, len(components))
	for i, c := range components {
		names[i] = c.name
	}
	return strings.Join(names, ", ")
}

func sortDecisions(ds []generate.Decision) {
	slices.SortFunc(ds, func(a, b generate.Decision) int { return cmp.Compare(a.ID, b.ID) })
}
