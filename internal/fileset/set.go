// Package fileset holds the file set: the value that every generator returns, a sorted collection of
// {path, mode, content} with checked paths; and the one writer that puts a set onto a disk.
//
// The writer merges. The last generated version of every file is kept in the state directory (".gantry")
// as the merge base; a rerun merges base, the file on disk and the new version three ways, so that a
// person's edits survive, and what cannot be merged is reported as a conflict and left as it is.
// A run is a transaction: everything is staged first, a journal is written, then files are renamed into
// place. An error rolls all of it back; a crash is rolled back by the next run. See [Plan] and [Apply].
package fileset

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
)

// File is one generated file.
type File struct {
	// Path is slash-separated, relative, clean and inside the root; see [CheckPath].
	Path string
	// Mode is 0o644, or 0o755 for what must be executable.
	Mode fs.FileMode
	// Content is the whole file. It must not be modified once the file is in a Set.
	Content []byte
	// Why says which decision explains which field of the file.
	Why []Why
}

// Why links a field of a file to the decision that it comes from.
type Why struct {
	// Field is the place in the file, in the notation of the file's own format; "" is the file as a whole.
	Field string `json:"field,omitempty"`
	// Ref is the identifier of the decision.
	Ref string `json:"ref"`
}

// Set is an immutable collection of files, sorted by path, with unique and checked paths.
// The zero Set is empty and ready to use.
type Set struct {
	files []File
}

// New makes a set. It refuses paths that do not hold on every system that a customer may check the tree
// out on (see [CheckPath]), modes other than 0o644 and 0o755, files above 16 MiB, paths that occur twice (also when they differ
// only in case), and a file where another file needs a directory. All problems are reported, not only the first.
func New(files ...File) (Set, error) {
	sorted := slices.Clone(files)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Path < sorted[j].Path })
	var problems []error
	for i := range sorted {
		f := &sorted[i]
		if err := CheckPath(f.Path); err != nil {
			problems = append(problems, err)
		}
		if f.Mode != 0o644 && f.Mode != 0o755 {
			problems = append(problems, fmt.Errorf("file %q: mode %#o is neither 0644 nor 0755", f.Path, uint32(f.Mode)))
		}
		if len(f.Content) > maxFileBytes {
			problems = append(problems, fmt.Errorf("file %q: %d bytes are more than %d", f.Path, len(f.Content), maxFileBytes))
		}
		f.Content = bytes.Clone(f.Content)
		f.Why = sortedWhy(f.Why)
	}
	problems = append(problems, collisions(sorted)...)
	if len(problems) > 0 {
		return Set{}, fmt.Errorf("building the file set: %w", errors.Join(problems...))
	}
	return Set{files: sorted}, nil
}

// Union joins sets; a path may occur in only one of them.
func Union(sets ...Set) (Set, error) {
	var all []File
	for _, s := range sets {
		all = append(all, s.files...)
	}
	return New(all...)
}

// Files returns the files sorted by path. The slice is the caller's; the contents are shared and read-only.
func (s Set) Files() []File { return slices.Clone(s.files) }

// Len is the number of files.
func (s Set) Len() int { return len(s.files) }

// Lookup finds a file by its exact path.
func (s Set) Lookup(name string) (File, bool) {
	i, ok := slices.BinarySearchFunc(s.files, name, func(f File, p string) int { return cmp.Compare(f.Path, p) })
	if !ok {
		return File{}, false
	}
	return s.files[i], true
}

// collisions finds paths that cannot be in one directory tree together on a system that ignores case.
func collisions(files []File) []error {
	byKey := make(map[string]string, len(files))
	var problems []error
	for _, f := range files {
		key := foldPath(f.Path)
		if other, ok := byKey[key]; ok {
			problems = append(problems, fmt.Errorf("file %q collides with %q: generate it once, under one spelling", f.Path, other))
			continue
		}
		byKey[key] = f.Path
	}
	for _, f := range files {
		for dir := path.Dir(foldPath(f.Path)); dir != "." && dir != "/"; dir = path.Dir(dir) {
			if other, ok := byKey[dir]; ok {
				problems = append(problems, fmt.Errorf("file %q needs a directory where %q is a file", f.Path, other))
				break
			}
		}
	}
	return problems
}

func sortedWhy(why []Why) []Why {
	out := slices.Clone(why)
	slices.SortFunc(out, func(a, b Why) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Ref, b.Ref))
	})
	return slices.Compact(out)
}
