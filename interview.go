package gantry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"time"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/prefill"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/journal"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// InterviewOptions say who holds an interview, and where.
type InterviewOptions struct {
	By         string // who sits at the keyboard; "" for nobody in particular
	Host, User string // of the machine and the account; they name the device
	Command    string // what runs, for whom the lock keeps out: gantry survey
	Now        func() time.Time
	Rand       io.Reader // names a new device
	Lang       i18n.Lang // of the comment in answers.yaml; "" for the workspace's
}

// Interview is an interview of a workspace that goes on: the session that drivers
// drive, with the log under it and the assessments beside it. Like the session it is
// not safe for concurrent use.
type Interview struct {
	*interview.Session
	Workspace engagement.Workspace

	bank        *survey.Bank
	journal     *journal.Journal
	lang        i18n.Lang
	assessments map[string]assess.Assessment
	broken      map[string]journal.Problem // assessments that cannot be read
	more        []interview.Suggestion
	view        journal.View
	settled     string
	closed      bool
}

// OpenInterview takes the log of this device, replays the logs of all, and lays what
// the assessments suggest beside the answers. What cannot be read but is not needed is among
// the Problems. Close must be called.
func OpenInterview(ctx context.Context, w engagement.Workspace, opt InterviewOptions) (*Interview, error) {
	bank, err := survey.Load()
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	j, err := journal.Open(journal.Options{Root: w.Root, Host: opt.Host, User: opt.User, Command: opt.Command, Now: opt.Now, Rand: opt.Rand})
	if err != nil {
		return nil, err
	}
	i := &Interview{
		Workspace: w, bank: bank, journal: j, lang: opt.Lang,
		assessments: map[string]assess.Assessment{}, broken: map[string]journal.Problem{},
	}
	if i.lang == "" {
		i.lang = w.Config.Language
	}
	for _, app := range w.Config.Applications {
		i.load(app.Name)
	}
	events := j.Events()
	o := interview.Options{Bank: bank, Device: j.Device(), Applications: i.applications(events), Suggestions: i.suggestions(events)}
	machine := interview.New(o)
	machine.Replay(events)
	i.Session = interview.NewSession(machine, j, opt.Now, opt.By)
	if i.view, err = journal.ReadView(w.Root, machine.Answers(), bank); err != nil {
		return nil, errors.Join(err, j.Close())
	}
	return i, nil
}

// Bank is the question bank.
func (i *Interview) Bank() *survey.Bank { return i.bank }

// Assessment is the stored assessment of an application.
func (i *Interview) Assessment(app string) (assess.Assessment, bool) {
	a, ok := i.assessments[app]
	return a, ok
}

// Problems are what was found wrong in the files of the interview: logs, stored
// assessments, events that could not be taken as they are.
func (i *Interview) Problems() []journal.Problem {
	out := i.journal.Problems()
	for _, app := range i.Workspace.Config.Applications {
		if p, ok := i.broken[app.Name]; ok {
			out = append(out, p)
		}
	}
	for _, p := range i.Session.Problems() {
		out = append(out, journal.Problem{File: p.ID, Text: p.Text})
	}
	return out
}

// View is survey/answers.yaml as it was when the interview was opened, with what
// a person edited in it. When it is Open, somebody should decide on it.
func (i *Interview) View() journal.View { return i.view }

// SettleView says that what a person edited in answers.yaml was taken or dropped,
// so that Close may replace it.
func (i *Interview) SettleView() { i.settled = i.view.Print }

// Sync makes everything safe from a cut of power.
func (i *Interview) Sync() error { return i.journal.Sync() }

// Reload reads the assessment of an application anew, after it was assessed, and
// lays what it suggests beside the answers.
func (i *Interview) Reload(app string) {
	i.load(app)
	i.suggest()
}

// Suggest lays further suggestions beside the answers, such as those of a list of
// applications, in place of those that it was given before.
func (i *Interview) Suggest(more []interview.Suggestion) {
	i.more = more
	i.suggest()
}

