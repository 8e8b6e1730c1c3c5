package detect

import (
	"cmp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
	"github.com/gantry-ack/gantry/assess/internal/container"
	"github.com/gantry-ack/gantry/assess/internal/image"
	"github.com/gantry-ack/gantry/internal/conf"
)

// note says what is known of one container.
func (k *kubeObjects) note(w kubeWorkload, c *conf.Node) Note {
	b := container.Builder{Origin: fact.FromDeploy, Path: w.file}
	k.environment(&b, c)
	k.ports(&b, w, c)
	probes(&b, c)
	args := append(texts(c.Get("command")), texts(c.Get("args"))...)
	if cmd := c.Get("command"); cmd != nil && len(args) > 0 {
		b.Command(cmdline.Line{Args: args}, cmd.Line)
	}
	if r := w.node.Get("spec", "replicas"); r != nil {
		b.Add(fact.Instances, digits(r.Value), r.Line)
	}
	if w.kind == "CronJob" {
		s := w.node.Get("spec", "schedule")
		if s != nil {
			b.Add(fact.Schedule, s.Value, s.Line)
		}
		b.Add(fact.Workload, "cron", w.node.Line)
	}
	if w.kind == "Job" {
		b.Add(fact.Workload, "job", w.node.Line)
	}
	for _, n := range []*conf.Node{c.Get("securityContext", "runAsUser"), w.pod.Get("securityContext", "runAsUser")} {
		if n != nil {
			b.User(n.Value, n.Line)
			break
		}
	}
	mounts(&b, w, c)
	facts := b.Facts()
	facts = append(facts, k.fromConfigs(c)...)
	return Note{Name: kubeTitle(w, c), Facts: facts}
}

// kubeTitle names a container by its image, which is mostly called like the
// module, unless that says less than the workload's name.
func kubeTitle(w kubeWorkload, c *conf.Node) string {
	name := image.Parse(c.Text("image")).Name
	if deployWord(name) || strings.ContainsAny(name, "${<") {
		return cmp.Or(w.name, c.Text("name"))
	}
	if _, isLanguage := image.Parse(c.Text("image")).Language(); isLanguage {
		return w.name
	}
	return name
}

func texts(n *conf.Node) []string {
	var out []string
	for _, c := range n.Items() {
		out = append(out, c.Value)
	}
	return out
}

// environment adds the variables, and the backing services whose host they name.
func (k *kubeObjects) environment(b *container.Builder, c *conf.Node) {
	backing := k.backing()
	for _, e := range c.Get("env").Items() {
		name, value := e.Text("name"), e.Text("value")
		if e.Get("valueFrom") != nil {
			value = ""
		}
		b.Env(name, value, e.Line)
		k.named(b, backing, value, e.Line)
	}
}

func (k *kubeObjects) named(b *container.Builder, backing []kubeBacking, value string, line int) {
	for _, s := range backing {
		if hostIn(value, s.host) || strings.Contains(value, s.host+".") && hostIn(value[:strings.Index(value, s.host+".")+len(s.host)], s.host) {
			b.AddService(fact.High, s.service, s.host, line)
		}
	}
}

// fromConfigs adds the variables that come from whole ConfigMaps; those of
// Secrets stay unknown.
func (k *kubeObjects) fromConfigs(c *conf.Node) fact.Set {
	var out fact.Set
	backing := k.backing()
	for _, from := range c.Get("envFrom").Items() {
		name := from.Text("configMapRef", "name")
		for _, cm := range k.configs {
			if name == "" || cm.name != name {
				continue
			}
			b := container.Builder{Origin: fact.FromDeploy, Path: cm.file}
			for _, v := range cm.data.Items() {
				b.Env(v.Key, v.Value, v.Line)
				k.named(&b, backing, v.Value, v.Line)
			}
			out = append(out, b.Facts()...)
		}
	}
	return out
}

// ports adds the main port and the others by their names. The main one is the
// only one, the one that a service leads to first, or the one called http.
func (k *kubeObjects) ports(b *container.Builder, w kubeWorkload, c *conf.Node) {
	ports := c.Get("ports").Items()
	if len(ports) == 0 {
		return
	}
	main := k.mainPort(w, ports)
	for i, p := range ports {
		spec := p.Text("containerPort") + "/" + k.protocol(w, c, p)
		name := p.Text("name")
		switch {
		case i == main:
			b.Port(spec, p.Line)
		case name != "":
			b.NamedPort(name, spec, p.Line)
		default:
			b.NamedPort("port-"+p.Text("containerPort"), spec, p.Line)
		}
	}
}

