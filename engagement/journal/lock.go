package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
	"unicode"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Holder is the process that holds a lock.
type Holder struct {
	PID     int       `json:"pid"`
	Host    string    `json:"host"`
	User    string    `json:"user"`
	Command string    `json:"command"`
	Since   time.Time `json:"since"`
}

// text names the holder.
func (h Holder) text() i18n.Text {
	if h.PID == 0 {
		return i18n.Text{ZH: "另一个刚启动的 gantry", EN: "another gantry that has just started"}
	}
	since := h.Since.Format("2006-01-02 15:04")
	return i18n.Textf("用户 %[2]s 在电脑 %[3]s 上自 %[5]s 起运行的 %[4]s（进程 %[1]d）",
		"%[4]s, which %[2]s runs on %[3]s since %[5]s (process %[1]d),", h.PID, plain(h.User), plain(h.Host), plain(h.Command), since)
}

// plain makes a text from a file fit for a message.
func plain(s string) string {
	const most = 80
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	if s == "" {
		return "?"
	}
	return s
}

// LockedError says that another process writes the log of this device.
type LockedError struct {
	Root   string
	Holder Holder // PID is 0 when the lock does not tell
	Stale  string // file to delete when the process is gone; "" when the system frees the lock
}

// Error is the English text.
func (e *LockedError) Error() string { return e.In(i18n.EN) }

// In is the text in a language: who holds the lock and what to do.
func (e *LockedError) In(l i18n.Lang) string {
	holder := e.Holder.text()
	text := i18n.Text{
		ZH: fmt.Sprintf("打开 %s 的调研：%s 正在使用它。请在那里继续，或先在那里退出；两人同时访谈时，各自用一份 git clone，之后合并", e.Root, holder.ZH),
		EN: fmt.Sprintf("opening the interview of %s: %s is using it; go on there, or leave it there first; two people who interview at the same time use a git clone each and merge afterwards", e.Root, holder.EN),
	}
	if e.Stale != "" {
		text.ZH += fmt.Sprintf("。如果该进程早已结束，删除 %s", e.Stale)
		text.EN += fmt.Sprintf("; when that process ended long ago, delete %s", e.Stale)
	}
	return text.In(l)
}

// What the lock of the operating system may answer.
var (
	errBusy        = errors.New("the file is locked")
	errUnsupported = errors.New("the file system has no locks")
)

// lock is held while the log of a device may be written. The operating system
// frees it when the process ends, however it ends; its file stays, because removing
// it would let two processes lock two files of one name.
type lock struct {
	root *os.Root
	file *os.File // of a lock of the system
	mark string   // of a lock by the existence of a file
}

// takeLock takes the lock, or returns a *LockedError.
func takeLock(root *os.Root, name string, self Holder) (*lock, error) {
	f, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	switch err := lockFile(f); {
	case err == nil:
		writeHolder(f, self)
		return &lock{root: root, file: f}, nil
	case errors.Is(err, errUnsupported):
		_ = f.Close()
		return markLock(root, name+".pid", self)
	case errors.Is(err, errBusy):
		holder := readHolder(f)
		_ = f.Close()
		return nil, &LockedError{Root: root.Name(), Holder: holder}
	default:
		return nil, errors.Join(fmt.Errorf("taking the lock %s: %w", name, err), f.Close())
	}
}

func (l *lock) release() error {
	if l.file == nil {
		return l.root.Remove(l.mark)
	}
	_ = l.file.Truncate(0) // who held it last is of no use to anybody
	return errors.Join(unlockFile(l.file), l.file.Close())
}

// writeHolder names the holder. The lock holds without it, on a full disk too.
func writeHolder(f *os.File, self Holder) {
	content, err := json.Marshal(self)
	if err != nil {
		return
	}
	_ = f.Truncate(0)
	_, _ = f.WriteAt(append(content, '\n'), 0)
}

func readHolder(r io.ReaderAt) Holder {
	const most = 4096
	var h Holder
	content, err := io.ReadAll(io.NewSectionReader(r, 0, most))
	if err != nil || json.Unmarshal(content, &h) != nil {
		return Holder{}
	}
	return h
}

// markLock is the lock where the file system has none: a file that must not exist.
// One whose process is gone is taken over.
func markLock(root *os.Root, name string, self Holder) (*lock, error) {
	const tries = 3
	for range tries {
		f, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
		if err == nil {
			writeHolder(f, self)
			return &lock{root: root, mark: name}, f.Close()
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		if f, err = root.Open(name); errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		holder := readHolder(f)
		_ = f.Close()
		if holder.PID == 0 || holder.Host != self.Host || alive(holder.PID) {
			return nil, &LockedError{Root: root.Name(), Holder: holder, Stale: name}
		}
		if err := breakMark(root, name, holder, self); err != nil {
			return nil, err
		}
	}
	return nil, &LockedError{Root: root.Name(), Stale: name}
}

// breakMark moves the mark of a process that is gone aside. When another process
// was faster, what was moved is its mark, and goes back.
func breakMark(root *os.Root, name string, gone, self Holder) error {
	aside := fmt.Sprintf("%s.%d", name, self.PID)
	if err := root.Rename(name, aside); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	if f, err := root.Open(aside); err == nil {
		moved := readHolder(f)
		_ = f.Close()
		if moved.PID != gone.PID || !moved.Since.Equal(gone.Since) {
			return root.Rename(aside, name)
		}
	}
	return root.Remove(aside)
}
