package fileset

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
)

const journalSchema = "gantry.journal/v1"

// journal is what a commit is about to do, on disk while it does it. As long as it is there, the commit has
// not happened: every step that was made is undone. Removing it is what commits.
type journal struct {
	Schema string   `json:"schema"`
	Dirs   []string `json:"dirs"` // that are made, outermost first
	Steps  []step   `json:"steps"`
}

// step replaces, makes or removes one file; nil stands for no file. The new content is staged as new-N and a copy
// of the old as old-N, N being the index of the step.
type step struct {
	Path string       `json:"path"`
	Old  *fingerprint `json:"old,omitempty"`
	New  *fingerprint `json:"new,omitempty"`
}

// fingerprint tells a version of a file from every other.
type fingerprint struct {
	SHA256     string `json:"sha256"`
	Executable bool   `json:"executable,omitempty"`
}

func fingerprintOf(content []byte, perm fs.FileMode) *fingerprint {
	return &fingerprint{SHA256: hash(content), Executable: perm&0o100 != 0 && runtime.GOOS != "windows"}
}

func (e entity) fingerprint() *fingerprint {
	switch {
	case !e.present:
		return nil
	case e.tooLarge:
		return &fingerprint{}
	}
	return fingerprintOf(e.content, e.perm)
}

func (p *fingerprint) equal(q *fingerprint) bool {
	if p == nil || q == nil {
		return p == q
	}
	return *p == *q
}

// The places of the writer's own files.
func manifestPath(state string) string  { return path.Join(state, "manifest.json") }
func journalPath(state string) string   { return path.Join(state, "journal.json") }
func stagingPath(state string) string   { return path.Join(state, "staging") }
func basePath(state, sha string) string { return path.Join(state, "base", sha) }
func newPath(state string, i int) string {
	return fmt.Sprintf("%s/new-%d", stagingPath(state), i)
}
func oldPath(state string, i int) string {
	return fmt.Sprintf("%s/old-%d", stagingPath(state), i)
}

// readJournal gives the journal of a run that did not end, nil when there is none.
func readJournal(d disk, state string) (*journal, error) {
	name := journalPath(state)
	found, err := look(d, name)
	if err != nil || !found.present {
		return nil, err
	}
	hint := "restore the tree from version control and delete this file"
	var j journal
	if err := json.Unmarshal(found.content, &j); err != nil {
		return nil, fmt.Errorf("reading %s: %w: %s", name, err, hint)
	}
	if j.Schema != journalSchema {
		return nil, fmt.Errorf("reading %s: schema is %q, want %q: %s", name, j.Schema, journalSchema, hint)
	}
	for _, p := range append(slices.Clone(j.Dirs), paths(j.Steps)...) {
		if err := CheckPath(p); err != nil {
			return nil, fmt.Errorf("reading %s: %w: %s", name, err, hint)
		}
	}
	return &j, nil
}

func paths(steps []step) []string {
	var out []string
	for _, s := range steps {
		out = append(out, s.Path)
	}
	return out
}

// rollback undoes the steps of j that were made, and may be repeated until it gets through. A file that was
// edited since then is left alone: it becomes one side of the next merge.
func rollback(d disk, state string, j *journal) error {
	for i, s := range slices.Backward(j.Steps) {
		if err := undo(d, state, i, s); err != nil {
			return fmt.Errorf("restoring %s: %w", s.Path, err)
		}
	}
	for _, dir := range slices.Backward(j.Dirs) {
		if entries, err := d.ReadDir(dir); err == nil && len(entries) == 0 {
			if err := d.Remove(dir); err != nil {
				return fmt.Errorf("removing the directory %s: %w", dir, err)
			}
		}
	}
	return finish(d, state, j)
}

func undo(d disk, state string, i int, s step) error {
	found, err := look(d, s.Path)
	if _, ok := errors.AsType[*obstacle](err); ok {
		return nil
	}
	if err != nil {
		return err
	}
	now := found.fingerprint()
	if now.equal(s.Old) || !now.equal(s.New) {
		return nil
	}
	if s.Old == nil {
		return d.Remove(s.Path)
	}
	backup, err := look(d, oldPath(state, i))
	if err != nil {
		return err
	}
	if !backup.fingerprint().equal(s.Old) {
		return fmt.Errorf("its copy %s is lost or damaged: restore the tree from version control and delete %s",
			oldPath(state, i), journalPath(state))
	}
	for _, dir := range parents(s.Path) {
		if err := d.Mkdir(dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return d.Rename(oldPath(state, i), s.Path)
}

// finish makes all directories of the steps durable and only then removes the journal.
func finish(d disk, state string, j *journal) error {
	dirs := map[string]bool{}
	for _, s := range j.Steps {
		dirs[path.Dir(s.Path)] = true
		for _, dir := range parents(s.Path) {
			dirs[path.Dir(dir)] = true
		}
	}
	for _, dir := range sortedKeys(dirs) {
		if err := d.SyncDir(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("syncing the directory %s: %w", dir, err)
		}
	}
	if err := d.Remove(journalPath(state)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing the journal: %w", err)
	}
	// The journal is gone: from here on nothing may fail any more.
	_ = d.SyncDir(state)
	_ = d.RemoveAll(stagingPath(state))
	return nil
}

func sortedKeys(set map[string]bool) []string {
	var keys []string
	for k := range set {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, strings.Compare)
	return keys
}

// recoverRun rolls back a run that did not end and clears what it staged; it reports whether there was one.
func recoverRun(d disk, state string) (bool, error) {
	j, err := readJournal(d, state)
	if err != nil {
		return false, fmt.Errorf("looking for an interrupted run: %w", err)
	}
	if j != nil {
		if err := rollback(d, state, j); err != nil {
			return false, fmt.Errorf("rolling back an interrupted run: %w", err)
		}
		return true, nil
	}
	if _, err := d.Lstat(stagingPath(state)); err == nil {
		if err := d.RemoveAll(stagingPath(state)); err != nil {
			return false, fmt.Errorf("removing what an interrupted run staged: %w", err)
		}
	}
	return false, nil
}
