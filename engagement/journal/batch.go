package journal

import (
	"bytes"
	"runtime"
	"sync"

	"github.com/gantry-ack/gantry/engagement/interview"
)

// rawLine is a line of a log, and after decode what it says.
type rawLine struct {
	number  int
	start   int64 // offset of its first byte
	tooLong bool
	open    bool   // it lacks its newline
	text    []byte // without its end
	event   interview.Event
	err     error
}

// batch is some lines that are decoded at the same time: decoding takes nearly all
// of the time that reading a log takes.
type batch struct {
	lines []rawLine
	ends  []int  // of the texts in bytes
	bytes []byte // the lines one after the other
}

func (b *batch) add(line []byte, l rawLine) {
	l.open = line[len(line)-1] != '\n'
	text := bytes.TrimRight(line, "\r\n \t")
	if l.number == 1 {
		text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	}
	b.bytes = append(b.bytes, text...)
	b.ends = append(b.ends, len(b.bytes))
	b.lines = append(b.lines, l)
}

func (b *batch) full() bool { return len(b.lines) >= 4096 || len(b.bytes) >= 2<<20 }

func (b *batch) reset() { b.lines, b.ends, b.bytes = b.lines[:0], b.ends[:0], b.bytes[:0] }

// decode returns the lines with their events. The texts are good until reset.
func (b *batch) decode() []rawLine {
	start := 0
	for i, end := range b.ends {
		b.lines[i].text, start = b.bytes[start:end], end
	}
	const few = 64 // not worth a goroutine
	share := max(few, (len(b.lines)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	var done sync.WaitGroup
	for from := 0; from < len(b.lines); from += share {
		lines := b.lines[from:min(from+share, len(b.lines))]
		done.Go(func() {
			for i := range lines {
				if l := &lines[i]; len(l.text) > 0 && !l.tooLong {
					l.event, l.err = interview.Decode(l.text)
				}
			}
		})
	}
	done.Wait()
	return b.lines
}
