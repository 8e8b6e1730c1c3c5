// Package scan opens a customer's source and walks it once. What it returns is a
// Tree: a bounded, sorted list of files that detectors match globs against and
// read from. Nothing that it reads is trusted.
package scan

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Entry is a regular file of the tree. Path is slash-separated and relative to
// the root; Size is in bytes.
type Entry struct {
	Path string
	Size int64
}

// Skip is something that the walk left out, and why.
type Skip struct {
	Path   string
	Reason i18n.Text
}

// Tree is the result of one walk. It is safe for concurrent use.
type Tree struct {
	fsys    fs.FS
	entries []Entry
	byPath  map[string]int
	byBase  map[string][]int
	skips   []Skip
	texts   *textCache
}

func newTree(fsys fs.FS, entries []Entry, skips []Skip) *Tree {
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	t := &Tree{fsys: fsys, entries: entries, skips: skips, texts: newTextCache(),
		byPath: make(map[string]int, len(entries)), byBase: make(map[string][]int)}
	for i, e := range entries {
		t.byPath[e.Path] = i
		base := path.Base(e.Path)
		t.byBase[base] = append(t.byBase[base], i)
	}
	return t
}

// FS returns the file system that was walked.
func (t *Tree) FS() fs.FS { return t.fsys }

// Entries returns all files, sorted by path. The caller must not change it.
func (t *Tree) Entries() []Entry { return t.entries }

// Skips returns what the walk left out, sorted by path.
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
	if dir == "." || dir == "" {
		return t.entries
	}
	lo, _ := slices.BinarySearchFunc(t.entries, dir+"/", func(e Entry, p string) int { return strings.Compare(e.Path, p) })
	hi := lo
	for hi < len(t.entries) && strings.HasPrefix(t.entries[hi].Path, dir+"/") {
		hi++
	}
	return t.entries[lo:hi]
}

// HasDir tells whether the tree has a file below dir.
func (t *Tree) HasDir(dir string) bool { return len(t.Under(dir)) > 0 }

// Match returns the paths that match any of the doublestar patterns, sorted,
// each once. A pattern that is malformed matches nothing.
func (t *Tree) Match(globs ...string) []string {
	hits := map[int]bool{}
	for _, g := range globs {
		for _, i := range t.candidates(g) {
			if !hits[i] && doublestar.MatchUnvalidated(g, t.entries[i].Path) {
				hits[i] = true
			}
		}
	}
	out := make([]string, 0, len(hits))
	for i := range hits {
		out = append(out, t.entries[i].Path)
	}
	slices.Sort(out)
	return out
}

// candidates narrows a pattern whose last element is a plain name to the files
// of that name, which is nearly every pattern that detectors use.
func (t *Tree) candidates(glob string) []int {
	if base := path.Base(glob); !strings.ContainsAny(base, `*?[{\`) {
		return t.byBase[base]
	}
	all := make([]int, len(t.entries))
	for i := range all {
		all[i] = i
	}
	return all
}
