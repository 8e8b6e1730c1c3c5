package detect

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
)

// nodeOpened records which files are opened.
type nodeOpened struct {
	fs.FS
	mu    sync.Mutex
	names []string
}

func (o *nodeOpened) Open(name string) (fs.File, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.names = append(o.names, name)
	return o.FS.Open(name)
}

func runNodeOn(t *testing.T, files map[string]string) (Output, []string, error) {
	t.Helper()
	fsys := fstest.MapFS{}
	for n, s := range files {
		fsys[n] = &fstest.MapFile{Data: []byte(s)}
	}
	opened := &nodeOpened{FS: fsys}
	tree, err := scan.Walk(t.Context(), opened, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	opened.names = nil
	d := nodeDetector()
	out, err := d.Run(t.Context(), Input{Tree: tree, Paths: tree.Match(d.Globs...)})
	slices.Sort(opened.names)
	return out, slices.Compact(opened.names), err
}

// TestNodeOpens catches a detector that reads more than it needs: the source of a
// server is read, that of a site and of a library is not.
func TestNodeOpens(t *testing.T) {
	_, opened, err := runNodeOn(t, map[string]string{
		"api/package.json":        `{"scripts":{"start":"node src/server.js"},"dependencies":{"express":"4"}}`,
		"api/package-lock.json":   "{}",
		"api/src/server.js":       "require('express')().listen(3000)",
		"api/src/server.test.js":  "",
		"api/src/types.d.ts":      "",
		"api/dist/server.js":      "",
		"api/public/jquery.js":    "",
		"api/static/lib.min.js":   "",
		"api/test/a.js":           "",
		"api/README.md":           "",
		"api/config/default.json": `{"port":3000}`,
		"api/data/cities.json":    "[]",
		"api/src/huge.js":         strings.Repeat("a;", 300_000),
		"web/package.json":        `{"scripts":{"build":"vite build"},"dependencies":{"vue":"3"},"devDependencies":{"vite":"5"}}`,
		"web/index.html":          "",
		"web/vite.config.js":      "export default {}",
		"web/.env.production":     "VITE_A=1",
		"web/src/main.js":         "app.listen(1)",
		"web/src/views/Home.vue":  "",
		"lib/package.json":        `{"name":"lib","exports":{},"main":"index.js"}`,
		"lib/index.js":            "app.listen(1)",
		"java/src/Main.java":      "",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"api/config/default.json", "api/package-lock.json", "api/package.json", "api/src/server.js",
		"lib/package.json", "web/.env.production", "web/package.json", "web/vite.config.js",
	}
	if d := cmp.Diff(want, opened); d != "" {
		t.Error(d)
	}
}

func TestNodeTrouble(t *testing.T) {
	out, _, err := runNodeOn(t, map[string]string{
		"a/package.json": "{\n \"name\": ,\n}",
		"b/package.json": "\uFEFF{\"name\":\"b\", /* still read */ }",
	})
	var fe *FileError
	if !errors.As(err, &fe) || fe.Path != "a/package.json" || fe.Line != 2 {
		t.Errorf("error %v", err)
	}
	if len(out.Modules) != 1 || out.Modules[0].Path != "b" || out.Modules[0].Facts.Value(fact.Name) != "b" {
		t.Errorf("the other package is lost: %v", out.Modules)
	}
}
