package portfolio

import (
	"slices"
	"strconv"
	"time"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// The cutover of a group, in docs/portfolio.md:
//
//	bulk  = volume / (bandwidth x efficiency)              while everything runs
//	final = stop + last changes + check + switch + smoke   the outage
//
// The last changes are what is added in catchUp minutes, at the daily growth. Where the growth
// is larger than the line, no copy ever catches up, which is a problem of its own. Applications of
// a group are copied one after another, since they share the line.

// manyFiles is from how many files on their number and not their size tells how long a copy takes.
const manyFiles = 1_000_000

// move is the data of a group that moves.
type move struct {
	totalGiB, dailyMiB int
	bandwidth          int // Mbit/s, 0 when nobody knows
	moving, unknown    bool
	reasons            []classify.Reason
}

// planCutovers works out the cutover of each group.
func (e *estate) planCutovers() {
	e.plan.Cutovers = []Cutover{}
	for _, g := range e.groups {
		e.plan.Cutovers = append(e.plan.Cutovers, e.cutover(g))
	}
}

func (e *estate) cutover(g *group) Cutover {
	m := e.model.Cutover
	c := Cutover{Group: g.ID, Reasons: []classify.Reason{}}
	data := e.dataOf(g)
	c.Reasons = append(c.Reasons, data.reasons...)
	smoke, smokeWhy := e.smoke(g)
	allowed, allowedWhy := e.allowed(g)
	final := minutes(m.Switch) + smoke
	var bulk time.Duration
	known := true
	switch {
	case !data.moving:
		c.Reasons = append(c.Reasons, reason("data.migrate", "数据留在原处，割接只切流量并验证", "the data stay, so the cutover switches traffic and checks"))
	case data.unknown || data.bandwidth == 0:
		known = false
	default:
		rate := float64(data.bandwidth) * m.Efficiency / 8 / 1.048576 // MiB a second
		bulk = seconds(float64(data.totalGiB) * 1024 / rate)
		last := seconds(float64(data.dailyMiB) / (24 * 60) * float64(m.CatchUp) / rate)
		final += minutes(m.Stop) + last + minutes(m.Check)
		c.Reasons = append(c.Reasons,
			reason("data.migrate", "全量 %[1]d GiB ÷ (%[2]d Mbit/s × %[3]s) = %[4]s", "all of %[1]d GiB / (%[2]d Mbit/s x %[3]s) = %[4]s", data.totalGiB, data.bandwidth, number(m.Efficiency), duration(bulk)),
			reason("", "停写 %[1]d 分 + 最后增量 %[2]s + 比对 %[3]d 分", "%[1]d min to stop + %[2]s for the last changes + %[3]d min to compare", m.Stop, duration(last), m.Check))
		e.cannotCatchUp(g, data, rate)
	}
	c.Reasons = append(c.Reasons, reason("", "切流量 %[1]d 分", "%[1]d min to switch", m.Switch), smokeWhy)
	if known {
		c.Bulk, c.Final = duration(bulk), duration(final)
	}
	c.Allowed = duration(allowed)
	c.Reasons = append(c.Reasons, allowedWhy)
	e.judge(&c, g, known, final, allowed)
	e.windowsMeet(g)
	return c
}

// judge compares the outage with what is allowed.
func (e *estate) judge(c *Cutover, g *group, known bool, final, allowed time.Duration) {
	if !known {
		e.problem(Problem{
			Kind:         ProblemCutover,
			Text:         i18nf("%[1]s 要搬数据，但数据量或带宽未知，割接时长算不出来", "%[2]s moves data, but volume or bandwidth are unknown, so the cutover cannot be timed", joinNames(g.Applications).ZH, joinNames(g.Applications).EN),
			Remedy:       t("回答 data.volume、data.migrate 的带宽或 net.links，并在测速后核对", "answer data.volume, the bandwidth in data.migrate or net.links, and check it after a measurement"),
			Applications: g.Applications,
		})
		return
	}
	if e.gradual(g) {
		c.Reasons = append(c.Reasons, reason("mig.parallel", "按权重或灰度切流，新旧并行，用户不感到停机", "traffic moves by weight or canary with both sides running, so users see no outage"))
		if !e.groupMoves(g) {
			fits := true
			c.Fits = &fits
			return
		}
	}
	fits := final <= allowed
	c.Fits = &fits
	if !fits {
		e.problem(Problem{
			Kind: ProblemCutover,
			Text: i18nf("%[1]s 割接要停 %[3]s，只允许停 %[4]s，超出 %[5]s", "the cutover of %[2]s takes %[3]s and only %[4]s are allowed: %[5]s too long",
				joinNames(g.Applications).ZH, joinNames(g.Applications).EN, duration(final), duration(allowed), duration(final-allowed)),
			Remedy:       t("双写或双向同步加灰度切流，使切换不停机；或与业务商定更长的窗口；演练后用实测值替换 cutover 系数", "let both sides run with two-way sync and a canary so that the switch takes no outage, agree on a longer window, or put measured times of the rehearsal into the cutover coefficients"),
			Applications: g.Applications, Reasons: c.Reasons,
		})
	}
}

// dataOf adds up what the applications of a group move.
func (e *estate) dataOf(g *group) move {
	var m move
	for _, a := range g.apps {
		s := survey.Scope{App: a.Name}
		row := e.record("data.migrate", s)
		if !e.dataMoves(a) {
			if len(row) == 0 {
				m.reasons = append(m.reasons, reason("data.migrate", "%[1]s：未答，按数据留在原处", "%[1]s: not answered, so the data are taken to stay", a.Name))
			}
			continue
		}
		m.moving = true
		volume, ok := e.ask("data.volume", s)
		m.unknown = m.unknown || !ok
		for _, r := range volume.Value.Rows {
			m.totalGiB += r.Int("total")
			m.dailyMiB += r.Int("daily")
			if files := r.Int("files"); files >= manyFiles {
				m.reasons = append(m.reasons, reason("data.volume", "%[1]s 有 %[2]d 个文件，小文件多时实际会明显更慢，以演练实测为准", "%[1]s has %[2]d files; many small ones take notably longer, so the rehearsal decides", r.Get("store"), files))
			}
		}
		if b := row.Int("bandwidth"); b > 0 && (m.bandwidth == 0 || b < m.bandwidth) {
			m.bandwidth = b
		}
	}
	if m.moving && m.bandwidth == 0 {
		if link := e.link(); link > 0 {
			m.bandwidth = int(float64(link) * e.model.Cutover.LinkShare)
			m.reasons = append(m.reasons, reason("net.links", "没有写搬迁带宽，取专线 %[1]d Mbit/s 的 %[2]d%%", "the bandwidth of the copy is not given: %[2]d%% of the link's %[1]d Mbit/s", link, int(100*e.model.Cutover.LinkShare)))
		}
	}
	return m
}

func (e *estate) groupMoves(g *group) bool {
	return slices.ContainsFunc(g.apps, e.dataMoves)
}

// link is the bandwidth of the slowest link, in Mbit/s; 0 when unknown.
func (e *estate) link() int {
	slowest := 0
	for _, r := range e.rows("net.links", survey.Scope{}) {
		if b := r.Int("bandwidth"); b > 0 && (slowest == 0 || b < slowest) {
			slowest = b
		}
	}
	return slowest
}

func (e *estate) cannotCatchUp(g *group, data move, rate float64) {
	if need := float64(data.dailyMiB) / (24 * 3600); need >= rate {
		e.problem(Problem{
			Kind: ProblemCutover,
			Text: i18nf("%[1]s 每天新增 %[3]d MiB，超过带宽，增量同步永远追不平", "%[2]s adds %[3]d MiB a day, more than the line carries, so the copy never catches up",
				joinNames(g.Applications).ZH, joinNames(g.Applications).EN, data.dailyMiB),
			Remedy: t("扩容专线，或用闪电立方等离线搬运加增量同步", "get a larger line, or carry the bulk offline and sync the rest"), Applications: g.Applications,
		})
	}
}

// smoke is how long the checks after the switch take: those of the slowest application.
func (e *estate) smoke(g *group) (time.Duration, classify.Reason) {
	longest := 0
	for _, a := range g.apps {
		total := 0
		for _, r := range e.rows("mig.acceptance", survey.Scope{App: a.Name}) {
			total += r.Int("minutes")
		}
		longest = max(longest, total)
	}
	if longest > 0 {
		return minutes(longest), reason("mig.acceptance", "验证 %[1]d 分", "%[1]d min to check", longest)
	}
	return minutes(e.model.Cutover.Smoke), reason("", "验证 %[1]d 分（默认）", "%[1]d min to check (default)", e.model.Cutover.Smoke)
}

// allowed is the shortest outage that the applications of a group allow.
func (e *estate) allowed(g *group) (time.Duration, classify.Reason) {
	least, found := time.Duration(0), false
	for _, a := range g.apps {
		s := survey.Scope{App: a.Name}
		longest, ok := time.Duration(0), false
		for _, r := range e.rows("mig.window", s) {
			longest, ok = max(longest, r.Duration("downtime")), true
		}
		if freeze := e.record("data.migrate", s).Duration("freeze"); freeze > 0 && e.dataMoves(a) && (!ok || freeze < longest) {
			longest, ok = freeze, true
		}
		if ok && (!found || longest < least) {
			least, found = longest, true
		}
	}
	if found {
		return least, reason("mig.window", "允许停 %[1]s", "%[1]s of outage are allowed", duration(least))
	}
	return minutes(e.model.Cutover.Window), reason("mig.window", "没有答允许的停机，按 %[1]d 分", "the outage allowed is unknown; %[1]d min are assumed", e.model.Cutover.Window)
}

// gradual tells whether all applications of a group move their traffic step by step.
func (e *estate) gradual(g *group) bool {
	for _, a := range g.apps {
		how := e.record("mig.parallel", survey.Scope{App: a.Name}).Get("how")
		if how != "weight" && how != "gateway" {
			return false
		}
	}
	return true
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// duration writes a duration in the minutes that people plan in; seconds below one.
func duration(d time.Duration) string {
	if d < time.Minute {
		return d.Round(time.Second).String()
	}
	d = d.Round(time.Minute)
	h, m := int(d.Hours()), int(d.Minutes())%60
	switch {
	case h == 0:
		return strconv.Itoa(m) + "m"
	case m == 0:
		return strconv.Itoa(h) + "h"
	}
	return strconv.Itoa(h) + "h" + strconv.Itoa(m) + "m"
}
