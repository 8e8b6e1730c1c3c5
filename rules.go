package gantry

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/gantry-ack/gantry/assess/rules"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Rules are the readiness rules that hold: those of the bank, then those of the directory rules of the
// workspace, where there is one, and those of dir, unless it is "". The error names every problem.
func Rules(w *engagement.Workspace, dir string) (*rules.Set, error) {
	set, err := rules.Load()
	if err != nil {
		return nil, err
	}
	if w != nil {
		own, err := os.OpenRoot(w.Root)
		if err != nil {
			return nil, fmt.Errorf("reading the rules of the workspace: %w", err)
		}
		defer func() { _ = own.Close() }()
		if set, err = withRules(set, own, engagement.RulesDir, true); err != nil {
			return nil, err
		}
	}
	if dir == "" {
		return set, nil
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() { // opening a pipe would wait for ever
		return nil, &Refusal{i18n.Textf("%[1]s 不是目录：请指定放规则文件（.yaml）的目录，格式见 docs/custom-rules.md", "%[1]s is no directory: name the one with the files of rules (.yaml); docs/custom-rules.md describes them", dir)}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("reading rules: %w; give a directory with files in the form of docs/custom-rules.md", err)
	}
	defer func() { _ = root.Close() }()
	return withRules(set, root, ".", false)
}

func withRules(set *rules.Set, root *os.Root, dir string, optional bool) (*rules.Set, error) {
	fsys, err := fs.Sub(root.FS(), dir)
	if err != nil {
		return nil, err
	}
	custom, err := rules.LoadDir(fsys)
	switch {
	case optional && errors.Is(err, fs.ErrNotExist):
		return set, nil
	case err != nil:
		return nil, fmt.Errorf("%s: %w", root.Name(), err)
	case !optional && len(custom.Rules()) == 0:
		return nil, &Refusal{i18n.Textf("%[1]s 里没有规则文件（.yaml），格式见 docs/custom-rules.md", "%[1]s holds no file of rules (.yaml); docs/custom-rules.md describes them", root.Name())}
	}
	return set.With(custom)
}

// rules are those of the options, else the bank.
func (o AssessOptions) rules() (*rules.Set, error) {
	if o.Rules != nil {
		return o.Rules, nil
	}
	return rules.Load()
}
