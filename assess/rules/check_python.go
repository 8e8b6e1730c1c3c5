package rules

import (
	"path"
	"regexp"
	"strings"
)

func isPython(base string) bool { return path.Ext(base) == ".py" }

// pythonOptional holds for lines that count only when something was switched on: those right below an if that asks
// whether an option is set, or for debugging. What stands below else, or an if for production, is what runs.
func pythonOptional(text string) []int {
	if !strings.Contains(text, "if ") {
		return nil
	}
	var found []int
	var open []block // of lines that are less indented, the innermost last
	for n, line := range strings.Split(text, "\n") {
		trimmed := strings.TrimLeft(line, " \t")
		if trimmed == "" || trimmed[0] == '#' || strings.IndexByte(")]}", trimmed[0]) >= 0 {
			continue
		}
		indent := len(line) - len(trimmed)
		for len(open) > 0 && open[len(open)-1].indent >= indent {
			open = open[:len(open)-1]
		}
		inside := len(open) > 0 && open[len(open)-1].optional
		if inside {
			found = append(found, n+1)
		}
		if pythonBlockRE.MatchString(trimmed) {
			open = append(open, block{indent, optionRE.MatchString(trimmed) && !runsRE.MatchString(trimmed)})
		} else { // a dictionary or call that goes on below
			open = append(open, block{indent, inside})
		}
	}
	return found
}

// block is a line with those that are indented below it.
type block struct {
	indent   int
	optional bool
}

var (
	pythonBlockRE = regexp.MustCompile(`^(?:if|elif|else|for|while|with|try|except|finally|def|class|async|match|case)\b`)
	optionRE      = regexp.MustCompile(`^(?:if|elif)\s`)
	runsRE        = regexp.MustCompile(`(?i)\bnot\b(?:\s+\S*debug|\s+[\w.]*(?:os\.environ|getenv))|\bprod|\bis None\b|==\s*(?:False|0)\b|__name__|\bsys\.platform|\bos\.name`)
)
