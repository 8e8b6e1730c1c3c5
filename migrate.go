package gantry

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/blueprints/handbook"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/decide"
	"github.com/gantry-ack/gantry/generate/dockerfile"
	"github.com/gantry-ack/gantry/generate/images"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// MigrateOptions say what to migrate and where to.
type MigrateOptions struct {
	Source   string // see Assess
	App      string // name of the application; "" takes it from the answers or the source
	Answers  []byte // content of an answers file; nil for none
	Out      string // directory, which may be the source itself
	Platform string // directory of the platform repository; "" for none
	Edition  catalog.Edition
	Only     []catalog.Artefact // what to generate; nil for all that the edition has
	Lang     i18n.Lang
	Write    fileset.Options
	Pin      images.Resolver // looks up digests of base images; nil leaves tags
	Assess   AssessOptions   // how the source is read; its Progress is not used
	Progress ProgressFunc    // hears of every step
}

// Migration is what Migrate did, assumed and left to a person.
type Migration struct {
	Assessment  assess.Assessment
	App         generate.Application
	Bindings    []generate.Binding
	Assumptions []handbook.Assumption
	Open        []handbook.OpenPoint
	Written     fileset.Report   // in Out
	Platform    *fileset.Report  // in the platform repository; nil without one
	Unpinned    error            // the base images that kept their tag though digests were asked for
	Findings    []verify.Finding // of what is in Out now; with a dry run, of what would be generated
}

// Migrate assesses, decides, generates, writes and verifies. An error means
// that nothing was written; conflicts of the merge and findings are in the Migration.
func Migrate(ctx context.Context, opt MigrateOptions) (Migration, error) {
	if err := allowed(opt); err != nil {
		return Migration{}, err
	}
	j, err := newJob(opt)
	if err != nil {
		return Migration{}, err
	}
	if opt.Answers != nil {
		if j.answers, err = survey.ParseAnswers(opt.Answers, j.bank); err != nil {
			return Migration{}, err
		}
	}
	return j.run(ctx)
}

// job is one application to generate for, which is what Migrate and Generate come
// down to: they differ in where the answers are and in what is kept on the way.
type job struct {
	MigrateOptions
	bank       *survey.Bank
	answers    survey.Answers
	components []string                       // limits the application, by name or path; empty means all
	assessed   func(assess.Assessment) error  // keeps the assessment; nil for not at all
	bindings   func([]generate.Binding) error // keeps them for a platform repository that is written later; nil to write it
}

func newJob(opt MigrateOptions) (job, error) {
	bank, err := survey.Load()
	return job{MigrateOptions: opt, bank: bank}, err
}

func (j job) run(ctx context.Context) (Migration, error) {
	j.Progress.at(j.App, StepRead)
	src, err := openSource(ctx, j.Source, j.Progress.layers(j.App))
	if err != nil {
		return Migration{}, err
	}
	defer func() { _ = src.close() }()
	var m Migration
	if m.Assessment, err = j.assess(ctx, src); err != nil {
		return m, err
	}
	j.Progress.at(j.App, StepDecide)
	if m.App, err = j.decide(src.name, m.Assessment); err != nil {
		return m, err
	}
	j.Progress.at(j.App, StepGenerate)
	set, err := m.generate(ctx, j)
	if err != nil {
		return m, err
	}
	j.Progress.at(j.App, StepWrite)
	if err := m.write(ctx, j, set); err != nil {
		return m, err
	}
	j.Progress.at(j.App, StepVerify)
	m.Findings, err = verifyWritten(ctx, j.MigrateOptions, set, src.files)
	return m, err
}

// assess returns what is known of the components that the job is about.
func (j job) assess(ctx context.Context, src source) (assess.Assessment, error) {
	a, err := src.assess(ctx, j.App, j.reading())
	if err != nil {
		return a, err
	}
	if j.assessed != nil {
		if err := j.assessed(a); err != nil {
			return a, err
		}
	}
	if a, err = limit(a, j.components); err != nil {
		return a, fmt.Errorf("migrating %s: %w", j.Source, err)
	}
	if len(a.Deployables()) == 0 {
		return a, fmt.Errorf("migrating %s: no deployable component was found; gantry assess %s shows what was read", j.Source, j.Source)
	}
	if a = buildable(a); len(a.Deployables()) == 0 {
		return a, &Refusal{i18n.Textf("%[1]s 的组件用 %[2]s 编写，目前只能评估，还不能生成", "the components of %[1]s are written in %[2]s, which can be assessed, but nothing is generated for it yet",
			j.Source, strings.Join(languages(a), ", "))}
	}
	return a, nil
}

// FindingNoStack is the finding about a component for which nothing is generated.
const FindingNoStack = "generate.no-stack"

