package engagement

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func noGit(context.Context, string, ...string) error { return nil }

func options(lang i18n.Lang) Options {
	return Options{Customer: "Example Bank", Edition: Standard, Lang: lang, Git: noGit}
}

// files lists a tree, without .git.
func files(t *testing.T, root string) []string {
	t.Helper()
	var list []string
	err := fs.WalkDir(os.DirFS(root), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == ".git" {
			return fs.SkipDir
		}
		if err == nil && !d.IsDir() {
			list = append(list, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestInit(t *testing.T) {
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		dir := filepath.Join(t.TempDir(), "a", "bank")
		o := options(lang)
		o.Applications = []Application{{Name: "shop", Source: "../shop"}}
		made, err := Init(t.Context(), dir, o)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{
			".gitattributes", ".gitignore", "README.md", "acceptance/.gitkeep", "assessment/.gitkeep", "deliverables/.gitkeep",
			"gantry.yaml", "preparation.md", "preparation.yaml", "survey/answers.yaml", "survey/log/.gitkeep",
		}
		if diff := cmp.Diff(want, files(t, dir)); diff != "" {
			t.Errorf("files (-want +got):\n%s", diff)
		}
		loaded, err := Load(filepath.Join(dir, "survey", "log"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(made, loaded); diff != "" {
			t.Errorf("made and loaded (-made +loaded):\n%s", diff)
		}
		readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
		if err != nil || !strings.Contains(string(readme), "Example Bank") {
			t.Errorf("README: %v\n%s", err, readme)
		}
		if chinese := strings.Contains(string(readme), "工作区"); chinese != (lang == i18n.ZH) {
			t.Errorf("%s: README in the wrong language:\n%s", lang, readme)
		}
	}
}

func TestInitIsDeterministic(t *testing.T) {
	read := func() map[string]string {
		dir := t.TempDir()
		if _, err := Init(t.Context(), dir, options(i18n.ZH)); err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, f := range files(t, dir) {
			data, err := os.ReadFile(filepath.Join(dir, f))
			if err != nil {
				t.Fatal(err)
			}
			got[f] = string(data)
		}
		return got
	}
	if diff := cmp.Diff(read(), read()); diff != "" {
		t.Errorf("two runs differ:\n%s", diff)
	}
}

func TestInitMakesRepository(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	t.Setenv("GIT_DIR", filepath.Join(t.TempDir(), "elsewhere"))
	dir := filepath.Join(t.TempDir(), "bank")
	o := options(i18n.ZH)
	o.Git = nil
	if _, err := Init(t.Context(), dir, o); err != nil {
		t.Fatal(err)
	}
	head, err := os.ReadFile(filepath.Join(dir, ".git", "HEAD"))
	if err != nil || strings.TrimSpace(string(head)) != "ref: refs/heads/main" {
		t.Errorf("HEAD %q, %v", head, err)
	}
	cmd := exec.Command("git", "ls-files")
	cmd.Dir, cmd.Env = dir, withoutRepository(os.Environ())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if staged := strings.Fields(string(out)); !slices.Equal(staged, files(t, dir)) {
		t.Errorf("staged %v", staged)
	}
}

func TestInitKeepsAnEmptyClone(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	var ran []string
	o := options(i18n.EN)
	o.Git = func(_ context.Context, _ string, args ...string) error {
		ran = append(ran, args[0])
		return nil
	}
	if _, err := Init(t.Context(), dir, o); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"add"}, ran); diff != "" {
		t.Errorf("git commands in an existing repository (-want +got):\n%s", diff)
	}
}

func TestInitWithoutGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	dir := filepath.Join(t.TempDir(), "bank")
	o := options(i18n.ZH)
	o.Git = SystemGit
	w, err := Init(t.Context(), dir, o)
	var missing *GitError
	if !errors.As(err, &missing) || !errors.Is(err, exec.ErrNotFound) || !strings.Contains(err.Error(), "install git") {
		t.Errorf("got %v", err)
	}
	if w.Root == "" {
		t.Error("the workspace was not returned")
	}
	if _, err := Load(dir); err != nil {
		t.Errorf("the workspace is not usable: %v", err)
	}
}

func TestInitRefuses(t *testing.T) {
	write := func(t *testing.T, path string) {
		t.Helper()
		if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		name    string
		prepare func(t *testing.T, dir string) string
		is      error
		words   string
	}{
		{"something else is there", func(t *testing.T, dir string) string {
			for _, f := range []string{"a", "b", "c", "d", "e"} {
				write(t, filepath.Join(dir, f))
			}
			return dir
		}, ErrNotEmpty, "found a, b, c and 2 more"},
		{"a workspace is there", func(t *testing.T, dir string) string {
			if _, err := Init(t.Context(), dir, options(i18n.ZH)); err != nil {
				t.Fatal(err)
			}
			return dir
		}, ErrExists, "edit its gantry.yaml"},
		{"inside a workspace", func(t *testing.T, dir string) string {
			if _, err := Init(t.Context(), dir, options(i18n.ZH)); err != nil {
				t.Fatal(err)
			}
			return filepath.Join(dir, "assessment", "inner")
		}, nil, "inside the workspace"},
		{"a file", func(t *testing.T, dir string) string {
			write(t, filepath.Join(dir, "file"))
			return filepath.Join(dir, "file")
		}, nil, "there is a file of that name"},
		{"below a file", func(t *testing.T, dir string) string {
			write(t, filepath.Join(dir, "file"))
			return filepath.Join(dir, "file", "below")
		}, nil, "not a directory"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			outer := t.TempDir()
			dir := tc.prepare(t, outer)
			before := files(t, outer)
			_, err := Init(t.Context(), dir, options(i18n.EN))
			if err == nil {
				t.Fatal("no error")
			}
			if tc.is != nil && !errors.Is(err, tc.is) {
				t.Errorf("got %v", err)
			}
			if !strings.Contains(err.Error(), tc.words) {
				t.Errorf("%q is not in: %v", tc.words, err)
			}
			if diff := cmp.Diff(before, files(t, outer)); diff != "" {
				t.Errorf("files changed:\n%s", diff)
			}
		})
	}
}

func TestInitChecksOptions(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "bank")
	_, err := Init(t.Context(), dir, Options{Edition: "gold", Applications: []Application{{Name: "A", Source: "-x"}}, Git: noGit})
	if err == nil {
		t.Fatal("no error")
	}
	for _, w := range []string{"the name is empty", `"gold"`, `"A"`, "hyphen"} {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q is not in: %v", w, err)
		}
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something was written: %v", err)
	}
}

