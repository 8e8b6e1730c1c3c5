package rules

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// ignoreMark is what a comment that keeps a place out of the findings starts with.
const ignoreMark = "gantry:ignore"

// ignore is a comment "gantry:ignore RULE reason", for the rules and for its own line and the next one.
type ignore struct {
	rules  []string
	reason string
	line   int
	upTo   int // the last line that it holds for
}

var (
	// A comment starts a line or follows blanks, so that URLs and texts with # or // in them are none.
	ignoreRE = regexp.MustCompile(`(?:^|\s)(//+|#+|--+|/\*+|<!--|\*|;+|%+|'|(?i:rem)|\{\{?!?(?:--|/\*|#))\s*gantry:ignore(?:[ \t]+([^\r\n]*))?$`)
	ruleRE   = regexp.MustCompile(`^[a-z0-9]+(?:[-.][a-z0-9]+)+(?:,[a-z0-9]+(?:[-.][a-z0-9]+)+)*$`)
	closeRE  = regexp.MustCompile(`\s*(?:\*/|--+>|--\}\}|\}\}|#\})`)
)

// maxIgnores bounds those of one file.
const maxIgnores = 1000

// ignores reads the comments of a text that speak to the tool. In a page of documentation only comments of
// its own count, since it may well speak of others.
func ignores(name, text string) []ignore {
	markup := false
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".mdx", ".html", ".htm", ".xml", ".txt", ".rst", ".adoc":
		markup = true
	}
	var out []ignore
	var above []int // comments on lines of their own right above
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		m := []int(nil)
		if len(line) <= maxLine && strings.Contains(line, ignoreMark) {
			m = ignoreRE.FindStringSubmatchIndex(line)
		}
		if m != nil && markup && line[m[2]:m[3]] != "<!--" {
			m = nil
		}
		if m == nil {
			if strings.TrimSpace(line) != "" {
				for _, i := range above {
					out[i].upTo = n
				}
				above = nil
			}
			continue
		}
		if len(out) >= maxIgnores {
			return out
		}
		ig, after := ignore{line: n, upTo: n}, ""
		if m[4] >= 0 {
			words := line[m[4]:m[5]]
			if end := closeRE.FindStringIndex(words); end != nil {
				words, after = words[:end[0]], words[end[1]:]
			}
			ig.rules, ig.reason = ruleAndReason(words)
		}
		out = append(out, ig)
		if strings.TrimSpace(line[:m[2]]+after) == "" {
			above = append(above, len(out)-1)
		}
	}
	return out
}

func ruleAndReason(rest string) (rules []string, reason string) {
	rest = strings.TrimSpace(rest)
	first, reason, _ := strings.Cut(rest, " ")
	first = strings.TrimRight(first, ":,")
	if !ruleRE.MatchString(first) {
		return nil, rest
	}
	return strings.Split(first, ","), strings.TrimLeft(strings.TrimSpace(reason), "-—: ")
}

// covers tells whether the comment is about a rule and a line; the file as a whole is every line.
func (ig ignore) covers(rule string, line int) bool {
	if line != 0 && (line < ig.line || line > ig.upTo) {
		return false
	}
	return ig.reason != "" && slices.Contains(ig.rules, rule)
}
