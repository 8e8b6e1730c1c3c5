// Package terminal runs a program on a real pseudo-terminal with a terminal
// emulator behind it, so that a test sees what a person sees: the screen, the
// cursor, the exit code. It types, pastes, resizes, kills, and records what was
// shown as asciicast or SVG. It is made for tests and for the pictures in the
// documentation; no command imports it. A test reads like this:
//
//	p := terminal.New(t, terminal.Options{Dir: workspace}, binary, "survey")
//	p.WaitText("Question 1 of 119")
//	p.Key("enter")
//	p.Type("订单服务")
//	p.WaitCursor(10, 4)
//	p.Key("ctrl+c")
//	p.Wait(130)
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/charmbracelet/x/xpty"
)

const (
	defaultWidth, defaultHeight = 80, 24
	defaultPatience             = 10 * time.Second
)

// Options says what terminal the program is started on.
type Options struct {
	// Width and Height are in cells; 80×24 when zero.
	Width, Height int
	// Env is the program's whole environment, NAME=VALUE. TERM=xterm-256color,
	// COLORTERM=truecolor and LANG=C.UTF-8 are added unless it has them.
	Env []string
	// Dir is where the program runs; the current directory when empty.
	Dir string
	// Light gives the terminal a light background, which it answers when asked.
	Light bool
	// Patience is how long every wait lasts before it is an error; 10 s when zero.
	Patience time.Duration
	// Record receives the session as asciicast v2.
	Record io.Writer
	// Clock times what is recorded: output is written as it comes, at the clock's
	// time. Without a clock the recording is stepped: only settled screens are
	// written, at a virtual time that advances by fixed steps, so that the same
	// scenario gives the same bytes. Stepped recording waits after every key until
	// the screen has settled.
	Clock func() time.Time
}

// Session is a program on its terminal. Its methods may be called from several
// goroutines.
type Session struct {
	name     string
	cmd      *exec.Cmd
	pty      xpty.Pty
	end      io.ReadWriteCloser // our end of the terminal
	patience time.Duration
	input    *queue
	hangUp   func() error  // closes our end of the terminal, once
	read     chan struct{} // closed when the output has been read to its end
	done     chan struct{} // closed when the program is gone and its last screen is known

	mu      sync.Mutex // guards what follows: the emulator is not safe by itself
	emu     *vt.Emulator
	modes   modes
	screen  *Screen
	changed chan struct{} // closed and replaced with every new screen
	film    *film
	exit    int
	err     error
}

// Start runs the program on a fresh terminal, which is its controlling one, as the
// leader of a process group of its own. The group is killed when the context ends,
// and what is left of it when the program does; a process that makes itself the
// leader of another group gets away.
func Start(ctx context.Context, o Options, path string, args ...string) (*Session, error) {
	o = o.withDefaults()
	pty, err := xpty.NewPty(o.Width, o.Height)
	if err != nil {
		return nil, fmt.Errorf("opening a pseudo-terminal: %w", err)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env, cmd.Dir, cmd.SysProcAttr = o.Env, o.Dir, leader()
	cmd.Cancel = func() error { return killGroup(cmd.Process) }
	if err := pty.Start(cmd); err != nil {
		return nil, errors.Join(fmt.Errorf("starting %s on a pseudo-terminal: %w", path, err), pty.Close())
	}
	end, err := ourEnd(pty)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("holding the pseudo-terminal of %s: %w", path, err), killGroup(cmd.Process), pty.Close(), cmd.Wait())
	}
	s := newSession(o, cmd, pty, end)
	go s.readOutput()
	go s.readAnswers()
	go s.writeInput()
	go s.waitForEnd(ctx)
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.Width == 0 {
		o.Width = defaultWidth
	}
	if o.Height == 0 {
		o.Height = defaultHeight
	}
	if o.Patience == 0 {
		o.Patience = defaultPatience
	}
	env := []string(nil)
	for _, d := range []string{"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8"} {
		if name, _, _ := strings.Cut(d, "="); !has(o.Env, name) {
			env = append(env, d)
		}
	}
	o.Env = append(env, o.Env...)
	return o
}

func has(env []string, name string) bool {
	for _, e := range env {
		if strings.HasPrefix(e, name+"=") {
			return true
		}
	}
	return false
}

func newSession(o Options, cmd *exec.Cmd, pty xpty.Pty, end io.ReadWriteCloser) *Session {
	s := &Session{
		name:     cmd.Path,
		cmd:      cmd,
		pty:      pty,
		end:      end,
		patience: o.Patience,
		input:    newQueue(),
		hangUp:   sync.OnceValue(func() error { return letGo(end, pty) }),
		read:     make(chan struct{}),
		done:     make(chan struct{}),
		changed:  make(chan struct{}),
		emu:      vt.NewEmulator(o.Width, o.Height),
		modes:    modes{},
		film:     newFilm(o),
	}
	s.prepareEmulator(themeFor(o.Light))
	s.screen = capture(s.emu, o.Light)
	return s
}
