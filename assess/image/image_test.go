package image_test

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/klauspost/compress/gzip"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/image"
)

// now is the day of all tests.
var now = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)

// e is an entry of a layer. A name that ends in a slash is a directory; link makes it a symbolic link.
type e struct {
	name, body, link string
	mode             int64
	kind             byte
}

func tarOf(t testing.TB, entries ...e) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, x := range entries {
		h := &tar.Header{Name: x.name, Mode: 0o644, Size: int64(len(x.body)), Typeflag: tar.TypeReg, ModTime: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)}
		switch {
		case x.kind != 0:
			h.Typeflag, h.Linkname = x.kind, x.link
		case x.link != "":
			h.Typeflag, h.Linkname = tar.TypeSymlink, x.link
		case strings.HasSuffix(x.name, "/"):
			h.Typeflag, h.Mode = tar.TypeDir, 0o755
		}
		if x.mode != 0 {
			h.Mode = x.mode
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, x.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func layerOf(t testing.TB, raw []byte, opts ...tarball.LayerOption) v1.Layer {
	t.Helper()
	l, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil }, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// made is an instruction and the entries of the layer that it makes; none for an instruction that makes no layer.
type made struct {
	by      string
	entries []e
	created time.Time
}

func imageOf(t testing.TB, config v1.Config, steps ...made) v1.Image {
	t.Helper()
	im := empty.Image
	var adds []mutate.Addendum
	for _, s := range steps {
		h := v1.History{CreatedBy: s.by, EmptyLayer: s.entries == nil, Created: v1.Time{Time: s.created}}
		a := mutate.Addendum{History: h}
		if s.entries != nil {
			a.Layer = layerOf(t, tarOf(t, s.entries...))
		}
		adds = append(adds, a)
	}
	im, err := mutate.Append(im, adds...)
	if err != nil {
		t.Fatal(err)
	}
	cf, err := im.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	cf = cf.DeepCopy()
	cf.Config, cf.OS, cf.Architecture = config, "linux", "amd64"
	if im, err = mutate.ConfigFile(im, cf); err != nil {
		t.Fatal(err)
	}
	return im
}

func saved(t testing.TB, im v1.Image, tag string) string {
	t.Helper()
	ref, err := name.NewTag(tag)
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(t.TempDir(), "image.tar")
	if err := tarball.WriteToFile(at, ref, im); err != nil {
		t.Fatal(err)
	}
	return at
}

func open(t testing.TB, spec string, opt image.Options) *image.Image {
	t.Helper()
	opt.TempDir, opt.Keychain = t.TempDir(), authn.NewMultiKeychain()
	im, err := image.Open(t.Context(), spec, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := im.Close(); err != nil {
			t.Error(err)
		}
		if left, _ := os.ReadDir(opt.TempDir); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
	return im
}

func small(t testing.TB) v1.Image {
	return imageOf(t, v1.Config{Cmd: []string{"/app/run"}, WorkingDir: "/app", User: "1000"},
		made{"ADD file:1 in /", []e{{name: "etc/os-release", body: "ID=alpine\nVERSION_ID=3.20.1\nPRETTY_NAME=\"Alpine Linux v3.20\"\n"}, {name: "bin/sh", body: "x"}}, time.Time{}},
		made{"CMD [\"/bin/sh\"]", nil, time.Time{}},
		made{"COPY run /app/", []e{{name: "app/run", body: "#!/bin/sh\nexec java -jar x.jar\n", mode: 0o755}}, time.Time{}})
}

// TestOpen reads the same image from everywhere.
func TestOpen(t *testing.T) {
	im := small(t)
	srv := httptest.NewServer(quiet())
	t.Cleanup(srv.Close)
	ref := strings.TrimPrefix(srv.URL, "http://") + "/team/shop:1.2"
	parsed, err := name.ParseReference(ref)
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.Write(parsed, im); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "shop")
	p, err := layout.Write(dir, empty.Index)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.AppendImage(im, layout.WithAnnotations(map[string]string{"org.opencontainers.image.ref.name": "v1"})); err != nil {
		t.Fatal(err)
	}
	docker := saved(t, im, "team/shop:1.2")
	for want, spec := range map[string]string{
		"registry":               ref,
		"registry with a prefix": "docker://" + ref,
		"oci-layout":             dir,
		"oci-layout by its name": "oci:" + dir + ":v1",
		"oci-archive":            tarred(t, dir),
		"docker-archive":         docker,
		"docker-archive by tag":  "docker-archive:" + docker + ":docker.io/team/shop:1.2",
		"docker-archive, packed": gzipped(t, docker),
	} {
		t.Run(want, func(t *testing.T) {
			got := open(t, spec, image.Options{})
			r := got.Report(now)
			if kind, _, _ := strings.Cut(want, " "); string(r.Kind) != strings.TrimSuffix(kind, ",") {
				t.Errorf("kind %s", r.Kind)
			}
			if r.OS.ID != "alpine" || r.Files != 3 || len(r.Layers) != 2 || !r.Layers[0].Base || r.Layers[1].By != "COPY run /app/" {
				t.Errorf("report %+v", r)
			}
			alone := slices.ContainsFunc(got.Findings(now), func(f assess.Finding) bool { return f.ID == "image-single-architecture" })
			if alone != (r.Kind == image.Registry) {
				t.Errorf("it is said to be alone: %v", alone)
			}
			if b, err := fs.ReadFile(got.FS(), "app/run"); err != nil || !strings.HasPrefix(string(b), "#!/bin/sh") {
				t.Errorf("content %q, %v", b, err)
			}
			if _, err := fs.ReadFile(got.FS(), "bin/sh"); !strings.Contains(err.Error(), "not kept") {
				t.Errorf("error %v", err)
			}
		})
	}
}

func tarred(t testing.TB, dir string) string {
	t.Helper()
	at := filepath.Join(t.TempDir(), "layout.tar")
	f, err := os.Create(at)
	if err != nil {
		t.Fatal(err)
	}
	w := tar.NewWriter(f)
	if err := w.AddFS(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return at
}

func gzipped(t testing.TB, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(t.TempDir(), "image.tar.gz")
	if err := os.WriteFile(at, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}

// listed returns every path of the squashed file system, directories with a slash at their end.
func listed(t testing.TB, fsys fs.FS) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(p, "image"), p == ".":
		case d.IsDir():
			out = append(out, p+"/")
		default:
			out = append(out, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSquash(t *testing.T) {
	for title, c := range map[string]struct {
		layers [][]e
		want   []string
		gone   int64 // bytes that nobody sees any more
	}{
		"a file is deleted":             {[][]e{{{name: "a", body: "12"}, {name: "b", body: "3"}}, {{name: ".wh.a"}}}, []string{"b"}, 2},
		"a directory is deleted":        {[][]e{{{name: "d/a", body: "12"}, {name: "d/e/b", body: "3"}}, {{name: ".wh.d"}}}, nil, 3},
		"a directory is emptied":        {[][]e{{{name: "d/a", body: "12"}, {name: "b"}}, {{name: "d/"}, {name: "d/.wh..wh..opq"}, {name: "d/c"}}}, []string{"b", "d/", "d/c"}, 2},
		"emptied behind what is new":    {[][]e{{{name: "d/a", body: "12"}}, {{name: "d/c"}, {name: "d/.wh..wh..opq"}}}, []string{"d/", "d/c"}, 2},
		"deletion spares its own layer": {[][]e{{{name: "a", body: "1"}}, {{name: "a", body: "22"}, {name: ".wh.a"}}}, []string{"a"}, 1},
		"a file replaces a directory":   {[][]e{{{name: "d/a", body: "12"}}, {{name: "d", body: "x"}}}, []string{"d"}, 2},
		"a directory replaces a file":   {[][]e{{{name: "d", body: "x"}}, {{name: "d/a"}}}, []string{"d/", "d/a"}, 1},
		"directories merge":             {[][]e{{{name: "d/"}, {name: "d/a"}}, {{name: "d/"}, {name: "d/b"}}}, []string{"d/", "d/a", "d/b"}, 0},
		"below a linked directory":      {[][]e{{{name: "usr/lib/"}, {name: "lib", link: "usr/lib"}}, {{name: "lib/a"}}}, []string{"lib", "usr/", "usr/lib/", "usr/lib/a"}, 0},
		"a link out of the image":       {[][]e{{{name: "l", link: "../../../etc"}, {name: "l/passwd"}}}, []string{"l/", "l/passwd"}, 0},
		"absolute names are inside":     {[][]e{{{name: "/a"}, {name: "//b"}, {name: "./c"}}}, []string{"a", "b", "c"}, 0},
		"hard links share":              {[][]e{{{name: "a", body: "12"}, {name: "b", kind: tar.TypeLink, link: "a"}}, {{name: ".wh.a"}}}, []string{"b"}, 0},
		"hard links to nothing":         {[][]e{{{name: "b", kind: tar.TypeLink, link: "nowhere"}, {name: "c", kind: tar.TypeLink, link: "../../etc/passwd"}}}, nil, 0},
		"devices and pipes":             {[][]e{{{name: "dev/null", kind: tar.TypeChar}, {name: "p", kind: tar.TypeFifo}}}, []string{"dev/", "dev/null", "p"}, 0},
		"deleting what is not there":    {[][]e{{{name: "x/.wh.a"}, {name: ".wh.b"}}}, nil, 0},
	} {
		t.Run(title, func(t *testing.T) {
			var steps []made
			for _, l := range c.layers {
				steps = append(steps, made{entries: l})
			}
			im := open(t, saved(t, imageOf(t, v1.Config{}, steps...), "a:b"), image.Options{})
			got := listed(t, im.FS())
			slices.Sort(got)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
			if r := im.Report(now); r.RemovedBytes != c.gone {
				t.Errorf("%d bytes hidden, want %d", r.RemovedBytes, c.gone)
			}
		})
	}
}

func TestLinksAreFollowedInside(t *testing.T) {
	im := open(t, saved(t, imageOf(t, v1.Config{WorkingDir: "/srv/app"}, made{entries: []e{
		{name: "srv/app/a.txt", body: "inside"}, {name: "srv/app/up", link: "../../srv/app/a.txt"}, {name: "srv/app/abs", link: "/srv/app/a.txt"},
		{name: "srv/app/out", link: "../../../../../../srv/app/a.txt"}, {name: "srv/app/x", link: "y"}, {name: "srv/app/y", link: "x"}, {name: "srv/app/self", link: "self/self"},
	}}), "a:b"), image.Options{})
	for _, ok := range []string{"a.txt", "up", "abs", "out"} {
		if b, err := fs.ReadFile(im.FS(), "srv/app/"+ok); err != nil || string(b) != "inside" {
			t.Errorf("%s: %q, %v", ok, b, err)
		}
	}
	for _, no := range []string{"srv/app/x", "srv/app/self", "../etc", "/srv/app/a.txt", "srv/app/none"} {
		if _, err := fs.ReadFile(im.FS(), no); err == nil {
			t.Errorf("%s can be read", no)
		}
	}
}

func TestCancelled(t *testing.T) {
	at := saved(t, small(t), "a:b")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	temp := t.TempDir()
	if _, err := image.Open(ctx, at, image.Options{TempDir: temp}); err == nil || !strings.Contains(err.Error(), "canceled") {
		t.Errorf("error %v", err)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func sha(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
