// Package gantry is the steps of an engagement as functions: what the commands
// and the screens call. It puts the floors below together and holds no rules
// of its own.
package gantry

import (
	"bytes"
	"context"
	"time"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/rules"
	"github.com/gantry-ack/gantry/engagement"
)

// AssessOptions say how sources are assessed. The zero value is usable.
type AssessOptions struct {
	Rules    *rules.Set   // nil means those of the bank and, in a workspace, its own: see Rules
	Today    time.Time    // by which the age of an image is judged; the zero value judges none
	Progress ProgressFunc // hears of every step
}

// Assess reads a source (a directory, an archive, a git repository, a built jar
// or war, an image, a bundle) and returns what is known of it.
func Assess(ctx context.Context, source string, opt AssessOptions) (assess.Assessment, error) {
	a, _, err := assessAs(ctx, source, "", opt)
	return a, err
}

// AssessApplication assesses an application of a workspace and stores what is
// known of it, all components included. It returns the path of the document, too.
func AssessApplication(ctx context.Context, w engagement.Workspace, app engagement.Application, opt AssessOptions) (assess.Assessment, string, error) {
	if opt.Rules == nil {
		var err error
		if opt.Rules, err = Rules(&w, ""); err != nil {
			return assess.Assessment{}, "", err
		}
	}
	a, _, err := assessAs(ctx, SourceOf(w, app), app.Name, opt)
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
func assessAs(ctx context.Context, spec, app string, opt AssessOptions) (assess.Assessment, string, error) {
	opt.Progress.at(app, StepRead)
	src, err := openSource(ctx, spec, opt.Progress.layers(app))
	if err != nil {
		return assess.Assessment{}, "", err
	}
	defer func() { _ = src.close() }()
	a, err := src.assess(ctx, app, opt)
	return a, src.name, err
}
