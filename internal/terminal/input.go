package terminal

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// Type sends text as it would be typed, without waiting for what it does.
func (s *Session) Type(text string) error {
	if !s.film.stepped() {
		return s.send(text)
	}
	for _, r := range text {
		if err := s.sendStep(string(r)); err != nil {
			return err
		}
	}
	return nil
}

// Key presses keys by name, one after the other: a single character is itself;
// "enter", "esc", "tab", "space", "backspace", "delete", "insert", "up", "down",
// "left", "right", "home", "end", "pgup", "pgdown", "f1" to "f12"; in front of
// them "shift+", "alt+", "ctrl+" as far as a terminal can tell them apart.
func (s *Session) Key(names ...string) error {
	for _, name := range names {
		s.mu.Lock()
		application := s.modes[ansi.ModeCursorKeys]
		s.mu.Unlock()
		seq, err := keySequence(name, application)
		if err != nil {
			return err
		}
		if err := s.sendStep(seq); err != nil {
			return fmt.Errorf("pressing %s: %w", name, err)
		}
	}
	return nil
}

// Paste sends text as a paste from the clipboard: between brackets if the program
// asked for them, with line ends as carriage returns, as terminals send them.
func (s *Session) Paste(text string) error {
	text = strings.NewReplacer("\r\n", "\r", "\n", "\r", ansi.BracketedPasteEnd, "").Replace(text)
	s.mu.Lock()
	bracketed := s.modes[ansi.ModeBracketedPaste]
	s.mu.Unlock()
	if bracketed {
		text = ansi.BracketedPasteStart + text + ansi.BracketedPasteEnd
	}
	return s.sendStep(text)
}

func (s *Session) send(input string) error {
	if err := s.input.add([]byte(input)); err != nil {
		return s.problem(fmt.Sprintf("typing %q", input), err.Error())
	}
	return nil
}

// sendStep sends what is one step of a recording.
func (s *Session) sendStep(input string) error {
	s.mu.Lock()
	s.film.flush()
	before := s.screen
	s.mu.Unlock()
	if err := s.send(input); err != nil {
		return err
	}
	s.step(before)
	return nil
}

const (
	// reaction bounds how long a stepped recording waits for a key to show.
	reaction = time.Second
	// quiet is how long a settled screen has not changed: a few frames.
	quiet = 50 * time.Millisecond
	// settling bounds how long a screen that never rests is waited for.
	settling = 2 * time.Second
)

// step closes a step of a stepped recording: the screen reacts, settles and is
// kept. Otherwise it does nothing.
func (s *Session) step(before *Screen) {
	if !s.film.stepped() {
		return
	}
	s.await(reaction, func(now *Screen) bool { return !now.Equal(before) })
	s.settle()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.film.now += keyStep
	s.film.keep(s.screen, 0)
}

// settle waits until the screen rests.
func (s *Session) settle() {
	end := time.NewTimer(settling)
	defer end.Stop()
	for {
		_, changed := s.look()
		rest := time.NewTimer(quiet)
		select {
		case <-changed:
			rest.Stop()
		case <-rest.C:
			return
		case <-s.done:
			rest.Stop()
			return
		case <-end.C:
			rest.Stop()
			return
		}
	}
}
