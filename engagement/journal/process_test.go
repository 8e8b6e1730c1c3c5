//go:build unix

package journal

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// childEnv tells the test binary to be another process: its job and the workspace.
const childEnv = "GANTRY_JOURNAL_CHILD"

func TestMain(m *testing.M) {
	job, root, ok := strings.Cut(os.Getenv(childEnv), " ")
	if !ok {
		os.Exit(m.Run())
	}
	jobs := map[string]func(string) error{"append": appendForever, "hold": holdLock, "full": fillUp, "open": openOnce}
	if err := jobs[job](root); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func child(t testing.TB, job, root string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+job+" "+root)
	cmd.Stderr = os.Stderr
	return cmd
}

// appendForever writes events, one and several at a time, and says which are in
// the log.
func appendForever(root string) error {
	j, err := Open(optionsAt(root))
	if err != nil {
		return err
	}
	next := 1
	for _, e := range j.Events() {
		clock, err := interview.ParseID(e.ID)
		if err != nil {
			return err
		}
		next = max(next, int(clock.N)+1)
	}
	for {
		last := next + next%7
		if err := j.Append(events(j.Device(), next, last)...); err != nil {
			return err
		}
		next = last + 1
		fmt.Println(last)
	}
}

// TestKill kills a process that writes, at random moments: every event that it said
// was written is there.
func TestKill(t *testing.T) {
	rounds, random := 50, rand.New(rand.NewPCG(1, 2))
	if n, err := strconv.Atoi(os.Getenv("GANTRY_KILL_ROUNDS")); err == nil {
		rounds = n
	} else if testing.Short() {
		rounds = 10
	}
	root := t.TempDir()
	last, torn := 0, 0
	for round := range rounds {
		last = max(last, killedAt(t, root, time.Duration(random.IntN(8000))*time.Microsecond))
		j, err := Open(optionsAt(root))
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if got := len(j.Events()); got < last {
			t.Fatalf("round %d: %d events of %d are there", round, got, last)
		}
		for i, e := range j.Events() {
			if clock, err := interview.ParseID(e.ID); err != nil || clock.N != uint64(i+1) {
				t.Fatalf("round %d: event %s in place %d", round, e.ID, i+1)
			}
		}
		if n := len(j.Problems()); n > 1 {
			t.Fatalf("round %d: %v", round, j.Problems())
		} else {
			torn += n
		}
		last = len(j.Events())
		mustClose(t, j)
		if round%10 == 9 { // a long log tells nothing more, and is slow to read
			root, last = t.TempDir(), 0
		}
	}
	t.Logf("%d kills, %d torn lines", rounds, torn)
}

// killedAt returns the number of the last event that the child said was written.
func killedAt(t *testing.T, root string, after time.Duration) int {
	t.Helper()
	cmd := child(t, "append", root)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	kill := time.AfterFunc(time.Second, func() { _ = cmd.Process.Kill() })
	last := 0
	said := bufio.NewScanner(out)
	for said.Scan() {
		if last == 0 {
			kill.Reset(after)
		}
		if last, err = strconv.Atoi(said.Text()); err != nil {
			t.Fatal(said.Text())
		}
	}
	kill.Stop()
	if err := cmd.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
	return last
}

// holdLock opens the interview and waits.
func holdLock(root string) error {
	o := optionsAt(root)
	o.Command = "gantry survey\x1b[2J"
	if _, err := Open(o); err != nil {
		return err
	}
	fmt.Println("open")
	time.Sleep(time.Minute)
	return nil
}

// TestLock: a second process is refused with the name of the first, a copy of the
// workspace is not, and kill -9 frees the lock.
func TestLock(t *testing.T) {
	root := t.TempDir()
	cmd := child(t, "hold", root)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "open\n" {
		t.Fatal(line, err)
	}
	_, err = Open(optionsAt(root))
	var locked *LockedError
	if !errors.As(err, &locked) || locked.Holder.PID != cmd.Process.Pid {
		t.Fatalf("got %v", err)
	}
	for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
		for _, w := range []string{strconv.Itoa(cmd.Process.Pid), "Wang.Li", "NB-12.office.example", "2026-11-24 09:00", "gantry survey", "git clone"} {
			if text := locked.In(l); !strings.Contains(text, w) || strings.ContainsRune(text, 0x1b) {
				t.Errorf("%q is not in: %s", w, text)
			}
		}
	}
	if events, _, err := Read(root); err != nil || len(events) != 0 {
		t.Errorf("a reader needs no lock: %v", err)
	}
	elsewhere := optionsAt(root)
	elsewhere.Host = "nb-13"
	mustClose(t, mustOpen(t, elsewhere))
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	mustClose(t, mustOpen(t, optionsAt(root)))
}

