package verify_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gantry-ack/gantry/generate/verify"
)

const overlayFile = "deploy/kustomize/overlays/dev/kustomization.yaml"

// hostileTrees are trees made to keep a checker busy, or to make it run or fetch
// something. Each must end quickly and say something about itself.
func hostileTrees() map[string]func(tree fstest.MapFS) {
	put := func(tree fstest.MapFS, name, content string) { tree[name] = &fstest.MapFile{Data: []byte(content)} }
	kustomization := func(tree fstest.MapFS, more string) {
		put(tree, overlayFile, string(tree[overlayFile].Data)+more)
	}
	return map[string]func(tree fstest.MapFS){
		"deep YAML": func(tree fstest.MapFS) {
			put(tree, "deploy/kustomize/base/orders/service.yaml", strings.Repeat("[", 200_000))
		},
		"nested YAML": func(tree fstest.MapFS) {
			put(tree, "deploy/kustomize/base/orders/service.yaml", "apiVersion: v1\nkind: Service\na: "+strings.Repeat("[", 5000)+strings.Repeat("]", 5000))
		},
		"alias bomb": func(tree fstest.MapFS) {
			var b strings.Builder
			b.WriteString("apiVersion: v1\nkind: ConfigMap\na0: &a0 [a, b, c, d, e, f, g, h, i]\n")
			for i := 1; i < 12; i++ {
				fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
			}
			put(tree, "deploy/kustomize/base/orders/service.yaml", b.String())
		},
		"alias of itself": func(tree fstest.MapFS) {
			put(tree, "deploy/kustomize/base/orders/service.yaml", "apiVersion: v1\nkind: ConfigMap\ndata: &a\n  b: *a\n")
		},
		"alias bomb in a patch": func(tree fstest.MapFS) {
			bomb := "    a0: &a0 [a, b, c, d, e, f, g, h, i]\n"
			for i := 1; i < 12; i++ {
				bomb += fmt.Sprintf("    a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
			}
			put(tree, overlayFile, strings.Replace(string(tree[overlayFile].Data), "patches:\n", "patches:\n- target: {kind: Service}\n  patch: |\n"+bomb, 1))
		},
		"many files": func(tree fstest.MapFS) {
			for i := range 10_000 {
				put(tree, fmt.Sprintf("deploy/kustomize/many/%d/%d.yaml", i%100, i), "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n")
			}
		},
		"many entries": func(tree fstest.MapFS) {
			for i := range 30_000 {
				put(tree, fmt.Sprintf("deploy/kustomize/many/%d/%d.txt", i%100, i), "")
			}
		},
		"binary garbage": func(tree fstest.MapFS) {
			garbage := make([]byte, 64<<10)
			for i := range garbage {
				garbage[i] = byte(i * i >> 3)
			}
			for _, name := range []string{"orders/Dockerfile", "orders/Dockerfile.dockerignore", "deploy/docker-bake.hcl", overlayFile, "deploy/kustomize/base/orders/deployment.yaml", ".gantry/decisions.json", ".gantry/manifest.json", "platform.yaml"} {
				tree[name] = &fstest.MapFile{Data: garbage}
			}
		},
		"huge file": func(tree fstest.MapFS) {
			put(tree, "deploy/kustomize/base/orders/service.yaml", strings.Repeat("# x\n", 8<<20))
		},
		"huge Dockerfile": func(tree fstest.MapFS) {
			put(tree, "orders/Dockerfile", "FROM a:1\n"+strings.Repeat("RUN x\n", 100_000))
		},
		"many stages": func(tree fstest.MapFS) { put(tree, "orders/Dockerfile", strings.Repeat("FROM a:1\n", 20_000)) },
		"growing variables": func(tree fstest.MapFS) {
			put(tree, "orders/Dockerfile", "FROM a:1\nENV A=xxxxxxxxxxxxxxxx\n"+strings.Repeat("ENV A=$A$A$A$A\n", 40)+"USER 1\nCMD [\"x\"]\n")
		},
		"growing global variables": func(tree fstest.MapFS) {
			put(tree, "orders/Dockerfile", "ARG A=xxxxxxxxxxxxxxxx\n"+strings.Repeat("ARG A=$A$A$A$A\n", 40)+"FROM $A\n")
		},
		"deep bake file": func(tree fstest.MapFS) { put(tree, "deploy/docker-bake.hcl", "a = "+strings.Repeat("[", 60_000)) },
		"long bake expression": func(tree fstest.MapFS) {
			put(tree, "deploy/docker-bake.hcl", "target \"a\" { context = "+strings.Repeat("!", 60_000)+"true }")
		},
		"growing bake variables": func(tree fstest.MapFS) {
			var b strings.Builder
			b.WriteString("variable \"A0\" { default = \"xxxxxxxxxxxxxxxx\" }\n")
			for i := 1; i < 60; i++ {
				fmt.Fprintf(&b, "variable \"A%d\" {\n default = \"${A%d}${A%d}${A%d}\"\n}\n", i, i-1, i-1, i-1)
			}
			b.WriteString("target \"a\" { context = A59 }\n")
			put(tree, "deploy/docker-bake.hcl", b.String())
		},
		"doubling directories": func(tree fstest.MapFS) {
			for i := range 30 {
				more := ""
				if i < 29 {
					more = fmt.Sprintf("resources:\n- ../%d/a\n- ../%d/b\n", i+1, i+1)
				}
				put(tree, fmt.Sprintf("deploy/kustomize/x/%d/a/kustomization.yaml", i), strings.ReplaceAll(more, "../", "../../"))
				put(tree, fmt.Sprintf("deploy/kustomize/x/%d/b/kustomization.yaml", i), strings.ReplaceAll(more, "../", "../../"))
			}
		},
		"long prefix": func(tree fstest.MapFS) { kustomization(tree, "namePrefix: "+strings.Repeat("a", 200<<10)+"\n") },
		"many images": func(tree fstest.MapFS) {
			kustomization(tree, strings.Repeat("- name: x\n  newTag: y\n", 10_000))
		},
		"many patches": func(tree fstest.MapFS) {
			kustomization(tree, "patchesStrategicMerge:\n"+strings.Repeat("- orders-resources.yaml\n", 9_000))
		},
		"a pipe":          func(tree fstest.MapFS) { tree["deploy/kustomize/base/orders/service.yaml"].Mode = fs.ModeNamedPipe },
		"a device":        func(tree fstest.MapFS) { tree["orders/Dockerfile"].Mode = fs.ModeDevice },
		"escape sequence": func(tree fstest.MapFS) { kustomization(tree, "resources: [\"\\e[31mx\"]\n") },
		"many documents": func(tree fstest.MapFS) {
			put(tree, "deploy/kustomize/base/orders/service.yaml", strings.Repeat("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n", 15_000))
		},
		"many ignore patterns": func(tree fstest.MapFS) {
			put(tree, "orders/Dockerfile.dockerignore", strings.Repeat("**/a*/**/b\n", 5_000))
		},
		"many copies": func(tree fstest.MapFS) {
			put(tree, "orders/Dockerfile", "FROM a:1\n"+strings.Repeat("COPY */*/*/* .\nCOPY . .\n", 499))
			put(tree, "orders/Dockerfile.dockerignore", "**\n!x\n")
		},
		"long ignore pattern": func(tree fstest.MapFS) {
			put(tree, "orders/Dockerfile.dockerignore", strings.Repeat("**/a*[", 10_000))
		},
	}
}

func TestHostileTreesEndQuickly(t *testing.T) {
	for name, spoil := range hostileTrees() {
		t.Run(name, func(t *testing.T) {
			tree, source := shop(t)
			spoil(tree)
			begin := time.Now()
			found := run(t, tree, source, true)
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if !strings.Contains(fmt.Sprint(checks(found)), ".") {
				t.Error("nothing was found")
			}
			if out := text(found, "en"); strings.ContainsAny(out, "\x1b\x00") || len(out) > 1<<20 {
				t.Errorf("printed %d bytes, or control characters", len(out))
			}
		})
	}
}

// A link that leads out of the tree is not followed, and one in the place of a
// manifest is said.
func TestLinksAreNotFollowed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("making links needs a privilege there")
	}
	outside := filepath.Join(t.TempDir(), "secret.yaml")
	dir := t.TempDir()
	tree, _ := shop(t)
	for name, f := range tree {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(outside, []byte("apiVersion: v1\nkind: Secret\nmetadata:\n  name: marker-of-the-outside\nstringData:\n  a: b\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	service := filepath.Join(dir, "deploy/kustomize/base/orders/service.yaml")
	if err := os.Remove(service); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, service); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	found := run(t, root.FS(), nil, false)
	out := text(found, "en")
	if strings.Contains(out, "marker-of-the-outside") || !strings.Contains(out, "service.yaml") {
		t.Errorf("got\n%s", out)
	}
}

func TestEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	tree, source := shop(t)
	if _, err := verify.Run(ctx, verify.Input{Tree: tree, Source: source}); err == nil {
		t.Error("no error")
	}
	if _, err := verify.Run(context.Background(), verify.Input{}); err == nil {
		t.Error("no error without a tree")
	}
}

// FuzzKustomization changes the overlay's kustomization: nothing panics, nothing
// is fetched, and the result is the same twice.
func FuzzKustomization(f *testing.F) {
	tree, source := shop(f)
	f.Add(tree[overlayFile].Data)
	for _, s := range []string{"resources: [https://example.com/x]", "components: [git@a:b/c]", "generators: ['{}']", "a: &a [*a]", "Resources: [../../base]\nimages: null",
		"patches: [{patch: '- {op: copy, from: /spec, path: /x}', target: {kind: Service}}]", "configMapGenerator: [{name: a, files: ['a=b=c']}]", "openapi: {path: ../../base}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		tree[overlayFile] = &fstest.MapFile{Data: content}
		first := run(t, tree, source, true)
		second := run(t, tree, source, true)
		if !bytes.Equal([]byte(text(first, "en")), []byte(text(second, "en"))) {
			t.Errorf("two runs differ:\n%s\n%s", text(first, "en"), text(second, "en"))
		}
	})
}
