package maven

import (
	"path"

	"github.com/gantry-ack/gantry/assess/fact"
)

// value is a text of a POM with its place; placeholders are not replaced.
type value struct {
	text string
	at   fact.Evidence
}

// pom is one file as it is written.
type pom struct {
	path   string
	dir    string
	parent *parentRef
	model  // of the project itself

	group, artifact, version, packaging, name value
	profiles                                  []profile
}

// model is what a project and a profile have in common.
type model struct {
	modules    []value
	properties map[string]value
	deps       []dependency
	managed    []dependency
	build      build
}

type parentRef struct {
	group, artifact, version value
	relativePath             string // "../pom.xml" when not given, "" when given empty
	explicit                 bool
}

type profile struct {
	id            value
	activeDefault bool
	fileExists    string
	fileMissing   string
	model
}

type dependency struct {
	group, artifact, version, scope, kind string
	written                               string // version before placeholders were replaced
	optional                              bool
	excludes                              []string
	at, versionAt                         fact.Evidence
}

type build struct {
	finalName, directory, sourceDir value
	resources                       []value
	plugins, managed                []plugin
}

type plugin struct {
	group, artifact, version string
	at                       fact.Evidence
	config                   *node
	executions               []execution
}

type execution struct {
	id     string
	phase  string
	goals  []string
	config *node
}

func parsePOM(name, text string) (*pom, error) {
	doc, err := parseXML(text)
	if err != nil {
		return nil, err
	}
	root := doc.child("project")
	if root == nil {
		return nil, &syntaxError{line: 1, err: errNotPOM}
	}
	r := reader{name}
	p := &pom{
		path: name, dir: path.Dir(name), model: r.model(root),
		group: r.value(root.child("groupId")), artifact: r.value(root.child("artifactId")),
		version: r.value(root.child("version")), packaging: r.value(root.child("packaging")),
		name: r.value(root.child("name")),
	}
	p.parent = r.parent(root.child("parent"))
	for _, n := range root.list("profiles", "profile") {
		act := n.child("activation")
		p.profiles = append(p.profiles, profile{
			id: r.value(n.child("id")), model: r.model(n),
			activeDefault: act.child("activeByDefault").value() == "true",
			fileExists:    act.child("file", "exists").value(),
			fileMissing:   act.child("file", "missing").value(),
		})
	}
	return p, nil
}

// reader makes values of one file.
type reader struct{ path string }

func (r reader) at(n *node) fact.Evidence { return fact.Evidence{Path: r.path, Line: n.line} }

func (r reader) value(n *node) value {
	if n == nil {
		return value{}
	}
	return value{text: n.value(), at: r.at(n)}
}

func (r reader) parent(n *node) *parentRef {
	if n == nil {
		return nil
	}
	p := &parentRef{
		group: r.value(n.child("groupId")), artifact: r.value(n.child("artifactId")),
		version: r.value(n.child("version")), relativePath: "../pom.xml",
	}
	if rel := n.child("relativePath"); rel != nil {
		p.relativePath, p.explicit = rel.value(), true
	}
	return p
}

func (r reader) model(n *node) model {
	m := model{properties: map[string]value{}}
	for _, c := range n.list("modules", "module") {
		m.modules = append(m.modules, r.value(c))
	}
	for _, c := range n.list("subprojects", "subproject") { // Maven 4
		m.modules = append(m.modules, r.value(c))
	}
	if props := n.child("properties"); props != nil {
		for _, c := range props.children {
			m.properties[c.name] = r.value(c)
		}
	}
	m.deps = r.dependencies(n.list("dependencies", "dependency"))
	m.managed = r.dependencies(n.list("dependencyManagement", "dependencies", "dependency"))
	if b := n.child("build"); b != nil {
		m.build = r.build(b)
	}
	return m
}

func (r reader) dependencies(nodes []*node) []dependency {
	var out []dependency
	for _, n := range nodes {
		d := dependency{
			group: n.child("groupId").value(), artifact: n.child("artifactId").value(),
			version: n.child("version").value(), scope: n.child("scope").value(), kind: n.child("type").value(),
			optional: n.child("optional").value() == "true", at: r.at(n), versionAt: r.at(n),
		}
		if a := n.child("artifactId"); a != nil {
			d.at = r.at(a)
		}
		if v := n.child("version"); v != nil {
			d.versionAt = r.at(v)
		}
		for _, e := range n.list("exclusions", "exclusion") {
			d.excludes = append(d.excludes, e.child("groupId").value()+":"+e.child("artifactId").value())
		}
		out = append(out, d)
	}
	return out
}

func (r reader) build(n *node) build {
	b := build{
		finalName: r.value(n.child("finalName")), directory: r.value(n.child("directory")),
		sourceDir: r.value(n.child("sourceDirectory")),
		plugins:   r.plugins(n.list("plugins", "plugin")),
		managed:   r.plugins(n.list("pluginManagement", "plugins", "plugin")),
	}
	for _, res := range n.list("resources", "resource") {
		if d := res.child("directory"); d != nil {
			b.resources = append(b.resources, r.value(d))
		}
	}
	return b
}

func (r reader) plugins(nodes []*node) []plugin {
	var out []plugin
	for _, n := range nodes {
		p := plugin{
			group: n.child("groupId").value(), artifact: n.child("artifactId").value(),
			version: n.child("version").value(), at: r.at(n), config: n.child("configuration"),
		}
		if a := n.child("artifactId"); a != nil {
			p.at = r.at(a)
		}
		for _, e := range n.list("executions", "execution") {
			x := execution{id: e.child("id").value(), phase: e.child("phase").value(), config: e.child("configuration")}
			for _, g := range e.list("goals", "goal") {
				x.goals = append(x.goals, g.value())
			}
			p.executions = append(p.executions, x)
		}
		out = append(out, p)
	}
	return out
}
