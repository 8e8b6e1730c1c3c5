package rules

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

func isJava(base string) bool { return path.Ext(base) == ".java" }

// beanOff holds for the whole of a class whose annotation as a bean is commented out, so that Spring never makes
// one and nothing in it runs by itself.
func beanOff(text string) []int {
	if beanOffRE.MatchString(text) && !beanRE.MatchString(text) {
		return []int{0}
	}
	return nil
}

// tempPaths holds for lines that use a path of which the same file tells that it lies in the place for temporary files.
func tempPaths(text string) []int {
	if !tempWordRE.MatchString(text) {
		return nil
	}
	lines := strings.Split(text, "\n")
	var out []int
	for i, line := range lines {
		m := pathUseRE.FindStringIndex(line)
		if m != nil && tempExpression(lines[:i+1], line[m[1]:], 0) {
			out = append(out, i+1)
		}
	}
	return out
}

// Bounds of following a variable to where it is set.
const (
	maxTempDepth = 3
	maxTempWords = 12
)

// tempExpression tells whether an expression names the place for temporary files, or variables that were last set to
// such a one in the lines before it.
func tempExpression(before []string, expr string, depth int) bool {
	if tempPlaceRE.MatchString(expr) {
		return true
	}
	if depth == maxTempDepth {
		return false
	}
	for n, name := range identifierRE.FindAllString(expr, -1) {
		if n == maxTempWords {
			break
		}
		if value, at, ok := lastSet(before, name); ok && tempExpression(before[:at], value, depth+1) {
			return true
		}
	}
	return false
}

// lastSet finds the value that a variable was given last, and the line. Of a parameter it is not known.
func lastSet(lines []string, name string) (value string, at int, ok bool) {
	for i, line := range slices.Backward(lines) {
		at := strings.Index(line, name)
		if at < 0 || at > 0 && wordByte(line[at-1]) {
			continue
		}
		rest := strings.TrimLeft(line[at+len(name):], " \t")
		if at > 0 && (strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, ")")) && declaredRE.MatchString(line[:at]) {
			return "", 0, false
		}
		if strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, "==") {
			return rest[1:], i, true
		}
	}
	return "", 0, false
}

func wordByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

var (
	beanOffRE    = regexp.MustCompile(`(?m)^[ \t]*//[ \t]*@(?:Component|Service|Configuration|EnableScheduling)\b`)
	beanRE       = regexp.MustCompile(`(?m)^[ \t]*@(?:Component|Service|Configuration|EnableScheduling|Controller|RestController|Repository|SpringBootApplication)\b`)
	tempWordRE   = regexp.MustCompile(`(?i)te?mp|SYS_TEM_`)
	pathUseRE    = regexp.MustCompile(`\b(?:new\s+(?:java\.io\.)?(?:File|FileInputStream|FileOutputStream|FileWriter|FileReader|RandomAccessFile)|transferTo|Paths\.get|Path\.of|Files\.(?:newOutputStream|newBufferedWriter|write|writeString|copy|createFile)|copyInputStreamToFile|copyToFile)\s*\(`)
	tempPlaceRE  = regexp.MustCompile(`java\.io\.tmpdir|createTemp(?:File|Directory|Dir)\b|getTempDirectory|["']/(?:var/)?tmp(?:/|["'])|(?i:\b\w*(?:te?mp|sys_tem)_?(?:dir|directory|folder|path)(?:path)?\b)`)
	declaredRE   = regexp.MustCompile(`[(,]\s*(?:final\s+|@\w+(?:\([^)]*\))?\s+)*[A-Z][\w.<>\[\], ?]*\s+$`) // what stands before a parameter
	identifierRE = regexp.MustCompile(`[A-Za-z_]\w*`)
)
