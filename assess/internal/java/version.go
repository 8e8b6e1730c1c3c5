package java

import (
	"regexp"
	"strconv"
	"strings"
)

var javaVersionRE = regexp.MustCompile(`^(?:1\.|VERSION_1_|VERSION_|JVM_1_|JVM_)?(\d{1,2})(?:\.\d+)*$`)

// LanguageVersion brings a Java version as build files write it (1.8, 17,
// VERSION_1_8, JVM_17) to its major number; "" when it is none.
func LanguageVersion(s string) string {
	s = strings.TrimSpace(s)
	for _, p := range []string{"JavaVersion.", "JvmTarget."} {
		s = strings.TrimPrefix(s, p)
	}
	m := javaVersionRE.FindStringSubmatch(s)
	if m == nil || m[1] == "0" {
		return ""
	}
	return m[1]
}

// AtLeast tells whether a version such as 2.3.1.RELEASE is major.minor or later. An
// unknown version is not.
func AtLeast(version string, major, minor int) bool {
	parts := strings.SplitN(version, ".", 3)
	have := [2]int{}
	for i := range have {
		if i >= len(parts) {
			break
		}
		n, err := strconv.Atoi(parts[i])
		if err != nil {
			return false
		}
		have[i] = n
	}
	return version != "" && (have[0] > major || have[0] == major && have[1] >= minor)
}
