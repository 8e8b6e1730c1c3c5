package gantry

import (
	"context"

	"github.com/gantry-ack/gantry/assess/excerpt"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/engagement"
)

// Excerpt reads the lines of an application's source around a piece of evidence,
// with secrets masked. An archive or a repository is opened for it, which takes as long as
// opening it for an assessment.
func Excerpt(ctx context.Context, w engagement.Workspace, app engagement.Application, at fact.Evidence) (excerpt.Excerpt, error) {
	src, err := scan.Open(ctx, w.SourcePath(app), scan.OpenOptions{})
	if err != nil {
		return excerpt.Excerpt{}, err
	}
	defer func() { _ = src.Close() }()
	return excerpt.Read(src.FS(), at)
}
