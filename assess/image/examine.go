package image

import (
	"context"
	"io"
	"io/fs"
	"path"
)

// evidence is what the content of the kept files shows.
type evidence struct {
	os       OS
	packages []Package
	unlisted []string
	runtimes []Runtime
	programs []Program
	secrets  []Secret
	caches   []Weight
	tools    []Weight
}

// examine reads the kept files.
func (im *Image) examine(ctx context.Context) error {
	for _, step := range []func(){
		im.examineOS, im.examinePackages, im.examineRuntimes, im.examinePrograms, im.examineSecrets, im.examineWeights,
	} {
		if err := ctx.Err(); err != nil {
			return err
		}
		step()
	}
	return nil
}

// text returns the content of a kept file; "" when it is not there or larger than the limit.
func (im *Image) text(name string, limit int64) string {
	b := im.bytes(im.tree.root.find(name, true), limit)
	return string(b)
}

func (im *Image) bytes(n *node, limit int64) []byte {
	if n == nil || n.file == nil {
		return nil
	}
	return im.content(n.file, limit)
}

func (im *Image) content(f *file, limit int64) []byte {
	if !f.kept || f.size > limit {
		return nil
	}
	b := make([]byte, f.size)
	if _, err := io.ReadFull(im.reader(f), b); err != nil {
		return nil
	}
	return b
}

func (im *Image) reader(f *file) *io.SectionReader {
	return io.NewSectionReader(im.files.spool, f.at, f.size)
}

// has tells whether a path leads to something.
func (im *Image) has(name string) bool { return im.tree.root.find(name, true) != nil }

// examineWeights adds up what a running container does not need.
func (im *Image) examineWeights() {
	for _, c := range cachePaths() {
		if n := im.tree.root.find(c, true); n != nil && im.tree.root.real(c) == c {
			if size := n.weight(); size > 0 {
				im.found.caches = append(im.found.caches, Weight{Path: c, Bytes: size})
			}
		}
	}
	for _, t := range toolPaths() {
		n := im.tree.root.find(t.path, true)
		if n == nil || n.file == nil || n.file.size == 0 {
			continue
		}
		w := Weight{Path: t.path, Name: t.name, Bytes: n.file.size}
		if t.home != "" {
			if h := im.tree.root.find(t.home, true); h != nil {
				w.Bytes = h.weight()
			}
		}
		im.found.tools = append(im.found.tools, w)
	}
}

// weight is what is below a node, in bytes.
func (n *node) weight() int64 {
	var sum int64
	if n.file != nil {
		sum = n.file.size
	}
	for _, c := range n.children {
		sum += c.weight()
	}
	return sum
}

// cachePaths are where package managers keep what they downloaded.
func cachePaths() []string {
	return []string{
		"var/lib/apt/lists", "var/cache/apt", "var/cache/apk", "var/cache/yum", "var/cache/dnf", "root/.cache", "root/.npm", "root/.m2", "root/.gradle",
		"usr/local/share/.cache", "root/.yarn", "root/go/pkg/mod", "go/pkg/mod", "root/.nuget", "root/.composer/cache", "home/node/.npm", "home/node/.cache", "root/.cargo/registry",
	}
}

// tool is a program for building, and the directory that it stands for when it has one.
type tool struct{ name, path, home string }

// toolPaths are programs that build and that a running container does not need.
func toolPaths() []tool {
	var out []tool
	for _, t := range []tool{
		{name: "gcc"}, {name: "g++"}, {name: "cc1"}, {name: "make"}, {name: "cmake"}, {name: "git"}, {name: "svn"}, {name: "mvn"}, {name: "gradle"},
	} {
		for _, dir := range []string{"usr/bin", "usr/local/bin"} {
			out = append(out, tool{t.name, path.Join(dir, t.name), t.home})
		}
	}
	return append(out,
		tool{"maven", "usr/share/maven/bin/mvn", "usr/share/maven"}, tool{"maven", "opt/maven/bin/mvn", "opt/maven"},
		tool{"gradle", "opt/gradle/bin/gradle", "opt/gradle"}, tool{"go", "usr/local/go/bin/go", "usr/local/go"},
		tool{"rust", "usr/local/cargo/bin/cargo", "usr/local/rustup"}, tool{"dotnet sdk", "usr/share/dotnet/dotnet", "usr/share/dotnet/sdk"},
	)
}

var _ fs.FS = fileSystem{}
