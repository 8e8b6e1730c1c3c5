package fileset

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// maxFileBytes bounds what is read from the tree on disk: nothing that is generated comes near.
const maxFileBytes = 16 << 20

var errTooLarge = errors.New("larger than what is read")

// disk is what the writer needs of a file system. Names are slash-separated and relative to the root, which
// none of them can leave.
type disk interface {
	Lstat(name string) (fs.FileInfo, error)
	Read(name string, limit int64) ([]byte, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	Mkdir(name string) error
	// Create writes a new file and syncs it; it is an error when it exists, and after an error nothing is left.
	Create(name string, content []byte, perm fs.FileMode) error
	Chmod(name string, perm fs.FileMode) error
	Rename(from, to string) error
	Remove(name string) error
	RemoveAll(name string) error
	SyncDir(name string) error
}

// rootDisk is a directory of the operating system.
type rootDisk struct{ root *os.Root }

func (d rootDisk) Lstat(name string) (fs.FileInfo, error) { return d.root.Lstat(native(name)) }

// Read does not open what would block, such as a pipe: the caller has checked that name is a regular file.
func (d rootDisk) Read(name string, limit int64) ([]byte, error) {
	f, err := d.root.Open(native(name))
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	if int64(len(content)) > limit {
		return nil, errTooLarge
	}
	return content, nil
}

func (d rootDisk) ReadDir(name string) ([]fs.DirEntry, error) {
	return fs.ReadDir(d.root.FS(), name)
}

func (d rootDisk) Mkdir(name string) error { return d.root.Mkdir(native(name), 0o755) }

func (d rootDisk) Create(name string, content []byte, perm fs.FileMode) error {
	f, err := d.root.OpenFile(native(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, d.Remove(name))
	}
	return nil
}

func (d rootDisk) Chmod(name string, perm fs.FileMode) error {
	return d.root.Chmod(native(name), perm)
}

func (d rootDisk) Rename(from, to string) error { return d.root.Rename(native(from), native(to)) }
func (d rootDisk) Remove(name string) error     { return d.root.Remove(native(name)) }
func (d rootDisk) RemoveAll(name string) error  { return d.root.RemoveAll(native(name)) }

// SyncDir makes renames in a directory durable. Windows has no such call and needs none.
func (d rootDisk) SyncDir(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := d.root.Open(native(name))
	if err != nil {
		return err
	}
	// Some network file systems cannot sync a directory; renames are ordered there anyway.
	_ = f.Sync()
	return f.Close()
}

func native(name string) string { return filepath.FromSlash(name) }

// emptyDisk stands for a root that does not exist yet; nothing but looking is done with it.
type emptyDisk struct{ disk }

func (emptyDisk) Lstat(name string) (fs.FileInfo, error) {
	if name == "." {
		return dirInfo{}, nil
	}
	return nil, &fs.PathError{Op: "lstat", Path: name, Err: fs.ErrNotExist}
}

type dirInfo struct{}

func (dirInfo) Name() string       { return "." }
func (dirInfo) Size() int64        { return 0 }
func (dirInfo) Mode() fs.FileMode  { return fs.ModeDir | 0o755 }
func (dirInfo) ModTime() time.Time { return time.Time{} }
func (dirInfo) IsDir() bool        { return true }
func (dirInfo) Sys() any           { return nil }

// parents lists the directories above name, the outermost first.
func parents(name string) []string {
	var dirs []string
	for i, c := range name {
		if c == '/' {
			dirs = append(dirs, name[:i])
		}
	}
	return dirs
}

// inside reports whether name is in the directory dir.
func inside(dir, name string) bool { return strings.HasPrefix(name, dir+"/") }

// removeEmptyParents tidies up after a file is gone; a directory that still holds something ends it.
func removeEmptyParents(d disk, name string) {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if entries, err := d.ReadDir(dir); err != nil || len(entries) > 0 || d.Remove(dir) != nil {
			return
		}
	}
}
