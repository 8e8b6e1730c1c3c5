//go:build unix

package terminal

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"

	"github.com/charmbracelet/x/xpty"
)

// drain is how long output may still come once the program has ended: nearly none,
// because the system ends it, but a loaded machine may be slow to hand it over.
const drain = time.Second

// leader makes the program the leader of a session, with the terminal as its own.
func leader() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setsid: true, Setctty: true}
}

// ourEnd returns our end of the terminal of a started program, and closes the
// program's end, which only the program shall hold: reading ends when it does. The
// end is opened once more, because the one in the terminal blocks: closing it would
// have to wait until the program prints something.
func ourEnd(pty xpty.Pty) (io.ReadWriteCloser, error) {
	ends, ok := pty.(*xpty.UnixPty)
	if !ok {
		return nil, errors.ErrUnsupported
	}
	if err := ends.Slave().Close(); err != nil {
		return nil, err
	}
	raw, err := ends.Master().SyscallConn()
	if err != nil {
		return nil, err
	}
	fd, dupErr := -1, error(nil)
	err = raw.Control(func(master uintptr) {
		syscall.ForkLock.RLock()
		defer syscall.ForkLock.RUnlock()
		if fd, dupErr = syscall.Dup(int(master)); dupErr == nil {
			syscall.CloseOnExec(fd)
			dupErr = syscall.SetNonblock(fd, true)
		}
	})
	if err := errors.Join(err, dupErr); err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), ends.Master().Name()), nil
}

func killGroup(p *os.Process) error {
	err := syscall.Kill(-p.Pid, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) || errors.Is(err, syscall.EPERM) {
		return nil // nobody is left; macOS says so of dead processes by EPERM
	}
	return err
}

func code(state *os.ProcessState) int {
	if w, ok := state.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return 128 + int(w.Signal())
	}
	return state.ExitCode()
}
