// Package node reads what a tree says of its Node packages: manifests,
// workspaces, lock files, scripts, bundler configuration and source. It states
// facts and leaves it to package detect to hand them on.
package node

import (
	"errors"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/conf"
)

// Text is a text of a file with its line.
type Text struct {
	Value string
	Line  int
}

// Script is an entry of the scripts of a manifest.
type Script struct {
	Name    string
	Command string
	Line    int
}

// Dependency is an entry of one of the lists of dependencies.
type Dependency struct {
	Name  string
	Range string
	Line  int
	Dev   bool // not installed in production: dev and peer dependencies
	Maybe bool // optional
}

// Manifest is a package.json.
type Manifest struct {
	Path         string
	Name         Text
	Main         Text
	Private      bool
	Library      bool // exports, module, types or files: written to be imported
	Bin          Text
	Scripts      []Script
	Dependencies []Dependency // sorted by name, a production dependency first
	Engines      map[string]Text
	Manager      Text // packageManager
	Volta        map[string]Text
	Workspaces   []Text
	Proxy        Text
	Egg          bool // the "egg" section of an egg application
	Plugin       bool // a plugin or framework for others to use
	ESM          bool
	Resolutions  bool
	root         conf.Node
}

var errNoObject = errors.New("not an object")

// ParseManifest reads the text of a package.json. Comments are accepted; what
// has another type than it should is left out.
func ParseManifest(path, text string) (*Manifest, error) {
	root, err := conf.JSONNode(text)
	if err != nil {
		return nil, err
	}
	if root.Kind != conf.Map {
		return nil, &conf.Error{Line: 1, Err: errNoObject}
	}
	m := &Manifest{Path: path, root: root,
		Name: scalar(root.Get("name")), Main: scalar(root.Get("main")), Manager: scalar(root.Get("packageManager")),
		Proxy:   scalar(root.Get("proxy")),
		Private: root.Text("private") == "true",
		ESM:     root.Text("type") == "module",
		Egg:     root.Get("egg") != nil && root.Text("egg", "framework") != "true",
		Plugin:  root.Get("eggPlugin") != nil || root.Text("egg", "framework") == "true",
		Engines: texts(root.Get("engines")), Volta: texts(root.Get("volta")),
	}
	for _, k := range []string{"exports", "module", "types", "typings", "files", "publishConfig"} {
		m.Library = m.Library || root.Get(k) != nil
	}
	if bin := root.Get("bin"); bin != nil {
		m.Bin = Text{bin.Value, bin.Line}
	}
	for _, s := range mapItems(root.Get("scripts")) {
		m.Scripts = append(m.Scripts, Script{s.Key, s.Value, s.Line})
	}
	m.Dependencies = dependencies(&root)
	m.Workspaces = workspaces(&root)
	return m, nil
}

func scalar(n *conf.Node) Text {
	if n == nil || n.Kind != conf.Scalar {
		return Text{}
	}
	return Text{n.Value, n.Line}
}

func texts(n *conf.Node) map[string]Text {
	out := map[string]Text{}
	for _, c := range mapItems(n) {
		out[c.Key] = Text{c.Value, c.Line}
	}
	return out
}

// mapItems returns the scalars of a map, of equal keys the last, in order.
func mapItems(n *conf.Node) []conf.Node {
	if n == nil || n.Kind != conf.Map {
		return nil
	}
	at := map[string]int{}
	var out []conf.Node
	for _, c := range n.Children {
		if c.Kind != conf.Scalar {
			continue
		}
		if i, ok := at[c.Key]; ok {
			out[i] = c
			continue
		}
		at[c.Key] = len(out)
		out = append(out, c)
	}
	return out
}

func dependencies(root *conf.Node) []Dependency {
	var out []Dependency
	add := func(section string, dev, maybe bool) {
		for _, c := range mapItems(root.Get(section)) {
			out = append(out, Dependency{Name: c.Key, Range: c.Value, Line: c.Line, Dev: dev, Maybe: maybe})
		}
	}
	add("dependencies", false, false)
	add("optionalDependencies", false, true)
	add("devDependencies", true, false)
	add("peerDependencies", true, true)
	slices.SortStableFunc(out, func(a, b Dependency) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// workspaces reads the two forms: a list, and a map with the list under packages.
func workspaces(root *conf.Node) []Text {
	n := root.Get("workspaces")
	if n != nil && n.Kind == conf.Map {
		n = n.Get("packages")
	}
	return list(n)
}

func list(n *conf.Node) []Text {
	if n == nil || n.Kind != conf.List {
		return nil
	}
	var out []Text
	for _, c := range n.Children {
		if c.Kind == conf.Scalar {
			out = append(out, Text{c.Value, c.Line})
		}
	}
	return out
}

// Script returns the script of the name.
func (m *Manifest) Script(name string) (Script, bool) {
	i := slices.IndexFunc(m.Scripts, func(s Script) bool { return s.Name == name })
	if i < 0 {
		return Script{}, false
	}
	return m.Scripts[i], true
}

// Dep returns the dependency of the name, whatever it is needed for.
func (m *Manifest) Dep(name string) (Dependency, bool) {
	i, ok := slices.BinarySearchFunc(m.Dependencies, name, func(d Dependency, n string) int { return strings.Compare(d.Name, n) })
	if !ok {
		return Dependency{}, false
	}
	return m.Dependencies[i], true
}

// First returns the first of the names that is a dependency.
func (m *Manifest) First(names ...string) (Dependency, bool) {
	for _, n := range names {
		if d, ok := m.Dep(n); ok {
			return d, true
		}
	}
	return Dependency{}, false
}

// FirstRun returns the first of the names that is a dependency in production.
func (m *Manifest) FirstRun(names ...string) (Dependency, bool) {
	for _, n := range names {
		if d, ok := m.Dep(n); ok && !d.Dev {
			return d, true
		}
	}
	return Dependency{}, false
}

// Marker tells whether the file only sets a module type for the folder that it
// is in, and makes no package.
func (m *Manifest) Marker() bool {
	return m.Name.Value == "" && len(m.Scripts) == 0 && len(m.Dependencies) == 0 && len(m.Workspaces) == 0
}
