package image

import (
	"archive/zip"
	"bufio"
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"
)

// examineOS reads what distribution the image holds.
func (im *Image) examineOS() {
	o := &im.found.os
	for _, name := range []string{"etc/os-release", "usr/lib/os-release"} {
		if kv := pairs(im.text(name, 64<<10)); kv["ID"] != "" {
			*o = OS{ID: clip(strings.ToLower(kv["ID"])), Version: clip(kv["VERSION_ID"]), Name: clip(kv["PRETTY_NAME"]), at: name}
			break
		}
	}
	if release := im.text("etc/alpine-release", 100); release != "" && o.ID == "alpine" {
		o.Version = clip(strings.TrimSpace(release))
	}
	for _, name := range []string{"etc/centos-release", "etc/redhat-release"} { // before there was an os-release
		if m := oldReleaseRE.FindStringSubmatch(im.text(name, 1000)); m != nil && o.ID == "" {
			*o = OS{ID: oldReleaseID(m[1]), Version: m[2], Name: clip(strings.TrimSpace(m[0])), at: name}
		}
	}
	if o.ID == "" && im.has("bin/busybox") {
		*o = OS{ID: "busybox", Name: "BusyBox", at: "bin/busybox"}
	}
}

var oldReleaseRE = regexp.MustCompile(`^(.{0,60}?) release (\d+(?:\.\d+)*)`)

func oldReleaseID(name string) string {
	if strings.HasPrefix(name, "CentOS") {
		return "centos"
	}
	return "rhel"
}

// pairs reads NAME="value" lines, as os-release and the release file of a JDK have them.
func pairs(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		k, v, ok := strings.Cut(strings.TrimSpace(line), "=")
		if ok && len(out) < 200 && !strings.HasPrefix(k, "#") {
			out[k] = strings.Trim(v, `"'`)
		}
	}
	return out
}

// clip bounds a text out of an image that reports show, and drops what a terminal would obey.
func clip(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}

const maxPackages = 20_000

// examinePackages lists what package managers installed.
func (im *Image) examinePackages() {
	im.dpkg(im.text("var/lib/dpkg/status", maxDocument))
	if dir := im.tree.root.find("var/lib/dpkg/status.d", true); dir != nil { // of distroless images
		for _, c := range dir.sorted() {
			im.dpkg(string(im.bytes(c, 1<<20)))
		}
	}
	for _, name := range []string{"lib/apk/db/installed", "usr/lib/apk/db/installed"} {
		im.apk(im.text(name, maxDocument))
	}
	for _, name := range []string{"var/lib/rpm", "usr/lib/sysimage/rpm"} {
		for _, db := range []string{"rpmdb.sqlite", "Packages", "Packages.db"} {
			if at := path.Join(name, db); im.has(at) && im.tree.root.real(at) == at {
				im.found.unlisted = append(im.found.unlisted, at)
			}
		}
	}
	im.tree.root.walk(".", func(name string, n *node) bool {
		im.named(name, n)
		return len(im.found.packages) < maxPackages
	})
	im.libc()
	im.nested()
	slices.SortStableFunc(im.found.packages, func(a, b Package) int {
		if c := strings.Compare(a.Manager, b.Manager); c != 0 {
			return c
		}
		return strings.Compare(a.Name+" "+a.Version, b.Name+" "+b.Version)
	})
	im.found.packages = slices.Compact(im.found.packages)
}

func (im *Image) add(manager, name, version string) {
	if name != "" && len(im.found.packages) < maxPackages {
		im.found.packages = append(im.found.packages, Package{manager, clip(name), clip(version)})
	}
}

