package gantry_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/gantry-ack/gantry"
)

func oneFile(t *testing.T, name, content string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestAssessEach: results come in order, and a target that is not there costs no other.
func TestAssessEach(t *testing.T) {
	app := oneFile(t, "go.mod", "module shop\n\ngo 1.24\n")
	var targets []gantry.Target
	for range 20 {
		targets = append(targets, gantry.Target{Source: app}, gantry.Target{Source: filepath.Join(app, "nowhere")})
	}
	i := 0
	err := gantry.AssessEach(t.Context(), targets, gantry.AssessOptions{}, func(r gantry.Assessed) error {
		if bad := i%2 == 1; r.Source != targets[i].Source || bad != (r.Err != nil) {
			t.Errorf("target %d: %s, error %v", i, r.Source, r.Err)
		}
		i++
		return nil
	})
	if err != nil || i != len(targets) {
		t.Errorf("%d of %d came: %v", i, len(targets), err)
	}
}

func TestAssessEachEnds(t *testing.T) {
	app := oneFile(t, "go.mod", "module shop\n\ngo 1.24\n")
	targets := make([]gantry.Target, 50)
	for i := range targets {
		targets[i].Source = app
	}
	enough := errors.New("enough")
	n := 0
	err := gantry.AssessEach(t.Context(), targets, gantry.AssessOptions{}, func(gantry.Assessed) error {
		n++
		return enough
	})
	if !errors.Is(err, enough) || n != 1 {
		t.Errorf("after an error of the caller: %d came, %v", n, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n = 0
	err = gantry.AssessEach(ctx, targets, gantry.AssessOptions{}, func(gantry.Assessed) error {
		n++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || n == len(targets) {
		t.Errorf("after the context ended: %d came, %v", n, err)
	}
}
