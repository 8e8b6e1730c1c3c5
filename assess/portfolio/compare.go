package portfolio

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/footprint"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// unsaid stands where nobody knows; nothing is promised in its place.
func unsaid() i18n.Text { return t("未知", "unknown") }

// comparePlans makes the table of before and after: what is before comes from answers alone, what
// is after from the capacity or from the targets that the customer set.
func (e *estate) comparePlans() {
	e.plan.Comparison = append(e.hardware(), e.indicators()...)
}

// hardware compares today's machines of production with the nodes planned for it.
func (e *estate) hardware() []Compared {
	var servers, answered, moving int
	var cpu, memory int64
	cpuAll, memoryAll := true, true
	for _, a := range e.apps {
		if !a.moves {
			continue
		}
		for _, c := range a.components {
			moving++
			for _, r := range e.rows("cur.instances", survey.Scope{App: a.Name, Component: c.name}) {
				if r.Get("env") != e.production(a) {
					continue
				}
				answered++
				n := int64(r.Int("count"))
				servers += r.Int("count")
				cpuAll, memoryAll = cpuAll && r.Get("cpu") != "", memoryAll && r.Get("memory") != ""
				cpu, memory = cpu+n*footprint.Millicores(r.Get("cpu")), memory+n*footprint.Bytes(r.Get("memory"))
			}
		}
	}
	basis := []classify.Reason{reason("cur.instances", "生产环境，%[2]d 个组件中 %[1]d 个有答案", "production, %[1]d of %[2]d components are answered", answered, moving)}
	nodes, cores, gib, known := e.productionNodes()
	row := func(zh, en string, before i18n.Text, complete bool, after string) Compared {
		switch {
		case answered == 0:
			before = unsaid()
		case answered < moving || !complete:
			before = i18nf("至少 %[1]s", "at least %[2]s", before.ZH, before.EN)
		}
		then := same("", "", after)
		if !known {
			then = unsaid()
		}
		return Compared{t(zh, en), before, then, basis}
	}
	return []Compared{
		row("生产服务器（台）", "production servers", same("", "", strconv.Itoa(servers)), true, strconv.Itoa(nodes)),
		row("生产 CPU（核）", "production CPU (cores)", same("", "", footprint.CPU(cpu)), cpuAll, strconv.Itoa(cores)),
		row("生产内存", "production memory", same("", "", footprint.Memory(memory)), memoryAll, footprint.Memory(int64(gib)*footprint.Gibi)),
	}
}

// productionNodes adds up the pools of production, spare nodes included.
func (e *estate) productionNodes() (nodes, cores, gib int, known bool) {
	production := map[string]bool{}
	for _, x := range e.plan.Capacity.Environments {
		production[x.Environment] = x.Production
	}
	for _, p := range e.plan.Capacity.NodePools {
		if slices.ContainsFunc(p.Environments, func(env string) bool { return production[env] }) {
			nodes, cores, gib, known = nodes+p.Nodes, cores+p.Nodes*p.CPU, gib+p.Nodes*p.MemoryGiB, true
		}
	}
	return nodes, cores, gib, known
}

// indicators are the figures that the customer measures. What comes after is the customer's own
// target; without one it stays open, since a promise would be invented.
func (e *estate) indicators() []Compared {
	rows := []struct {
		subject          i18n.Text
		question, column string
		metric           string
	}{
		{t("提交到上线", "commit to production"), "dev.leadtime", "", "lead-time"},
		{t("发布频率", "frequency of releases"), "dev.frequency", "", "frequency"},
		{t("变更失败率", "change failure rate"), "dev.failrate", "", "failure-rate"},
		{t("故障恢复", "time to recover"), "ops.mttr", "time", "recovery-time"},
		{t("扩容时长", "time to add capacity"), "", "", "scaling-time"},
		{t("资源利用率", "use of resources"), "", "", "utilization"},
		{t("可用性", "availability"), "", "", "availability"},
		{t("资源成本", "cost of resources"), "", "", "cost"},
	}
	targets := map[string]survey.Row{}
	for _, r := range e.rows("goal.kpis", survey.Scope{}) {
		targets[r.Get("metric")] = r
	}
	var out []Compared
	for _, x := range rows {
		c := Compared{Subject: x.subject, Before: unsaid(), After: t("待定目标", "target to be set"), Reasons: []classify.Reason{}}
		target, ok := targets[x.metric]
		if ok {
			c.After = same("目标 ", "target ", target.Get("target"))
			c.Reasons = append(c.Reasons, reason("goal.kpis", "客户的目标", "the customer's target"))
			if now := target.Get("present"); now != "" {
				c.Before = same("", "", now)
			}
		}
		if before := e.spread(x.question, x.column); c.Before == unsaid() && !noText(before) {
			c.Before = before
			c.Reasons = append(c.Reasons, reason(x.question, "调研答案", "answered in the survey"))
		}
		if ok || c.Before != unsaid() || x.question != "" {
			out = append(out, c)
		}
	}
	return out
}

func same(zh, en, value string) i18n.Text { return i18n.Text{ZH: zh + value, EN: en + value} }

// spread sums up what the moving applications answered: each option with how often it was given.
func (e *estate) spread(question, column string) i18n.Text {
	if question == "" {
		return i18n.Text{}
	}
	count := map[string]int{}
	total := 0
	for _, a := range e.apps {
		answer, ok := e.ask(question, survey.Scope{App: a.Name})
		if !ok || !a.moves {
			continue
		}
		chosen := answer.Value.Text
		if column != "" {
			chosen = answer.Value.Record().Get(column)
		}
		count[chosen]++
		total++
	}
	if total == 0 {
		return i18n.Text{}
	}
	chosen := sortedKeys(count)
	slices.SortStableFunc(chosen, func(a, b string) int { return count[b] - count[a] })
	var zh, en []string
	for _, k := range chosen {
		option := e.optionText(question, column, k)
		if len(chosen) == 1 {
			return i18n.Text{ZH: option.ZH, EN: strings.ToLower(option.EN)}
		}
		zh = append(zh, fmt.Sprintf("%s（%d 个应用）", option.ZH, count[k]))
		en = append(en, fmt.Sprintf("%s: %d", strings.ToLower(option.EN), count[k]))
	}
	return i18n.Text{ZH: strings.Join(zh, "，"), EN: strings.Join(en, ", ")}
}
