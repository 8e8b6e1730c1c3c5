package journal

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// beyond is a byte that no content reaches: Windows keeps others from reading what
// is locked, and they are to read who holds the lock.
func beyond() *windows.Overlapped { return &windows.Overlapped{OffsetHigh: 0x7fffffff} }

// lockFile takes the lock of an open file without waiting.
func lockFile(f *os.File) error {
	return control(f, func(h windows.Handle) error {
		return windows.LockFileEx(h, windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, beyond())
	})
}

func unlockFile(f *os.File) error {
	return control(f, func(h windows.Handle) error { return windows.UnlockFileEx(h, 0, 1, 0, beyond()) })
}

func control(f *os.File, do func(windows.Handle) error) error {
	conn, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var result error
	err = conn.Control(func(fd uintptr) { result = do(windows.Handle(fd)) })
	switch {
	case err != nil:
		return err
	case errors.Is(result, windows.ERROR_LOCK_VIOLATION), errors.Is(result, windows.ERROR_IO_PENDING):
		return errBusy
	case errors.Is(result, windows.ERROR_NOT_SUPPORTED), errors.Is(result, windows.ERROR_INVALID_FUNCTION):
		return errUnsupported
	}
	return result
}

// alive tells whether a process of this machine still runs; in doubt it does.
func alive(pid int) bool {
	const stillActive = 259
	h, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid)) //nolint:gosec // a process id, as it was written
	if err != nil {
		return !errors.Is(err, windows.ERROR_INVALID_PARAMETER)
	}
	defer func() { _ = windows.CloseHandle(h) }()
	var code uint32
	return windows.GetExitCodeProcess(h, &code) != nil || code == stillActive
}
