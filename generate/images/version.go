package images

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// version is the numeric parts of a version, most significant first.
type version []int

var versionRE = regexp.MustCompile(`^v?=?\s*(\d{1,5})((?:\.\d{1,6})*)`)

// parseVersion reads the leading numbers of a text; nil when there are none. Java
// 1.8 is 8.
func parseVersion(s string) version {
	m := versionRE.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return nil
	}
	var out version
	for p := range strings.SplitSeq(m[1]+m[2], ".") {
		n, err := strconv.Atoi(p)
		if err != nil {
			return nil
		}
		out = append(out, n)
	}
	return out
}

// compare orders versions; missing parts count as 0.
func (v version) compare(o version) int {
	for i := range max(len(v), len(o)) {
		if c := cmp.Compare(v.at(i), o.at(i)); c != 0 {
			return c
		}
	}
	return 0
}

func (v version) at(i int) int {
	if i < len(v) {
		return v[i]
	}
	return 0
}

// under tells whether v belongs to the release line p: its first parts are p's.
func (v version) under(p version) bool {
	return len(v) >= len(p) && slices.Equal(v[:len(p)], p)
}

// next is the first version after the line that the first n parts name.
func (v version) next(n int) version {
	out := make(version, n)
	for i := range n {
		out[i] = v.at(i)
	}
	out[n-1]++
	return out
}

// comparator is one condition of a range.
type comparator struct {
	op string // < <= > >= = !=
	v  version
}

func (c comparator) holds(v version) bool {
	switch c.op {
	case "<":
		return v.compare(c.v) < 0
	case "<=": // <=20 means any 20
		return v.compare(c.v) <= 0 || v.under(c.v)
	case ">": // >18 means 19 and later
		return v.compare(c.v) > 0 && !v.under(c.v)
	case ">=":
		return v.compare(c.v) >= 0
	case "!=":
		return !v.under(c.v)
	}
	return v.under(c.v)
}

// requirement is alternatives of conditions that all hold, as npm, PEP 440 and
// Poetry write them: ">=18 <21", "^18 || ^20", "~=3.9", ">=3.8,<4", "20.x".
type requirement [][]comparator

var (
	hyphenRE     = regexp.MustCompile(`(\d[\w.]*)\s+-\s+(\d[\w.]*)`)
	comparatorRE = regexp.MustCompile(`(\^|~=|~>|~|===|==|!=|>=|<=|>|<|=)?\s*v?(\d[\w.*+-]*)`)
	wildRE       = regexp.MustCompile(`\.[xX*].*$`)
)

// parseRequirement returns nil for what holds no number.
func parseRequirement(s string) requirement {
	s = hyphenRE.ReplaceAllString(s, ">=$1 <=$2")
	var out requirement
	for alternative := range strings.SplitSeq(strings.ReplaceAll(s, "||", "|"), "|") {
		var all []comparator
		for _, m := range comparatorRE.FindAllStringSubmatch(alternative, 32) {
			all = append(all, comparators(m[1], parseVersion(wildRE.ReplaceAllString(m[2], "")))...)
		}
		if len(all) > 0 {
			out = append(out, all)
		}
	}
	return out
}

func comparators(op string, v version) []comparator {
	if len(v) == 0 {
		return nil
	}
	switch op {
	case "^":
		n := 1
		for n < len(v) && v[n-1] == 0 {
			n++
		}
		return []comparator{{">=", v}, {"<", v.next(n)}}
	case "~", "~>":
		return []comparator{{">=", v}, {"<", v.next(min(2, len(v)))}}
	case "~=": // the last part may grow
		return []comparator{{">=", v}, {"<", v.next(max(1, len(v)-1))}}
	case "", "==", "===":
		op = "="
	}
	return []comparator{{op, v}}
}

// single is the version when the requirement is one version and no range.
func (r requirement) single() (version, bool) {
	if len(r) != 1 || len(r[0]) != 1 || r[0][0].op != "=" {
		return nil, false
	}
	return r[0][0].v, true
}

func (r requirement) holds(v version) bool {
	for _, all := range r {
		ok := true
		for _, c := range all {
			ok = ok && c.holds(v)
		}
		if ok {
			return true
		}
	}
	return false
}

// lowest is the smallest version that the conditions name.
func (r requirement) lowest() version {
	var low version
	for _, all := range r {
		for _, c := range all {
			if low == nil || c.v.compare(low) < 0 {
				low = c.v
			}
		}
	}
	return low
}