func (i *Interview) suggest() { i.Session.Suggest(i.suggestions(i.journal.Events())) }

// Reading is what the interview has come to, for what only reads.
func (i *Interview) Reading() Reading { return readingOf(i.Machine) }

// Close makes answers.yaml show the answers in force and gives the log back. The
// error is a *journal.ViewEditedError when a person edited that file and nobody decided on
// it; everything else is done then. A second Close does nothing.
func (i *Interview) Close() error {
	if i.closed {
		return nil
	}
	i.closed = true
	err := journal.WriteView(i.Workspace.Root, i.Answers(), i.bank, i.lang, i.settled)
	if i.Len() == 0 && i.view.State != journal.ViewMissing {
		err = nil // nothing was said: the file of a new workspace stays as it is
	}
	return errors.Join(err, i.journal.Close())
}

// load reads the stored assessment of an application.
func (i *Interview) load(app string) {
	delete(i.assessments, app)
	delete(i.broken, app)
	a, err := ReadAssessment(i.Workspace, app)
	switch {
	case err == nil:
		i.assessments[app] = a
	case !errors.Is(err, fs.ErrNotExist):
		i.broken[app] = journal.Problem{File: assessmentFile(app), Text: i18n.Textf("没有读懂：%[1]v", "it cannot be read: %[1]v", err)}
	}
}

func assessmentFile(app string) string { return path.Join("assessment", app+".json") }

// ReadAssessment reads the stored assessment of an application; the error wraps
// fs.ErrNotExist when there is none.
func ReadAssessment(w engagement.Workspace, app string) (assess.Assessment, error) {
	if err := engagement.CheckName(app); err != nil {
		return assess.Assessment{}, err
	}
	root, err := os.OpenRoot(w.Root)
	if err != nil {
		return assess.Assessment{}, fmt.Errorf("reading the assessment of %s: %w", app, err)
	}
	defer func() { _ = root.Close() }()
	f, err := root.Open(assessmentFile(app))
	if err != nil {
		return assess.Assessment{}, fmt.Errorf("reading the assessment of %s: %w", app, err)
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return assess.Assessment{}, fmt.Errorf("reading the assessment of %s: it is not a regular file", app)
	}
	return assess.Decode(f)
}

// applications are those of the workspace, with the components that were found.
func (i *Interview) applications(events []interview.Event) []interview.Application {
	var out []interview.Application
	for _, app := range i.Workspace.Config.Applications {
		a := interview.Application{Name: app.Name}
		if found, ok := i.assessments[app.Name]; ok {
			a.Components = prefill.Components(found, prefillOptions(app, events))
		}
		out = append(out, a)
	}
	return out
}

func (i *Interview) suggestions(events []interview.Event) []interview.Suggestion {
	var listed []prefill.Application
	for _, app := range i.Workspace.Config.Applications {
		listed = append(listed, prefill.Application{Name: app.Name, Place: engagement.ConfigFile})
	}
	out := prefill.Applications(i.bank, engagement.ConfigFile, listed)
	for _, app := range i.Workspace.Config.Applications {
		if a, ok := i.assessments[app.Name]; ok {
			out = append(out, prefill.Suggest(a, i.bank, prefillOptions(app, events))...)
		}
		out = append(out, prefill.SuggestRepository(i.bank, app.Name, repository(i.Workspace, app))...)
	}
	return append(out, i.more...)
}

// prefillOptions limit suggestions to what the workspace lists, under the names
// that answers use already.
func prefillOptions(app engagement.Application, events []interview.Event) prefill.Options {
	o := prefill.Options{Application: app.Name, Components: app.Components}
	for _, e := range events {
		if e.Place.App == app.Name && e.Place.Component != "" {
			o.Named = append(o.Named, e.Place.Component)
		}
	}
	return o
}
