package gantry_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess"
)

func imageLayout(t *testing.T) string {
	t.Helper()
	im, err := mutate.Config(empty.Image, v1.Config{Cmd: []string{"node", "server.js"}, ExposedPorts: map[string]struct{}{"3000/tcp": {}}, Env: []string{"API_TOKEN=abcdef123"}})
	if err != nil {
		t.Fatal(err)
	}
	cf, err := im.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	cf = cf.DeepCopy()
	cf.OS, cf.Architecture = "linux", "amd64"
	if im, err = mutate.ConfigFile(im, cf); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "shop")
	p, err := layout.Write(dir, empty.Index)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.AppendImage(im); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAssessImage(t *testing.T) {
	t.Parallel()
	a, err := gantry.Assess(t.Context(), imageLayout(t), gantry.AssessOptions{Today: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Components) != 1 || a.Components[0].Name != "shop" || a.Components[0].Ports[0].Port != 3000 {
		t.Errorf("components %+v", a.Components)
	}
	for _, id := range []string{"image-root-user", "image-secret-in-env"} {
		if !slices.ContainsFunc(a.Findings, func(f assess.Finding) bool { return f.ID == id && f.Component == "shop" }) {
			t.Errorf("%s is missing", id)
		}
	}
}

func TestInspect(t *testing.T) {
	t.Parallel()
	var layers int
	in, err := gantry.Inspect(context.Background(), imageLayout(t), gantry.InspectOptions{Progress: func(gantry.Progress) { layers++ }})
	if err != nil || in.Config.Env[0].Value != "" || len(in.Findings) == 0 || layers != 0 {
		t.Errorf("%+v, %d layers, %v", in, layers, err)
	}
}

// TestAssessProgram assesses the test itself, of which nothing but the file is there.
func TestAssessProgram(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	a, err := gantry.Assess(t.Context(), self, gantry.AssessOptions{})
	if err != nil || len(a.Components) != 1 || a.Components[0].Language.ID != "go" || a.Components[0].Packaging != "binary" {
		t.Errorf("%+v, %v", a.Components, err)
	}
}
