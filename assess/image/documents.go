package image

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// fetcher gets the documents of an image and its layers, from a store or from a registry.
type fetcher interface {
	// document returns a manifest, index or configuration of at most size bytes, checked against the digest.
	document(ctx context.Context, d v1.Descriptor) ([]byte, error)
	layer(d v1.Descriptor) func(ctx context.Context) (io.ReadCloser, error)
}

// maxIndexes is how deep indexes may lie in each other.
const maxIndexes = 3

// fromIndex chooses the image of the platform out of an index.
func fromIndex(ctx context.Context, f fetcher, raw []byte, opt Options, depth int) (source, error) {
	var index v1.IndexManifest
	if err := json.Unmarshal(raw, &index); err != nil {
		return source{}, fmt.Errorf("reading the index: %w: %w", ErrDamaged, err)
	}
	if depth >= maxIndexes {
		return source{}, fmt.Errorf("reading the index: %w: indexes lie in each other", ErrHostile)
	}
	chosen, platforms, err := choose(index.Manifests, opt.Platform)
	if err != nil {
		return source{}, err
	}
	b, err := f.document(ctx, chosen)
	if err != nil {
		return source{}, err
	}
	var s source
	if chosen.MediaType.IsIndex() {
		s, err = fromIndex(ctx, f, b, opt, depth+1)
	} else {
		s, err = fromManifest(ctx, f, b, chosen, opt.Limits)
	}
	s.platforms = append(platforms, s.platforms...)
	s.ref = cmp.Or(s.ref, chosen.Annotations[wholeName])
	return s, err
}

// choose finds the entry of an index for the platform, or the only one. What is beside an image,
// such as its provenance, is none.
func choose(entries []v1.Descriptor, want string) (v1.Descriptor, []string, error) {
	var images []v1.Descriptor
	var platforms []string
	for _, d := range entries {
		p := d.Platform
		if !d.MediaType.IsImage() && !d.MediaType.IsIndex() || p != nil && (p.OS == "unknown" || p.Architecture == "unknown") {
			continue
		}
		images = append(images, d)
		if p != nil && p.OS != "" {
			platforms = append(platforms, p.String())
		}
	}
	if len(images) == 1 {
		return images[0], platforms, nil
	}
	for _, d := range images {
		if d.Platform != nil && matches(*d.Platform, want) {
			return d, platforms, nil
		}
	}
	switch {
	case len(images) == 0:
		return v1.Descriptor{}, nil, fmt.Errorf("reading the index: %w: it lists none", ErrNoImage)
	case len(platforms) == 0:
		return v1.Descriptor{}, nil, fmt.Errorf("reading the index: %w, give :TAG behind the path: %s", ErrAmbiguous, strings.Join(tags(images), ", "))
	}
	return v1.Descriptor{}, nil, fmt.Errorf("choosing %s: %w; there are %s", want, ErrPlatform, strings.Join(platforms, ", "))
}

func matches(p v1.Platform, want string) bool {
	w, err := v1.ParsePlatform(want)
	return err == nil && p.OS == w.OS && p.Architecture == w.Architecture && (w.Variant == "" || p.Variant == w.Variant)
}

// refName is the annotation by which a layout names its images.
const refName = "org.opencontainers.image.ref.name"

// wholeName is the one by which docker and containerd name them, with registry and repository.
const wholeName = "io.containerd.image.name"

func tags(images []v1.Descriptor) []string {
	var out []string
	for _, d := range images {
		if t := cmp.Or(d.Annotations[wholeName], d.Annotations[refName]); t != "" && len(out) < 20 {
			out = append(out, t)
		}
	}
	return out
}

