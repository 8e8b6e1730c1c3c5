package gantry

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/blueprints/handbook"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/buildkit"
	"github.com/gantry-ack/gantry/generate/dockerfile"
	"github.com/gantry-ack/gantry/generate/explain"
	"github.com/gantry-ack/gantry/generate/images"
	"github.com/gantry-ack/gantry/generate/kustomize"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/pipelines/tekton"
)

// generate makes every file of the application's repository.
func (m *Migration) generate(ctx context.Context, j job) (fileset.Set, error) {
	var sets []fileset.Set
	pins, err := m.pin(ctx, j.Pin)
	if err != nil {
		return fileset.Set{}, err
	}
	files, decisions, err := dockerfile.GeneratePinned(m.App, pins)
	if err != nil {
		return fileset.Set{}, err
	}
	m.App = withDecisions(m.App, decisions)
	if j.makes(catalog.ArtefactDockerfile) {
		sets = append(sets, files)
	}
	for _, g := range []struct {
		artefact catalog.Artefact
		make     func(generate.Application) (fileset.Set, error)
	}{
		{catalog.ArtefactBuild, bake},
		{catalog.ArtefactKustomize, kustomize.Generate},
		{catalog.ArtefactTekton, tekton.Generate},
	} {
		if !j.makes(g.artefact) {
			continue
		}
		set, err := g.make(m.App)
		if err != nil {
			return fileset.Set{}, err
		}
		sets = append(sets, set)
	}
	set, err := fileset.Union(sets...)
	if err != nil {
		return fileset.Set{}, fmt.Errorf("generating %s: %w", m.App.Name, err)
	}
	return m.bind(set, j.bank)
}

// pin looks up the digests of the base images. A registry that cannot be reached
// costs the digest alone: the tag stays, and Unpinned says why.
func (m *Migration) pin(ctx context.Context, r images.Resolver) (dockerfile.Digests, error) {
	if r == nil {
		return nil, nil
	}
	refs, err := dockerfile.BaseImages(m.App)
	if err != nil {
		return nil, err
	}
	pins, err := images.Pin(ctx, r, refs)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	m.Unpinned = err
	return pins, nil
}

func bake(app generate.Application) (fileset.Set, error) {
	f, err := buildkit.Bake(app)
	if err != nil {
		return fileset.Set{}, err
	}
	return fileset.New(f)
}

// bind adds what speaks of all the other files: the handbook and the record.
func (m *Migration) bind(set fileset.Set, bank *survey.Bank) (fileset.Set, error) {
	m.Bindings = m.App.Bindings(set)
	m.Assumptions = handbook.Assumptions(m.App, bank)
	m.Open = handbook.OpenPoints(m.Assessment, m.App, m.Bindings)
	book := handbook.Generate(handbook.Input{App: m.App, Assumptions: m.Assumptions, Open: m.Open})
	record, err := explain.Of(m.App, set, m.Bindings).File()
	if err != nil {
		return fileset.Set{}, err
	}
	extra, err := fileset.New(book, record)
	if err != nil {
		return fileset.Set{}, err
	}
	return fileset.Union(set, extra)
}

// withDecisions gives every decision to the workload that it is about.
func withDecisions(app generate.Application, decisions []generate.Decision) generate.Application {
	app.Workloads = slices.Clone(app.Workloads)
	for i := range app.Workloads {
		w := &app.Workloads[i]
		for _, d := range decisions {
			if strings.HasPrefix(d.ID, w.Name+".") {
				w.Decisions = append(slices.Clone(w.Decisions), d)
			}
		}
		slices.SortFunc(w.Decisions, func(a, b generate.Decision) int { return strings.Compare(a.ID, b.ID) })
	}
	return app
}

// write brings the output and, where there is one, the platform repository up to date.
func (m *Migration) write(ctx context.Context, j job, set fileset.Set) error {
	w := j.Write
	w.Owned = owned
	var err error
	if m.Written, err = fileset.Apply(ctx, j.Out, set, w); err != nil {
		return err
	}
	switch {
	case j.Platform == "":
		return nil
	case j.bindings != nil:
		return j.bindings(m.Bindings)
	}
	report, err := writePlatform(ctx, j.Platform, m.Bindings, j.Lang, w)
	m.Platform = &report
	return err
}

// writePlatform brings the platform repository up to date with what applications
// need of it.
func writePlatform(ctx context.Context, dir string, bindings []generate.Binding, lang i18n.Lang, w fileset.Options) (fileset.Report, error) {
	shared, err := tekton.Platform(lang)
	if err != nil {
		return fileset.Report{}, err
	}
	needed, err := generate.Platform(bindings, lang)
	if err != nil {
		return fileset.Report{}, err
	}
	file, err := fileset.New(needed)
	if err != nil {
		return fileset.Report{}, err
	}
	all, err := fileset.Union(shared, file)
	if err != nil {
		return fileset.Report{}, err
	}
	return fileset.Apply(ctx, dir, all, w)
}

func readBindings(platform string) (map[string]string, error) {
	if platform == "" {
		return nil, nil
	}
	root, err := os.OpenRoot(platform)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the platform repository: %w", err)
	}
	defer func() { _ = root.Close() }()
	data, err := fs.ReadFile(root.FS(), generate.PlatformFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the platform repository %s: %w", platform, err)
	}
	return generate.ParseBindings(data)
}

// verifyWritten checks what is on disk after the merge; after a dry run, what
// would be generated.
func verifyWritten(ctx context.Context, opt MigrateOptions, set fileset.Set, files fs.FS) ([]verify.Finding, error) {
	if opt.Write.DryRun {
		return verify.Run(ctx, verify.Input{Tree: set.FS(), Source: files, Checks: tekton.Checks()})
	}
	root, err := os.OpenRoot(opt.Out)
	if err != nil {
		return nil, fmt.Errorf("verifying %s: %w", opt.Out, err)
	}
	defer func() { _ = root.Close() }()
	return verify.Run(ctx, verify.Input{Tree: root.FS(), Source: files, Checks: tekton.Checks()})
}
