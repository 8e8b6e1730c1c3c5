package fileset

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFirstRunAndSecondRun(t *testing.T) {
	root := filepath.Join(t.TempDir(), "new", "out")
	set := mustSet(t, file("a/b.yaml", "x: 1\n"), File{Path: "run.sh", Mode: 0o755, Content: []byte("#!/bin/sh\n")},
		file(".gantry/decisions.json", "{}\n"))
	report := apply(t, root, set, Options{})
	if got, want := kinds(report), ".gantry/decisions.json create\na/b.yaml create\nrun.sh create\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want := map[string]string{"a/b.yaml": "x: 1\n", "run.sh*": "#!/bin/sh\n"}
	if runtime.GOOS == "windows" {
		want = map[string]string{"a/b.yaml": "x: 1\n", "run.sh": "#!/bin/sh\n"}
	}
	if diff := cmp.Diff(want, visible(t, root)); diff != "" {
		t.Error(diff)
	}
	first := snapshot(t, root)
	again := apply(t, root, set, Options{})
	if diff := cmp.Diff(first, snapshot(t, root)); diff != "" {
		t.Errorf("a second run changes the tree: %s", diff)
	}
	if again.Count(Unchanged) != 3 {
		t.Errorf("a second run reports\n%s", kinds(again))
	}

	other := filepath.Join(t.TempDir(), "elsewhere")
	apply(t, other, set, Options{})
	if diff := cmp.Diff(first, snapshot(t, other)); diff != "" {
		t.Errorf("the tree depends on its place: %s", diff)
	}
}