// TestInitLeavesNothingHalf: a run that is interrupted takes back what it made.
func TestInitLeavesNothingHalf(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	outer := t.TempDir()
	if _, err := Init(ctx, filepath.Join(outer, "bank"), options(i18n.ZH)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	root := filepath.Join(outer, "x", "y")
	list := []initialFile{{"a/one", nil}, {"two", nil}, {"a/one", nil}}
	if err := writeAll(t.Context(), root, list); !errors.Is(err, fs.ErrExist) {
		t.Errorf("writing a file twice: %v", err)
	}
	entries, err := os.ReadDir(outer)
	if err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}

func TestLoad(t *testing.T) {
	outer := t.TempDir()
	if _, err := Load(outer); !errors.Is(err, ErrNoWorkspace) {
		t.Errorf("no workspace: %v", err)
	}
	if _, err := Load(filepath.Join(outer, "missing")); !errors.Is(err, ErrNoWorkspace) {
		t.Errorf("missing directory: %v", err)
	}
	file := filepath.Join(outer, ConfigFile)
	if err := os.WriteFile(file, []byte("schema: gantry.workspace/v1\nedtion: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Load(outer)
	if err == nil || !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), `did you mean "edition"`) {
		t.Errorf("broken gantry.yaml: %v", err)
	}
	// From a file of the workspace the workspace is found as well.
	if err := os.WriteFile(file, []byte(validConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	w, err := Load(file)
	if err != nil || w.Root != outer {
		t.Errorf("from a file: %q %v", w.Root, err)
	}
	if a, ok := w.Application("order-service"); !ok || w.SourcePath(a) != filepath.Join(outer, "..", "order") {
		t.Errorf("source %q", w.SourcePath(a))
	}
	if a, ok := w.Application("2048"); !ok || w.SourcePath(a) != "git@example.com:group/repo.git" {
		t.Errorf("source %q", w.SourcePath(a))
	}
}

func TestPreparationSkeletonIsValid(t *testing.T) {
	cat, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		p, err := parsePreparation(preparationSkeleton(cat, lang), cat)
		if err != nil {
			t.Fatal(err)
		}
		if !p.Start.IsZero() || len(p.Confirmed) != len(cat.Preconditions) {
			t.Errorf("%+v", p)
		}
	}
}

func TestPreparationProblems(t *testing.T) {
	cat, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	_, err = parsePreparation([]byte("schema: gantry.preparation/v1\nstart: 21.12.2026\nconfirmed:\n  apply-in-tme: true\n  remote-delivery: maybe\n"), cat)
	if err == nil {
		t.Fatal("no error")
	}
	for _, w := range []string{"line 2: start: expected a date", `did you mean "apply-in-time"`, "line 5: remote-delivery: expected true or false"} {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q is not in: %v", w, err)
		}
	}
}
