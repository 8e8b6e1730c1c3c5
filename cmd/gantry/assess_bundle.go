package main

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/bundle"
)

// keyLength is the length of the key that paths are hashed with, in bytes.
const keyLength = 32

// writeBundle assesses what the arguments speak of and writes facts and findings alone.
func (a *app) writeBundle(c *cobra.Command, s shelf, args []string, f assessFlags) error {
	targets := s.targets(args)
	if f.name != "" && len(targets) != 1 {
		return usage(errors.New(a.say("--name 只能用于一个 PATH", "--name is for one PATH")))
	}
	var apps []bundle.Application
	failed := 0
	opt, done, err := a.assessing(s, f)
	if err != nil {
		return err
	}
	err = gantry.AssessEach(c.Context(), targets, opt, func(r gantry.Assessed) error {
		done()
		if r.Err != nil {
			a.tell(r.Err)
			failed = cmp.Or(failed, exitCode(r.Err))
			return nil
		}
		name := f.name
		if name == "" {
			name = assess.Slug(r.Name)
		}
		apps = append(apps, bundle.Application{Name: name, Assessment: r.Assessment})
		return nil
	})
	done()
	switch {
	case err != nil:
		return err
	case failed != 0: // a bundle that lacks an application would pass for a whole one
		return &codeError{code: failed}
	}
	var paths *bundle.Paths
	if f.hashPaths {
		key := make([]byte, keyLength)
		_, _ = rand.Read(key) // never fails
		paths = bundle.NewPaths(key)
	}
	made, masked := bundle.New(apps, paths)
	if err := writeFile(f.bundle, 0o644, made.Encode); err != nil {
		return err
	}
	return a.printBundle(f.bundle, made, paths, masked)
}

// printBundle says what is in the bundle, and what stays.
func (a *app) printBundle(file string, b bundle.Bundle, paths *bundle.Paths, masked int) error {
	if paths != nil {
		table := file + ".paths.tsv"
		err := writeFile(table, 0o600, func(w io.Writer) error {
			_, err := io.WriteString(w, paths.Table())
			return err
		})
		if err != nil {
			return err
		}
		if err := a.printf("%s\n", a.sayf("路径对照表：%s（留在客户处，不要外发；不含构建所需的目录名，那些在评估包里保留原样）", "table of the paths: %s (it stays; the directories that a build needs are in the bundle as they are)", table)); err != nil {
			return err
		}
	}
	for _, app := range b.Applications {
		facts := 0
		for _, c := range app.Assessment.Components {
			facts += len(c.Facts)
		}
		if err := a.printf("%s\n", a.sayf("%[1]s：组件 %[2]d 个，事实 %[3]d 条，发现 %[4]d 项", "%[1]s: %[2]d components, %[3]d facts, %[4]d findings", app.Name, len(app.Assessment.Components), facts, len(app.Assessment.Findings))); err != nil {
			return err
		}
	}
	if masked > 0 {
		if err := a.printf("%s\n", a.sayf("有 %d 处像密钥的内容已隐去", "%d texts that look like secrets are masked", masked)); err != nil {
			return err
		}
	}
	return a.printf("%s\n", a.sayf("已写出 %[1]s：它是可读的 JSON，外发前请客户过目；在工作区内运行 gantry assess %[2]s 导入",
		"written: %[1]s. It is JSON that a person can read: let the customer look before it leaves; gantry assess %[2]s in a workspace brings it in", file, filepath.Base(file)))
}

// importBundle stores what a bundle holds in the workspace, and returns its applications.
func (a *app) importBundle(s *shelf, file string) ([]gantry.Target, error) {
	w, imported, err := gantry.ImportBundle(*s.workspace, file)
	s.workspace = &w
	var out []gantry.Target
	for _, i := range imported {
		text := a.sayf("已导入 %[1]s", "%[1]s is brought in", i.Application.Name)
		if i.Added {
			text += a.say("，并加入 gantry.yaml", " and added to gantry.yaml")
		}
		_, _ = fmt.Fprintln(a.err, text)
		out = append(out, gantry.Target{Source: i.Application.Name, Application: i.Application, Workspace: s.workspace})
	}
	return out, err
}

// readAssessment reads what gantry assess --format json printed.
func readAssessment(file string) (assess.Assessment, error) {
	f, err := os.Open(file)
	if err != nil {
		return assess.Assessment{}, fmt.Errorf("reading the baseline: %w", err)
	}
	defer func() { _ = f.Close() }()
	found, err := assess.Decode(f)
	if err != nil {
		return found, fmt.Errorf("reading the baseline %s: %w", file, err)
	}
	return found, nil
}

// writeFile writes a file; one that could not be written whole is not left there.
func writeFile(name string, mode os.FileMode, write func(io.Writer) error) (err error) {
	temp := name + ".tmp"
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	err = errors.Join(write(f), f.Close())
	if err == nil {
		err = os.Rename(temp, name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", name, err), os.Remove(temp))
	}
	return nil
}