// TestDecisions runs one generation, lets a person act, and runs the next.
func TestDecisions(t *testing.T) {
	const old, next = "a\nb\nc\n", "a\nb\nC\n"
	edit := func(content string) func(testing.TB, string) {
		return func(t testing.TB, root string) { t.Helper(); put(t, root, "d/f", content) }
	}
	gone := func(t testing.TB, root string) { t.Helper(); remove(t, root, "d/f") }
	nothing := func(testing.TB, string) {}
	tests := []struct {
		name      string
		first     string // "" for no first run
		act       func(testing.TB, string)
		second    string // "" when it is generated no longer
		opt       Options
		want      string // report
		onDisk    string // "" for no file
		wantAgain string // report of the same run once more
	}{
		{"new", "", nothing, next, Options{}, "d/f create\n", next, "d/f unchanged\n"},
		{"generated anew", old, nothing, next, Options{}, "d/f update\n", next, "d/f unchanged\n"},
		{"edited", old, edit("A\nb\nc\n"), old, Options{}, "d/f kept (edited)\n", "A\nb\nc\n", "d/f kept (edited)\n"},
		{"edited and generated anew", old, edit("A\nb\nc\n"), next, Options{}, "d/f merge\n", "A\nb\nC\n", "d/f kept (edited)\n"},
		{"edited as generated", old, edit(next), next, Options{}, "d/f unchanged\n", next, "d/f unchanged\n"},
		{"same place", old, edit("a\nb\nX\n"), next, Options{}, "d/f conflict [both-changed]\n", "a\nb\nX\n",
			"d/f conflict [both-changed]\n"},
		{"same place, mine", old, edit("a\nb\nX\n"), next, Options{Keep: KeepMine}, "d/f kept (resolved-mine)\n", "a\nb\nX\n",
			"d/f kept (edited)\n"},
		{"same place, generated", old, edit("a\nb\nX\n"), next, Options{Keep: KeepGenerated},
			"d/f update (resolved-generated)\n", next, "d/f unchanged\n"},
		{"same place, mine for this path", old, edit("a\nb\nX\n"), next,
			Options{Keep: KeepGenerated, KeepPaths: map[string]Keep{"d/f": KeepMine}},
			"d/f kept (resolved-mine)\n", "a\nb\nX\n", "d/f kept (edited)\n"},
		{"deleted", old, gone, old, Options{}, "d/f kept (deleted)\n", "", "d/f kept (deleted)\n"},
		{"deleted and generated anew", old, gone, next, Options{}, "d/f conflict [deleted-changed]\n", "",
			"d/f conflict [deleted-changed]\n"},
		{"deleted and generated anew, mine", old, gone, next, Options{Keep: KeepMine}, "d/f kept (resolved-mine)\n", "",
			"d/f kept (deleted)\n"},
		{"deleted and generated anew, generated", old, gone, next, Options{Keep: KeepGenerated},
			"d/f create (resolved-generated)\n", next, "d/f unchanged\n"},
		{"no longer generated", old, nothing, "", Options{}, "d/f delete\n", "", ""},
		{"no longer generated but edited", old, edit("mine\n"), "", Options{}, "d/f kept (orphan)\n", "mine\n", "d/f kept (orphan)\n"},
		{"no longer generated but edited, mine", old, edit("mine\n"), "", Options{Keep: KeepMine}, "d/f kept (orphan)\n", "mine\n", ""},
		{"no longer generated but edited, generated", old, edit("mine\n"), "", Options{Keep: KeepGenerated},
			"d/f kept (orphan)\n", "mine\n", "d/f kept (orphan)\n"},
		{"no longer generated and deleted", old, gone, "", Options{}, "", "", ""},
		{"was there, equal", "", edit(next), next, Options{}, "d/f unchanged (adopted)\n", next, "d/f unchanged\n"},
		{"was there, equal but for line ends", "", edit("a\r\nb\r\nC\r\n"), next, Options{}, "d/f unchanged (adopted)\n", "a\r\nb\r\nC\r\n",
			"d/f unchanged\n"},
		{"was there, other", "", edit("mine\n"), next, Options{}, "d/f conflict [both-added]\n", "mine\n", "d/f conflict [both-added]\n"},
		{"was there, other, mine", "", edit("mine\n"), next, Options{Keep: KeepMine}, "d/f kept (resolved-mine)\n", "mine\n", "d/f kept (edited)\n"},
		{"was there, other, generated", "", edit("mine\n"), next, Options{Keep: KeepGenerated},
			"d/f update (resolved-generated)\n", next, "d/f unchanged\n"},
		{"checked out with CRLF", old, edit("a\r\nb\r\nc\r\n"), next, Options{}, "d/f update\n", "a\r\nb\r\nC\r\n", "d/f unchanged\n"},
		{"binary on both sides", old, edit("a\x00b"), next, Options{}, "d/f conflict [unmergeable]\n", "a\x00b", "d/f conflict [unmergeable]\n"},
		{"emptied by a person", old, edit(""), old, Options{}, "d/f kept (edited)\n", "", "d/f kept (edited)\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			witness := file("w", tt.first) // written along, whatever becomes of the other
			if tt.first != "" {
				apply(t, root, mustSet(t, file("d/f", tt.first), witness), Options{})
			}
			tt.act(t, root)
			files := []File{file("w", tt.second)}
			if tt.second != "" {
				files = append(files, file("d/f", tt.second))
			}
			report := apply(t, root, mustSet(t, files...), tt.opt)
			if got := withoutWitness(report); got != tt.want {
				t.Errorf("report %q, want %q", got, tt.want)
			}
			tree := visible(t, root)
			if tree["d/f"] != tt.onDisk {
				t.Errorf("on disk %q, want %q", tree["d/f"], tt.onDisk)
			}
			if tree["w"] != tt.second {
				t.Errorf("the other file is %q, want %q", tree["w"], tt.second)
			}
			once := snapshot(t, root)
			if got := withoutWitness(apply(t, root, mustSet(t, files...), Options{})); got != tt.wantAgain {
				t.Errorf("once more: report %q, want %q", got, tt.wantAgain)
			}
			if diff := cmp.Diff(once, snapshot(t, root)); diff != "" && tt.wantAgain == tt.want {
				t.Errorf("once more: %s", diff)
			}
		})
	}
}

