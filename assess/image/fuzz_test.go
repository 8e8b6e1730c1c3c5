package image

import (
	"archive/tar"
	"bytes"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// FuzzList puts any bytes on top of a tree as a layer. Whatever they are, reading ends, and no name leads out.
func FuzzList(f *testing.F) {
	layer := func(headers ...tar.Header) []byte {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		for _, h := range headers {
			h.Mode = 0o644
			if err := w.WriteHeader(&h); err != nil {
				f.Fatal(err)
			}
			if _, err := io.CopyN(w, strings.NewReader("xxxxxxxx"), h.Size); err != nil {
				f.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			f.Fatal(err)
		}
		return b.Bytes()
	}
	base := layer(tar.Header{Name: "d/a", Size: 3}, tar.Header{Name: "d/e/f", Size: 2}, tar.Header{Name: "l", Linkname: "d/e", Typeflag: tar.TypeSymlink}, tar.Header{Name: "up", Linkname: "../../..", Typeflag: tar.TypeSymlink})
	f.Add(base)
	f.Add(layer(tar.Header{Name: ".wh.d"}, tar.Header{Name: "d/.wh..wh..opq"}, tar.Header{Name: "l/x", Size: 1}, tar.Header{Name: "up/y"}))
	f.Add(layer(tar.Header{Name: "h", Linkname: "d/a", Typeflag: tar.TypeLink}, tar.Header{Name: "d", Size: 1}, tar.Header{Name: "l/l/l"}))
	f.Add(layer(tar.Header{Name: "c", Linkname: "c", Typeflag: tar.TypeSymlink}, tar.Header{Name: "c/c/c"}, tar.Header{Name: "/abs"}, tar.Header{Name: "dev", Typeflag: tar.TypeChar}))
	f.Add([]byte("no tar"))
	lim := DefaultLimits()
	lim.Entries, lim.Unpacked, lim.Depth = 500, 1<<20, 16
	f.Fuzz(func(t *testing.T, b []byte) {
		s := newSquash(lim)
		if _, err := s.list(bytes.NewReader(base)); err != nil {
			t.Fatal(err)
		}
		s.layer = 1
		_, err := s.list(&bounded{r: bytes.NewReader(b), lim: lim})
		_ = damage(err)
		files := fileSystem{root: s.root}
		if err := fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
			if !fs.ValidPath(p) {
				t.Errorf("name %q", p)
			}
			if err == nil && d.Type()&fs.ModeSymlink != 0 {
				if at := s.root.real(p); at != "" && !fs.ValidPath(at) {
					t.Errorf("%q leads to %q", p, at)
				}
			}
			return err
		}); err != nil {
			t.Error(err)
		}
		for _, r := range s.removed {
			if r.Layer >= r.By || r.Bytes < 0 {
				t.Errorf("removed %+v", r)
			}
		}
	})
}

// FuzzProgram looks into any bytes as if they were a program.
func FuzzProgram(f *testing.F) {
	f.Add([]byte("MZ"))
	f.Add([]byte("\x7fELF"))
	if self, err := os.Executable(); err == nil {
		if b, err := os.ReadFile(self); err == nil {
			f.Add(b[:4096])
		}
	}
	f.Fuzz(func(_ *testing.T, b []byte) {
		p, _ := readProgram(bytes.NewReader(b), int64(len(b)))
		_ = programFacts(p)
	})
}

// FuzzTexts gives any text to the readers of small files.
func FuzzTexts(f *testing.F) {
	f.Add("Package: a\nVersion: 1\n\n", "#!/bin/sh\nexec a\n")
	f.Add("P:a\nV:1\n", "if ((((")
	f.Add("DB_PASSWORD=x1y2z3", "|1 A=b /bin/sh -c x")
	f.Fuzz(func(t *testing.T, a, b string) {
		im := &Image{}
		im.dpkg(a)
		im.apk(a)
		pairs(a)
		envSecret(a)
		secretIn("x/.npmrc", []byte(b))
		scriptEnd(b)
		buildSecrets(b)
		if line, _ := scriptEnd(b); line < 0 || line > 1+strings.Count(b, "\n") {
			t.Errorf("line %d", line)
		}
		for _, p := range im.found.packages {
			if strings.ContainsAny(p.Name+p.Version, "\x1b\r\n") {
				t.Errorf("package %q", p)
			}
		}
		if got := masked(b); strings.ContainsRune(got, 0x1b) {
			t.Errorf("masked %q", got)
		}
	})
}
