package engagement_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gantry-ack/gantry/engagement"
)

func TestStoreAssessment(t *testing.T) {
	root := t.TempDir()
	src := filepath.Join(t.TempDir(), "shop")
	w := engagement.Workspace{Root: root, Config: engagement.Config{Applications: []engagement.Application{
		{Name: "shop", Source: src}, {Name: "pay", Source: "sources/pay"}}}}
	for _, tt := range []struct{ dir, source, want string }{
		{root, "shop", "shop"}, {root, src, "shop"}, {filepath.Dir(src), "shop", "shop"}, {filepath.Dir(src), "./shop/", "shop"},
		{root, "sources/pay", "pay"}, {filepath.Join(root, "sources"), "pay", "pay"}, {root, "elsewhere", ""}, {filepath.Join(root, "x"), "sources/pay", ""},
	} {
		a, _ := w.ApplicationAt(tt.dir, tt.source)
		if a.Name != tt.want {
			t.Errorf("%s in %s is application %q, want %q", tt.source, tt.dir, a.Name, tt.want)
		}
	}
	for _, text := range []string{"{}", `{"a":1}`} {
		path, err := w.StoreAssessment("shop", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("stored %q, %v", got, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(root, "assessment", "*.tmp")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
	if _, err := w.StoreAssessment("../x", nil); err == nil {
		t.Error("a name leads out of the workspace")
	}
}