func (k *kubeObjects) mainPort(w kubeWorkload, ports []conf.Node) int {
	for _, s := range k.services {
		if !s.selects(w.labels) {
			continue
		}
		for _, sp := range s.ports.Items() {
			target := cmp.Or(sp.Text("targetPort"), sp.Text("port"))
			for i, p := range ports {
				if target == p.Text("containerPort") || target == p.Text("name") {
					return i
				}
			}
		}
	}
	for i, p := range ports {
		if p.Text("name") == "http" || p.Text("name") == "web" {
			return i
		}
	}
	return 0
}

// protocol tells what is spoken on a port by its name, by the service that leads
// to it, or by the probe that asks it.
func (k *kubeObjects) protocol(w kubeWorkload, c *conf.Node, p conf.Node) string {
	number, name := p.Text("containerPort"), p.Text("name")
	for _, s := range k.services {
		if !s.selects(w.labels) {
			continue
		}
		for _, sp := range s.ports.Items() {
			if t := cmp.Or(sp.Text("targetPort"), sp.Text("port")); t == number || t == name && name != "" {
				if proto := protocolWord(cmp.Or(sp.Text("appProtocol"), sp.Text("name"))); proto != "" {
					return proto
				}
			}
		}
	}
	if proto := protocolWord(name); proto != "" {
		return proto
	}
	for _, probe := range []string{"readinessProbe", "livenessProbe", "startupProbe"} {
		if t := c.Text(probe, "httpGet", "port"); t != "" && (t == number || t == name) {
			return "http"
		}
		if t := c.Text(probe, "grpc", "port"); t != "" && t == number {
			return "grpc"
		}
	}
	return strings.ToLower(cmp.Or(p.Text("protocol"), "tcp"))
}

// protocolWord reads the start of a port's name, by the custom of Istio.
func protocolWord(name string) string {
	word, _, _ := strings.Cut(strings.ToLower(name), "-")
	switch word {
	case "http", "web", "http2":
		return "http"
	case "https", "grpc", "dubbo", "ws", "udp":
		return word
	}
	return ""
}

// probes adds the endpoints that the probes ask.
func probes(b *container.Builder, c *conf.Node) {
	for _, p := range []struct{ key, kind string }{{"livenessProbe", "liveness"}, {"readinessProbe", "readiness"}, {"startupProbe", "startup"}} {
		n := c.Get(p.key)
		switch {
		case n.Get("httpGet") != nil:
			b.HealthPath(p.kind, n.Text("httpGet", "path"), n.Line)
		case n.Get("grpc") != nil:
			b.Add(fact.Health, "grpc:", n.Line)
		case n.Get("exec") != nil:
			b.HealthTest(texts(n.Get("exec", "command")), n.Line)
		}
	}
}

// mounts adds the directories that a container keeps data in.
func mounts(b *container.Builder, w kubeWorkload, c *conf.Node) {
	writable, kept := map[string]bool{}, map[string]bool{}
	for _, v := range w.pod.Get("volumes").Items() {
		for _, kind := range []string{"emptyDir", "persistentVolumeClaim", "hostPath", "nfs", "ephemeral"} {
			if v.Get(kind) != nil {
				writable[v.Text("name")] = true
				kept[v.Text("name")] = kind != "emptyDir" && kind != "ephemeral"
			}
		}
	}
	for _, t := range w.node.Get("spec", "volumeClaimTemplates").Items() {
		writable[t.Text("metadata", "name")], kept[t.Text("metadata", "name")] = true, true
	}
	for _, m := range c.Get("volumeMounts").Items() {
		if writable[m.Text("name")] && m.Text("readOnly") != "true" && m.Text("subPath") == "" {
			b.Volume(m.Text("mountPath"), m.Line)
			if kept[m.Text("name")] {
				b.Kept(m.Text("mountPath"), m.Line)
			}
		}
	}
}
