package portfolio

import (
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/footprint"
)

// claimSize is what a volume has when nobody told the size, as generate/decide/volumes.go has it.
const claimSize = 20 * footprint.Gibi

// keptDirs are the directories that a component writes to and whose content must outlive an
// instance, as generate/decide/written.go finds them: today's deployment keeps them, or their names
// say so.
func keptDirs(c component) []string {
	var out []string
	for _, given := range c.Facts.Values(fact.LocalWrite) {
		if mountable(given) && footprint.Keeps(c.Facts, given, given) {
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
