package rules

import (
	"regexp"
	"slices"
	"strings"
)

// unplaced tells whether nothing says where the file lies that a line writes: its path begins with no text, has no
// name of a directory that keeps what an application has, and the names that it is made of lead to parameters.
func unplaced(lines []string, line int) bool {
	if line < 1 || line > len(lines) {
		return false
	}
	text := statement(lines, line)
	subject := subjectOf(text)
	if i := strings.Index(text, ").write_"); i > 0 { // what a call made: Path("data", name).write_text(...)
		subject = text[:i]
	}
	return subject != "" && !placedText(lines, line, subject, 3)
}

func placedText(lines []string, line int, text string, depth int) bool {
	if placeRE.MatchString(text) || pathTextRE.MatchString(text) {
		return true
	}
	if depth == 0 {
		return false
	}
	for _, name := range identRE.FindAllString(quotedRE.ReplaceAllStringFunc(text, computedParts), 8) {
		if from, at := setAbove(lines, line, name); at > 0 && placedText(lines, at, from, depth-1) {
			return true
		}
	}
	return false
}

// setAbove is assigned, unless the name is a parameter of the function around the line.
func setAbove(lines []string, line int, name string) (text string, at int) {
	text, at = assigned(lines, line, name)
	if at == 0 {
		return "", 0
	}
	for n := line - 1; n > at; n-- {
		if m := parametersRE.FindStringSubmatch(lines[n-1]); m != nil && !branchRE.MatchString(lines[n-1]) && hasWord(m[1]+" "+m[2], name) {
			return "", 0
		}
	}
	return text, at
}

func hasWord(text, word string) bool {
	return slices.Contains(identRE.FindAllString(text, -1), word)
}

// computedParts leaves of a string only what is computed in it.
func computedParts(quoted string) string {
	return strings.Join(computedRE.FindAllString(quoted, -1), " ")
}

var (
	// What keeps an application's files by its name, and what paths of its own installation begin with.
	placeRE = regexp.MustCompile(`(?i)upload|media_?(?:root|dir|path)|storage|attach|avatar|download|export|backup|__dirname|__file__|\bcwd\b|getcwd|\bBASE_?DIR|base_?path|root_?(?:dir|path)|(?:^|[^a-z])(?:settings|config|conf)\b|(?:data|home|app|work|save|image|img|media|static|public|instance|repo|log|conf|config|assets?)_?(?:dir|path|folder|root|directory)`)
	// A path that begins with text, alone or as the first that is joined; "w" is how a file is opened.
	pathTextRE   = regexp.MustCompile("^\\s*[\\w.]*\\s+(?:[\\w.]*\\()?[rbfu]{0,2}[\"'`][\\w./~-]{2}|[\"'`][\\w.~-]*/[\\w.-]|^[ \t]*(?:[\\w.]*\\()?[rbfu]{0,2}[\"'`][\\w./~-]{2}")
	quotedRE     = regexp.MustCompile("\"[^\"]*\"|'[^']*'|`[^`]*`")
	computedRE   = regexp.MustCompile(`\{[^{}]*\}`)
	parametersRE = regexp.MustCompile(`\b(?:def|function|func)\b[^(]*\(([^)]*)|\(([^()]*)\)\s*(?::\s*[\w<>\[\]. |]+)?\s*(?:=>|\{)`)
	branchRE     = regexp.MustCompile(`^[\s}]*(?:else\s+)?(?:if|for|while|switch|catch|with)\b`)
)
