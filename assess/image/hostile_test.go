package image_test

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/klauspost/compress/zstd"

	"github.com/gantry-ack/gantry/assess/image"
)

// archiveOf writes what docker save would for one layer, given as it is.
func archiveOf(t testing.TB, layer []byte, edit func(config map[string]any)) string {
	t.Helper()
	sum := sha(layer)
	config := map[string]any{"os": "linux", "architecture": "amd64", "rootfs": map[string]any{"type": "layers", "diff_ids": []string{"sha256:" + sum}}, "config": map[string]any{}}
	if edit != nil {
		edit(config)
	}
	c, err := json.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	manifest := `[{"Config":"` + strings.Repeat("a", 64) + `.json","RepoTags":["a:b"],"Layers":["x/layer.tar"]}]`
	at := filepath.Join(t.TempDir(), "image.tar")
	b := tarOf(t, e{name: strings.Repeat("a", 64) + ".json", body: string(c)}, e{name: "x/layer.tar", body: string(layer)}, e{name: "manifest.json", body: manifest})
	if err := os.WriteFile(at, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}

// openError opens what must not open, in little time and without a trace on disk.
func openError(t testing.TB, spec string, lim image.Limits) error {
	t.Helper()
	temp := t.TempDir()
	began := time.Now()
	im, err := image.Open(t.Context(), spec, image.Options{TempDir: temp, Limits: lim})
	if err == nil {
		_ = im.Close()
		t.Fatal("it opens")
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	return err
}

// header makes a header of 512 bytes by hand.
func header(t testing.TB, edit func(h []byte)) []byte {
	t.Helper()
	h := tarOf(t, e{name: "a"})[:512]
	edit(h)
	sum := 0
	copy(h[148:156], "        ")
	for _, c := range h {
		sum += int(c)
	}
	copy(h[148:156], fmt.Sprintf("%06o\x00 ", sum))
	return h
}

func TestHostileLayers(t *testing.T) {
	lim := image.DefaultLimits()
	lim.Unpacked, lim.Entries = 1<<30, 2000
	many := make([]e, 3000)
	churn := []e{{name: "d/"}}
	for i := range many {
		many[i] = e{name: fmt.Sprintf("f%d", i)}
	}
	for i := range 900 {
		churn = append(churn, e{name: fmt.Sprintf("d/f%d", i)})
	}
	for range 1000 {
		churn = append(churn, e{name: ".wh.d"})
	}
	pax := header(t, func(h []byte) { h[156] = tar.TypeXHeader; copy(h[124:136], "00000000001\x00") })
	pax = append(pax, make([]byte, 512)...)
	for title, c := range map[string]struct {
		layer []byte
		want  error
	}{
		"out of the image":           {tarOf(t, e{name: "../../etc/passwd", body: "x"}), image.ErrHostile},
		"out of it in the middle":    {tarOf(t, e{name: "a/../../b", body: "x"}), image.ErrHostile},
		"cut off in a file":          {tarOf(t, e{name: "a", body: strings.Repeat("x", 5000)})[:2000], image.ErrDamaged},
		"no tar":                     {bytes.Repeat([]byte("not a tar "), 1000), image.ErrDamaged},
		"too many entries":           {tarOf(t, many...), image.ErrLimit},
		"deleting without an end":    {tarOf(t, churn...), image.ErrHostile},
		"deep directories":           {tarOf(t, e{name: strings.Repeat("d/", 300) + "f"}), image.ErrHostile},
		"an entry of exabytes":       {header(t, func(h []byte) { copy(h[124:136], "\x80\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00") }), image.ErrLimit},
		"a header of a gigabyte":     {header(t, func(h []byte) { h[156] = tar.TypeXHeader; copy(h[124:136], "10000000000\x00") }), image.ErrDamaged},
		"a long name of a gigabyte":  {append(header(t, func(h []byte) { h[156] = tar.TypeGNULongName; copy(h[124:136], "10000000000\x00") }), make([]byte, 4<<20)...), image.ErrHostile},
		"PAX headers without an end": {bytes.Repeat(pax, 20_000), image.ErrDamaged},
		"a name with NUL":            {paxPath(t, "a\x00b"), image.ErrDamaged},
	} {
		t.Run(title, func(t *testing.T) {
			if err := openError(t, archiveOf(t, c.layer, nil), lim); !errors.Is(err, c.want) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// paxPath makes an entry whose name is given by a PAX record.
func paxPath(t testing.TB, path string) []byte {
	record := fmt.Sprintf("%d path=%s\n", len(path)+9, path)
	h := header(t, func(h []byte) { h[156] = tar.TypeXHeader; copy(h[124:136], fmt.Sprintf("%011o\x00", len(record))) })
	body := make([]byte, 512)
	copy(body, record)
	return append(append(h, body...), tarOf(t, e{name: "a"})...)
}

// zeros is a file that packs to nothing.
func zeros(t testing.TB, pack func(io.Writer) io.WriteCloser, size int64) []byte {
	t.Helper()
	var b bytes.Buffer
	z := pack(&b)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: "zeros", Size: size, Mode: 0o644}); err != nil {
		t.Fatal(err)
	}
	chunk := make([]byte, 1<<20)
	for n := int64(0); n < size; n += int64(len(chunk)) {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBombs(t *testing.T) {
	zstdBomb := zeros(t, func(w io.Writer) io.WriteCloser {
		z, err := zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
		if err != nil {
			t.Fatal(err)
		}
		return z
	}, 40<<20)
	lim := image.DefaultLimits()
	lim.RatioOf = 10 << 20
	if err := openError(t, archiveOf(t, zstdBomb, nil), lim); !errors.Is(err, image.ErrHostile) || !strings.Contains(err.Error(), "times its size") {
		t.Errorf("zstd: %v", err)
	}
	lim = image.DefaultLimits()
	lim.Unpacked = 20 << 20
	if err := openError(t, archiveOf(t, zstdBomb, nil), lim); !errors.Is(err, image.ErrLimit) {
		t.Errorf("below the limit of the ratio: %v", err)
	}
}

func TestZstdLayer(t *testing.T) {
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	raw := tarOf(t, e{name: "a", body: "x"})
	if _, err := z.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	at := archiveOf(t, b.Bytes(), func(c map[string]any) {
		c["rootfs"] = map[string]any{"type": "layers", "diff_ids": []string{"sha256:" + sha(raw)}}
	})
	if got := listed(t, open(t, at, image.Options{}).FS()); len(got) != 1 || got[0] != "a" {
		t.Errorf("files %v", got)
	}
}

func TestHostileDocuments(t *testing.T) {
	ok := tarOf(t, e{name: "a", body: "x"})
	lim := image.DefaultLimits()
	lim.Document = 1 << 20
	for title, c := range map[string]struct {
		edit func(map[string]any)
		want error
	}{
		"another digest": {func(c map[string]any) {
			c["rootfs"] = map[string]any{"diff_ids": []string{"sha256:" + strings.Repeat("0", 64)}}
		}, image.ErrDigest},
		"no digests":       {func(c map[string]any) { delete(c, "rootfs") }, image.ErrDamaged},
		"a digest of junk": {func(c map[string]any) { c["rootfs"] = map[string]any{"diff_ids": []string{"md5:1"}} }, image.ErrDamaged},
		"a long history":   {func(c map[string]any) { c["history"] = make([]struct{}, 10_000) }, image.ErrHostile},
		"a large document": {func(c map[string]any) { c["author"] = strings.Repeat("x", 2<<20) }, image.ErrLimit},
		"env that is none": {func(c map[string]any) { c["config"] = map[string]any{"Env": 7} }, image.ErrDamaged},
	} {
		t.Run(title, func(t *testing.T) {
			if err := openError(t, archiveOf(t, ok, c.edit), lim); !errors.Is(err, c.want) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestHostileArchives(t *testing.T) {
	write := func(b []byte) string {
		at := filepath.Join(t.TempDir(), "i.tar")
		if err := os.WriteFile(at, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return at
	}
	whole, err := os.ReadFile(saved(t, small(t), "a:b"))
	if err != nil {
		t.Fatal(err)
	}
	packed := gzipped(t, write(whole))
	cut, err := os.ReadFile(packed)
	if err != nil {
		t.Fatal(err)
	}
	for title, c := range map[string]struct {
		spec string
		want error
	}{
		"cut off":              {"docker-archive:" + write(whole[:len(whole)/2]), image.ErrDamaged},
		"cut off, packed":      {"docker-archive:" + write(cut[:len(cut)/2]), image.ErrDamaged},
		"no image":             {"docker-archive:" + write(tarOf(t, e{name: "a"})), image.ErrNoImage},
		"no images in it":      {"docker-archive:" + write(tarOf(t, e{name: "manifest.json", body: "[]"})), image.ErrNoImage},
		"manifest of junk":     {"docker-archive:" + write(tarOf(t, e{name: "manifest.json", body: "{"})), image.ErrDamaged},
		"configuration gone":   {"docker-archive:" + write(tarOf(t, e{name: "manifest.json", body: `[{"Config":"c.json"}]`})), image.ErrDamaged},
		"configuration leads":  {"docker-archive:" + write(tarOf(t, e{name: "manifest.json", body: `[{"Config":"../c.json"}]`})), image.ErrHostile},
		"links in a circle":    {"docker-archive:" + write(tarOf(t, e{name: "manifest.json", body: `[{"Config":"c"}]`}, e{name: "c", link: "d"}, e{name: "d", link: "c"})), image.ErrDamaged},
		"layer without blob":   {"docker-archive:" + write(tarOf(t, e{name: "manifest.json", body: `[{"Config":"c","Layers":["l"]}]`}, e{name: "c", body: "{}"})), image.ErrDamaged},
		"out of the archive":   {"docker-archive:" + write(tarOf(t, e{name: "../manifest.json", body: "[]"})), image.ErrHostile},
		"not there":            {"docker-archive:" + filepath.Join(t.TempDir(), "none.tar"), os.ErrNotExist},
		"a tag that is not it": {"docker-archive:" + write(whole) + ":c:d", image.ErrNotFound},
	} {
		t.Run(title, func(t *testing.T) {
			if err := openError(t, c.spec, image.Limits{}); !errors.Is(err, c.want) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// layoutOf writes a layout and returns its directory.
func layoutOf(t testing.TB, add func(p layout.Path) error) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "l")
	p, err := layout.Write(dir, empty.Index)
	if err != nil {
		t.Fatal(err)
	}
	if err := add(p); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestLayouts(t *testing.T) {
	im := small(t)
	digest, err := im.Digest()
	if err != nil {
		t.Fatal(err)
	}
	blob := func(dir string) string { return filepath.Join(dir, "blobs", "sha256", digest.Hex) }
	plain := func() string { return layoutOf(t, func(p layout.Path) error { return p.AppendImage(im) }) }
	tampered, lost := plain(), plain()
	if err := os.WriteFile(blob(tampered), []byte(`{"schemaVersion":2}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(blob(lost)); err != nil {
		t.Fatal(err)
	}
	chart, err := mutate.AppendLayers(mutate.ConfigMediaType(empty.Image, "application/vnd.cncf.helm.config.v1+json"), static.NewLayer([]byte("x"), types.OCILayer))
	if err != nil {
		t.Fatal(err)
	}
	odd, err := mutate.AppendLayers(empty.Image, static.NewLayer([]byte("x"), "application/wasm"))
	if err != nil {
		t.Fatal(err)
	}
	for title, c := range map[string]struct {
		dir  string
		want error
	}{
		"another content": {tampered, image.ErrDigest},
		"a blob is lost":  {lost, image.ErrDamaged},
		"a chart":         {layoutOf(t, func(p layout.Path) error { return p.AppendImage(chart) }), image.ErrNoImage},
		"a layer of junk": {layoutOf(t, func(p layout.Path) error { return p.AppendImage(odd) }), image.ErrNoImage},
		"nothing":         {layoutOf(t, func(layout.Path) error { return nil }), image.ErrNoImage},
		"several": {layoutOf(t, func(p layout.Path) error {
			other, err := random.Image(10, 1)
			return errors.Join(err, p.AppendImage(im), p.AppendImage(other))
		}), image.ErrAmbiguous},
	} {
		t.Run(title, func(t *testing.T) {
			if err := openError(t, c.dir, image.Limits{}); !errors.Is(err, c.want) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestPlatforms(t *testing.T) {
	variant := func(arch string) mutate.IndexAddendum {
		cf, err := small(t).ConfigFile()
		if err != nil {
			t.Fatal(err)
		}
		cf = cf.DeepCopy()
		cf.Architecture = arch
		im, err := mutate.ConfigFile(small(t), cf)
		if err != nil {
			t.Fatal(err)
		}
		return mutate.IndexAddendum{Add: im, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: arch}}}
	}
	provenance := mutate.IndexAddendum{Add: empty.Image, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "unknown", Architecture: "unknown"}}}
	both := layoutOf(t, func(p layout.Path) error {
		return p.AppendIndex(mutate.AppendManifests(empty.Index, variant("amd64"), variant("arm64"), provenance))
	})
	for want, platform := range map[string]string{"linux/amd64": "", "linux/arm64": "linux/arm64"} {
		r := open(t, both, image.Options{Platform: platform}).Report(now)
		if r.Platform != want || strings.Join(r.Platforms, " ") != "linux/amd64 linux/arm64" {
			t.Errorf("platform %s of %v", r.Platform, r.Platforms)
		}
	}
	if _, err := image.Open(t.Context(), both, image.Options{Platform: "linux/s390x"}); !errors.Is(err, image.ErrPlatform) || !strings.Contains(err.Error(), "linux/amd64, linux/arm64") {
		t.Errorf("error %v", err)
	}
	only := layoutOf(t, func(p layout.Path) error {
		return p.AppendIndex(mutate.AppendManifests(empty.Index, variant("arm64")))
	})
	if r := open(t, only, image.Options{}).Report(now); r.Platform != "linux/arm64" {
		t.Errorf("the only one is not taken: %s", r.Platform)
	}
}

func TestRegistryErrors(t *testing.T) {
	reg := quiet()
	break500 := false
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if break500 && strings.Contains(r.URL.Path, "/blobs/") {
			_, _ = w.Write([]byte("something else"))
			return
		}
		reg.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	host := strings.TrimPrefix(srv.URL, "http://")
	ref, err := name.ParseReference(host + "/a:1")
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.Write(ref, small(t)); err != nil {
		t.Fatal(err)
	}
	if err := openError(t, host+"/a:2", image.Limits{}); !errors.Is(err, image.ErrNotFound) {
		t.Errorf("unknown tag: %v", err)
	}
	break500 = true
	if err := openError(t, host+"/a:1", image.Limits{}); err == nil || !strings.Contains(err.Error(), "sha256") && !errors.Is(err, image.ErrDigest) {
		t.Errorf("blobs of something else: %v", err)
	}
}

// TestPlainHTTP holds that nothing goes over the network in the clear.
func TestPlainHTTP(t *testing.T) {
	var asked []string
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		asked = append(asked, r.URL.Scheme)
		return nil, errors.New("no TLS here")
	})
	for insecure, want := range map[bool]bool{false: false, true: true} {
		asked = nil
		_, err := image.Open(t.Context(), "docker://10.0.0.9:5000/a:1", image.Options{Transport: transport, Insecure: insecure, Keychain: authn.NewMultiKeychain(), TempDir: t.TempDir()})
		if err == nil || slices.Contains(asked, "http") != want {
			t.Errorf("insecure %v: asked %v, error %v", insecure, asked, err)
		}
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// quiet is a registry that does not log.
func quiet() http.Handler { return registry.New(registry.Logger(log.New(io.Discard, "", 0))) }

// TestForeignLayers holds that nobody is asked for what a manifest says is elsewhere.
func TestForeignLayers(t *testing.T) {
	asked := false
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	t.Cleanup(srv.Close)
	l := layerOf(t, tarOf(t, e{name: "a"}))
	im, err := mutate.Append(empty.Image, mutate.Addendum{Layer: l, URLs: []string{srv.URL}, MediaType: types.DockerForeignLayer})
	if err != nil {
		t.Fatal(err)
	}
	dir := layoutOf(t, func(p layout.Path) error { return p.AppendImage(im) })
	got := open(t, dir, image.Options{})
	if r := got.Report(now); r.ForeignLayers != 1 || asked {
		t.Errorf("%d foreign layers, asked: %v", r.ForeignLayers, asked)
	}
}
