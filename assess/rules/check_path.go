package rules

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// handedPaths returns the lines of a file in Go or C# that write to a path which is made of nothing but what a function
// that others call was handed: a helper, of which nothing says where the file lies.
func handedPaths(text string) []int {
	lines := strings.Split(text, "\n")
	var out []int
	for i := range lines {
		m := writtenRE.FindStringSubmatchIndex(lines[i])
		if m == nil {
			continue
		}
		subject := ""
		if m[2] >= 0 {
			subject = lines[i][m[2]:m[3]] // a FileInfo
		} else {
			subject = firstArgument(lines[i][m[1]:])
		}
		if !handed(lines, i, subject, 2) {
			continue
		}
		out = append(out, i+1)
		for n := i + 1; n < min(len(lines), i+3) && openModeRE.MatchString(lines[n]); n++ {
			out = append(out, n+1)
		}
	}
	return out
}

// firstArgument is the text up to the comma or parenthesis that ends an argument.
func firstArgument(text string) string {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(', '[':
			depth++
		case ')', ']', ',':
			if depth == 0 {
				return text[:i]
			}
			if text[i] != ',' {
				depth--
			}
		}
	}
	return text
}

// handed tells whether an expression on a line, counted from 0, is made of parameters of the function around it only,
// which callers elsewhere give. What is set on the way is followed depth times.
func handed(lines []string, at int, expression string, depth int) bool {
	names := 0
	for _, m := range nameRE.FindAllStringSubmatch(expression, 8) {
		if m[2] != "" || slices.Contains([]string{"new", "string", "ref"}, m[1]) { // a function, or a word of the language
			continue
		}
		name, _, _ := strings.Cut(m[1], ".")
		names++
		if from, set := assigned(lines, at+1, name); set > 0 && set > enclosing(lines, at)+1 {
			if depth == 0 || !handed(lines, set-1, strings.TrimSuffix(strings.TrimSpace(from), ";"), depth-1) {
				return false
			}
			continue
		}
		if !parameter(lines, at, name) {
			return false
		}
	}
	return names > 0 && !strings.ContainsAny(expression, "\"`")
}

// enclosing is the line, counted from 0, where the function around a line begins, or -1.
func enclosing(lines []string, at int) int {
	for n := at - 1; n >= 0 && n > at-maxAbove; n-- {
		if signatureRE.MatchString(lines[n]) {
			return n
		}
	}
	return -1
}

// parameter tells whether a name is a parameter of the function around a line that callers elsewhere give.
func parameter(lines []string, at int, name string) bool {
	n := enclosing(lines, at)
	if n < 0 {
		return false
	}
	m := signatureRE.FindStringSubmatch(lines[n])
	rest := m[2] + m[4]
	for more := n + 1; !strings.Contains(rest, ")") && more < min(at, n+12); more++ {
		rest += " " + lines[more]
	}
	return hasWord(rest, name) && !called(lines, n, m[1]+m[3])
}

// called tells whether a function is called in the file of its definition with something that shows what it is handed.
func called(lines []string, defined int, function string) bool {
	call := regexp.MustCompile(`(?:^|[^.\w])(?:this\.|\w\.)?` + regexp.QuoteMeta(function) + `\(`)
	for n, l := range lines {
		at := call.FindStringIndex(l)
		if n == defined || at == nil || strings.HasPrefix(strings.TrimSpace(l), "//") || signatureRE.MatchString(l) {
			continue
		}
		if strings.ContainsAny(firstArgument(l[at[1]:]), "\"(.") {
			return true
		}
	}
	return false
}

var (
	// A call that writes, up to its arguments, or the FileInfo that it is on.
	writtenRE = regexp.MustCompile(`\b(?:os\.(?:Create|OpenFile|WriteFile)|ioutil\.WriteFile|File\.(?:Write|Append|Create|Open)\w*|new FileStream)\(|(?:=|using|return)[ (]*(\w+)\.(?:Create|OpenWrite|AppendText|CreateText)\(\)`)
	// A name with those that it is qualified by, and the parenthesis of a call.
	nameRE     = regexp.MustCompile(`([A-Za-z_]\w*(?:\.\w+)*)(\(?)`)
	openModeRE = regexp.MustCompile(`\bFileMode\.|\bos\.O_`)
	// The name of a function and what follows its opening parenthesis: of Go, then of C#.
	signatureRE = regexp.MustCompile(`^func\s+(?:\([^)]*\)\s*)?(\w+)(?:\[[^\]]*\])?\((.*)|^\s+(?:(?:public|private|protected|internal|static|async|override|virtual|sealed|unsafe)\s+)+[\w<>\[\],.?\s]*?\b(\w+)(?:<[^>]*>)?\((.*)`)
)

// idleServices returns the lines where a file in C# declares hosted services, when nothing in it goes on: what only
// prepares something at the start, or forwards events of the process itself.
func idleServices(text string) []int {
	if goesOnRE.MatchString(text) {
		return nil
	}
	var out []int
	for i, l := range strings.Split(text, "\n") {
		if hostedRE.MatchString(l) {
			out = append(out, i+1)
		}
	}
	return out
}

var (
	hostedRE = regexp.MustCompile(`\b(?:IHostedService|IHostedLifecycleService|BackgroundService)\b`)
	goesOnRE = regexp.MustCompile(`\bwhile\s*\(\s*(?:!|true|await|\w*[Tt]oken)|\bfor\s*\(\s*;\s*;\s*\)|Timer\b|Subscribe|Channel<|Loop\b|Consume\w*\(|RecurringJob|IPeriodic|\.Interval\(|Every\w+\(|ReceiveAsync|StartProcessing|BasicConsume`)
)

func isGo(base string) bool     { return path.Ext(base) == ".go" }
func isCSharp(base string) bool { return path.Ext(base) == ".cs" }

// socketsAlone holds for a whole file in Go that takes connections of WebSocket and keeps none for others to write to.
func socketsAlone(text string) []int {
	if socketsRE.MatchString(text) {
		return nil
	}
	return []int{0}
}

var socketsRE = regexp.MustCompile(`(?i)\bhubs?\b|(?:^|[^t])hub\b|broadcast|clients|melody|subscri|sync\.Map|connections|map\[[^\]]*\](?:\*|chan|\[\])|register|manager`)
