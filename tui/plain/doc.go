// Package plain is the interview in line mode: for screen readers, for terminals
// that cannot move a cursor, and for scripts. It drives the same engine as the
// screens and can do the same, one question at a time, in words alone: no colours,
// no cursor movement, no borders.
//
// One reader serves every prompt, so that piped lines reach the question that they
// are for. Whatever is answered is in the log before the next line is read; the
// end of the input leaves the interview and loses nothing.
package plain
