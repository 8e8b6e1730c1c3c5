package fact

import (
	"path"
	"slices"
)

// BuildStep tells whether a command of a StartBefore depends on the source alone, so
// that it belongs into the build of the image and not before every start.
func BuildStep(args []string) bool {
	for i, a := range args {
		if path.Base(a) == "manage.py" && i+1 < len(args) {
			return slices.Contains([]string{"collectstatic", "compress", "compilemessages"}, args[i+1])
		}
	}
	return false
}
