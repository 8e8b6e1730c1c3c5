package fileset

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"golang.org/x/sync/errgroup"
)

// stagingWriters is how many files are staged at once: what takes time is the wait for the disk to sync.
const stagingWriters = 8

// commit makes all changes or none. It stages every new content and a copy of every old one, then writes the
// journal, then renames. See [journal] for what a crash leaves and how it is undone.
func commit(ctx context.Context, d disk, state string, changes []change) error {
	if len(changes) == 0 {
		return nil
	}
	j, err := newJournal(d, changes)
	if err == nil {
		err = stage(ctx, d, state, changes, j)
	}
	if err == nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("nothing is written: %w", err), d.RemoveAll(stagingPath(state)))
	}
	if err := d.Rename(path.Join(stagingPath(state), "journal.json"), journalPath(state)); err != nil {
		return errors.Join(fmt.Errorf("writing the journal, nothing is written: %w", err), d.RemoveAll(stagingPath(state)))
	}
	if err := perform(d, state, changes, j); err != nil {
		if undoErr := rollback(d, state, j); undoErr != nil {
			return fmt.Errorf("%w; rolling back does not work either: %w: the next run goes on with it", err, undoErr)
		}
		return fmt.Errorf("%w: everything is rolled back", err)
	}
	return nil
}

func newJournal(d disk, changes []change) (*journal, error) {
	j := &journal{Schema: journalSchema}
	missing := map[string]bool{}
	for _, c := range changes {
		s := step{Path: c.path, Old: c.old.fingerprint()}
		if c.new != nil {
			s.New = fingerprintOf(c.new.content, c.new.perm)
			for _, dir := range parents(c.path) {
				if _, err := d.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
					missing[dir] = true
				} else if err != nil {
					return nil, fmt.Errorf("looking at %s: %w", dir, err)
				}
			}
		}
		j.Steps = append(j.Steps, s)
	}
	j.Dirs = sortedKeys(missing)
	return j, nil
}

// stage writes and syncs everything that the commit needs, so that it only has to rename.
func stage(ctx context.Context, d disk, state string, changes []change, j *journal) error {
	if err := d.Mkdir(stagingPath(state)); err != nil {
		return fmt.Errorf("making the directory %s: %w", stagingPath(state), err)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(stagingWriters)
	for i, c := range changes {
		group.Go(func() error {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := stageChange(d, state, i, c); err != nil {
				return fmt.Errorf("staging %s: %w", c.path, err)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	content, err := json.MarshalIndent(j, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	if err := d.Create(path.Join(stagingPath(state), "journal.json"), append(content, '\n'), 0o644); err != nil {
		return fmt.Errorf("staging the journal: %w", err)
	}
	return d.SyncDir(stagingPath(state))
}

func stageChange(d disk, state string, i int, c change) error {
	if c.old.present {
		if err := d.Create(oldPath(state, i), c.old.content, c.old.perm); err != nil {
			return err
		}
		if err := d.Chmod(oldPath(state, i), c.old.perm); err != nil {
			return err
		}
	}
	if c.new == nil {
		return nil
	}
	if err := d.Create(newPath(state, i), c.new.content, c.new.perm); err != nil || !c.old.present {
		return err
	}
	// A file that is replaced keeps its permissions whatever the umask is now.
	return d.Chmod(newPath(state, i), c.new.perm)
}

// perform puts everything in place and removes the journal.
func perform(d disk, state string, changes []change, j *journal) error {
	if err := d.SyncDir(state); err != nil {
		return fmt.Errorf("syncing the directory %s: %w", state, err)
	}
	for _, dir := range j.Dirs {
		if err := d.Mkdir(dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("making the directory %s: %w", dir, err)
		}
	}
	eyes := newEyes(d)
	for i, c := range changes {
		found, err := eyes.look(c.path)
		if err != nil {
			return err
		}
		if !found.fingerprint().equal(j.Steps[i].Old) {
			return fmt.Errorf("replacing %s: it was changed while this run was writing: run again", c.path)
		}
		if c.new == nil {
			if err = d.Remove(c.path); err == nil {
				removeEmptyParents(d, c.path)
			}
		} else {
			err = d.Rename(newPath(state, i), c.path)
		}
		if err != nil {
			return fmt.Errorf("replacing %s: %w", c.path, err)
		}
	}
	return finish(d, state, j)
}
