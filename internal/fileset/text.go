package fileset

import (
	"bytes"
	"strings"
)

const (
	lf   = "\n"
	crlf = "\r\n"
)

// text is a file as lines without their ends: what is compared, and what is needed to write it back.
type text struct {
	lines []string // without end
	ends  []string // "\n", "\r\n", or "" for a last line that has none
	final bool     // the last line has an end, or there is no line
}

func parseText(content []byte) text {
	t := text{final: true}
	for raw := range strings.Lines(string(content)) {
		line, end := raw, ""
		switch {
		case strings.HasSuffix(raw, crlf):
			line, end = strings.TrimSuffix(raw, crlf), crlf
		case strings.HasSuffix(raw, lf):
			line, end = strings.TrimSuffix(raw, lf), lf
		}
		t.lines = append(t.lines, line)
		t.ends = append(t.ends, end)
		t.final = end != ""
	}
	return t
}

// end is the line end that most lines have, "" when none has one.
func (t text) end() string {
	unix, dos := 0, 0
	for _, e := range t.ends {
		switch e {
		case lf:
			unix++
		case crlf:
			dos++
		}
	}
	switch {
	case dos > unix:
		return crlf
	case unix > 0:
		return lf
	}
	return ""
}

// slice gives the lines [from, to) as a piece for a report, with plain line ends.
func (t text) slice(from, to int) Lines {
	piece := Lines{Line: from + 1}
	if from < to {
		piece.Text = strings.Join(t.lines[from:to], lf) + lf
	}
	return piece
}

// isBinary reports content that has no lines to merge.
func isBinary(content []byte) bool { return bytes.IndexByte(content, 0) >= 0 }

// sameText reports two texts that differ at most in their line ends, as after a checkout on Windows.
func sameText(a, b []byte) bool {
	return bytes.Equal(a, b) || bytes.Equal(plainEnds(a), plainEnds(b))
}

func plainEnds(content []byte) []byte {
	if isBinary(content) {
		return content
	}
	return bytes.ReplaceAll(content, []byte(crlf), []byte(lf))
}

// withEndsOf writes content with the line ends that most lines of like have.
func withEndsOf(like, content []byte) []byte {
	end := parseText(like).end()
	if end == "" || isBinary(content) {
		return content
	}
	return bytes.ReplaceAll(plainEnds(content), []byte(lf), []byte(end))
}
