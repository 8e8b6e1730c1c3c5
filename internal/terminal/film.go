package terminal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

const (
	// keyStep is what a key takes in a stepped recording: a calm typist.
	keyStep = 120 * time.Millisecond
	// hold is how long a screen that was waited for stays in a stepped recording.
	hold = 1200 * time.Millisecond
)

// film writes a session as asciicast v2. The methods of a film without a writer do
// nothing. All but stepped are called with the session's lock held.
type film struct {
	w       io.Writer
	clock   func() time.Time // nil when the recording is stepped
	start   time.Time
	now     time.Duration // since the start, of a stepped recording
	last    *Screen       // the last one written, of a stepped recording
	held    *Screen       // the next one to write, unless another one takes its place
	dwell   time.Duration // how long held stays
	partial []byte        // the beginning of a character whose end has not come yet
	err     error         // the first that writing returned
}

// header is the first line of an asciicast; the size is in cells.
type header struct {
	Version   int               `json:"version"`
	Width     int               `json:"width"`
	Height    int               `json:"height"`
	Timestamp int64             `json:"timestamp,omitempty"` // seconds since 1970
	Env       map[string]string `json:"env"`
}

func newFilm(o Options) *film {
	f := &film{w: o.Record, clock: o.Clock}
	if f.w == nil {
		return f
	}
	h := header{Version: 2, Width: o.Width, Height: o.Height, Env: map[string]string{"TERM": "xterm-256color"}}
	if f.clock != nil {
		f.start = f.clock()
		h.Timestamp = f.start.Unix()
	}
	f.line(quoted(h))
	return f
}

// stepped tells whether only settled screens are written. It reads nothing that changes.
func (f *film) stepped() bool { return f.w != nil && f.clock == nil }

// output writes what the program printed, as it came.
func (f *film) output(b []byte) {
	if f.w == nil || f.clock == nil {
		return
	}
	b = append(f.partial, b...)
	whole := len(b) - incomplete(b)
	f.partial = bytes.Clone(b[whole:])
	if whole > 0 {
		f.event("o", string(b[:whole]))
	}
}

// incomplete is how many bytes at the end are the beginning of a character.
func incomplete(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		tail := b[len(b)-n:]
		if utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return 0
			}
			return n
		}
	}
	return 0
}

// keep holds a settled screen to be written before the next input. Until then a
// later one takes its place: what had been waited for last is what is shown, however
// many half-way screens a loaded machine let be seen before.
func (f *film) keep(s *Screen, dwell time.Duration) {
	if f.stepped() {
		f.held, f.dwell = s, dwell
	}
}

// flush writes the screen that is held.
func (f *film) flush() {
	if f.held != nil {
		f.frame(f.held)
		f.now += f.dwell
		f.held, f.dwell = nil, 0
	}
}

// frame writes a settled screen as the rows that differ from the last one.
func (f *film) frame(s *Screen) {
	if f.last != nil && s.Equal(f.last) {
		return
	}
	var b strings.Builder
	if f.last == nil || f.last.Width != s.Width || f.last.Height != s.Height {
		f.last = nil
		b.WriteString(ansi.ResetStyle + ansi.EraseEntireScreen)
	}
	for y, row := range s.rows {
		if f.last == nil && strings.TrimSpace(row.String()) == "" || f.last != nil && sameLine(row, f.last.rows[y]) {
			continue
		}
		b.WriteString(ansi.CursorPosition(1, y+1) + ansi.EraseEntireLine + row.Render() + ansi.ResetStyle)
	}
	b.WriteString(ansi.CursorPosition(s.Cursor.Col+1, s.Cursor.Row+1))
	if s.Cursor.Visible {
		b.WriteString(ansi.ShowCursor)
	} else {
		b.WriteString(ansi.HideCursor)
	}
	f.last = s
	f.event("o", b.String())
}

func (f *film) resize(width, height int) {
	if f.w != nil {
		f.flush()
		f.event("r", fmt.Sprintf("%dx%d", width, height))
	}
}

func (f *film) event(kind, data string) {
	at := f.now
	if f.clock != nil {
		at = f.clock().Sub(f.start)
	}
	f.line(fmt.Sprintf("[%.3f, %q, %s]", at.Seconds(), kind, quoted(data)))
}

func (f *film) line(text string) {
	if f.err == nil {
		_, f.err = io.WriteString(f.w, text+"\n")
	}
}

// close writes what is held and returns what went wrong while writing.
func (f *film) close() error {
	f.flush()
	if f.err != nil {
		return fmt.Errorf("recording the terminal: %w", f.err)
	}
	return nil
}

// quoted is the value as JSON in one line, with < and > as they are.
func quoted[T header | string](v T) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return `""` // neither type has anything that JSON lacks
	}
	return strings.TrimSuffix(b.String(), "\n")
}
