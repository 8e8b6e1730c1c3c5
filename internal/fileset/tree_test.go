package fileset

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

	"github.com/google/go-cmp/cmp"
)

// snapshot is a tree on disk: content by slash path, with a mark for what is executable or no file.
func snapshot(t testing.TB, root string) map[string]string {
	t.Helper()
	tree := map[string]string{}
	err := filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, p)
		rel = filepath.ToSlash(rel)
		switch {
		case e.IsDir():
			tree[rel+"/"] = ""
		case !e.Type().IsRegular():
			tree[rel] = e.Type().String()
		default:
			content, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			info, err := e.Info()
			if err != nil {
				return err
			}
			if info.Mode()&0o100 != 0 && runtime.GOOS != "windows" {
				rel += "*"
			}
			tree[rel] = string(content)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return tree
}

// visible is a snapshot without the state directory.
func visible(t testing.TB, root string) map[string]string {
	t.Helper()
	tree := snapshot(t, root)
	for name := range tree {
		if strings.HasPrefix(name, DefaultState+"/") || strings.HasSuffix(name, "/") {
			delete(tree, name)
		}
	}
	return tree
}

func put(t testing.TB, root, name, content string) {
	t.Helper()
	p := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func remove(t testing.TB, root, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(root, filepath.FromSlash(name))); err != nil {
		t.Fatal(err)
	}
}

// apply runs a dry run and the real one, and holds the one to the other.
func apply(t testing.TB, root string, set Set, opt Options) Report {
	t.Helper()
	before := snapshot(t, root)
	plan, err := Plan(root, set, opt)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, snapshot(t, root)); diff != "" {
		t.Fatalf("a dry run wrote: %s", diff)
	}
	report, err := Apply(context.Background(), root, set, opt)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plan, report); diff != "" {
		t.Errorf("the run does other than the dry run said: %s", diff)
	}
	return report
}

// kinds renders a report in short: path, kind, note, reason.
func kinds(r Report) string {
	var b strings.Builder
	for _, c := range r.Changes {
		fmt.Fprintf(&b, "%s %s", c.Path, c.Kind)
		if c.Note != "" {
			fmt.Fprintf(&b, " (%s)", c.Note)
		}
		if c.Conflict != nil {
			fmt.Fprintf(&b, " [%s]", c.Conflict.Reason)
		}
		b.WriteString("\n")
	}
	return b.String()
}
