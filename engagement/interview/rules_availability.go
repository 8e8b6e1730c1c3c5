package interview

import (
	"time"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// The targets, in percent a month, from which a single failure is too much: 99.9
// leaves 43 minutes, 99.99 leaves 4.
const (
	targetSeveral = 99.9
	targetZones   = 99.99
)

const month = 30 * 24 * time.Hour

func target(from float64) side {
	return side{id: "goal.slo", test: func(f fact) bool { return f.value.Percent() >= from }}
}

func availabilityRules() []rule {
	one := side{id: "state.singleton", is: []string{"single", "active-standby"}}
	return []rule{
		{
			id: "single-instance-target", reads: []string{"state.singleton", "goal.slo"},
			pair: both(one, target(targetSeveral), "实例方式为“%s”，可用性目标却是 %s：每次发布和节点故障都会中断服务", "instances: %q, yet the availability target is %s: every release and every failed node interrupts the service"),
			advice: i18n.Text{
				ZH: "先拆掉不能并行的部分（锁、本地状态、定时任务）改为多实例，或与业务方把目标降到 99.5 以下并写进验收标准。",
				EN: "Take out what cannot run twice (locks, local state, jobs) so that several run, or agree on a target below 99.5 and write it into the acceptance.",
			},
		},
		{
			id: "single-instance-rolling", reads: []string{"dev.release", "state.singleton"},
			pair: both(side{id: "dev.release", column: "wanted", is: []string{"rolling", "canary"}}, one, "期望“%s”发布，但实例方式为“%s”：这种发布要让新旧实例同时运行", "the release wanted is %q, but instances: %q: such a release runs the old and the new one side by side"),
			advice: i18n.Text{
				ZH: "确认新旧实例能否短时间并存；不能的改为停机发布，并把中断时间列入发布窗口。",
				EN: "Find out whether old and new may run side by side for a moment; otherwise release with a stop and plan the interruption.",
			},
		},
		{
			id: "one-zone-target", reads: []string{"tgt.zones", "goal.slo"},
			pair: both(side{id: "tgt.zones", is: []string{"one"}}, target(targetZones), "节点的可用区数为“%s”，可用性目标却是 %s：一次可用区故障就会超出", "zones of the nodes: %q, yet the availability target is %s: one failure of a zone exceeds it"),
			advice: i18n.Text{
				ZH: "生产节点分布到至少两个可用区，或调低目标。",
				EN: "Spread the production nodes over two zones at least, or lower the target.",
			},
		},
		{
			id: "recovery-target", reads: []string{"goal.rto_rpo", "goal.slo"}, check: recoveryTarget,
			advice: i18n.Text{
				ZH: "缩短恢复时间（多实例、自动切换），或调低可用性目标，使两者一致。",
				EN: "Recover faster (several instances, automatic switch-over), or lower the availability target until the two agree.",
			},
		},
		{
			id: "backup-loss", reads: []string{"data.backup", "goal.rto_rpo"}, check: backupLoss,
			advice: i18n.Text{
				ZH: "缩短备份间隔，或开启日志备份、主备复制；达不到的调整 RPO。",
				EN: "Back up more often, or add log backups or a replica; adjust the RPO to what can be had.",
			},
		},
		{
			id: "on-call-target", reads: []string{"org.oncall", "goal.slo"},
			pair: both(side{id: "org.oncall", column: "hours", is: []string{"none", "working-hours"}}, target(targetSeveral), "值班为“%s”，可用性目标却是 %s：下班后的一次故障要到第二天才有人处理", "on call: %q, yet the availability target is %s: a failure at night waits until the morning"),
			advice: i18n.Text{
				ZH: "生产系统安排 7×24 值班和告警升级，或把可用性目标限定在工作时间内。",
				EN: "Have production on call around the clock with escalation, or limit the target to working hours.",
			},
		},
		{
			id: "no-rollback-core", reads: []string{"mig.rollback", "biz.criticality"},
			pair: both(side{id: "mig.rollback", column: "need", is: []string{"impossible"}}, side{id: "biz.criticality", is: []string{"core"}}, "回退要求为“%s”，停机影响却是“%s”：割接失败就没有退路", "rollback: %q, yet the impact of downtime is %q: a cutover that fails leaves no way back"),
			advice: i18n.Text{
				ZH: "割接前做出回退方案（保留旧环境、反向同步数据），做不到就分批切流。",
				EN: "Make a way back before cutover (keep the old environment, synchronize data in reverse), or move the traffic in parts.",
			},
		},
	}
}

// recoveryTarget: one outage as long as the RTO uses up more than what the target
// allows in a month.
func recoveryTarget(v *view) (finding, bool) {
	for _, goal := range v.all("goal.rto_rpo") {
		rto := goal.value.Record().Duration("rto")
		for _, slo := range v.all("goal.slo") {
			allowed := time.Duration(float64(month) * (100 - slo.value.Percent()) / 100)
			if rto > allowed && slo.value.Percent() > 0 {
				return tell([]fact{goal, slo}, "RTO 为 %s，可用性目标 %s 每月却只允许中断 %s：一次故障就会超出", "the RTO is %s, but a target of %s allows %s a month: one outage exceeds it",
					plain("%s", goal.column("rto")), slo.show(""), span(allowed))
			}
		}
	}
	return finding{}, false
}

func backupLoss(v *view) (finding, bool) {
	goal, ok := v.one("goal.rto_rpo")
	backup, known := v.one("data.backup")
	rpo := goal.column("rpo")
	if !ok || !known || rpo == "" {
		return finding{}, false
	}
	facts := []fact{backup, goal}
	if backup.column("state") == "none" {
		return tell(facts, "要求 RPO 为 %s，却没有备份", "the RPO is %s, yet there are no backups", plain("%s", rpo))
	}
	if interval := backup.value.Record().Duration("interval"); interval > goal.value.Record().Duration("rpo") {
		return tell(facts, "备份间隔为 %s，RPO 却要求 %s：最坏会丢失一个间隔的数据", "backups are %s apart, yet the RPO is %s: at worst everything since the last one is lost",
			plain("%s", backup.column("interval")), plain("%s", rpo))
	}
	return finding{}, false
}

// span is a duration as a person reads it, rounded to minutes above an hour.
func span(d time.Duration) i18n.Text {
	switch {
	case d < time.Minute:
		return i18n.Textf("%d 秒", "%d s", int(d.Seconds()))
	case d < 90*time.Minute:
		return i18n.Textf("%d 分钟", "%d min", int(d.Minutes()+0.5))
	case d < 72*time.Hour:
		return i18n.Textf("%.1f 小时", "%.1f h", d.Hours())
	}
	return i18n.Textf("%.1f 天", "%.1f days", d.Hours()/24)
}
