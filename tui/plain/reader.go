package plain

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/gantry-ack/gantry/internal/cells"
)

// maxLine is the longest line that is read, in bytes.
const maxLine = 64 << 10

// What can be wrong with a line. Its content is thrown away up to the line end.
var (
	errLong     = errors.New("the line is too long")
	errEncoding = errors.New("the line is not UTF-8")
)

// reader reads lines on demand and never ahead of it, so that what follows the
// interview in the same input stays there as far as the buffer allows. It reads
// beside the caller, because a read cannot be interrupted.
type reader struct {
	wanted chan struct{}
	lines  chan input
}

type input struct {
	text string
	err  error
}

func newReader(in io.Reader) *reader {
	r := &reader{wanted: make(chan struct{}), lines: make(chan input, 1)}
	go r.serve(bufio.NewReaderSize(in, maxLine))
	return r
}

func (r *reader) close() { close(r.wanted) }

func (r *reader) serve(in *bufio.Reader) {
	first := true
	for range r.wanted {
		text, err := readLine(in)
		if first {
			text = strings.TrimPrefix(text, "\uFEFF") // PowerShell's pipe begins with one
		}
		first = false
		if err == nil && !utf8.ValidString(text) {
			text, err = "", errEncoding
		}
		r.lines <- input{clean(text), err}
	}
}

// next waits for a line; io.EOF is the end of the input.
func (r *reader) next(ctx context.Context) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	r.wanted <- struct{}{}
	select {
	case line := <-r.lines:
		return line.text, line.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// readLine reads a line without its end. A last line without an end is one, too.
func readLine(in *bufio.Reader) (string, error) {
	line, err := in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = in.ReadSlice('\n')
		}
		if err == nil || errors.Is(err, io.EOF) {
			err = errLong
		}
		return "", err
	}
	if errors.Is(err, io.EOF) && len(line) > 0 {
		err = nil
	}
	return strings.TrimRight(string(line), "\r\n"), err
}

// clean makes a line harmless but keeps its tabs, which part the cells of a row
// that was copied from a spreadsheet.
func clean(line string) string {
	columns := strings.Split(line, "\t")
	for i, c := range columns {
		columns[i] = strings.TrimSpace(cells.Clean(c))
	}
	return strings.Join(columns, "\t")
}
