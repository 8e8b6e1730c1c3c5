package terminal

import (
	"runtime"
	"testing"
)

// Tester is a session of a test: what goes wrong fails the test at once, with the
// screen in the message.
type Tester struct {
	*Session
	t testing.TB
}

// New starts the program for the test. The program is killed and the terminal freed
// when the test ends; the screen of a failed test is in its log. On Windows the
// test is skipped: what ConPTY makes of the output is not what these tests hold.
func New(t testing.TB, o Options, path string, args ...string) *Tester {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("ConPTY repaints the screen in its own way, which these tests were not written for")
	}
	s, err := Start(t.Context(), o, path, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the last screen is\n%s", s.Screen())
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &Tester{Session: s, t: t}
}

func (r *Tester) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// Type is [Session.Type].
func (r *Tester) Type(text string) {
	r.t.Helper()
	r.must(r.Session.Type(text))
}

// Key is [Session.Key].
func (r *Tester) Key(names ...string) {
	r.t.Helper()
	r.must(r.Session.Key(names...))
}

// Paste is [Session.Paste].
func (r *Tester) Paste(text string) {
	r.t.Helper()
	r.must(r.Session.Paste(text))
}

// Resize is [Session.Resize].
func (r *Tester) Resize(width, height int) {
	r.t.Helper()
	r.must(r.Session.Resize(width, height))
}

// WaitFor is [Session.WaitFor].
func (r *Tester) WaitFor(what string, wanted func(*Screen) bool) {
	r.t.Helper()
	r.must(r.Session.WaitFor(what, wanted))
}

// WaitText is [Session.WaitText].
func (r *Tester) WaitText(texts ...string) {
	r.t.Helper()
	r.must(r.Session.WaitText(texts...))
}

// WaitCursor is [Session.WaitCursor].
func (r *Tester) WaitCursor(col, row int) {
	r.t.Helper()
	r.must(r.Session.WaitCursor(col, row))
}

// WaitChange is [Session.WaitChange].
func (r *Tester) WaitChange(before *Screen) {
	r.t.Helper()
	r.must(r.Session.WaitChange(before))
}

// Wait waits for the end of the program and holds its exit code to the one wanted.
func (r *Tester) Wait(code int) {
	r.t.Helper()
	got, err := r.Session.Wait()
	r.must(err)
	if got != code {
		r.t.Fatalf("exit code %d, want %d; the last screen is\n%s", got, code, r.Screen())
	}
}

// Kill is [Session.Kill].
func (r *Tester) Kill() {
	r.t.Helper()
	r.must(r.Session.Kill())
}
