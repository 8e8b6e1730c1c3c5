package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

const (
	maxState = 16 << 20 // bytes of a file that is read whole
	maxAside = 20       // files of one kind that are kept aside
)

// prepareState makes the directory that git ignores.
func prepareState(root *os.Root) error {
	if err := root.Mkdir(stateDir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	ignore := path.Join(stateDir, ".gitignore")
	if _, err := root.Lstat(ignore); err == nil {
		return nil
	}
	return writeFile(root, ignore, []byte("*\n"), false)
}

// writeFile replaces a file as a whole: until the new content is complete the old
// one stays. After a cut of power the file may be empty, unless it is synced.
func writeFile(root *os.Root, name string, content []byte, sync bool) error {
	temp := name + ".tmp"
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil && sync {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(temp))
	}
	return nil
}

// readFile reads a regular file of at most maxState bytes.
func readFile(root *os.Root, name string) ([]byte, error) {
	info, err := root.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("reading %s: it is not a regular file", name)
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxState+1))
	if err == nil && len(content) > maxState {
		err = fmt.Errorf("reading %s: it is larger than %d MiB", name, maxState>>20)
	}
	return content, err
}

// keepAside keeps content that leaves its own file, as .gantry/<kind>-<n><suffix>,
// and returns the name. Of each kind the latest maxAside are kept.
func keepAside(root *os.Root, kind, suffix string, content []byte) (string, error) {
	if err := prepareState(root); err != nil {
		return "", err
	}
	entries, err := fs.ReadDir(root.FS(), stateDir)
	if err != nil {
		return "", err
	}
	var numbers []int
	for _, e := range entries {
		middle, ok := strings.CutPrefix(e.Name(), kind+"-")
		middle, ended := strings.CutSuffix(middle, suffix)
		if n, err := strconv.Atoi(middle); ok && ended && err == nil && n > 0 {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	at := func(n int) string { return path.Join(stateDir, kind+"-"+strconv.Itoa(n)+suffix) }
	next := 1
	if len(numbers) > 0 {
		next = numbers[len(numbers)-1] + 1
	}
	if err := writeFile(root, at(next), content, true); err != nil {
		return "", err
	}
	for _, n := range numbers[:max(0, len(numbers)-maxAside+1)] {
		_ = root.Remove(at(n)) // another run removes it
	}
	return at(next), nil
}

// syncDir makes the names in a directory safe from a cut of power, where the system
// can; a name that is lost is a new file, and Windows needs no such call.
func syncDir(root *os.Root, name string) {
	f, err := root.Open(name)
	if err != nil {
		return
	}
	_ = f.Sync()
	_ = f.Close()
}