func withoutWitness(r Report) string {
	var kept Report
	for _, c := range r.Changes {
		if c.Path != "w" {
			kept.Changes = append(kept.Changes, c)
		}
	}
	return kinds(kept)
}

func TestConflictIsResolvedByHand(t *testing.T) {
	root := t.TempDir()
	apply(t, root, mustSet(t, file("f", "a\nb\nc\n")), Options{})
	put(t, root, "f", "a\nmine\nc\n")
	next := mustSet(t, file("f", "a\ngenerated\nc\n"))
	report := apply(t, root, next, Options{})
	want := []Hunk{{Lines{2, "b\n"}, Lines{2, "mine\n"}, Lines{2, "generated\n"}}}
	if diff := cmp.Diff(want, report.Changes[0].Conflict.Hunks); diff != "" {
		t.Error(diff)
	}
	if !report.Conflicted() || !strings.Contains(report.Changes[0].Diff, "-mine\n+generated\n") {
		t.Errorf("diff %s", report.Changes[0].Diff)
	}
	put(t, root, "f", "a\ngenerated\nc\n")
	if report = apply(t, root, next, Options{}); report.Conflicted() {
		t.Errorf("still %s", kinds(report))
	}
}

func TestRefusals(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("symbolic links need a privilege on Windows")
	}
	outside := t.TempDir()
	link := func(name string) func(testing.TB, string) {
		return func(t testing.TB, root string) {
			t.Helper()
			if err := os.Symlink(outside, filepath.Join(root, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := []struct {
		name string
		act  func(testing.TB, string)
		want string
	}{
		{"file is a link", link("f"), "f cannot be written: f is a symbolic link"},
		{"directory is a link", link("d"), "d/e/g cannot be written: d is a symbolic link"},
		{"state directory is a link", link(".gantry"), ".gantry is a symbolic link"},
		{"directory where a file is needed", func(t testing.TB, root string) { t.Helper(); put(t, root, "f/x", "") },
			"f is a directory where a file is needed"},
		{"file where a directory is needed", func(t testing.TB, root string) { t.Helper(); put(t, root, "d", "") },
			"d is a file where a directory is needed"},
		{"damaged manifest", func(t testing.TB, root string) { t.Helper(); put(t, root, ".gantry/manifest.json", "<<<<<<<") },
			"restore it from version control"},
		{"hostile manifest", func(t testing.TB, root string) {
			t.Helper()
			put(t, root, ".gantry/manifest.json", `{"schema":"gantry.manifest/v1","files":[{"path":"../x","sha256":"`+
				strings.Repeat("0", 64)+`","mode":"0644"}]}`)
		}, "points outside"},
		{"hostile journal", func(t testing.TB, root string) {
			t.Helper()
			put(t, root, ".gantry/journal.json", `{"schema":"gantry.journal/v1","steps":[{"path":"/etc/x"}]}`)
		}, "is absolute"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			tt.act(t, root)
			before := snapshot(t, root)
			set := mustSet(t, file("a", "1"), file("d/e/g", "2"), file("f", "3"))
			for _, dry := range []bool{true, false} {
				_, err := Apply(context.Background(), root, set, Options{DryRun: dry})
				if err == nil || !strings.Contains(err.Error(), tt.want) {
					t.Errorf("dry run %v: got %v, want an error with %q", dry, err, tt.want)
				}
				if diff := cmp.Diff(before, snapshot(t, root)); diff != "" {
					t.Errorf("dry run %v: something was written: %s", dry, diff)
				}
			}
		})
	}
	if len(snapshot(t, outside)) != 1 {
		t.Error("something was written outside the root")
	}
}

func TestDeletedFileBehindLinkIsKept(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("symbolic links need a privilege on Windows")
	}
	root, outside := t.TempDir(), t.TempDir()
	apply(t, root, mustSet(t, file("d/f", "x"), file("w", "")), Options{})
	put(t, outside, "f", "x")
	if err := os.RemoveAll(filepath.Join(root, "d")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(root, "d")); err != nil {
		t.Fatal(err)
	}
	report := apply(t, root, mustSet(t, file("w", "")), Options{})
	if got := withoutWitness(report); got != "d/f kept (orphan)\n" {
		t.Error(got)
	}
	if _, err := os.Stat(filepath.Join(outside, "f")); err != nil {
		t.Error(err)
	}
}

func TestRootIsAFile(t *testing.T) {
	root := filepath.Join(t.TempDir(), "f")
	put(t, filepath.Dir(root), "f", "x")
	for _, dry := range []bool{true, false} {
		_, err := Apply(context.Background(), root, mustSet(t, file("a", "")), Options{DryRun: dry})
		if err == nil || !strings.Contains(err.Error(), "not a directory") {
			t.Errorf("got %v", err)
		}
	}
}

func TestReservedAndBadOptions(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{".gantry/manifest.json", ".gantry/base/x", ".gantry/lock", ".Gantry/x", ".gantry/Journal.json", ".gantry"} {
		if _, err := Plan(root, mustSet(t, file(name, "")), Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := Plan(root, Set{}, Options{Keep: "theirs", State: "../x"}); err == nil ||
		!strings.Contains(err.Error(), "theirs") || !strings.Contains(err.Error(), "state directory") {
		t.Errorf("got %v", err)
	}
}

func TestModeIsMerged(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no executable permission")
	}
	script := func(mode fs.FileMode) Set {
		return mustSet(t, File{Path: "s", Mode: mode, Content: []byte("x\n")})
	}
	root := t.TempDir()
	perm := func() fs.FileMode {
		info, err := os.Stat(filepath.Join(root, "s"))
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	apply(t, root, script(0o644), Options{})
	if err := os.Chmod(filepath.Join(root, "s"), 0o640); err != nil {
		t.Fatal(err)
	}
	if got := kinds(apply(t, root, script(0o755), Options{})); got != "s update (mode)\n" || perm() != 0o750 {
		t.Errorf("%s %o", got, perm())
	}
	if err := os.Chmod(filepath.Join(root, "s"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := kinds(apply(t, root, script(0o755), Options{})); got != "s unchanged\n" || perm() != 0o600 {
		t.Errorf("a person's mode: %s %o", got, perm())
	}
}

func TestLostBaseIsAConflict(t *testing.T) {
	root := t.TempDir()
	apply(t, root, mustSet(t, file("f", "a\nb\nc\n")), Options{})
	if err := os.RemoveAll(filepath.Join(root, ".gantry", "base")); err != nil {
		t.Fatal(err)
	}
	put(t, root, "f", "A\nb\nc\n")
	if got := kinds(apply(t, root, mustSet(t, file("f", "a\nb\nC\n")), Options{})); got != "f conflict (base-lost) [both-changed]\n" {
		t.Error(got)
	}
	// Nobody needs it for a file that is as it was generated.
	put(t, root, "f", "a\nb\nc\n")
	if got := kinds(apply(t, root, mustSet(t, file("f", "a\nb\nC\n")), Options{})); got != "f update\n" {
		t.Error(got)
	}
}

func TestBaseCheckedOutWithCRLF(t *testing.T) {
	root := t.TempDir()
	apply(t, root, mustSet(t, file("f", "a\nb\nc\n")), Options{})
	put(t, root, ".gantry/base/"+hash([]byte("a\nb\nc\n")), "a\r\nb\r\nc\r\n")
	put(t, root, "f", "A\r\nb\r\nc\r\n")
	if got := kinds(apply(t, root, mustSet(t, file("f", "a\nb\nC\n")), Options{})); got != "f merge\n" {
		t.Error(got)
	}
	if got := visible(t, root)["f"]; got != "A\r\nb\r\nC\r\n" {
		t.Errorf("%q", got)
	}
}

func TestMergeThatBreaksYAMLIsAConflict(t *testing.T) {
	root := t.TempDir()
	apply(t, root, mustSet(t, file("f.yaml", "a: 1\nb: 2\nc: 3\n")), Options{})
	put(t, root, "f.yaml", "new: mine\na: 1\nb: 2\nc: 3\n")
	if got := kinds(apply(t, root, mustSet(t, file("f.yaml", "a: 1\nb: 2\nc: 3\nnew: generated\n")), Options{})); got != "f.yaml conflict [invalid]\n" {
		t.Error(got)
	}
}

func TestEmptyDirectoriesGo(t *testing.T) {
	root := t.TempDir()
	apply(t, root, mustSet(t, file("a/b/c", "1"), file("a/d", "2"), file("e/f/g", "3")), Options{})
	apply(t, root, mustSet(t, file("a/d", "2")), Options{})
	tree := snapshot(t, root)
	for _, gone := range []string{"a/b/", "e/", "e/f/"} {
		if _, ok := tree[gone]; ok {
			t.Errorf("%s is still there", gone)
		}
	}
	if tree["a/d"] != "2" {
		t.Error("a/d is gone")
	}
}

func TestManifest(t *testing.T) {
	root := t.TempDir()
	apply(t, root, mustSet(t, File{Path: "f", Mode: 0o755, Content: []byte("<x>"), Why: []Why{{"replicas", "d<1>"}}}), Options{})
	m, err := ReadManifest(os.DirFS(root), "")
	if err != nil {
		t.Fatal(err)
	}
	want := Entry{Path: "f", SHA256: hash([]byte("<x>")), Mode: "0755", Why: []Why{{"replicas", "d<1>"}}}
	if got, ok := m.Lookup("f"); !ok || cmp.Diff(want, got) != "" {
		t.Errorf("got %+v", got)
	}
	if m, err := ReadManifest(os.DirFS(t.TempDir()), ""); err != nil || len(m.Files) != 0 {
		t.Errorf("no manifest: %v, %v", m, err)
	}
}

func TestLargeFiles(t *testing.T) {
	root := t.TempDir()
	line := strings.Repeat("x", 99) + "\n"
	apply(t, root, mustSet(t, file("f", "a\n")), Options{})
	put(t, root, "f", strings.Repeat(line, maxFileBytes/100+1))
	if got := kinds(apply(t, root, mustSet(t, file("f", "b\n")), Options{})); got != "f conflict [unmergeable]\n" {
		t.Error(got)
	}
	if _, err := Plan(root, mustSet(t, file("f", "b\n")), Options{Keep: KeepGenerated}); err != nil {
		t.Errorf("a file that is too large to replace stays a conflict: %v", err)
	}
}

func TestContextEndsBeforeAnythingIsWritten(t *testing.T) {
	root := filepath.Join(t.TempDir(), "out")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(errors.New("interrupted"))
	_, err := Apply(ctx, root, mustSet(t, file("f", "")), Options{})
	if err == nil || !strings.Contains(err.Error(), "interrupted") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(root); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the root was made: %v", err)
	}
}

func TestEmptySetLeavesNothing(t *testing.T) {
	root := filepath.Join(t.TempDir(), "a", "b")
	apply(t, root, Set{}, Options{})
	if tree := snapshot(t, filepath.Dir(filepath.Dir(root))); len(tree) != 1 {
		t.Errorf("left behind: %v", tree)
	}
}

// TestOnlyTheCaseOfANameChanges stands in for a disk that ignores case with two names for one file.
func TestOnlyTheCaseOfANameChanges(t *testing.T) {
	root := t.TempDir()
	apply(t, root, mustSet(t, file("Readme.md", "1\n")), Options{})
	if err := os.Link(filepath.Join(root, "Readme.md"), filepath.Join(root, "README.md")); err != nil {
		t.Skip(err)
	}
	if got := kinds(apply(t, root, mustSet(t, file("README.md", "2\n")), Options{})); got != "README.md update\n" {
		t.Error(got)
	}
	if got := visible(t, root)["README.md"]; got != "2\n" {
		t.Errorf("got %q", got)
	}
}
