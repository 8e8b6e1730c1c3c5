package portfolio

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Encode writes the plan as indented JSON, the form of docs/plan-json.md.
func (p Plan) Encode(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(p); err != nil {
		return fmt.Errorf("writing the plan: %w", err)
	}
	return nil
}

// Print writes the plan for a meeting, in lines of at most width cells: the verdict, what must be
// settled first, then waves, sample, capacity, cutover, calendar and comparison.
func (p Plan) Print(w io.Writer, lang i18n.Lang, width int) error {
	r := report{plan: p, lang: lang, page: newPage(width)}
	r.verdict()
	r.problems()
	r.wavesTable()
	r.entries()
	r.staying()
	r.groups()
	r.sample()
	r.capacity()
	r.cutovers()
	r.calendar()
	r.comparison()
	r.assumptions()
	_, err := io.WriteString(w, r.b.String())
	return err
}

type report struct {
	plan Plan
	lang i18n.Lang
	*page
}

func (r *report) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(r.lang) }

func (r *report) sayf(zh, en string, args ...any) string {
	return i18n.Textf(zh, en, args...).In(r.lang)
}

// joined writes a list as the language does.
func (r *report) joined(names []string) string { return strings.Join(names, r.say("、", ", ")) }

func (r *report) verdict() {
	p := r.plan
	moving := 0
	for _, a := range p.Applications {
		if a.Moves {
			moving++
		}
	}
	r.heading(r.sayf("迁移计划：%[1]d 个应用，%[2]d 个进容器，分 %[3]d 波", "Migration plan: %[1]d applications, %[2]d go into containers, in %[3]d waves", len(p.Applications), moving, len(p.Waves)))
	effort := Effort{}
	for _, w := range p.Waves {
		effort = effort.plus(w.Effort)
	}
	r.text("  ", "  ", r.sayf("工作量 %[1]s 人日：客户研发 %[2]s，客户运维 %[3]s，顾问 %[4]s", "effort: %[1]s person-days, of which the customer's developers %[2]s, operations %[3]s, consultant %[4]s",
		daysText(effort.Total), daysText(effort.Developers), daysText(effort.Operations), daysText(effort.Consultant)))
	if p.Calendar.Start != "" {
		r.text("  ", "  ", r.sayf("日程 %[1]s 至 %[2]s", "from %[1]s to %[2]s", p.Calendar.Start, p.Calendar.End))
	} else {
		r.text("  ", "  ", r.say("没有给开始日期：只排先后和最迟开工日；用 --start 日期 排出日历", "no start was given: only the order and the latest begins are shown; --start DATE lays out the calendar"))
	}
	if s := p.Sample; s.Recommended != "" {
		r.text("  ", "  ", r.sayf("示例应用推荐 %[1]s，候补 %[2]s", "recommended sample: %[1]s, runner-up: %[2]s", s.Recommended, orDash(s.RunnerUp)))
	}
	r.dates()
	if n := len(p.Problems); n > 0 {
		r.text("  ", "  ", r.sayf("有 %d 件事要先定下来", "%d matters must be settled", n))
	}
}

