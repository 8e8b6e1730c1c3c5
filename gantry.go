// Package gantry is the steps of an engagement as functions: what the commands
// and the screens call. It puts the floors below together and holds no rules
// of its own.
package gantry

import (
	"context"
	"fmt"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/scan"
)

// Assess reads a source (a directory, an archive, a git repository, a built jar
// or war) and returns what is known of it.
func Assess(ctx context.Context, source string) (assess.Assessment, error) {
	src, err := scan.Open(ctx, source, scan.OpenOptions{})
	if err != nil {
		return assess.Assessment{}, err
	}
	defer func() { _ = src.Close() }()
	return assessSource(ctx, src)
}

func assessSource(ctx context.Context, src *scan.Source) (assess.Assessment, error) {
	tree, err := src.Tree(ctx, scan.DefaultLimits())
	if err != nil {
		return assess.Assessment{}, fmt.Errorf("assessing %s: %w", src.Name, err)
	}
	return resolve.Assess(ctx, tree, resolve.Options{Name: src.Name})
}
