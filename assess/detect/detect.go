// Package detect holds the detectors: each is a name, the globs that it wants to
// see and a function over the tree. Detectors know nothing of each other; what
// two of them say about the same directory is put together by package assess.
package detect

import (
	"context"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
)

// Detector finds facts in a tree. Run is called once, with the paths that match
// Globs (doublestar patterns relative to the root), sorted; it is not called when there are
// none. A detector may read files beyond its globs that a matched file points to.
type Detector struct {
	Name  string
	Globs []string
	Run   func(ctx context.Context, in Input) (Output, error)
}

// Input is what a detector sees.
type Input struct {
	Tree  *scan.Tree
	Paths []string
}

// Output is what a detector found. An error beside it is about some of the
// files: what was found in the others still counts (use errors.Join and FileError).
type Output struct {
	Modules []Module
	Notes   []Note
}

// Module is a unit of a build tool: a Maven module, a Go main package, a
// package.json. Libraries and parents are modules too, with fact.Deployable
// false; the same directory may be a module of two detectors.
type Module struct {
	Path  string // directory below the root, "." for the root itself
	Facts fact.Set
}

// Note is what a file beside the source says of a component: a Dockerfile, a
// compose service, a Procfile, a unit file. It is attached to the module whose
// directory Dir is or lies in or, failing that, whose name is Name.
type Note struct {
	Dir   string // directory that the note speaks of; "" when unknown
	Name  string // compose service, systemd unit, image name; may be ""
	Facts fact.Set
	// Backing is the kind of the backing service whose image is built in Dir; such a note
	// speaks of no component. "" for all others.
	Backing string
}

// FileError is a file that a detector could not make sense of. It becomes a
// finding and stops nothing.
type FileError struct {
	Path string
	Line int // 0 when unknown
	Err  error
}

// Error tells which file and why.
func (e *FileError) Error() string {
	return "reading " + fact.Evidence{Path: e.Path, Line: e.Line}.String() + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }
