package detect

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// TestBeyondGolden runs the three detectors over each tree, as they run together.
func TestBeyondGolden(t *testing.T) {
	globs := slices.Concat(phpDetector().Globs, dotnetDetector().Globs, rubyDetector().Globs)
	goldenFacts(t, "testdata/beyond", Detector{Name: "beyond", Globs: globs, Run: runBeyond})
}

func runBeyond(ctx context.Context, in Input) (Output, error) {
	var all Output
	var errs []error
	for _, d := range []Detector{phpDetector(), dotnetDetector(), rubyDetector()} {
		out, err := d.Run(ctx, Input{Tree: in.Tree, Paths: in.Tree.Match(d.Globs...)})
		all.Modules = append(all.Modules, out.Modules...)
		errs = append(errs, err)
	}
	return all, errors.Join(errs...)
}
