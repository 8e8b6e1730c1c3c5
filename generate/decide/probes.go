package decide

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// The rhythm of probes: three misses in half a minute.
const (
	probePeriod    = 10 * time.Second
	probeTimeout   = 3 * time.Second
	probeThreshold = 3
	startupPeriod  = 5 * time.Second
	minStartup     = 30 * time.Second
)

// health is what can be asked of a component.
type health struct {
	main, management, grpc *generate.Port
	paths                  map[string]string // by kind of fact.Health
	grpcHealth             bool
}

// endpoints sorts what the assessment found.
func endpoints(c component, ps []generate.Port) health {
	h := health{paths: map[string]string{}}
	for i := range ps {
		p := &ps[i]
		switch {
		case p.Name == "management":
			h.management = p
		case p.Protocol == "grpc" && h.grpc == nil:
			h.grpc = p
		}
	}
	if len(ps) > 0 && ps[0].Protocol != "udp" {
		h.main = &ps[0]
	}
	for _, e := range c.Health {
		if e.Kind == "grpc" {
			h.grpcHealth = h.grpc != nil
			continue
		}
		if _, ok := h.paths[e.Kind]; !ok && strings.HasPrefix(e.Path, "/") {
			h.paths[e.Kind] = e.Path
		}
	}
	return h
}

// probe makes a probe; a path of Spring Boot's actuator is asked at the management port.
func (h health) probe(urlPath string) *generate.Probe {
	p := &generate.Probe{Period: probePeriod, Timeout: probeTimeout, Threshold: probeThreshold}
	port := h.main
	switch {
	case h.grpcHealth && urlPath == "":
		p.Type, port = generate.GRPCProbe, h.grpc
	case urlPath == "":
		p.Type = generate.TCPProbe
	default:
		p.Type, p.Path = generate.HTTPProbe, urlPath
		if h.management != nil && strings.Contains(urlPath, "/actuator") {
			port = h.management
		}
	}
	p.Port = port.Name
	return p
}

// speaksHTTP tells whether the main port can be asked by HTTP.
func (h health) speaksHTTP() bool {
	return h.main != nil && slices.Contains([]string{"http", "https", "ws"}, h.main.Protocol)
}

// answered are the paths of ops.health, and what they are. The gRPC health service
// may be there without the source showing it.
func (h *health) answered(q *inquiry) (kind string, row survey.Row) {
	row = q.ask("ops.health").Value.Record()
	h.grpcHealth = h.grpcHealth || row.Get("kind") == "grpc" && h.grpc != nil
	return row.Get("kind"), row
}

// pick returns the path of a kind: what the source states, else the answer, else
// weaker evidence.
func (h health) pick(q *inquiry, why *because, kind, answer string) string {
	found := h.paths[kind]
	f, ok := q.factOf(fact.Health, kind+":"+found)
	switch {
	case found == "":
		return answer
	case answer != "" && answer != found && ok && strong(f):
		why.add("答案写的是 %[1]s，但源码提供 %[2]s，以源码为准，请确认", "the answer says %[1]s, but the source serves %[2]s and is followed; please confirm", answer, found)
	case answer != "":
		return answer
	}
	return found
}

// readiness decides when an instance gets requests.
func readiness(q *inquiry, c component, h health) (*generate.Probe, generate.Decision) {
	if h.main == nil {
		return noProbe(q, "没有可检查的端口", "it has no port to ask")
	}
	if c.role == assess.Static {
		q.byDefault("static.health", "/")
		return made(q, h.probe("/"), i18n.Textf("静态服务器就绪即返回首页", "the web server is ready when it serves the start page"))
	}
	var why because
	kind, row := h.answered(q)
	if kind == "port-only" {
		return made(q, h.tcp(), i18n.Textf("按答案没有健康检查接口，只检查端口", "as answered there is no health endpoint, so the port is checked"))
	}
	p := h.pick(q, &why, "readiness", row.Get("readiness"))
	if p == "" {
		p = h.pick(q, &why, "health", row.Get("liveness"))
	}
	if p != "" && (h.speaksHTTP() || h.management != nil) {
		why.add("就绪接口返回成功才接流量", "requests come once the readiness endpoint answers")
		return made(q, h.probe(p), why.text())
	}
	if h.grpcHealth {
		q.factOf(fact.Health, "grpc:")
		return made(q, h.probe(""), i18n.Textf("使用 gRPC 健康检查服务", "the gRPC health service is asked"))
	}
	q.assume("ops.health", "port-only")
	return made(q, h.tcp(), i18n.Textf("没有健康检查接口，只检查端口", "there is no health endpoint, so the port is checked"))
}

