package scan

import "io/fs"

// Observe calls see with the path of every file that is opened from now on. It may
// be called from several goroutines at once.
func (s *Source) Observe(see func(path string)) { s.fsys = observed{s.fsys, see} }

// observed is a file system whose files somebody counts.
type observed struct {
	fs.FS
	see func(path string)
}

func (o observed) Open(name string) (fs.File, error) {
	o.see(name)
	return o.FS.Open(name)
}

// ReadDir and Stat look at a file without opening it.
func (o observed) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(o.FS, name) }

func (o observed) Stat(name string) (fs.FileInfo, error) { return fs.Stat(o.FS, name) }
