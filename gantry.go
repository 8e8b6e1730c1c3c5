// Package gantry is the steps of an engagement as functions: what the commands
// and the screens call. It puts the floors below together and holds no rules
// of its own.
package gantry

import (
	"bytes"
	"context"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement"
)

// Assess reads a source (a directory, an archive, a git repository, a built jar
// or war) and returns what is known of it.
func Assess(ctx context.Context, source string) (assess.Assessment, error) {
	a, _, err := assessAs(ctx, source, "", nil)
	return a, err
}

// AssessApplication assesses an application of a workspace and stores what is
// known of it, all components included. It returns the path of the document, too.
func AssessApplication(ctx context.Context, w engagement.Workspace, app engagement.Application, progress ProgressFunc) (assess.Assessment, string, error) {
	a, _, err := assessAs(ctx, sourceOf(w, app), app.Name, progress)
	if err != nil {
		return a, "", err
	}
	path, err := StoreAssessment(w, app.Name, a)
	return a, path, err
}

// StoreAssessment replaces the assessment of an application and returns its path.
func StoreAssessment(w engagement.Workspace, application string, a assess.Assessment) (string, error) {
	var b bytes.Buffer
	if err := a.Encode(&b); err != nil {
		return "", err
	}
	return w.StoreAssessment(application, b.Bytes())
}

// assessAs returns the name of the source, too.
func assessAs(ctx context.Context, spec, app string, progress ProgressFunc) (assess.Assessment, string, error) {
	progress.at(app, StepRead)
	src, err := openSource(ctx, spec)
	if err != nil {
		return assess.Assessment{}, "", err
	}
	defer func() { _ = src.close() }()
	a, err := src.assess(ctx, app, progress)
	return a, src.name, err
}
