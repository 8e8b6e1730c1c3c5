package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/charmbracelet/x/xpty"
)

// closing bounds how long Close waits for a killed program to be gone.
const closing = 5 * time.Second

// Kill ends the program and everything that it started as kill -9 does: at once,
// without a chance to write anything. A program that has ended is left alone.
func (s *Session) Kill() error {
	select {
	case <-s.done:
		return nil
	default:
	}
	if err := killGroup(s.cmd.Process); err != nil {
		return fmt.Errorf("killing %s: %w", s.name, err)
	}
	return nil
}

// Signal sends a signal to the program itself. Windows knows only os.Kill.
func (s *Session) Signal(sig os.Signal) error {
	if err := s.cmd.Process.Signal(sig); err != nil {
		return fmt.Errorf("sending %v to %s: %w", sig, s.name, err)
	}
	return nil
}

// Interrupt sends the program an interrupt from outside, unlike Key("ctrl+c"),
// which a program that reads keys receives as a key.
func (s *Session) Interrupt() error { return s.Signal(os.Interrupt) }

// Hangup closes the terminal as someone who closes the window does: the program
// gets SIGHUP, and what it prints afterwards is lost.
func (s *Session) Hangup() error {
	if err := s.hangUp(); err != nil {
		return fmt.Errorf("closing the terminal of %s: %w", s.name, err)
	}
	return nil
}

// Wait waits until the program has ended and returns its exit code; a program
// ended by a signal has 128 plus the signal's number, as in a shell. Afterwards
// the screen is the last one.
func (s *Session) Wait() (int, error) {
	timer := time.NewTimer(s.patience)
	defer timer.Stop()
	select {
	case <-s.done:
	case <-timer.C:
		return 0, s.problem("waiting for the end of the program", fmt.Sprintf("it still runs after %v", s.patience))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.film.keep(s.screen, hold)
	s.film.flush()
	return s.exit, s.err
}

// Close kills what still runs and frees the terminal. It returns what went wrong
// with the recording, if anything did.
func (s *Session) Close() error {
	err := s.Kill()
	timer := time.NewTimer(closing)
	defer timer.Stop()
	select {
	case <-s.done:
	case <-timer.C:
		return errors.Join(err, fmt.Errorf("closing the terminal of %s: the program is still there after %v", s.name, closing))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return errors.Join(err, s.film.close())
}

// waitForEnd collects the program, sweeps what it left behind, and lets the
// goroutines of the session go.
func (s *Session) waitForEnd(ctx context.Context) {
	err := xpty.WaitProcess(context.WithoutCancel(ctx), s.cmd)
	_ = killGroup(s.cmd.Process) // usually nothing is left
	timer := time.NewTimer(drain)
	defer timer.Stop()
	select {
	case <-s.read:
	case <-timer.C:
	}
	_ = s.hangUp() // it may have been closed before
	<-s.read
	s.input.close()
	s.closeAnswers()
	s.mu.Lock()
	s.exit, s.err = s.exitCode(err)
	s.mu.Unlock()
	close(s.done)
}

// letGo closes the terminal. Of that of a Unix system the program's end has been
// closed before, and on others our end is the terminal itself, so that something is
// closed twice.
func letGo(end, pty io.Closer) error {
	if err := errors.Join(end.Close(), pty.Close()); !errors.Is(err, os.ErrClosed) {
		return err
	}
	return nil
}

// exitCode takes the exit code out of what waiting returned.
func (s *Session) exitCode(err error) (int, error) {
	if s.cmd.ProcessState == nil {
		return 0, fmt.Errorf("waiting for %s: %w", s.name, err)
	}
	return code(s.cmd.ProcessState), nil
}
