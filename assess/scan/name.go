package scan

import (
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

var versionRE = regexp.MustCompile(`-v?\d+(\.\d+)*([.-](SNAPSHOT|RELEASE|GA|Final|RC\d*|M\d+|\d+))*$`)

// appName makes a name for an application from a path or URL: the last element
// without what tells of the format, the branch or the version.
func appName(spec string) string {
	if abs, err := filepath.Abs(spec); err == nil && !strings.Contains(spec, "://") {
		spec = abs // "." has no name
	}
	base := path.Base(strings.TrimRight(filepath.ToSlash(spec), "/"))
	built := false
	for _, ext := range []string{".tar.gz", ".tar.bz2", ".tar.zst", ".tgz", ".tbz2", ".tar", ".zip", ".git", ".jar", ".war", ".ear"} {
		if rest, ok := cutSuffixFold(base, ext); ok {
			base, built = rest, ext == ".jar" || ext == ".war" || ext == ".ear"
			break
		}
	}
	for _, branch := range []string{"-main", "-master"} {
		base = strings.TrimSuffix(base, branch)
	}
	if cut := versionRE.ReplaceAllString(base, ""); built && cut != "" {
		base = cut
	}
	if base == "" || base == "." || base == "/" || strings.HasSuffix(base, ":") {
		return "app"
	}
	return base
}

func cutSuffixFold(s, suffix string) (string, bool) {
	if len(s) > len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix) {
		return s[:len(s)-len(suffix)], true
	}
	return s, false
}
