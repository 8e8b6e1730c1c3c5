package engagement

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Git runs git with arguments in a directory.
type Git func(ctx context.Context, dir string, args ...string) error

// GitError says that the workspace is written and usable but is no git
// repository yet.
type GitError struct {
	Root string
	Err  error
}

// Error says what to do about it.
func (e *GitError) Error() string {
	return fmt.Sprintf("making a git repository of %s: %v; the workspace itself is written and usable: install git or repair its set-up, then run git init there", e.Root, e.Err)
}

// Unwrap returns what git said.
func (e *GitError) Unwrap() error { return e.Err }

// SystemGit runs the git of the machine.
func SystemGit(ctx context.Context, dir string, args ...string) error {
	path, err := exec.LookPath("git")
	if err != nil {
		return fmt.Errorf("looking for the program git: %w", err)
	}
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = dir
	cmd.Env = withoutRepository(os.Environ())
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("running git %s: %w: %s", args[0], err, firstLine(stderr.String()))
	}
	return nil
}

// withoutRepository takes out the variables by which a surrounding git (a hook,
// an alias) would point ours at another repository.
func withoutRepository(env []string) []string {
	return slices.DeleteFunc(slices.Clone(env), func(kv string) bool {
		name, _, _ := strings.Cut(kv, "=")
		return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"}, strings.ToUpper(name))
	})
}

// makeRepository initialises a repository unless there is one, and stages the
// files. The first commit is the consultant's, who has a name and an address.
func makeRepository(ctx context.Context, root string, git Git) error {
	var steps [][]string
	if _, err := os.Lstat(filepath.Join(root, ".git")); err != nil {
		// The branch is named in a step of its own: init -b needs git 2.28.
		steps = append(steps, []string{"init", "--quiet"}, []string{"symbolic-ref", "HEAD", "refs/heads/main"})
	}
	steps = append(steps, []string{"add", "--all"})
	for _, args := range steps {
		if err := git(ctx, root, args...); err != nil {
			return &GitError{Root: root, Err: errors.Join(ctx.Err(), err)}
		}
	}
	return nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
