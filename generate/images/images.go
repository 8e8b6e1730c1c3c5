// Package images knows the base images that Dockerfiles start from: one embedded
// table by language, version and use, with the end of support of each release.
// It chooses the release that comes nearest to what a source asks for, says why,
// and pins images by digest when a registry is at hand.
package images

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Scratch is the empty base image, which no registry holds.
const Scratch = "scratch"

// Table is all base images.
type Table struct {
	AsOf      string     `yaml:"asOf"` // month in which it was last checked, 2026-11
	Languages []Language `yaml:"languages"`
}

// Language is the releases of a language, oldest first.
type Language struct {
	ID       string    `yaml:"id"`      // as in facts; "static" is a server of static files
	Default  string    `yaml:"default"` // version to use when the source asks for none
	Support  string    `yaml:"support"` // page that states the ends of support
	Releases []Release `yaml:"releases"`
}

// Release is one release line, with its images by use.
type Release struct {
	Version string            `yaml:"version"`
	Ends    string            `yaml:"ends"` // month in which support ends
	LTS     bool              `yaml:"lts"`
	Build   map[string]string `yaml:"build"`   // by build tool; "" is the language alone
	Runtime map[string]string `yaml:"runtime"` // by what it must carry; "" is the smallest
}

// Choice is an image that was chosen, and why.
type Choice struct {
	Ref     string // repository:tag on Docker Hub, or Scratch
	Version string // of the language
	EOL     bool   // support had ended when the table was checked
	Reason  i18n.Text
}

// System is the family of the distribution inside an image, which decides about
// package names; "" for scratch.
type System string

// The systems.
const (
	Debian System = "debian"
	Ubuntu System = "ubuntu"
	Alpine System = "alpine"
)

// System tells the distribution by the suite that the tag names.
func (c Choice) System() System {
	_, tag, _ := strings.Cut(c.Ref, ":")
	switch {
	case strings.Contains(tag, "noble"), strings.Contains(tag, "jammy"):
		return Ubuntu
	case strings.Contains(tag, "alpine"):
		return Alpine
	case strings.Contains(tag, "bookworm"), strings.Contains(tag, "bullseye"), strings.Contains(tag, "trixie"):
		return Debian
	}
	return ""
}

// Suite is the code name of the distribution's release, e.g. bookworm; "" for Alpine and scratch.
func (c Choice) Suite() string {
	_, tag, _ := strings.Cut(c.Ref, ":")
	for _, s := range []string{"noble", "jammy", "bookworm", "bullseye", "trixie"} {
		if strings.Contains(tag, s) {
			return s
		}
	}
	return ""
}

// At returns a reference as seen through a registry prefix such as
// registry.example.com/library; "" is Docker Hub itself.
func At(prefix, ref string) string {
	if prefix == "" || ref == Scratch {
		return ref
	}
	return strings.TrimSuffix(prefix, "/") + "/" + ref
}

// Build chooses the image that builds. The tool is a key of the table, "" for the
// language alone; the version is what the source asks for, a range included.
func (t Table) Build(lang, tool, version string) (Choice, error) {
	return t.choose(lang, version, tool, func(r Release) map[string]string { return r.Build })
}

// Runtime chooses the image that runs. The need is a key of the table, "" for the
// smallest image.
func (t Table) Runtime(lang, version, need string) (Choice, error) {
	return t.choose(lang, version, need, func(r Release) map[string]string { return r.Runtime })
}

// Tools returns the build tools that the release chosen for a version has images for, sorted.
func (t Table) Tools(lang, version string) []string {
	l, ok := t.language(lang)
	if !ok {
		return nil
	}
	r, _ := l.pick(t.AsOf, version, func(Release) bool { return true })
	var out []string
	for k := range r.Build {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func (t Table) choose(lang, version, use string, of func(Release) map[string]string) (Choice, error) {
	l, ok := t.language(lang)
	if !ok {
		return Choice{}, fmt.Errorf("choosing a base image: the table has no language %q", lang)
	}
	usable := func(r Release) bool { return of(r)[use] != "" }
	if !slices.ContainsFunc(l.Releases, usable) {
		return Choice{}, fmt.Errorf("choosing a base image for %s: the table has none with %q", lang, use)
	}
	r, why := l.pick(t.AsOf, version, usable)
	eol := r.eol(t.AsOf)
	if eol {
		why.ZH += fmt.Sprintf("；官方支持已于 %s 结束，建议升级", r.Ends)
		why.EN += fmt.Sprintf("; support ended in %s, an upgrade is advised", r.Ends)
	}
	return Choice{Ref: of(r)[use], Version: r.Version, EOL: eol, Reason: why}, nil
}

func (t Table) language(id string) (Language, bool) {
	i := slices.IndexFunc(t.Languages, func(l Language) bool { return l.ID == id })
	if i < 0 {
		return Language{}, false
	}
	return t.Languages[i], true
}

// Refs returns every image of the table that a registry holds, sorted, once each.
func (t Table) Refs() []string {
	var out []string
	for _, l := range t.Languages {
		for _, r := range l.Releases {
			for _, m := range []map[string]string{r.Build, r.Runtime} {
				for _, ref := range m {
					if ref != Scratch {
						out = append(out, ref)
					}
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (r Release) eol(asOf string) bool { return cmp.Compare(r.Ends, asOf) < 0 }

// full is the exact version of the release's images, as far as their tags tell it.
func (r Release) full() version {
	best := parseVersion(r.Version)
	for _, ref := range []string{r.Build[""], r.Runtime[""]} {
		_, tag, _ := strings.Cut(ref, ":")
		if v := parseVersion(tag); len(v) > len(best) && v.under(best) {
			best = v
		}
	}
	return best
}

// Ended tells when the support of the release that a version means ended; false while
// there is some, or when the table does not know the version.
func (t Table) Ended(lang, version string) (month string, ended bool) {
	l, ok := t.language(lang)
	if !ok {
		return "", false
	}
	i := slices.IndexFunc(l.Releases, func(r Release) bool { return r.Version == version })
	if i < 0 || !l.Releases[i].eol(t.AsOf) {
		return "", false
	}
	return l.Releases[i].Ends, true
}
