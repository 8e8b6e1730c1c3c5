package image

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/scan"
)

// TreeFunc assesses what a tree holds with the detectors.
type TreeFunc func(ctx context.Context, tree *scan.Tree, opt resolve.Options) (assess.Assessment, error)

// Assess opens an image, assesses it and closes it. Ages count up to now.
func Assess(ctx context.Context, spec string, opt Options, now time.Time) (assess.Assessment, error) {
	im, err := Open(ctx, spec, opt)
	if err != nil {
		return assess.Assessment{}, err
	}
	defer func() { _ = im.Close() }()
	return im.Assess(ctx, now, resolve.Assess)
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

// Assess assesses the application in the image by tree, which is given the part of it that holds the application, and adds
// what is found of the image itself. An image in which no program is recognised is one component by what its
// configuration says. Ages count up to now.
func (im *Image) Assess(ctx context.Context, now time.Time, tree TreeFunc) (assess.Assessment, error) {
	t, err := im.Tree(ctx)
	if err != nil {
		return assess.Assessment{}, fmt.Errorf("assessing the image %s: %w", im.Spec, err)
	}
	opt := resolve.Options{Name: im.Spec.AppName(), Detectors: im.Detectors()}
	a, err := tree(ctx, t, opt)
	if err == nil && len(a.Deployables()) == 0 {
		opt.Detectors = append(slices.Clone(opt.Detectors[:len(opt.Detectors)-1]), im.detector(true))
		a, err = tree(ctx, t, opt)
	}
	if err != nil {
		return a, fmt.Errorf("assessing the image %s: %w", im.Spec, err)
	}
	component := ""
	if d := a.Deployables(); len(d) == 1 {
		component = d[0].Name
	}
	for _, f := range im.Findings(now) {
		f.Component = component
		a.Findings = append(a.Findings, f)
	}
	return a, nil
}