// dpkg reads paragraphs with Package, Version and Status.
func (im *Image) dpkg(text string) {
	name, version, installed := "", "", true
	flush := func() {
		if installed {
			im.add("dpkg", name, version)
		}
		name, version, installed = "", "", true
	}
	lines := bufio.NewScanner(strings.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		k, v, _ := strings.Cut(lines.Text(), ": ")
		switch {
		case lines.Text() == "":
			flush()
		case k == "Package":
			name = v
		case k == "Version":
			version = v
		case k == "Status":
			installed = strings.HasSuffix(v, " installed")
		}
	}
	flush()
}

// apk reads paragraphs with P: and V:.
func (im *Image) apk(text string) {
	name := ""
	for line := range strings.Lines(text) {
		switch k, v, _ := strings.Cut(strings.TrimSpace(line), ":"); k {
		case "P":
			name = v
		case "V":
			im.add("apk", name, v)
			name = ""
		}
	}
}

// named lists the packages that a path alone tells of, and those of Node.js by their manifest.
func (im *Image) named(name string, n *node) {
	base := path.Base(name)
	switch {
	case n.dir():
		for _, suffix := range []string{".dist-info", ".egg-info"} {
			if stem, ok := strings.CutSuffix(base, suffix); ok {
				project, version, _ := strings.Cut(stem, "-")
				version, _, _ = strings.Cut(version, "-py")
				im.add("python", project, version)
			}
		}
	case n.file == nil:
	case path.Ext(base) == ".jar" && !strings.Contains(name, "jre/lib/") && !strings.Contains(name, "/jmods/"):
		im.jar(base)
	case base == "package.json" && topModule(name):
		if m := nodeRE.FindStringSubmatch(im.text(name, 1<<20)); m != nil {
			_, pkg, _ := strings.Cut(path.Dir(name), "node_modules/")
			im.add("npm", pkg, m[1])
		}
	}
}

// nested lists the libraries inside the archives of the application.
func (im *Image) nested() {
	im.tree.root.walk(".", func(name string, n *node) bool {
		if n.file == nil || !n.file.kept || !slices.Contains([]string{".jar", ".war", ".ear"}, path.Ext(name)) {
			return true
		}
		z, err := zip.NewReader(im.reader(n.file), n.file.size)
		if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
			return true
		}
		for _, f := range z.File {
			if path.Ext(f.Name) == ".jar" {
				im.jar(path.Base(f.Name))
			}
		}
		return true
	})
}

func (im *Image) jar(base string) {
	name := strings.TrimSuffix(base, ".jar")
	if i := versionAt(name); i > 0 {
		im.add("jar", name[:i], name[i+1:])
	} else {
		im.add("jar", name, "")
	}
}

// nodeRE is the version of a package: the first, since names of scripts and settings come later.
var nodeRE = regexp.MustCompile(`"version"\s*:\s*"([^"]{1,60})"`)

// versionAt returns where a version begins in the name of a jar, or 0.
func versionAt(stem string) int {
	for i := 1; i+1 < len(stem); i++ {
		if stem[i] == '-' && stem[i+1] >= '0' && stem[i+1] <= '9' {
			return i
		}
	}
	return 0
}

// libc tells the C library that programs find.
func (im *Image) libc() {
	for _, p := range im.found.packages {
		switch {
		case p.Manager == "dpkg" && p.Name == "libc6":
			v, _, _ := strings.Cut(p.Version, "-")
			im.found.os.Libc = "glibc " + v
			return
		case p.Manager == "apk" && p.Name == "musl":
			v, _, _ := strings.Cut(p.Version, "-")
			im.found.os.Libc = "musl " + v
			return
		}
	}
	for _, dir := range []string{"lib64", "lib", "usr/lib64", "usr/lib"} { // of distributions with rpm
		n := im.tree.root.find(dir, true)
		if n == nil {
			continue
		}
		for _, c := range n.sorted() {
			if m := libcRE.FindStringSubmatch(c.name); m != nil {
				im.found.os.Libc = "glibc " + m[1]
				return
			}
		}
	}
}

var libcRE = regexp.MustCompile(`^libc-(2\.\d+)\.so$`)
