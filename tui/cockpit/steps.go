// Package cockpit is the screens around the interview: the overview of an
// engagement, the assessment of an application with its findings and its judgement,
// the plan of the portfolio, what would be generated and how it differs from what is there, the checks, the reasons behind a
// generated file, and what goes out of the interview and comes into it.
package cockpit

import (
	"context"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/excerpt"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/screen"
)

// Report tells how far a step is.
type Report = func(screen.Progress)

// Steps are the steps of an engagement as the screens drive them: what the
// commands do. Those with a context run beside the screens and touch neither the
// session nor a screen; the others are called on the screens' side, so they are
// quick. Paths that a person types are relative to where the program was started.
type Steps interface {
	// Status looks at the workspace, and Preparation at its checklist.
	Status(ctx context.Context) (engagement.StatusReport, error)
	Preparation(ctx context.Context) ([]engagement.PreparationItem, error)

	// Source is where the source of an application is; false when gantry.yaml does not
	// list the application, which only the interview names then.
	Source(app string) (string, bool)
	// AddApplication lists an application in gantry.yaml with its source, a directory, an
	// archive or a git address, and asks about it from now on.
	AddApplication(name, source string) error

	// Stored is the assessment of an application that is in the workspace.
	Stored(app string) (assess.Assessment, bool, error)
	// Assess reads the source of an application and stores what is known of it.
	Assess(ctx context.Context, app string, report Report) (assess.Assessment, error)
	// Assessed takes a new stored assessment into the session, as evidence for the interview.
	Assessed(app string, a assess.Assessment)
	// Excerpt returns the lines around a place in an application's source.
	Excerpt(ctx context.Context, app string, at fact.Evidence) (excerpt.Excerpt, error)

	// Judge judges an application by its stored assessment, if there is one, and the answers
	// as they are now.
	Judge(app string) (classify.Judgement, error)
	// PlanStart is the first day of the migration in the stored plan, "" without one.
	PlanStart() portfolio.Date
	// Plan plans all applications from a day on, "" for the order alone; those that are not
	// assessed yet are assessed first. It stores the plan. Planned takes what was assessed
	// into the session, also when the work was stopped.
	Plan(ctx context.Context, start portfolio.Date, report Report) (gantry.Planning, error)
	Planned(p gantry.Planning)

	// Generate takes what the answers say now and returns the work that makes the
	// files of applications from it, of all without a name. A dry run writes nothing,
	// not even an assessment.
	Generate(apps []string, write fileset.Options) func(ctx context.Context, report Report) (gantry.Generation, error)
	// Output is the directory that Generate writes the files of an application to.
	Output(app string) string
	// Verify checks a directory. What it lacks of what is copied into images may be
	// in the source of the application; "" is none. Ready also asks for what only people
	// and the platform supply.
	Verify(ctx context.Context, dir, app string, ready bool) ([]verify.Finding, error)
	// Explain tells why a generated file is as it is: FILE or FILE#FIELD.
	Explain(ctx context.Context, file string) (gantry.Explanation, error)

	// Export takes the questions of a pass as they are now and returns the work that
	// writes them to a file, whose path it returns: the end of the name chooses between the workbook
	// and the answers file. Without replace, a file that is there makes an error that wraps fs.ErrExist.
	Export(file string, f interview.Filter, replace bool) func(ctx context.Context) (string, error)
	// Import takes what the answers say now and returns the work that reads a
	// workbook, an answers file or a list of applications. Nothing is taken yet.
	Import(file string) func(ctx context.Context) (ask.Incoming, error)
}
