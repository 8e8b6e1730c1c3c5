package portfolio

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func (r *report) capacity() {
	c := r.plan.Capacity
	if len(c.Environments) == 0 {
		return
	}
	r.heading(r.say("容量", "Capacity"))
	var rows [][]string
	for _, e := range c.Environments {
		assumed := "-"
		if e.Assumed > 0 {
			assumed = r.sayf("%[1]d 个组件按默认值，共 %[2]d 个", "%[1]d of %[2]d components by default values", e.Assumed, len(e.Rows))
		}
		rows = append(rows, []string{e.Environment, e.CPU, e.Memory, fmt.Sprint(e.Pods), e.Storage, assumed})
	}
	r.table([]column{{r.say("环境", "environment"), false}, {"CPU", true}, {r.say("内存", "memory"), true}, {"Pod", true}, {r.say("存储", "storage"), true}, {r.say("假设", "assumed"), false}}, rows)
	for _, n := range c.NodePools {
		r.text("  ", "    ", r.sayf("节点池 %[1]s（%[2]s）：%[3]d 台 %[4]s，%[5]d 个可用区，由%[6]s决定", "node pool %[1]s (%[2]s): %[3]d x %[4]s in %[5]d zones, bound by %[7]s",
			n.Name, strings.Join(n.Environments, " "), n.Nodes, n.InstanceType, n.Zones, boundText(n.BoundBy).ZH, boundText(n.BoundBy).EN))
		for _, x := range n.Reasons {
			r.text("    · ", "      ", x.Text.In(r.lang))
		}
	}
}

func boundText(by string) i18n.Text {
	switch by {
	case "cpu":
		return t(" CPU ", "CPU")
	case "memory":
		return t("内存", "memory")
	case "pods":
		return t(" Pod 上限", "the pod limit")
	}
	return t("可用区数", "the number of zones")
}

func (r *report) cutovers() {
	if len(r.plan.Cutovers) == 0 {
		return
	}
	r.heading(r.say("割接时长", "Cutover"))
	group := map[string]Group{}
	for _, g := range r.plan.Groups {
		group[g.ID] = g
	}
	var rows [][]string
	for _, c := range r.plan.Cutovers {
		fits := r.say("未知", "unknown")
		if c.Fits != nil {
			fits = r.say("放得下", "fits")
			switch {
			case !*c.Fits:
				fits = r.say("放不下", "too long")
			case gradually(c):
				fits = r.say("灰度，不停", "canary, none")
			}
		}
		bulk := c.Bulk
		if bulk == "0s" {
			bulk = "-"
		}
		rows = append(rows, []string{orDash(bulk), orDash(c.Final), orDash(c.Allowed), fits, strings.Join(group[c.Group].Applications, " + ")})
	}
	r.table([]column{{r.say("预先拷贝", "bulk"), true}, {r.say("停机", "outage"), true}, {r.say("允许", "allowed"), true}, {"", false}, {r.say("应用", "applications"), false}}, rows)
}

// gradually tells a cutover whose traffic moves step by step.
func gradually(c Cutover) bool {
	return slices.ContainsFunc(c.Reasons, func(x classify.Reason) bool { return x.Question == "mig.parallel" })
}

func (r *report) calendar() {
	c := r.plan.Calendar
	if len(c.Items) == 0 {
		return
	}
	r.heading(r.say("日程", "Calendar"))
	var rows [][]string
	for _, it := range c.Items {
		if strings.HasSuffix(it.ID, "-observe") || strings.HasSuffix(it.ID, "-rehearse") {
			continue
		}
		text := it.Text.In(r.lang)
		if it.Fixed != "" {
			text = r.say("◆ 必须赶上：", "◆ fixed: ") + text
		}
		rows = append(rows, []string{orDash(string(it.From)), orDash(string(it.To)), orDash(string(it.Latest)), text})
	}
	r.table([]column{{r.say("开始", "from"), false}, {r.say("结束", "to"), false}, {r.say("最迟开始", "latest"), false}, {"", false}}, rows)
	for _, b := range c.Freeze {
		r.text("  ", "    ", r.sayf("封网 %[1]s 至 %[2]s：%[3]s", "freeze %[1]s to %[2]s: %[4]s", b.From, b.To, b.Reason.ZH, b.Reason.EN))
	}
}

func (r *report) comparison() {
	if len(r.plan.Comparison) == 0 {
		return
	}
	r.heading(r.say("前后对比（迁移的应用）", "Before and after (of what moves)"))
	var rows [][]string
	subject, widest := 0, 0
	for _, c := range r.plan.Comparison {
		rows = append(rows, []string{c.Subject.In(r.lang), c.Before.In(r.lang), c.After.In(r.lang)})
		subject, widest = max(subject, cells.Width(c.Subject.In(r.lang))), max(widest, cells.Width(c.Before.In(r.lang)))
	}
	if subject+widest+24 <= r.width {
		r.table([]column{{"", false}, {r.say("现在", "before"), false}, {r.say("之后", "after"), false}}, rows)
	} else { // no room for three columns
		for i, row := range rows {
			rows[i] = []string{row[0], r.sayf("现在 %[1]s → 之后 %[2]s", "%[1]s → %[2]s", row[1], row[2])}
		}
		r.table([]column{{"", false}, {"", false}}, rows)
	}
	r.text("  ", "  ", r.say("现在一列只来自答案；之后的服务器含备用和余量，按请求合计推算；目标是客户自己定的，本工具不作承诺。",
		"What is before comes from answers alone; servers after include spare ones and headroom and follow from the requests; targets are the customer's own, and nothing is promised here."))
}

func (r *report) assumptions() {
	if len(r.plan.Assumptions) == 0 {
		return
	}
	r.heading(r.say("计划所依据的假设", "What the plan assumes"))
	for _, a := range r.plan.Assumptions {
		r.text("  · ", "    ", a.In(r.lang))
	}
}
