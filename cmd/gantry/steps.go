package main

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/cockpit"
	"github.com/gantry-ack/gantry/tui/screen"
)

// steps are the steps of an engagement as the screens drive them.
type steps struct {
	w engagement.Workspace
	i *gantry.Interview
}

var _ cockpit.Steps = (*steps)(nil)

// Status looks at the workspace.
func (s *steps) Status() (engagement.StatusReport, error) {
	cat, err := catalog.Load()
	if err != nil {
		return engagement.StatusReport{}, err
	}
	return engagement.Status(s.w, cat)
}

// Stored is the assessment that the interview has read.
func (s *steps) Stored(app string) (assess.Assessment, bool, error) {
	a, ok := s.i.Assessment(app)
	return a, ok, nil
}

// Assess reads the source and stores what is known of it.
func (s *steps) Assess(ctx context.Context, app string, report cockpit.Report) (assess.Assessment, error) {
	application, err := s.application(app)
	if err != nil {
		return assess.Assessment{}, err
	}
	a, _, err := gantry.AssessApplication(ctx, s.w, application, progressOf(report, gantry.StepRead, gantry.StepAssess))
	return a, err
}

// Assessed lays what a new assessment suggests beside the answers.
func (s *steps) Assessed(app string, _ assess.Assessment) { s.i.Reload(app) }

// Excerpt reads the source around a piece of evidence.
func (s *steps) Excerpt(ctx context.Context, app, path string, line int) ([]string, int, error) {
	application, err := s.application(app)
	if err != nil {
		return nil, 0, err
	}
	e, err := gantry.Excerpt(ctx, s.w, application, fact.Evidence{Path: path, Line: line})
	return e.Lines, e.First, err
}

// Generate takes the answers as they are now.
func (s *steps) Generate(app string, preview bool) func(context.Context, cockpit.Report) (gantry.Migration, error) {
	reading := s.i.Reading()
	return func(ctx context.Context, report cockpit.Report) (gantry.Migration, error) {
		opt := gantry.GenerateOptions{Applications: []string{app}, Reading: &reading, Progress: progressOf(report, gantry.Steps()...)}
		opt.Write.DryRun = preview
		g, err := gantry.Generate(ctx, s.w, opt)
		if err != nil {
			return gantry.Migration{}, err
		}
		return g.Applications[0].Migration, g.Applications[0].Err
	}
}

// Output is where Generate writes to.
func (s *steps) Output(app string) string { return gantry.OutputDir(s.w, app) }

// Verify checks what was generated, with the source for what it copies from there.
func (s *steps) Verify(ctx context.Context, app string, ready bool) ([]verify.Finding, error) {
	application, err := s.application(app)
	if err != nil {
		return nil, err
	}
	return gantry.Verify(ctx, gantry.VerifyOptions{Dir: s.Output(app), Source: s.w.SourcePath(application), Ready: ready})
}

// Explain tells why a generated file is as it is.
func (s *steps) Explain(app, path, field string) (gantry.Explanation, error) {
	name := filepath.Join(s.Output(app), filepath.FromSlash(path))
	if field != "" {
		name += "#" + field
	}
	return gantry.Explain(name)
}

// application is one that gantry.yaml lists. The interview may speak of others,
// which have no source yet.
func (s *steps) application(name string) (engagement.Application, error) {
	app, ok := s.w.Application(name)
	if !ok {
		return app, &gantry.Refusal{Text: i18n.Textf("%[1]s 里没有应用 %[2]s：写明它的源代码在哪里，再打开一次",
			"%[1]s does not list the application %[2]s: say where its source is, and open the workspace again", engagement.ConfigFile, name)}
	}
	return app, nil
}

// progressOf turns the progress of steps into that of a task.
func progressOf(report cockpit.Report, all ...gantry.Step) gantry.ProgressFunc {
	return func(p gantry.Progress) {
		at := screen.Progress{Text: p.Step.Text(), Done: max(0, slices.Index(all, p.Step)), Total: len(all)}
		if p.Files > 0 {
			at.Text = i18n.Textf("%[1]s：已读 %[3]d 个文件", "%[2]s: %[3]d files read", p.Step.Text().ZH, p.Step.Text().EN, p.Files)
		}
		report(at)
	}
}
