package gantry

import (
	"context"

	"github.com/gantry-ack/gantry/assess/excerpt"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/image"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Excerpt reads the lines of an application's source around a piece of evidence,
// with secrets masked. An archive or a repository is opened for it, which takes as long as
// opening it for an assessment. The error is a *Refusal where there are no lines to show: of an image,
// and of a bundle, which holds none.
func Excerpt(ctx context.Context, w engagement.Workspace, app engagement.Application, at fact.Evidence) (excerpt.Excerpt, error) {
	path := SourceOf(w, app)
	if IsBundle(path) {
		return excerpt.Excerpt{}, &Refusal{Text: i18n.Text{ZH: "评估包里没有源码，只有位置：到客户那里对照查看", EN: "a bundle holds places without their source: look there on the customer's side"}}
	}
	if _, ok := image.ParseSpec(path); ok {
		return excerpt.Excerpt{}, &Refusal{Text: i18n.Text{ZH: "应用来自镜像，没有源码可看：gantry inspect 可列出镜像的内容", EN: "the application is an image, without source to show: gantry inspect lists what is in it"}}
	}
	src, err := scan.Open(ctx, path, scan.OpenOptions{})
	if err != nil {
		return excerpt.Excerpt{}, err
	}
	defer func() { _ = src.Close() }()
	return excerpt.Read(src.FS(), at)
}
