package portfolio

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// claimSize is what a volume has when nobody told the size, as generate/decide/volumes.go has it.
const claimSize = 20 * gibi

// keptDirs are the directories that a component writes to and whose content must outlive an
// instance, as generate/decide/written.go finds them: today's deployment keeps them, or their names
// say so.
func keptDirs(c component) []string {
	var out []string
	for _, given := range c.Facts.Values(fact.LocalWrite) {
		if mountable(given) && keeps(c, given) {
			out = appendNew(out, given)
		}
	}
	return out
}

var drivePathRE = regexp.MustCompile(`^[A-Za-z]:[\\/]`)

// mountable leaves out paths at which no volume can be, such as those of Windows or those that are
// known at run time only.
func mountable(given string) bool {
	p := placeholderRE.ReplaceAllString(strings.TrimPrefix(given, "file:"), "$1")
	return p != "" && !strings.Contains(p, "://") && !strings.HasPrefix(p, "classpath:") && !drivePathRE.MatchString(p) && !strings.ContainsAny(p, `\$%{}*`) && !strings.HasPrefix(p, "~")
}

func keeps(c component, given string) bool {
	if isScratch(given) {
		return false
	}
	if slices.Contains(c.Facts.Values(fact.KeptMount), given) {
		return true
	}
	base := strings.ToLower(path.Base(given))
	if slices.Contains([]string{"file", "files", "image", "images", "img", "doc", "docs", "document", "documents", "report", "reports", "export", "exports"}, base) || strings.HasSuffix(base, ".db") {
		return true
	}
	for _, dir := range []string{"/data/", "/srv/", "/mnt/", "/nas/", "/share/", "/storage/", "/var/lib/"} {
		if strings.HasPrefix(given+"/", dir) {
			return true
		}
	}
	return slices.ContainsFunc([]string{"upload", "attach", "avatar", "media", "storage", "backup", "photo", "picture", "index", "sqlite"},
		func(word string) bool { return strings.Contains(base, word) })
}

// isScratch tells by its name a directory whose content nobody misses.
func isScratch(p string) bool {
	for word := range strings.FieldsFuncSeq(strings.ToLower(p), func(r rune) bool { return strings.ContainsRune(`/\-_.: `, r) }) {
		switch {
		case word == "log", word == "tmp", word == "temp", word == "temporary", word == "logging":
			return true
		case strings.HasSuffix(word, "blog"), strings.HasSuffix(word, "blogs"):
		case strings.HasSuffix(word, "logs"), strings.Contains(word, "cache"), strings.HasSuffix(word, "tmp"), strings.HasPrefix(word, "log"):
			return true
		}
	}
	return false
}
