package rules

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// constraint is a condition on a version: alternatives, each of comparisons that must all hold.
type constraint [][]comparison

type comparison struct {
	op      string
	version version
}

// version is the numbers of a version, and whether it comes before the release of them.
type version struct {
	numbers []int
	before  bool // alpha, beta, rc, snapshot ...
}

var (
	comparisonRE = regexp.MustCompile(`^\s*(<=|>=|==|!=|=|<|>)\s*(v?\d[\w.+-]*)[\s,]*`)
	versionRE    = regexp.MustCompile(`v?(\d+(?:\.\d+)*)([\w.+-]*)`)
	preRE        = regexp.MustCompile(`(?i)^[-.]?(?:alpha|beta|a\d|b\d|rc|cr|m\d|milestone|snapshot|preview|pre|dev|canary|next)`)
)

// parseConstraint reads <3, >=1.2 <2, ==1.5 || >2; the empty one holds for every version, even for one
// that is not known.
func parseConstraint(text string) (constraint, error) {
	var out constraint
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	for alt := range strings.SplitSeq(text, "||") {
		var all []comparison
		for rest := alt; strings.TrimSpace(rest) != ""; {
			m := comparisonRE.FindStringSubmatch(rest)
			if m == nil {
				return nil, fmt.Errorf("the version %q is not of the form >=1.2 <2", text)
			}
			v, _ := parseVersion(m[2])
			all = append(all, comparison{m[1], v})
			rest = rest[len(m[0]):]
		}
		if len(all) == 0 {
			return nil, fmt.Errorf("the version %q is not of the form >=1.2 <2", text)
		}
		out = append(out, all)
	}
	return out, nil
}

// parseVersion reads the first version of a text, which may be a range: of ^1.2.3, ~> 1.2, >=1.2,<2, [1.0,2.0) and
// 1.2.3.RELEASE it is the least that may be installed. A range without a lower end has none.
func parseVersion(text string) (version, bool) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "<") || strings.HasPrefix(text, "!") || strings.HasPrefix(text, "(,") || strings.HasPrefix(text, "[,") || strings.Contains(text, "://") {
		return version{}, false
	}
	m := versionRE.FindStringSubmatchIndex(text)
	if m == nil || m[0] > 0 && isWordByte(text[m[0]-1]) {
		return version{}, false
	}
	var v version
	for part := range strings.SplitSeq(text[m[2]:m[3]], ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return version{}, false
		}
		v.numbers = append(v.numbers, n)
	}
	v.before = preRE.MatchString(text[m[4]:m[5]])
	return v, true
}

func isWordByte(c byte) bool { return identifier(c) || c == '/' || c == '}' }

// holds tells whether a version, as it is declared, fits.
func (c constraint) holds(declared string) bool {
	if c == nil {
		return true
	}
	v, ok := parseVersion(declared)
	if !ok {
		return false
	}
	for _, all := range c {
		fits := true
		for _, cmp := range all {
			fits = fits && cmp.holds(v)
		}
		if fits {
			return true
		}
	}
	return false
}

func (c comparison) holds(v version) bool {
	d := v.compare(c.version)
	switch c.op {
	case "<":
		return d < 0
	case "<=":
		return d <= 0
	case ">":
		return d > 0
	case ">=":
		return d >= 0
	case "!=":
		return d != 0
	}
	return d == 0
}

func (v version) compare(o version) int {
	number := func(v version, i int) int {
		if i < len(v.numbers) {
			return v.numbers[i]
		}
		return 0
	}
	for i := range max(len(v.numbers), len(o.numbers)) {
		if d := number(v, i) - number(o, i); d != 0 {
			return d
		}
	}
	switch {
	case v.before == o.before:
		return 0
	case v.before:
		return -1
	}
	return 1
}