// fromManifest reads a manifest and the configuration that it names.
func fromManifest(ctx context.Context, f fetcher, raw []byte, d v1.Descriptor, lim Limits) (source, error) {
	var m v1.Manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return source{}, fmt.Errorf("reading the manifest: %w: %w", ErrDamaged, err)
	}
	if m.SchemaVersion == 1 {
		return source{}, fmt.Errorf("reading the manifest: %w that is read: schema 1 was given up in 2017, push it again with a current tool", ErrNoImage)
	}
	if !m.Config.MediaType.IsConfig() {
		return source{}, fmt.Errorf("reading the manifest: %w but an artefact of type %.80q", ErrNoImage, m.Config.MediaType)
	}
	if len(m.Layers) > lim.Layers {
		return source{}, fmt.Errorf("reading the manifest: %w: %d layers", ErrLimit, len(m.Layers))
	}
	s := source{digest: d.Digest.String(), notes: m.Annotations}
	for i, l := range m.Layers {
		if !layerType(l.MediaType) {
			return s, fmt.Errorf("reading the manifest: %w: layer %d is of type %.80q", ErrNoImage, i, l.MediaType)
		}
		s.layers = append(s.layers, layerSource{
			digest: l.Digest.String(), media: string(l.MediaType), size: l.Size, foreign: !l.MediaType.IsDistributable(), open: f.layer(l),
		})
	}
	var err error
	s.config, err = f.document(ctx, m.Config)
	return s, err
}

func layerType(m types.MediaType) bool {
	return m.IsLayer() || !m.IsDistributable()
}

// storeFetcher reads the blobs of an OCI layout.
type storeFetcher struct {
	store store
	limit int64
}

func blobName(d v1.Hash) string { return "blobs/" + d.Algorithm + "/" + d.Hex }

func (f storeFetcher) document(_ context.Context, d v1.Descriptor) ([]byte, error) {
	b, err := document(f.store, blobName(d.Digest), f.limit)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading %s: %w: it is missing", d.Digest, ErrDamaged)
	}
	if err != nil {
		return nil, err
	}
	return b, checkDocument(b, d)
}

func (f storeFetcher) layer(d v1.Descriptor) func(context.Context) (io.ReadCloser, error) {
	return func(context.Context) (io.ReadCloser, error) {
		r, size, err := f.store.open(blobName(d.Digest))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("reading %s: %w: it is missing", d.Digest, ErrDamaged)
		case err == nil && size != d.Size:
			return nil, errors.Join(fmt.Errorf("reading %s: %w: it has %d bytes and should have %d", d.Digest, ErrDamaged, size, d.Size), r.Close())
		}
		return r, err
	}
}

// checkDocument compares a document with its digest.
func checkDocument(b []byte, d v1.Descriptor) error {
	sum := sha256.Sum256(b)
	if d.Digest.Algorithm != "sha256" || d.Digest.Hex != hex.EncodeToString(sum[:]) {
		return fmt.Errorf("reading %s: %w", d.Digest, ErrDigest)
	}
	return nil
}

// fromLayout reads an OCI layout.
func fromLayout(ctx context.Context, s store, ref string, opt Options) (source, error) {
	raw, err := document(s, "index.json", opt.Limits.Document)
	if err != nil {
		return source{}, err
	}
	var index v1.IndexManifest
	if err := json.Unmarshal(raw, &index); err != nil {
		return source{}, fmt.Errorf("reading index.json: %w: %w", ErrDamaged, err)
	}
	if ref != "" {
		named := slices.DeleteFunc(slices.Clone(index.Manifests), func(d v1.Descriptor) bool { return !named(d, ref) })
		if len(named) == 0 {
			return source{}, fmt.Errorf("finding %s: %w; there are %s", ref, ErrNotFound, strings.Join(tags(index.Manifests), ", "))
		}
		index.Manifests = named
		if raw, err = json.Marshal(index); err != nil {
			return source{}, err
		}
	}
	return fromIndex(ctx, storeFetcher{s, opt.Limits.Document}, raw, opt, 0)
}

func named(d v1.Descriptor, ref string) bool {
	return d.Annotations[refName] == ref || d.Digest.String() == ref || sameName(d.Annotations[wholeName], ref)
}

// sameName tells whether two references mean the same: team/shop is docker.io/team/shop:latest.
func sameName(a, b string) bool {
	x, errX := name.ParseReference(a)
	y, errY := name.ParseReference(b)
	return errX == nil && errY == nil && x.Name() == y.Name()
}
