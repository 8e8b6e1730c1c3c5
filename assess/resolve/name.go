package resolve

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
)

// nameAll names every unit. A name depends on the unit and on those that share
// it, never on the order of the walk: a shared name gets the directories above it in front until
// it is the unit's alone.
func nameAll(units []*unit, opt Options) []string {
	names := make([]string, len(units))
	depth := make([]int, len(units))
	for i, u := range units {
		names[i] = baseName(u, opt)
	}
	for range 64 { // directories are not nested deeper than the walk goes
		shared := map[string]int{}
		for _, n := range names {
			shared[n]++
		}
		done := true
		for i, u := range units {
			if shared[names[i]] < 2 {
				continue
			}
			if longer, ok := qualify(u, names[i], depth[i]); ok {
				names[i], done = longer, false
				depth[i]++
			}
		}
		if done {
			break
		}
	}
	return names
}

// baseName prefers the name that the build file states where it agrees with the
// directory, which is what people call the component; templates leave names
// behind that nobody uses.
func baseName(u *unit, opt Options) string {
	stated := assess.Slug(path.Base(u.facts.Value(fact.Name)))
	dir := u.path
	if isGenericDir(path.Base(dir)) && path.Dir(dir) != "." {
		dir = path.Dir(dir)
	}
	base := assess.Slug(path.Base(dir))
	switch {
	case (u.path == "." || u.path == opt.Home) && stated != "":
		return stated
	case u.path == "." || u.path == opt.Home:
		return orName(assess.Slug(opt.Name))
	case stated != "" && (strings.Contains(stated, base) || strings.Contains(base, stated)):
		return stated
	}
	return orName(base)
}

// qualify puts one more directory, or at the end the language, in front of a name.
func qualify(u *unit, name string, depth int) (string, bool) {
	dirs := strings.Split(path.Dir(u.path), "/")
	if i := len(dirs) - 1 - depth; i >= 0 && dirs[i] != "." {
		return assess.Slug(dirs[i] + "-" + name), true
	}
	if depth <= len(dirs) && u.language() != "" && !strings.HasSuffix(name, "-"+u.language()) {
		return name + "-" + u.language(), true
	}
	return name, false
}

func isGenericDir(base string) bool { return base == "src" || base == "source" || base == "code" }

func orName(s string) string {
	if s == "" {
		return "app"
	}
	return s
}
