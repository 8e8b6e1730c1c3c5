package image

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
)

// Kind is where an image is.
type Kind string

// The kinds.
const (
	Registry      Kind = "registry"
	Layout        Kind = "oci-layout"     // a directory
	LayoutArchive Kind = "oci-archive"    // the same as a tar
	DockerArchive Kind = "docker-archive" // what docker save writes
)

// Spec is an image as a person names it.
type Spec struct {
	Kind Kind
	Path string // on disk, of all kinds but Registry
	Ref  string // reference at a registry, or of the image in an archive; may be "" for the latter
}

// ParseSpec tells an image by what a person gives as a source: a prefix (oci:DIR, oci-archive:FILE,
// docker-archive:FILE, image:REF, docker://REF), the content of what is at that path, or a reference with a registry
// or a tag where there is nothing at that path. A path may have :REF behind it.
func ParseSpec(spec string) (Spec, bool) {
	for _, p := range []struct {
		prefix string
		kind   Kind
	}{{"oci-archive:", LayoutArchive}, {"docker-archive:", DockerArchive}, {"oci:", Layout}} {
		if rest, ok := strings.CutPrefix(spec, p.prefix); ok {
			at, ref := splitPath(rest)
			return Spec{Kind: p.kind, Path: at, Ref: ref}, true
		}
	}
	for _, prefix := range []string{"docker://", "image:"} {
		if ref, ok := strings.CutPrefix(spec, prefix); ok {
			return Spec{Kind: Registry, Ref: strings.TrimPrefix(ref, "//")}, true
		}
	}
	at, ref := splitPath(spec)
	if kind, ok := kindAt(at); ok {
		return Spec{Kind: kind, Path: at, Ref: ref}, true
	}
	if _, err := os.Stat(spec); err == nil || !bareReference(spec) {
		return Spec{}, false
	}
	return Spec{Kind: Registry, Ref: spec}, true
}

// kindAt tells an image on disk by its content.
func kindAt(at string) (Kind, bool) {
	info, err := os.Stat(at)
	switch {
	case err != nil:
		return "", false
	case info.IsDir():
		return Layout, isLayout(at)
	case !info.Mode().IsRegular():
		return "", false
	}
	return archiveKind(at)
}

// splitPath cuts :REF off a path that exists without it.
func splitPath(s string) (at, ref string) {
	if _, err := os.Lstat(s); err == nil {
		return s, ""
	}
	for i := range len(s) {
		if s[i] != ':' || i == 0 {
			continue
		}
		if _, err := os.Lstat(s[:i]); err == nil {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// bareReference tells a reference from a path that is mistyped: it names a registry or a tag.
func bareReference(spec string) bool {
	if strings.ContainsAny(spec, " \\") || strings.Contains(spec, "://") || strings.HasPrefix(spec, ".") || strings.HasPrefix(spec, "/") {
		return false
	}
	host, _, slash := strings.Cut(spec, "/")
	host, _, _ = strings.Cut(host, ":")
	if slices.Contains([]string{"github.com", "gitlab.com", "gitee.com", "bitbucket.org", "codeup.aliyun.com"}, host) {
		return false // where people keep source
	}
	named := slash && (strings.Contains(host, ".") || host == "localhost")
	last := spec[strings.LastIndexByte(spec, '/')+1:]
	if !named && !strings.ContainsAny(last, ":@") && !strings.Contains(host, ":") {
		return false
	}
	_, err := name.ParseReference(spec)
	return err == nil
}

func isLayout(dir string) bool {
	for _, f := range []string{"oci-layout", "index.json"} {
		if info, err := os.Stat(filepath.Join(dir, f)); err != nil || !info.Mode().IsRegular() {
			return false
		}
	}
	return true
}

// String is how the image is named in reports.
func (s Spec) String() string {
	if s.Kind == Registry {
		return s.Ref
	}
	return s.Path + strings.TrimSuffix(":"+s.Ref, ":")
}

// AppName makes a name for the application: the last element of the repository or of the path.
func (s Spec) AppName() string {
	base := s.Ref
	if base == "" || s.Kind != Registry && strings.HasPrefix(base, "sha256:") {
		base = filepath.ToSlash(s.Path)
	}
	base, _, _ = strings.Cut(base, "@")
	base = base[strings.LastIndexByte(strings.TrimRight(base, "/"), '/')+1:]
	for _, ext := range []string{".tar.gz", ".tgz", ".tar.zst", ".tar"} {
		base = strings.TrimSuffix(base, ext)
	}
	base, _, _ = strings.Cut(base, ":")
	return cmp.Or(strings.Trim(base, "/."), "app")
}
