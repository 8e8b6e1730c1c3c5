package journal

import (
	"bytes"
	"errors"
	"io"
	"os"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// repair makes the own log end with a complete line. What is cut off is kept.
func (j *Journal) repair(l *readLog) error {
	switch {
	case l.tail.torn:
		return j.cutTail(l)
	case l.tail.open:
		return j.endLine(l)
	}
	return nil
}

// endLine adds the newline that a complete last line lacks.
func (j *Journal) endLine(l *readLog) error {
	f, err := j.root.OpenFile(l.file, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = f.Write([]byte("\n"))
	if err = errors.Join(err, f.Close()); err == nil {
		l.size++
	}
	return err
}

// cutTail cuts a last line off that was not written to its end. One that is longer
// than any event is somebody else's work and only ended, so that it stays.
func (j *Journal) cutTail(l *readLog) error {
	const most = 4 << 20
	if l.size-l.tail.start > most {
		j.note(l.file, l.tail.line, i18n.Text{
			ZH: "最后一行不是事件且过长，已跳过并原样保留",
			EN: "the last line is no event and too long; it was passed over and stays as it is",
		})
		if !l.tail.open {
			return nil
		}
		return j.endLine(l)
	}
	fragment, err := readTail(j.root, l.file, l.tail.start)
	if err != nil {
		return err
	}
	kept := ""
	if len(bytes.Trim(fragment, "\x00\r\n")) > 0 {
		if kept, err = keepAside(j.root, "torn-"+j.self.Device, "", fragment); err != nil {
			return err
		}
	}
	if err := cut(j.root, l.file, l.tail.start); err != nil {
		return err
	}
	l.size = l.tail.start
	text := i18n.Text{
		ZH: "最后一行没有写完整（程序或电脑在写入时停止），已移除；此前的内容都在",
		EN: "the last line was not written to the end, because the program or the machine stopped; it was removed, and everything before it is there",
	}
	if kept != "" {
		text.ZH += "。残片保存在 " + kept
		text.EN += "; what there was of it is in " + kept
	}
	j.note(l.file, l.tail.line, text)
	return nil
}

func readTail(root *os.Root, file string, from int64) ([]byte, error) {
	f, err := root.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.NewSectionReader(f, from, maxLog))
}

// cut shortens a file. It opens the file anew, since Windows shortens none that is
// open for appending.
func cut(root *os.Root, file string, size int64) error {
	f, err := root.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Truncate(size), f.Close())
}

func (j *Journal) note(file string, line int, text i18n.Text) {
	j.problems = append(j.problems, Problem{file, line, text})
}
