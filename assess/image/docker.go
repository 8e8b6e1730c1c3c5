package image

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// saved is an image in the manifest.json of docker save.
type saved struct {
	Config   string   `json:"Config"`
	RepoTags []string `json:"RepoTags"`
	Layers   []string `json:"Layers"`
}

// fromDocker reads what docker save writes. Its layers have no digests; they are checked against those that the
// configuration gives for them unpacked.
func fromDocker(s store, ref string, lim Limits) (source, error) {
	raw, err := document(s, "manifest.json", lim.Document)
	if err != nil {
		return source{}, err
	}
	var images []saved
	if err := json.Unmarshal(raw, &images); err != nil {
		return source{}, fmt.Errorf("reading manifest.json: %w: %w", ErrDamaged, err)
	}
	im, err := chooseSaved(images, ref)
	if err != nil {
		return source{}, err
	}
	if len(im.Layers) > lim.Layers {
		return source{}, fmt.Errorf("reading manifest.json: %w: %d layers", ErrLimit, len(im.Layers))
	}
	var out source
	if len(im.RepoTags) > 0 {
		out.ref = im.RepoTags[0]
	}
	name, err := cleanName(im.Config)
	if err != nil {
		return source{}, err
	}
	if out.config, err = document(s, name, lim.Document); err != nil {
		return source{}, fmt.Errorf("reading the configuration: %w: %w", ErrDamaged, err)
	}
	for _, l := range im.Layers {
		name, err := cleanName(l)
		if err != nil {
			return source{}, err
		}
		r, size, err := s.open(name)
		if err != nil {
			return source{}, fmt.Errorf("reading layer %.100s: %w: %w", l, ErrDamaged, err)
		}
		_ = r.Close()
		out.layers = append(out.layers, layerSource{size: size, open: func(context.Context) (io.ReadCloser, error) {
			r, _, err := s.open(name)
			return r, err
		}})
	}
	return out, nil
}

func chooseSaved(images []saved, ref string) (saved, error) {
	var all []string
	for _, im := range images {
		if ref != "" && slices.ContainsFunc(im.RepoTags, func(t string) bool { return sameName(t, ref) }) {
			return im, nil
		}
		all = append(all, im.RepoTags...)
	}
	all = all[:min(len(all), 20)]
	switch {
	case len(images) == 0:
		return saved{}, fmt.Errorf("reading manifest.json: %w: it lists none", ErrNoImage)
	case ref != "":
		return saved{}, fmt.Errorf("finding %s: %w; there are %s", ref, ErrNotFound, strings.Join(all, ", "))
	case len(images) > 1:
		return saved{}, fmt.Errorf("reading manifest.json: %w, give :TAG behind the path: %s", ErrAmbiguous, strings.Join(all, ", "))
	}
	return images[0], nil
}
