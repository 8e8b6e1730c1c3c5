package interview

import (
	"slices"
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func cutoverRules() []rule {
	return []rule{
		{
			id: "freeze-copy", reads: []string{"data.migrate", "data.volume", "net.links"}, check: freezeCopy,
			advice: i18n.Text{ZH: "先全量、再增量同步（DTS），停写时只追平增量；或加带宽、分批搬迁。", EN: "Copy everything beforehand and synchronize changes (DTS), so that the freeze only catches up; or add bandwidth, or move in parts."},
		},
		{
			id: "cutover-window", reads: []string{"mig.window", "data.migrate", "data.volume", "net.links", "test.smoke", "mig.acceptance", "mig.rollback"}, check: cutoverWindow,
			advice: i18n.Text{ZH: "用增量同步缩短停写，减少验收用例，或申请更长的窗口。", EN: "Shorten the freeze by synchronizing changes, verify with fewer cases, or ask for a longer window."},
		},
		{
			id: "deadline-freeze", reads: []string{"goal.deadline", "dev.freeze"}, check: deadlineFreeze,
			advice: i18n.Text{ZH: "把日期提前到封网开始之前，或向变更委员会申请例外。", EN: "Move the date to before the freeze begins, or ask the change board for an exception."},
		},
		{
			id: "freeze-order", reads: []string{"dev.freeze"}, check: freezeOrder,
			advice: i18n.Text{ZH: "核对封网的开始和结束日期。", EN: "Check the first and the last day of the freeze."},
		},
		{
			id: "pilot-scope", reads: []string{"goal.pilot", "biz.scope.apps"}, overall: true, check: pilotScope,
			advice: i18n.Text{ZH: "从范围内的应用里选试点，或把它加进范围。", EN: "Choose a pilot from the applications in scope, or add it to them."},
		},
		{
			id: "lifecycle-depth", reads: []string{"goal.depth", "biz.lifecycle"},
			pair:   both(side{id: "goal.depth", is: []string{"cloud-native", "elastic"}}, side{id: "biz.lifecycle", is: []string{"retire"}}, "期望做到“%s”，这个应用却“%s”：投入收不回来", "the goal is %q, yet the application is to %q: the effort never pays back"),
			advice: i18n.Text{ZH: "将下线的应用移出本期范围，或只做能运行的最小改动。", EN: "Take an application that will be retired out of scope, or make the smallest change that runs."},
		},
	}
}

// usable is the share of a link that a copy gets beside everything else.
const usable = 0.6

// copyTime is how long the data takes to be copied: the volume divided by the
// usable part of the bandwidth, that for the copy or of the fastest link.
func copyTime(v *view) (time.Duration, []fact, bool) {
	plan, ok := v.one("data.migrate")
	volume, known := v.one("data.volume")
	if !ok || !known || plan.column("plan") == "stay" {
		return 0, nil, false
	}
	facts := []fact{plan, volume}
	mbits := plan.value.Record().Int("bandwidth")
	if mbits == 0 {
		links, ok := v.one("net.links")
		if mbits = links.most("bandwidth"); !ok || mbits == 0 {
			return 0, nil, false
		}
		facts = append(facts, links)
	}
	gib := 0
	for _, r := range volume.value.Rows {
		gib += r.Int("total")
	}
	seconds := float64(gib) * (1 << 30) * 8 / (float64(mbits) * 1e6 * usable)
	return time.Duration(seconds * float64(time.Second)), facts, gib > 0
}

func freezeCopy(v *view) (finding, bool) {
	takes, facts, ok := copyTime(v)
	if !ok {
		return finding{}, false
	}
	freeze := facts[0].value.Record().Duration("freeze")
	if facts[0].column("freeze") == "" || takes <= freeze {
		return finding{}, false
	}
	return tell(facts, "最长停写 %s，按现有带宽（可用六成）复制却要 %s", "the longest write freeze is %s, yet the copy takes %s at six tenths of the bandwidth", plain("%s", facts[0].column("freeze")), span(takes))
}

// cutoverWindow: data, verification and the time to decide must fit into the
// longest downtime of any window.
func cutoverWindow(v *view) (finding, bool) {
	window, ok := v.one("mig.window")
	if !ok {
		return finding{}, false
	}
	longest := time.Duration(0)
	for _, r := range window.value.Rows {
		longest = max(longest, r.Duration("downtime"))
	}
	data, facts := dataTime(v)
	verify, more := verifyTime(v)
	if longest == 0 || data+verify <= longest || data+verify == 0 {
		return finding{}, false
	}
	return tell(slices.Concat([]fact{window}, facts, more), "割接至少要 %s（数据 %s，验证和判定 %s），窗口的最长停机却只有 %s", "the cutover takes %s at least (data %s, verification and decision %s), yet the longest downtime is %s",
		span(data+verify), span(data), span(verify), span(longest))
}

// dataTime is how long writes stand still: what was agreed, else the whole copy.
func dataTime(v *view) (time.Duration, []fact) {
	plan, ok := v.one("data.migrate")
	if !ok || plan.column("plan") == "stay" {
		return 0, nil
	}
	if plan.column("freeze") != "" {
		return plan.value.Record().Duration("freeze"), []fact{plan}
	}
	takes, facts, _ := copyTime(v)
	return takes, facts
}

// verifyTime is the longest of what happens side by side: smoke test, acceptance,
// and the time to decide about going back.
func verifyTime(v *view) (time.Duration, []fact) {
	minutes, facts := 0, []fact(nil)
	for _, id := range []string{"test.smoke", "mig.acceptance", "mig.rollback"} {
		if f, ok := v.one(id); ok && f.most("minutes") > minutes {
			minutes, facts = f.most("minutes"), []fact{f}
		}
	}
	return time.Duration(minutes) * time.Minute, facts
}

func deadlineFreeze(v *view) (finding, bool) {
	deadlines, ok := v.one("goal.deadline")
	freezes, known := v.one("dev.freeze")
	if !ok || !known {
		return finding{}, false
	}
	for _, d := range deadlines.value.Rows {
		for _, f := range freezes.value.Rows {
			if day := d.Get("date"); f.Get("from") <= day && day <= f.Get("to") {
				return tell([]fact{deadlines, freezes}, "“%s”定在 %s，正在封网期 %s 至 %s 内", "%q is due on %s, within the freeze from %s to %s", plain("%s", d.Get("event")), plain("%s", day), plain("%s", f.Get("from")), plain("%s", f.Get("to")))
			}
		}
	}
	return finding{}, false
}

func freezeOrder(v *view) (finding, bool) {
	freezes, ok := v.one("dev.freeze")
	if !ok {
		return finding{}, false
	}
	rows := freezes.rowsWhere(func(r survey.Row) bool { return r.Get("from") > r.Get("to") })
	if len(rows) == 0 {
		return finding{}, false
	}
	return tell([]fact{freezes}, "封网从 %s 开始，却在 %s 就结束", "the freeze begins on %s, yet it ends on %s", plain("%s", rows[0].Get("from")), plain("%s", rows[0].Get("to")))
}

// pilotScope compares with the list only where there is one.
func pilotScope(v *view) (finding, bool) {
	pilot, ok := v.one("goal.pilot")
	scope, known := v.one(questionApplications)
	name := pilot.column("application")
	if !ok || !known {
		return finding{}, false
	}
	for _, a := range v.m.subjects.current.Applications {
		if a.Name == name {
			return finding{}, false
		}
	}
	return tell([]fact{pilot, scope}, "试点应用 %s 不在本期范围内", "the pilot application %s is not in scope", plain("%s", name))
}