func (h health) tcp() *generate.Probe {
	h.grpcHealth = false
	return h.probe("")
}

// liveness decides when an instance is restarted. Without an endpoint that looks
// at nothing else there is none: restarting because a database is away only makes
// it worse.
func liveness(q *inquiry, c component, h health) (*generate.Probe, generate.Decision) {
	if h.main == nil {
		return noProbe(q, "没有可检查的端口", "it has no port to ask")
	}
	if c.role == assess.Static {
		q.byDefault("static.health", "/")
		return made(q, h.probe("/"), i18n.Textf("首页不依赖别的服务", "the start page depends on nothing else"))
	}
	var why because
	kind, row := h.answered(q)
	if kind == "port-only" {
		return noProbe(q, "只有端口，不设存活探针", "there is only a port, so there is no liveness probe")
	}
	p := h.pick(q, &why, "liveness", row.Get("liveness"))
	if p == "" {
		if alone := h.pick(q, &why, "health", ""); isPlain(alone) {
			p = alone
		}
	}
	if p != "" && (h.speaksHTTP() || h.management != nil) {
		why.add("存活接口连续失败才重启", "it is restarted when the liveness endpoint keeps failing")
		return made(q, h.probe(p), why.text())
	}
	if h.grpcHealth {
		q.factOf(fact.Health, "grpc:")
		return made(q, h.probe(""), i18n.Textf("使用 gRPC 健康检查服务", "the gRPC health service is asked"))
	}
	q.assume("ops.health", none)
	return noProbe(q, "没有只反映自身的接口，不设存活探针，避免下游故障引起重启",
		"no endpoint speaks of the process alone, so there is no liveness probe and trouble downstream restarts nothing")
}

// isPlain tells an endpoint that by convention answers for the process alone
// from one that adds up its dependencies, as Spring's /actuator/health does.
func isPlain(p string) bool {
	return slices.Contains([]string{"healthz", "livez", "live", "alive", "ping"}, path.Base(p))
}

// startup decides how long an instance may take to start: twice what it takes.
// It only holds the liveness probe back, so without one there is none.
func startup(q *inquiry, c component, live *generate.Probe, liveness generate.Decision) (*generate.Probe, generate.Decision) {
	q.uses(liveness)
	if live == nil {
		return noProbe(q, "没有存活探针，不需要启动探针", "there is no liveness probe to hold back")
	}
	took, known := startupTime(q, c)
	budget := max(2*took, minStartup)
	p := *live
	p.Period = startupPeriod
	p.Threshold = int((budget + startupPeriod - 1) / startupPeriod)
	if !known {
		return made(q, &p, i18n.Textf("启动时间未知，按 %[1]s 的两倍留出 %[2]s", "the start takes an unknown time, so twice %[1]s, %[2]s, is allowed", took, budget))
	}
	return made(q, &p, i18n.Textf("启动需要 %[1]s，留出 %[2]s", "the start takes %[1]s, so %[2]s is allowed", took, budget))
}

// startupTime is how long the start takes, answered or usual for the stack.
func startupTime(q *inquiry, c component) (took time.Duration, known bool) {
	if a := q.ask("perf.startup"); a.State == survey.Known {
		return a.Value.Duration(), true
	}
	took = 15 * time.Second
	if c.stack() == "java" {
		took = time.Minute
	}
	if c.role == assess.Static {
		q.byDefault("static.startup", took.String())
		return took, true
	}
	q.assume("perf.startup", took.String())
	return took, false
}

func noProbe(q *inquiry, zh, en string) (*generate.Probe, generate.Decision) {
	if len(q.inputs) == 0 {
		q.byDefault("ports", none)
	}
	return nil, q.decide("", i18n.Text{ZH: zh, EN: en})
}

func made(q *inquiry, p *generate.Probe, why i18n.Text) (*generate.Probe, generate.Decision) {
	value := fmt.Sprintf("%s %s", p.Type, p.Port)
	if p.Path != "" {
		value = fmt.Sprintf("%s %s %s", p.Type, p.Port, p.Path)
	}
	return p, q.decide(fmt.Sprintf("%s, %s x %d", value, p.Period, p.Threshold), why)
}
