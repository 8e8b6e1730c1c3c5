package fileset

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// FS returns a read-only view of the set, for what reads an fs.FS: checks can run before anything is written.
// Times of modification are zero.
func (s Set) FS() fs.FS {
	v := &view{nodes: map[string]*node{".": {name: ".", mode: fs.ModeDir | 0o755}}}
	for _, f := range s.files {
		v.nodes[f.Path] = &node{name: path.Base(f.Path), mode: f.Mode, content: f.Content}
		v.link(f.Path)
	}
	for _, n := range v.nodes {
		slices.SortFunc(n.entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return v
}

// view is a tree in memory, complete when made and never changed after.
type view struct {
	nodes map[string]*node
}

// link enters name into its directory, making directories as needed.
func (v *view) link(name string) {
	for name != "." {
		dir := path.Dir(name)
		parent, known := v.nodes[dir]
		if !known {
			parent = &node{name: path.Base(dir), mode: fs.ModeDir | 0o755}
			v.nodes[dir] = parent
		}
		parent.entries = append(parent.entries, fs.FileInfoToDirEntry(v.nodes[name]))
		if known {
			return
		}
		name = dir
	}
}

func (v *view) find(op, name string) (*node, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	n, ok := v.nodes[name]
	if !ok {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return n, nil
}

// Open implements [fs.FS].
func (v *view) Open(name string) (fs.File, error) {
	n, err := v.find("open", name)
	if err != nil {
		return nil, err
	}
	if n.IsDir() {
		return &openDir{node: n}, nil
	}
	return &openFile{node: n, Reader: bytes.NewReader(n.content)}, nil
}

// Stat implements [fs.StatFS].
func (v *view) Stat(name string) (fs.FileInfo, error) {
	n, err := v.find("stat", name)
	if err != nil {
		return nil, err
	}
	return n, nil
}

// ReadFile implements [fs.ReadFileFS]; the bytes are the caller's.
func (v *view) ReadFile(name string) ([]byte, error) {
	n, err := v.find("read", name)
	if err != nil {
		return nil, err
	}
	if n.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errIsDirectory()}
	}
	return append([]byte{}, n.content...), nil
}

// ReadDir implements [fs.ReadDirFS].
func (v *view) ReadDir(name string) ([]fs.DirEntry, error) {
	n, err := v.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if !n.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.New("is not a directory")}
	}
	return slices.Clone(n.entries), nil
}

func errIsDirectory() error { return errors.New("is a directory") }

// node is a file or a directory of a view, and its own fs.FileInfo.
type node struct {
	name    string
	mode    fs.FileMode
	content []byte
	entries []fs.DirEntry
}

func (n *node) Name() string       { return n.name }
func (n *node) Size() int64        { return int64(len(n.content)) }
func (n *node) Mode() fs.FileMode  { return n.mode }
func (n *node) ModTime() time.Time { return time.Time{} }
func (n *node) IsDir() bool        { return n.mode.IsDir() }
func (n *node) Sys() any           { return nil }

type openFile struct {
	*bytes.Reader

	node *node
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.node, nil }
func (f *openFile) Close() error               { return nil }

type openDir struct {
	node *node
	next int
}

func (d *openDir) Stat() (fs.FileInfo, error) { return d.node, nil }
func (d *openDir) Close() error               { return nil }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.node.name, Err: errIsDirectory()}
}

// ReadDir implements [fs.ReadDirFile].
func (d *openDir) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := d.node.entries[d.next:]
	if n <= 0 {
		d.next = len(d.node.entries)
		return slices.Clone(rest), nil
	}
	if len(rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(rest))
	d.next += n
	return slices.Clone(rest[:n]), nil
}
