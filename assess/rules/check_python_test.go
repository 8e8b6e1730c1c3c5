package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPythonOptional(t *testing.T) {
	text := `if SESSION_FILE_PATH is not None:
    ENGINE = 'file'
if DEBUG:
    CACHES = {
        'default': {'BACKEND': 'memory'},
    }
else:
    CACHES = {
        'default': {'BACKEND': 'files'},
    }
if not DEBUG:
    LOG = 'file'

def f():
    if ready:
        g()
    return h()
X = 1
`
	if diff := cmp.Diff([]int{2, 4, 5, 16}, pythonOptional(text)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if got := pythonOptional(""); got != nil {
		t.Errorf("an empty text has %v", got)
	}
}
