package portfolio

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// cycles finds applications that need each other. A cycle that only a weak dependency closes is
// named but does not bind: its caller goes on without the callee.
func (e *estate) cycles() []joined {
	var out []joined
	all, firm := e.adjacency(func(*edge) bool { return true }), e.adjacency(func(x *edge) bool { return !x.Weak })
	for _, c := range sortedComponents(scc(len(e.apps), all)) {
		path := e.pathOf(shortestCycle(c, all))
		bound := slices.ContainsFunc(scc(len(e.apps), restricted(firm, c)), func(f []int) bool { return len(f) > 1 })
		cuts := e.cuts(c, all)
		remedy := t("任选下列一条调用改为异步、加降级或先拆开，就可以分开迁移", "make any of these calls asynchronous, give it a fallback or take it away, and they can move apart")
		if len(cuts) == 0 {
			remedy = t("互相调用不止一圈，没有单独一条调用能解开；一起迁移，或先梳理接口", "they call each other in more than one way and no single call separates them: move them together, or sort out the interfaces first")
		}
		text := i18n.Textf("%[1]s 互相调用，必须一起迁移", "%[1]s call each other and must move together", path)
		if !bound {
			text = i18n.Textf("%[1]s 互相调用；其中有弱依赖（有降级），可以分开迁移", "%[1]s call each other; part of it is weak, with a fallback, so they can move apart", path)
		}
		if bound {
			e.cut = append(e.cut, cuts...)
		}
		e.problem(Problem{Kind: ProblemCycle, Text: text, Remedy: withCuts(remedy, cuts), Applications: e.appNames(c)})
	}
	for _, c := range sortedComponents(scc(len(e.apps), firm)) {
		path := e.pathOf(shortestCycle(c, firm))
		for _, i := range c[1:] {
			out = append(out, joined{c[0], i, reason("", "循环调用：%[1]s", "they call each other: %[1]s", path), true})
		}
	}
	return out
}

func withCuts(remedy i18n.Text, cuts []Cut) i18n.Text {
	if len(cuts) == 0 {
		return remedy
	}
	var zh, en []string
	for _, c := range cuts {
		zh, en = append(zh, c.From+" → "+c.To), append(en, c.From+" → "+c.To)
	}
	return i18n.Text{ZH: remedy.ZH + "：" + strings.Join(zh, "、"), EN: remedy.EN + ": " + strings.Join(en, ", ")}
}

// adjacency is who needs whom, by calls and messages.
func (e *estate) adjacency(keep func(*edge) bool) func(int) []int {
	next := make([][]int, len(e.apps))
	for _, x := range e.between() {
		if x.Kind == EdgeCalls && keep(x) {
			from := e.graph.nodes[x.From].app.at
			next[from] = append(next[from], e.graph.nodes[x.To].app.at)
		}
	}
	return func(i int) []int { return next[i] }
}

// restricted keeps to the nodes of a component.
func restricted(next func(int) []int, to []int) func(int) []int {
	in := map[int]bool{}
	for _, i := range to {
		in[i] = true
	}
	return func(i int) []int {
		if !in[i] {
			return nil
		}
		return slices.DeleteFunc(slices.Clone(next(i)), func(j int) bool { return !in[j] })
	}
}

// sortedComponents are the components of several nodes, each sorted, in the order of their first.
func sortedComponents(cs [][]int) [][]int {
	cs = slices.DeleteFunc(cs, func(c []int) bool { return len(c) < 2 })
	for _, c := range cs {
		slices.Sort(c)
	}
	slices.SortFunc(cs, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return cs
}

// maxCutSize is the largest cycle whose single dependencies are tried one by one.
const maxCutSize = 60

// cuts are the dependencies each of which alone, when taken away, separates the component.
func (e *estate) cuts(component []int, next func(int) []int) []Cut {
	if len(component) > maxCutSize {
		return nil
	}
	within := restricted(next, component)
	var out []Cut
	for _, i := range component {
		for _, j := range within(i) {
			without := func(k int) []int {
				ns := within(k)
				if k == i {
					ns = slices.DeleteFunc(slices.Clone(ns), func(n int) bool { return n == j })
				}
				return ns
			}
			if !slices.ContainsFunc(scc(len(e.apps), without), func(c []int) bool { return len(c) > 1 }) {
				out = append(out, Cut{e.apps[i].Name, e.apps[j].Name, EdgeCalls, t("改为异步或加降级", "make it asynchronous or give it a fallback")})
			}
		}
	}
	return out
}

// shortestCycle is a shortest way from the first node of a component back to it.
func shortestCycle(component []int, next func(int) []int) []int {
	start, before := component[0], map[int]int{}
	queue := []int{start}
	within := restricted(next, component)
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		for _, w := range within(v) {
			if w == start {
				path := []int{start}
				for at := v; at != start; at = before[at] {
					path = append(path, at)
				}
				path = append(path, start)
				slices.Reverse(path)
				return path
			}
			if _, seen := before[w]; !seen {
				before[w] = v
				queue = append(queue, w)
			}
		}
	}
	return component
}

func (e *estate) appNames(is []int) []string {
	var out []string
	for _, i := range is {
		out = append(out, e.apps[i].Name)
	}
	return out
}
