package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/excerpt"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/workbook"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/cockpit"
	"github.com/gantry-ack/gantry/tui/screen"
)

// steps are the steps of an engagement as the screens drive them.
type steps struct {
	a *app
	i *gantry.Interview
}

var _ cockpit.Steps = (*steps)(nil)

// Status looks at the workspace.
func (s *steps) Status(context.Context) (engagement.StatusReport, error) {
	cat, err := catalog.Load()
	if err != nil {
		return engagement.StatusReport{}, err
	}
	return engagement.Status(s.i.Workspace, cat)
}

// Preparation is the checklist of the preparation phase.
func (s *steps) Preparation(context.Context) ([]engagement.PreparationItem, error) {
	cat, err := catalog.Load()
	if err != nil {
		return nil, err
	}
	p, err := engagement.ReadPreparation(s.i.Workspace, cat)
	if err != nil {
		return nil, err
	}
	return p.Items(cat), nil
}

// Source is what gantry.yaml says.
func (s *steps) Source(app string) (string, bool) {
	a, ok := s.i.Workspace.Application(app)
	return a.Source, ok
}

// AddApplication lists an application. Where its source is must be there already: the
// screens cannot change it afterwards.
func (s *steps) AddApplication(name, source string) error {
	source, err := sourceFrom(s.i.Workspace.Root, source)
	if err != nil {
		return err
	}
	return s.i.AddApplication(engagement.Application{Name: name, Source: source})
}

// sourceFrom is a source as gantry.yaml at root says it: a relative path that was
// typed begins where the program was started.
func sourceFrom(root, typed string) (string, error) {
	if engagement.IsRemote(typed) {
		return typed, nil
	}
	at, err := filepath.Abs(typed)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(at); err != nil {
		return "", &gantry.Refusal{Text: i18n.Textf("没有找到 %s：写一个已有的目录或文件，或 git 地址", "there is no %s: give a directory or file that is there, or a git address", at)}
	}
	if filepath.IsAbs(typed) {
		return typed, nil
	}
	relative, err := filepath.Rel(root, at)
	if err != nil {
		return at, nil //nolint:nilerr // on another drive: only the whole path names it
	}
	return filepath.ToSlash(relative), nil
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
	a, _, err := gantry.AssessApplication(ctx, s.i.Workspace, application, gantry.AssessOptions{Today: s.a.now(), Progress: progressOf(report, gantry.StepRead, gantry.StepAssess)})
	return a, err
}

// Assessed lays what a new assessment suggests beside the answers.
func (s *steps) Assessed(app string, _ assess.Assessment) { s.i.Reload(app) }

// Judge judges by the answers of the interview that goes on.
func (s *steps) Judge(app string) (classify.Judgement, error) { return s.i.Judge(app) }

// PlanStart is what the stored plan says.
func (s *steps) PlanStart() portfolio.Date { return gantry.PlannedStart(s.i.Workspace) }

// Plan plans the portfolio as gantry plan does.
func (s *steps) Plan(ctx context.Context, start portfolio.Date, report cockpit.Report) (gantry.Planning, error) {
	total := 0
	for _, app := range s.i.Workspace.Config.Applications {
		if _, ok := s.i.Assessment(app.Name); !ok {
			total++
		}
	}
	report(screen.Progress{Text: i18n.Text{ZH: "排出计划", EN: "laying out the plan"}})
	return gantry.Plan(ctx, s.i.Workspace, gantry.PlanOptions{Start: start, Today: s.a.now(), Progress: eachProgress(report, total)})
}

// eachProgress is the progress of many applications, several of which are assessed at a time. Of those
// that have begun, all but the latest few are done.
func eachProgress(report cockpit.Report, total int) gantry.ProgressFunc {
	var mu sync.Mutex
	begun := map[string]bool{}
	return func(p gantry.Progress) {
		mu.Lock()
		begun[p.Application] = true
		n := len(begun)
		mu.Unlock()
		at := screen.Progress{Text: i18n.Textf("评估 %[1]s（第 %[2]d 个，共 %[3]d 个）", "assessing %[1]s (%[2]d of %[3]d)", p.Application, n, max(n, total)), Done: n - 1, Total: max(n, total)}
		report(at)
	}
}

// Planned reads what was assessed for a plan. When it was stopped, more may be stored than it tells of.
func (s *steps) Planned(p gantry.Planning) {
	apps := slices.Clone(p.Assessed)
	for _, app := range s.i.Workspace.Config.Applications {
		if _, ok := s.i.Assessment(app.Name); !ok && !slices.Contains(apps, app.Name) {
			apps = append(apps, app.Name)
		}
	}
	if len(apps) > 0 {
		s.i.Reload(apps...)
	}
}

