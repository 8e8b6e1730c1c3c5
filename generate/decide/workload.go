package decide

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/footprint"
	"github.com/gantry-ack/gantry/generate"
)

// workloads takes the decisions of every component. Who is reached from outside,
// and who calls whom, depends on all of them, so their ports come first.
func workloads(src *source, app generate.Application, cs []component) []generate.Workload {
	peers := make([]peer, len(cs))
	for i := range cs {
		for _, e := range app.Environments {
			if p := profileFor(e, cs[i].Facts.Values(fact.Profile)); p != "" {
				cs[i].runs = append(cs[i].runs, p)
			}
		}
	}
	for i, c := range cs {
		peers[i] = peer{component: c, stems: stems(c), hosts: serverHosts(c)}
		peers[i].ports, _ = ports(src.inquire("", c.scope, c.Facts), c)
	}
	for i := range peers {
		peers[i].calls = calls(src.inquire("", peers[i].scope, peers[i].Facts), peers[i].component, peers)
	}
	for i := range peers {
		peers[i].exposed, _ = exposure(src.inquire("", peers[i].scope, peers[i].Facts), peers[i].component, peers[i].ports, peers)
	}
	out := make([]generate.Workload, len(cs))
	for i, c := range cs {
		b := &builder{src: src, app: app, c: c, peers: peers, hosts: peers[i].hosts, found: addresses(c), held: settings(c, peers)}
		b.w = generate.Workload{Component: c.Component, Name: c.name}
		b.w.Component.Workload = c.role // an answer may correct what the evidence takes it for
		b.build()
		b.run()
		b.settings()
		sortDecisions(b.w.Decisions)
		out[i] = b.w
	}
	return out
}

// peer is a component as the others see it.
type peer struct {
	component
	ports   []generate.Port
	exposed bool
	stems   []string
	calls   []string            // names of peers, sorted
	hosts   map[string][]string // of backing services, by kind
}

// builder fills one Workload.
type builder struct {
	src   *source
	app   generate.Application
	c     component
	peers []peer
	hosts map[string][]string // of backing services, by kind
	w     generate.Workload
	found map[string]address // variables that hold addresses of services
	held  map[string]setting // variables that take over properties with such addresses
}

func (b *builder) inquire(aspect string) *inquiry {
	return b.src.inquire(b.w.DecisionID(aspect), b.c.scope, b.c.Facts)
}

func (b *builder) inquireIn(aspect string, e generate.Environment) *inquiry {
	scope := b.c.scope
	scope.Env = e.Name
	return b.src.inquire(b.w.DecisionID(generate.In(aspect, e.Name)), scope, b.c.Facts)
}

func (b *builder) take(ds ...generate.Decision) { b.w.Decisions = append(b.w.Decisions, ds...) }

// decision returns one that is taken already, as an input of the next.
func (b *builder) decision(aspect string) generate.Decision {
	id := b.w.DecisionID(aspect)
	i := slices.IndexFunc(b.w.Decisions, func(d generate.Decision) bool { return d.ID == id })
	return b.w.Decisions[i]
}

// run decides how the component runs, whatever the environment.
func (b *builder) run() {
	w, c := &b.w, b.c
	var d generate.Decision
	w.Kind, d = kind(b.inquire(generate.AspectKind), c)
	b.take(d)
	if w.Kind == generate.CronJob {
		w.Schedule, d = schedule(b.inquire(generate.AspectSchedule), c)
		b.take(d)
	}
	w.Ports, d = ports(b.inquire(generate.AspectPorts), c)
	b.take(d)
	if len(w.Ports) > 0 {
		w.Build.Port = w.Ports[0].Number
	}
	w.Exposed, d = exposure(b.inquire(generate.AspectExposure), c, w.Ports, b.peers)
	b.take(d)
	w.Routes, d = routes(b.inquire(generate.AspectRoutes), c, b.peers)
	b.take(d)
	w.Sticky, d = session(b.inquire(generate.AspectSession), c)
	b.take(d)
	w.Rollout, d = rollout(b.inquire(generate.AspectRollout), c, b.decision(generate.AspectKind), w.Kind)
	b.take(d)
	w.Grace, w.PreStop, d = grace(b.inquire(generate.AspectGrace), c, w.Ports)
	b.take(d)
	b.security()
	b.probes()
	b.variables()
	b.fixed()
	b.paths()
	w.Network, d = network(b.inquire(generate.AspectNetwork), c, b.peers)
	b.take(d)
}

