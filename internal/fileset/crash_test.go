package fileset

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var errInjected = errors.New("no space left on device")

// faultyDisk fails at one operation that changes the disk, or from that one on, as when the process is killed there.
type faultyDisk struct {
	disk

	mu      sync.Mutex
	failAt  int // counted from 1
	forGood bool
	count   int
	failed  string
	before  func(op, name string) // runs ahead of each operation
}

func (d *faultyDisk) fails(op, name string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.count++
	if d.before != nil {
		d.before(op, name)
	}
	if d.count == d.failAt || d.forGood && d.count > d.failAt && d.failAt > 0 {
		if d.failed == "" {
			d.failed = op + " " + name
		}
		return true
	}
	return false
}

func (d *faultyDisk) Create(name string, content []byte, perm fs.FileMode) error {
	if d.fails("create", name) {
		if d.forGood && d.failed == "create "+name && path.Base(name) != "lock" {
			_ = d.create(name, content[:len(content)/2], perm) // torn
		}
		return errInjected
	}
	return d.create(name, content, perm)
}

// create does not sync, which is most of the time that a test takes.
func (d *faultyDisk) create(name string, content []byte, perm fs.FileMode) error {
	f, err := d.disk.(rootDisk).root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}

func (d *faultyDisk) Mkdir(name string) error {
	if d.fails("mkdir", name) {
		return errInjected
	}
	return d.disk.Mkdir(name)
}

func (d *faultyDisk) Chmod(name string, perm fs.FileMode) error {
	if d.fails("chmod", name) {
		return errInjected
	}
	return d.disk.Chmod(name, perm)
}

func (d *faultyDisk) Rename(from, to string) error {
	if d.fails("rename", to) {
		return errInjected
	}
	return d.disk.Rename(from, to)
}

func (d *faultyDisk) Remove(name string) error {
	if d.fails("remove", name) {
		return errInjected
	}
	return d.disk.Remove(name)
}

func (d *faultyDisk) RemoveAll(name string) error {
	if d.fails("remove all", name) {
		return errInjected
	}
	return d.disk.RemoveAll(name)
}

func (d *faultyDisk) SyncDir(name string) error {
	if d.fails("sync", name) {
		return errInjected
	}
	return nil
}

// busyTree is a tree and a next set that together need every kind of change.
func busyTree(t testing.TB) (root string, next Set) {
	t.Helper()
	root = t.TempDir()
	apply(t, root, mustSet(t, file("update", "1\n"), file("merge", "a\nb\nc\n"), file("old/deleted", "x\n"), file("conflict", "1\n"),
		file("mode", "m\n"), file(".gantry/decisions.json", "{}")), Options{})
	put(t, root, "merge", "A\nb\nc\n")
	put(t, root, "conflict", "mine\n")
	put(t, root, "theirs/x", "not ours\n")
	next = mustSet(t, file("update", "2\n"), file("merge", "a\nb\nC\n"), file("conflict", "2\n"), file("new/dir/created", "n\n"),
		File{Path: "mode", Mode: 0o755, Content: []byte("m\n")}, file(".gantry/decisions.json", "{1}"))
	return root, next
}

