package rules

import (
	"regexp"
	"strings"
)

// developmentLines returns the lines of a file in C# that run on a developer's machine only: what stands below a
// condition on the environment, and factories that only the tools of Entity Framework call, 0 being the file as a whole.
func developmentLines(text string) []int {
	if strings.Contains(text, "IDesignTimeDbContextFactory") {
		return []int{0}
	}
	if !developmentRE.MatchString(text) {
		return nil
	}
	lines := strings.Split(text, "\n")
	var out []int
	for i := range lines {
		if developmentRE.MatchString(lines[i]) {
			for n := i; n < blockEnd(lines, i); n++ {
				out = append(out, n+1)
			}
		}
	}
	return out
}

// blockEnd is the line, counted from 0, behind the block or the statement that follows a condition.
func blockEnd(lines []string, at int) int {
	depth := 0
	for n := at; n < len(lines) && n < at+maxAbove; n++ {
		opened := strings.Count(lines[n], "{")
		depth += opened - strings.Count(lines[n], "}")
		switch {
		case depth > 0:
		case opened > 0, n > at && strings.ContainsAny(lines[n], ";}"), n == at && strings.HasSuffix(strings.TrimSpace(lines[n]), ";"):
			return n + 1
		}
	}
	return at + 1
}

var developmentRE = regexp.MustCompile(`\bif\s*\(\s*(?:[\w.]+\.IsDevelopment\(\)|[\w.]*[eE]nvironment\w*\s*==\s*"Development"|Debugger\.IsAttached)`)

// windowsBranch holds for a whole file in C# that asks whether it runs on Windows before it does what only Windows can.
func windowsBranch(text string) []int {
	if windowsRE.MatchString(text) {
		return []int{0}
	}
	return nil
}

var windowsRE = regexp.MustCompile(`OSPlatform\.Windows\b|\bIsWindows\b|PlatformID\.Win32NT|SupportedOSPlatform\("windows`)
