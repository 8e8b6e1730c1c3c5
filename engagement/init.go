package engagement

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// ErrExists is returned when a workspace is already there; nothing was changed.
var ErrExists = errors.New("a workspace is already there and nothing was changed; edit its gantry.yaml, or choose another directory")

// ErrNotEmpty is returned for a directory that holds something else.
var ErrNotEmpty = errors.New("the directory is not empty and nothing was changed; choose a new or an empty one")

// Options say what workspace to make.
type Options struct {
	Customer string
	Edition  Edition
	// Lang is Chinese when empty.
	Lang         i18n.Lang
	Applications []Application
	// Git runs git in a directory; SystemGit when nil.
	Git Git
}

// Init makes a workspace in dir, which may be missing, empty or a git
// repository without files. When only git is at fault it returns the workspace
// together with a *GitError: the files are there and usable.
func Init(ctx context.Context, dir string, o Options) (Workspace, error) {
	if o.Lang == "" {
		o.Lang = i18n.ZH
	}
	if o.Git == nil {
		o.Git = SystemGit
	}
	cfg := Config{Customer: o.Customer, Edition: o.Edition, Language: o.Lang, Applications: o.Applications}
	if err := cfg.Check(); err != nil {
		return Workspace{}, fmt.Errorf("making a workspace at %s: %w", dir, err)
	}
	root, err := filepath.Abs(dir)
	if err != nil {
		return Workspace{}, fmt.Errorf("making a workspace at %s: %w", dir, err)
	}
	if err := checkTarget(root); err != nil {
		return Workspace{}, fmt.Errorf("making a workspace at %s: %w", dir, err)
	}
	cat, err := catalog.Load()
	if err != nil {
		return Workspace{}, err
	}
	files, err := initialFiles(cfg, cat)
	if err != nil {
		return Workspace{}, err
	}
	if err := writeAll(ctx, root, files); err != nil {
		return Workspace{}, fmt.Errorf("making a workspace at %s: %w", dir, err)
	}
	return Workspace{Root: root, Config: cfg}, makeRepository(ctx, root, o.Git)
}

// checkTarget refuses a place that is in use.
func checkTarget(root string) error {
	entries, err := os.ReadDir(root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil && isNotDir(root):
		return errors.New("there is a file of that name; choose a directory")
	case err != nil:
		return err
	}
	if found, err := findRoot(root); err == nil {
		if found == root {
			return ErrExists
		}
		return fmt.Errorf("it lies inside the workspace %s; choose a directory outside", found)
	}
	var names []string
	for _, e := range entries {
		if e.Name() != ".git" {
			names = append(names, e.Name())
		}
	}
	if len(names) == 0 {
		return nil
	}
	const shown = 3
	list := strings.Join(names[:min(shown, len(names))], ", ")
	if len(names) > shown {
		list += fmt.Sprintf(" and %d more", len(names)-shown)
	}
	return fmt.Errorf("%w (found %s)", ErrNotEmpty, list)
}

// writeAll creates the files in their order. When one cannot be made, whatever
// was made before goes away again. gantry.yaml comes last, so that a run that
// is killed leaves no half-made workspace.
func writeAll(ctx context.Context, root string, files []initialFile) (err error) {
	var made []string
	defer func() {
		if err == nil {
			return
		}
		for _, m := range slices.Backward(made) {
			_ = os.Remove(m) // best effort, the first error is the one to tell
		}
	}()
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		path := filepath.Join(root, filepath.FromSlash(f.path))
		dirs, err := makeDirs(filepath.Dir(path))
		made = append(made, dirs...)
		if err != nil {
			return err
		}
		created, err := createFile(path, f.content)
		if created {
			made = append(made, path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// makeDirs is os.MkdirAll that tells what it made, outermost first.
func makeDirs(dir string) ([]string, error) {
	var missing []string
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) || filepath.Dir(at) == at {
			break
		}
		missing = append(missing, at)
	}
	var made []string
	for _, m := range slices.Backward(missing) {
		if err := os.Mkdir(m, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return made, err
		}
		made = append(made, m)
	}
	return made, nil
}

// createFile writes a file that must not exist.
func createFile(path string, content []byte) (created bool, err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return false, err
	}
	_, err = f.Write(content)
	return true, errors.Join(err, f.Close())
}
