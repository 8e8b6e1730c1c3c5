package fileset

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName is the longest name of one path element in bytes: the limit of ext4, XFS and APFS (255) less what
// a tool may want to append.
const maxName = 240

// CheckPath says whether name can be the path of a generated file: relative, slash-separated and clean, inside
// the root, outside .git, and valid on Linux, macOS and Windows alike.
func CheckPath(name string) error {
	switch {
	case name == "":
		return fmt.Errorf("file path is empty")
	case !utf8.ValidString(name):
		return fmt.Errorf("file path %q is not UTF-8", name)
	case strings.HasPrefix(name, "/"):
		return fmt.Errorf("file path %q is absolute: make it relative to the output directory", name)
	case strings.Contains(name, `\`):
		return fmt.Errorf("file path %q has a backslash: separate directories with '/'", name)
	}
	for elem := range strings.SplitSeq(name, "/") {
		if reason := badElement(elem); reason != "" {
			return fmt.Errorf("file path %q: element %q %s", name, elem, reason)
		}
	}
	if path.Clean(name) != name {
		return fmt.Errorf("file path %q is not clean", name)
	}
	return nil
}

// badElement names what is wrong with one element of a path, "" when nothing is. The reserved names are those of
// Microsoft's "Naming Files, Paths, and Namespaces".
func badElement(elem string) string {
	switch {
	case elem == "":
		return "is empty"
	case elem == "." || elem == "..":
		return "points outside its directory"
	case len(elem) > maxName:
		return fmt.Sprintf("is longer than %d bytes", maxName)
	case strings.ContainsAny(elem, `<>:"|?*`):
		return "has a character that Windows refuses"
	case strings.ContainsFunc(elem, unicode.IsControl):
		return "has a control character"
	case strings.HasSuffix(elem, ".") || strings.HasSuffix(elem, " "):
		return "ends in a dot or a space, which Windows drops"
	case isGitDir(elem):
		return "is git's own directory"
	case isDevice(elem):
		return "is the name of a device on Windows"
	}
	return ""
}

// isGitDir also knows the short name that Windows gives to .git.
func isGitDir(elem string) bool {
	return strings.EqualFold(elem, ".git") || strings.EqualFold(elem, "git~1")
}

// isDevice reports a reserved name of Windows, which is one with any extension, too.
func isDevice(elem string) bool {
	stem, _, _ := strings.Cut(elem, ".")
	stem = strings.ToUpper(strings.TrimRight(stem, " "))
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	number, ok := strings.CutPrefix(stem, "COM")
	if !ok {
		number, ok = strings.CutPrefix(stem, "LPT")
	}
	return ok && utf8.RuneCountInString(number) == 1 && strings.ContainsAny(number, "0123456789¹²³")
}

// foldPath is the key under which two paths are the same file on a system that ignores case (Windows, macOS)
// or the way accents are composed (macOS).
func foldPath(name string) string {
	return strings.ToLower(strings.ToUpper(norm.NFC.String(name)))
}
