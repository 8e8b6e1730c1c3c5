package image

import (
	"io"
	"io/fs"
	"os"
	"path"
	"time"
)

// fileSystem is the squashed file system of an image, or a part of it. Every name is listed; only the content of
// the files that were kept can be read.
type fileSystem struct {
	root  *node
	spool *os.File
}

// Open opens a file or directory. A file whose content was not kept is ErrNotKept.
func (f fileSystem) Open(name string) (fs.File, error) {
	n, err := f.lookup("open", name)
	if err != nil {
		return nil, err
	}
	switch {
	case n.dir():
		return &openDirectory{n: n}, nil
	case n.file == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	case !n.file.kept:
		return nil, &fs.PathError{Op: "open", Path: name, Err: ErrNotKept}
	}
	return &openFile{SectionReader: io.NewSectionReader(f.spool, n.file.at, n.file.size), n: n}, nil
}

// Stat describes what a name leads to.
func (f fileSystem) Stat(name string) (fs.FileInfo, error) {
	n, err := f.lookup("stat", name)
	if err != nil {
		return nil, err
	}
	return info{n}, nil
}

// ReadDir lists a directory by name.
func (f fileSystem) ReadDir(name string) ([]fs.DirEntry, error) {
	n, err := f.lookup("readdir", name)
	if err != nil {
		return nil, err
	}
	if !n.dir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	return list(n), nil
}

func list(n *node) []fs.DirEntry {
	children := n.sorted()
	out := make([]fs.DirEntry, len(children))
	for i, c := range children {
		out[i] = fs.FileInfoToDirEntry(info{c})
	}
	return out
}

func (f fileSystem) lookup(op, name string) (*node, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	n := f.root.find(name, true)
	if n == nil {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return n, nil
}

// info describes a node.
type info struct{ n *node }

func (i info) Name() string       { return path.Base(i.n.name) }
func (i info) Mode() fs.FileMode  { return i.n.mode }
func (i info) IsDir() bool        { return i.n.dir() }
func (i info) Sys() any           { return nil }
func (i info) ModTime() time.Time { return i.mtime() }

// Size is that of the content in bytes.
func (i info) Size() int64 {
	if i.n.file == nil {
		return 0
	}
	return i.n.file.size
}

func (i info) mtime() time.Time {
	if i.n.file == nil {
		return time.Time{}
	}
	return i.n.file.time()
}

// openFile is a file whose content was kept, for reading at will.
type openFile struct {
	*io.SectionReader
	n *node
}

func (o *openFile) Stat() (fs.FileInfo, error) { return info{o.n}, nil }
func (o *openFile) Close() error               { return nil }

type openDirectory struct {
	n    *node
	next int
}

func (o *openDirectory) Stat() (fs.FileInfo, error) { return info{o.n}, nil }
func (o *openDirectory) Close() error               { return nil }

func (o *openDirectory) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: o.n.name, Err: fs.ErrInvalid}
}

// ReadDir reads on where the last call ended.
func (o *openDirectory) ReadDir(n int) ([]fs.DirEntry, error) {
	all := list(o.n)[o.next:]
	if n <= 0 {
		o.next += len(all)
		return all, nil
	}
	if len(all) == 0 {
		return nil, io.EOF
	}
	all = all[:min(n, len(all))]
	o.next += len(all)
	return all, nil
}

// view is a file system with some of the paths of another and the directories above them.
func (f fileSystem) view(paths []string) fileSystem {
	root := newDir(".", -1)
	for _, p := range paths {
		n := f.root.find(p, true)
		if n == nil {
			continue
		}
		at := root
		elems := elements(p)
		for _, elem := range elems[:max(0, len(elems)-1)] {
			next := at.children[elem]
			if next == nil {
				next = newDir(elem, -1)
				at.children[elem] = next
			}
			at = next
		}
		if len(elems) == 0 {
			return f
		}
		last := elems[len(elems)-1]
		if at.children[last] == nil {
			named := *n
			named.name = last
			at.children[last] = &named
		}
	}
	return fileSystem{root: root, spool: f.spool}
}
