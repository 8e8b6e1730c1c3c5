package journal

import (
	"errors"
	"os"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// restore opens a log that was replaced or changed while it was open, such as by
// git switching to another version, and writes back what it lacks of this device.
func (j *Journal) restore() error {
	if j.log != nil {
		_ = j.log.Close()
		j.log = nil
	}
	if err := j.root.MkdirAll(logDir, 0o755); err != nil {
		return err
	}
	name := j.self.log()
	f, err := j.root.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	l := readLog{file: name, device: j.self.Device}
	l.scanned, err = scanFile(j.root.FS(), name, j.self.Device)
	if err == nil {
		err = j.repair(&l)
	}
	if err != nil {
		return errors.Join(err, f.Close())
	}
	lines, n, err := j.lacking(l.events)
	if err == nil && n > 0 {
		_, err = f.Write(lines)
	}
	if err != nil {
		_ = cut(j.root, name, l.size) // else the next try repairs it
		j.size = -1                   // so that there is a next try
		return errors.Join(err, f.Close())
	}
	j.log, j.size = f, l.size+int64(len(lines))
	if n > 0 {
		j.note(name, 0, i18n.Textf("日志在打开期间被替换（例如 git 切换了版本），已补写 %[1]d 个事件",
			"the log was replaced while it was open (git switched to another version); %[1]d events were written back", n))
	}
	return nil
}

// lacking are the lines of the events of this device that are not among those
// found.
func (j *Journal) lacking(found []interview.Event) (lines []byte, n int, err error) {
	there := map[string]bool{}
	for _, e := range found {
		there[e.ID] = true
	}
	for _, e := range j.events {
		clock, err := interview.ParseID(e.ID)
		if err != nil || clock.Device != j.self.Device || there[e.ID] {
			continue
		}
		line, err := e.Encode()
		if err != nil {
			return nil, 0, err
		}
		lines = append(append(lines, line...), '\n')
		n++
	}
	return lines, n, nil
}
