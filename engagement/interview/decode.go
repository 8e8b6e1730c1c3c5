package interview

import (
	"runtime"
	"sync"
)

// Line is a line of a log that is no event.
type Line struct {
	Index int // from 0, among the lines given
	Err   error
}

// minChunk is the number of lines below which another goroutine does not pay.
const minChunk = 500

// DecodeAll reads lines of a log, in parallel. The events come in the order of
// their lines, and so do the lines that are none. Empty lines are passed over.
func DecodeAll(lines [][]byte) ([]Event, []Line) {
	events, errs := make([]Event, len(lines)), make([]error, len(lines))
	workers := min(runtime.GOMAXPROCS(0), len(lines)/minChunk+1)
	size := (len(lines) + workers - 1) / workers
	var wait sync.WaitGroup
	for from := 0; from < len(lines); from += size {
		wait.Go(func() {
			for i := from; i < min(from+size, len(lines)); i++ {
				if len(lines[i]) > 0 {
					events[i], errs[i] = Decode(lines[i])
				}
			}
		})
	}
	wait.Wait()
	var wrong []Line
	n := 0
	for i, err := range errs {
		switch {
		case err != nil:
			wrong = append(wrong, Line{i, err})
		case len(lines[i]) > 0:
			events[n] = events[i]
			n++
		}
	}
	return events[:n], wrong
}
