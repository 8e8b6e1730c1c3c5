package scan

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// entry is a file of a test archive; a name that ends in / is a directory.
type entry struct {
	name, text string
	mode       fs.FileMode
	raw        bool // the name is not marked as UTF-8
}

func zipOf(tb testing.TB, entries ...entry) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, NonUTF8: e.raw}
		h.SetMode(e.mode | 0o644)
		f, err := w.CreateHeader(h)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := f.Write([]byte(e.text)); err != nil && !strings.HasSuffix(e.name, "/") {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(tb testing.TB, headers ...tar.Header) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range headers {
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
		}
		text := strings.Repeat("x", int(h.Size))
		h.Mode = 0o644
		if err := w.WriteHeader(&h); err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(tb testing.TB, b []byte) []byte {
	tb.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil || z.Close() != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// openAs writes content under a name and opens it; the directory for temporary
// files is checked to be empty once the source is closed or refused.
func openAs(t *testing.T, name string, content []byte, lim ExtractLimits) (*Tree, *Source, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	src, err := Open(context.Background(), file, OpenOptions{TempDir: temp, Extract: lim})
	t.Cleanup(func() {
		if src != nil {
			if err := src.Close(); err != nil {
				t.Error(err)
			}
		}
		if left, _ := os.ReadDir(temp); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
	if err != nil {
		return nil, nil, err
	}
	tree, err := src.Tree(context.Background(), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return tree, src, nil
}

func TestOpenArchives(t *testing.T) {
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String("源码/说明.txt")
	plain := tarOf(t, tar.Header{Name: "shop-1.0/pom.xml", Size: 3}, tar.Header{Name: "shop-1.0/src/A.java", Size: 3})
	var zst bytes.Buffer
	z, _ := zstd.NewWriter(&zst)
	_, _ = z.Write(plain)
	_ = z.Close()
	for name, c := range map[string]struct {
		file    string
		content []byte
		app     string
		files   string
		skips   int
	}{
		"zip with one folder": {"shop-main.zip", zipOf(t, entry{name: "shop-main/"}, entry{name: "shop-main/pom.xml"}, entry{name: "shop-main/a/B.java"}), "shop", "a/B.java pom.xml", 0},
		"zip without":         {"shop.zip", zipOf(t, entry{name: "pom.xml"}, entry{name: "a/B.java"}), "shop", "a/B.java pom.xml", 0},
		"names in GBK":        {"x.zip", zipOf(t, entry{name: gbk, raw: true}, entry{name: "a"}), "x", "a 源码/说明.txt", 0},
		"names of Windows":    {"x.zip", zipOf(t, entry{name: `src\main\A.java`}, entry{name: "b"}), "x", "b src/main/A.java", 0},
		"unsafe names": {"x.zip", zipOf(t, entry{name: "../../evil"}, entry{name: "/etc/evil"}, entry{name: `C:\evil`}, entry{name: `..\evil`},
			entry{name: "a/../../evil"}, entry{name: "ok"}), "x", "ok", 5},
		"links in a zip":          {"x.zip", zipOf(t, entry{name: "l", text: "/etc/passwd", mode: fs.ModeSymlink}, entry{name: "l/x"}, entry{name: "ok"}), "x", "l/x ok", 1},
		"what Finder adds":        {"x.zip", zipOf(t, entry{name: "a/b"}, entry{name: "__MACOSX/a/._b"}, entry{name: "a/.DS_Store"}), "x", "b", 0},
		"dependencies are left":   {"x.zip", zipOf(t, entry{name: "package.json"}, entry{name: "node_modules/x/package.json"}), "x", "package.json", 0},
		"a file that is a folder": {"x.zip", zipOf(t, entry{name: "a"}, entry{name: "a/b"}, entry{name: "c"}), "x", "a c", 1},
		"tar":                     {"shop.tar", plain, "shop", "pom.xml src/A.java", 0},
		"tar.gz":                  {"shop.tar.gz", gzipped(t, plain), "shop", "pom.xml src/A.java", 0},
		"tgz under another name":  {"shop.zip", gzipped(t, plain), "shop", "pom.xml src/A.java", 0},
		"tar.zst":                 {"shop.tar.zst", zst.Bytes(), "shop", "pom.xml src/A.java", 0},
		"links in a tar": {"x.tar", tarOf(t, tar.Header{Name: "l", Typeflag: tar.TypeSymlink, Linkname: ".."}, tar.Header{Name: "h", Typeflag: tar.TypeLink, Linkname: "/etc/passwd"},
			tar.Header{Name: "p", Typeflag: tar.TypeFifo}, tar.Header{Name: "ok", Size: 1}), "x", "ok", 3},
		"jar":            {"shop-order-1.2.3-SNAPSHOT.jar", zipOf(t, entry{name: "META-INF/MANIFEST.MF"}), "shop-order", "shop-order-1.2.3-SNAPSHOT.jar", 0},
		"executable jar": {"shop.jar", append([]byte("#!/bin/bash\n"), zipOf(t, entry{name: "a"})...), "shop", "shop.jar", 0},
	} {
		t.Run(name, func(t *testing.T) {
			tree, src, err := openAs(t, c.file, c.content, ExtractLimits{})
			if err != nil {
				t.Fatal(err)
			}
			if src.Name != c.app || paths(tree) != c.files || len(tree.Skips()) != c.skips {
				t.Errorf("got %q with files %q and skips %v, want %q, %q and %d skips",
					src.Name, paths(tree), tree.Skips(), c.app, c.files, c.skips)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	whole := zipOf(t, entry{name: "a", text: strings.Repeat("a", 5000)}, entry{name: "b"})
	encrypted := bytes.Clone(whole)
	encrypted[bytes.LastIndex(encrypted[:bytes.LastIndex(encrypted, []byte("PK\x01\x02"))], []byte("PK\x01\x02"))+8] |= 1
	tarball := gzipped(t, tarOf(t, tar.Header{Name: "a", Size: 5000}, tar.Header{Name: "b", Size: 5000}))
	small := ExtractLimits{Entries: 1, Bytes: 6000, File: 4000, Ratio: 1000}
	for name, c := range map[string]struct {
		file    string
		content []byte
		lim     ExtractLimits
		is      error
		says    string
	}{
		"unknown kind":       {"notes.docx", []byte("hello"), ExtractLimits{}, ErrUnknownKind, "give the directory"},
		"rar":                {"x.rar", []byte("Rar!\x1a\x07\x00"), ExtractLimits{}, ErrUnknownKind, "repack it as zip"},
		"empty file":         {"x.zip", nil, ExtractLimits{}, ErrUnknownKind, "the file is empty"},
		"zip cut off":        {"x.zip", whole[:len(whole)-30], ExtractLimits{}, errBroken, "copy it again"},
		"tar.gz cut off":     {"x.tgz", tarball[:len(tarball)-30], ExtractLimits{}, errBroken, "copy it again"},
		"gzip of no tar":     {"x.gz", gzipped(t, bytes.Repeat([]byte("hello"), 200)), ExtractLimits{}, errBroken, "copy it again"},
		"encrypted":          {"x.zip", encrypted, ExtractLimits{}, nil, "encrypted"},
		"nothing in it":      {"x.zip", zipOf(t), ExtractLimits{}, ErrEmpty, "no files"},
		"file too large":     {"x.zip", whole, small, ErrArchiveLimit, "more than 4000 bytes"},
		"together too large": {"x.tgz", tarball, ExtractLimits{Entries: 9, Bytes: 6000, File: 6000, Ratio: 1000}, ErrArchiveLimit, "together"},
		"too many entries":   {"x.zip", zipOf(t, entry{name: "1"}, entry{name: "2"}, entry{name: "3"}, entry{name: "4"}, entry{name: "5"}), small, ErrArchiveLimit, "entries"},
		"bomb":               {"x.tgz", gzipped(t, tarOf(t, tar.Header{Name: "a", Size: ratioFrom + 1<<20})), DefaultExtractLimits(), ErrArchiveLimit, "times the size"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := openAs(t, c.file, c.content, c.lim)
			if err == nil || c.is != nil && !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one that is %v and says %q", err, c.is, c.says)
			}
		})
	}
}

func TestOpenDirectories(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	write(t, dir, "shop-master/pom.xml", "x")
	src, err := Open(ctx, filepath.Join(dir, "shop-master")+string(filepath.Separator), OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if src.Name != "shop" || src.Dir != filepath.Join(dir, "shop-master") {
		t.Errorf("name %q, directory %q", src.Name, src.Dir)
	}
	if err := src.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "shop-master/pom.xml")); err != nil {
		t.Error("closing a directory removed it")
	}
	empty := filepath.Join(dir, "empty")
	_ = os.Mkdir(empty, 0o755)
	for spec, want := range map[string]error{filepath.Join(dir, "none"): fs.ErrNotExist, empty: ErrEmpty} {
		if _, err := Open(ctx, spec, OpenOptions{}); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", spec, err, want)
		}
	}
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		return
	}
	locked := filepath.Join(dir, "locked")
	_ = os.Mkdir(locked, 0)
	if _, err := Open(ctx, locked, OpenOptions{}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("locked: %v", err)
	}
}

func TestOpenCancelled(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	write(t, dir, "a.zip", string(zipOf(t, entry{name: "a"})))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Open(ctx, filepath.Join(dir, "a.zip"), OpenOptions{TempDir: temp})
	left, _ := os.ReadDir(temp)
	if !errors.Is(err, context.Canceled) || len(left) > 0 {
		t.Errorf("error %v, left behind %v", err, left)
	}
}

func TestAppName(t *testing.T) {
	for spec, want := range map[string]string{
		"https://git.example.com/team/shop.git":  "shop",
		"git@git.example.com:team/shop-main.git": "shop",
		"/a/b/Shop.ZIP":                          "Shop",
		"/a/order-service-2.1.0.RELEASE.jar":     "order-service",
		"/a/order-2.jar":                         "order",
		"/a/v2":                                  "v2",
		"/":                                      "app",
	} {
		if got := appName(spec); got != want {
			t.Errorf("%s: %q, want %q", spec, got, want)
		}
	}
}

// git runs git for a test and skips the test where there is none.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func TestOpenGit(t *testing.T) {
	dir := t.TempDir()
	git(t, dir, "init", "-q", "work")
	work := filepath.Join(dir, "work")
	write(t, work, "one.txt", "1")
	git(t, work, "add", ".")
	git(t, work, "commit", "-q", "-m", "one")
	git(t, work, "tag", "v1")
	first := git(t, work, "rev-parse", "HEAD")
	write(t, work, "two.txt", "2")
	git(t, work, "add", ".")
	git(t, work, "commit", "-q", "-m", "two")
	git(t, dir, "clone", "-q", "--bare", "work", "shop.git")
	bare := filepath.Join(dir, "shop.git")
	url := "file://" + filepath.ToSlash(bare)
	for spec, want := range map[string]string{
		bare:               "one.txt two.txt",
		bare + "#v1":       "one.txt",
		bare + "@v1":       "one.txt",
		url:                "one.txt two.txt",
		url + "#main":      "one.txt two.txt",
		url + "@v1":        "one.txt",
		url + "#" + first:  "one.txt",
		bare + "#" + first: "one.txt",
	} {
		temp := t.TempDir()
		src, err := Open(context.Background(), spec, OpenOptions{TempDir: temp})
		if err != nil {
			t.Errorf("%s: %v", spec, err)
			continue
		}
		tree, err := src.Tree(context.Background(), DefaultLimits())
		if err != nil || paths(tree) != want || src.Name != "shop" {
			t.Errorf("%s: %q with %q, %v; want %q", spec, src.Name, paths(tree), err, want)
		}
		if err := src.Close(); err != nil {
			t.Error(err)
		}
		if left, _ := os.ReadDir(temp); len(left) > 0 {
			t.Errorf("%s left behind %v", spec, left)
		}
	}
	for spec, says := range map[string]string{
		bare + "#none":                  "name a branch",
		bare + "#--upload-pack=x":       "no branch, tag or commit",
		"file:///none/x.git":            "check the address",
		"ssh://-oProxyCommand=x/shop":   "not exist",
		"ext::sh -c touch% /tmp/x":      "not exist",
		url + "#" + first[:39] + "\x00": "no branch, tag or commit",
	} {
		if _, err := Open(context.Background(), spec, OpenOptions{TempDir: t.TempDir()}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: error %v, want one that says %q", spec, err, says)
		}
	}
}

func TestOpenGitWithoutGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := Open(context.Background(), "https://user:hunter2@git.example.com/shop.git", OpenOptions{TempDir: t.TempDir()})
	if err == nil || !strings.Contains(err.Error(), "git is not installed") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("error %v", err)
	}
}

func TestGitErrorKeepsNoPassword(t *testing.T) {
	err := gitError(gitRepo{url: "https://u:hunter2@h/x.git"}, "fatal: unable to access 'https://u:hunter2@h/x.git/': Could not resolve host: h\n", errors.New("exit status 128"))
	if strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "check the network") {
		t.Errorf("error %v", err)
	}
}
