package image

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// examineRuntimes finds the languages that programs of the image run in.
func (im *Image) examineRuntimes() {
	im.tree.root.walk(".", func(name string, n *node) bool {
		if n.file != nil && n.name == "release" {
			im.jdk(name)
		}
		return true
	})
	for _, r := range []struct{ id, variable, at string }{
		{"javascript", "NODE_VERSION", "usr/local/bin/node"}, {"python", "PYTHON_VERSION", "usr/local/bin/python3"}, {"php", "PHP_VERSION", "usr/local/bin/php"},
		{"ruby", "RUBY_VERSION", "usr/local/bin/ruby"}, {"dotnet", "DOTNET_VERSION", "usr/share/dotnet/dotnet"}, {"dotnet", "DOTNET_VERSION", "usr/bin/dotnet"},
	} {
		if v := im.env(r.variable); v != "" && im.has(r.at) {
			im.runtime(Runtime{ID: r.id, Version: clip(v), Path: r.at})
		}
	}
	im.installedRuntimes()
	if len(im.found.runtimes) == 0 || !slices.ContainsFunc(im.found.runtimes, func(r Runtime) bool { return r.ID == "java" }) {
		im.javaByEnv()
	}
}

func (im *Image) runtime(r Runtime) {
	if !slices.ContainsFunc(im.found.runtimes, func(o Runtime) bool { return o.ID == r.ID && (o.Path == r.Path || r.ID != "java") }) {
		im.found.runtimes = append(im.found.runtimes, r)
	}
}

// jdk reads the release file of a JDK or JRE (https://openjdk.org/jeps/223 describes its versions).
func (im *Image) jdk(name string) {
	home := path.Dir(name)
	if !im.has(path.Join(home, "bin/java")) {
		return
	}
	kv := pairs(im.text(name, 64<<10))
	if kv["JAVA_VERSION"] == "" {
		return
	}
	vendor := kv["IMPLEMENTOR"]
	if v := kv["IMPLEMENTOR_VERSION"]; v != "" && !strings.Contains(v, vendor) {
		vendor = strings.TrimSpace(vendor + " " + v)
	}
	im.runtime(Runtime{
		ID: "java", Version: clip(kv["JAVA_VERSION"]), Vendor: clip(vendor), Kit: im.has(path.Join(home, "bin/javac")), Path: name,
	})
}

// javaByEnv takes the version from what the images of Java set, where the JDK has no release file.
func (im *Image) javaByEnv() {
	for _, at := range []string{path.Join(strings.TrimPrefix(im.env("JAVA_HOME"), "/"), "bin/java"), "usr/bin/java", "usr/lib/jvm/default-jvm/bin/java", "usr/lib/jvm/java-1.8-openjdk/jre/bin/java"} {
		if !im.has(at) {
			continue
		}
		v := strings.TrimPrefix(strings.TrimPrefix(im.env("JAVA_VERSION"), "jdk-"), "jdk")
		if m := oldJavaRE.FindStringSubmatch(v); m != nil {
			v = "1.8.0_" + m[1]
		}
		if v == "" {
			if m := javaDirRE.FindStringSubmatch(im.tree.root.real(at)); m != nil {
				v = m[1]
			}
		}
		im.runtime(Runtime{ID: "java", Version: clip(v), Path: at})
		return
	}
}

var (
	oldJavaRE = regexp.MustCompile(`^8u(\d+)`)
	javaDirRE = regexp.MustCompile(`(?:java|jdk|jre)-?(1\.8\.0[_.]\d+|1\.[5678]|\d+(?:\.\d+)*)`)
)

// installedRuntimes takes runtimes from the packages of the distribution and from where they lie.
func (im *Image) installedRuntimes() {
	for _, dir := range []string{"usr/local/bin", "usr/bin"} {
		n := im.tree.root.find(dir, true)
		if n == nil {
			continue
		}
		for _, c := range n.sorted() {
			if m := pythonRE.FindStringSubmatch(c.name); m != nil {
				im.runtime(Runtime{ID: "python", Version: m[1], Path: path.Join(dir, c.name)})
			}
		}
	}
	for _, p := range im.found.packages {
		id := ""
		switch {
		case p.Name == "nodejs":
			id = "javascript"
		case phpRE.MatchString(p.Name):
			id = "php"
		case p.Name == "ruby":
			id = "ruby"
		}
		if (p.Manager == "dpkg" || p.Manager == "apk") && id != "" {
			im.runtime(Runtime{ID: id, Version: upstream(p.Version), Path: map[bool]string{true: "var/lib/dpkg/status", false: "lib/apk/db/installed"}[p.Manager == "dpkg"]})
		}
	}
	if dir := im.tree.root.find("usr/share/dotnet/shared/Microsoft.NETCore.App", true); dir != nil {
		for _, c := range dir.sorted() {
			im.runtime(Runtime{ID: "dotnet", Version: c.name, Path: "usr/share/dotnet/shared/Microsoft.NETCore.App/" + c.name})
		}
	}
}

var (
	pythonRE = regexp.MustCompile(`^python([23]\.\d+)$`)
	phpRE    = regexp.MustCompile(`^php\d*(\.\d+)?$`)
)

// upstream is the version of a package without what the distribution adds.
func upstream(version string) string {
	if _, after, ok := strings.Cut(version, ":"); ok {
		version = after
	}
	end := strings.IndexFunc(version, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if end > 0 {
		version = version[:end]
	}
	return strings.Trim(version, ".")
}
