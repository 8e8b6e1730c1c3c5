package image

import (
	"context"
	"fmt"
	"time"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/rules"
	"github.com/gantry-ack/gantry/assess/scan"
)

// Assess opens an image, assesses it with the rules, which may be nil, and closes it. Ages count up to now.
func Assess(ctx context.Context, spec string, opt Options, set *rules.Set, now time.Time) (assess.Assessment, error) {
	im, err := Open(ctx, spec, opt)
	if err != nil {
		return assess.Assessment{}, err
	}
	defer func() { _ = im.Close() }()
	return im.Assess(ctx, set, now)
}

// Tree walks the part of the image that holds the application. Paths in it are those of the image.
//
// Where there is none it holds the configuration alone.
func (im *Image) Tree(ctx context.Context) (*scan.Tree, error) {
	apps := im.apps
	if len(apps) == 0 {
		apps = []string{ConfigPath}
	}
	return scan.Walk(ctx, im.files.view(apps), scan.DefaultLimits())
}

// Assess assesses the application in the image, as if what is there of it were its source, and adds what is found of the
// image itself. An image in which no program is recognised is one component by what its configuration says.
// Rules may be nil; ages count up to now, and are not judged when it is zero.
func (im *Image) Assess(ctx context.Context, set *rules.Set, now time.Time) (assess.Assessment, error) {
	tree, err := im.Tree(ctx)
	if err != nil {
		return assess.Assessment{}, fmt.Errorf("assessing the image %s: %w", im.Spec, err)
	}
	opt := resolve.Options{Name: im.Spec.AppName(), Home: im.home(), Detectors: im.Detectors(), Rules: set, More: im.about(now)}
	a, err := resolve.Assess(ctx, tree, opt)
	if err == nil && len(a.Deployables()) == 0 {
		opt.Detectors[len(opt.Detectors)-1] = im.detector(true)
		a, err = resolve.Assess(ctx, tree, opt)
	}
	if err != nil {
		return a, fmt.Errorf("assessing the image %s: %w", im.Spec, err)
	}
	return a, nil
}

// about gives the findings about the image to the component in it, where that is one alone.
func (im *Image) about(now time.Time) func(assess.Assessment) []assess.Finding {
	return func(a assess.Assessment) []assess.Finding {
		out := im.Findings(now)
		if d := a.Deployables(); len(d) == 1 {
			for i := range out {
				out[i].Component = d[0].Name
			}
		}
		return out
	}
}
