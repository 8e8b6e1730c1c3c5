package detect

import (
	"path"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
	"github.com/gantry-ack/gantry/assess/internal/compose"
	"github.com/gantry-ack/gantry/assess/internal/container"
	"github.com/gantry-ack/gantry/assess/internal/image"
	"github.com/gantry-ack/gantry/internal/conf"
)

// note says what is known of an application's service.
func (p *composeProject) note(s composeService) Note {
	b := container.Builder{Origin: fact.FromDeploy, Path: s.file}
	facts := p.envFiles(s)
	for _, v := range s.Env {
		b.Env(v.Name, v.Value, v.Line)
	}
	for _, port := range s.Ports {
		b.Port(port.Value, port.Line)
	}
	if !p.development(s) {
		composeLaunch(&b, s)
	}
	b.HealthTest(s.Health, s.HealthLine)
	for _, v := range s.Volumes {
		if p.keepsData(v) {
			b.Volume(v.Target, v.Line)
			if v.Source != "" { // an anonymous volume goes with the container
				b.Kept(v.Target, v.Line)
			}
		}
	}
	b.Add(fact.Instances, digits(s.Replicas.Value), s.Replicas.Line)
	if s.User.Value != "" {
		b.User(s.User.Value, s.User.Line)
	}
	p.links(&b, s)
	n := Note{Name: s.Name, Facts: append(facts, b.Facts()...)}
	if n.Dir = s.context; s.built != nil {
		n.Dir = dockerPlacer{tree: p.tree, file: s.built, name: s.dockerfile}.place(s.context, s.Build.Args)
	}
	if n.Dir == "" {
		n.Name = composeTitle(s)
	}
	return n
}

// composeTitle names a service that is not built here: by its image when the
// service's own name ends it, since that is what the module is mostly called.
func composeTitle(s composeService) string {
	if ref := image.Parse(s.Image.Value); strings.HasSuffix(ref.Name, s.Name) {
		return ref.Name
	}
	return s.Name
}

// composeLaunch adds what entrypoint and command make together.
func composeLaunch(b *container.Builder, s composeService) {
	entry, command := s.Entrypoint, s.Command
	switch {
	case entry.Line > 0 && command.Line > 0 && entry.Shell == "" && command.Shell == "":
		b.Command(cmdline.Line{Args: append(append([]string{}, entry.Args...), command.Args...)}, entry.Line)
	case entry.Line > 0:
		launchOf(b, entry)
	default:
		launchOf(b, command)
	}
}

func launchOf(b *container.Builder, l compose.Launch) {
	switch {
	case len(l.Args) > 0 && !strings.HasPrefix(l.Args[0], "-"):
		b.Command(cmdline.Line{Args: l.Args}, l.Line)
	case l.Shell != "" && !strings.HasPrefix(l.Shell, "-"):
		b.Shell(l.Shell, nil, l.Line)
	}
}

// development tells of a service that runs the source instead of an image: its
// build context is mounted into it, or it is built to a stage for development.
func (p *composeProject) development(s composeService) bool {
	if s.Build == nil {
		return false
	}
	if composeDevTarget(s.Build.Target) {
		return true
	}
	for _, v := range s.Volumes {
		if src, ok := insideTree(p.dir, v.Source); ok && v.Source != "" && src == s.context {
			return true
		}
	}
	return false
}

// keepsData tells of a mount that the service writes to, as opposed to source
// or configuration that is handed in.
func (p *composeProject) keepsData(v compose.Volume) bool {
	if v.ReadOnly || v.Target == "" {
		return false
	}
	if !strings.HasPrefix(v.Source, ".") && !strings.Contains(v.Source, "/") {
		return true // a named or an anonymous volume
	}
	src, ok := insideTree(p.dir, v.Source)
	if !ok { // a place on the machine
		base := path.Base(v.Target)
		return !strings.Contains(base, ".") || strings.HasSuffix(base, ".d")
	}
	return !p.tree.Has(src) && !p.tree.HasDir(src) && !strings.Contains(path.Base(v.Target), ".")
}

