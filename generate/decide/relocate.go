package decide

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	hostsRE       = regexp.MustCompile(`//[^/?;]+`)
	tnsHostRE     = regexp.MustCompile(`(?i)(\(\s*HOST\s*=\s*)[^)\s]+`)
	tnsPortRE     = regexp.MustCompile(`(?i)(\(\s*PORT\s*=\s*)[^)\s]+`)
	thinRE        = regexp.MustCompile(`^(jdbc:oracle:[a-z0-9]+:@)([^/:?]+)(:[0-9]+)?`)
	urlListRE     = regexp.MustCompile(`\s*,\s*[a-z][a-z0-9+]*://.*$`)
	backupRE      = regexp.MustCompile(`([?&])backup=[^&]*&?`)
	firstPortRE   = regexp.MustCompile(`^[^:,]*:([0-9]+)`)
	hostAloneName = regexp.MustCompile(`(?i)host(?:name)?$`)
)

// relocate puts another host, and another port unless it is 0, into a configured
// address: a JDBC or other URL, host:port, or a list of these, of which one is left. Everything
// else stays as it is. property is the name, which tells a host from host:port.
func relocate(property, value, host string, port int) string {
	value = urlListRE.ReplaceAllString(value, "")
	switch {
	case tnsHostRE.MatchString(value):
		value = tnsHostRE.ReplaceAllString(value, "${1}"+host)
		if port > 0 {
			value = tnsPortRE.ReplaceAllString(value, "${1}"+strconv.Itoa(port))
		}
		return value
	case thinRE.MatchString(value):
		m := thinRE.FindStringSubmatchIndex(value)
		return value[:m[4]] + withPort(host, portOr(port, value[m[4]:m[1]])) + value[m[1]:]
	case strings.Contains(value, "//"):
		at := hostsRE.FindStringIndex(value)
		if at == nil {
			return value
		}
		moved := value[:at[0]] + "//" + withPort(host, portOr(port, value[at[0]+2:at[1]])) + value[at[1]:]
		return strings.TrimRight(backupRE.ReplaceAllString(moved, "$1"), "?&")
	case hostAloneName.MatchString(property) && !strings.Contains(value, ":"):
		return host
	}
	return withPort(host, portOr(port, value))
}

// portOr is the port, or for 0 that of the first of a list of host:port; 0 when it has none.
func portOr(port int, hosts string) int {
	if m := firstPortRE.FindStringSubmatch(hosts); m != nil && port == 0 {
		port, _ = strconv.Atoi(m[1])
	}
	return port
}
