package rules

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// handedPaths returns the lines of a file in Go or C# that write to a path which a function that others call was handed
// as it is: a helper, of which nothing says where the file lies.
func handedPaths(text string) []int {
	lines := strings.Split(text, "\n")
	var out []int
	for i := range lines {
		m := writtenRE.FindStringSubmatch(lines[i])
		if m == nil || !handed(lines, i, m[1]) {
			continue
		}
		out = append(out, i+1)
		for n := i + 1; n < min(len(lines), i+3) && openModeRE.MatchString(lines[n]); n++ {
			out = append(out, n+1)
		}
	}
	return out
}

// handed tells whether a name on a line, counted from 0, is a parameter of the function around it that callers
// elsewhere give.
func handed(lines []string, at int, name string) bool {
	word := regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`)
	set := regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\s*(?:,\s*\w+\s*)?:?=[^=]`)
	for n := at - 1; n >= 0 && n > at-maxAbove; n-- {
		if set.MatchString(lines[n]) {
			return false
		}
		m := signatureRE.FindStringSubmatch(lines[n])
		if m == nil {
			continue
		}
		function, rest := m[1]+m[3], m[2]+m[4]
		for more := n + 1; !strings.Contains(rest, ")") && more < min(at, n+12); more++ {
			rest += " " + lines[more]
		}
		return word.MatchString(rest) && !called(lines, n, function)
	}
	return false
}

// called tells whether a function is called in the file of its definition, which shows what it is handed.
func called(lines []string, defined int, function string) bool {
	call := regexp.MustCompile(`(?:^|[^.\w])(?:this\.|\w\.)?` + regexp.QuoteMeta(function) + `\(`)
	return slices.ContainsFunc(slices.Concat(lines[:defined], lines[defined+1:]), func(l string) bool {
		return call.MatchString(l) && !signatureRE.MatchString(l)
	})
}

var (
	// The name, and nothing else, that a call writes to.
	writtenRE  = regexp.MustCompile(`\b(?:os\.(?:Create|OpenFile|WriteFile)|ioutil\.WriteFile|File\.(?:Write|Append|Create|Open)\w*|new FileStream)\(@?([A-Za-z_]\w*)\s*[,)]`)
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
