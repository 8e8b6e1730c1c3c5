package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Options say who opens which workspace.
type Options struct {
	Root string // of the workspace
	// Host and User name the machine and the account. They become part of the
	// device's name, and with it of a file name that is in git.
	Host, User string
	Command    string           // what runs, for the person whom the lock keeps out: gantry survey
	Now        func() time.Time // clock
	Rand       io.Reader        // names a new device
	// SyncAfter is how long an event may wait until it is safe from a cut of power;
	// DefaultSyncAfter when 0.
	SyncAfter time.Duration
}

// DefaultSyncAfter is the time within which events are synced to the disk.
const DefaultSyncAfter = 2 * time.Second

// Journal is the open log of a device. Its methods may be called from several
// goroutines.
type Journal struct {
	root      *os.Root
	syncAfter time.Duration

	mu       sync.Mutex
	self     device
	lock     *lock
	events   []interview.Event
	problems []Problem
	log      output // nil until the first event is written
	begun    bool   // the log is there
	size     int64  // of the log without what a failed write left
	dirty    bool   // a failed write left something behind
	unsynced uint64 // writes since the last sync
	timer    *time.Timer
	syncErr  error // of a sync in the background
	closed   bool
}

var _ interview.Log = (*Journal)(nil)

// Open takes the lock of this copy of the workspace, repairs the log of its device
// and reads all logs. It returns a *LockedError when another process holds the lock,
// and an *Error otherwise, with ErrReadOnly as cause when nothing can be written.
func Open(o Options) (*Journal, error) {
	dir, err := canonical(o.Root)
	if err != nil {
		return nil, opening(o.Root, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, opening(dir, err)
	}
	j := &Journal{root: root, syncAfter: o.SyncAfter, self: device{Host: shortHost(o.Host), User: o.User, Root: dir}}
	if j.syncAfter == 0 {
		j.syncAfter = DefaultSyncAfter
	}
	if err := j.open(o); err != nil {
		if j.lock != nil {
			_ = j.lock.release()
		}
		_ = root.Close() // the first error is the one to tell
		if locked := (*LockedError)(nil); errors.As(err, &locked) {
			return nil, locked
		}
		return nil, opening(dir, err)
	}
	return j, nil
}

// canonical is the one path of a directory.
func canonical(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

func (j *Journal) open(o Options) error {
	if err := prepareState(j.root); err != nil {
		return err
	}
	holder := Holder{PID: os.Getpid(), Host: o.Host, User: o.User, Command: o.Command, Since: o.Now()}
	var err error
	if j.lock, err = takeLock(j.root, path.Join(stateDir, "lock-"+j.self.identity()), holder); err != nil {
		return err
	}
	if err := addAttributes(j.root); err != nil {
		return err
	}
	logs, problems, err := readLogs(j.root.FS())
	if err != nil {
		return err
	}
	j.problems = problems
	own, err := j.identify(o, logs)
	if err != nil {
		return err
	}
	for i := range logs {
		if l := &logs[i]; l == own {
			err = j.repair(l)
			j.begun, j.size, j.self.Last = true, l.size, l.last
		} else if l.tail.torn {
			j.problems = append(j.problems, l.tornElsewhere())
		}
		if err != nil {
			return err
		}
		j.problems = append(j.problems, logs[i].problems...)
	}
	j.events = together(logs)
	return j.self.save(j.root)
}

// identify finds the device and its log among the logs, or makes a new device,
// which has none.
func (j *Journal) identify(o Options, logs []readLog) (*readLog, error) {
	known, ok := j.self.load(j.root)
	if ok {
		at := slices.IndexFunc(logs, func(l readLog) bool { return l.file == known.log() })
		switch {
		case at < 0 && known.Last == 0:
			j.self = known
			return nil, nil //nolint:nilnil // a device that has written nothing
		case at >= 0 && known.Started && !logs[at].unread && logs[at].last >= known.Last:
			j.self = known
			return &logs[at], nil
		}
		j.note(known.log(), 0, i18n.Text{
			ZH: "本机的日志缺少已写过的答案（例如 git 切换了版本，或恢复了备份）。本次起写入新的日志；旧日志再次合并进来时，答案仍然有效",
			EN: "the log of this machine lacks answers that were written before (git switched to another version, or a backup was restored). A new log is begun; when the old one is merged in again, its answers count",
		})
	}
	name, err := j.self.name(o.Rand, func(name string) bool {
		return slices.ContainsFunc(logs, func(l readLog) bool { return l.knows(name) })
	})
	j.self.Device, j.self.Created = name, o.Now().UTC().Truncate(time.Second)
	return nil, err
}

// knows tells whether a log is that of the device or holds an event of it.
func (l readLog) knows(device string) bool {
	return l.device == device || slices.ContainsFunc(l.events, func(e interview.Event) bool {
		clock, err := interview.ParseID(e.ID)
		return err == nil && clock.Device == device
	})
}

// Device is the name of the device that writes.
func (j *Journal) Device() string { return j.self.Device }

// Events are the events of all devices that were there at Open, and what was
// appended since.
func (j *Journal) Events() []interview.Event {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clip(j.events) // nobody changes what is there
}

// Problems are what was found wrong in the logs.
func (j *Journal) Problems() []Problem {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.problems)
}

// Close syncs the log and gives the lock back. A second Close does nothing.
func (j *Journal) Close() error {
	j.mu.Lock()
	if j.closed {
		j.mu.Unlock()
		return nil
	}
	j.closed = true
	if j.timer != nil {
		j.timer.Stop()
	}
	j.mu.Unlock()
	err := j.sync()
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.dirty {
		_ = j.takeBack() // Open repairs what is left
	}
	if j.log != nil {
		err = errors.Join(err, j.log.Close())
	}
	if err = errors.Join(err, j.lock.release(), j.root.Close()); err != nil {
		return fmt.Errorf("closing the log of the interview: %w", err)
	}
	return nil
}
