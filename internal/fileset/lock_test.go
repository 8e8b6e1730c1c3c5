package fileset

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestLock(t *testing.T) {
	self := thisProcess()
	other := holder{pid: self.pid, host: strings.Repeat("0", 16)}
	tests := []struct {
		name, held, want string
	}{
		{"free", "", ""},
		{"its process is gone", deadProcess().String(), ""},
		{"its process runs", self.String(), "another run (process "},
		{"another machine", other.String(), "delete that file"},
		{"another machine, no such process here", holder{pid: 1 << 30, host: other.host}.String(), "delete that file"},
		{"damaged", "???", "delete that file"},
		{"empty", "\n", "delete that file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			if tt.held != "" {
				put(t, root, ".gantry/lock", tt.held)
			}
			_, err := Apply(context.Background(), root, mustSet(t, file("a", "")), Options{})
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			_, left := snapshot(t, root)[".gantry/lock"]
			if left != (tt.want != "") {
				t.Errorf("the lock is there: %v", left)
			}
		})
	}
}

func TestRunsAtTheSameTime(t *testing.T) {
	root := filepath.Join(t.TempDir(), "out")
	set := mustSet(t, file("a/b", "1"), file("c", "2"))
	var wg sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		wg.Go(func() { _, errs[i] = Apply(context.Background(), root, set, Options{}) })
	}
	wg.Wait()
	done := 0
	for _, err := range errs {
		switch {
		case err == nil:
			done++
		case !strings.Contains(err.Error(), "lock"):
			t.Errorf("got %v", err)
		}
	}
	if done == 0 {
		t.Error("no run got through")
	}
	if _, err := os.Stat(filepath.Join(root, ".gantry", "lock")); err == nil {
		t.Error("the lock is left")
	}
	if got := visible(t, root); got["a/b"] != "1" || got["c"] != "2" {
		t.Errorf("got %v", got)
	}
}
