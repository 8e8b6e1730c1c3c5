package scan

import (
	"io/fs"
	"os"
	"path/filepath"
)

// openArtefact opens a built jar, war or ear: a source that holds this one file.
func openArtefact(spec string) (*Source, error) {
	root, err := os.OpenRoot(filepath.Dir(spec))
	if err != nil {
		return openError(spec, err)
	}
	return &Source{Name: appName(spec), fsys: oneFile{fsys: root.FS(), name: filepath.Base(spec)}, root: root}, nil
}

// oneFile is a file system with nothing but one file of another.
type oneFile struct {
	fsys fs.FS
	name string
}

// Open opens the file or, as ".", the directory around it.
func (o oneFile) Open(name string) (fs.File, error) {
	if name != o.name && name != "." {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return o.fsys.Open(name)
}

// ReadDir lists the one file.
func (o oneFile) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	info, err := fs.Stat(o.fsys, o.name)
	if err != nil {
		return nil, err
	}
	return []fs.DirEntry{fs.FileInfoToDirEntry(info)}, nil
}
