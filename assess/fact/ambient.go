package fact

import (
	"slices"
	"strings"
)

// Ambient tells variables that the runtime or the image sets, which a program reads
// but nobody configures.
func Ambient(name string) bool {
	return slices.Contains([]string{
		"PATH", "HOME", "USER", "USERNAME", "LOGNAME", "HOSTNAME", "HOST", "PWD", "OLDPWD", "SHELL", "TERM", "COLORTERM", "LANG", "LC_ALL", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP",
		"JAVA_HOME", "GOPATH", "GOROOT", "GOOS", "GOARCH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "NODE_PATH", "CI", "PORT_RANGE", "NO_COLOR", "FORCE_COLOR", "EDITOR", "DISPLAY", "USERPROFILE", "APPDATA",
	}, name) || strings.HasPrefix(name, "KUBERNETES_") || strings.HasPrefix(name, "npm_") || strings.HasPrefix(name, "GITHUB_") || strings.HasPrefix(name, "XDG_")
}
