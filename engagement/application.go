package engagement

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Refusal says in both languages why something was not done; nothing was changed.
type Refusal struct{ Text i18n.Text }

// Error is the English text.
func (r *Refusal) Error() string { return r.Text.EN }

// In is the text in a language.
func (r *Refusal) In(l i18n.Lang) string { return r.Text.In(l) }

// AddApplication writes an application behind the others in gantry.yaml and leaves
// everything else of the file as it is: comments, order and style. It returns the
// workspace as the file then says it is, which may be more than w knew. The error is
// a *Refusal when the application cannot be taken; the file is unchanged with every error.
func AddApplication(w Workspace, a Application) (Workspace, error) {
	if problem := a.problem(); problem != (i18n.Text{}) {
		return w, &Refusal{problem}
	}
	root, err := os.OpenRoot(w.Root)
	if err != nil {
		return w, fmt.Errorf("adding the application %s: %w", a.Name, err)
	}
	defer func() { _ = root.Close() }()
	cfg, err := addTo(root, a)
	var refusal *Refusal
	switch {
	case errors.As(err, &refusal):
		return w, refusal
	case err != nil:
		return w, fmt.Errorf("adding the application %s to %s: %w; the file is unchanged", a.Name, ConfigFile, err)
	}
	return Workspace{Root: w.Root, Config: cfg}, nil
}

func addTo(root *os.Root, a Application) (Config, error) {
	before, err := readFile(root.FS(), ConfigFile)
	if err != nil {
		return Config{}, err
	}
	cfg, err := ParseConfig(before)
	if err != nil {
		return Config{}, err
	}
	if slices.ContainsFunc(cfg.Applications, func(b Application) bool { return b.Name == a.Name }) {
		return Config{}, &Refusal{i18n.Textf("%[2]s 里已经有应用 %[1]s：换一个名称，或在文件里改它的 source",
			"%[2]s lists the application %[1]s already: take another name, or change its source in the file", a.Name, ConfigFile)}
	}
	after, err := cfg.extend(before, a)
	if err != nil {
		return Config{}, err
	}
	if err := replaceFile(root, ConfigFile, before, after); err != nil {
		return Config{}, err
	}
	return ParseConfig(after)
}

// problem is the first thing that gantry.yaml would not take; empty when it takes all.
func (a Application) problem() i18n.Text {
	problems := []i18n.Text{nameProblem(a.Name), sourceProblem(a.Source)}
	for _, name := range a.Components {
		problems = append(problems, nameProblem(name))
	}
	for _, p := range problems {
		if p != (i18n.Text{}) {
			return p
		}
	}
	return i18n.Text{}
}

// replaceFile replaces a file in one step, if it still is what it was read as: what
// somebody else wrote meanwhile must not be lost.
func replaceFile(root *os.Root, name string, before, after []byte) error {
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &Refusal{i18n.Textf("%[1]s 是链接：请直接编辑它指向的文件", "%[1]s is a link: edit the file that it points to", name)}
	}
	temp := name + ".tmp"
	err = writeSynced(root, temp, after, info.Mode().Perm())
	if err == nil {
		err = unchanged(root, name, before)
	}
	if err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		_ = root.Remove(temp) // best effort, the first error is the one to tell
	}
	return err
}

func unchanged(root *os.Root, name string, before []byte) error {
	now, err := readFile(root.FS(), name)
	if err == nil && !bytes.Equal(now, before) {
		err = &Refusal{i18n.Textf("%[1]s 正被别人修改，没有写入：请再试一次", "%[1]s was changed at the same time and nothing was written: try again", name)}
	}
	return err
}

// writeSynced writes a file whose content is on the disk when it returns.
func writeSynced(root *os.Root, name string, content []byte, mode os.FileMode) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}
