package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// maxLogs bounds the devices of a workspace.
const maxLogs = 1000

// Read returns the events of all devices of the workspace at root, and what is
// wrong with their logs. It takes no lock and writes nothing. Events come in the
// order of their files; interview.Machine.Replay wants no other.
func Read(root string) ([]interview.Event, []Problem, error) {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil, nil, problem(err, "读取调研日志", "reading the logs of the interview")
	}
	defer dir.Close()
	return ReadFS(dir.FS())
}

// ReadFS is Read in the file system of a workspace. A workspace without logs has
// no events.
func ReadFS(fsys fs.FS) ([]interview.Event, []Problem, error) {
	logs, problems, err := readLogs(fsys)
	if err != nil {
		return nil, nil, err
	}
	for _, l := range logs {
		problems = append(problems, l.problems...)
		if l.tail.torn {
			problems = append(problems, l.tornElsewhere())
		}
	}
	return together(logs), problems, nil
}

// together are the events of all logs.
func together(logs []readLog) []interview.Event {
	all := make([][]interview.Event, len(logs))
	for i, l := range logs {
		all[i] = l.events
	}
	if len(all) == 1 {
		return all[0]
	}
	return slices.Concat(all...)
}

// readLog is a log with its name.
type readLog struct {
	scanned
	file   string // slash path
	device string
	unread bool // it could not be read to its end
}

// tornElsewhere is the problem of a torn last line that this device does not repair.
func (l readLog) tornElsewhere() Problem {
	return Problem{l.file, l.tail.line, i18n.Text{
		ZH: "最后一行没有写完整，其余都在；在写它的电脑上打开调研时会修复",
		EN: "the last line was not written to the end, all others are there; it is repaired when the interview is opened on the machine that writes it",
	}}
}

// readLogs reads all logs by the order of their names. A log that cannot be read
// is a problem; the others are read.
func readLogs(fsys fs.FS) ([]readLog, []Problem, error) {
	entries, err := fs.ReadDir(fsys, logDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, problem(err, "读取 %[1]s", "reading %[1]s", logDir)
	}
	var logs []readLog
	var problems []Problem
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), logSuffix)
		if !ok {
			continue
		}
		l := readLog{file: path.Join(logDir, e.Name())}
		if interview.CheckDevice(name) == nil {
			l.device = name
		}
		switch {
		case !e.Type().IsRegular():
			err = errors.New("it is not a regular file")
		case len(logs) == maxLogs:
			err = fmt.Errorf("there are more than %d logs", maxLogs)
		default:
			l.scanned, err = scanFile(fsys, l.file, l.device)
		}
		if err != nil {
			l.unread = true
			problems = append(problems, Problem{l.file, 0, i18n.Textf("没有读全：%[1]v", "it was not read to the end: %[1]v", err)})
		}
		logs = append(logs, l)
	}
	return logs, problems, nil
}

func scanFile(fsys fs.FS, file, device string) (scanned, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return scanned{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return scanned{}, err
	}
	return scan(f, file, device, info.Size())
}
