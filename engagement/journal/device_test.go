package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/interview"
)

// TestCopiedWorkspace: a copy in another directory, on another machine or of
// another user has a device of its own; the original keeps its own.
func TestCopiedWorkspace(t *testing.T) {
	root, _ := own(t, 3)
	first := mustOpen(t, optionsAt(root))
	device := first.Device()
	mustClose(t, first)
	seen := map[string]bool{device: true}
	for _, change := range []func(*Options){
		func(o *Options) {
			o.Root = filepath.Join(t.TempDir(), "copy")
			if err := os.CopyFS(o.Root, os.DirFS(root)); err != nil {
				t.Fatal(err)
			}
		},
		func(o *Options) { o.Host = "nb-13" },
		func(o *Options) { o.User = "李工" },
	} {
		o := optionsAt(root)
		change(&o)
		j := mustOpen(t, o)
		if err := interview.CheckDevice(j.Device()); err != nil || seen[j.Device()] {
			t.Errorf("device %s, %v", j.Device(), err)
		}
		seen[j.Device()] = true
		if len(j.Events()) < 3 || len(j.Problems()) > 0 {
			t.Errorf("%v %v", ids(j.Events()), j.Problems())
		}
		mustAppend(t, j, event(j.Device(), 9))
		mustClose(t, j)
	}
	again := mustOpen(t, optionsAt(root))
	if again.Device() != device {
		t.Errorf("the original became %s", again.Device())
	}
	mustClose(t, again)
	moved := optionsAt(root)
	moved.Host = "NB-12.home.example" // the same machine in another network
	if j := mustOpen(t, moved); j.Device() != device {
		t.Errorf("in another network: %s", j.Device())
	}
}

// TestSymbolicLink: one directory is one device, by whatever path.
func TestSymbolicLink(t *testing.T) {
	root, _ := own(t, 1)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(root, link); err != nil {
		t.Skip("no symbolic links here")
	}
	j := mustOpen(t, optionsAt(link))
	if len(aside(t, root, "device-")) != 1 {
		t.Errorf("another device: %s", j.Device())
	}
}

// TestRolledBack: numbers that were given to events are never used again, and a log
// that this device did not write is never written.
func TestRolledBack(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(t *testing.T, root, log string)
		same   bool
		told   bool
	}{
		{"nothing happened", func(*testing.T, string, string) {}, true, false},
		{"an older version of the log", func(t *testing.T, root, log string) { cutLines(t, root, log, 2) }, false, true},
		{"the log is gone", func(t *testing.T, root, log string) { remove(t, root, log) }, false, true},
		{"the device file is gone", func(t *testing.T, root, _ string) { remove(t, root, aside(t, root, "device-")[0]) }, false, false},
		{"the device file is empty", func(t *testing.T, root, _ string) { write(t, root, aside(t, root, "device-")[0], nil) }, false, false},
		{"a longer log", func(t *testing.T, root, log string) {
			device := strings.TrimSuffix(filepath.Base(log), logSuffix)
			write(t, root, log, []byte(read(t, root, log)+string(lines(t, event(device, 8)))))
		}, true, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			root, log := own(t, 5)
			tc.change(t, root, log)
			before, _ := os.ReadFile(filepath.Join(root, log))
			o := optionsAt(root)
			o.Rand = random(9)
			j := mustOpen(t, o)
			if same := j.self.log() == log; same != tc.same {
				t.Errorf("the log is %s", j.self.log())
			}
			if told := len(j.Problems()) > 0; told != tc.told {
				t.Errorf("problems %v", j.Problems())
			}
			mustAppend(t, j, event(j.Device(), 9))
			after, _ := os.ReadFile(filepath.Join(root, log))
			if changed := string(after) != string(before); changed != tc.same {
				t.Errorf("the log is %q", after)
			}
		})
	}
}

// TestNameIsTaken: a device whose name somebody else has becomes another one, and a
// log that comes while the interview is open is not written.
func TestNameIsTaken(t *testing.T) {
	root := t.TempDir()
	write(t, root, "survey/log/wang-li-nb-12-010203.jsonl", lines(t, event("wang-li-nb-12-010203", 1)))
	write(t, root, "survey/log/copy.jsonl", lines(t, event("wang-li-nb-12-040506", 1)))
	j := mustOpen(t, optionsAt(root))
	if j.Device() != "wang-li-nb-12-070809" {
		t.Errorf("device %s", j.Device())
	}
	theirs := string(lines(t, event(j.Device(), 1)))
	write(t, root, j.self.log(), []byte(theirs))
	if err := j.Append(event(j.Device(), 1)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	if got := read(t, root, j.self.log()); got != theirs {
		t.Errorf("the log is %q", got)
	}
}

func cutLines(t *testing.T, root, name string, n int) {
	t.Helper()
	write(t, root, name, []byte(strings.Join(strings.SplitAfter(read(t, root, name), "\n")[:n], "")))
}

func remove(t *testing.T, root, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(root, filepath.FromSlash(name))); err != nil {
		t.Fatal(err)
	}
}

func TestSlug(t *testing.T) {
	for _, tc := range [][3]string{
		{"Wang.Li", "NB-12", "wang-li-nb-12"}, {"王工", "", "device"}, {"", "主机-7", "7"},
		{`CORP\x`, "a", "corp-x-a"}, {strings.Repeat("u", 99), strings.Repeat("h", 99), strings.Repeat("u", 24) + "-" + strings.Repeat("h", 32)},
	} {
		name, err := device{User: tc[0], Host: tc[1]}.name(random(1), func(string) bool { return false })
		if err != nil || name != tc[2]+"-010203" || interview.CheckDevice(name) != nil {
			t.Errorf("%q at %q: %q %v", tc[0], tc[1], name, err)
		}
	}
}
