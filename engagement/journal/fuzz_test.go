package journal

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gantry-ack/gantry/engagement/interview"
)

// FuzzScan: whatever a log holds, reading ends; every event that is read is one, its
// tail is inside, and a complete event that stands behind it is read as well.
func FuzzScan(f *testing.F) {
	good := string(lines(f, events("a", 1, 3)...))
	for _, seed := range []string{
		"", "\n", good, good[:len(good)-9], "\x00\x00" + good, "<<<<<<< x\n" + good, strings.ReplaceAll(good, "\n", "\r\n"),
		`{"id":"a/1"}{"id":"a/2"}`, "\xef\xbb\xbf" + good, `{"id":"b/1","kind":"note"}`, "[]", "{}\n{}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		s, err := scan(bytes.NewReader(content), "a.jsonl", "a", 0)
		if err != nil {
			t.Fatal(err)
		}
		if s.size != int64(len(content)) || s.tail.start < 0 || s.tail.start > s.size {
			t.Fatalf("%d of %d bytes, tail %+v", s.size, len(content), s.tail)
		}
		for _, e := range s.events {
			line, err := e.Encode()
			if err != nil {
				continue // a line may grow when its text is escaped
			}
			if _, err := interview.Decode(line); err != nil {
				t.Fatal(err)
			}
		}
		more := append(bytes.Clone(content), '\n')
		more = append(more, lines(t, event("a", 7))...)
		again, err := scan(bytes.NewReader(more), "a.jsonl", "a", 0)
		if err != nil || len(again.events) != len(s.events)+1 {
			t.Fatalf("%d events, then %d, %v", len(s.events), len(again.events), err)
		}
	})
}

// TestEveryPrefix: a log that was cut anywhere holds the first events of the whole.
func TestEveryPrefix(t *testing.T) {
	whole := lines(t, events("a", 1, 6)...)
	all, _, err := ReadFS(fstest.MapFS{"survey/log/a.jsonl": {Data: whole}})
	if err != nil {
		t.Fatal(err)
	}
	for n := range whole {
		got, problems, err := ReadFS(fstest.MapFS{"survey/log/a.jsonl": {Data: whole[:n]}})
		if err != nil {
			t.Fatal(err)
		}
		complete := bytes.Count(whole[:n], []byte("\n"))
		if whole[n] == '\n' {
			complete++ // only its newline is missing
		}
		if len(got) != complete {
			t.Fatalf("cut at %d: %d events of %d", n, len(got), complete)
		}
		for i := range got {
			if got[i].ID != all[i].ID {
				t.Fatalf("cut at %d: event %d is %s", n, i, got[i].ID)
			}
		}
		if torn := n > 0 && whole[n-1] != '\n' && whole[n] != '\n'; torn != (len(problems) == 1) {
			t.Fatalf("cut at %d: %v", n, problems)
		}
	}
}
