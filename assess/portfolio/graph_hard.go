package portfolio

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// edgesFrom are the edges that begin at a node, sorted.
func (g *graph) edgesFrom(id string) []*edge {
	out := slices.Clone(g.from[id])
	slices.SortFunc(out, compareEdges)
	return out
}

func (g *graph) drop(from, to string, kind EdgeKind) {
	delete(g.edges, edgeKey{from, to, kind})
	g.from[from] = slices.DeleteFunc(g.from[from], func(x *edge) bool { return x.To == to && x.Kind == kind })
}

// hardenByRegistry ties callers to callees that find each other in a registry whose outside
// members cannot reach the addresses of pods.
func (e *estate) hardenByRegistry() {
	for _, x := range e.between() {
		if x.Kind != EdgeCalls || x.Weak {
			continue
		}
		from, to := e.graph.nodes[x.From].app, e.graph.nodes[x.To].app
		if x.via != "registry" && !e.commonRegistry(from.Name, to.Name) {
			continue
		}
		for _, end := range []string{from.Name, to.Name} {
			if e.record("dep.registry", survey.Scope{App: end}).Get("outside") == "unrouted" {
				e.harden(x, saidAt("dep.registry", survey.Place{App: end},
					"经注册中心调用，注册的是 Pod IP，集群外到 Pod 网段不通", "it is called through a registry that hands out addresses of pods, which nothing outside the cluster reaches"))
				break
			}
		}
	}
}

func (e *estate) harden(x *edge, why classify.Reason) {
	x.Hard, x.hardWhy = true, why.Text
	e.graph.link(x.From, x.To, x.Kind, why)
}

func (e *estate) commonRegistry(a, b string) bool {
	for _, x := range e.graph.edgesFrom(appID(a)) {
		if n := e.graph.nodes[x.To]; n.Kind == NodeRegistry && n.users[b] {
			return true
		}
	}
	return false
}

// latency is the longest round trip of the customer's links, in milliseconds; 0 when unknown.
func (e *estate) latency() int {
	longest := 0
	for _, r := range e.rows("net.links", survey.Scope{}) {
		longest = max(longest, r.Int("latency"))
	}
	return longest
}

// hardenByLatency ties the ends of strong synchronous calls where the line is too slow for them.
func (e *estate) hardenByLatency() {
	ms := e.latency()
	if ms == 0 || ms < cmp.Or(e.model.Waves.LatencyMS, 1) {
		return
	}
	for _, x := range e.between() {
		if x.strong && x.sync() {
			e.harden(x, reason("net.links", "强依赖的同步调用，专线往返 %[1]d 毫秒，达到上限 %[2]d 毫秒", "a strong synchronous call, and the link takes %[1]d ms, the limit being %[2]d ms", ms, e.model.Waves.LatencyMS))
		}
	}
}

// hardenByTransaction ties the ends of a call that one distributed transaction spans: both hold
// locks in each other's databases while it lasts.
func (e *estate) hardenByTransaction() {
	for _, x := range e.between() {
		from, to := e.graph.nodes[x.From].app, e.graph.nodes[x.To].app
		if x.Kind == EdgeCalls && coordinated(from) && coordinated(to) {
			e.harden(x, reason("", "两边都参与分布式事务（Seata 或 XA），事务期间互相持有锁", "both take part in distributed transactions (Seata or XA) and hold locks for each other"))
		}
	}
}

// coordinated tells an application with a coordinator of distributed transactions.
func coordinated(a *application) bool {
	if a.Assessment == nil {
		return false
	}
	for _, c := range a.components {
		if slices.ContainsFunc(c.Services, func(s assess.Service) bool { return s.Kind == "seata" && !s.Optional }) {
			return true
		}
	}
	return slices.ContainsFunc(a.Assessment.Findings, func(f assess.Finding) bool {
		return strings.Contains(f.ID, "seata") || strings.Contains(f.ID, "distributed-transaction")
	})
}
