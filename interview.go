package gantry

import (
	"context"
	"errors"
	"io"
	"time"

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
	material

	journal *journal.Journal
	lang    i18n.Lang
	view    journal.View
	settled string
	closed  bool
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
	i := &Interview{material: gather(w, bank), journal: j, lang: opt.Lang}
	if i.lang == "" {
		i.lang = w.Config.Language
	}
	machine := i.machine(j.Device(), j.Events())
	i.Session = interview.NewSession(machine, j, opt.Now, opt.By)
	if i.view, err = journal.ReadView(w.Root, machine.Answers(), bank); err != nil {
		return nil, errors.Join(err, j.Close())
	}
	return i, nil
}

// Problems are what was found wrong in the files of the interview: logs, stored
// assessments, events that could not be taken as they are.
func (i *Interview) Problems() []journal.Problem {
	return append(i.journal.Problems(), i.material.problems(i.Machine)...)
}

// View is survey/answers.yaml as it was when the interview was opened, with what
// a person edited in it. When it is Open, somebody should decide on it.
func (i *Interview) View() journal.View { return i.view }

// SettleView says that what a person edited in answers.yaml was taken or dropped,
// so that Close may replace it.
func (i *Interview) SettleView() { i.settled = i.view.Print }

// Sync makes everything safe from a cut of power.
func (i *Interview) Sync() error { return i.journal.Sync() }

// Reload reads the assessments of applications anew, after they were assessed, and
// lays what they suggest beside the answers.
func (i *Interview) Reload(apps ...string) {
	for _, app := range apps {
		i.load(app)
	}
	i.renew()
}

// AddApplication writes an application into gantry.yaml and asks about it from now on.
// The error is an *engagement.Refusal when it cannot be taken.
func (i *Interview) AddApplication(a engagement.Application) error {
	w, err := engagement.AddApplication(i.Workspace, a)
	if err != nil {
		return err
	}
	i.Workspace = w
	for _, app := range w.Config.Applications { // the file may list more that are new
		i.load(app.Name)
	}
	i.renew()
	return nil
}

func (i *Interview) renew() {
	i.Declare(i.applications(i.journal.Events()))
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