// Excerpt reads the source around a piece of evidence.
func (s *steps) Excerpt(ctx context.Context, app string, at fact.Evidence) (excerpt.Excerpt, error) {
	application, err := s.application(app)
	if err != nil {
		return excerpt.Excerpt{}, err
	}
	return gantry.Excerpt(ctx, s.i.Workspace, application, at)
}

// Generate takes the answers as they are now.
func (s *steps) Generate(apps []string, write fileset.Options) func(context.Context, cockpit.Report) (gantry.Generation, error) {
	reading := s.i.Reading()
	return func(ctx context.Context, report cockpit.Report) (gantry.Generation, error) {
		return gantry.Generate(ctx, s.i.Workspace, gantry.GenerateOptions{
			Applications: apps, Reading: &reading, Write: write, Assess: gantry.AssessOptions{Today: s.a.now()}, Progress: progressOf(report, gantry.Steps()...),
		})
	}
}

// Output is where Generate writes to.
func (s *steps) Output(app string) string { return gantry.OutputDir(s.i.Workspace, app) }

// Verify checks a directory, with the source of the application for what is copied from there.
func (s *steps) Verify(ctx context.Context, dir, app string, ready bool) ([]verify.Finding, error) {
	opt := gantry.VerifyOptions{Dir: dir, Ready: ready}
	if application, err := s.application(app); err == nil {
		opt.Source = gantry.SourceOf(s.i.Workspace, application)
	} else if app != "" {
		return nil, err
	}
	return gantry.Verify(ctx, opt)
}

// Explain tells why a generated file is as it is.
func (s *steps) Explain(_ context.Context, file string) (gantry.Explanation, error) {
	return gantry.Explain(file)
}

// Export takes the questions of a pass as they are now.
func (s *steps) Export(file string, f interview.Filter, replace bool) func(context.Context) (string, error) {
	look := gantry.Look{Machine: s.i.Machine, Reading: s.i.Reading()}
	items := workbook.Items(s.i.Machine, f)
	content := func() ([]byte, error) { return s.a.exportOf(look, file, s.i.Workspace.Config.Customer, items) }
	if !isWorkbook(file) { // an answers file is quick, and asks the session
		now, err := content()
		content = func() ([]byte, error) { return now, err }
	}
	return func(context.Context) (string, error) {
		b, err := content()
		if err != nil {
			return "", err
		}
		return writeNew(file, b, replace)
	}
}

// writeNew writes a file, and replaces one only when it was asked to.
func writeNew(file string, content []byte, replace bool) (string, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	flag := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if !replace {
		flag |= os.O_EXCL
	}
	f, err := os.OpenFile(path, flag, 0o644)
	if err != nil {
		return "", fmt.Errorf("exporting: %w", err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("exporting: %w", err)
	}
	return path, nil
}

// Import takes the scope as it is now: the session is the screen's while the file
// is read.
func (s *steps) Import(file string) func(context.Context) (ask.Incoming, error) {
	scope := scopeOf(s.i)
	return func(context.Context) (ask.Incoming, error) {
		in, err := s.a.readIncoming(s.i, scope, file)
		if err != nil {
			return ask.Incoming{}, err
		}
		return s.incoming(in, file), nil
	}
}

// incoming is what a file proposes, as the screens show it.
func (s *steps) incoming(in incoming, file string) ask.Incoming {
	out := ask.Incoming{Name: i18n.Text{ZH: filepath.Base(file), EN: filepath.Base(file)}, Proposals: in.proposals, Origin: in.origin}
	for _, p := range append(in.remarks, in.problems...) {
		out.Problems = append(out.Problems, i18n.Text{ZH: p, EN: p})
	}
	if in.view {
		out.Decided = s.i.SettleView
	}
	return out
}

// application is one that gantry.yaml lists. The interview may speak of others,
// which have no source yet.
func (s *steps) application(name string) (engagement.Application, error) {
	app, ok := s.i.Workspace.Application(name)
	if !ok {
		return app, &gantry.Refusal{Text: i18n.Textf("%[1]s 里没有应用 %[2]s：先在这个应用的屏幕上说明源代码在哪里",
			"%[1]s does not list the application %[2]s: say first where its source is, on the screen of the application", engagement.ConfigFile, name)}
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
