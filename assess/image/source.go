package image

import (
	"context"
	"io"
)

// source is an image with its documents read and its layers not yet.
type source struct {
	ref       string
	digest    string // of the manifest; "" when it has none
	platforms []string
	notes     map[string]string // annotations of the manifest
	config    []byte
	layers    []layerSource
	close     func() error
}

// layerSource is a layer that can be opened any number of times.
type layerSource struct {
	digest  string // of it as it is transferred; "" when it is not told
	diffID  string // of it unpacked
	media   string
	size    int64 // as it is transferred, in bytes; -1 when it is not told
	foreign bool  // kept elsewhere, and never fetched
	open    func(ctx context.Context) (io.ReadCloser, error)
}
