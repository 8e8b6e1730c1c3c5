package image

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path"
	"strings"
)

// layerRead is what a reading of a layer came to.
type layerRead struct {
	files int
	bytes int64 // of its files
}

// errEnough ends the reading of a layer before its end.
var errEnough = errors.New("enough was read")

// read unpacks a layer, lets read have it and checks its digests, which takes reading all of it. Before are the
// bytes that other layers unpacked to.
func (l layerSource) read(ctx context.Context, lim Limits, before int64, read func(io.Reader) error) (unpacked int64, err error) {
	body, err := l.open(ctx)
	if err != nil {
		return 0, err
	}
	defer body.Close()
	in := &counted{ctx: ctx, r: body}
	sum, diff := digester(l.digest), digester(l.diffID)
	r, free, err := unpack(io.TeeReader(in, sum))
	if err != nil {
		return 0, damage(err)
	}
	defer free()
	out := &bounded{r: r, lim: lim, packed: l.size, before: before}
	tee := io.TeeReader(out, diff)
	if err := read(tee); errors.Is(err, errEnough) {
		return out.n, nil
	} else if err != nil {
		return out.n, damage(err)
	}
	if _, err := io.Copy(io.Discard, tee); err != nil { // what is behind the end of the tar is hashed as well
		return out.n, damage(err)
	}
	if _, err := io.Copy(sum, in); err != nil {
		return out.n, damage(err)
	}
	return out.n, errors.Join(same(l.digest, sum), same(l.diffID, diff))
}

// digester hashes a stream, unless there is nothing to compare with: hashing takes longer than all else.
func digester(want string) hash.Hash {
	if want == "" {
		return nothing{}
	}
	return sha256.New()
}

// nothing is a hash that does not work.
type nothing struct{ hash.Hash }

// Write takes everything.
func (nothing) Write(p []byte) (int, error) { return len(p), nil }

func same(want string, got hash.Hash) error {
	if want != "" && want != "sha256:"+hex.EncodeToString(got.Sum(nil)) {
		return fmt.Errorf("%w: %.80s", ErrDigest, want)
	}
	return nil
}

// entries calls visit for every entry of a layer.
func entries(r io.Reader, visit func(name string, h *tar.Header, body io.Reader) error) error {
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		name, err := cleanName(h.Name)
		if err != nil {
			return err
		}
		if err := visit(name, h, t); err != nil {
			return err
		}
	}
}

const whiteout = ".wh."

// list puts the entries of a layer on top of the lower ones. Deletions concern lower layers only.
func (s *squash) list(r io.Reader) (layerRead, error) {
	var out layerRead
	err := entries(r, func(name string, h *tar.Header, _ io.Reader) error {
		if s.entries++; s.entries > s.lim.Entries {
			return fmt.Errorf("%w: more than %d entries", ErrLimit, s.lim.Entries)
		}
		if h.Size > s.lim.Unpacked {
			return fmt.Errorf("%w: the entry %.120q says it has %d bytes", ErrLimit, h.Name, h.Size)
		}
		base := path.Base(name)
		switch {
		case base == whiteout+whiteout+".opq":
			return s.empty(path.Dir(name))
		case strings.HasPrefix(base, whiteout+whiteout):
			return nil // of the storage driver
		case strings.HasPrefix(base, whiteout):
			return s.delete(path.Join(path.Dir(name), strings.TrimPrefix(base, whiteout)))
		}
		n := s.node(name, h)
		if n == nil {
			return nil
		}
		if n.file != nil && h.Typeflag != tar.TypeLink {
			out.files++
			out.bytes += n.file.size
		}
		return s.add(name, n)
	})
	return out, err
}

// node makes the node of an entry; nil for a hard link to nothing.
func (s *squash) node(name string, h *tar.Header) *node {
	n := &node{layer: s.layer, mode: h.FileInfo().Mode() & (fs.ModePerm | fs.ModeSetuid)}
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeGNUSparse:
		n.file = &file{layer: s.layer, path: name, size: h.Size, mtime: h.ModTime.Unix()}
	case tar.TypeDir:
		n.mode |= fs.ModeDir
		n.children = map[string]*node{}
	case tar.TypeSymlink:
		n.mode, n.link = fs.ModeSymlink|0o777, h.Linkname
		if len(n.link) > 4096 {
			n.link = ""
		}
	case tar.TypeLink:
		target, err := cleanName(h.Linkname)
		if err != nil {
			target = ""
		}
		to := s.root.find(target, false)
		if to == nil || to.file == nil {
			s.broken++
			return nil
		}
		n.file, n.mode = to.file, to.mode
	default: // devices and pipes are there and never opened
		n.mode |= fs.ModeIrregular
	}
	return n
}
