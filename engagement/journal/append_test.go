package journal

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// faulty is a log whose writes and syncs go wrong.
type faulty struct {
	output
	part int // bytes that are written before the error
	err  error
	sync error
}

func (f *faulty) Write(p []byte) (int, error) {
	if f.err == nil {
		return f.output.Write(p)
	}
	n, err := f.output.Write(p[:min(f.part, len(p))])
	return n, errors.Join(err, f.err)
}

func (f *faulty) Sync() error { return errors.Join(f.sync, f.output.Sync()) }

// TestFailedWrite: whatever part of a write came to the disk, the log is as before,
// and the same events can be written later.
func TestFailedWrite(t *testing.T) {
	root := t.TempDir()
	j := mustOpen(t, optionsAt(root))
	mustAppend(t, j, events(j.Device(), 1, 2)...)
	before := read(t, root, j.self.log())
	f := &faulty{output: j.log, err: syscall.ENOSPC}
	j.log = f
	next := events(j.Device(), 3, 5)
	for f.part = range len(lines(t, next...)) {
		err := j.Append(next...)
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("%d bytes written: %v", f.part, err)
		}
		if got := read(t, root, j.self.log()); got != before {
			t.Fatalf("%d bytes written: the log is\n%s", f.part, got)
		}
	}
	if len(j.Events()) != 2 {
		t.Errorf("events %v", ids(j.Events()))
	}
	f.err = nil
	mustAppend(t, j, next...)
	if got := read(t, root, j.self.log()); got != before+string(lines(t, next...)) {
		t.Errorf("the log is\n%s", got)
	}
}

// TestWhatIsRefused: nothing comes into the log that could not be read back.
func TestWhatIsRefused(t *testing.T) {
	root := t.TempDir()
	j := mustOpen(t, optionsAt(root))
	mustAppend(t, j)
	mustAppend(t, j, event(j.Device(), 7))
	long := event(j.Device(), 8)
	long.Text = strings.Repeat("长", interview.MaxLine)
	for name, bad := range map[string][]interview.Event{
		"of another device": {event("other", 8)},
		"a used number":     {event(j.Device(), 7)},
		"twice":             {event(j.Device(), 8), event(j.Device(), 8)},
		"no id":             {{Kind: interview.Noted}},
		"no kind":           {{ID: j.Device() + "/8"}},
		"too long":          {event(j.Device(), 8), long},
	} {
		if err := j.Append(bad...); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if got := read(t, root, j.self.log()); got != string(lines(t, event(j.Device(), 7))) {
		t.Errorf("the log is\n%s", got)
	}
	mustClose(t, j)
	mustClose(t, j)
	if err := j.Append(event(j.Device(), 8)); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: %v", err)
	}
	if err := j.Sync(); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}

// TestReplacedWhileOpen: git may replace or remove the log of an interview that is
// open; no answer is lost by it.
func TestReplacedWhileOpen(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, root, log string){
		"an older version": func(t *testing.T, root, log string) {
			content := read(t, root, log)
			remove(t, root, log)
			write(t, root, log, []byte(content))
			cutLines(t, root, log, 2)
		},
		"removed with its directory": func(t *testing.T, root, _ string) {
			if err := os.RemoveAll(filepath.Join(root, surveyDir)); err != nil {
				t.Fatal(err)
			}
		},
		"emptied in place": func(t *testing.T, root, log string) { write(t, root, log, nil) },
		"torn in place":    func(t *testing.T, root, log string) { write(t, root, log, []byte(read(t, root, log)[:100])) },
	} {
		t.Run(name, func(t *testing.T) {
			for _, run := range []string{"first", "later"} {
				root := t.TempDir()
				j := mustOpen(t, optionsAt(root))
				mustAppend(t, j, events(j.Device(), 1, 5)...)
				if run == "later" {
					mustClose(t, j)
					j = mustOpen(t, optionsAt(root))
				}
				change(t, root, j.self.log())
				mustAppend(t, j, event(j.Device(), 6))
				mustAppend(t, j, event(j.Device(), 7))
				events, problems, err := Read(root)
				if err != nil || len(events) != 7 || len(problems) != 0 || len(j.Problems()) == 0 {
					t.Errorf("%s run: %v %v %v, told %v", run, ids(events), problems, err, j.Problems())
				}
				mustClose(t, j)
			}
		})
	}
}

// TestBackgroundSync: events are synced without being asked for, and what goes
// wrong is told once.
func TestBackgroundSync(t *testing.T) {
	o := optionsAt(t.TempDir())
	o.SyncAfter = time.Millisecond
	j := mustOpen(t, o)
	mustAppend(t, j, event(j.Device(), 1))
	waitFor(t, j, func() bool { return j.unsynced == 0 })
	j.mu.Lock()
	f := &faulty{output: j.log, sync: syscall.EIO}
	j.log = f
	j.mu.Unlock()
	mustAppend(t, j, event(j.Device(), 2))
	waitFor(t, j, func() bool { return j.syncErr != nil })
	var both *Error
	j.mu.Lock()
	f.sync = nil
	j.mu.Unlock()
	if err := j.Sync(); !errors.Is(err, syscall.EIO) || !errors.As(err, &both) || !strings.Contains(both.In(i18n.ZH), "写到磁盘") {
		t.Errorf("got %v", err)
	}
	if err := j.Sync(); err != nil {
		t.Errorf("told again: %v", err)
	}
}

func waitFor(t *testing.T, j *Journal, done func() bool) {
	t.Helper()
	for range 2000 {
		j.mu.Lock()
		ok := done()
		j.mu.Unlock()
		if ok {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("it did not happen")
}

// TestSession is the log under the engine: what was answered and undone is there
// after the end of the program.
func TestSession(t *testing.T) {
	root := t.TempDir()
	bank := mustBank(t)
	for round := range 3 {
		j := mustOpen(t, optionsAt(root))
		m := interview.New(interview.Options{Bank: bank, Device: j.Device()})
		m.Replay(j.Events())
		s := interview.NewSession(m, j, clock, "王工")
		if s.CanUndo() != (round > 0) {
			t.Errorf("round %d: can undo: %v", round, s.CanUndo())
		}
		key := []string{"china", "none", "china"}[round]
		if err := s.Do(answer("net.mirrors", key)); err != nil {
			t.Fatal(err)
		}
		if round == 2 {
			if _, err := s.Undo(); err != nil {
				t.Fatal(err)
			}
		}
		mustClose(t, j)
	}
	events, problems, err := Read(root)
	if err != nil || len(problems) > 0 || len(events) != 4 {
		t.Fatalf("%v %v %v", ids(events), problems, err)
	}
	m := interview.New(interview.Options{Bank: bank})
	m.Replay(events)
	if got := shown(m.Answers()); got != "net.mirrors=none" {
		t.Errorf("answers %s", got)
	}
}
