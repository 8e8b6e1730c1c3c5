package scan

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// ExtractLimits bounds what an archive may unpack to.
type ExtractLimits struct {
	Entries int   // files
	Bytes   int64 // all files together
	File    int64 // bytes of one file
	Ratio   int64 // unpacked bytes for each byte of the archive, once they are many
}

// DefaultExtractLimits lets every real source through.
func DefaultExtractLimits() ExtractLimits {
	return ExtractLimits{Entries: 300_000, Bytes: 4 << 30, File: 1 << 30, Ratio: 200}
}

// ErrArchiveLimit is in the error about an archive that unpacks to more than the limits.
var ErrArchiveLimit = errors.New("unpacks to more than a source would")

// ratioFrom is how many unpacked bytes it takes before the ratio counts: small
// archives of repetitive text pack well beyond it.
const ratioFrom = 64 << 20

// extract unpacks the archive into dir and returns what it left out. Folders that
// the walk would ignore are not unpacked.
func extract(ctx context.Context, name string, kind fileKind, dir string, lim ExtractLimits) ([]Skip, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	x := &extractor{ctx: ctx, root: root, lim: lim, packed: info.Size()}
	if kind == kindZip {
		err = x.zip(f)
	} else {
		err = x.compressedTar(f, kind)
	}
	return x.skips, err
}

type extractor struct {
	ctx     context.Context //nolint:containedctx // lives for one archive
	root    *os.Root
	lim     ExtractLimits
	packed  int64 // size of the archive
	entries int
	bytes   int64
	counted bool // the stream that entries are read from counts bytes already
	skips   []Skip
}

func (x *extractor) skip(name, zh, en string) {
	if len(x.skips) < x.lim.Entries {
		x.skips = append(x.skips, skipped(name, zh, en))
	}
}

// item is an entry of an archive of either kind.
type item struct {
	name string
	mode fs.FileMode
	open func() (io.ReadCloser, error)
}

// take unpacks one entry. An error ends the unpacking; whatever concerns the
// entry alone is a skip.
func (x *extractor) take(it item) error {
	if err := x.ctx.Err(); err != nil {
		return err
	}
	if x.entries++; x.entries > 4*x.lim.Entries {
		return fmt.Errorf("%w: more than %d entries", ErrArchiveLimit, x.lim.Entries)
	}
	name, ok := safeName(it.name)
	switch {
	case !ok:
		x.skip(name, "压缩包内的路径不安全", "unsafe path in the archive")
		return nil
	case name == ".", ignoredPath(name), it.mode.IsDir():
		return nil
	case !it.mode.IsRegular():
		x.skip(name, "压缩包内的链接或特殊文件，不解压", "link or special file in the archive, not unpacked")
		return nil
	}
	r, err := it.open()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	return x.write(name, it.mode, r)
}

func (x *extractor) write(name string, mode fs.FileMode, r io.Reader) error {
	if dir := path.Dir(name); dir != "." {
		if err := x.root.MkdirAll(dir, 0o755); err != nil {
			return x.unwritable(name, err)
		}
	}
	f, err := x.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644|mode.Perm()&0o111)
	if err != nil {
		return x.unwritable(name, err)
	}
	_, err = io.Copy(f, &boundedReader{x: x, r: r, left: x.lim.File, total: !x.counted})
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// unwritable leaves out an entry whose name clashes with another one or that the
// disk does not accept as a name; a disk that is full ends it all.
func (x *extractor) unwritable(name string, err error) error {
	if errors.Is(err, fs.ErrPermission) || noSpace(err) {
		return err
	}
	x.skip(name, "文件名与其他条目冲突，或系统不支持", "its name clashes with another entry or is not possible here")
	return nil
}

// boundedReader counts what it reads against the limits of the archive, and
// stops when the context ends.
type boundedReader struct {
	x     *extractor
	r     io.Reader
	left  int64
	total bool // counts for the archive as a whole
}

// Read reads while the limits hold.
func (b *boundedReader) Read(p []byte) (int, error) {
	if err := b.x.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	if b.total {
		b.x.bytes += int64(n)
	}
	switch lim := b.x.lim; {
	case b.left < 0:
		return n, fmt.Errorf("%w: more than %d bytes", ErrArchiveLimit, lim.File)
	case b.x.bytes > lim.Bytes:
		return n, fmt.Errorf("%w: more than %d bytes together", ErrArchiveLimit, lim.Bytes)
	case b.x.bytes > ratioFrom && b.x.bytes/lim.Ratio > b.x.packed:
		return n, fmt.Errorf("%w: more than %d times the size of the archive", ErrArchiveLimit, lim.Ratio)
	}
	return n, err
}

var driveRE = regexp.MustCompile(`^[A-Za-z]:`)

// safeName turns the name of an entry into a slash-separated path below the
// root; false when it is none. Names that are not UTF-8 come from Chinese Windows.
func safeName(raw string) (string, bool) {
	name := raw
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	name = strings.TrimSuffix(strings.ReplaceAll(name, `\`, "/"), "/")
	for strings.HasPrefix(name, "./") {
		name = name[2:]
	}
	if name == "" {
		return ".", true
	}
	bad := !fs.ValidPath(name) || driveRE.MatchString(name) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == utf8.RuneError })
	return name, !bad
}

// ignoredPath tells whether the walk would not come to the path.
func ignoredPath(name string) bool {
	dir, base := path.Split(name)
	for part := range strings.SplitSeq(dir, "/") {
		if ignoredDir(part) {
			return true
		}
	}
	return strings.HasPrefix(base, "._") || base == ".DS_Store"
}
