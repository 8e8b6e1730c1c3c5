package scan

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// MaxText is the largest file that Text returns, in bytes.
const MaxText = 4 << 20

// Text returns the content of a file as UTF-8: a byte order mark is dropped,
// UTF-16 with a mark is decoded, and what is not valid UTF-8 is decoded as
// GB18030, the superset of GBK and GB2312. A larger file than MaxText, and one
// with NUL bytes, is an error.
func (t *Tree) Text(name string) (string, error) {
	if s, ok := t.texts.get(name); ok {
		return s, nil
	}
	b, err := t.Bytes(name, MaxText)
	if err != nil {
		return "", err
	}
	s, err := decode(b)
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", name, err)
	}
	t.texts.put(name, s)
	return s, nil
}

// Bytes returns the content of a file of at most limit bytes.
func (t *Tree) Bytes(name string, limit int64) ([]byte, error) {
	f, err := t.fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("reading %s: larger than %d bytes", name, limit)
	}
	return b, nil
}

func decode(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		u, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
		return string(u), err
	case bytes.IndexByte(b, 0) >= 0:
		return "", fmt.Errorf("not a text file")
	}
	b = bytes.TrimPrefix(b, []byte{0xEF, 0xBB, 0xBF})
	if utf8.Valid(b) {
		return string(b), nil
	}
	g, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	return string(g), err
}

// textCache keeps small texts, since several detectors read the same build and
// configuration files.
type textCache struct {
	mu    sync.Mutex
	texts map[string]string
	size  int
}

const (
	cachedText = 64 << 10 // largest text kept
	cacheSize  = 8 << 20  // all of them
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
