package gantry

import (
	"context"
	"runtime"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement"
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
// out, in the order of the targets and never from two goroutines at once. Only as many assessments as
// there are cores wait for their turn, so that memory does not grow with the number of targets. An
// error of each ends it; one of a target is handed to each.
func AssessEach(ctx context.Context, targets []Target, opt AssessOptions, each func(Assessed) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results := make([]chan Assessed, len(targets))
	for i := range results {
		results[i] = make(chan Assessed, 1)
	}
	turns := make(chan struct{}, runtime.GOMAXPROCS(0))
	go func() {
		for i, t := range targets {
			select {
			case turns <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() { results[i] <- t.assess(ctx, opt) }()
		}
	}()
	for i := range targets {
		select {
		case r := <-results[i]:
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := each(r); err != nil {
				return err
			}
			<-turns
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
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
