package gantry

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/generate/explain"
	"github.com/gantry-ack/gantry/generate/verify"
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
		src, err := scan.Open(ctx, opt.Source, scan.OpenOptions{})
		if err != nil {
			return nil, err
		}
		defer func() { _ = src.Close() }()
		in.Source = src.FS()
	}
	return verify.Run(ctx, in)
}

// Explanation is why a field of a generated file is what it is. Path is
// relative to the root of the generated tree.
type Explanation struct {
	Path    string
	Answers []explain.Answer
	Record  explain.Record
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
	e.Answers, err = e.Record.Explain(e.Path, field)
	return e, err
}

// recordRoot finds the generated tree that dir is in.
func recordRoot(dir string) (string, error) {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, filepath.FromSlash(explain.Path))); err == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", errors.New("no " + explain.Path + " here or above; only files that gantry migrate wrote can be explained")
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