// buildable leaves out, with a finding, the components for which there is no way to build an image.
func buildable(a assess.Assessment) assess.Assessment {
	a.Components, a.Findings = slices.Clone(a.Components), slices.Clone(a.Findings)
	for i, c := range a.Components {
		if !c.Deployable || dockerfile.Builds(c) {
			continue
		}
		a.Components[i].Deployable = false
		f, _ := c.Facts.Best(fact.Language)
		a.Findings = append(a.Findings, assess.Finding{
			ID: FindingNoStack, Dimension: assess.DimBuild, Severity: assess.High, Action: assess.Decide, By: assess.Consultant, Component: c.Name,
			Title:    i18n.Textf("没有为组件 %[1]s（%[2]s）生成文件", "nothing is generated for the component %[1]s (%[2]s)", c.Name, c.Language.ID),
			Remedy:   i18n.Text{ZH: "该技术栈目前只能评估：请人工编写它的 Dockerfile 与清单。", EN: "This stack can only be assessed so far: write its Dockerfile and manifests by hand."},
			Evidence: f.Evidence,
		})
	}
	return a
}

// languages are those of the components that run, each once.
func languages(a assess.Assessment) []string {
	var out []string
	for _, f := range a.Findings {
		if c, ok := a.Component(f.Component); ok && f.ID == FindingNoStack && !slices.Contains(out, c.Language.ID) {
			out = append(out, c.Language.ID)
		}
	}
	return out
}

// limit keeps the components that an application is limited to, by name or path.
// The others are there still, since these may be built or may talk with them, but are not deployed.
func limit(a assess.Assessment, to []string) (assess.Assessment, error) {
	if len(to) == 0 {
		return a, nil
	}
	kept := map[string]bool{}
	found := map[string]bool{}
	var names []string
	components := slices.Clone(a.Components)
	for i, c := range components {
		for _, name := range []string{c.Name, c.Path} {
			if slices.Contains(to, name) {
				found[name], kept[c.Name] = true, true
			}
		}
		if c.Deployable {
			names = append(names, c.Name)
		}
		components[i].Deployable = c.Deployable && kept[c.Name]
	}
	for _, name := range to {
		if !found[name] {
			return a, fmt.Errorf("%s limits it to component %q, which the source lacks; it has %s", engagement.ConfigFile, name, strings.Join(names, ", "))
		}
	}
	a.Components = components
	a.Findings = slices.DeleteFunc(slices.Clone(a.Findings), func(f assess.Finding) bool {
		c, ok := a.Component(f.Component)
		return ok && !c.Deployable && slices.Contains(names, c.Name)
	})
	return a, nil
}

func (j job) decide(sourceName string, a assess.Assessment) (generate.Application, error) {
	name, err := applicationName(j.App, j.answers.Applications(), sourceName)
	if err != nil {
		return generate.Application{}, err
	}
	bindings, err := readBindings(j.Platform)
	if err != nil {
		return generate.Application{}, err
	}
	return decide.Decide(decide.Input{Name: name, Assessment: a, Answers: j.answers, Bank: j.bank, Lang: j.Lang, Bindings: bindings})
}

// applicationName is the one that was asked for, else the only one that the
// answers speak of, else that of the source.
func applicationName(asked string, answered []string, source string) (string, error) {
	switch {
	case asked != "":
		return asked, nil
	case len(answered) == 1:
		return answered[0], nil
	case len(answered) > 1:
		same := func(s string) bool { return assess.Slug(s) == assess.Slug(source) }
		if i := slices.IndexFunc(answered, same); i >= 0 {
			return answered[i], nil
		}
		return "", fmt.Errorf("migrating %s: the answers speak of %s; say which one with --app", source, strings.Join(answered, ", "))
	}
	return source, nil
}

// migrated are the artefacts that Migrate makes.
func migrated() []catalog.Artefact {
	return []catalog.Artefact{catalog.ArtefactDockerfile, catalog.ArtefactBuild, catalog.ArtefactKustomize, catalog.ArtefactTekton}
}

// allowed refuses what the edition lacks and what Migrate does not make.
func allowed(opt MigrateOptions) error {
	cat, err := catalog.Load()
	if err != nil {
		return err
	}
	for _, a := range append(migrated(), opt.Only...) {
		if err := cat.Require(opt.Edition, a); err != nil {
			return err
		}
	}
	for _, a := range opt.Only {
		if !slices.Contains(migrated(), a) {
			return fmt.Errorf("choosing what to generate: migrate does not make %s; it makes %s", a, join(migrated()))
		}
	}
	return nil
}

func (opt MigrateOptions) makes(a catalog.Artefact) bool {
	return opt.Only == nil || slices.Contains(opt.Only, a)
}

func join(as []catalog.Artefact) string {
	var out []string
	for _, a := range as {
		out = append(out, string(a))
	}
	return strings.Join(out, ", ")
}

// owned names who owns which region of which file: the images of an overlay
// belong to builds and pipelines.
func owned(name string) fileset.Merger {
	if ok, _ := path.Match("deploy/kustomize/overlays/*/kustomization.yaml", name); ok {
		return fileset.KeepImages
	}
	return nil
}

// reading is how the source is read.
func (opt MigrateOptions) reading() AssessOptions {
	out := opt.Assess
	out.Progress = opt.Progress
	return out
}
