// Package compose reads the services of a Compose file. It is lenient where the
// Compose tools are strict: old versions, unknown keys and missing variables are
// no reason not to learn from a file.
package compose

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/internal/conf"
)

// Service is a service of a Compose file. What it extends is not applied.
type Service struct {
	Name       string
	Line       int
	Image      Text
	Build      *Build
	Command    Launch
	Entrypoint Launch
	Env        []Variable
	EnvFiles   []Text
	Ports      []Text // on the side of the container, NUMBER or NUMBER/PROTOCOL
	Health     []string
	HealthLine int
	Needs      []Link // depends_on, links, external_links
	Volumes    []Volume
	Replicas   Text
	User       Text
	Extends    *Extends
}

// Text is a scalar and its line.
type Text struct {
	Value string
	Line  int
}

// Variable is an environment variable. Given is false when the value comes from
// whoever starts it.
type Variable struct {
	Name, Value string
	Line        int
	Given       bool
}

// Build is how an image is built; paths are as they are written.
type Build struct {
	Context, Dockerfile, Target string
	Args                        map[string]string
}

// Launch is a command as a list or, with Shell, as one text.
type Launch struct {
	Args  []string
	Shell string
	Line  int
}

// Link is another service that one needs, by the name it is reached under.
type Link struct {
	Service, Alias string
	Line           int
}

// Volume is a mount. Source is "" for an anonymous volume.
type Volume struct {
	Source, Target string
	ReadOnly       bool
	Line           int
}

// Extends names the service that one is based on; File is "" for the same file.
type Extends struct{ File, Service string }

// Parse reads the services of a document, variables replaced by env or their
// defaults. A document without services is not of Compose and has none.
func Parse(doc *conf.Node, env map[string]string) []Service {
	services := doc.Get("services")
	if services == nil {
		if services = versionOne(doc); services == nil {
			return nil
		}
	}
	var out []Service
	r := reader{env: env}
	for i := range services.Items() {
		if n := &services.Children[i]; n.Kind == conf.Map {
			out = append(out, r.service(n))
		}
	}
	return out
}

// versionOne recognises the first format, whose services stand at the top.
func versionOne(doc *conf.Node) *conf.Node {
	if doc == nil || doc.Kind != conf.Map || doc.Get("version") != nil {
		return nil
	}
	for i := range doc.Children {
		c := &doc.Children[i]
		if c.Get("image") == nil && c.Get("build") == nil {
			return nil
		}
	}
	return doc
}

type reader struct{ env map[string]string }

func (r reader) service(n *conf.Node) Service {
	s := Service{
		Name: n.Key, Line: n.Line,
		Image: r.text(n.Get("image")), Build: r.build(n.Get("build")),
		Command: r.launch(n.Get("command")), Entrypoint: r.launch(n.Get("entrypoint")),
		Env: r.environment(n.Get("environment")), EnvFiles: r.envFiles(n.Get("env_file")),
		Volumes: r.volumes(n.Get("volumes")), User: r.text(n.Get("user")),
		Replicas: r.text(n.Get("deploy", "replicas")),
	}
	s.Ports = append(r.ports(n.Get("ports")), r.ports(n.Get("expose"))...)
	if s.Replicas.Value == "" {
		s.Replicas = r.text(n.Get("scale"))
	}
	if t := n.Get("healthcheck", "test"); t != nil {
		s.HealthLine = t.Line
		if s.Health = r.list(t); t.Kind == conf.Scalar {
			s.Health = []string{"CMD-SHELL", r.value(t.Value)}
		}
	}
	for _, key := range []string{"depends_on", "links", "external_links"} {
		s.Needs = append(s.Needs, r.links(n.Get(key))...)
	}
	if e := n.Get("extends"); e != nil {
		s.Extends = &Extends{File: r.value(e.Text("file")), Service: r.value(e.Text("service"))}
		if e.Kind == conf.Scalar {
			s.Extends.Service = r.value(e.Value)
		}
	}
	return s
}

func (r reader) text(n *conf.Node) Text {
	if n == nil {
		return Text{}
	}
	return Text{r.value(n.Value), n.Line}
}

func (r reader) list(n *conf.Node) []string {
	var out []string
	for _, c := range n.Items() {
		out = append(out, r.value(c.Value))
	}
	return out
}

