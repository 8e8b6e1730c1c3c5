package gantry

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/images"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// GenerateOptions say for which applications of a workspace to generate, and
// where to. Edition and answers are those of the workspace.
type GenerateOptions struct {
	Applications []string // names; nil for all
	Out          string   // directory, for one application only; "" for output/<application> in the workspace
	InPlace      bool     // into the directories of the sources instead
	Platform     string   // directory of the platform repository; "" for none
	Only         []catalog.Artefact
	Lang         i18n.Lang // of what is generated; "" for the workspace's
	Write        fileset.Options
	Pin          images.Resolver
	Reading      *Reading      // answers of an interview that goes on; nil reads them
	Assess       AssessOptions // how sources are read; its Progress is not used
	Progress     ProgressFunc
}

// Generated is what was generated for one application. With an Err nothing was
// written for it.
type Generated struct {
	Application engagement.Application
	Options     MigrateOptions
	Migration
	Unsettled []interview.Conflict // questions whose answers differ; they count as unknown
	Err       error
}

// Generation is what Generate did.
type Generation struct {
	Applications []Generated
	Reading      Reading
	Platform     *fileset.Report // for all applications; nil without a platform repository
}

// Generate assesses applications of a workspace, stores what it finds, decides from
// that and the answers of the interview, and generates, writes and verifies for one
// application after the other. One that fails does not stop the others; an error means that the
// request makes no sense, that ctx ended, or that the platform repository could not be written.
func Generate(ctx context.Context, w engagement.Workspace, opt GenerateOptions) (Generation, error) {
	jobs, reading, err := opt.jobs(w)
	if err != nil {
		return Generation{}, err
	}
	out := Generation{Reading: reading}
	var bindings []generate.Binding
	for _, j := range jobs {
		app, _ := w.Application(j.App)
		if !opt.Write.DryRun {
			j.assessed = func(a assess.Assessment) error {
				_, err := StoreAssessment(w, app.Name, a)
				return err
			}
		}
		j.bindings = func(more []generate.Binding) error {
			bindings = append(bindings, more...)
			return nil
		}
		g := Generated{Application: app, Options: j.MigrateOptions, Unsettled: reading.unsettledFor(app.Name)}
		g.Migration, g.Err = j.run(ctx)
		if ctx.Err() != nil {
			return out, context.Cause(ctx)
		}
		out.Applications = append(out.Applications, g)
	}
	if opt.Platform == "" || len(bindings) == 0 {
		return out, nil
	}
	report, err := writePlatform(ctx, opt.Platform, distinct(bindings), jobs[0].Lang, opt.Write)
	out.Platform = &report
	return out, err
}

// distinct are the bindings by name, each once, with the files of all applications.
func distinct(all []generate.Binding) []generate.Binding {
	slices.SortStableFunc(all, func(a, b generate.Binding) int { return strings.Compare(a.Name, b.Name) })
	var out []generate.Binding
	for _, b := range all {
		if n := len(out); n > 0 && out[n-1].Name == b.Name {
			out[n-1].UsedIn = append(slices.Clone(out[n-1].UsedIn), b.UsedIn...)
			continue
		}
		out = append(out, b)
	}
	return out
}

// jobs are what is asked for, each with its answers and its output.
func (opt GenerateOptions) jobs(w engagement.Workspace) ([]job, Reading, error) {
	apps, err := opt.applications(w)
	if err != nil {
		return nil, Reading{}, err
	}
	var reading Reading
	if opt.Reading != nil {
		reading = *opt.Reading
	} else if reading, err = ReadInterview(w); err != nil {
		return nil, reading, err
	}
	bank, err := survey.Load()
	if err != nil {
		return nil, reading, err
	}
	assessing := opt.Assess
	if assessing.Rules == nil {
		if assessing.Rules, err = Rules(&w, ""); err != nil {
			return nil, reading, err
		}
	}
	var jobs []job
	for _, app := range apps {
		out, err := opt.output(w, app)
		if err != nil {
			return nil, reading, err
		}
		m := MigrateOptions{
			Source: SourceOf(w, app), App: app.Name, Out: out, Platform: opt.Platform, Edition: w.Config.Edition,
			Only: opt.Only, Lang: opt.Lang, Write: opt.Write, Pin: opt.Pin, Progress: opt.Progress, Assess: assessing,
		}
		if m.Lang == "" {
			m.Lang = w.Config.Language
		}
		if err := allowed(m); err != nil {
			return nil, reading, err
		}
		jobs = append(jobs, job{MigrateOptions: m, bank: bank, answers: reading.forApplication(app.Name), components: app.Components})
	}
	return jobs, reading, nil
}

// applications are those that are asked for, each once.
func (opt GenerateOptions) applications(w engagement.Workspace) ([]engagement.Application, error) {
	all := w.Config.Applications
	if len(all) == 0 {
		return nil, &Refusal{i18n.Textf("%s 里没有应用：请在 applications 下写明名称和源代码的位置", "%s lists no applications: give their names and where their sources are below applications", engagement.ConfigFile)}
	}
	if len(opt.Applications) == 0 {
		return all, nil
	}
	var out []engagement.Application
	for _, name := range opt.Applications {
		app, ok := w.Application(name)
		if !ok {
			var names []string
			for _, a := range all {
				names = append(names, a.Name)
			}
			return nil, &Refusal{i18n.Textf("%[1]s 里没有应用 %[2]s；有：%[3]s", "%[1]s lists no application %[2]s; it has %[3]s", engagement.ConfigFile, name, strings.Join(names, ", "))}
		}
		if !slices.ContainsFunc(out, func(a engagement.Application) bool { return a.Name == name }) {
			out = append(out, app)
		}
	}
	return out, nil
}

// OutputDir is where Generate writes the files of an application unless it is told
// otherwise: output/<application> in the workspace.
func OutputDir(w engagement.Workspace, app string) string {
	return filepath.Join(w.Root, "output", app)
}

// output is the directory for an application.
func (opt GenerateOptions) output(w engagement.Workspace, app engagement.Application) (string, error) {
	switch {
	case opt.InPlace && opt.Out != "":
		return "", &Refusal{i18n.Text{ZH: "--out 与 --in-place 只能用一个", EN: "--out and --in-place exclude each other"}}
	case opt.InPlace:
		source := w.SourcePath(app)
		if info, err := os.Stat(source); engagement.IsRemote(app.Source) || err != nil || !info.IsDir() {
			return "", &Refusal{i18n.Textf("%[1]s 的源代码 %[2]s 不是本机的目录，不能原地生成", "the source %[2]s of %[1]s is no directory of this machine, so nothing can be generated into it", app.Name, app.Source)}
		}
		return source, nil
	case opt.Out == "":
		return OutputDir(w, app.Name), nil
	case len(opt.Applications) != 1 && len(w.Config.Applications) != 1:
		return "", &Refusal{i18n.Text{ZH: "--out 只能用于一个应用：请写明应用名", EN: "--out is for one application: name it"}}
	}
	return opt.Out, nil
}

// Refusal says in both languages why a request makes no sense.
type Refusal struct{ Text i18n.Text }

// Error is the English text.
func (r *Refusal) Error() string { return r.Text.EN }

// In is the text in a language.
func (r *Refusal) In(l i18n.Lang) string { return r.Text.In(l) }

// Failed are the errors of the applications for which nothing was written.
func (g Generation) Failed() error {
	var errs []error
	for _, a := range g.Applications {
		if a.Err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", a.Application.Name, a.Err))
		}
	}
	return errors.Join(errs...)
}
