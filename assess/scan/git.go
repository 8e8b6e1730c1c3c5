package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// gitRepo is a repository to clone. A local one is a path on this machine.
type gitRepo struct {
	url   string
	ref   string
	local bool
}

var (
	schemeRE = regexp.MustCompile(`^(?:https?|ssh|git|file)://[^-/]|^file:///`)
	scpRE    = regexp.MustCompile(`^[\w.-]+@[\w][\w.-]*:[^:]`)
	atRefRE  = regexp.MustCompile(`^(.+\.git)/?@([^@]+)$`)
	refRE    = regexp.MustCompile(`^[A-Za-z0-9_][\w./+@-]*$`)
	commitRE = regexp.MustCompile(`^[0-9a-f]{40}$|^[0-9a-f]{64}$`)
)

// parseGit tells whether spec names a git repository by its URL, or by the path
// of a bare one with a ref behind it.
func parseGit(spec string) (gitRepo, bool) {
	url, ref, hasRef := strings.Cut(spec, "#")
	if m := atRefRE.FindStringSubmatch(url); m != nil && !hasRef {
		url, ref, hasRef = m[1], m[2], true
	}
	if schemeRE.MatchString(url) || scpRE.MatchString(url) {
		return gitRepo{url: url, ref: ref}, true
	}
	if _, err := os.Stat(spec); err == nil || !hasRef {
		return gitRepo{}, false // a path with # in it
	}
	if !bareRepository(url) && !bareRepository(filepath.Join(url, ".git")) {
		return gitRepo{}, false
	}
	return gitRepo{url: url, ref: ref, local: true}, true
}

// bareRepository tells whether a directory is the inside of a git repository.
func bareRepository(dir string) bool {
	return !slices.ContainsFunc([]string{"HEAD", "objects", "refs"}, func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err != nil
	})
}

func openGit(ctx context.Context, repo gitRepo, opt OpenOptions) (*Source, error) {
	if repo.ref != "" && (!refRE.MatchString(repo.ref) || strings.Contains(repo.ref, "..")) {
		return nil, fmt.Errorf("cloning %s: %q is no branch, tag or commit", safeURL(repo.url), repo.ref)
	}
	if repo.local {
		abs, err := filepath.Abs(repo.url)
		if err != nil {
			return openError(repo.url, err)
		}
		repo.url = abs
	}
	return inTemp(opt, func(temp string) (*Source, error) {
		dir := filepath.Join(temp, "clone")
		for _, args := range cloneSteps(repo, dir) {
			if err := runGit(ctx, repo, args, opt.Env); err != nil {
				return nil, err
			}
		}
		s, err := openDir(dir, appName(repo.url))
		if err != nil {
			return nil, fmt.Errorf("cloning %s: %w", safeURL(repo.url), err)
		}
		return s, nil
	})
}

// cloneSteps returns the calls of git that leave one commit in dir. What the
// user configured for git may not run a program of the repository's choice.
func cloneSteps(repo gitRepo, dir string) [][]string {
	guard := []string{
		"-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never",
		"-c", "core.fsmonitor=false", "-c", "submodule.recurse=false", "-c", "advice.detachedHead=false",
	}
	if commitRE.MatchString(repo.ref) { // clone accepts no commit id
		in := append(slices.Clone(guard), "-C", dir)
		return [][]string{
			append(slices.Clone(guard), "init", "--quiet", "--template=", "--", dir),
			append(slices.Clone(in), "fetch", "--quiet", "--depth", "1", "--no-tags", "--no-recurse-submodules", "--", repo.url, repo.ref),
			append(slices.Clone(in), "checkout", "--quiet", "--detach", "FETCH_HEAD"),
		}
	}
	clone := append(slices.Clone(guard), "clone", "--quiet", "--depth", "1", "--no-tags", "--single-branch", "--template=")
	if repo.local {
		clone = append(clone, "--no-local") // or the depth would not hold
	}
	if repo.ref != "" {
		clone = append(clone, "--branch", repo.ref)
	}
	return [][]string{append(clone, "--", repo.url, dir)}
}

func runGit(ctx context.Context, repo gitRepo, args, env []string) error {
	cmd := exec.CommandContext(ctx, "git", args...)
	if env == nil {
		env = os.Environ()
	}
	cmd.Env = append(slices.Clone(env), "GIT_TERMINAL_PROMPT=0", "GIT_LFS_SKIP_SMUDGE=1", "LC_ALL=C")
	if !slices.ContainsFunc(env, func(e string) bool { return strings.HasPrefix(e, "GIT_SSH_COMMAND=") }) {
		cmd.Env = append(cmd.Env, "GIT_SSH_COMMAND=ssh -o BatchMode=yes")
	}
	cmd.WaitDelay = 2 * time.Second // helpers of git may keep the pipe open
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("cloning %s: %w", safeURL(repo.url), ctx.Err())
	case errors.Is(err, exec.ErrNotFound):
		return fmt.Errorf("cloning %s: git is not installed; install it, or give a directory or an archive", safeURL(repo.url))
	}
	return gitError(repo, stderr.String(), err)
}

// gitError says what to do about what git said.
func gitError(repo gitRepo, stderr string, err error) error {
	said := safeURL(lastLine(stderr))
	if said == "" {
		said = err.Error()
	}
	next := "check the address, or give a directory or an archive"
	for _, c := range []struct{ mark, next string }{
		{"Remote branch", "name a branch, a tag or a full commit id that is there"},
		{"not our ref", "name a commit that is there"},
		{"couldn't find remote ref", "name a branch, a tag or a full commit id that is there"},
		{"Could not resolve host", "check the network or VPN, or give a directory or an archive"},
		{"Connection refused", "check the network or VPN, or give a directory or an archive"},
		{"timed out", "check the network or VPN, or give a directory or an archive"},
		{"unable to access", "check the network or VPN, or give a directory or an archive"},
		{"could not read Username", "set up credentials for git, or use the ssh address"},
		{"Authentication failed", "set up credentials for git, or use the ssh address"},
		{"Permission denied (publickey", "load the ssh key that the server knows"},
		{"Host key verification failed", "connect once with ssh to accept the host's key"},
		{"dubious ownership", "have the owner of the repository do it, or copy it"},
	} {
		if strings.Contains(stderr, c.mark) {
			next = c.next
			break
		}
	}
	return fmt.Errorf("cloning %s: git says %q; %s", safeURL(repo.url), said, next)
}

// lastLine returns the last line that git calls fatal or an error.
func lastLine(stderr string) string {
	last := ""
	for line := range strings.Lines(stderr) {
		line = strings.TrimSpace(line)
		if text, ok := strings.CutPrefix(line, "fatal: "); ok {
			return text
		}
		if line != "" {
			last = line
		}
	}
	return last
}

var userinfoRE = regexp.MustCompile(`(://)[^/@\s]+@`)

// safeURL drops a user and password from the URLs in a text.
func safeURL(s string) string { return userinfoRE.ReplaceAllString(s, "$1") }
