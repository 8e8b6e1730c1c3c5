package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/syntax"
)

// whole stands for the source as a whole, where a place belongs to no component.
const whole = -1

// owners tells to which components of an assessment a file belongs.
type owners struct {
	all    []assess.Component
	byDir  map[string][]int
	users  map[int][]int    // of a library: the deployable components that are built with it
	spoken map[string][]int // files that facts of deployable components show
	mains  map[string]bool  // directories of programs in Go
	aside  map[int]bool     // deployable components for developers only
	sole   int              // the only deployable component, or whole
}

// owner is what a file belongs to.
type owner struct {
	components []int // sorted; one is whole when there is none
	base       string
	own        bool // the file lies in the directory of a deployable component
}

func newOwners(a assess.Assessment) *owners {
	o := &owners{all: a.Components, byDir: map[string][]int{}, users: map[int][]int{}, spoken: map[string][]int{}, aside: map[int]bool{}, sole: whole}
	deployables := 0
	for i, c := range a.Components {
		o.byDir[c.Path] = append(o.byDir[c.Path], i)
		if !c.Deployable {
			continue
		}
		deployables++
		o.sole = i
		for _, f := range c.Facts {
			for _, e := range f.Evidence {
				if !slices.Contains(o.spoken[e.Path], i) {
					o.spoken[e.Path] = append(o.spoken[e.Path], i)
				}
			}
		}
	}
	o.mains = o.goMains()
	o.setAside()
	if deployables != 1 {
		o.sole = whole
	}
	for i, c := range a.Components {
		if c.Deployable && !o.aside[i] {
			o.use(i, i, map[int]bool{i: true})
		}
	}
	return o
}

// use gives a program the libraries that a component is built with, and theirs.
func (o *owners) use(program, at int, seen map[int]bool) {
	c := o.all[at]
	for _, f := range c.Facts.All(fact.BuildNeeds) {
		for _, i := range o.byDir[path.Join(c.BuildRoot, f.Value)] {
			if seen[i] || o.all[i].Deployable {
				continue
			}
			seen[i] = true
			o.users[i] = append(o.users[i], program)
			o.use(program, i, seen)
		}
	}
}

// of returns the owner of a file.
func (o *owners) of(name string) owner {
	at, dir := whole, path.Dir(name)
	for ; ; dir = path.Dir(dir) {
		if here := o.byDir[dir]; len(here) > 0 {
			at = o.choose(here, name)
			break
		}
		if dir == "." || dir == "/" {
			break
		}
	}
	if at != whole && o.all[at].Deployable {
		return owner{components: []int{at}, base: dir, own: true}
	}
	out := owner{base: o.deployableAbove(dir)}
	switch spoken := o.spoken[name]; {
	case o.named(name) != whole:
		out.components = []int{o.named(name)}
	case at != whole && len(o.users[at]) > 0 && (dir == path.Dir(name) || !isDockerfile(path.Base(name))):
		out.components = o.users[at]
	case len(spoken) == 1:
		out.components = spoken
	case o.sole != whole && (at == whole || within(o.all[o.sole].Path, o.all[at].Path)):
		out.components = []int{o.sole}
	case at != whole && len(o.mains) > 0 && languageOf(name) == string(syntax.Go): // a module that no program is built with
	default:
		out.components = []int{at}
	}
	return out
}

// named is the deployable component whose configuration a file holds that lies elsewhere, by the name of the file: what
// is kept for a configuration centre is called order-service.yml or order-service-prod.yaml.
func (o *owners) named(name string) int {
	base := path.Base(name)
	ext := path.Ext(base)
	if ext != ".yml" && ext != ".yaml" && ext != ".properties" {
		return whole
	}
	stem := strings.TrimSuffix(base, ext)
	if _, profile, ok := profileOf(base); ok && profile != "" {
		stem = strings.TrimRight(stem[:max(0, len(stem)-len(profile))], "-_.")
	}
	for i, c := range o.all {
		if c.Deployable && c.Name == stem {
			return i
		}
	}
	return whole
}

// choose picks one of the components in the same directory, by the language of the file.
func (o *owners) choose(here []int, name string) int {
	lang := languageOf(name)
	best := here[0]
	for _, i := range here {
		switch {
		case lang != "" && o.all[i].Language.ID == lang:
			return i
		case o.all[i].Deployable && !o.all[best].Deployable:
			best = i
		}
	}
	return best
}

// languageOf is the language that a file of source or of dependencies speaks for, "" for others.
func languageOf(name string) string {
	if lang, ok := syntax.LanguageOf(name); ok {
		return string(lang)
	}
	switch manifestOf(path.Base(name)) {
	case Maven:
		return string(syntax.Java)
	case NPM:
		return string(syntax.JavaScript)
	case PyPI:
		return string(syntax.Python)
	case GoMod:
		return string(syntax.Go)
	case Composer:
		return string(syntax.PHP)
	case NuGet:
		return string(syntax.CSharp)
	case Gem:
		return string(syntax.Ruby)
	}
	return ""
}

// deployableAbove is the directory of the nearest deployable component above, "." for none.
func (o *owners) deployableAbove(dir string) string {
	for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if slices.ContainsFunc(o.byDir[dir], func(i int) bool { return o.all[i].Deployable }) {
			return dir
		}
	}
	return "."
}

// within tells whether the directory dir is parent or lies below it.
func within(dir, parent string) bool {
	return parent == "." || dir == parent || strings.HasPrefix(dir, parent+"/")
}

// below is a path seen from a directory above it.
func below(dir, name string) string {
	if dir == "." {
		return name
	}
	return strings.TrimPrefix(name, dir+"/")
}

// name of a component, "" for the source as a whole.
func (o *owners) name(i int) string {
	if i == whole {
		return ""
	}
	return o.all[i].Name
}
