package gantry

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/image"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/scan"
)

// source is what an application is assessed from, opened.
type source struct {
	name string // for the application, from where the source is
	// files are those of the source, to look up what a build copies; nil when there are none at hand.
	files  fs.FS
	assess func(ctx context.Context, app string, opt AssessOptions) (assess.Assessment, error)
	close  func() error
}

// openSource opens what a person names as the source of an application. Layers hears which layer of an image is read.
func openSource(ctx context.Context, spec string, layers func(layer, of int)) (source, error) {
	if IsBundle(spec) {
		return openBundle(spec)
	}
	if _, ok := image.ParseSpec(spec); ok {
		return openImage(ctx, spec, layers)
	}
	src, err := scan.Open(ctx, spec, scan.OpenOptions{})
	if err != nil {
		return source{}, err
	}
	return source{
		name: src.Name, files: src.FS(), close: src.Close,
		assess: func(ctx context.Context, app string, opt AssessOptions) (assess.Assessment, error) {
			if src.Program {
				return assessProgram(ctx, src, app, opt)
			}
			return assessTree(ctx, src, app, opt)
		},
	}, nil
}

// assessTree walks a source once and assesses what it holds.
func assessTree(ctx context.Context, src *scan.Source, app string, opt AssessOptions) (assess.Assessment, error) {
	opt.Progress.observe(app, src)
	tree, err := src.Tree(ctx, scan.DefaultLimits())
	if err != nil {
		return assess.Assessment{}, fmt.Errorf("assessing %s: %w", src.Name, err)
	}
	opt.Progress.at(app, StepAssess)
	set, err := opt.rules()
	if err != nil {
		return assess.Assessment{}, err
	}
	return resolve.Assess(ctx, tree, resolve.Options{Name: src.Name, Rules: set})
}