func (b *builder) security() {
	w := &b.w
	var d, ro generate.Decision
	sec := &w.Security
	sec.UID, sec.GID, d = user(b.inquire(generate.AspectUser), b.c)
	b.take(d)
	sec.Privileged, sec.Capabilities, d = privileged(b.inquire(generate.AspectPrivileged))
	b.take(d)
	sec.LowPorts = sec.UID != 0 && slices.ContainsFunc(w.Ports, func(p generate.Port) bool { return p.Number < 1024 })
	vols := b.inquire(generate.AspectVolumes)
	written := writtenPaths(vols, b.c)
	sec.ReadOnlyRoot, ro = readOnlyRoot(b.inquire(generate.AspectReadOnlyRoot), b.c, written, sec)
	b.take(ro)
	w.Volumes, d = volumes(vols, written, sec.ReadOnlyRoot)
	b.take(d)
}

func (b *builder) probes() {
	w := &b.w
	h := endpoints(b.c, w.Ports)
	var d generate.Decision
	w.Probes.Readiness, d = readiness(b.inquire(generate.AspectProbeReadiness), b.c, h)
	b.take(d)
	w.Probes.Liveness, d = liveness(b.inquire(generate.AspectProbeLiveness), b.c, h)
	b.take(d)
	w.Probes.Startup, d = startup(b.inquire(generate.AspectProbeStartup), b.c, w.Probes.Liveness, d)
	b.take(d)
}

// settings decides what differs by environment.
func (b *builder) settings() {
	w := &b.w
	for i, e := range b.app.Environments {
		s := &w.Settings[i]
		s.Environment = e.Name
		var d, n generate.Decision
		s.Replicas, n = replicas(b.inquireIn(generate.AspectReplicas, e), b.c, w.Kind, e)
		s.Resources, d = resources(b.inquireIn(generate.AspectResources, e), b.c, e)
		b.take(n, d)
		s.Autoscale, d = autoscale(b.inquireIn(generate.AspectAutoscale, e), b.c, w.Kind, e, s.Replicas, n)
		b.take(d)
		s.MaxUnavailable, d = disruption(b.inquireIn(generate.AspectDisruption, e), w.Kind, s.Replicas, n)
		b.take(d)
		s.SpreadZones, d = spread(b.inquireIn(generate.AspectSpread, e), w.Kind, s.Replicas, n)
		b.take(d)
		s.Hosts, d = hosts(b.inquireIn(generate.AspectHosts, e), b.c, b.peers, w.Exposed, e, b.decision(generate.AspectExposure))
		b.take(d)
	}
}

// build decides about the image.
func (b *builder) build() {
	w, c := &b.w, b.c
	img := &w.Build
	img.Platforms = b.app.Pipeline.Platforms
	var d generate.Decision
	img.Context, img.Dockerfile, d = buildContext(b.inquire(generate.AspectBuildContext), c, b.peers)
	b.take(d)
	img.Version, d = version(b.inquire(generate.AspectBuildVersion), c)
	b.take(d)
	img.Command, d = buildCommand(b.inquire(generate.AspectBuildCommand), c)
	b.take(d)
	img.Start, d = start(b.inquire(generate.AspectStart), c)
	b.take(d)
	img.TimeZone, d = timeZone(b.inquire(generate.AspectTimeZone))
	b.take(d)
	img.Locale, d = locale(b.inquire(generate.AspectLocale), c)
	b.take(d)
	img.CJKFonts, d = fonts(b.inquire(generate.AspectFonts))
	b.take(d)
	img.Packages, d = packages(b.inquire(generate.AspectPackages))
	b.take(d)
	img.Tests, img.GateTests, d = tests(b.inquire(generate.AspectTests), c)
	b.take(d)
}

// stack is what defaults go by: java, ssr (server-side rendering on Node),
// javascript, python, go, static, or the language's id.
func (c component) stack() string { return footprint.Stack(c.role, c.Language.ID, c.Framework.ID) }

// spring tells whether Spring Boot reads the configuration.
func (c component) spring() bool { return strings.HasPrefix(c.Framework.ID, "spring") }

// runsAlways tells a server or worker from a job that ends.
func (c component) runsAlways() bool { return c.role != assess.Job && c.role != assess.Cron }
