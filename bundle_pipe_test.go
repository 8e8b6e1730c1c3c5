//go:build unix

package gantry_test

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/gantry-ack/gantry"
)

// TestPipeIsNoBundle: looking at a pipe that nobody writes to must not wait for ever.
func TestPipeIsNoBundle(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	told := make(chan bool, 1)
	go func() { told <- gantry.IsBundle(pipe) }()
	select {
	case is := <-told:
		if is {
			t.Error("a pipe is taken for a bundle")
		}
	case <-time.After(10 * time.Second):
		t.Error("looking at a pipe waits for ever")
	}
}
