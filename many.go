package gantry

import (
	"context"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/internal/ordered"
)

// Target is something to assess: a source or, in a workspace, an application of it.
type Target struct {
	Source      string
	Application engagement.Application // the zero value outside of a workspace
	Workspace   *engagement.Workspace
}

// Assessed is what came out for a target.
type Assessed struct {
	Target
	Name       string // of the application, else of the source
	Assessment assess.Assessment
	Stored     string // path of the assessment in the workspace; "" when it was not stored
	Err        error
}

// AssessEach assesses targets, as many at a time as there are cores, and calls each with what came
// out, in the order of the targets and never from two goroutines at once. An error of each ends it;
// one of a target is handed to each.
func AssessEach(ctx context.Context, targets []Target, opt AssessOptions, each func(Assessed) error) error {
	return ordered.Each(ctx, len(targets), func(ctx context.Context, i int) Assessed {
		return targets[i].assess(ctx, opt)
	}, each)
}

func (t Target) assess(ctx context.Context, opt AssessOptions) Assessed {
	out := Assessed{Target: t, Name: t.Application.Name}
	if t.Application.Name == "" {
		out.Assessment, out.Name, out.Err = assessAs(ctx, t.Source, "", opt)
		return out
	}
	out.Assessment, out.Stored, out.Err = AssessApplication(ctx, *t.Workspace, t.Application, opt)
	return out
}
