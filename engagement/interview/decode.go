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

// DecodeAll reads lines of a log, in parallel. The events come in the order of
// their lines, and so do the lines that are none. Empty lines are passed over.
func DecodeAll(lines [][]byte) ([]Event, []Line) {
	type part struct {
		events []Event
		wrong  []Line
	}
	workers := min(runtime.GOMAXPROCS(0), len(lines)/minChunk+1)
	size := (len(lines) + workers - 1) / workers
	parts := make([]part, workers)
	var wait sync.WaitGroup
	for w := range workers {
		from, to := min(w*size, len(lines)), min((w+1)*size, len(lines))
		wait.Go(func() {
			p := part{events: make([]Event, 0, to-from)}
			for i, line := range lines[from:to] {
				if len(line) == 0 {
					continue
				}
				if e, err := Decode(line); err != nil {
					p.wrong = append(p.wrong, Line{from + i, err})
				} else {
					p.events = append(p.events, e)
				}
			}
			parts[w] = p
		})
	}
	wait.Wait()
	events, wrong := parts[0].events, parts[0].wrong
	for _, p := range parts[1:] {
		events, wrong = append(events, p.events...), append(wrong, p.wrong...)
	}
	return events, wrong
}

// minChunk is the number of lines below which another goroutine does not pay.
const minChunk = 500
