package journal

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

func clock() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }

// random gives the same names every time, other ones for each seed.
func random(seed byte) *bytes.Reader {
	content := make([]byte, 300)
	for i := range content {
		content[i] = seed + byte(i)
	}
	return bytes.NewReader(content)
}

func optionsAt(root string) Options {
	return Options{Root: root, Host: "NB-12.office.example", User: "Wang.Li", Command: "gantry survey", Now: clock, Rand: random(1)}
}

func mustOpen(t testing.TB, o Options) *Journal {
	t.Helper()
	j, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j
}

func mustClose(t testing.TB, j *Journal) {
	t.Helper()
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
}

func mustAppend(t testing.TB, j *Journal, events ...interview.Event) {
	t.Helper()
	if err := j.Append(events...); err != nil {
		t.Fatal(err)
	}
}

// event is the n-th of a device. Its line is as long as those of an interview.
func event(device string, n int) interview.Event {
	return interview.Event{
		ID: fmt.Sprintf("%s/%d", device, n), At: clock(), By: "王工", Kind: interview.Answered,
		Place: survey.Place{App: "商城"}, Question: "net.mirrors", Origin: interview.Person,
		Answer: &interview.Answer{State: survey.Known, Text: "china", Confidence: survey.Confirmed},
	}
}

func events(device string, from, to int) []interview.Event {
	var out []interview.Event
	for n := from; n <= to; n++ {
		out = append(out, event(device, n))
	}
	return out
}

func lines(t testing.TB, events ...interview.Event) []byte {
	t.Helper()
	var out []byte
	for _, e := range events {
		line, err := e.Encode()
		if err != nil {
			t.Fatal(err)
		}
		out = append(append(out, line...), '\n')
	}
	return out
}

func ids(events []interview.Event) []string {
	out := make([]string, len(events))
	for i, e := range events {
		out[i] = e.ID
	}
	return out
}

func write(t testing.TB, root, name string, content []byte) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, root, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// TestReopen: what was appended is there for the same device, for a reader, and in
// the file, byte by byte.
func TestReopen(t *testing.T) {
	root := t.TempDir()
	j := mustOpen(t, optionsAt(root))
	device := j.Device()
	if device != "wang-li-nb-12-010203" {
		t.Errorf("device %q", device)
	}
	if _, err := os.Stat(filepath.Join(root, logDir)); err == nil {
		t.Error("a log before there is an event")
	}
	all := events(device, 1, 5)
	mustAppend(t, j, all[:2]...)
	mustAppend(t, j, all[2:]...)
	if got := len(j.Events()); got != 5 {
		t.Errorf("%d events", got)
	}
	mustClose(t, j)
	if got := read(t, root, "survey/log/"+device+".jsonl"); got != string(lines(t, all...)) {
		t.Errorf("log:\n%s", got)
	}
	again := mustOpen(t, optionsAt(root))
	if again.Device() != device || len(again.Events()) != 5 || len(again.Problems()) != 0 {
		t.Errorf("reopened as %s with %v, %v", again.Device(), ids(again.Events()), again.Problems())
	}
	mustAppend(t, again, event(device, 6))
	got, problems, err := Read(root)
	if err != nil || len(problems) > 0 || len(got) != 6 {
		t.Errorf("%v %v %v", ids(got), problems, err)
	}
}
