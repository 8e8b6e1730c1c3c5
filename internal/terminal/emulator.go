package terminal

import (
	"io"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// modes are the terminal modes that the program has switched on, as far as the
// emulator reports them.
type modes map[ansi.Mode]bool

// prepareEmulator makes the emulator one that supports synchronized output and
// grapheme widths, as current terminals do, and has it report its modes. Whether a
// mode is supported is asked with DECRQM; the emulator reports those that were
// ever set or reset.
func (s *Session) prepareEmulator(t theme) {
	s.emu.SetDefaultForegroundColor(t.foreground)
	s.emu.SetDefaultBackgroundColor(t.background)
	_, _ = s.emu.WriteString(ansi.ResetModeSynchronizedOutput + ansi.ResetModeUnicodeCore)
	s.emu.SetCallbacks(vt.Callbacks{
		EnableMode: func(m ansi.Mode) { s.modes[m] = true },
		DisableMode: func(m ansi.Mode) {
			delete(s.modes, m)
			if m == ansi.ModeSynchronizedOutput {
				s.publish() // the frame is whole: another one may begin in the same bytes
			}
		},
	})
}

// readOutput feeds the emulator with what the program prints, until nobody has the
// terminal open any more.
func (s *Session) readOutput() {
	defer close(s.read)
	buf := make([]byte, 32<<10)
	for {
		n, err := s.end.Read(buf)
		if n > 0 {
			s.show(buf[:n])
		}
		if err != nil {
			s.mu.Lock()
			s.publish() // a program killed in the middle of a frame leaves half of it
			s.mu.Unlock()
			return
		}
	}
}

func (s *Session) show(output []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.film.output(output)
	_, _ = s.emu.Write(output) // it fails only when closed, which it never is
	if !s.modes[ansi.ModeSynchronizedOutput] {
		s.publish()
	}
}

// publish makes what the emulator holds the screen, if it differs from the last
// one in anything that can be seen. The caller holds the lock.
func (s *Session) publish() {
	now := capture(s.emu, s.screen.light)
	if now.Equal(s.screen) {
		return
	}
	s.screen = now
	close(s.changed)
	s.changed = make(chan struct{})
}

// readAnswers sends the emulator's answers to questions of the program (its
// attributes, the cursor's position, the background) the way that keys go.
func (s *Session) readAnswers() {
	buf := make([]byte, 1<<10)
	for {
		n, err := s.emu.Read(buf)
		if n > 0 {
			_ = s.input.add(buf[:n]) // an answer to a program that is gone
		}
		if err != nil {
			return
		}
	}
}

// closeAnswers ends readAnswers. The emulator's own Close would write a field that
// its Read reads.
func (s *Session) closeAnswers() {
	if c, ok := s.emu.InputPipe().(io.Closer); ok {
		_ = c.Close() // a pipe in memory
	}
}

// Resize gives the terminal another size in cells; the program is told by the system.
func (s *Session) Resize(width, height int) error {
	s.mu.Lock()
	before := s.screen
	s.emu.Resize(width, height)
	s.film.resize(width, height)
	s.publish()
	err := s.pty.Resize(width, height)
	s.mu.Unlock()
	if err != nil {
		return err
	}
	s.step(before)
	return nil
}
