//go:build unix

package image_test

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/gantry-ack/gantry/assess/image"
)

// TestPipeIsNoArchive: a pipe that nobody writes to is refused and not waited for.
func TestPipeIsNoArchive(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	opened := make(chan error, 1)
	go func() {
		im, err := image.Open(t.Context(), "docker-archive:"+pipe, image.Options{})
		if err == nil {
			err = im.Close()
		}
		opened <- err
	}()
	select {
	case err := <-opened:
		if err == nil {
			t.Error("a pipe is taken for an archive")
		}
	case <-time.After(10 * time.Second):
		t.Error("opening a pipe waits for ever")
	}
}
