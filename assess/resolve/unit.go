package resolve

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/fact"
)

// unit is one component in the making: what all detectors said of one language in
// one directory.
type unit struct {
	path  string
	facts fact.Set
}

func (u *unit) language() string { return u.facts.Value(fact.Language) }
func (u *unit) deployable() bool { return u.facts.Value(fact.Deployable) == "true" }

func (u *unit) buildRoot() string {
	return cmp.Or(u.facts.Value(fact.BuildRoot), u.path)
}

// unite makes one unit of the modules that share directory and language: a
// project with both pom.xml and build.gradle is one component with two build tools.
func unite(modules []detect.Module) []*unit {
	var units []*unit
	for _, m := range modules {
		p := path.Clean(m.Path)
		i := slices.IndexFunc(units, func(u *unit) bool {
			return u.path == p && u.language() == m.Facts.Value(fact.Language)
		})
		if i < 0 {
			units = append(units, &unit{path: p})
			i = len(units) - 1
		}
		units[i].facts = append(units[i].facts, m.Facts...)
	}
	slices.SortStableFunc(units, func(a, b *unit) int {
		return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.language(), b.language()))
	})
	foldAssets(units)
	return units
}

// foldAssets marks a front end in the same directory as a server of another
// language as no component of its own: it is built into the server's pages.
func foldAssets(units []*unit) {
	for _, u := range units {
		if !u.deployable() || u.facts.Value(fact.Workload) != string(assess.Static) {
			continue
		}
		for _, v := range units {
			if v != u && v.path == u.path && v.deployable() && v.facts.Value(fact.Workload) != string(assess.Static) {
				why, _ := v.facts.Best(fact.Deployable)
				u.facts = append(slices.DeleteFunc(u.facts, func(f fact.Fact) bool { return f.Key == fact.Deployable }),
					fact.Fact{Key: fact.Deployable, Value: "false", Origin: fact.FromBuild, Confidence: fact.Medium,
						Evidence: why.Evidence, Detector: why.Detector})
				break
			}
		}
	}
}

// attach gives the facts of each note to the unit that it speaks of and returns
// the notes that speak of none.
func attach(units []*unit, notes []detect.Note) []detect.Note {
	var loose []detect.Note
	for _, n := range notes {
		if n.Backing != "" {
			loose = append(loose, n)
		} else if u := owner(units, n); u != nil {
			u.facts = append(u.facts, ofLanguage(n.Facts, u.language())...)
			u.started(n.Facts)
		} else {
			loose = append(loose, n)
		}
	}
	return loose
}

// started takes it from a start command that production uses that the unit is
// deployed, unless its build file states that it is not.
func (u *unit) started(note fact.Set) {
	start, ok := note.Best(fact.Start)
	if built, _ := u.facts.Best(fact.Deployable); !ok || start.Origin != fact.FromStart || built.Confidence == fact.High {
		return
	}
	start.Key, start.Value, start.Confidence = fact.Deployable, "true", fact.Medium
	u.facts = append(u.facts, start)
}

// ofLanguage drops the version of another language than the unit's: an image of
// Python may well hold a program in Go.
func ofLanguage(facts fact.Set, language string) fact.Set {
	if l := facts.Value(fact.Language); l == "" || language == "" || l == language {
		return facts
	}
	return slices.DeleteFunc(slices.Clone(facts), func(f fact.Fact) bool {
		return f.Key == fact.Language || f.Key == fact.LanguageVersion
	})
}

// owner finds the unit that a note speaks of: the one in its directory, the one
// that is built there, the only one below it, the nearest one above it, or the
// one of its name. Two that fit equally well are told apart by name or not at all.
func owner(units []*unit, n detect.Note) *unit {
	if n.Dir != "" {
		dir := path.Clean(n.Dir)
		for _, fits := range []func(*unit) bool{
			func(u *unit) bool { return u.path == dir },
			func(u *unit) bool { return u.buildRoot() == dir },
			func(u *unit) bool { return within(u.path, dir) },
		} {
			if u := pick(units, n.Name, fits); u != nil {
				return u
			}
		}
		if u := nearestAbove(units, dir); u != nil {
			return u
		}
		if !deployDir(dir) {
			return nil // source of a stack that is not recognised, whatever its name
		}
	}
	return byName(units, n.Name)
}

// deployDir tells of directories that hold deployment files of components which
// live elsewhere: docker/order, deploy/k8s.
func deployDir(dir string) bool {
	return dir == "." || slices.ContainsFunc(strings.Split(dir, "/"), func(elem string) bool {
		switch strings.ToLower(strings.Trim(elem, "._")) {
		case "docker", "dockerfiles", "docker-compose", "compose", "deploy", "deployment", "deployments", "k8s", "kubernetes", "manifests",
			"ops", "devops", "build", "ci", "cicd", "container", "containers", "image", "images", "script", "scripts", "bin", "sh", "conf", "config", "doc", "docs", "document":
			return true
		}
		return false
	})
}

// pick returns the unit that fits: the only deployable one, else the one of the
// name among them, else the only one.
func pick(units []*unit, name string, fits func(*unit) bool) *unit {
	var all, run []*unit
	for _, u := range units {
		if fits(u) {
			all = append(all, u)
			if u.deployable() {
				run = append(run, u)
			}
		}
	}
	switch {
	case len(run) == 1:
		return run[0]
	case len(run) > 1:
		return byName(run, name)
	case len(all) == 1:
		return all[0]
	}
	return nil
}

func nearestAbove(units []*unit, dir string) *unit {
	for d := path.Dir(dir); ; d = path.Dir(d) {
		if u := pick(units, "", func(u *unit) bool { return u.path == d && u.deployable() }); u != nil {
			return u
		}
		if d == "." || d == "/" {
			return nil
		}
	}
}

// byName finds the deployable unit whose directory or stated name is name, or
// ends with it (customers-service for spring-petclinic-customers-service).
func byName(units []*unit, name string) *unit {
	want := squeeze(name)
	if want == "" {
		return nil
	}
	for _, fits := range []func(string) bool{
		func(s string) bool { return s == want },
		func(s string) bool { return strings.HasSuffix(s, want) },
		func(s string) bool { return len(s) > 3 && strings.HasSuffix(want, s) },
	} {
		var hits []*unit
		for _, u := range units {
			if u.deployable() && (fits(squeeze(path.Base(u.path))) || fits(squeeze(u.facts.Value(fact.Name)))) {
				hits = append(hits, u)
			}
		}
		if len(hits) == 1 {
			return hits[0]
		}
	}
	return nil
}

// squeeze keeps the letters and digits of a name, in lower case.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
