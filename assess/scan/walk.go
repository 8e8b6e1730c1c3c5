package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Limits bounds a walk.
type Limits struct {
	Files int // regular files
	Depth int // directories below each other
}

// DefaultLimits is generous for the largest monorepos and still stops a walk
// that was pointed at a whole disk.
func DefaultLimits() Limits { return Limits{Files: 300_000, Depth: 64} }

// ErrTooLarge is in the error of Walk when a tree has more files than the limit.
var ErrTooLarge = errors.New("too many files")

// Walk lists fsys once, leaving out version control, dependency and build
// output folders. Symbolic links and special files are never opened; a folder
// that cannot be read is skipped with the reason.
func Walk(ctx context.Context, fsys fs.FS, lim Limits) (*Tree, error) {
	w := walker{ctx: ctx, lim: lim}
	if err := fs.WalkDir(fsys, ".", w.visit); err != nil {
		return nil, fmt.Errorf("walking the source: %w", err)
	}
	return newTree(fsys, w.entries, w.skips), nil
}

type walker struct {
	ctx     context.Context //nolint:containedctx // lives for one walk
	lim     Limits
	entries []Entry
	skips   []Skip
}

func (w *walker) visit(name string, d fs.DirEntry, err error) error {
	switch {
	case w.ctx.Err() != nil:
		return w.ctx.Err()
	case err != nil && name == ".":
		return err
	case err != nil:
		w.skip(name, i18n.Text{ZH: "无法读取（检查权限）", EN: "cannot be read (check its permissions)"})
		return skipDir(d)
	case d.IsDir():
		return w.dir(name, d)
	case d.Type()&fs.ModeSymlink != 0:
		w.skip(name, i18n.Text{ZH: "符号链接，不跟随", EN: "symbolic link, not followed"})
		return nil
	case !d.Type().IsRegular():
		w.skip(name, i18n.Text{ZH: "特殊文件", EN: "special file"})
		return nil
	}
	info, err := d.Info()
	if err != nil {
		w.skip(name, i18n.Text{ZH: "无法读取（检查权限）", EN: "cannot be read (check its permissions)"})
		return nil
	}
	if len(w.entries) >= w.lim.Files {
		return fmt.Errorf("%w: more than %d; point at the folder of one application", ErrTooLarge, w.lim.Files)
	}
	w.entries = append(w.entries, Entry{Path: name, Size: info.Size()})
	return nil
}

func (w *walker) dir(name string, d fs.DirEntry) error {
	switch {
	case name == ".":
		return nil
	case ignoredDir(d.Name()):
		return fs.SkipDir
	case strings.Count(name, "/") >= w.lim.Depth:
		w.skip(name, i18n.Text{ZH: "目录层级过深", EN: "nested too deeply"})
		return fs.SkipDir
	}
	return nil
}

func (w *walker) skip(name string, reason i18n.Text) {
	w.skips = append(w.skips, Skip{Path: name, Reason: reason})
}

func skipDir(d fs.DirEntry) error {
	if d != nil && d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// ignoredDir names folders that hold no source of the customer's: version
// control, fetched dependencies, build output, editors, and our own state.
func ignoredDir(name string) bool {
	switch name {
	case ".git", ".svn", ".hg", ".gantry", ".idea", ".vscode", ".gradle",
		"node_modules", "bower_components", ".pnpm-store", ".yarn",
		"target", "__pycache__", ".venv", "venv", ".tox", ".mypy_cache", ".pytest_cache",
		".next", ".nuxt", ".svelte-kit", ".terraform":
		return true
	}
	return false
}
