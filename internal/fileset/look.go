package fileset

import (
	"errors"
	"fmt"
	"io/fs"
)

// entity is what stands at a path on disk.
type entity struct {
	present  bool
	tooLarge bool // content is not read
	content  []byte
	perm     fs.FileMode
}

func (e entity) executable() bool { return e.perm&0o100 != 0 }

// obstacle is something at a path, or on the way to it, that the writer neither follows nor replaces.
type obstacle struct{ at, what string }

func (o *obstacle) Error() string { return fmt.Sprintf("%s is %s", o.at, o.what) }

// look reads the regular file at name. Anything else there, or a link or a file among its directories, gives
// an *obstacle.
func look(d disk, name string) (entity, error) { return newEyes(d).look(name) }

// eyes look at many files and at each directory above them only once.
type eyes struct {
	disk disk
	dirs map[string]bool // false: is not there
}

func newEyes(d disk) eyes { return eyes{disk: d, dirs: map[string]bool{}} }

func (e eyes) look(name string) (entity, error) {
	if there, err := e.above(name); !there || err != nil {
		return entity{}, err
	}
	info, err := e.disk.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return entity{}, nil
	}
	if err != nil {
		return entity{}, fmt.Errorf("looking at %s: %w", name, err)
	}
	if !info.Mode().IsRegular() {
		return entity{}, &obstacle{name, describe(info, "")}
	}
	found := entity{present: true, perm: info.Mode().Perm()}
	if info.Size() > maxFileBytes {
		found.tooLarge = true
		return found, nil
	}
	found.content, err = e.disk.Read(name, maxFileBytes)
	if errors.Is(err, errTooLarge) {
		found.tooLarge = true
		return found, nil
	}
	if err != nil {
		return entity{}, fmt.Errorf("reading %s: %w", name, err)
	}
	return found, nil
}

// above reports whether all directories above name are there, and are directories.
func (e eyes) above(name string) (bool, error) {
	for _, dir := range parents(name) {
		there, known := e.dirs[dir]
		if !known {
			info, err := e.disk.Lstat(dir)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return false, fmt.Errorf("looking at %s: %w", dir, err)
			}
			if err == nil && !info.IsDir() {
				return false, &obstacle{dir, describe(info, "a file where a directory is needed")}
			}
			there = err == nil
			e.dirs[dir] = there
		}
		if !there {
			return false, nil
		}
	}
	return true, nil
}

func describe(info fs.FileInfo, regular string) string {
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return regular
	case mode.IsDir():
		return "a directory where a file is needed"
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link, which is not followed"
	}
	return "neither a file nor a directory"
}
