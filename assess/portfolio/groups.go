package portfolio

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// group are moving applications that must move together.
type group struct {
	Group
	apps   []*application
	at     int     // position among the groups
	effort float64 // of the customer, in person-days, the middle of the range
	freeze [][]Blank
	due    Date // the first fixed date of one of its applications, "" for none
}

// findGroups joins the applications of a cycle of calls and the ends of hard dependencies, as far
// as they move at all.
func (e *estate) findGroups() {
	s := newSets(len(e.apps))
	why := map[int][]joined{}
	for _, j := range append(e.cycles(), e.hardPairs()...) {
		if j.from != j.to && e.apps[j.from].moves && e.apps[j.to].moves {
			s.union(j.from, j.to)
			why[j.from] = append(why[j.from], j)
		}
	}
	e.collect(s, why)
}

// joined is why two applications are in one group.
type joined struct {
	from, to int
	why      classify.Reason
	cycle    bool // by a cycle, whose members are tied as a whole and not one by one
}

// hardPairs are applications with a hard dependency, directly or through what both write.
func (e *estate) hardPairs() []joined {
	var out []joined
	byNode := map[string][]*edge{}
	for _, x := range e.graph.sortedEdges() {
		from, to := e.graph.nodes[x.From], e.graph.nodes[x.To]
		switch {
		case !x.Hard || from.app == nil:
		case to.app != nil:
			out = append(out, joined{from.app.at, to.app.at, reason("", "%[1]s → %[2]s：%[3]s", "%[1]s → %[2]s: %[4]s", from.app.Name, to.app.Name, x.hardWhy.ZH, x.hardWhy.EN), false})
		default:
			byNode[x.To] = append(byNode[x.To], x)
		}
	}
	for _, id := range sortedKeys(byNode) {
		xs, n := byNode[id], e.graph.nodes[id]
		for _, x := range xs[1:] {
			a, b := e.graph.nodes[xs[0].From].app, e.graph.nodes[x.From].app
			out = append(out, joined{a.at, b.at, reason("dep.shareddb", "%[1]s 与 %[2]s 都用 %[3]s：%[5]s", "%[1]s and %[2]s both use %[4]s: %[6]s", a.Name, b.Name, n.Label.ZH, n.Label.EN, x.hardWhy.ZH, x.hardWhy.EN), false})
		}
	}
	return out
}

// maxPath is the longest cycle that is written out.
const maxPath = 8

func (e *estate) pathOf(is []int) string {
	names := e.appNames(is)
	if len(names) > maxPath {
		names = append(append(names[:maxPath-2:maxPath-2], "…"), names[len(names)-1])
	}
	return strings.Join(names, " → ")
}

// collect makes the groups, each sorted, in the order of their first application.
func (e *estate) collect(s sets, why map[int][]joined) {
	members := map[int][]*application{}
	reasons := map[int][]joined{}
	for i, a := range e.apps {
		if a.moves {
			members[s.find(i)] = append(members[s.find(i)], a)
			reasons[s.find(i)] = append(reasons[s.find(i)], why[i]...)
		}
	}
	for i := range e.apps {
		apps, ok := members[i]
		if !ok {
			continue
		}
		g := &group{apps: apps}
		g.ID = "group-" + apps[0].Name
		g.Cuts, g.Reasons = []Cut{}, []classify.Reason{}
		for _, a := range apps {
			a.group = g
			g.Applications = append(g.Applications, a.Name)
		}
		for _, a := range apps {
			f := a.Judgement.Effort
			g.effort += (f.Developers[0] + f.Developers[1] + f.Operations[0] + f.Operations[1]) / 2
		}
		e.explainGroup(g, reasons[i])
		e.groups = append(e.groups, g)
	}
	slices.SortFunc(e.groups, func(a, b *group) int { return cmp.Compare(a.ID, b.ID) })
	for i, g := range e.groups {
		g.at = i
	}
}

// explainGroup says why a group holds together, and which single ties would separate it.
func (e *estate) explainGroup(g *group, js []joined) {
	if len(g.apps) == 1 {
		g.Reasons = append(g.Reasons, reason("", "没有必须一起迁移的应用", "nothing must move with it"))
		return
	}
	ties := map[[2]int][]classify.Reason{}
	whole := newSets(len(e.apps)) // what holds together without the cycles
	for _, j := range js {
		same := func(r classify.Reason) bool { return r.Text == j.why.Text }
		if !slices.ContainsFunc(g.Reasons, same) {
			g.Reasons = append(g.Reasons, j.why)
		}
		if !j.cycle {
			ends := [2]int{min(j.from, j.to), max(j.from, j.to)}
			ties[ends] = append(ties[ends], j.why)
			whole.union(j.from, j.to)
		}
	}
	for _, c := range e.cut {
		from, to := e.apps[e.index[c.From]], e.apps[e.index[c.To]]
		if from.group == g && to.group == g && whole.find(from.at) != whole.find(to.at) {
			g.Cuts = append(g.Cuts, c)
		}
	}
	if len(g.apps) <= maxCutSize {
		g.Cuts = append(g.Cuts, e.singleTies(ties, js)...)
	}
}

// singleTies are the hard dependencies each of which alone holds two parts of a group together.
func (e *estate) singleTies(ties map[[2]int][]classify.Reason, js []joined) []Cut {
	var out []Cut
	byEnds := func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) }
	for _, ends := range slices.SortedFunc(maps.Keys(ties), byEnds) {
		rest := newSets(len(e.apps))
		for _, j := range js {
			if j.cycle || [2]int{min(j.from, j.to), max(j.from, j.to)} != ends {
				rest.union(j.from, j.to)
			}
		}
		if rest.find(ends[0]) != rest.find(ends[1]) {
			kind, how := howToCut(ties[ends])
			out = append(out, Cut{e.apps[ends[0]].Name, e.apps[ends[1]].Name, kind, how})
		}
	}
	return out
}

// howToCut says what would end a tie.
func howToCut(why []classify.Reason) (EdgeKind, i18n.Text) {
	for _, r := range why {
		switch r.Question {
		case "dep.shareddb", "data.migrate":
			return EdgeWrites, t("先把共用的数据分开：改为接口调用，或拆成各自的库、OSS 或 NAS", "separate the data first: call an interface, or split it into a database each, OSS or NAS")
		}
	}
	return EdgeCalls, t("把调用改为异步、加降级，或缩短线路时延", "make the call asynchronous, give it a fallback, or get a faster line")
}

// sets are disjoint sets of positions; the least of each stands for it.
type sets struct{ parent []int }

func newSets(n int) sets {
	s := sets{make([]int, n)}
	for i := range s.parent {
		s.parent[i] = i
	}
	return s
}

func (s sets) find(i int) int {
	for s.parent[i] != i {
		s.parent[i] = s.parent[s.parent[i]]
		i = s.parent[i]
	}
	return i
}

func (s sets) union(a, b int) {
	a, b = s.find(a), s.find(b)
	s.parent[max(a, b)] = min(a, b)
}
