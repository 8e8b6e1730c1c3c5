package image

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// node is a name in the squashed file system.
type node struct {
	name     string
	mode     fs.FileMode // type and permissions
	layer    int
	link     string // target of a symbolic link
	file     *file  // of a regular file
	children map[string]*node
	opaque   int // layer that emptied it of lower ones, plus one
}

// file is the content of a regular file, which several names may share.
type file struct {
	layer int
	path  string // in the layer
	size  int64
	mtime int64 // seconds since 1970
	names int
	kept  bool
	at    int64 // in the spool
}

func (n *node) dir() bool     { return n.mode.IsDir() }
func (n *node) symlink() bool { return n.mode&fs.ModeSymlink != 0 }

func newDir(name string, layer int) *node {
	return &node{name: name, mode: fs.ModeDir | 0o755, layer: layer, children: map[string]*node{}}
}

// sorted returns the children by name.
func (n *node) sorted() []*node {
	out := make([]*node, 0, len(n.children))
	for _, c := range n.children {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b *node) int { return strings.Compare(a.name, b.name) })
	return out
}

// Removed is a file of a layer that a later layer deletes or replaces: it is in the image and nobody sees it.
type Removed struct {
	Path  string `json:"path"`
	Layer int    `json:"layer"` // that holds it, from 0
	By    int    `json:"by"`
	Bytes int64  `json:"bytes"`

	file *file
}

// squash puts layers on top of each other, as a container runtime does.
type squash struct {
	root    *node
	lim     Limits
	layer   int
	entries int
	steps   int // taken to remove what later layers delete
	removed []Removed
	broken  int // links to nothing
}

func newSquash(lim Limits) *squash { return &squash{root: newDir(".", -1), lim: lim} }

const maxLinks = 40 // symbolic links on the way to a file

// find looks a path up and follows symbolic links; the last element only when last is set. Links lead
// nowhere outside of the root.
func (n *node) find(name string, last bool) *node {
	at := n.way(name, last)
	if at == nil {
		return nil
	}
	return at[len(at)-1]
}

// real returns the path of what a name leads to, without links; "" when it leads to nothing.
func (n *node) real(name string) string {
	at := n.way(name, true)
	if at == nil {
		return ""
	}
	elems := []string{"."}
	for _, a := range at[1:] {
		elems = append(elems, a.name)
	}
	return path.Join(elems...)
}

// way returns the nodes from the root to what a name leads to.
func (n *node) way(name string, last bool) []*node {
	at, todo := []*node{n}, elements(name)
	for hops := 0; len(todo) > 0; {
		elem := todo[0]
		todo = todo[1:]
		if elem == ".." {
			at = at[:max(1, len(at)-1)]
			continue
		}
		next := at[len(at)-1].children[elem]
		switch {
		case next == nil:
			return nil
		case next.symlink() && (last || len(todo) > 0):
			if hops++; hops > maxLinks {
				return nil
			}
			if path.IsAbs(next.link) {
				at = at[:1]
			}
			todo = append(elements(next.link), todo...)
			if len(todo) > 4*maxPath {
				return nil
			}
			continue
		}
		at = append(at, next)
	}
	return at
}

const maxPath = 1024 // elements of a path

func elements(name string) []string {
	return slices.DeleteFunc(strings.Split(name, "/"), func(e string) bool { return e == "" || e == "." })
}

// parent returns the directory of a path, which is made where it is missing, or replaces what is in its way.
func (s *squash) parent(name string) (*node, string, error) {
	at := s.root
	elems := elements(name)
	for i, elem := range elems[:len(elems)-1] {
		next := at.children[elem]
		if next != nil && next.symlink() {
			next = s.root.find(strings.Join(elems[:i+1], "/"), true)
		}
		if next == nil || !next.dir() {
			if err := s.drop(at.children[elem], strings.Join(elems[:i+1], "/")); err != nil {
				return nil, "", err
			}
			next = newDir(elem, s.layer)
			at.children[elem] = next
		}
		at = next
	}
	return at, elems[len(elems)-1], nil
}

// add puts an entry into the tree.
func (s *squash) add(name string, n *node) error {
	if strings.Count(name, "/") >= s.lim.Depth {
		return fmt.Errorf("%w: directories lie more than %d deep in each other", ErrHostile, s.lim.Depth)
	}
	if name == "." {
		return nil
	}
	dir, base, err := s.parent(name)
	if err != nil {
		return err
	}
	n.name = base
	old := dir.children[base]
	if old != nil && old.dir() && n.dir() {
		old.mode, old.layer = n.mode, n.layer
		return nil
	}
	if n.file != nil {
		n.file.names++
	}
	if err := s.drop(old, name); err != nil {
		return err
	}
	dir.children[base] = n
	return nil
}

// delete takes a name of lower layers away.
func (s *squash) delete(name string) error {
	dir := s.root.find(path.Dir(name), true)
	if dir == nil || !dir.dir() {
		return nil
	}
	old := dir.children[path.Base(name)]
	if old == nil {
		return nil
	}
	left, err := s.prune(old, name)
	if !left {
		delete(dir.children, old.name)
	}
	return err
}

// empty takes everything of lower layers out of a directory.
func (s *squash) empty(name string) error {
	dir := s.root.find(name, true)
	if dir == nil || !dir.dir() || dir.opaque == s.layer+1 {
		return nil
	}
	dir.opaque = s.layer + 1
	for _, c := range dir.sorted() {
		left, err := s.prune(c, path.Join(name, c.name))
		if err != nil {
			return err
		}
		if !left {
			delete(dir.children, c.name)
		}
	}
	return nil
}

// prune takes what is of lower layers off a node and tells whether something is left.
func (s *squash) prune(n *node, name string) (left bool, err error) {
	if s.steps++; s.steps > steps*s.lim.Entries {
		return false, fmt.Errorf("%w: its layers delete the same names over and over", ErrHostile)
	}
	left = n.layer == s.layer
	for _, c := range n.sorted() {
		l, err := s.prune(c, path.Join(name, c.name))
		if err != nil {
			return left, err
		}
		if !l {
			delete(n.children, c.name)
		}
		left = left || l
	}
	if !left {
		s.lost(n, name)
	}
	return left, nil
}

// drop forgets a node that another takes the place of.
func (s *squash) drop(n *node, name string) error {
	if n == nil {
		return nil
	}
	if s.steps++; s.steps > steps*s.lim.Entries {
		return fmt.Errorf("%w: its layers replace the same names over and over", ErrHostile)
	}
	for _, c := range n.sorted() {
		if err := s.drop(c, path.Join(name, c.name)); err != nil {
			return err
		}
	}
	s.lost(n, name)
	return nil
}

// lost notes a file that nobody sees any more.
func (s *squash) lost(n *node, name string) {
	if n.file == nil {
		return
	}
	n.file.names--
	if n.file.names == 0 && n.file.layer < s.layer {
		s.removed = append(s.removed, Removed{Path: name, Layer: n.file.layer, By: s.layer, Bytes: n.file.size, file: n.file})
	}
}

// walk calls f for every node below n in the order of their paths; where f returns false for a directory, it is not entered.
func (n *node) walk(dir string, f func(name string, n *node) bool) {
	for _, c := range n.sorted() {
		name := path.Join(dir, c.name)
		if f(name, c) && c.dir() {
			c.walk(name, f)
		}
	}
}

func (f *file) time() time.Time { return time.Unix(f.mtime, 0).UTC() }
