// Package scan opens a customer's source and walks it once. What it returns is a
// Tree: a bounded, sorted list of files that detectors match globs against and
// read from. Nothing that it reads is trusted.
package scan

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Entry is a regular file of the tree. Path is slash-separated and relative to
// the root; Size is in bytes.
type Entry struct {
	Path string
	Size int64
}

// Skip is something that was left out, and why.
type Skip struct {
	Path   string
	Reason i18n.Text
}

// Tree is the result of one walk. It is safe for concurrent use.
type Tree struct {
	fsys    fs.FS
	entries []Entry
	byPath  map[string]int32
	byBase  map[string][]int32
	byExt   map[string][]int32
	bases   func() []string // the keys of byBase, sorted
	skips   []Skip
	texts   *textCache
}

func newTree(fsys fs.FS, entries []Entry, skips []Skip) *Tree {
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(skips, func(a, b Skip) int { return strings.Compare(a.Path, b.Path) })
	t := &Tree{
		fsys: fsys, entries: entries, skips: skips, texts: newTextCache(),
		byPath: make(map[string]int32, len(entries)),
		byBase: make(map[string][]int32),
		byExt:  make(map[string][]int32),
	}
	for i, e := range entries {
		n := int32(i)
		t.byPath[e.Path] = n
		base := path.Base(e.Path)
		t.byBase[base] = append(t.byBase[base], n)
		t.byExt[path.Ext(base)] = append(t.byExt[path.Ext(base)], n)
	}
	t.bases = sync.OnceValue(func() []string {
		out := make([]string, 0, len(t.byBase))
		for b := range t.byBase {
			out = append(out, b)
		}
		slices.Sort(out)
		return out
	})
	return t
}

// FS returns the file system that was walked.
func (t *Tree) FS() fs.FS { return t.fsys }

// Entries returns all files, sorted by path. The caller must not change it.
func (t *Tree) Entries() []Entry { return t.entries }

// Skips returns what was left out, sorted by path.
func (t *Tree) Skips() []Skip { return t.skips }

// Has tells whether the path is a regular file of the tree.
func (t *Tree) Has(name string) bool {
	_, ok := t.byPath[name]
	return ok
}

// Size returns the size of a file in bytes, or -1 when the tree has no such file.
func (t *Tree) Size(name string) int64 {
	if i, ok := t.byPath[name]; ok {
		return t.entries[i].Size
	}
	return -1
}

// Under returns the files in dir and below it, sorted; dir "." is the root.
func (t *Tree) Under(dir string) []Entry {
	lo, hi := t.span(dir)
	return t.entries[lo:hi]
}

// span returns where the files below dir stand in entries.
func (t *Tree) span(dir string) (lo, hi int) {
	if dir == "." || dir == "" {
		return 0, len(t.entries)
	}
	before := func(e Entry, p string) int { return strings.Compare(e.Path, p) }
	lo, _ = slices.BinarySearchFunc(t.entries, dir+"/", before)
	hi, _ = slices.BinarySearchFunc(t.entries, dir+"0", before) // '0' follows '/'
	return lo, hi
}

// HasDir tells whether the tree has a file below dir.
func (t *Tree) HasDir(dir string) bool { return len(t.Under(dir)) > 0 }
