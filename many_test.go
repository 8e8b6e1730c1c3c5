package gantry_test

import (
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
	t.Parallel()
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
