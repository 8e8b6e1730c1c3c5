package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/gantry-ack/gantry/engagement/interview"
)

// output is the log, open for appending.
type output interface {
	Write(p []byte) (int, error)
	Stat() (fs.FileInfo, error)
	Sync() error
	Close() error
}

// Append writes events to the log in one write. When it returns nil, no end of the
// program loses them. When it fails, none of them is in the log; the same events
// may be appended again.
func (j *Journal) Append(events ...interview.Event) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return ErrClosed
	}
	lines, last, err := j.encode(events)
	if err != nil || len(events) == 0 {
		return err
	}
	if err := j.ready(); err != nil {
		return j.refused(err)
	}
	n, err := j.log.Write(lines)
	if err != nil {
		j.dirty = n > 0
		if j.dirty {
			_ = j.takeBack() // tried again by the next Append, and by Close
		}
		return j.refused(err)
	}
	j.size += int64(len(lines))
	j.self.Last = last
	j.events = append(j.events, events...)
	j.syncSoon()
	return nil
}

func (j *Journal) refused(err error) error {
	return problem(err, "写入 %[1]s", "writing to %[1]s", j.self.log())
}

// encode prints the events and makes sure that they can be read back as events of
// this device that follow what is there.
func (j *Journal) encode(events []interview.Event) ([]byte, uint64, error) {
	var lines bytes.Buffer
	last := j.self.Last
	for _, e := range events {
		line, err := e.Encode()
		if err != nil {
			return nil, 0, err
		}
		if _, err := interview.Decode(line); err != nil {
			return nil, 0, err
		}
		clock, err := interview.ParseID(e.ID)
		switch {
		case err != nil:
			return nil, 0, err
		case clock.Device != j.self.Device:
			return nil, 0, fmt.Errorf("writing event %s: this is the log of %s", clock, j.self.Device)
		case clock.N <= last:
			return nil, 0, fmt.Errorf("writing event %s: number %d is used already", clock, last)
		}
		last = clock.N
		lines.Write(line)
		lines.WriteByte('\n')
	}
	return lines.Bytes(), last, nil
}

// ready sees to it that the log is open, is the file of that name, and ends where
// the last event ended.
func (j *Journal) ready() error {
	if j.dirty {
		if err := j.takeBack(); err != nil {
			return fmt.Errorf("taking back what a failed write left: %w", err)
		}
	}
	if j.log == nil {
		switch err := j.begin(); {
		case j.begun && errors.Is(err, fs.ErrNotExist):
			return j.restore()
		case err != nil:
			return err
		}
	}
	there, err := j.root.Lstat(j.self.log())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	mine, openErr := j.log.Stat()
	if err == nil && openErr == nil && os.SameFile(there, mine) && there.Size() == j.size {
		return nil
	}
	return j.restore()
}

// takeBack removes what a failed write left.
func (j *Journal) takeBack() error {
	if err := cut(j.root, j.self.log(), j.size); err != nil {
		return err
	}
	j.dirty = false
	return nil
}

// begin opens the log for the first event of this run. A new device makes it, and
// says so first: a log of its name that is there already is somebody else's.
func (j *Journal) begin() error {
	how := os.O_WRONLY | os.O_APPEND
	if !j.begun {
		how |= os.O_CREATE | os.O_EXCL
		self := j.self
		self.Started = true
		if err := self.save(j.root); err != nil {
			return err
		}
		j.self = self
		if err := j.root.MkdirAll(logDir, 0o755); err != nil {
			return err
		}
	}
	f, err := j.root.OpenFile(j.self.log(), how, 0o644)
	if err != nil {
		return err
	}
	if !j.begun {
		syncDir(j.root, logDir)
	}
	j.log, j.begun = f, true
	return nil
}
