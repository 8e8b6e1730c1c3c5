package image

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/scan"
)

const (
	maxProgram  = 512 << 20 // bytes of an executable that is looked into
	maxDocument = 16 << 20  // bytes of a list of packages
)

// wanted chooses the files whose content tells something, by layer and the path in it.
func (im *Image) wanted() map[int]map[string]*file {
	out := map[int]map[string]*file{}
	want := func(f *file, most int64) {
		if f.size > most {
			return
		}
		if out[f.layer] == nil {
			out[f.layer] = map[string]*file{}
		}
		out[f.layer][f.path] = f
	}
	root := im.tree.root
	root.walk(".", func(name string, n *node) bool {
		if n.file != nil {
			if most := im.worth(name, n); most > 0 {
				want(n.file, most)
			}
		}
		return true
	})
	for _, name := range im.starts {
		if n := root.find(name, true); n != nil && n.file != nil {
			want(n.file, maxProgram)
		}
	}
	for _, r := range im.tree.removed {
		if secretName(r.Path) {
			want(r.file, maxSecret)
		}
	}
	return out
}

// worth returns up to which size a file is kept; 0 when it is not.
func (im *Image) worth(name string, n *node) int64 {
	base := path.Base(name)
	switch {
	case slices.Contains(systemFiles(), name), strings.HasPrefix(name, "var/lib/dpkg/status.d/") && path.Ext(base) != ".md5sums":
		return maxDocument
	case base == "release" && im.tree.root.find(path.Join(path.Dir(name), "bin/java"), true) != nil:
		return 64 << 10
	case base == "package.json" && topModule(name):
		return 1 << 20
	case secretName(name):
		return maxSecret
	case !im.application(name) || bulk(name):
		return 0
	}
	switch path.Ext(base) {
	case ".jar", ".war", ".ear":
		return maxProgram
	case ".dll":
		stem := strings.TrimSuffix(name, ".dll")
		if im.tree.root.find(stem+".runtimeconfig.json", true) != nil {
			return maxProgram
		}
	case "":
		if n.mode&0o111 != 0 {
			return maxProgram
		}
	}
	return scan.MaxText
}

func systemFiles() []string {
	return []string{
		"etc/os-release", "usr/lib/os-release", "etc/alpine-release", "etc/centos-release", "etc/redhat-release", "etc/debian_version",
		"etc/passwd", "var/lib/dpkg/status", "lib/apk/db/installed", "usr/lib/apk/db/installed",
	}
}

// application tells whether a path is of the application.
func (im *Image) application(name string) bool {
	return slices.ContainsFunc(im.apps, func(a string) bool { return below(name, a) })
}

// bulk tells of what package managers bring in large numbers, which is listed and not read.
func bulk(name string) bool {
	for part := range strings.SplitSeq(path.Dir(name), "/") {
		switch part {
		case "node_modules", "site-packages", "dist-packages", ".git", "__pycache__":
			return true
		}
	}
	return false
}

// topModule tells of the manifest of a package that is installed directly below the application, not below
// another package.
func topModule(name string) bool {
	before, after, ok := strings.Cut(name, "node_modules/")
	if !ok || strings.Contains(after, "node_modules/") || strings.Contains(before, "lib/python") {
		return false
	}
	elems := strings.Split(after, "/")
	return len(elems) == 2 || len(elems) == 3 && strings.HasPrefix(elems[0], "@")
}
