package terminal

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Screen returns what the terminal shows now.
func (s *Session) Screen() *Screen {
	now, _ := s.look()
	return now
}

// Text is the text of the screen, see [Screen.Text].
func (s *Session) Text() string { return s.Screen().Text() }

// Cursor is where the cursor is now.
func (s *Session) Cursor() Cursor { return s.Screen().Cursor }

// look returns the screen and a channel that is closed when there is another one.
func (s *Session) look() (*Screen, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen, s.changed
}

// outcome tells how waiting for a screen ended.
type outcome int

const (
	shown outcome = iota
	late
	ended
)

// await waits until the screen is as wanted.
func (s *Session) await(patience time.Duration, wanted func(*Screen) bool) outcome {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		now, changed := s.look()
		if wanted(now) {
			return shown
		}
		select {
		case <-changed:
		case <-timer.C:
			return late
		case <-s.done:
			if wanted(s.Screen()) {
				return shown
			}
			return ended
		}
	}
}

// WaitFor waits until the screen is as wanted; what says in words what is waited
// for. It looks at every screen as soon as it is there. When the time is over or
// the program has ended, the error shows the screen.
func (s *Session) WaitFor(what string, wanted func(*Screen) bool) error {
	switch s.await(s.patience, wanted) {
	case late:
		return s.problem("waiting for "+what, fmt.Sprintf("not there after %v", s.patience))
	case ended:
		s.mu.Lock()
		exit := s.exit
		s.mu.Unlock()
		return s.problem("waiting for "+what, fmt.Sprintf("the program ended before with exit code %d", exit))
	}
	if s.film.stepped() {
		s.settle()
		s.mu.Lock()
		defer s.mu.Unlock()
		s.film.keep(s.screen, hold)
	}
	return nil
}

// WaitText waits until every text can be read on the screen, each within one row.
func (s *Session) WaitText(texts ...string) error {
	return s.WaitFor(fmt.Sprintf("%q", strings.Join(texts, "\", \"")), func(now *Screen) bool { return now.Contains(texts...) })
}

// WaitCursor waits until the cursor is shown at the cell.
func (s *Session) WaitCursor(col, row int) error {
	want := Cursor{Col: col, Row: row, Visible: true}
	return s.WaitFor(fmt.Sprintf("the cursor at column %d, row %d", col, row), func(now *Screen) bool { return now.Cursor == want })
}

// WaitChange waits until the screen is another one than before, which is to be
// taken before the key that changes it is sent.
func (s *Session) WaitChange(before *Screen) error {
	return s.WaitFor("a change of the screen", func(now *Screen) bool { return !now.Equal(before) })
}

// Pause holds the screen for a time in a stepped recording, for the reader; it
// does not wait.
func (s *Session) Pause(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.film.held == nil {
		s.film.keep(s.screen, 0)
	}
	s.film.dwell += d
}

// problem is an error that shows the screen.
func (s *Session) problem(doing, what string) error {
	return errors.New(doing + ": " + what + "; the screen of " + s.name + " is\n" + s.Screen().String())
}
