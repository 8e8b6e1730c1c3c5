package portfolio

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// hosts are those of backing services.
func (g *graph) hosts() map[string]bool {
	if g.known != nil {
		return g.known
	}
	g.known = map[string]bool{}
	for _, n := range g.nodes {
		if n.Kind == NodeApplication || n.Kind == NodeUnknown || strings.Contains(n.ID, ":@") {
			continue
		}
		parts := strings.SplitN(n.ID, ":", 3)
		host, _, _ := strings.Cut(strings.SplitN(parts[len(parts)-1], "/", 2)[0], ":")
		g.known[host] = true
	}
	return g.known
}

// sharing draws what an application shares with others: as dep.shareddb says, else as addresses
// that point to one database show, which somebody must confirm.
func (e *estate) sharing(a *application) {
	for _, row := range e.rows("dep.shareddb", survey.Scope{App: a.Name}) {
		i, ok := e.names.find(row.Get("app"))
		switch {
		case !ok:
			n := e.unknown(row.Get("app"))
			e.unknownProblem(n, a, "dep.shareddb")
			e.graph.link(appID(a.Name), n.ID, EdgeWrites, saidAt("dep.shareddb", survey.Place{App: a.Name}, "调研：与 %[1]s 共用数据", "survey: it shares data with %[1]s", row.Get("app")))
		case e.apps[i] != a:
			e.share(a, e.apps[i], row)
		}
	}
	for _, n := range e.graph.databasesOf(a.Name) {
		for _, other := range sortedKeys(n.users) {
			if b, _ := e.app(other); b != a && b != nil && b.at > a.at && strings.Contains(n.ID, "/") && !e.spoken(a, b) {
				e.suspect(a, b, n)
			}
		}
	}
}

// share is a row of dep.shareddb.
func (e *estate) share(a, b *application, row survey.Row) {
	what := row.Get("what")
	n := e.commonNode(a, b, what)
	option := e.optionText("dep.shareddb", "what", what)
	why := saidAt("dep.shareddb", survey.Place{App: a.Name}, "调研：与 %[1]s 共用%[2]s", "survey: it shares with %[1]s: %[3]s", b.Name, option.ZH, strings.ToLower(option.EN))
	hard, because := e.hardShare(a, b, row)
	for _, end := range []*application{a, b} {
		kind := EdgeWrites
		switch {
		case what == "directory":
			kind = EdgeStores
		case e.onlyReads(end, a, b, row):
			kind = EdgeReads
			e.graph.drop(appID(end.Name), n.ID, EdgeWrites)
		}
		r := why
		if end == b {
			r = saidAt("dep.shareddb", survey.Place{App: a.Name}, "调研：%[1]s 说与它共用%[2]s", "survey: %[1]s says that they share: %[3]s", a.Name, option.ZH, strings.ToLower(option.EN))
		}
		x := e.graph.link(appID(end.Name), n.ID, kind, r)
		x.declared = true
		e.settle(end, n)
		if hard {
			x.Hard, x.hardWhy = true, because.Text
			e.graph.link(appID(end.Name), n.ID, kind, because)
		}
	}
}

// onlyReads tells whether one end of a shared table said that it does not write.
func (e *estate) onlyReads(end, a, b *application, row survey.Row) bool {
	if end == a {
		return row.Get("access") == "read"
	}
	own := e.shareRow(b, a)
	return own != nil && own.Get("access") == "read"
}

// shareRow is what an application says about what it shares with another.
func (e *estate) shareRow(a, with *application) survey.Row {
	for _, r := range e.rows("dep.shareddb", survey.Scope{App: a.Name}) {
		if i, ok := e.names.find(r.Get("app")); ok && e.apps[i] == with {
			return r
		}
	}
	return nil
}

// hardShare tells whether sharing makes two applications move together.
func (e *estate) hardShare(a, b *application, row survey.Row) (bool, classify.Reason) {
	switch row.Get("what") {
	case "table":
		if e.onlyReads(a, a, b, row) || e.onlyReads(b, a, b, row) {
			return false, classify.Reason{}
		}
		return true, reason("dep.shareddb", "两边都写同一张表（没有说明只读的按也写处理），结构和写入互相影响", "both write the same tables (unless one said that it only reads), so structure and writes affect each other")
	case "schema":
		if e.dataMoves(a) || e.dataMoves(b) {
			return true, reason("data.migrate", "同一个库本期要搬，搬迁和回退只能一起做", "one database that moves this time: copying it and going back can only be done together")
		}
	case "directory":
		return true, reason("dep.shareddb", "容器之间没有共同的本地目录", "containers have no common local directory")
	}
	return false, classify.Reason{}
}

