package gantry

import (
	"bufio"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gantry-ack/gantry/assess/prefill"
	"github.com/gantry-ack/gantry/engagement"
)

// maxGitFile bounds what is read of a file of git, in bytes.
const maxGitFile = 1 << 20

// repository tells where the source of an application comes from: the address
// under which the workspace lists it, else the remote of the repository in its directory.
func repository(w engagement.Workspace, app engagement.Application) prefill.Repository {
	if engagement.IsRemote(app.Source) {
		url, _, _ := strings.Cut(app.Source, "#")
		return prefill.Repository{URL: url, Evidence: engagement.ConfigFile}
	}
	root, err := os.OpenRoot(filepath.Join(w.SourcePath(app), ".git"))
	if err != nil {
		return prefill.Repository{}
	}
	defer func() { _ = root.Close() }()
	r := prefill.Repository{URL: remote(root.FS()), Evidence: ".git/config"}
	if head, err := openGitFile(root.FS(), "HEAD"); err == nil {
		r.Branch, _ = strings.CutPrefix(strings.TrimSpace(head), "ref: refs/heads/")
	}
	return r
}

// remote is the address of origin, else of the first remote.
func remote(git fs.FS) string {
	config, err := openGitFile(git, "config")
	if err != nil {
		return ""
	}
	first, section := "", ""
	lines := bufio.NewScanner(strings.NewReader(config))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, "[") {
			section = line
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || strings.TrimSpace(key) != "url" || !strings.HasPrefix(section, "[remote ") {
			continue
		}
		value = strings.Trim(strings.TrimSpace(value), `"`)
		if section == `[remote "origin"]` {
			return value
		}
		if first == "" {
			first = value
		}
	}
	return first
}

func openGitFile(git fs.FS, name string) (string, error) {
	f, err := git.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxGitFile))
	return string(data), err
}
