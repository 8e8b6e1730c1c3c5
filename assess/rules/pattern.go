package rules

import (
	"slices"
	"strings"
)

// index finds the conditions that ask for a name. Names without a wildcard cost one look-up,
// patterns with a fixed start or end one look-up for each length of them.
type index struct {
	exact    map[string][]int32
	prefixed lengths
	suffixed lengths
	loose    []pattern // neither
}

// lengths are patterns by their fixed start or end.
type lengths struct {
	by  map[string][]pattern
	len []int // those of the keys, sorted
}

// pattern is a name with wildcards: the fixed parts between them.
type pattern struct {
	parts []string
	cond  int32
}

func newPattern(text string, cond int32) pattern {
	return pattern{parts: strings.Split(text, "*"), cond: cond}
}

// add makes the condition one that asks for the pattern.
func (x *index) add(text string, cond int32) {
	p := newPattern(text, cond)
	switch last := len(p.parts) - 1; {
	case last == 0:
		if x.exact == nil {
			x.exact = map[string][]int32{}
		}
		if !slices.Contains(x.exact[text], cond) {
			x.exact[text] = append(x.exact[text], cond)
		}
	case p.parts[0] != "":
		x.prefixed.add(p.parts[0], p)
	case p.parts[last] != "":
		x.suffixed.add(p.parts[last], p)
	default:
		x.loose = append(x.loose, p)
	}
}

func (l *lengths) add(key string, p pattern) {
	if l.by == nil {
		l.by = map[string][]pattern{}
	}
	l.by[key] = append(l.by[key], p)
	if at, found := slices.BinarySearch(l.len, len(key)); !found {
		l.len = slices.Insert(l.len, at, len(key))
	}
}

// find appends the conditions that ask for the name to dst. One may be there twice.
func (x *index) find(dst []int32, name string) []int32 {
	dst = append(dst, x.exact[name]...)
	for _, n := range x.prefixed.len {
		if n > len(name) {
			break
		}
		dst = matching(dst, x.prefixed.by[name[:n]], name)
	}
	for _, n := range x.suffixed.len {
		if n > len(name) {
			break
		}
		dst = matching(dst, x.suffixed.by[name[len(name)-n:]], name)
	}
	return matching(dst, x.loose, name)
}

func matching(dst []int32, ps []pattern, name string) []int32 {
	for _, p := range ps {
		if p.match(name) {
			dst = append(dst, p.cond)
		}
	}
	return dst
}

// match tells whether a name is one of the pattern.
func (p pattern) match(name string) bool {
	last := len(p.parts) - 1
	if last == 0 {
		return name == p.parts[0]
	}
	rest, ok := strings.CutPrefix(name, p.parts[0])
	if !ok {
		return false
	}
	for _, part := range p.parts[1:last] {
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return strings.HasSuffix(rest, p.parts[last])
}

// matchAny tells whether a name is one of the patterns.
func matchAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return newPattern(p, 0).match(name) })
}

// lastWord returns an identifier that source code must hold to use a name of the pattern:
// the last one without a wildcard in or right beside it; "" when there is none.
func lastWord(text string) string {
	end := len(text)
	for end > 0 {
		for end > 0 && !identifier(text[end-1]) {
			end--
		}
		start := end
		for start > 0 && identifier(text[start-1]) {
			start--
		}
		open := start > 0 && text[start-1] == '*' || end < len(text) && text[end] == '*'
		if word := text[start:end]; word != "" && !open && !majorVersion(text, start, word) {
			return word
		}
		end = start
	}
	return ""
}

func identifier(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// majorVersion tells of the v3 of a Go import path.
func majorVersion(text string, start int, word string) bool {
	return start > 0 && text[start-1] == '/' && len(word) > 1 && word[0] == 'v' && strings.Trim(word[1:], "0123456789") == ""
}