// dates says of each date that cannot be moved whether it is met.
func (r *report) dates() {
	items := map[string]Item{}
	for _, it := range r.plan.Calendar.Items {
		items[it.ID] = it
	}
	for _, it := range r.plan.Calendar.Items {
		if it.Fixed == "" || len(it.After) == 0 {
			continue
		}
		live := items[it.After[0]].To
		slack := days(live, it.Fixed)
		switch {
		case live == "":
			r.text("  ", "    ", r.sayf("%[1]s（%[3]s）：最迟开工日见日程", "%[2]s (%[3]s): for the latest begin see the calendar", it.Text.ZH, it.Text.EN, it.Fixed))
		case slack >= 0:
			r.text("  ", "    ", r.sayf("%[1]s（%[3]s）：能赶上，余 %[4]d 天", "%[2]s (%[3]s): met, days to spare: %[4]d", it.Text.ZH, it.Text.EN, it.Fixed, slack))
		default:
			r.text("  ", "    ", r.sayf("%[1]s（%[3]s）：赶不上，晚 %[4]d 天", "%[2]s (%[3]s): not met, days late: %[4]d", it.Text.ZH, it.Text.EN, it.Fixed, -slack))
		}
	}
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// daysText writes a range of person-days.
func daysText(d classify.Days) string {
	if d[0] == d[1] {
		return number(d[0])
	}
	return number(round(d[0], 0)) + "–" + number(round(d[1], 0))
}

func (r *report) problems() {
	if len(r.plan.Problems) == 0 {
		return
	}
	r.heading(r.say("要先定下来的事", "To be settled first"))
	for i, p := range r.plan.Problems {
		lead := fmt.Sprintf("  %2d. ", i+1)
		r.text(lead, "      ", r.sayf("[%[1]s] ", "[%[2]s] ", p.Kind.Text().ZH, p.Kind.Text().EN)+p.Text.In(r.lang))
		for _, x := range p.Reasons[:min(3, len(p.Reasons))] {
			r.text("      · ", "        ", x.Text.In(r.lang))
		}
		r.text("      → ", "        ", p.Remedy.In(r.lang))
	}
}

func (r *report) wavesTable() {
	p := r.plan
	if len(p.Waves) == 0 {
		return
	}
	r.heading(r.say("波次", "Waves"))
	group := map[string]Group{}
	for _, g := range p.Groups {
		group[g.ID] = g
	}
	var rows [][]string
	for _, w := range p.Waves {
		var apps []string
		for _, id := range w.Groups {
			names := group[id].Applications
			if len(names) > 1 {
				apps = append(apps, "("+strings.Join(names, " + ")+")")
			} else {
				apps = append(apps, names...)
			}
		}
		when := ""
		if w.Cutover != "" {
			when = string(w.Cutover)
		}
		rows = append(rows, []string{fmt.Sprint(w.Number), orDash(when), daysText(w.Effort.Total), r.load(w), r.joined(apps)})
	}
	r.table([]column{{r.say("波", "wave"), true}, {r.say("割接", "cutover"), false}, {r.say("人日", "days"), true}, {r.say("客户投入/上限", "customer/limit"), true}, {r.say("应用（括号内必须一起）", "applications (in brackets: together)"), false}}, rows)
	r.text("  ", "  ", r.say("第 1 波由顾问与客户一起完成；其余由客户照示例执行，顾问支持。", "The first wave is done together with the consultant; the customer does the others by the sample, with support."))
	if o := p.Objective; o.Cost > 0 {
		var terms []string
		for _, x := range o.Terms {
			if x.Points != 0 {
				terms = append(terms, x.Text.In(r.lang)+" "+number(x.Points))
			}
		}
		r.text("  ", "  ", r.sayf("次序的代价 %[1]s = %[2]s（改进前 %[3]s，越小越好）", "cost of the order %[1]s = %[2]s (%[3]s before the improvement; less is better)", number(o.Cost), strings.Join(terms, " + "), number(o.Greedy)))
	}
}

// load is the customer's part of a wave and its limit.
func (r *report) load(w Wave) string {
	mid := (w.Effort.Developers[0] + w.Effort.Developers[1] + w.Effort.Operations[0] + w.Effort.Operations[1]) / 2
	return number(round(mid, 0)) + "/" + number(w.Limit)
}

// mostEntries is up to how many applications are listed one by one; of more, plan.json has them.
const mostEntries = 40

// entries shows what the place of each application rests on.
func (r *report) entries() {
	var rows [][]string
	for _, w := range r.plan.Waves {
		for _, a := range r.plan.Applications {
			if a.Wave != w.Number {
				continue
			}
			why := []string{}
			for _, x := range a.Value.Reasons {
				why = append(why, x.Text.In(r.lang))
			}
			if len(why) == 0 {
				why = append(why, r.say("价值的问题都没有回答", "nothing about its value was answered"))
			}
			rows = append(rows, []string{a.Name, fmt.Sprint(a.Wave), number(a.Value.Value), fmt.Sprint(a.Risk), daysText(a.Effort.Total), strings.Join(why, r.say("；", "; "))})
		}
	}
	if len(rows) == 0 || len(rows) > mostEntries {
		return
	}
	r.heading(r.say("各应用的依据", "What it rests on"))
	r.table([]column{
		{r.say("应用", "application"), false}, {r.say("波", "wave"), true}, {r.say("价值", "value"), true}, {r.say("风险", "risk"), true},
		{r.say("人日", "days"), true}, {r.say("价值来自", "its value comes from"), false},
	}, rows)
}

func (r *report) staying() {
	var rows [][]string
	for _, a := range r.plan.Applications {
		if a.Moves {
			continue
		}
		why := []string{}
		for _, x := range a.Reasons {
			why = append(why, x.Text.In(r.lang))
		}
		rows = append(rows, []string{a.Name, strings.Join(why, r.say("；", "; "))})
	}
	if len(rows) == 0 {
		return
	}
	r.heading(r.say("本期不进容器", "Not moving into containers this time"))
	r.table([]column{{r.say("应用", "application"), false}, {r.say("原因", "why"), false}}, rows)
}

func (r *report) groups() {
	head := false
	for _, g := range r.plan.Groups {
		if len(g.Applications) < 2 {
			continue
		}
		if !head {
			r.heading(r.say("必须一起迁移", "Must move together"))
			head = true
		}
		r.text("  ", "    ", strings.Join(g.Applications, " + "))
		for _, x := range g.Reasons[:min(4, len(g.Reasons))] {
			r.text("    · ", "      ", x.Text.In(r.lang))
		}
		for _, c := range g.Cuts[:min(3, len(g.Cuts))] {
			r.text("    → ", "      ", r.sayf("拆开的办法，%[1]s%[5]s%[2]s：%[3]s", "to separate them, %[1]s%[6]s%[2]s: %[4]s", c.From, c.To, c.How.ZH, c.How.EN, between(c).ZH, between(c).EN))
		}
	}
}

func between(c Cut) i18n.Text {
	if c.Kind == EdgeCalls {
		return t(" → ", " → ")
	}
	return t(" 与 ", " and ")
}

func (r *report) sample() {
	s := r.plan.Sample
	if len(s.Candidates) == 0 {
		return
	}
	r.heading(r.say("示例应用", "Sample application"))
	r.text("  ", "  ", s.Why.In(r.lang))
	for i, c := range s.Candidates {
		if !noText(c.Excluded) || i >= 2 {
			break
		}
		r.text("  ", "    ", r.sayf("%[1]s  %[2]s 分", "%[1]s  %[2]s points", c.Application, number(c.Score)))
		for _, x := range c.Terms {
			r.text(fmt.Sprintf("    %+6.1f  ", x.Points), "            ", x.Text.In(r.lang))
		}
	}
	var rest, out []string
	for i, c := range s.Candidates {
		switch {
		case !noText(c.Excluded):
			out = append(out, c.Application+r.say("（", " (")+c.Excluded.In(r.lang)+r.say("）", ")"))
		case i >= 2 && len(rest) < 5:
			rest = append(rest, fmt.Sprintf("%s %s", c.Application, number(c.Score)))
		}
	}
	if len(rest) > 0 {
		r.text("  ", "    ", r.say("其后：", "then: ")+r.joined(rest))
	}
	if len(out) > 0 {
		if len(out) > 6 {
			out = append(out[:6:6], r.sayf("等 %d 个", "%d in all", len(out)))
		}
		r.text("  ", "    ", r.say("不适合：", "not fit: ")+r.joined(out))
	}
}
