//go:build unix

package terminal

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// drain is how long output may still come once the program has ended: nearly none,
// because the system ends it, but a loaded machine may be slow to hand it over.
const drain = time.Second

// leader makes the program the leader of a session, with the terminal as its own.
func leader() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setsid: true, Setctty: true}
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
