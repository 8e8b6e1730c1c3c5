package rules

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/scan"
)

// bundled returns the directories of libraries that were copied into the tree: those below a directory for
// libraries that have a licence or a manifest of their own, such as libs/swiftmailer.
func bundled(tree *scan.Tree) map[string]bool {
	out := map[string]bool{}
	for _, e := range tree.Entries() {
		base := strings.ToLower(path.Base(e.Path))
		stem, _, _ := strings.Cut(base, ".")
		if !strings.HasSuffix(stem, "license") && stem != "licence" && stem != "copying" && base != "composer.json" && !strings.HasSuffix(base, ".gemspec") {
			continue
		}
		if dir := path.Dir(e.Path); libraryDir(path.Dir(dir)) {
			out[dir] = true
		}
	}
	return out
}

// libraryDir tells of directories that libraries are copied to, perhaps below the name of their maker.
func libraryDir(dir string) bool {
	for range 2 {
		switch strings.ToLower(path.Base(dir)) {
		case "lib", "libs", "library", "libraries", "extend", "third", "sdk", "vendor", "vendors", "includes":
			return true
		}
		dir = path.Dir(dir)
	}
	return false
}

// inBundled tells whether a source file in a language of which applications carry libraries along lies in one of
// those.
func inBundled(dirs map[string]bool, name string) bool {
	if ext := path.Ext(name); len(dirs) == 0 || ext != ".php" && ext != ".rb" && ext != ".inc" {
		return false
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if dirs[dir] {
			return true
		}
	}
	return false
}
