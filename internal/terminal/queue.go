package terminal

import (
	"errors"
	"sync"
	"time"
)

// errEnded is what typing into a terminal without a program returns.
var errEnded = errors.New("the program has ended")

// maxPending is how much input may wait for a program that does not read.
const maxPending = 1 << 20

// queue holds what goes to the program: keys and the terminal's own answers, in
// order. Adding never blocks, so that a program that does not read cannot stop
// the emulator.
type queue struct {
	mu      sync.Mutex
	ready   *sync.Cond // something was added, written or closed
	pending []byte
	writing bool
	closed  bool
}

func newQueue() *queue {
	q := &queue{}
	q.ready = sync.NewCond(&q.mu)
	return q
}

func (q *queue) add(b []byte) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return errEnded
	}
	if len(q.pending)+len(b) > maxPending {
		return errors.New("the program does not read its input")
	}
	q.pending = append(q.pending, b...)
	q.ready.Broadcast()
	return nil
}

// next waits for input and takes all of it; nil when there will be no more. What
// was taken before counts as written.
func (q *queue) next() []byte {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.writing = false
	q.ready.Broadcast()
	for len(q.pending) == 0 && !q.closed {
		q.ready.Wait()
	}
	if q.closed {
		return nil
	}
	b := q.pending
	q.pending, q.writing = nil, true
	return b
}

// flush waits until everything added has been written, at most for the time given.
func (q *queue) flush(patience time.Duration) error {
	late := false
	timer := time.AfterFunc(patience, func() {
		q.mu.Lock()
		late = true
		q.ready.Broadcast()
		q.mu.Unlock()
	})
	defer timer.Stop()
	q.mu.Lock()
	defer q.mu.Unlock()
	for (len(q.pending) > 0 || q.writing) && !q.closed && !late {
		q.ready.Wait()
	}
	switch {
	case q.closed:
		return errEnded
	case late:
		return errors.New("the program does not read its input")
	}
	return nil
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.ready.Broadcast()
}

// writeInput hands the queue to the terminal until the session ends.
func (s *Session) writeInput() {
	for b := s.input.next(); b != nil; b = s.input.next() {
		if _, err := s.end.Write(b); err != nil {
			s.input.close()
			return
		}
	}
}
