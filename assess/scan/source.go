package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Source is a customer's source as it was given: a directory, an archive, a git
// repository or a built artefact. Close must be called.
type Source struct {
	// Name is a name for the application, from the last element of the path or URL.
	Name string
	// Dir is the directory on disk that FS reads, "" when there is none (a jar).
	Dir string
	// Program tells that it is one executable file, of whose source nothing is there.
	Program bool

	fsys  fs.FS
	skips []Skip
	root  *os.Root
	temp  string
}

// OpenOptions says how a source is opened. The zero value is usable.
type OpenOptions struct {
	TempDir string        // where archives and clones go; "" is the system's place
	Extract ExtractLimits // zero means DefaultExtractLimits
	Env     []string      // environment of git, NAME=value; nil is that of this process
}

// Errors that callers tell apart.
var (
	ErrEmpty       = errors.New("no files")
	ErrUnknownKind = errors.New("neither a directory nor an archive, a jar, a program or a git repository")
)

// Open opens spec: a directory; a zip or tar archive (plain, gzip, bzip2, zstd);
// a jar, war or ear; a program (ELF, PE, Mach-O); or a git repository (git@host:path, ssh://, git://,
// https://, file:// or the path of a bare one), of which #ref or, behind .git,
// @ref chooses a branch, a tag or a full commit id. Only a git URL uses the network.
func Open(ctx context.Context, spec string, opt OpenOptions) (*Source, error) {
	if opt.Extract == (ExtractLimits{}) {
		opt.Extract = DefaultExtractLimits()
	}
	if repo, ok := parseGit(spec); ok {
		return openGit(ctx, repo, opt)
	}
	info, err := os.Stat(spec)
	switch {
	case err != nil:
		return openError(spec, err)
	case info.IsDir() && bareRepository(spec):
		return openGit(ctx, gitRepo{url: spec, local: true}, opt)
	case info.IsDir():
		return openDir(spec, appName(spec))
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("opening %s: %w", spec, errSpecial)
	}
	return openFile(ctx, spec, opt)
}

func openError(spec string, err error) (*Source, error) {
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("opening %s: %w; give a directory, an archive (zip, tar.gz), a jar or war, an image with its tag, or a git URL", spec, fs.ErrNotExist)
	}
	if errors.Is(err, fs.ErrPermission) {
		return nil, fmt.Errorf("opening %s: %w; check who may read it and the folders above it", spec, fs.ErrPermission)
	}
	return nil, fmt.Errorf("opening %s: %w", spec, err)
}

// openDir opens a directory so that no symbolic link in it leads out of it.
func openDir(dir, name string) (*Source, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return openError(dir, err)
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return openError(dir, err)
	}
	entries, err := fs.ReadDir(root.FS(), ".")
	if err == nil && len(entries) == 0 {
		err = fmt.Errorf("%w in this directory; give the one that holds the source", ErrEmpty)
	}
	if err != nil {
		return openError(dir, errors.Join(err, root.Close()))
	}
	return &Source{Name: name, Dir: abs, fsys: root.FS(), root: root}, nil
}

func openFile(ctx context.Context, spec string, opt OpenOptions) (*Source, error) {
	kind, err := sniff(spec)
	if err != nil {
		return openError(spec, err)
	}
	ext := strings.ToLower(filepath.Ext(spec))
	switch {
	case (kind == kindZip || kind == kindScript) && slices.Contains([]string{".jar", ".war", ".ear"}, ext):
		return openArtefact(spec)
	case kind == kindProgram:
		src, err := openArtefact(spec)
		if err != nil {
			return nil, err
		}
		src.Program = true
		return src, nil
	case kind == kindUnknown && ext == ".tar": // of before POSIX, without a mark
		kind = kindTar
	}
	if !kind.archive() {
		return nil, fmt.Errorf("opening %s: %w; %s", spec, ErrUnknownKind, kind.advice())
	}
	return openArchive(ctx, spec, kind, opt)
}

// openArchive unpacks into a temporary directory, of which nothing is left on an error.
func openArchive(ctx context.Context, spec string, kind fileKind, opt OpenOptions) (*Source, error) {
	return inTemp(opt, func(temp string) (*Source, error) {
		skips, err := extract(ctx, spec, kind, temp, opt.Extract)
		if err != nil {
			return nil, fmt.Errorf("unpacking %s: %w", spec, err)
		}
		dir, err := soleDir(temp)
		if err != nil {
			return nil, fmt.Errorf("unpacking %s: %w", spec, err)
		}
		s, err := openDir(dir, appName(spec))
		if err != nil {
			return nil, fmt.Errorf("unpacking %s: %w in it, or none that may be read", spec, ErrEmpty)
		}
		s.skips = skips
		return s, nil
	})
}

// inTemp runs open with a fresh temporary directory that belongs to the source
// it returns.
func inTemp(opt OpenOptions, open func(temp string) (*Source, error)) (*Source, error) {
	temp, err := os.MkdirTemp(opt.TempDir, "gantry-source-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary directory: %w", err)
	}
	s, err := open(temp)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(temp))
	}
	s.temp = temp
	return s, nil
}

// soleDir goes down into the one directory that most archives consist of.
func soleDir(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	if len(entries) == 1 && entries[0].IsDir() {
		return filepath.Join(dir, entries[0].Name()), nil
	}
	return dir, nil
}

// FS returns the files of the source.
func (s *Source) FS() fs.FS { return s.fsys }

// Tree walks the source once. What was left out when it was unpacked is among
// the tree's skips.
func (s *Source) Tree(ctx context.Context, lim Limits) (*Tree, error) {
	t, err := Walk(ctx, s.fsys, lim)
	if err != nil {
		return nil, err
	}
	if len(t.entries) == 0 {
		return nil, fmt.Errorf("walking the source: %w; give the directory that holds it", ErrEmpty)
	}
	t.skips = append(t.skips, s.skips...)
	slices.SortStableFunc(t.skips, func(a, b Skip) int { return strings.Compare(a.Path, b.Path) })
	return t, nil
}

// Close removes what Open put on disk. The file system must not be used afterwards.
func (s *Source) Close() error {
	var errs []error
	if s.root != nil { // first: Windows does not remove an open directory
		errs = append(errs, s.root.Close())
	}
	if s.temp != "" {
		errs = append(errs, os.RemoveAll(s.temp))
	}
	return errors.Join(errs...)
}

func skipped(name, zh, en string) Skip {
	return Skip{Path: name, Reason: i18n.Text{ZH: zh, EN: en}}
}
