package journal

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// own makes a workspace whose device has written the events 1 to n.
func own(t testing.TB, n int) (root, log string) {
	t.Helper()
	root = t.TempDir()
	j := mustOpen(t, optionsAt(root))
	mustAppend(t, j, events(j.Device(), 1, n)...)
	mustClose(t, j)
	return root, "survey/log/" + j.Device() + ".jsonl"
}

// TestTornLine cuts the last event at every byte: the events before it are there,
// the log goes on behind them, and what was cut off is kept.
func TestTornLine(t *testing.T) {
	root, log := own(t, 2)
	device := strings.TrimSuffix(filepath.Base(log), logSuffix)
	whole := read(t, root, log) + string(lines(t, interview.Event{ID: device + "/3", Kind: interview.Noted, Text: "王工"}))
	start := strings.LastIndex(whole[:len(whole)-1], "\n") + 1
	// The numbers that are known to be in the log would make it one that was rolled back.
	for at := start; at < len(whole); at++ {
		forget(t, root)
		write(t, root, log, []byte(whole[:at]))
		j := mustOpen(t, optionsAt(root))
		want := 2
		if at == len(whole)-1 {
			want = 3 // only its newline is missing
		}
		if got := len(j.Events()); got != want {
			t.Fatalf("cut at %d: %d events", at, got)
		}
		if torn := at > start && want == 2; torn != (len(j.Problems()) == 1) {
			t.Errorf("cut at %d: %v", at, j.Problems())
		} else if torn {
			kept := lastAside(t, root, "torn-")
			if kept != whole[start:at] || !strings.Contains(j.Problems()[0].In(i18n.ZH), ".gantry/torn-") {
				t.Errorf("cut at %d: kept %q, %v", at, kept, j.Problems())
			}
		}
		mustAppend(t, j, event(j.Device(), 4))
		mustClose(t, j)
		got, problems, err := Read(root)
		if err != nil || len(problems) > 0 || len(got) != want+1 {
			t.Fatalf("cut at %d: then %v %v %v", at, ids(got), problems, err)
		}
	}
	if n := len(aside(t, root, "torn-")); n > maxAside {
		t.Errorf("%d fragments are kept", n)
	}
}

// forget takes the mark back that tells how far the log reached.
func forget(t testing.TB, root string) {
	t.Helper()
	for _, name := range aside(t, root, "device-") {
		head, _, _ := strings.Cut(read(t, root, name), `"last":`)
		write(t, root, name, []byte(head+"\"last\": 0\n}\n"))
	}
}

// aside lists the files in .gantry that begin with prefix, oldest first.
func aside(t testing.TB, root, prefix string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(root, stateDir, prefix+"*"))
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(names, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	for i := range names {
		names[i] = stateDir + "/" + filepath.Base(names[i])
	}
	return names
}

func lastAside(t testing.TB, root, prefix string) string {
	t.Helper()
	names := aside(t, root, prefix)
	if len(names) == 0 {
		return ""
	}
	return read(t, root, names[len(names)-1])
}

func TestRepairAtTheEnd(t *testing.T) {
	two := string(lines(t, events("d", 1, 2)...))
	newer := `{"id":"d/3","at":"2026-11-24T09:00:00Z","kind":"answer","question":"q","answer":{"state":"guessed"}}`
	for _, tc := range []struct {
		name, tail, left, kept string
		events, problems       int
	}{
		{"nothing", "", "", "", 2, 0},
		{"not JSON, with a newline", "{\"id\":\"d/3\",\n", "", "{\"id\":\"d/3\",\n", 2, 1},
		{"zeros", strings.Repeat("\x00", 5000), "", "", 2, 1},
		{"zeros and half an event", "\x00\x00{\"id\":\"d/3\"", "", "\x00\x00{\"id\":\"d/3\"", 2, 1},
		{"zeros before an event", "\x00\x00" + string(lines(t, event("d", 3))), "\x00\x00" + string(lines(t, event("d", 3))), "", 3, 1},
		{"an event of a newer program", newer + "\n", newer + "\n", "", 2, 1},
		{"the same without its newline", newer, newer + "\n", "", 2, 1},
		{"empty lines", "\n\r\n", "\n\r\n", "", 2, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			root := t.TempDir()
			self := device{Device: "d", Host: "nb-12", User: "Wang.Li", Root: resolved(t, root), Started: true}
			if err := os.MkdirAll(filepath.Join(root, stateDir), 0o755); err != nil {
				t.Fatal(err)
			}
			dir, err := os.OpenRoot(root)
			if err != nil {
				t.Fatal(err)
			}
			defer dir.Close()
			if err := self.save(dir); err != nil {
				t.Fatal(err)
			}
			write(t, root, "survey/log/d.jsonl", []byte(two+tc.tail))
			j := mustOpen(t, optionsAt(root))
			if j.Device() != "d" || len(j.Events()) != tc.events || len(j.Problems()) != tc.problems {
				t.Errorf("%s: %v %v", j.Device(), ids(j.Events()), j.Problems())
			}
			if got := read(t, root, "survey/log/d.jsonl"); got != two+tc.left {
				t.Errorf("log ends with %q, want %q", strings.TrimPrefix(got, two), tc.left)
			}
			if got := lastAside(t, root, "torn-"); got != tc.kept {
				t.Errorf("kept %q, want %q", got, tc.kept)
			}
		})
	}
}

