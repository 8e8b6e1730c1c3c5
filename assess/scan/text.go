package scan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
)

// MaxText is the largest file that Text returns, in bytes.
const MaxText = 4 << 20

// Errors about the content of a file, to be told from a disk that cannot be read.
var (
	ErrNotText  = errors.New("not a text file")
	ErrFileSize = errors.New("larger than a file that is read as a whole")
	errSpecial  = errors.New("not a regular file")
)

// Text returns the content of a file as UTF-8: a byte order mark is dropped,
// UTF-16 with a mark is decoded, and what is not valid UTF-8 is taken for
// GB18030, the superset of GBK and GB2312, or for Latin-1, whichever it looks
// like. A larger file than MaxText, and one with NUL bytes, is an error.
func (t *Tree) Text(name string) (string, error) {
	if s, ok := t.texts.get(name); ok {
		return s, nil
	}
	b := t.texts.buffer()
	defer t.texts.reuse(b)
	if err := t.read(b, name, MaxText); err != nil {
		return "", err
	}
	s, err := decode(b.Bytes())
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", name, err)
	}
	t.texts.put(name, s)
	return s, nil
}

// Bytes returns the content of a file of at most limit bytes.
func (t *Tree) Bytes(name string, limit int64) ([]byte, error) {
	var b bytes.Buffer
	if err := t.read(&b, name, limit); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// read puts the content of a file into an empty buffer.
func (t *Tree) read(b *bytes.Buffer, name string, limit int64) error {
	size := t.Size(name)
	if size < 0 { // not seen by the walk: opening a pipe would wait for ever
		info, err := fs.Stat(t.fsys, name)
		if err == nil && !info.Mode().IsRegular() {
			err = errSpecial
		}
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		size = info.Size()
	}
	if size > limit {
		return fmt.Errorf("reading %s: %w: more than %d bytes", name, ErrFileSize, limit)
	}
	f, err := t.fsys.Open(name)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	defer f.Close()
	b.Grow(int(size) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(f, limit+1)); err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	if int64(b.Len()) > limit { // it grew since
		return fmt.Errorf("reading %s: %w: more than %d bytes", name, ErrFileSize, limit)
	}
	return nil
}

// textCache keeps small texts, since several detectors read the same build and
// configuration files.
type textCache struct {
	mu      sync.Mutex
	texts   map[string]string
	size    int
	buffers sync.Pool // to read into, since every text is a copy of what was read
}

const (
	cachedText = 64 << 10 // largest text kept
	cacheSize  = 2 << 20  // all of them
)

func newTextCache() *textCache { return &textCache{texts: map[string]string{}} }

func (c *textCache) get(name string) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.texts[name]
	return s, ok
}

func (c *textCache) put(name, s string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.texts[name]; ok || len(s) > cachedText || c.size+len(s) > cacheSize {
		return
	}
	c.texts[name] = s
	c.size += len(s)
}

func (c *textCache) buffer() *bytes.Buffer {
	if b, ok := c.buffers.Get().(*bytes.Buffer); ok {
		return b
	}
	return &bytes.Buffer{}
}

// reuse takes a buffer back, if it is of a usual size.
func (c *textCache) reuse(b *bytes.Buffer) {
	if b.Cap() <= 4*cachedText {
		b.Reset()
		c.buffers.Put(b)
	}
}
