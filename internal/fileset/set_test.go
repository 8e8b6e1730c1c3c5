package fileset

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func file(name, content string) File { return File{Path: name, Mode: 0o644, Content: []byte(content)} }

func mustSet(t testing.TB, files ...File) Set {
	t.Helper()
	s, err := New(files...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCheckPath(t *testing.T) {
	for _, name := range []string{
		"Dockerfile", "a/b/c.yaml", ".gitlab-ci.yml", "deploy/说明.md", "console/nullable.txt", "com10", "a b/c", ".gitignore",
	} {
		if err := CheckPath(name); err != nil {
			t.Errorf("CheckPath(%q): %v", name, err)
		}
	}
	for _, name := range []string{
		"", "/etc/passwd", "../x", "a/../../x", "a/..", "./a", "a//b", "a/", `a\b`, `..\x`, "C:/x", "a:b", "CON", "aux",
		"a/aux.txt", "nul", "COM1", "lpt9.log", "COM¹", "trailing.", "trailing ", "a./b", ".git/config", "x/.GIT/hooks/y",
		"git~1/x", "a*b", "a?b", "a\x00b", "a\nb", "a\xffb", strings.Repeat("x", 241),
	} {
		if err := CheckPath(name); err == nil {
			t.Errorf("CheckPath(%q): no error", name)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	tests := []struct {
		name  string
		files []File
		want  string
	}{
		{"duplicate", []File{file("a", "1"), file("a", "1")}, `"a" collides with "a"`},
		{"case", []File{file("Dockerfile", ""), file("dockerfile", "")}, `collides with "Dockerfile"`},
		{"accents composed otherwise", []File{file("caf\u00e9", ""), file("cafe\u0301", "")}, "collides"},
		{"file and directory", []File{file("a", ""), file("a/b/c", "")}, `"a/b/c" needs a directory where "a" is a file`},
		{"file and directory by case", []File{file("A", ""), file("a/b", "")}, "needs a directory"},
		{"mode", []File{{Path: "a", Mode: 0o600}}, "neither 0644 nor 0755"},
		{"every problem", []File{{Path: "../a", Mode: 0o644}, {Path: "b", Mode: 0o7}}, "mode 07"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := New(tt.files...)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestSetIsSortedAndImmutable(t *testing.T) {
	content := []byte("one")
	s := mustSet(t, file("b/x", "2"), File{
		Path: "a", Mode: 0o755, Content: content,
		Why: []Why{{"port", "d2"}, {"", "d1"}, {"port", "d2"}},
	}, file("b-", "3"))
	content[0] = 'X'
	s.Files()[0] = file("zzz", "")

	want := []File{
		{Path: "a", Mode: 0o755, Content: []byte("one"), Why: []Why{{"", "d1"}, {"port", "d2"}}},
		file("b-", "3"), file("b/x", "2"),
	}
	if diff := cmp.Diff(want, s.Files()); diff != "" {
		t.Error(diff)
	}
	if f, ok := s.Lookup("b/x"); !ok || string(f.Content) != "2" {
		t.Errorf("Lookup(b/x) = %v, %v", f, ok)
	}
	if _, ok := s.Lookup("b"); ok {
		t.Error("Lookup found a directory")
	}
}

func TestUnion(t *testing.T) {
	u, err := Union(mustSet(t, file("b", "")), Set{}, mustSet(t, file("a", "")))
	if err != nil || u.Len() != 2 {
		t.Errorf("Union: %d files, %v", u.Len(), err)
	}
	if _, err := Union(u, mustSet(t, file("A", ""))); err == nil {
		t.Error("Union took one path twice")
	}
}

func TestFS(t *testing.T) {
	s := mustSet(t, file("deploy/base/app/a.yaml", "a"), file("deploy/base/b.yaml", ""), file("top", "t"),
		File{Path: "deploy/run.sh", Mode: 0o755, Content: []byte("#!/bin/sh\n")})
	if err := fstest.TestFS(s.FS(), "deploy/base/app/a.yaml", "deploy/base/b.yaml", "top", "deploy/run.sh"); err != nil {
		t.Error(err)
	}
	info, err := fs.Stat(s.FS(), "deploy/run.sh")
	if err != nil || info.Mode() != 0o755 {
		t.Errorf("mode %v, %v", info, err)
	}
	if err := fstest.TestFS(Set{}.FS()); err != nil {
		t.Errorf("empty set: %v", err)
	}
}