func resolved(t testing.TB, dir string) string {
	t.Helper()
	path, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestLogsOfOthers: they are read and never written, whatever is wrong with them.
func TestLogsOfOthers(t *testing.T) {
	root := t.TempDir()
	a, b := lines(t, events("a", 1, 2)...), lines(t, events("b", 1, 3)...)
	half := b[:len(b)-20]
	files := map[string][]byte{
		"a.jsonl":          []byte(strings.ReplaceAll("\xef\xbb\xbf"+string(a), "\n", "\r\n")),
		"b.jsonl":          half,
		"c.jsonl":          slices.Concat([]byte("<<<<<<< HEAD\n"), lines(t, event("c", 1)), []byte("=======\n"), lines(t, event("c", 2)), []byte(">>>>>>> other\n"), lines(t, event("c", 3))),
		"d.jsonl":          slices.Concat(lines(t, event("d", 1)), []byte("a line by hand\n"), lines(t, event("d", 2)), []byte("{\"id\":\"d/3\",\"te"), lines(t, event("d", 4))),
		"e (王工 的副本).jsonl": lines(t, event("e", 1), event("e", 2)),
		"f.jsonl":          nil,
		"notes.txt":        []byte("not a log"),
		"g.jsonl":          slices.Concat(bytes.Repeat([]byte("x"), interview.MaxLine+10), []byte("\n"), lines(t, event("g", 1))),
	}
	for name, content := range files {
		write(t, root, logDir+"/"+name, content)
	}
	j := mustOpen(t, optionsAt(root))
	want := []string{"a/1", "a/2", "b/1", "b/2", "c/1", "c/2", "c/3", "d/1", "d/2", "d/4", "e/1", "e/2", "g/1"}
	if d := cmp.Diff(want, ids(j.Events())); d != "" {
		t.Errorf("events (-want +got):\n%s", d)
	}
	at := map[string]bool{}
	for _, p := range j.Problems() {
		at[fmt.Sprintf("%s:%d", strings.TrimPrefix(p.File, logDir+"/"), p.Line)] = true
		if !p.Text.Complete() {
			t.Errorf("%v is not in both languages", p)
		}
	}
	places := map[string]bool{"b.jsonl:3": true, "c.jsonl:1": true, "d.jsonl:2": true, "d.jsonl:4": true, "e (王工 的副本).jsonl:1": true, "g.jsonl:1": true}
	if d := cmp.Diff(places, at); d != "" {
		t.Errorf("problems (-want +got):\n%s\n%v", d, j.Problems())
	}
	mustAppend(t, j, event(j.Device(), 20))
	mustClose(t, j)
	for name, content := range files {
		if got := read(t, root, logDir+"/"+name); got != string(content) {
			t.Errorf("%s was changed", name)
		}
	}
	events, problems, err := Read(root)
	if err != nil || len(events) != len(want)+1 || len(problems) != len(places) {
		t.Errorf("a reader sees %v %v %v", ids(events), problems, err)
	}
}

// TestUnreadable: what cannot be read hides nothing else.
func TestUnreadable(t *testing.T) {
	root := t.TempDir()
	write(t, root, "survey/log/a.jsonl", lines(t, event("a", 1)))
	write(t, root, "survey/log/dir.jsonl/x", nil)
	if err := os.Symlink("/etc/hosts", filepath.Join(root, logDir, "link.jsonl")); err != nil {
		t.Skip("no symbolic links here")
	}
	events, problems, err := Read(root)
	if err != nil || len(events) != 1 || len(problems) != 2 {
		t.Errorf("%v %v %v", ids(events), problems, err)
	}
	if events, problems, err = Read(t.TempDir()); err != nil || len(events)+len(problems) != 0 {
		t.Errorf("no logs: %v %v %v", events, problems, err)
	}
	if _, _, err = Read(filepath.Join(root, "missing")); err == nil {
		t.Error("no workspace: no error")
	}
}

func TestManyProblems(t *testing.T) {
	root := t.TempDir()
	write(t, root, "survey/log/a.jsonl", append(bytes.Repeat([]byte("bad\n"), 1000), lines(t, event("a", 1))...))
	events, problems, err := Read(root)
	if err != nil || len(events) != 1 || len(problems) != maxProblems+1 {
		t.Fatalf("%d events, %d problems, %v", len(events), len(problems), err)
	}
	if last := problems[maxProblems].String(); !strings.Contains(last, "950 more") {
		t.Error(last)
	}
}
