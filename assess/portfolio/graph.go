package portfolio

import (
	"cmp"
	"slices"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// graph is what depends on what. Nodes and edges are found by their ids while it grows.
type graph struct {
	nodes map[string]*node
	edges map[edgeKey]*edge

	known map[string]bool // hosts of backing services
	from  map[string][]*edge
}

type node struct {
	Node
	app     *application    // of NodeApplication
	users   map[string]bool // applications that use it
	said    bool            // a person named it
	problem bool            // it was raised as a problem already
}

type edgeKey struct {
	from, to string
	kind     EdgeKind
}

type edge struct {
	Edge
	strong   bool // a person said that From fails without To
	protocol string
	via      string // how the caller finds the callee
	hardWhy  i18n.Text
	declared bool // a person named it, so that what the evidence lacks is no doubt
}

// sync tells a call that waits for its answer.
func (e *edge) sync() bool {
	return e.Kind == EdgeCalls && e.protocol != "message" && e.protocol != "file"
}

func appID(name string) string { return "app:" + name }

// buildGraph draws the applications, then what people said, then what the sources show.
func (e *estate) buildGraph() {
	e.graph = &graph{nodes: map[string]*node{}, edges: map[edgeKey]*edge{}, from: map[string][]*edge{}}
	for _, a := range e.apps {
		e.graph.node(appID(a.Name), NodeApplication, e.label(a.Name)).app = a
	}
	for _, a := range e.apps {
		e.saidBy(a)
	}
	for _, a := range e.apps {
		e.stores(a)
	}
	for _, a := range e.apps {
		e.calls(a)
	}
	for _, a := range e.apps {
		e.sharing(a)
	}
	e.hardenByRegistry()
	e.hardenByLatency()
	e.hardenByTransaction()
	e.graph.markShared()
	for _, n := range e.graph.sortedNodes() {
		if n.app != nil {
			n.app.dependents = e.graph.dependents(n.ID)
		}
	}
}

func (g *graph) node(id string, kind NodeKind, label i18n.Text) *node {
	n, ok := g.nodes[id]
	if !ok {
		n = &node{Node: Node{ID: id, Kind: kind, Label: label}, users: map[string]bool{}}
		g.nodes[id] = n
	}
	return n
}

// link adds an edge, or the reason to the one that is there.
func (g *graph) link(from, to string, kind EdgeKind, why classify.Reason) *edge {
	k := edgeKey{from, to, kind}
	x, ok := g.edges[k]
	if !ok {
		x = &edge{Edge: Edge{From: from, To: to, Kind: kind}}
		g.edges[k] = x
		g.from[from] = append(g.from[from], x)
	}
	same := func(r classify.Reason) bool { return r.Text == why.Text && r.Where == why.Where }
	if !slices.ContainsFunc(x.Reasons, same) {
		x.Reasons = append(x.Reasons, why)
	}
	if n := g.nodes[from]; n != nil && n.app != nil {
		g.nodes[to].users[n.app.Name] = true
	}
	return x
}

func (g *graph) sortedNodes() []*node {
	out := make([]*node, 0, len(g.nodes))
	for _, n := range g.nodes {
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b *node) int {
		return cmp.Or(cmp.Compare(kindRank(a.Kind), kindRank(b.Kind)), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func (g *graph) sortedEdges() []*edge {
	out := make([]*edge, 0, len(g.edges))
	for _, x := range g.edges {
		out = append(out, x)
	}
	slices.SortFunc(out, compareEdges)
	return out
}

func compareEdges(a, b *edge) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Kind, b.Kind))
}

func kindRank(k NodeKind) int {
	return slices.Index([]NodeKind{NodeApplication, NodeDatabase, NodeQueue, NodeRegistry, NodeCache, NodeStorage, NodeOutside, NodeUnknown}, k)
}

func (g *graph) markShared() {
	for _, n := range g.nodes {
		n.Shared = n.Kind != NodeApplication && len(n.users) > 1
	}
}

// dependents is the number of applications that need the node.
func (g *graph) dependents(id string) int { return len(g.nodes[id].users) }

// between are the edges from one application to another, by kind.
func (e *estate) between() []*edge {
	var out []*edge
	for _, x := range e.graph.sortedEdges() {
		from, to := e.graph.nodes[x.From], e.graph.nodes[x.To]
		if from.app != nil && to.app != nil && from.app != to.app {
			out = append(out, x)
		}
	}
	return out
}

// finishGraph puts the graph into the plan.
func (e *estate) finishGraph() {
	for _, n := range e.graph.sortedNodes() {
		e.plan.Nodes = append(e.plan.Nodes, n.Node)
	}
	for _, x := range e.graph.sortedEdges() {
		e.plan.Edges = append(e.plan.Edges, x.Edge)
	}
}
