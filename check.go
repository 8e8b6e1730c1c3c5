package gantry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gantry-ack/gantry/generate/explain"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/pipelines/tekton"
)

// VerifyOptions say what to verify.
type VerifyOptions struct {
	Dir    string // any tree
	Source string // where COPY finds what Dir lacks; "" for Dir alone
	Ready  bool   // whether everything that only people and the platform supply is there too
}

// Verify runs every check on a tree.
func Verify(ctx context.Context, opt VerifyOptions) ([]verify.Finding, error) {
	info, err := os.Stat(opt.Dir)
	if err != nil {
		return nil, fmt.Errorf("verifying %s: %w; name the directory that gantry migrate wrote", opt.Dir, err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("verifying %s: it is a file; name the directory that gantry migrate wrote", opt.Dir)
	}
	root, err := os.OpenRoot(opt.Dir)
	if err != nil {
		return nil, fmt.Errorf("verifying %s: %w", opt.Dir, err)
	}
	defer func() { _ = root.Close() }()
	in := verify.Input{Tree: root.FS(), Ready: opt.Ready, Checks: tekton.Checks()}
	if opt.Source != "" {
		src, err := openSource(ctx, opt.Source, nil)
		if err != nil {
			return nil, err
		}
		defer func() { _ = src.close() }()
		in.Source = src.files
	}
	return verify.Run(ctx, in)
}

// Explanation is why a field of a generated file is what it is. Path is
// relative to the root of the generated tree.
type Explanation struct {
	Path    string
	Answers []explain.Answer
	Record  explain.Record
	Edited  bool // the file is no longer as it was generated, so the value may be another
}

// Explain tells why FILE or FILE#field is what it is, from the record in the
// tree that the file is in.
func Explain(file string) (Explanation, error) {
	name, field, _ := strings.Cut(file, "#")
	abs, err := filepath.Abs(name)
	if err != nil {
		return Explanation{}, fmt.Errorf("explaining %s: %w", name, err)
	}
	root, err := recordRoot(filepath.Dir(abs))
	if err != nil {
		return Explanation{}, fmt.Errorf("explaining %s: %w", name, err)
	}
	rel, err := filepath.Rel(root, abs)
	if err != nil {
		return Explanation{}, fmt.Errorf("explaining %s: %w", name, err)
	}
	data, err := readRecord(root)
	if err != nil {
		return Explanation{}, fmt.Errorf("explaining %s: %w", name, err)
	}
	e := Explanation{Path: filepath.ToSlash(rel)}
	if e.Record, err = explain.Parse(data); err != nil {
		return Explanation{}, err
	}
	if e.Answers, err = e.Record.Explain(e.Path, field); err != nil {
		return e, err
	}
	e.Edited, err = edited(root, e.Path)
	return e, err
}

// edited tells whether a file differs from what was generated last. A file that
// is gone has been edited, too.
func edited(dir, name string) (bool, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return false, fmt.Errorf("explaining %s: %w", name, err)
	}
	defer func() { _ = root.Close() }()
	manifest, err := fileset.ReadManifest(root.FS(), "")
	if err != nil {
		return false, fmt.Errorf("explaining %s: %w", name, err)
	}
	entry, ok := manifest.Lookup(name)
	if !ok {
		return false, nil
	}
	file, err := root.Open(filepath.FromSlash(name))
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("explaining %s: %w", name, err)
	}
	defer func() { _ = file.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(sum, io.LimitReader(file, explain.MaxSize)); err != nil {
		return false, fmt.Errorf("explaining %s: %w", name, err)
	}
	return hex.EncodeToString(sum.Sum(nil)) != entry.SHA256, nil
}

// recordRoot finds the generated tree that dir is in.
func recordRoot(dir string) (string, error) {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, filepath.FromSlash(explain.Path))); err == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", explain.Errorf("此处及上级目录都没有 %s；只能说明 gantry migrate 写出的文件", "no %s here or above; only files that gantry migrate wrote can be explained", explain.Path)
		}
	}
}

func readRecord(dir string) ([]byte, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }()
	info, err := fs.Stat(root.FS(), explain.Path)
	if err != nil {
		return nil, err
	}
	if info.Size() > explain.MaxSize {
		return nil, fmt.Errorf("%s is larger than %d bytes; generate the tree again", explain.Path, explain.MaxSize)
	}
	return fs.ReadFile(root.FS(), explain.Path)
}