func digits(s string) string {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return s
}

// envFiles reads the environment files of a service that are in the source.
func (p *composeProject) envFiles(s composeService) fact.Set {
	var out fact.Set
	for _, f := range s.EnvFiles {
		name, ok := insideTree(p.dir, f.Value)
		if !ok || !p.tree.Has(name) || p.tree.Size(name) > maxDeployFile {
			continue
		}
		text, err := p.tree.Text(name)
		if err != nil {
			continue
		}
		settings, _ := conf.Dotenv(text) // lines that are none are left out
		b := container.Builder{Origin: fact.FromDeploy, Path: name}
		for _, v := range settings {
			b.Env(v.Key, v.Value, v.Line)
		}
		out = append(out, b.Facts()...)
	}
	return out
}

// links adds the backing services that a service needs: those that it names, and
// those whose host its variables name.
func (p *composeProject) links(b *container.Builder, s composeService) {
	for _, l := range s.Needs {
		p.link(b, l.Service, l.Alias, l.Line, fact.High)
	}
	for _, v := range s.Env {
		for _, o := range p.services {
			if o.Name != s.Name && hostIn(v.Value, o.Name) {
				p.link(b, o.Name, "", v.Line, fact.High)
			}
		}
	}
	if len(s.Needs) > 0 || p.applications() > 1 {
		return
	}
	for _, o := range p.services { // one application and no word on what it needs
		if o.file == s.file {
			p.link(b, o.Name, "", o.Line, fact.Medium)
		}
	}
}

func (p *composeProject) applications() int {
	names := map[string]bool{}
	for _, s := range p.services {
		if s.application {
			names[s.Name] = true
		}
	}
	return len(names)
}

var hostByteRE = regexp.MustCompile(`[A-Za-z0-9._-]`)

// hostIn tells whether a value names a host: as the whole of it, or in an address.
func hostIn(value, host string) bool {
	for i := 0; ; {
		at := strings.Index(value[i:], host)
		if at < 0 || host == "" {
			return false
		}
		from, to := i+at, i+at+len(host)
		before, after := value[:from], value[to:]
		free := (before == "" || !hostByteRE.MatchString(before[len(before)-1:])) && (after == "" || !hostByteRE.MatchString(after[:1]))
		address := before == "" && after == "" || strings.HasPrefix(after, ":") || strings.HasSuffix(before, "://") || strings.HasSuffix(before, "@")
		if free && address {
			return true
		}
		i = to
	}
}

// link adds one backing service, by the service of this name in the project or
// else by what the name stands for.
func (p *composeProject) link(b *container.Builder, service, alias string, line int, c fact.Confidence) {
	kind, ok := image.Service{}, false
	for _, o := range p.services {
		if o.Name == service && !ok {
			if kind = o.backing; kind.Kind != "" {
				ok = true
				continue
			}
			kind, ok = composeRole(o)
			c = weaker(c, fact.Medium)
		}
	}
	if !ok && !p.has(service) { // a service of another project
		kind, ok = image.Named(service)
		c = weaker(c, fact.Medium)
	}
	if !ok {
		return
	}
	host := service
	if alias != "" {
		host = alias
	}
	b.AddService(c, kind, host, line)
}

func (p *composeProject) has(service string) bool {
	for _, s := range p.services {
		if s.Name == service {
			return true
		}
	}
	return false
}

// composeRole recognises the customer's own Spring Cloud servers, which others need.
func composeRole(s composeService) (image.Service, bool) {
	name := strings.ToLower(s.Name + " " + image.Parse(s.Image.Value).Name)
	switch {
	case strings.Contains(name, "config-server") || strings.Contains(name, "configserver"):
		return image.Service{Kind: "config-server", Port: 8888}, true
	case strings.Contains(name, "eureka") || strings.Contains(name, "discovery-server") || strings.Contains(name, "discovery-service"):
		return image.Service{Kind: "eureka", Port: 8761}, true
	}
	return image.Service{}, false
}

func weaker(a, b fact.Confidence) fact.Confidence {
	if a == fact.High {
		return b
	}
	return a
}
