package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// files makes a file system of empty files, one for each line of list.
func files(list string) fstest.MapFS {
	m := fstest.MapFS{}
	for name := range strings.FieldsSeq(list) {
		m[name] = &fstest.MapFile{}
	}
	return m
}

func walk(t *testing.T, fsys fs.FS) *Tree {
	t.Helper()
	tree, err := Walk(context.Background(), fsys, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func paths(t *Tree) string {
	var out []string
	for _, e := range t.Entries() {
		out = append(out, e.Path)
	}
	return strings.Join(out, " ")
}

// TestWalkTellsOutputFromSource holds the rules about folders whose name alone
// does not say what they are. A name that ends in "!" must be left out.
func TestWalkTellsOutputFromSource(t *testing.T) {
	for name, list := range map[string]string{
		"maven target":            "pom.xml target/classes/A.class! src/A.java",
		"a package called target": "pom.xml src/main/java/x/target/A.java",
		"cargo target":            "Cargo.toml target/debug/app!",
		"gradle build":            "build.gradle build/libs/a.jar! build/classes/A.class!",
		"gradle build of a child": "settings.gradle.kts app/build.gradle.kts app/build/tmp/x!",
		"vue cli 2 build scripts": "package.json build/webpack.base.conf.js build/utils.js",
		"react build":             "package.json build/index.html! build/static/a.js!",
		"build scripts in go":     "go.mod build/Dockerfile build/ci.sh",
		"npm dist":                "package.json dist/index.html! dist/a.js!",
		"dist without package":    "web/dist/index.html web/dist/app.js",
		"python wheels":           "setup.py dist/a-1.0.whl! build/bdist.linux/x!",
		"intellij out":            "pom.xml out/production/A.class! out/artifacts/x.jar!",
		"next export":             "package.json out/index.html! out/_next/a.js!",
		"a package called out":    "go.mod out/out.go",
		"dotnet":                  "App.csproj bin/Debug/a.dll! obj/project.assets.json! Program.cs",
		"start scripts in bin":    "pom.xml bin/start.sh bin/stop.bat",
		"eclipse bin":             "build.gradle bin/main/A.class! bin/test/A.class!",
		"go vendor":               "go.mod vendor/modules.txt vendor/a/a.go!",
		"composer vendor":         "composer.json vendor/autoload.php! vendor/a/a.php!",
		"vendor that is source":   "src/vendor/Vendor.java src/vendor/VendorService.java",
		"ruby bundle":             "Gemfile vendor/bundle/ruby/x.rb! vendor/assets/a.js",
		"virtual environment":     "requirements.txt myenv/pyvenv.cfg! myenv/bin/python! app.py",
		"old virtual environment": "env/bin/activate! env/lib/python2/x.py! env/include/y.h!",
		"a module called env":     "env/bin/start.sh env/config.yml",
		"yarn":                    ".yarn/releases/yarn.cjs .yarn/cache/a.zip! .yarn/plugins/p.cjs",
		"a package called cache":  "go.mod cache/cache.go releases/notes.md",
		"nuxt output":             "package.json .output/server/index.mjs!",
		"coverage":                "package.json coverage/lcov.info! coverage/lcov-report/index.html!",
		"insurance coverage":      "pom.xml coverage/pom.xml coverage/src/A.java",
		"always":                  "a/node_modules/x/package.json! b/__pycache__/x.pyc! c/.git/config! d.egg-info/PKG-INFO! .mvn/wrapper/x.properties",
	} {
		t.Run(name, func(t *testing.T) {
			all, want := fstest.MapFS{}, []string{}
			for f := range strings.FieldsSeq(list) {
				path, out := strings.CutSuffix(f, "!")
				all[path] = &fstest.MapFile{}
				if !out {
					want = append(want, path)
				}
			}
			got := map[string]bool{}
			for _, e := range walk(t, all).Entries() {
				got[e.Path] = true
			}
			wanted := map[string]bool{}
			for _, w := range want {
				wanted[w] = true
			}
			if d := cmp.Diff(wanted, got); d != "" {
				t.Errorf("files (-want +got):\n%s", d)
			}
		})
	}
}

func TestWalkLimits(t *testing.T) {
	ctx := context.Background()
	if _, err := Walk(ctx, files("a b c"), Limits{Files: 2, Depth: 9}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("three files with a limit of two: %v", err)
	}
	tree, err := Walk(ctx, files("a/b/c/d x"), Limits{Files: 9, Depth: 3})
	if err != nil || paths(tree) != "x" || len(tree.Skips()) != 1 {
		t.Errorf("deep tree: %q, skips %v, %v", paths(tree), tree.Skips(), err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Walk(cancelled, files("a"), DefaultLimits()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled walk: %v", err)
	}
}

// TestWalkDisk walks what only a disk has: links in circles and out of the tree,
// and a folder without permission.
func TestWalkDisk(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs symbolic links")
	}
	dir := t.TempDir()
	write(t, dir, "app/a.txt", "a")
	write(t, dir, "locked/b.txt", "b")
	for link, to := range map[string]string{"app/self": "..", "app/out": "/etc", "app/dead": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	want := "app/a.txt"
	if os.Geteuid() == 0 {
		want += " locked/b.txt"
	} else if err := os.Chmod(filepath.Join(dir, "locked"), 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "locked"), 0o700) })

	src, err := Open(context.Background(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	tree, err := src.Tree(context.Background(), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if paths(tree) != want {
		t.Errorf("files %q, want %q", paths(tree), want)
	}
	if len(tree.Skips()) < 3 {
		t.Errorf("skips %v, want the three links at least", tree.Skips())
	}
	if _, err := tree.Text("app/out/passwd"); err == nil {
		t.Error("a symbolic link led out of the source")
	}
}

func write(tb testing.TB, dir, name, text string) {
	tb.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
}

// generate writes a monorepo of n files of mixed kinds, as deep as real ones are.
func generate(tb testing.TB, dir string, n int) {
	tb.Helper()
	kinds := []struct{ path, text string }{
		{"pom.xml", "<project/>"},
		{"src/main/java/com/example/shop/order/Order%d.java", "package com.example.shop;\npublic class Order {}\n"},
		{"src/main/resources/application-%d.yml", "server:\n  port: 8080\n"},
		{"web/src/components/View%d.vue", "<template><div/></template>\n"},
		{"web/package.json", `{"name":"web"}`},
		{"jobs/job_%d.py", "import time\n"},
		{"cmd/tool%d/main.go", "package main\n"},
		{"doc/page%d.md", "# Page\n"},
		{"deploy/Dockerfile", "FROM scratch\n"},
		{"sql/V%d__init.sql", "select 1;\n"},
	}
	for i := range n {
		k := kinds[i%len(kinds)]
		name := k.path
		if strings.Contains(name, "%d") {
			name = fmt.Sprintf(name, i)
		}
		write(tb, dir, fmt.Sprintf("service%03d/%s", i/50, name+suffixOf(i, k.path)), k.text)
	}
}

// suffixOf keeps paths without a number apart within a service.
func suffixOf(i int, path string) string {
	if strings.Contains(path, "%d") || i%50 < 10 {
		return ""
	}
	return fmt.Sprintf(".%d", i%50)
}

func benchmarkWalk(b *testing.B, n int) {
	dir := b.TempDir()
	generate(b, dir, n)
	ctx := context.Background()
	b.ReportAllocs()
	for b.Loop() {
		src, err := Open(ctx, dir, OpenOptions{})
		if err != nil {
			b.Fatal(err)
		}
		tree, err := src.Tree(ctx, DefaultLimits())
		if err != nil || len(tree.Entries()) != n {
			b.Fatalf("%d files, want %d: %v", len(tree.Entries()), n, err)
		}
		tree.Match("**/pom.xml", "**/*.java", "**/Dockerfile.*", "**/*.{yml,yaml}", "service001/**")
		_ = src.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/file")
}

// The time for each file must not grow with the number of files.
func BenchmarkWalk1000(b *testing.B)  { benchmarkWalk(b, 1000) }
func BenchmarkWalk5000(b *testing.B)  { benchmarkWalk(b, 5000) }
func BenchmarkWalk10000(b *testing.B) { benchmarkWalk(b, 10000) }
func BenchmarkWalk20000(b *testing.B) { benchmarkWalk(b, 20000) }
