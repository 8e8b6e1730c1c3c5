package gantry

import (
	"context"
	"time"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/image"
	"github.com/gantry-ack/gantry/assess/scan"
)

// openImage opens an image as the source of an application.
func openImage(ctx context.Context, spec string, layers func(layer, of int)) (source, error) {
	im, err := image.Open(ctx, spec, image.Options{Progress: layers})
	if err != nil {
		return source{}, err
	}
	return source{
		name: im.Spec.AppName(), files: im.FS(), close: im.Close,
		assess: func(ctx context.Context, app string, opt AssessOptions) (assess.Assessment, error) {
			opt.Progress.at(app, StepAssess)
			set, err := opt.rules()
			if err != nil {
				return assess.Assessment{}, err
			}
			return im.Assess(ctx, set, opt.Today)
		},
	}, nil
}

// assessProgram assesses a program of which nothing but the file is there.
func assessProgram(ctx context.Context, src *scan.Source, app string, opt AssessOptions) (assess.Assessment, error) {
	tree, err := src.Tree(ctx, scan.DefaultLimits())
	if err != nil {
		return assess.Assessment{}, err
	}
	opt.Progress.at(app, StepAssess)
	return image.AssessProgram(ctx, tree, src.Name)
}

// Inspection is an image and what is found of it.
type Inspection struct {
	image.Report
	Findings []assess.Finding `json:"findings"`
}

// InspectOptions says how an image is inspected.
type InspectOptions struct {
	Platform string // as image.Options has it
	Insecure bool
	Today    time.Time    // as AssessOptions has it
	Progress ProgressFunc // hears of every layer
}

// Inspect reads an image and tells what it is.
func Inspect(ctx context.Context, spec string, opt InspectOptions) (Inspection, error) {
	im, err := image.Open(ctx, spec, image.Options{Platform: opt.Platform, Insecure: opt.Insecure, Progress: opt.Progress.layers("")})
	if err != nil {
		return Inspection{}, err
	}
	defer func() { _ = im.Close() }()
	return Inspection{im.Report(opt.Today), im.Findings(opt.Today)}, nil
}
