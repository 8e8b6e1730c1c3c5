package scan

import (
	"archive/tar"
	"archive/zip"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	"github.com/klauspost/compress/zstd"
)

// errBroken says what to do about an archive that cannot be read to its end.
var errBroken = errors.New("the archive is damaged or cut off, copy it again")

const encryptedZip = 0x1 // general purpose bit 0

func (x *extractor) zip(f *os.File) error {
	r, err := zip.NewReader(f, x.packed)
	if err != nil {
		return broken(err)
	}
	if len(r.File) > 4*x.lim.Entries {
		return fmt.Errorf("%w: more than %d entries", ErrArchiveLimit, x.lim.Entries)
	}
	for _, e := range r.File {
		if e.Flags&encryptedZip != 0 {
			return errors.New("the archive is encrypted, unpack it and give the directory")
		}
		if err := x.take(item{name: e.Name, mode: e.Mode(), open: e.Open}); err != nil {
			return broken(err)
		}
	}
	return nil
}

func (x *extractor) compressedTar(f *os.File, kind fileKind) error {
	switch kind {
	case kindGzip:
		z, err := gzip.NewReader(f)
		if err != nil {
			return broken(err)
		}
		defer z.Close()
		return x.tar(z)
	case kindBzip2:
		return x.tar(bzip2.NewReader(f))
	case kindZstd:
		z, err := zstd.NewReader(f, zstd.WithDecoderMaxMemory(256<<20), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return broken(err)
		}
		defer z.Close()
		return x.tar(z)
	}
	return x.tar(f)
}

func (x *extractor) tar(r io.Reader) error {
	// The bounds hold for what is skipped over as well, or a bomb inside an
	// ignored folder would still be unpacked.
	x.counted = true
	t := tar.NewReader(&boundedReader{x: x, r: r, left: x.lim.Bytes, total: true})
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken(err)
		}
		mode := h.FileInfo().Mode()
		if h.Typeflag == tar.TypeLink {
			mode = os.ModeIrregular
		}
		open := func() (io.ReadCloser, error) { return io.NopCloser(t), nil }
		if err := x.take(item{name: h.Name, mode: mode, open: open}); err != nil {
			return broken(err)
		}
	}
}

// broken adds what to do to the errors of a damaged archive.
func broken(err error) error {
	for _, damage := range []error{zip.ErrFormat, zip.ErrChecksum, tar.ErrHeader, gzip.ErrHeader, gzip.ErrChecksum, io.ErrUnexpectedEOF} {
		if errors.Is(err, damage) {
			return fmt.Errorf("%w (%w)", errBroken, err)
		}
	}
	if _, ok := errors.AsType[bzip2.StructuralError](err); ok {
		return fmt.Errorf("%w (%w)", errBroken, err)
	}
	return err
}

// noSpace tells whether the disk is full; 112 is how Windows says so.
func noSpace(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.Errno(112))
}
