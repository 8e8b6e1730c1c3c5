package image

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// store is a place on disk that blobs are read from by their names.
type store interface {
	open(name string) (io.ReadCloser, int64, error) // with the size in bytes
	close() error
}

// document reads a small file as a whole.
func document(s store, name string, limit int64) ([]byte, error) {
	r, size, err := s.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if size > limit {
		return nil, fmt.Errorf("reading %s: %w: %d bytes", name, ErrLimit, size)
	}
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(b)) > limit {
		err = ErrLimit
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return b, nil
}

// dirStore is a directory, out of which no link leads.
type dirStore struct{ root *os.Root }

func openDir(dir string) (*dirStore, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &dirStore{root}, nil
}

func (d *dirStore) open(name string) (io.ReadCloser, int64, error) {
	info, err := d.root.Stat(name) // opening a pipe would wait for ever
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: %w", name, errNoFile)
	}
	if err != nil {
		return nil, 0, err
	}
	f, err := d.root.Open(name)
	if err != nil {
		return nil, 0, err
	}
	return f, info.Size(), nil
}

func (d *dirStore) close() error { return d.root.Close() }

var errNoFile = errors.New("not a regular file")

// tarStore is a tar on disk, which is listed once and then read at will.
type tarStore struct {
	f     *os.File
	files map[string]span
	links map[string]string
}

// span is where something stands.
type span struct{ at, size int64 }

const maxArchived = 20_000 // entries of an archive of layers

// openTar lists an uncompressed tar, reading the file by r. It closes f when it returns an error.
func openTar(f *os.File, r io.ReadSeeker) (*tarStore, error) {
	s := &tarStore{f: f, files: map[string]span{}, links: map[string]string{}}
	if err := s.list(r); err != nil {
		return nil, errors.Join(fmt.Errorf("listing the archive: %w", damage(err)), f.Close())
	}
	return s, nil
}

func (s *tarStore) list(from io.ReadSeeker) error {
	r := tar.NewReader(from)
	for n := 0; ; n++ {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if n >= maxArchived {
			return fmt.Errorf("%w: more than %d entries in an archive of layers", ErrLimit, maxArchived)
		}
		name, err := cleanName(h.Name)
		if err != nil {
			return err
		}
		switch h.Typeflag {
		case tar.TypeReg:
			at, err := s.f.Seek(0, io.SeekCurrent)
			if err != nil {
				return err
			}
			s.files[name] = span{at, h.Size}
		case tar.TypeSymlink, tar.TypeLink:
			s.links[name] = h.Linkname
		}
	}
}

func (s *tarStore) open(name string) (io.ReadCloser, int64, error) {
	for range 8 {
		if at, ok := s.files[name]; ok {
			return io.NopCloser(io.NewSectionReader(s.f, at.at, at.size)), at.size, nil
		}
		link, ok := s.links[name]
		if !ok {
			break
		}
		name = path.Join(path.Dir(name), link) // as docker save wrote layers that it had already
	}
	return nil, 0, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func (s *tarStore) has(name string) bool {
	_, ok := s.files[name]
	return ok
}

func (s *tarStore) close() error { return s.f.Close() }

// cleanName turns the name of an entry into a slash-separated path below the root, "." for the root. A name that
// leads out of it is an error; a slash at its begin means the root of the image.
func cleanName(raw string) (string, error) {
	if strings.ContainsRune(raw, 0) || len(raw) > 4096 {
		return "", fmt.Errorf("%w: an entry is named %.60q", ErrHostile, raw)
	}
	name := strings.TrimLeft(strings.ToValidUTF8(raw, "\uFFFD"), "/")
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return "", fmt.Errorf("%w: the entry %.120q leads out of it", ErrHostile, raw)
		}
	}
	return path.Clean(name), nil
}
