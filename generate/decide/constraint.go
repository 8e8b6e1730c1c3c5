package decide

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
)

var comparatorRE = regexp.MustCompile(`(>=|<=|===|==|!=|~=|~>|\^|~|>|<|=)?\s*v?([0-9]+(?:\.[0-9]+)*)(\.[xX*])?[^\s,|]*`)

// satisfies tells whether a release line lies in a range as package.json, Python
// projects and Maven write it: >=18 <21, ^18 || ^20, >=3.9,<3.12, ~=3.10, 18.x. A line stands
// for all its patch releases: 18 satisfies >=18.12.
func satisfies(line, constraint string) bool {
	for alternative := range strings.SplitSeq(constraint, "||") {
		found := comparatorRE.FindAllStringSubmatch(hyphenRange(alternative), -1)
		if len(found) == 0 {
			continue
		}
		all := true
		for _, m := range found {
			all = all && within(line, m[1], m[2])
		}
		if all {
			return true
		}
	}
	return false
}

// hyphenRange turns "16 - 20" into comparators.
func hyphenRange(s string) string {
	if low, high, ok := strings.Cut(s, " - "); ok {
		return ">=" + strings.TrimSpace(low) + " <=" + strings.TrimSpace(high)
	}
	return s
}

// within compares a line with one comparator, at the precision of the line.
func within(line, operator, version string) bool {
	lineDepth := strings.Count(line, ".") + 1
	full := strings.Split(version, ".")
	cut := strings.Join(full[:min(len(full), lineDepth)], ".")
	order := compareVersions(line, cut)
	switch operator {
	case ">=":
		return order >= 0
	case ">":
		return order > 0 || order == 0 && len(full) > lineDepth
	case "<=":
		return order <= 0
	case "<":
		return order < 0 || order == 0 && hasPatch(full[min(len(full), lineDepth):])
	case "!=":
		return order != 0
	case "^":
		return order >= 0 && samePrefix(line, version, 1)
	case "~=":
		return order >= 0 && samePrefix(line, version, max(1, len(full)-1))
	case "~", "~>":
		return order >= 0 && samePrefix(line, version, min(2, len(full)))
	}
	return samePrefix(line, version, min(len(full), lineDepth))
}

// hasPatch tells whether what lies beyond the line's precision is above zero:
// <18.5 leaves some of 18, <18.0.0 does not.
func hasPatch(rest []string) bool {
	for _, p := range rest {
		if strings.Trim(p, "0") != "" {
			return true
		}
	}
	return false
}

// samePrefix tells whether two versions agree in their first parts, as far as
// both go.
func samePrefix(a, b string, parts int) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(parts, len(as), len(bs)) {
		if as[i] != bs[i] {
			return false
		}
	}
	return true
}

// compareVersions orders versions by their numbers; what one lacks counts as 0.
func compareVersions(a, b string) int {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(as), len(bs)) {
		if c := cmp.Compare(number(as, i), number(bs, i)); c != 0 {
			return c
		}
	}
	return 0
}

func number(parts []string, i int) int {
	if i >= len(parts) {
		return 0
	}
	n, err := strconv.Atoi(parts[i])
	if err != nil {
		return 0
	}
	return n
}
