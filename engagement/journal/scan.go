package journal

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const (
	maxLog      = 512 << 20 // bytes that are read of one log
	maxProblems = 50        // that are named of one log
)

// scanned is what was read of one log.
type scanned struct {
	events   []interview.Event
	last     uint64 // highest number of an event of the log's own device
	size     int64  // bytes read
	tail     tail
	problems []Problem
	omitted  int // problems beyond maxProblems
}

// tail is the last line of a log that is not empty.
type tail struct {
	line  int   // its number, 0 when there is none
	start int64 // offset of its first byte
	open  bool  // it lacks its newline
	torn  bool  // it was not written to its end. An event of a newer program may be no event to this one, but is JSON
}

// scanner reads the lines of a log.
type scanner struct {
	scanned
	file    string // slash path, for problems
	device  string // whose log it is; "" when the file's name tells none
	line    int
	foreign bool // events of another device were reported
	marked  bool // markers of a git conflict were reported
}

// scan reads a log of about size bytes to its end, whatever it holds.
func scan(r io.Reader, file, device string, size int64) (scanned, error) {
	const usual = 300 // bytes of a line
	s := scanner{file: file, device: device}
	s.events = make([]interview.Event, 0, min(max(size, 0), maxLog/16)/usual)
	// The buffer holds the longest line and its end, so that a line is a slice of it.
	lines := bufio.NewReaderSize(io.LimitReader(r, maxLog+1), interview.MaxLine+2)
	var b batch
	for {
		start := s.size
		line, tooLong, err := s.next(lines)
		if len(line) > 0 {
			b.add(line, rawLine{number: s.line, start: start, tooLong: tooLong})
		}
		if err != nil || b.full() {
			for _, l := range b.decode() {
				s.take(l)
			}
			b.reset()
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return s.scanned, err
		}
	}
	if s.size > maxLog {
		return s.scanned, problem(nil, "日志超过 %d MiB", "the log is larger than %d MiB", maxLog>>20)
	}
	if n := len(s.problems); s.tail.torn && n > 0 && s.problems[n-1].Line == s.tail.line {
		s.problems = s.problems[:n-1] // whoever reads the log says more about a torn line
	}
	if s.omitted > 0 {
		s.problems = append(s.problems, Problem{file, 0, i18n.Textf("另有 %d 行有问题，未列出", "%d more lines with problems are not listed", s.omitted)})
	}
	return s.scanned, nil
}

// next reads a line with its end. Of a line that is too long it returns the first
// bytes and passes over the rest.
func (s *scanner) next(r *bufio.Reader) (line []byte, tooLong bool, err error) {
	line, err = r.ReadSlice('\n')
	s.size += int64(len(line))
	for errors.Is(err, bufio.ErrBufferFull) {
		var more []byte
		tooLong = true
		more, err = r.ReadSlice('\n')
		s.size += int64(len(more))
		if len(more) > 0 {
			line = more[len(more)-1:]
		}
	}
	s.line++
	return line, tooLong, err
}

// take keeps the event of a line, or notes why there is none.
func (s *scanner) take(l rawLine) {
	if len(l.text) == 0 && !l.tooLong {
		return
	}
	s.tail = tail{line: l.number, start: l.start, open: l.open, torn: l.tooLong}
	if l.tooLong {
		s.note("该行超过 %[1]d 字节，已跳过", "the line is longer than %[1]d bytes and was passed over", interview.MaxLine)
		return
	}
	e, err := l.event, l.err
	if err != nil {
		if e, err = s.salvage(l.text, err); err != nil {
			s.tail.torn = !json.Valid(l.text)
			return
		}
	}
	s.keep(e)
}

// keep takes an event, whose id Decode has checked.
func (s *scanner) keep(e interview.Event) {
	device, n, _ := strings.Cut(e.ID, "/")
	if device == s.device {
		if n, err := strconv.ParseUint(n, 10, 63); err == nil {
			s.last = max(s.last, n)
		}
	} else if !s.foreign {
		s.foreign = true
		s.note("文件中有设备 %[1]s 的事件，像是复制出来的日志：照样采用；若是多余的副本，可以删除该文件",
			"the file holds events of the device %[1]s and looks like a copy of its log: they count all the same; when it is a spare copy, it can be deleted", device)
	}
	s.events = append(s.events, e)
}

// salvage finds the event that begins inside of a line, behind what was torn or
// behind zeros, and reports what was passed over.
func (s *scanner) salvage(text []byte, why error) (interview.Event, error) {
	head := text
	e, err := interview.Event{}, why
	if at := bytes.LastIndex(text, []byte(`{"id":"`)); at > 0 {
		if e, err = interview.Decode(text[at:]); err == nil {
			head = text[:at]
		}
	}
	switch {
	case len(bytes.Trim(head, "\x00")) == 0:
		s.note("断电留下的空白数据（%[1]d 字节），已跳过", "%[1]d bytes of zeros, as a cut of power leaves them, were passed over", len(head))
	case isMarker(head):
		if !s.marked {
			s.note("git 合并冲突的标记，已跳过，两边的答案都采用；该行可以删除", "a marker of a git conflict was passed over, and the answers of both sides count; the line can be deleted")
		}
		s.marked = true
	default:
		s.note("该行不是事件，已跳过：%[1]v", "the line is no event and was passed over: %[1]v", why)
	}
	return e, err
}

func isMarker(line []byte) bool {
	for _, m := range []string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"} {
		if bytes.HasPrefix(line, []byte(m)) {
			return true
		}
	}
	return false
}

func (s *scanner) note(zh, en string, args ...any) {
	if len(s.problems) == maxProblems {
		s.omitted++
		return
	}
	s.problems = append(s.problems, Problem{s.file, s.tail.line, i18n.Textf(zh, en, args...)})
}
