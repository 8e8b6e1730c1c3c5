package rules

import (
	"regexp"
	"strings"
)

// maxAbove is how many lines above a place are searched for where a name was set.
const maxAbove = 80

// temporary tells whether the file that a line writes lies in a place for temporary files, as far as the
// names say so: that of the file itself or those that it was made of in the lines above.
func temporary(lines []string, line int) bool {
	if line < 1 || line > len(lines) {
		return false
	}
	return temporaryText(lines, line, subjectOf(statement(lines, line)), 2)
}

func temporaryText(lines []string, line int, text string, depth int) bool {
	if runtimeRE.MatchString(text) || temporaryPartRE.MatchString(text) {
		return true
	}
	for _, name := range identRE.FindAllString(text, 6) {
		if from, at := assigned(lines, line, name); at > 0 && depth > 0 {
			if temporaryText(lines, at, from, depth-1) {
				return true
			}
			continue // what it is made of says more than its name, as in path + ".tmp"
		}
		if temporaryRE.MatchString(name) {
			return true
		}
	}
	return false
}

var (
	identRE     = regexp.MustCompile(`[A-Za-z_]\w*`)
	temporaryRE = regexp.MustCompile(`(?i)^\w*?(?:tmp|temp|temporary|scratch|cache)_?(?:dir|directory|folder|root|path)\w*$|^\w*?(?:tmp|temp|temporary)_?(?:file_?path|file_?name|file|path|name)$|^(?:tempfile|sys_get_temp_dir|tempnam|tmpfile|gettempdir|getTempPath|GetTempFileName|mkdtemp|mkstemp|MkdirTemp|CreateTemp|createTempFile|createTempDirectory|mktmpdir)$`)
	// runtimeRE finds the directory that ThinkPHP and Yii keep caches, compiled templates and work files in.
	runtimeRE = regexp.MustCompile(`['"/]runtime['"/]|\b(?:runtime_path|getRuntimePath)\(|\bRUNTIME_PATH\b|@runtime\b`)
	// temporaryPartRE finds a directory in a text, as in storage_path('app/temp-1').
	temporaryPartRE = regexp.MustCompile(`['"/](?:tmp|temp|temporary)(?:[-_/][^'"]*)?['"]`)
	callRE          = regexp.MustCompile(`([\w.$>:\[\]-]*?)(?:\.|->|::)?(\w+)\(\s*([^,()]*(?:\([^()]*\)[^,()]*)*)`)
	writeRE         = regexp.MustCompile(`(?i)^(?:\w*write\w*|append\w*|open|openfile|fopen|create\w*|filestream|file_put_contents|output\w*|put|dump\w*|save\w*)$`)
)

// subjectOf is what a statement writes to: the receiver of the call and its first argument.
func subjectOf(text string) string {
	for _, m := range callRE.FindAllStringSubmatch(text, 8) {
		if writeRE.MatchString(m[2]) {
			return m[1] + " " + m[3]
		}
		if inner := subjectOf(m[3]); inner != "" { // is_int(file_put_contents(…))
			return inner
		}
	}
	return ""
}

// statement is a line with those above that it goes on from.
func statement(lines []string, line int) string {
	first := line - 1
	for first > 0 && line-first < 4 {
		above := strings.TrimSpace(lines[first-1])
		if !strings.HasSuffix(above, "(") && !strings.HasSuffix(above, ",") {
			break
		}
		first--
	}
	last := line
	if strings.HasSuffix(strings.TrimSpace(lines[line-1]), "(") && line < len(lines) {
		last++
	}
	return strings.Join(lines[first:last], " ")
}

// assigned finds what a name was last set to above a line.
func assigned(lines []string, line int, name string) (text string, at int) {
	for n := line - 1; n > 0 && n > line-maxAbove; n-- {
		i := strings.Index(lines[n-1], name)
		if i < 0 {
			continue
		}
		rest := strings.TrimLeft(lines[n-1][i+len(name):], " \t")
		if i > 0 && lines[n-1][i-1] != '$' && identifier(lines[n-1][i-1]) {
			continue
		}
		rest, ok := strings.CutPrefix(strings.TrimPrefix(rest, ", err "), "=")
		if !ok {
			rest, ok = strings.CutPrefix(strings.TrimPrefix(rest, ", err "), ":=")
		}
		if ok && !strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, ">") {
			if strings.HasSuffix(strings.TrimSpace(rest), "(") && n < len(lines) {
				rest += lines[n]
			}
			return rest, n
		}
	}
	return "", 0
}