func open(t testing.TB, root string) disk {
	t.Helper()
	r, err := os.OpenRoot(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return rootDisk{r}
}

// deadProcess is the holder of a lock that a killed process leaves.
func deadProcess() holder {
	return holder{pid: 1 << 30, host: thisProcess().host}
}

func TestAnErrorAnywhereRollsBack(t *testing.T) {
	tree, next := busyTree(t)
	before, want := snapshot(t, tree), finished(t)
	for at := 1; ; at++ {
		root := copyTree(t, tree)
		d := &faultyDisk{disk: open(t, root), failAt: at}
		_, err := write(context.Background(), d, deadProcess(), next, Options{State: DefaultState})
		if d.failed == "" {
			if at < 30 {
				t.Errorf("only %d operations", at)
			}
			return
		}
		// An error after the commit is none: what is left the next run clears away.
		if err != nil {
			if !strings.Contains(err.Error(), errInjected.Error()) {
				t.Errorf("%s: %v", d.failed, err)
			}
			after := snapshot(t, root)
			if diff := cmp.Diff(before, after); diff != "" && !strings.Contains(err.Error(), "next run") {
				t.Errorf("%s: the tree is not as it was: %s", d.failed, diff)
			}
		}
		checkNextRun(t, root, next, want, d.failed)
		at += alike(d.failed)
	}
}

// alike is how many operations to leave out after one: staging is many times the same.
func alike(failed string) int {
	if strings.Contains(failed, "staging/new-") || strings.Contains(failed, "staging/old-") {
		return 5
	}
	return 0
}

func TestAKillAnywhereIsRecovered(t *testing.T) {
	tree, next := busyTree(t)
	want := finished(t)
	plan, err := Plan(tree, next, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for at := 1; ; at++ {
		root := copyTree(t, tree)
		d := &faultyDisk{disk: open(t, root), failAt: at, forGood: true}
		_, err := write(context.Background(), d, deadProcess(), next, Options{State: DefaultState})
		if d.failed == "" {
			return
		}
		killed := snapshot(t, root)
		again, planErr := Plan(root, next, Options{})
		if planErr != nil {
			t.Fatalf("killed at %s: %v", d.failed, planErr)
		}
		again.Recovered = false
		if diff := cmp.Diff(plan, again); diff != "" && err != nil {
			t.Errorf("killed at %s: a dry run says other than before: %s", d.failed, diff)
		}
		if diff := cmp.Diff(killed, snapshot(t, root)); diff != "" {
			t.Errorf("killed at %s: a dry run wrote: %s", d.failed, diff)
		}
		checkNextRun(t, root, next, want, d.failed)
		at += alike(d.failed)
	}
}

// checkNextRun holds a run after a fault to the tree that a run without one gives.
func checkNextRun(t *testing.T, root string, next Set, want map[string]string, fault string) {
	t.Helper()
	if _, err := write(context.Background(), &faultyDisk{disk: open(t, root)}, thisProcess(), next, Options{State: DefaultState}); err != nil {
		t.Fatalf("after a fault at %s: %v", fault, err)
	}
	got := snapshot(t, root)
	if fault == "remove old" {
		delete(got, "old/") // an empty directory is all that this fault leaves
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("after a fault at %s, and a run: %s", fault, diff)
	}
}

// finished is the tree that a run without a fault gives.
func finished(t *testing.T) map[string]string {
	t.Helper()
	root, next := busyTree(t)
	apply(t, root, next, Options{})
	return snapshot(t, root)
}

func copyTree(t testing.TB, from string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

// TestEditAfterAKillSurvives: what a person does to a half-written tree is not rolled back.
func TestEditAfterAKillSurvives(t *testing.T) {
	root, next := busyTree(t)
	d := &faultyDisk{disk: open(t, root)}
	d.before = func(op, name string) {
		if op == "rename" && name == "update" && d.failAt == 0 {
			d.failAt, d.forGood = d.count+1, true
		}
	}
	if _, err := write(context.Background(), d, deadProcess(), next, Options{State: DefaultState}); err == nil {
		t.Fatal("no error")
	}
	if got := visible(t, root)["update"]; got != "2\n" {
		t.Fatalf("the run died too early: %q", got)
	}
	put(t, root, "update", "edited\n2\n")
	report := apply(t, root, next, Options{})
	if got := visible(t, root)["update"]; got != "edited\n2\n" {
		t.Errorf("got %q\n%s", got, kinds(report))
	}
}

func TestEditDuringARunSurvives(t *testing.T) {
	root, next := busyTree(t)
	d := &faultyDisk{disk: open(t, root)}
	d.before = func(op, name string) {
		if op == "rename" && strings.HasSuffix(name, "journal.json") {
			put(t, root, "update", "saved by an editor just now\n")
		}
	}
	_, err := write(context.Background(), d, thisProcess(), next, Options{State: DefaultState})
	if err == nil || !strings.Contains(err.Error(), "update: it was changed") {
		t.Errorf("got %v", err)
	}
	want, _ := busyTree(t)
	put(t, want, "update", "saved by an editor just now\n")
	if diff := cmp.Diff(snapshot(t, want), snapshot(t, root)); diff != "" {
		t.Error(diff)
	}
}

func TestContextEndsWhileStaging(t *testing.T) {
	root, next := busyTree(t)
	before := snapshot(t, root)
	ctx, cancel := context.WithCancel(context.Background())
	d := &faultyDisk{disk: open(t, root)}
	d.before = func(op, name string) {
		if op == "create" && strings.Contains(name, "new-2") {
			cancel()
		}
	}
	_, err := write(ctx, d, thisProcess(), next, Options{State: DefaultState})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if diff := cmp.Diff(before, snapshot(t, root)); diff != "" {
		t.Error(diff)
	}
}

func TestContextEndsInTheCommit(t *testing.T) {
	root, next := busyTree(t)
	ctx, cancel := context.WithCancel(context.Background())
	d := &faultyDisk{disk: open(t, root)}
	d.before = func(op, name string) {
		if op == "rename" && strings.HasSuffix(name, "journal.json") {
			cancel()
		}
	}
	if _, err := write(ctx, d, thisProcess(), next, Options{State: DefaultState}); err != nil {
		t.Errorf("the commit was interrupted: %v", err)
	}
	checkNextRun(t, root, next, finished(t), "end of context")
}

func TestReadOnlyRoot(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("no directory is read-only here")
	}
	root := filepath.Join(t.TempDir(), "out")
	if err := os.Mkdir(root, 0o555); err != nil {
		t.Fatal(err)
	}
	_, err := Apply(context.Background(), root, mustSet(t, file("a/b", "")), Options{})
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
	if len(snapshot(t, root)) != 1 {
		t.Error("something was written")
	}
}

func TestPermissionDeniedLater(t *testing.T) {
	root, next := busyTree(t)
	before := snapshot(t, root)
	d := &deniedDisk{disk: open(t, root), at: "new/dir"}
	_, err := write(context.Background(), d, thisProcess(), next, Options{State: DefaultState})
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "new/dir") {
		t.Errorf("got %v", err)
	}
	if diff := cmp.Diff(before, snapshot(t, root)); diff != "" {
		t.Error(diff)
	}
}

// deniedDisk refuses to make one directory.
type deniedDisk struct {
	disk

	at string
}

func (d *deniedDisk) Mkdir(name string) error {
	if name == d.at {
		return &fs.PathError{Op: "mkdirat", Path: name, Err: fs.ErrPermission}
	}
	return d.disk.Mkdir(name)
}
