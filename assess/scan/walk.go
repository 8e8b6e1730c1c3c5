package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

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
	w := walker{ctx: ctx, fsys: fsys, lim: lim}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("walking the source: %w", err)
	}
	if err := w.dir(".", entries, 0); err != nil {
		return nil, fmt.Errorf("walking the source: %w", err)
	}
	return newTree(fsys, w.entries, w.skips), nil
}

type walker struct {
	ctx     context.Context //nolint:containedctx // lives for one walk
	fsys    fs.FS
	lim     Limits
	entries []Entry
	skips   []Skip
	seen    int // entries of any kind
}

// dir takes what a directory holds, which was read already since whether to
// enter it depends on it.
func (w *walker) dir(dir string, entries []fs.DirEntry, depth int) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if w.seen += len(entries); w.seen > 4*w.lim.Files {
		return w.tooLarge()
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		var err error
		switch {
		case e.IsDir():
			err = w.subdir(name, e.Name(), entries, depth)
		case e.Type()&fs.ModeSymlink != 0:
			w.skip(name, i18n.Text{ZH: "符号链接，不跟随", EN: "symbolic link, not followed"})
		case !e.Type().IsRegular():
			w.skip(name, i18n.Text{ZH: "特殊文件", EN: "special file"})
		default:
			err = w.file(name, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) subdir(name, base string, siblings []fs.DirEntry, depth int) error {
	if ignoredDir(base) {
		return nil
	}
	if depth+1 >= w.lim.Depth {
		w.skip(name, i18n.Text{ZH: "目录层级过深", EN: "nested too deeply"})
		return nil
	}
	entries, err := fs.ReadDir(w.fsys, name)
	if err != nil {
		w.unreadable(name)
		return nil
	}
	kept, output := outputDir(name, listing(siblings), listing(entries))
	if !output {
		return w.dir(name, entries, depth+1)
	}
	w.skip(name, i18n.Text{ZH: "构建产物或第三方依赖，不是源码", EN: "build output or fetched dependencies, not source"})
	if kept != "" {
		return w.dir(name, listing(entries).only(kept), depth+1)
	}
	return nil
}

func (w *walker) file(name string, e fs.DirEntry) error {
	info, err := e.Info()
	if err != nil {
		w.unreadable(name)
		return nil
	}
	if len(w.entries) >= w.lim.Files {
		return w.tooLarge()
	}
	w.entries = append(w.entries, Entry{Path: name, Size: info.Size()})
	return nil
}

func (w *walker) tooLarge() error {
	return fmt.Errorf("%w: more than %d; point at the folder of one application", ErrTooLarge, w.lim.Files)
}

func (w *walker) unreadable(name string) {
	w.skip(name, i18n.Text{ZH: "无法读取（检查权限）", EN: "cannot be read (check its permissions)"})
}

func (w *walker) skip(name string, reason i18n.Text) {
	w.skips = append(w.skips, Skip{Path: name, Reason: reason})
}
