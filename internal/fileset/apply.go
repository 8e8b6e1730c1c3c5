package fileset

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Plan says what Apply would do and writes nothing at all.
func Plan(root string, set Set, opt Options) (Report, error) {
	opt.DryRun = true
	return Apply(context.Background(), root, set, opt)
}

// Apply brings the tree in the directory root up to the set. The root is made when it does not exist.
//
// Nothing outside root is touched, and no symbolic link below it is followed: one in the way of a file is an error, as
// is a directory where a file is needed, and then nothing is written. Files in conflict stay as they are while
// all others are written; that is no error but [Report.Conflicted].
//
// Either all changes are made or, after an error or when ctx ends before the commit, none. The commit itself, a series
// of renames, does not look at ctx. When the process dies in it, the next Apply rolls it back first.
func Apply(ctx context.Context, root string, set Set, opt Options) (Report, error) {
	opt.State = cmp.Or(opt.State, DefaultState)
	if err := check(set, opt); err != nil {
		return Report{}, fmt.Errorf("writing into %s: %w", root, err)
	}
	if err := ctx.Err(); err != nil {
		return Report{}, fmt.Errorf("writing into %s: %w", root, context.Cause(ctx))
	}
	report, err := applyRoot(ctx, root, set, opt)
	if err != nil {
		return Report{}, fmt.Errorf("writing into %s: %w", root, err)
	}
	return report, nil
}

func check(set Set, opt Options) error {
	var problems []error
	if err := CheckPath(opt.State); err != nil {
		problems = append(problems, fmt.Errorf("state directory: %w", err))
	}
	for _, f := range set.files {
		if isReserved(opt.State, f.Path) {
			problems = append(problems, fmt.Errorf("file %q is reserved for the writer: choose another name", f.Path))
		}
	}
	if !opt.Keep.valid() {
		problems = append(problems, fmt.Errorf("keep %q: use %q or %q", opt.Keep, KeepMine, KeepGenerated))
	}
	for _, f := range sortedKeeps(opt.KeepPaths) {
		if !opt.KeepPaths[f].valid() {
			problems = append(problems, fmt.Errorf("keep %q for %s: use %q or %q", opt.KeepPaths[f], f, KeepMine, KeepGenerated))
		}
	}
	return errors.Join(problems...)
}

func (k Keep) valid() bool { return k == KeepReport || k == KeepMine || k == KeepGenerated }

func sortedKeeps(keeps map[string]Keep) []string {
	set := map[string]bool{}
	for name := range keeps {
		set[name] = true
	}
	return sortedKeys(set)
}

func applyRoot(ctx context.Context, root string, set Set, opt Options) (Report, error) {
	info, err := os.Stat(root)
	switch {
	case err == nil && !info.IsDir():
		return Report{}, errors.New("it is not a directory: name a directory, or one that does not exist yet")
	case errors.Is(err, fs.ErrNotExist) && opt.DryRun:
		return dryRun(emptyDisk{}, set, opt)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return Report{}, err
	}
	made, err := makeRoot(root)
	defer func() {
		// Only what is still empty goes: after success none is.
		for _, dir := range made {
			if os.Remove(dir) != nil {
				return
			}
		}
	}()
	if err != nil {
		return Report{}, err
	}
	r, err := os.OpenRoot(root)
	if err != nil {
		return Report{}, err
	}
	defer func() { _ = r.Close() }()
	if opt.DryRun {
		return dryRun(rootDisk{r}, set, opt)
	}
	return write(ctx, rootDisk{r}, thisProcess(), set, opt)
}

// makeRoot makes the root and the directories above it; it returns those that it made, the innermost first.
func makeRoot(root string) (made []string, err error) {
	var missing []string
	for dir := filepath.Clean(root); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			break
		}
		missing = append(missing, dir)
	}
	for _, m := range slices.Backward(missing) {
		if err := os.Mkdir(m, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return made, err
		}
		made = append([]string{m}, made...)
	}
	return made, nil
}

// dryRun plans against the tree as it would be once an interrupted run is rolled back.
func dryRun(d disk, set Set, opt Options) (Report, error) {
	p := planner{disk: d, state: opt.State, set: set, opt: opt}
	j, err := readJournal(d, opt.State)
	if err != nil {
		return Report{}, fmt.Errorf("looking for an interrupted run: %w", err)
	}
	if j != nil {
		p.report.Recovered = true
		if p.undone, err = undone(d, opt.State, j); err != nil {
			return Report{}, err
		}
	}
	if err := p.run(); err != nil {
		return Report{}, err
	}
	return p.report, nil
}

// undone is what a rollback would put at the paths that it changes.
func undone(d disk, state string, j *journal) (map[string]entity, error) {
	out := map[string]entity{}
	for i, s := range j.Steps {
		found, err := look(d, s.Path)
		if err != nil || found.fingerprint().equal(s.Old) || !found.fingerprint().equal(s.New) {
			continue
		}
		out[s.Path] = entity{}
		if s.Old == nil {
			continue
		}
		if out[s.Path], err = look(d, oldPath(state, i)); err != nil {
			return nil, fmt.Errorf("reading what an interrupted run replaced: %w", err)
		}
	}
	return out, nil
}

// write is a whole run of the process self, under the lock.
func write(ctx context.Context, d disk, self holder, set Set, opt Options) (Report, error) {
	unlock, err := lock(d, opt.State, self)
	// The state directory goes again when nothing is in it.
	defer removeEmptyParents(d, manifestPath(opt.State))
	if err != nil {
		return Report{}, err
	}
	defer unlock()
	recovered, err := recoverRun(d, opt.State)
	if err != nil {
		return Report{}, err
	}
	p := planner{disk: d, state: opt.State, set: set, opt: opt}
	if err := p.run(); err != nil {
		return Report{}, err
	}
	if err := commit(ctx, d, opt.State, p.changes); err != nil {
		return Report{}, err
	}
	p.report.Recovered = recovered
	return p.report, nil
}
