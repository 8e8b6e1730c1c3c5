package gantry

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/blueprints/handbook"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/decide"
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
	src, err := scan.Open(ctx, opt.Source, scan.OpenOptions{})
	if err != nil {
		return Migration{}, err
	}
	defer func() { _ = src.Close() }()
	var m Migration
	if m.Assessment, err = assessSource(ctx, src); err != nil {
		return Migration{}, err
	}
	if len(m.Assessment.Deployables()) == 0 {
		return m, fmt.Errorf("migrating %s: no deployable component was found; gantry assess %s shows what was read", opt.Source, opt.Source)
	}
	if m.App, err = decideApplication(opt, src.Name, m.Assessment); err != nil {
		return m, err
	}
	set, err := m.generate(ctx, opt)
	if err != nil {
		return m, err
	}
	if err := m.write(ctx, opt, set); err != nil {
		return m, err
	}
	m.Findings, err = verifyWritten(ctx, opt, set, src)
	return m, err
}

func decideApplication(opt MigrateOptions, sourceName string, a assess.Assessment) (generate.Application, error) {
	bank, err := survey.Load()
	if err != nil {
		return generate.Application{}, err
	}
	var answers survey.Answers
	if opt.Answers != nil {
		if answers, err = survey.ParseAnswers(opt.Answers, bank); err != nil {
			return generate.Application{}, err
		}
	}
	name, err := applicationName(opt.App, answers.Applications(), sourceName)
	if err != nil {
		return generate.Application{}, err
	}
	bindings, err := readBindings(opt.Platform)
	if err != nil {
		return generate.Application{}, err
	}
	return decide.Decide(decide.Input{Name: name, Assessment: a, Answers: answers, Bank: bank, Lang: opt.Lang, Bindings: bindings})
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