func (e *estate) dataMoves(a *application) bool {
	plan := e.record("data.migrate", survey.Scope{App: a.Name}).Get("plan")
	return plan == "move" || plan == "heterogeneous" || plan == "split"
}

// commonNode is the database that both are known to use, or a node that stands for what they share.
func (e *estate) commonNode(a, b *application, what string) *node {
	if what == "directory" {
		return e.standIn(a, b, NodeStorage, "directory", i18n.Text{ZH: "共用目录", EN: "shared directory"})
	}
	of, other := e.located(a), e.located(b)
	for _, n := range of {
		if n.users[b.Name] {
			return n
		}
	}
	switch { // the only database of either is the one that both mean
	case len(of) == 1 && len(other) == 0:
		return of[0]
	case len(other) == 1 && len(of) == 0:
		return other[0]
	}
	return e.standIn(a, b, NodeDatabase, "shared", i18n.Text{ZH: "共用数据库", EN: "shared database"})
}

// located are the databases of an application whose place is known.
func (e *estate) located(a *application) []*node {
	return slices.DeleteFunc(e.graph.databasesOf(a.Name), func(n *node) bool { return strings.Contains(n.ID, ":@") })
}

// settle takes away a database whose place nobody knew, once it turned out to be the shared one.
func (e *estate) settle(a *application, n *node) {
	kind := strings.SplitN(n.ID, ":", 3)[1]
	id := string(NodeDatabase) + ":" + kind + ":@" + a.Name
	if id != n.ID && e.graph.nodes[id] != nil {
		e.graph.drop(appID(a.Name), id, EdgeWrites)
		delete(e.graph.nodes, id)
	}
}

// standIn is a node for something shared whose place nobody told: one that either of the two
// shares in the same way already, or a new one.
func (e *estate) standIn(a, b *application, kind NodeKind, word string, label i18n.Text) *node {
	prefix := string(kind) + ":" + word + ":@"
	for _, n := range e.graph.sortedNodes() {
		if strings.HasPrefix(n.ID, prefix) && (n.users[a.Name] || n.users[b.Name]) {
			return n
		}
	}
	first := min(a.Name, b.Name)
	return e.graph.node(prefix+first, kind, i18n.Text{ZH: label.ZH + "（" + first + " 等）", EN: label.EN + " (" + first + " and others)"})
}

// spoken tells whether either said something about sharing with the other.
func (e *estate) spoken(a, b *application) bool {
	return e.shareRow(a, b) != nil || e.shareRow(b, a) != nil
}

// suspect ties two applications whose configuration points to one database, until somebody says
// what they share.
func (e *estate) suspect(a, b *application, n *node) {
	why := reason("dep.shareddb", "%[1]s 和 %[2]s 的配置指向同一个库，没有人说明共用什么，先按两边都写处理", "%[1]s and %[2]s are configured for one database and nobody has said what they share; both are taken to write", a.Name, b.Name)
	for _, end := range []*application{a, b} {
		x := e.graph.link(appID(end.Name), n.ID, EdgeWrites, why)
		x.Hard, x.hardWhy = true, why.Text
	}
	e.problem(Problem{
		Kind: ProblemUnknown,
		Text: i18n.Textf("%[1]s 与 %[2]s 的连接串指向同一个库 %[3]s，调研没有说明共用什么；先按必须一起迁移安排",
			"the addresses of %[1]s and %[2]s point to one database, %[3]s, and no answer says what they share; they are planned to move together", a.Name, b.Name, n.Label.ZH),
		Remedy:       t("请两边负责人回答 dep.shareddb：各用各的表就可以分开迁移", "let both owners answer dep.shareddb: with tables of their own they can move apart"),
		Applications: []string{a.Name, b.Name}, Reasons: []classify.Reason{why},
	})
}

// databasesOf are the databases that an application uses.
func (g *graph) databasesOf(app string) []*node {
	var out []*node
	for _, x := range g.edgesFrom(appID(app)) {
		if n := g.nodes[x.To]; n.Kind == NodeDatabase && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}
