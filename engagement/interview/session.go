package interview

import (
	"fmt"
	"time"
)

// Log keeps events. Append returns when they cannot be lost any more by the end
// of the program, and writes all of them or none.
type Log interface {
	Append(events ...Event) error
}

// Session is an interview that goes on: every change is in the log before it is in
// the state. It is what the screens, the line mode and the imports drive. It is
// not safe for concurrent use.
type Session struct {
	*Machine
	By  string // who sits at the keyboard
	log Log
	now func() time.Time
}

// NewSession returns a session over a machine that has replayed the log.
func NewSession(m *Machine, log Log, now func() time.Time, by string) *Session {
	return &Session{Machine: m, By: by, log: log, now: now}
}

// Now is the time as the session's clock tells it.
func (s *Session) Now() time.Time { return s.now() }

// Do records what happened as one action. When the log refuses, nothing changes.
func (s *Session) Do(drafts ...Event) error {
	if len(drafts) == 0 {
		return nil
	}
	events, err := s.Make(s.now(), s.By, drafts...)
	if err != nil {
		return err
	}
	return s.record(events...)
}

func (s *Session) record(events ...Event) error {
	if err := s.log.Append(events...); err != nil {
		return fmt.Errorf("saving what was answered: %w; it is not lost from the screen: make room or plug the disk in and answer again", err)
	}
	for _, e := range events {
		s.Apply(e)
	}
	return nil
}

// Undo withdraws the last action of this device and returns its events.
func (s *Session) Undo() ([]Event, error) {
	e, ok := s.Machine.Undo(s.now(), s.By)
	return s.move(e, ok)
}

// Redo brings back what was undone last and returns its events.
func (s *Session) Redo() ([]Event, error) {
	e, ok := s.Machine.Redo(s.now(), s.By)
	return s.move(e, ok)
}

func (s *Session) move(e Event, ok bool) ([]Event, error) {
	if !ok {
		return nil, nil
	}
	if err := s.record(e); err != nil {
		return nil, err
	}
	return s.Batch(e.Target), nil
}
