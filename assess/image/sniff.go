package image

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// packing is how a stream is compressed, by its first bytes: media types lie often enough.
type packing int

const (
	plain packing = iota
	gzipped
	zstandard
)

func packingOf(head []byte) packing {
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return gzipped
	case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
		return zstandard
	}
	return plain
}

// maxWindow is the most memory that unpacking may take, in bytes.
const maxWindow = 128 << 20

// unpack returns the unpacked stream of r and a function that frees what it takes.
func unpack(r io.Reader) (io.Reader, func(), error) {
	head := make([]byte, 4)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	r = io.MultiReader(bytes.NewReader(head[:n]), r)
	switch packingOf(head[:n]) {
	case gzipped:
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, nil, err
		}
		return z, func() { _ = z.Close() }, nil
	case zstandard:
		z, err := zstd.NewReader(r, zstd.WithDecoderMaxMemory(maxWindow), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	}
	return r, func() {}, nil
}

// firstRE is how the archives of images begin: blobs, a file of an OCI layout, or what docker save names by hashes.
var firstRE = regexp.MustCompile(`^(\./)?(blobs/?$|blobs/sha256|oci-layout$|index\.json$|manifest\.json$|repositories$|(sha256:)?[0-9a-f]{64}(/|\.json$|\.tar(\.gz)?$|$))`)

// archiveKind tells an archive of an image by what is in it. Of a compressed one only the begin is looked at.
func archiveKind(at string) (Kind, bool) {
	f, err := openRegular(at)
	if err != nil {
		return "", false
	}
	defer f.Close()
	r, free, err := unpack(f)
	if err != nil {
		return "", false
	}
	defer free()
	h, err := tar.NewReader(io.LimitReader(r, 8<<20)).Next()
	if err != nil || !firstRE.MatchString(h.Name) {
		return "", false
	}
	if packed(f) {
		return LayoutArchive, !strings.HasSuffix(h.Name, ".json") || len(h.Name) > 64
	}
	again, err := os.Open(at)
	if err != nil {
		return "", false
	}
	s, err := openTar(again, again)
	if err != nil {
		return DockerArchive, true // as far as can be seen; opening it says what is wrong
	}
	defer func() { _ = s.close() }()
	return s.kind()
}

// openRegular opens a file that is one: opening a pipe would wait for ever.
func openRegular(at string) (*os.File, error) {
	info, err := os.Stat(at)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file; give the tarball itself", at)
	}
	return os.Open(at)
}

func packed(f *os.File) bool {
	head := make([]byte, 4)
	_, err := f.ReadAt(head, 0)
	return err == nil && packingOf(head) != plain
}

// kind tells what an archive is. What docker save writes today is both, of which the layout tells more.
func (s *tarStore) kind() (Kind, bool) {
	switch {
	case s.has("index.json") && s.has("oci-layout"):
		return LayoutArchive, true
	case s.has("manifest.json"):
		return DockerArchive, true
	}
	return "", false
}

// openArchive opens a tar for reading at will; one that is compressed is unpacked first.
func openArchive(ctx context.Context, at string, lim Limits, temp string) (*tarStore, error) {
	f, err := openRegular(at)
	if err != nil {
		return nil, err
	}
	if !packed(f) {
		return openTar(f, cancelled{ctx, f})
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	r, free, err := unpack(cancelled{ctx, f})
	if err != nil {
		return nil, damage(err)
	}
	defer free()
	out, err := spool(temp)
	if err != nil {
		return nil, err
	}
	in := &bounded{r: r, lim: lim, packed: info.Size()}
	if _, err := io.Copy(out, in); err != nil {
		return nil, errors.Join(fmt.Errorf("unpacking the archive: %w", damage(err)), out.Close())
	}
	if _, err := out.Seek(0, io.SeekStart); err != nil {
		return nil, errors.Join(err, out.Close())
	}
	return openTar(out, cancelled{ctx, out})
}