// TestMarkLock: where the file system has no locks, a process that is gone does
// not keep the lock.
func TestMarkLock(t *testing.T) {
	dir, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	gone := exec.Command(os.Args[0], "-test.run=^$")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	self := Holder{PID: os.Getpid(), Host: "nb-12", Since: clock()}
	for _, before := range []Holder{{}, {PID: gone.Process.Pid, Host: "nb-12"}} {
		if before.PID != 0 {
			f, err := dir.Create("lock.pid")
			if err != nil {
				t.Fatal(err)
			}
			writeHolder(f, before)
			_ = f.Close()
		}
		l, err := markLock(dir, "lock.pid", self)
		if err != nil {
			t.Fatal(err)
		}
		_, err = markLock(dir, "lock.pid", self)
		var locked *LockedError
		if !errors.As(err, &locked) || locked.Holder.PID != os.Getpid() || locked.Stale != "lock.pid" {
			t.Errorf("held by a process that runs: %v", err)
		}
		if err := l.release(); err != nil {
			t.Error(err)
		}
	}
	for _, content := range []string{"", `{"pid":1,"host":"another"}`} {
		if err := dir.WriteFile("lock.pid", []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := markLock(dir, "lock.pid", self); err == nil || !strings.Contains(err.Error(), "delete lock.pid") {
			t.Errorf("%q: %v", content, err)
		}
	}
}

// fillUp appends under a limit to the size of files, which a write meets in the
// middle of a line as it meets the end of a disk.
func fillUp(root string) error {
	signal.Ignore(syscall.SIGXFSZ)
	j, err := Open(optionsAt(root))
	if err != nil {
		return err
	}
	if err := j.Append(events(j.Device(), 1, 20)...); err != nil {
		return err
	}
	before, err := os.ReadFile(filepath.Join(root, logDir, j.Device()+logSuffix))
	if err != nil {
		return err
	}
	var all syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &all); err != nil {
		return err
	}
	limit := syscall.Rlimit{Cur: uint64(len(before)) + 300, Max: all.Max}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	var full *Error
	if err := j.Append(events(j.Device(), 21, 23)...); !errors.As(err, &full) || !strings.Contains(full.In(i18n.ZH), "写入 survey/log") {
		return fmt.Errorf("writing beyond the limit: %w", err)
	}
	after, err := os.ReadFile(filepath.Join(root, logDir, j.Device()+logSuffix))
	if err != nil || string(after) != string(before) {
		return fmt.Errorf("the log was %d bytes and is %d, %w", len(before), len(after), err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &all); err != nil {
		return err
	}
	if err := j.Append(events(j.Device(), 21, 23)...); err != nil {
		return fmt.Errorf("when there is room again: %w", err)
	}
	return j.Close()
}

func TestFullDisk(t *testing.T) {
	root := t.TempDir()
	if out, err := child(t, "full", root).Output(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	events, problems, err := Read(root)
	if err != nil || len(events) != 23 || len(problems) != 0 {
		t.Errorf("%v %v %v", ids(events), problems, err)
	}
}

// openOnce says in Chinese why the workspace cannot be opened. Root may write
// everywhere and becomes somebody else first.
func openOnce(root string) error {
	if os.Getuid() == 0 {
		if err := syscall.Setuid(65534); err != nil {
			return err
		}
	}
	j, err := Open(optionsAt(root))
	if err == nil {
		return j.Close()
	}
	var both *Error
	if !errors.As(err, &both) || !errors.Is(err, ErrReadOnly) {
		return fmt.Errorf("another kind of error: %w", err)
	}
	fmt.Println(both.In(i18n.ZH))
	return nil
}

// TestReadOnly: the error says what to do; a reader needs no more than reading.
func TestReadOnly(t *testing.T) {
	root, _ := own(t, 3)
	for _, dir := range []string{"", stateDir, surveyDir, logDir} {
		path := filepath.Join(root, dir)
		if err := os.Chmod(path, 0o555); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(path, 0o755) })
	}
	if err := os.Chmod(filepath.Dir(root), 0o755); err != nil { // for the user that root becomes
		t.Fatal(err)
	}
	out, err := child(t, "open", root).Output()
	if err != nil || !strings.Contains(string(out), "请放到可写的目录") {
		t.Errorf("%v: %s", err, out)
	}
	if events, _, err := Read(root); err != nil || len(events) != 3 {
		t.Errorf("%v %v", ids(events), err)
	}
}