func (r reader) build(n *conf.Node) *Build {
	switch {
	case n == nil:
		return nil
	case n.Kind == conf.Scalar:
		return &Build{Context: r.value(n.Value)}
	}
	b := &Build{
		Context: r.value(n.Text("context")), Dockerfile: r.value(n.Text("dockerfile")),
		Target: r.value(n.Text("target")), Args: map[string]string{},
	}
	if b.Context == "" {
		b.Context = "."
	}
	for _, v := range r.environment(n.Get("args")) {
		if v.Given {
			b.Args[v.Name] = v.Value
		}
	}
	return b
}

func (r reader) launch(n *conf.Node) Launch {
	if n == nil {
		return Launch{}
	}
	if n.Kind == conf.List {
		return Launch{Args: r.list(n), Line: n.Line}
	}
	return Launch{Shell: strings.TrimSpace(r.value(n.Value)), Line: n.Line}
}

// environment reads both forms, a map and a list of NAME=value.
func (r reader) environment(n *conf.Node) []Variable {
	var out []Variable
	for _, c := range n.Items() {
		v := Variable{Name: c.Key, Value: r.value(c.Value), Line: c.Line, Given: c.Kind == conf.Scalar}
		if n.Kind == conf.List {
			v.Name, v.Value, v.Given = strings.Cut(r.value(c.Value), "=")
		}
		if v.Name = strings.TrimSpace(v.Name); v.Name != "" {
			out = append(out, v)
		}
	}
	return out
}

func (r reader) envFiles(n *conf.Node) []Text {
	if n == nil {
		return nil
	}
	if n.Kind == conf.Scalar {
		return []Text{r.text(n)}
	}
	var out []Text
	for _, c := range n.Items() {
		if p := c.Text("path"); p != "" {
			out = append(out, Text{r.value(p), c.Line})
		} else if c.Kind == conf.Scalar {
			out = append(out, Text{r.value(c.Value), c.Line})
		}
	}
	return out
}

// ports reads the side of the container of [[IP:]HOST:]CONTAINER[/PROTOCOL].
func (r reader) ports(n *conf.Node) []Text {
	var out []Text
	for _, c := range n.Items() {
		spec := r.value(c.Value)
		if t := c.Get("target"); t != nil {
			spec = r.value(t.Value)
			if p := c.Text("protocol"); p != "" {
				spec += "/" + p
			}
		}
		if spec = ContainerPort(spec); spec != "" && !slices.ContainsFunc(out, func(t Text) bool { return t.Value == spec }) {
			out = append(out, Text{spec, c.Line})
		}
	}
	return out
}

// ContainerPort returns the container's side of a port mapping, "" for a range
// of ports or what is no mapping.
func ContainerPort(spec string) string {
	spec = spec[strings.LastIndexByte(spec, ':')+1:]
	number, protocol, ok := strings.Cut(spec, "/")
	if n, err := strconv.Atoi(number); err != nil || n < 1 || n > 65535 {
		return ""
	}
	if ok {
		return number + "/" + protocol
	}
	return number
}

func (r reader) links(n *conf.Node) []Link {
	var out []Link
	for _, c := range n.Items() {
		l := Link{Service: c.Key, Line: c.Line}
		if n.Kind == conf.List {
			l.Service, l.Alias, _ = strings.Cut(r.value(c.Value), ":")
		}
		out = append(out, l)
	}
	return out
}

func (r reader) volumes(n *conf.Node) []Volume {
	var out []Volume
	for _, c := range n.Items() {
		v := ParseVolume(r.value(c.Value))
		if c.Kind == conf.Map {
			v = Volume{Source: r.value(c.Text("source")), Target: r.value(c.Text("target")), ReadOnly: c.Text("read_only") == "true"}
		}
		v.Line = c.Line
		out = append(out, v)
	}
	return out
}

// ParseVolume reads [SOURCE:]TARGET[:MODE].
func ParseVolume(spec string) Volume {
	if len(spec) > 2 && spec[1] == ':' && (spec[2] == '\\' || spec[2] == '/') { // C:\data:/data
		rest := ParseVolume("x" + spec[2:])
		rest.Source = spec[:2] + strings.TrimPrefix(rest.Source, "x")
		return rest
	}
	parts := strings.Split(spec, ":")
	switch len(parts) {
	case 1:
		return Volume{Target: spec}
	case 2:
		return Volume{Source: parts[0], Target: parts[1]}
	}
	return Volume{Source: parts[0], Target: parts[1], ReadOnly: slices.Contains(strings.Split(parts[2], ","), "ro")}
}
