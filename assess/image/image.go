package image

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/google/go-containerregistry/pkg/authn"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// Options says how an image is opened. The zero value is usable: it takes the logins that the user has with
// docker or podman.
type Options struct {
	Platform  string // OS/ARCH[/VARIANT]; "" is linux/amd64, or the only one that there is
	TempDir   string // for layers and contents; "" is the system's place
	Limits    Limits // zero means DefaultLimits
	Keychain  authn.Keychain
	Transport Transport // nil is one with time limits
	Insecure  bool      // lets a registry that is not on this machine be asked without TLS
	// Progress hears which layer is read, from 1, of how many; nil is allowed.
	Progress func(layer, of int)
}

func (o Options) withDefaults() Options {
	if o.Limits == (Limits{}) {
		o.Limits = DefaultLimits()
	}
	if o.Platform == "" {
		o.Platform = "linux/amd64"
	}
	if o.Keychain == nil {
		o.Keychain = authn.DefaultKeychain
	}
	return o
}

// Image is an image that was read. Close must be called.
type Image struct {
	Spec   Spec
	source source
	config *v1.ConfigFile
	layers []Layer
	tree   *squash
	files  fileSystem
	apps   []string // paths that hold the application, without links
	starts []string // files that the start command names, likewise
	found  evidence
	temp   string
}

// Open reads an image: its documents, the list of what is in its layers, and the content of the files that tell
// something. Only a reference at a registry uses the network.
func Open(ctx context.Context, spec string, opt Options) (*Image, error) {
	s, ok := ParseSpec(spec)
	if !ok {
		return nil, fmt.Errorf("opening %s: %w; give a reference with its tag, an OCI layout, or a file that docker save wrote", spec, ErrNoImage)
	}
	opt = opt.withDefaults()
	temp, err := os.MkdirTemp(opt.TempDir, "gantry-image-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary directory: %w", err)
	}
	im := &Image{Spec: s, temp: temp}
	if err := im.read(ctx, opt); err != nil {
		return nil, errors.Join(fmt.Errorf("reading the image %s: %w", s, err), im.Close())
	}
	return im, nil
}

// Close removes what Open put on disk. The file system must not be used afterwards.
func (im *Image) Close() error {
	var errs []error
	if im.files.spool != nil {
		errs = append(errs, im.files.spool.Close())
	}
	if im.source.close != nil {
		errs = append(errs, im.source.close())
	}
	return errors.Join(append(errs, os.RemoveAll(im.temp))...)
}

// FS returns the squashed file system. Everything is listed in it; only the content of the files that tell
// something can be read, and of others ErrNotKept is the error.
func (im *Image) FS() fs.FS { return im.files }

func (im *Image) read(ctx context.Context, opt Options) error {
	var err error
	if im.source, err = im.documents(ctx, opt); err != nil {
		return err
	}
	if im.Spec.Ref == "" {
		im.Spec.Ref = im.source.ref
	}
	if im.config, err = v1.ParseConfigFile(bytes.NewReader(im.source.config)); err != nil {
		return fmt.Errorf("reading the configuration: %w: %w", ErrDamaged, err)
	}
	if err := im.matchLayers(); err != nil {
		return err
	}
	if err := im.listLayers(ctx, opt); err != nil {
		return err
	}
	if im.files.spool, err = spool(im.temp); err != nil {
		return err
	}
	im.starts, im.apps = im.startFiles(), im.applicationPaths()
	if err := im.keep(ctx, opt.Limits, im.wanted()); err != nil {
		return err
	}
	if err := im.examine(ctx); err != nil {
		return err
	}
	return im.showConfig()
}

// documents reads manifest and configuration, wherever the image is.
func (im *Image) documents(ctx context.Context, opt Options) (source, error) {
	switch im.Spec.Kind {
	case Registry:
		return fromRegistry(ctx, im.Spec.Ref, opt, im.temp)
	case Layout:
		dir, err := openDir(im.Spec.Path)
		if err != nil {
			return source{}, err
		}
		s, err := fromLayout(ctx, dir, im.Spec.Ref, opt)
		s.close = dir.close
		return s, err
	}
	archive, err := openArchive(ctx, im.Spec.Path, opt.Limits, im.temp)
	if err != nil {
		return source{}, err
	}
	kind, ok := archive.kind()
	im.Spec.Kind = kind
	var s source
	switch {
	case !ok:
		err = fmt.Errorf("%w: neither manifest.json nor index.json is in it", ErrNoImage)
	case kind == DockerArchive:
		s, err = fromDocker(archive, im.Spec.Ref, opt.Limits)
	default:
		s, err = fromLayout(ctx, archive, im.Spec.Ref, opt)
	}
	s.close = archive.close
	return s, err
}

const maxHistory = 4000

// matchLayers checks that manifest and configuration speak of the same layers, and gives the layers the digests that they must have unpacked.
func (im *Image) matchLayers() error {
	ids := im.config.RootFS.DiffIDs
	if len(im.config.History) > maxHistory {
		return fmt.Errorf("reading the configuration: %w: a history of %d entries", ErrHostile, len(im.config.History))
	}
	if len(ids) != len(im.source.layers) {
		return fmt.Errorf("reading the configuration: %w: it names %d layers and the manifest %d", ErrDamaged, len(ids), len(im.source.layers))
	}
	for i, id := range ids {
		im.source.layers[i].diffID = id.String()
	}
	return nil
}

// listLayers reads every layer once.
func (im *Image) listLayers(ctx context.Context, opt Options) error {
	im.tree = newSquash(opt.Limits)
	var packed, unpacked int64
	for i, l := range im.source.layers {
		if opt.Progress != nil {
			opt.Progress(i+1, len(im.source.layers))
		}
		layer := Layer{Index: i, Digest: l.digest, MediaType: l.media, Packed: l.size, Foreign: l.foreign}
		if packed += max(0, l.size); packed > opt.Limits.Packed {
			return fmt.Errorf("reading layer %d: %w: more than %d bytes to transfer", i, ErrLimit, opt.Limits.Packed)
		}
		if !l.foreign {
			im.tree.layer = i
			var got layerRead
			n, err := l.read(ctx, opt.Limits, unpacked, func(r io.Reader) (err error) {
				got, err = im.tree.list(r)
				return err
			})
			if err != nil {
				return fmt.Errorf("reading layer %d: %w", i, err)
			}
			unpacked += n
			layer.Files, layer.Bytes = got.files, got.bytes
		}
		im.layers = append(im.layers, layer)
	}
	return nil
}

// keep reads the layers again for the content of the wanted files.
func (im *Image) keep(ctx context.Context, lim Limits, want map[int]map[string]*file) error {
	var at int64
	count := 0
	for i, l := range im.source.layers {
		if len(want[i]) == 0 || l.foreign {
			continue
		}
		l.digest, l.diffID = "", "" // which were compared when it was listed
		_, err := l.read(ctx, lim, 0, func(r io.Reader) error {
			return entries(r, func(name string, h *tar.Header, body io.Reader) error {
				f := want[i][name]
				if f == nil || f.size != h.Size || count >= lim.Files || at+f.size > lim.Kept {
					return nil
				}
				n, err := io.Copy(im.files.spool, io.LimitReader(body, f.size))
				if err != nil {
					return err
				}
				f.at, f.kept, f.size = at, true, n
				at += n
				count++
				return nil
			})
		})
		if err != nil {
			return fmt.Errorf("reading layer %d again: %w", i, err)
		}
	}
	return nil
}
