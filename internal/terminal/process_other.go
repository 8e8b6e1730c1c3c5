//go:build !unix

package terminal

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"

	"github.com/charmbracelet/x/xpty"
)

// drain is how long output is still read once the program has ended: a ConPTY says
// nothing of its end before it is closed.
const drain = 300 * time.Millisecond

func leader() *syscall.SysProcAttr { return nil }

// ourEnd is the terminal itself.
func ourEnd(pty xpty.Pty) (io.ReadWriteCloser, error) { return pty, nil }

// killGroup ends the program alone: there are no process groups to end.
func killGroup(p *os.Process) error {
	if err := p.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return nil
}

func code(state *os.ProcessState) int { return state.ExitCode() }
