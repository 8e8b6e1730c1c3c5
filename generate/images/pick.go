package images

import (
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// pick chooses among the usable releases, of which there is at least one. A version
// that is asked for wins; of a range the oldest release that is still supported,
// which is the closest to what the program was written for, else the newest of the
// range. A version that the table lacks becomes the nearest above it, else below.
func (l Language) pick(asOf, asked string, usable func(Release) bool) (Release, i18n.Text) {
	candidates := make([]Release, 0, len(l.Releases))
	for _, r := range l.Releases {
		if usable(r) {
			candidates = append(candidates, r)
		}
	}
	want := l.requirement(asked)
	if want == nil {
		return l.byDefault(candidates, asked)
	}
	if v, ok := want.single(); ok && len(v) >= len(parseVersion(l.Default)) {
		for _, r := range candidates {
			if v.under(parseVersion(r.Version)) {
				return r, i18n.Textf("源码要求 %[1]s", "the source asks for %[1]s", asked)
			}
		}
		return nearest(candidates, v, asked)
	}
	var found []Release
	for _, r := range candidates {
		if want.holds(r.full()) {
			found = append(found, r)
		}
	}
	if len(found) == 0 {
		return nearest(candidates, want.lowest(), asked)
	}
	chosen := found[len(found)-1]
	for _, r := range found {
		if !r.eol(asOf) {
			chosen = r
			break
		}
	}
	return chosen, i18n.Textf("源码要求 %[1]s，其中取 %[2]s", "the source asks for %[1]s, of which %[2]s is taken", asked, chosen.label())
}

// requirement reads what a source asks for. Names of Node's LTS lines stand for
// their numbers; a name that says only "current" asks for nothing.
func (l Language) requirement(asked string) requirement {
	s := strings.ToLower(strings.TrimSpace(asked))
	for name, v := range map[string]string{"fermium": "14", "gallium": "16", "hydrogen": "18", "iron": "20", "jod": "22", "krypton": "24"} {
		if strings.Contains(s, name) {
			return parseRequirement(v)
		}
	}
	if rest, ok := strings.CutPrefix(s, "1."); ok && l.ID == "java" {
		s = rest
	}
	return parseRequirement(s)
}

func (l Language) byDefault(candidates []Release, asked string) (Release, i18n.Text) {
	low := parseVersion(l.Default)
	for _, r := range candidates {
		if parseVersion(r.Version).compare(low) >= 0 {
			if asked == "" {
				return r, i18n.Textf("源码没有写明版本，采用 %[1]s", "the source states no version, so %[1]s is used", r.label())
			}
			return r, i18n.Textf("源码写的是 %[1]s，采用 %[2]s", "the source says %[1]s, so %[2]s is used", asked, r.label())
		}
	}
	return candidates[len(candidates)-1], i18n.Textf("采用 %[1]s", "%[1]s is used", candidates[len(candidates)-1].label())
}

// nearest prefers above: programs run on a later release more often than on an earlier one.
func nearest(candidates []Release, v version, asked string) (Release, i18n.Text) {
	for _, r := range candidates {
		if line := parseVersion(r.Version); v.under(line) || line.compare(v) >= 0 {
			return r, i18n.Textf("源码要求 %[1]s，版本表里没有，取最近的 %[2]s，请核对", "the source asks for %[1]s, which the table lacks; %[2]s is the nearest, please check", asked, r.label())
		}
	}
	r := candidates[len(candidates)-1]
	return r, i18n.Textf("源码要求 %[1]s，版本表里没有，取最新的 %[2]s，请核对", "the source asks for %[1]s, which the table lacks; %[2]s is the newest there is, please check", asked, r.label())
}

func (l Language) release(v string) (Release, bool) {
	for _, r := range l.Releases {
		if r.Version == v {
			return r, true
		}
	}
	return Release{}, false
}

func (r Release) label() string {
	if r.LTS {
		return r.Version + " LTS"
	}
	return r.Version
}
