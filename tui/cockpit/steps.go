// Package cockpit is the screens around the interview: the overview of an
// engagement, the assessment of an application with its findings, what would be
// generated and how it differs from what is there, the checks, and the reasons
// behind a generated file.
package cockpit

import (
	"context"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/tui/screen"
)

// Report tells how far a step is.
type Report func(screen.Progress)

// Steps are the steps of an engagement as the screens drive them: what the
// commands do. They touch neither the session nor a screen, so that they run
// beside it.
type Steps interface {
	// Status looks at the workspace.
	Status() (engagement.StatusReport, error)
	// Stored is the assessment of an application that is in the workspace.
	Stored(app string) (assess.Assessment, bool, error)
	// Assess reads the source of an application and stores what is known of it.
	Assess(ctx context.Context, app string, report Report) (assess.Assessment, error)
	// Assessed takes a new assessment into the session, as evidence for the
	// interview. Unlike the others it is called on the screen's side.
	Assessed(app string, a assess.Assessment)
	// Excerpt returns lines of a file of the application's source around a line,
	// with the number of the first of them.
	Excerpt(ctx context.Context, app, path string, line int) (lines []string, first int, err error)
	// Generate takes what the answers say now and returns the work that makes the
	// files of an application from it; a preview writes nothing. Like Assessed it is
	// called on the screen's side, while the work runs beside it.
	Generate(app string, preview bool) func(ctx context.Context, report Report) (gantry.Migration, error)
	// Output is the directory that Generate writes to.
	Output(app string) string
	// Verify checks what was generated; ready also asks for what only people and the
	// platform supply.
	Verify(ctx context.Context, app string, ready bool) ([]verify.Finding, error)
	// Explain tells why a generated file is as it is.
	Explain(app, path, field string) (gantry.Explanation, error)
}
