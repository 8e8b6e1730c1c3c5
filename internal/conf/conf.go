// Package conf reads configuration formats into flat settings that know their
// line, so that whatever is learned from one can be shown where it stands. Where
// the shape matters, YAML and JSON can be had as nodes instead. All input is
// hostile: its size, its depth and what aliases expand to are bounded.
package conf

import (
	"errors"
	"fmt"
	"slices"
)

// Setting is one leaf of a configuration file. Key is the path of the leaf with
// dots between map keys and [i] after the key of a list (spring.datasource.url,
// services.web.ports[0]); Line counts from 1 and is the line of the leaf's key or,
// in a list, of its value. A value is the text of the scalar; null, an empty map
// and an empty list are "". Doc counts the documents of a YAML or Spring
// properties file from 0.
type Setting struct {
	Key   string
	Value string
	Line  int
	Doc   int
}

// Settings is a list in the order of the file. A key may occur more than once
// (several YAML documents, a property that is repeated).
type Settings []Setting

// Get returns the last setting with the key, the one that holds in every format
// this package reads.
func (s Settings) Get(key string) (Setting, bool) {
	for _, x := range slices.Backward(s) {
		if x.Key == key {
			return x, true
		}
	}
	return Setting{}, false
}

// Bounds of what is read. They are far above any configuration that people
// write and low enough that a hostile one costs little.
const (
	maxBytes    = 16 << 20 // of one file
	maxDepth    = 200      // maps and lists inside each other
	maxNodes    = 500_000  // of one file
	maxAliased  = 50_000   // nodes that YAML aliases expand to
	maxKeyBytes = 64 << 20 // of all flattened keys together
)

// Error is a file that could not be read to its end. Line counts from 1; 0 means unknown.
type Error struct {
	Line int
	Err  error
}

// Error tells the line and what is wrong there.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Err.Error()
	}
	return fmt.Sprintf("line %d: %v", e.Line, e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// LineOf returns the line that an error of this package names, or 0.
func LineOf(err error) int {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Line
	}
	return 0
}

// ErrTooLarge is in the error about a file beyond the bounds of this package.
var ErrTooLarge = errors.New("larger or nested deeper than any configuration")

func failf(line int, format string, args ...any) error {
	return &Error{Line: line, Err: fmt.Errorf(format, args...)}
}

func checkSize(text string) error {
	return tooLarge(len(text) > maxBytes, 0)
}

func tooLarge(is bool, line int) error {
	if !is {
		return nil
	}
	return &Error{Line: line, Err: ErrTooLarge}
}
