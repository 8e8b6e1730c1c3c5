package fileset

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// holder says who holds a lock: a process on a machine. The machine is known by a hash, since its name often is a
// person's.
type holder struct {
	pid  int
	host string
}

func thisProcess() holder {
	name, err := os.Hostname()
	if err != nil {
		name = "unknown"
	}
	return holder{pid: os.Getpid(), host: hash([]byte(name))[:16]}
}

func (h holder) String() string { return fmt.Sprintf("%d %s\n", h.pid, h.host) }

func parseHolder(content []byte) (holder, bool) {
	pid, host, ok := strings.Cut(strings.TrimSpace(string(content)), " ")
	n, err := strconv.Atoi(pid)
	return holder{pid: n, host: host}, ok && err == nil && n > 0
}

// lock takes the lock of a tree, making the state directory if need be. A lock whose process is gone is taken
// over. The function that it returns gives the lock back.
func lock(d disk, state string, self holder) (unlock func(), err error) {
	name := path.Join(state, "lock")
	if err := makeState(d, state); err != nil {
		return nil, err
	}
	unlock = func() { _ = d.Remove(name) }
	for range 3 {
		err = d.Create(name, []byte(self.String()), 0o644)
		if err == nil {
			return unlock, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("taking the lock %s: %w", name, err)
		}
		found, err := look(d, name)
		if err != nil {
			return nil, fmt.Errorf("taking the lock: %w", err)
		}
		if !found.present {
			continue
		}
		owner, ok := parseHolder(found.content)
		if !ok || owner.host != self.host || alive(owner.pid) {
			return nil, errLocked(name, owner, ok, self)
		}
		if err := breakLock(d, name, self, found.content); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("taking the lock %s: other runs keep taking it: wait until they are done", name)
}

func errLocked(name string, owner holder, readable bool, self holder) error {
	switch {
	case !readable:
		return fmt.Errorf("taking the lock %s: it does not say who holds it: when no run is writing here, delete that file", name)
	case owner.host == self.host:
		return fmt.Errorf("taking the lock %s: another run (process %d) is writing here: wait until it is done", name, owner.pid)
	}
	return fmt.Errorf("taking the lock %s: a run on another machine or in another container holds it: "+
		"when none is running, delete that file", name)
}

// breakLock moves a stale lock aside. When another run was faster, what was moved is that run's lock, and goes back.
func breakLock(d disk, name string, self holder, stale []byte) error {
	aside := fmt.Sprintf("%s-stale-%d", name, self.pid)
	if err := d.Rename(name, aside); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return fmt.Errorf("removing the stale lock %s: %w", name, err)
	}
	moved, err := look(d, aside)
	if err == nil && string(moved.content) != string(stale) {
		return d.Rename(aside, name)
	}
	return d.Remove(aside)
}

func makeState(d disk, state string) error {
	if _, err := look(d, path.Join(state, "lock")); err != nil {
		return err
	}
	for _, dir := range append(parents(state), state) {
		if err := d.Mkdir(dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("making the directory %s: %w", dir, err)
		}
	}
	return nil
}

// alive reports whether a process of this machine still runs; in doubt it does.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer func() { _ = p.Release() }()
	if runtime.GOOS == "windows" {
		return true
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, os.ErrPermission)
}
