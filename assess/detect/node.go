package detect

import (
	"context"
	"errors"

	"github.com/gantry-ack/gantry/assess/internal/node"
)

// nodeDetector finds the packages of npm, yarn and pnpm with their workspaces:
// servers, sites that are built to static files, sites that are rendered on the
// server, and libraries.
func nodeDetector() Detector {
	return Detector{Name: "node", Globs: []string{"**/package.json"}, Run: runNode}
}

func runNode(ctx context.Context, in Input) (Output, error) {
	modules, problems, err := node.Analyse(ctx, in.Tree, in.Paths)
	if err != nil {
		return Output{}, err
	}
	var out Output
	for _, m := range modules {
		out.Modules = append(out.Modules, Module{Path: m.Path, Facts: m.Facts})
	}
	errs := make([]error, 0, len(problems))
	for _, p := range problems {
		errs = append(errs, &FileError{Path: p.Path, Line: p.Line, Err: p.Err})
	}
	return out, errors.Join(errs...)
}
