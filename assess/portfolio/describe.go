package portfolio

import (
	"math"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// describeWaves puts groups, waves and entries into the plan, with why.
func (e *estate) describeWaves(s *schedule, limit classify.Reason) {
	for _, g := range e.groups {
		e.plan.Groups = append(e.plan.Groups, g.Group)
	}
	for i, groups := range e.waves {
		w := Wave{Number: i + 1, Limit: s.limit, Reasons: []classify.Reason{}}
		for _, g := range groups {
			w.Groups = append(w.Groups, g.ID)
			for _, a := range g.apps {
				w.Effort = w.Effort.plus(effortOf(a.Judgement.Effort))
			}
			if g.effort > s.limit {
				e.tooLarge(g, s.limit)
			}
		}
		if len(groups) == 1 && groups[0] == e.sampleGroup() {
			w.Reasons = append(w.Reasons, reason("", "第一波只做示例应用，由顾问和客户一起完成", "the first wave is the sample alone, done together with the consultant"))
		}
		w.Reasons = append(w.Reasons, limit, reason("", "客户投入 %[1]s 人日，占上限的 %[2]d%%", "the customer's part is %[1]s person-days, %[2]d%% of the limit", number(s.load[i+1]), int(math.Round(100*s.load[i+1]/s.limit))))
		e.plan.Waves = append(e.plan.Waves, w)
	}
	for _, a := range e.apps {
		e.plan.Applications = append(e.plan.Applications, e.entry(a, s))
	}
	e.describeObjective(s)
}

func (e *estate) tooLarge(g *group, limit float64) {
	e.problem(Problem{
		Kind: ProblemCapacity,
		Text: i18nf("%[1]s 需要客户 %[3]s 人日，超过一波的上限 %[4]s 人日", "%[2]s takes %[3]s person-days of the customer, more than the %[4]s of a wave",
			joinNames(g.Applications).ZH, joinNames(g.Applications).EN, number(g.effort), number(limit)),
		Remedy:       t("增加投入的人、拉长这一波，或按“可以拆开的依赖”先把它们分开", "add people, make the wave longer, or separate them first by one of the dependencies that can be cut"),
		Applications: g.Applications,
	})
}

func (e *estate) describeObjective(s *schedule) {
	texts := [7]i18n.Text{
		t("价值：等待", "value: waiting"), t("风险：过早", "risk: too early"), t("被依赖：过早", "dependents: too early"),
		t("耦合：分在不同波", "coupling: in different waves"), t("次序：被调用方先走", "order: callees first"), t("封网", "freezes"), t("晚于固定日期", "later than fixed dates"),
	}
	o := &e.plan.Objective
	o.Terms = []classify.Reason{}
	for i, v := range s.terms() {
		o.Terms = append(o.Terms, classify.Reason{Text: texts[i], Points: round(v, 2)})
	}
	o.Cost = sum(o.Terms)
}

// entry is an application with the terms of the objective in its wave, each of which is what it
// costs to have it there.
func (e *estate) entry(a *application, s *schedule) Entry {
	n := Entry{
		Name: a.Name, Strategy: a.strategy, Moves: a.moves, Value: a.value, Risk: a.Judgement.Risk.Score,
		Effort: effortOf(a.Judgement.Effort), By: Customer, Reasons: []classify.Reason{},
	}
	if a.group == nil {
		n.Reasons = append(n.Reasons, e.whyStays(a)...)
		return n
	}
	n.Wave = s.wave[a.group.at]
	if a.Name == e.plan.Sample.Recommended {
		n.By = Together
		n.Reasons = append(n.Reasons, reason("", "示例应用，第一波", "the sample, in the first wave"))
	}
	if len(a.group.apps) > 1 {
		n.Reasons = append(n.Reasons, reason("", "与 %[1]s 一起迁移", "it moves with %[2]s", others(a, "、"), others(a, ", ")))
	}
	w := e.model.Waves
	early := float64(s.last - n.Wave)
	for _, r := range []classify.Reason{
		term(w.Value*a.value.Value*float64(n.Wave-1), "", "价值 %[1]s，等 %[2]d 波", "value %[1]s, waiting %[2]d waves", number(a.value.Value), n.Wave-1),
		term(w.Risk*float64(a.Judgement.Risk.Score)/100*early, "", "风险 %[1]d，比最后一波早 %[2]d 波", "risk %[1]d, %[2]d waves before the last", a.Judgement.Risk.Score, s.last-n.Wave),
		term(w.Dependents*math.Min(1, float64(a.dependents)/10)*early, "", "被 %[1]d 个应用依赖，比最后一波早 %[2]d 波", "%[1]d applications need it, %[2]d waves before the last", a.dependents, s.last-n.Wave),
	} {
		if r.Points != 0 {
			n.Reasons = append(n.Reasons, r)
		}
	}
	if len(n.Reasons) == 0 {
		n.Reasons = append(n.Reasons, reason("", "价值、风险和依赖都不影响它的先后，放在有余量的一波", "neither value nor risk nor dependencies settle its place; it goes where there is room"))
	}
	return n
}

func others(a *application, sep string) string {
	out := ""
	for _, b := range a.group.apps {
		if b == a {
			continue
		}
		if out != "" {
			out += sep
		}
		out += b.Name
	}
	return out
}

func (e *estate) whyStays(a *application) []classify.Reason {
	if in, given := e.scopeRow(a.Name).Bool("in-scope"); given && !in {
		return []classify.Reason{reason("biz.scope.apps", "不在本期范围内", "it is out of scope this time")}
	}
	if a.strategy == "" {
		return []classify.Reason{reason("", "还没有结论", "nothing is concluded yet")}
	}
	out := []classify.Reason{reason("", "策略：%[1]s", "strategy: %[2]s", a.strategy.Text().ZH, a.strategy.Text().EN)}
	for _, r := range a.Judgement.Strategy.Reasons[:min(2, len(a.Judgement.Strategy.Reasons))] {
		r.Points = 0
		out = append(out, r)
	}
	return out
}

func effortOf(f classify.Effort) Effort {
	return Effort{f.Developers, f.Operations, f.Consultant, f.Total}
}

func (f Effort) plus(o Effort) Effort {
	return Effort{addDays(f.Developers, o.Developers), addDays(f.Operations, o.Operations), addDays(f.Consultant, o.Consultant), addDays(f.Total, o.Total)}
}

func addDays(a, b classify.Days) classify.Days {
	return classify.Days{round(a[0]+b[0], 2), round(a[1]+b[1], 2)}
}

// splits names what moves and needs what stays, and the other way round: the line between them is
// part of every call from then on.
func (e *estate) splits() {
	type need struct{ callers, callees []string }
	staying := map[string]*need{}
	at := func(name string) *need {
		if staying[name] == nil {
			staying[name] = &need{}
		}
		return staying[name]
	}
	for _, x := range e.between() {
		from, to := e.graph.nodes[x.From].app, e.graph.nodes[x.To].app
		switch {
		case from.moves && !to.moves:
			n := at(to.Name)
			n.callers = appendNew(n.callers, from.Name)
		case !from.moves && to.moves:
			n := at(from.Name)
			n.callees = appendNew(n.callees, to.Name)
		}
	}
	for _, n := range e.graph.sortedNodes() {
		if n.Shared && n.Kind != NodeRegistry {
			e.splitData(n, func(stays, moves string) { x := at(stays); x.callers = appendNew(x.callers, moves) })
		}
	}
	for _, name := range sortedKeys(staying) {
		e.split(name, staying[name].callers, staying[name].callees)
	}
}

// splitData finds a database that one that stays and one that moves both use in a hard way.
func (e *estate) splitData(n *node, found func(stays, moves string)) {
	var hard []*application
	for _, user := range sortedKeys(n.users) {
		for _, x := range e.graph.edgesFrom(appID(user)) {
			if x.To == n.ID && x.Hard {
				a, _ := e.app(user)
				hard = append(hard, a)
			}
		}
	}
	for _, a := range hard {
		for _, b := range hard {
			if !a.moves && b.moves {
				found(a.Name, b.Name)
			}
		}
	}
}

func (e *estate) split(name string, callers, callees []string) {
	a, _ := e.app(name)
	label := e.label(name)
	line := t("没有答专线（net.links），先确认线路和时延", "no link was named (net.links): settle line and latency first")
	if ms := e.latency(); ms > 0 {
		line = i18nf("专线往返 %[1]d 毫秒", "the link takes %[1]d ms", ms)
	}
	p := Problem{Kind: ProblemSplit, Applications: append([]string{name}, callers...)}
	stays := i18nf("%[1]s不进容器（策略：%[3]s）", "%[2]s does not go into containers (strategy: %[4]s)", spaceAfter(label.ZH), label.EN, stayText(a).ZH, stayText(a).EN)
	switch {
	case len(callers) > 0 && a.strategy == classify.Retire:
		p.Text = i18nf("%[1]s将下线，而 %[3]s 还在访问它", "%[2]s will be switched off, and it is still called by %[4]s", spaceAfter(label.ZH), label.EN, joinNames(callers).ZH, joinNames(callers).EN)
		p.Remedy = t("下线前去掉这些访问，或把要留的数据和功能移交；此前保留到原处的线路", "take these calls away before it is switched off, or hand over the data and functions that stay; until then keep a line to it")
	case len(callers) > 0:
		p.Text = i18nf("%[1]s，而 %[3]s 迁移后仍要访问它", "%[2]s, and it is still called after the move by %[4]s", stays.ZH, stays.EN, joinNames(callers).ZH, joinNames(callers).EN)
		p.Remedy = i18nf("保留到原处的线路，%[1]s；调用加超时和降级，把它的停机窗口写进割接方案", "keep a line to the old site, %[2]s; give calls time-outs and a fallback, and put its maintenance windows into the cutover plan", line.ZH, line.EN)
	default:
		p.Text = i18nf("%[1]s，而它要访问迁走的 %[3]s", "%[2]s, and it calls what moves: %[4]s", stays.ZH, stays.EN, joinNames(callees).ZH, joinNames(callees).EN)
		p.Remedy = t("割接前把它的访问地址改成域名，或在原地址上保留转发；开通到集群入口的网络", "change its addresses to host names before the cutover or keep forwarding the old ones, and open the network to the entry of the cluster")
		p.Applications = append(p.Applications, callees...)
	}
	if len(callers) > 0 && len(callees) > 0 {
		p.Reasons = append(p.Reasons, reason("", "它也要访问迁走的 %[1]s：割接前把地址改成域名", "it calls %[2]s, which move, too: change the addresses to host names before the cutover", joinNames(callees).ZH, joinNames(callees).EN))
	}
	for _, row := range e.said[name] {
		if row.Question == "cur.hosting" && row.Answer.State == survey.Known {
			p.Reasons = append(p.Reasons, reason("cur.hosting", "现在运行在：%[1]s", "it runs on: %[2]s", e.options("cur.hosting", row.Answer.Value.List).ZH, e.options("cur.hosting", row.Answer.Value.List).EN))
		}
	}
	e.problem(p)
}
