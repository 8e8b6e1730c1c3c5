package scan

import (
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Match returns the paths that match any of the doublestar patterns, sorted,
// each once. A pattern that is malformed matches nothing. Patterns that end in
// a name, an extension or the start of a name cost what they find, not what the
// tree holds, and so do those that start with a folder.
func (t *Tree) Match(globs ...string) []string {
	var hits []int32
	for _, g := range globs {
		for _, alt := range alternatives(g) {
			pattern := g
			if plainGroups(g) {
				pattern = alt
			}
			all := anywhere(pattern)
			name, inAny := strings.CutPrefix(pattern, "**/")
			inAny = inAny && !strings.Contains(name, "/") // the folders do not matter
			t.each(alt, func(i int32) {
				p := t.entries[i].Path
				if all || inAny && doublestar.MatchUnvalidated(name, path.Base(p)) || !inAny && doublestar.MatchUnvalidated(pattern, p) {
					hits = append(hits, i)
				}
			})
		}
	}
	slices.Sort(hits)
	hits = slices.Compact(hits)
	out := make([]string, len(hits))
	for n, i := range hits {
		out[n] = t.entries[i].Path
	}
	return out
}

// plainGroups tells whether a pattern means what its alternatives mean, one by one: its groups hold
// neither stars nor folders, and stand beside neither. Stars that meet only in an alternative would mean
// another thing.
func plainGroups(glob string) bool {
	inside := false
	for i := range len(glob) {
		switch c := glob[i]; {
		case c == '{':
			if inside || i > 0 && strings.IndexByte("*{}", glob[i-1]) >= 0 {
				return false
			}
			inside = true
		case c == '}':
			if i+1 < len(glob) && strings.IndexByte("*{}", glob[i+1]) >= 0 {
				return false
			}
			inside = false
		case inside && (c == '*' || c == '/'):
			return false
		}
	}
	return true
}

// anywhere tells a pattern for a name or an extension in any folder, which holds for all that each finds.
func anywhere(glob string) bool {
	base, ok := strings.CutPrefix(glob, "**/")
	return ok && base != "" && !strings.ContainsAny(strings.TrimPrefix(base, "*"), meta+"]}/") && (base[0] != '*' || plain(path.Ext(base)) && path.Ext(base) == base[1:])
}

const meta = `*?[{\`

// each calls f for the files that a pattern can match, going by its first
// folders and its last element.
func (t *Tree) each(glob string, f func(int32)) {
	lo, hi := t.span(fixedDir(glob))
	within := func(list []int32) {
		from, _ := slices.BinarySearch(list, int32(lo)) //nolint:gosec // bounded by Limits.Files
		for _, i := range list[from:] {
			if int(i) >= hi {
				return
			}
			f(i)
		}
	}
	base := path.Base(glob)
	fixed, ext := base[:indexMeta(base)], path.Ext(base)
	switch {
	case strings.ContainsAny(glob, `{}[]\`) || fixed == "" && !plain(ext): // no telling where it may end
		for i := lo; i < hi; i++ {
			f(int32(i)) //nolint:gosec // bounded by Limits.Files
		}
	case fixed == base:
		within(t.byBase[base])
	case plain(ext):
		within(t.byExt[ext])
	default:
		bases := t.bases()
		at, _ := slices.BinarySearch(bases, fixed)
		for ; at < len(bases) && strings.HasPrefix(bases[at], fixed); at++ {
			within(t.byBase[bases[at]])
		}
	}
}

// plain tells whether an extension is there and has no wildcard.
func plain(ext string) bool { return ext != "" && !strings.ContainsAny(ext, meta) }

// fixedDir returns the folders that a pattern names before its first wildcard.
func fixedDir(glob string) string {
	return path.Dir(glob[:indexMeta(glob)] + "x")
}

func indexMeta(s string) int {
	if i := strings.IndexAny(s, meta); i >= 0 {
		return i
	}
	return len(s)
}

// alternatives spells out the plain braces of a pattern, a{b,c} as ab and ac, so
// that each can be looked up. Braces inside each other are left to the matcher.
func alternatives(glob string) []string {
	open := strings.IndexByte(glob, '{')
	if open < 0 || strings.ContainsAny(glob, `\[`) {
		return []string{glob}
	}
	end := strings.IndexAny(glob[open+1:], "{}")
	if end < 0 || glob[open+1+end] == '{' {
		return []string{glob}
	}
	var out []string
	rest := alternatives(glob[open+1+end+1:])
	for alt := range strings.SplitSeq(glob[open+1:open+1+end], ",") {
		for _, r := range rest {
			out = append(out, glob[:open]+alt+r)
		}
	}
	return out
}
