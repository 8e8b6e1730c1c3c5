package portfolio

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// saidBy draws what people said about the neighbours of an application.
func (e *estate) saidBy(a *application) {
	for _, g := range e.said[a.Name] {
		if g.Answer.State != survey.Known {
			continue
		}
		for _, row := range g.Answer.Value.Rows {
			switch g.Question {
			case "dep.external":
				e.external(a, row)
			case "dep.down":
				e.callee(a, row, g.Place)
			case "dep.up":
				e.caller(a, row, g.Place)
			case "cur.colocated":
				e.colocated(a, row, g.Place)
			}
		}
	}
}

func saidAt(question string, at survey.Place, zh, en string, args ...any) classify.Reason {
	r := reason(question, zh, en, args...)
	r.Where = at.String()
	return r
}

// external is a system of another party that the customer named: known, and outside.
func (e *estate) external(a *application, row survey.Row) {
	name := row.Get("name")
	if i, ok := e.names.find(name); ok && e.apps[i] != a { // somebody put one of the house's own there
		e.connect(a, e.apps[i], row, saidAt("dep.external", survey.Place{App: a.Name}, "调研：对接 %[1]s", "survey: it connects to %[1]s", name))
		return
	}
	n := e.outside(name)
	why := saidAt("dep.external", survey.Place{App: a.Name}, "调研：对接外部系统 %[1]s", "survey: it connects to the outside system %[1]s", name)
	if row.Get("direction") != "in" {
		e.graph.link(appID(a.Name), n.ID, EdgeCalls, why).declared = true
	}
	if d := row.Get("direction"); d == "in" || d == "both" {
		e.graph.link(n.ID, appID(a.Name), EdgeCalls, why).declared = true
	}
}

// outside is the node of an outside system that a person named.
func (e *estate) outside(name string) *node {
	n := e.graph.node("outside:"+cmp.Or(key(name), name), NodeOutside, i18n.Text{ZH: name, EN: name})
	n.said = true
	return n
}

// callee is a row of dep.down.
func (e *estate) callee(a *application, row survey.Row, at survey.Place) {
	name := row.Get("name")
	if e.ownComponent(a, name) {
		return
	}
	if b, ok := e.lookup(name, row.Get("address")); ok {
		if b != a {
			e.connect(a, b, row, saidAt("dep.down", at, "调研：调用 %[1]s", "survey: it calls %[1]s", name))
		}
		return
	}
	why := saidAt("dep.down", at, "调研：调用 %[1]s", "survey: it calls %[1]s", name)
	var n *node
	switch location := row.Get("location"); {
	case location == "internet" || location == "third-party" || e.graph.nodes["outside:"+cmp.Or(key(name), name)] != nil:
		n = e.outside(name)
	default:
		n = e.unknown(name)
		e.unknownProblem(n, a, "dep.down")
	}
	x := e.graph.link(appID(a.Name), n.ID, EdgeCalls, why)
	x.Weak, x.declared = row.Get("strength") == "weak", true
}

// caller is a row of dep.up.
func (e *estate) caller(a *application, row survey.Row, at survey.Place) {
	name := row.Get("name")
	if e.ownComponent(a, name) {
		return
	}
	why := saidAt("dep.up", at, "调研：被 %[1]s 调用", "survey: %[1]s calls it", name)
	if b, ok := e.names.find(name); ok {
		if e.apps[b] != a {
			x := e.connect(e.apps[b], a, row, why)
			x.via = row.Get("via")
		}
		return
	}
	n := e.outside(name) // people who open a page are callers, too, and nothing to look for
	e.graph.link(n.ID, appID(a.Name), EdgeCalls, why).declared = true
}

// colocated is a program on the same machine; another application that it cannot be told from
// moves with it.
func (e *estate) colocated(a *application, row survey.Row, at survey.Place) {
	if row.Get("kind") != "other-app" {
		return
	}
	i, ok := e.names.find(row.Get("name"))
	if !ok || e.apps[i] == a {
		return
	}
	b := e.apps[i]
	why := saidAt("cur.colocated", at, "调研：与 %[1]s 在同一台主机上配合运行，可能靠本机文件、端口或内存通信", "survey: it works with %[1]s on one machine, perhaps by local files, ports or memory", b.Name)
	x := e.graph.link(appID(a.Name), appID(b.Name), EdgeCalls, why)
	x.declared = true
	e.harden(x, why)
}

// connect draws a call from one application to another.
func (e *estate) connect(a, b *application, row survey.Row, why classify.Reason) *edge {
	kind := EdgeCalls
	if row.Get("protocol") == "message" {
		kind = EdgeMessages
	}
	x := e.graph.link(appID(a.Name), appID(b.Name), kind, why)
	x.declared = true
	x.protocol = cmp.Or(row.Get("protocol"), x.protocol)
	switch row.Get("strength") {
	case "strong":
		x.strong, x.Weak = true, false
	case "weak":
		x.Weak = !x.strong
	}
	return x
}

func (e *estate) ownComponent(a *application, name string) bool {
	return slices.ContainsFunc(a.components, func(c component) bool { return c.name == name || c.Name == name })
}

// lookup finds an application by a name, else by an address.
func (e *estate) lookup(name, host string) (*application, bool) {
	if i, ok := e.names.find(name); ok {
		return e.apps[i], true
	}
	if host == "" {
		return nil, false
	}
	if i, ok := e.names.findHost(host); ok {
		return e.apps[i], true
	}
	return nil, false
}

// unknown is the node of something that is depended on and that nobody has named.
func (e *estate) unknown(name string) *node {
	return e.graph.node("unknown:"+strings.ToLower(name), NodeUnknown, i18n.Text{ZH: name, EN: name})
}

// unknownProblem raises an unknown node once; later ones that use it join.
func (e *estate) unknownProblem(n *node, a *application, question string) {
	if n.problem {
		for i := range e.plan.Problems {
			p := &e.plan.Problems[i]
			if p.Kind == ProblemUnknown && len(p.Reasons) > 0 && p.Reasons[0].Where == n.ID && !slices.Contains(p.Applications, a.Name) {
				p.Applications = append(p.Applications, a.Name)
			}
		}
		return
	}
	n.problem = true
	r := reason(question, "不在应用清单里，也不在 dep.external 里", "it is neither among the applications nor in dep.external")
	r.Where = n.ID
	e.problem(Problem{
		Kind: ProblemUnknown,
		Text: i18n.Textf("依赖“%[1]s”，但没有人说明它是什么、在哪里、是否随迁", "something depends on “%[1]s”, and nobody has said what it is, where it is and whether it moves", n.Label.ZH),
		Remedy: t("请该应用的负责人说明：是清单里的哪个应用，还是外部系统（补到 dep.external），或是已不再使用",
			"let the application's owner say which application of the list it is, whether it is an outside system (add it to dep.external), or that it is no longer used"),
		Applications: []string{a.Name}, Reasons: []classify.Reason{r},
	})
}
