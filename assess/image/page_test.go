package image_test

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/image"
)

var update = flag.Bool("update", false, "rewrite docs/image-rules.md")

// TestPage holds the page to the rules, from which it is made.
func TestPage(t *testing.T) {
	const at = "../../docs/image-rules.md"
	if *update {
		if err := os.WriteFile(at, []byte(image.Page()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(b), image.Page()); d != "" {
		t.Errorf("run go test ./assess/image -update:\n%s", d)
	}
}
