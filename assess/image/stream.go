package image

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// cancelled is a file whose reading ends with the context.
type cancelled struct {
	ctx context.Context //nolint:containedctx // lives as long as one reading
	f   *os.File
}

// Read reads while the context lasts.
func (c cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.f.Read(p)
}

// Seek lets a tar be listed without reading all of it.
func (c cancelled) Seek(offset int64, whence int) (int64, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.f.Seek(offset, whence)
}

// bounded is an unpacked stream that ends in an error where it is too long. Before counts what other streams
// have used of the limit already.
type bounded struct {
	r      io.Reader
	lim    Limits
	packed int64 // 0 when it is not known
	before int64
	n      int64
}

// Read reads while the limits hold.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.n += int64(n)
	switch {
	case b.before+b.n > b.lim.Unpacked:
		return n, fmt.Errorf("%w: more than %d bytes unpacked", ErrLimit, b.lim.Unpacked)
	case b.lim.Ratio > 0 && b.packed > 0 && b.n > b.lim.RatioOf && b.n/b.lim.Ratio > b.packed:
		return n, fmt.Errorf("%w: unpacks to more than %d times its size", ErrHostile, b.lim.Ratio)
	}
	return n, err
}

// counted counts what is read of a stream that is transferred.
type counted struct {
	ctx context.Context //nolint:containedctx // lives as long as one reading
	r   io.Reader
	n   int64
}

// Read reads while the context lasts.
func (c *counted) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// damage adds what to do to the errors of streams that cannot be read to their end.
func damage(err error) error {
	for _, d := range []error{
		tar.ErrHeader, gzip.ErrHeader, gzip.ErrChecksum, io.ErrUnexpectedEOF, zstd.ErrCRCMismatch, zstd.ErrMagicMismatch, zstd.ErrBlockTooSmall,
		zstd.ErrCompressedSizeTooBig, zstd.ErrUnexpectedBlockSize, zstd.ErrReservedBlockType,
	} {
		if errors.Is(err, d) {
			return fmt.Errorf("%w (%w)", ErrDamaged, err)
		}
	}
	if _, ok := errors.AsType[flate.CorruptInputError](err); ok {
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	for _, d := range []error{zstd.ErrDecoderSizeExceeded, zstd.ErrWindowSizeExceeded, tar.ErrFieldTooLong} {
		if errors.Is(err, d) {
			return fmt.Errorf("%w (%w)", ErrHostile, err)
		}
	}
	return err
}

// spool makes a temporary file in a directory that is removed as a whole.
func spool(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, "image-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary file: %w", err)
	}
	return f, nil
}
