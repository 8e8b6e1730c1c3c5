// Package ini reads INI files, such as setup.cfg, tox.ini and app.conf, into settings.
package ini

import (
	"strings"

	"github.com/gantry-ack/gantry/internal/conf"
)

// Parse reads [section] headers and key = value or key: value lines. The key of a
// setting is section.key. Indented lines continue the value above, as in
// setup.cfg. What is neither is skipped: the format has no errors.
func Parse(text string) conf.Settings {
	var out conf.Settings
	section := ""
	open := false // whether an indented line continues the last setting
	for i, line := range strings.Split(text, "\n") {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#' || trimmed[0] == ';':
		case trimmed[0] == '[':
			section, open = strings.TrimSpace(strings.Trim(trimmed, "[]")), false
		case open && (line[0] == ' ' || line[0] == '\t'):
			last := &out[len(out)-1]
			last.Value = strings.TrimPrefix(last.Value+"\n"+trimmed, "\n")
		default:
			if at := strings.IndexAny(trimmed, "=:"); at > 0 {
				out = append(out, conf.Setting{Key: join(section, strings.TrimSpace(trimmed[:at])), Value: unquote(trimmed[at+1:]), Line: i + 1})
				open = true
			}
		}
	}
	return out
}

func join(section, key string) string {
	if section == "" {
		return key
	}
	return section + "." + key
}

func unquote(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}
