package decide

import (
	"slices"
	"time"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// rollout decides how a new version replaces the old.
func rollout(q *inquiry, c component, k generate.Decision, kind generate.Kind) (generate.Rollout, generate.Decision) {
	q.uses(k)
	switch kind {
	case generate.CronJob, generate.Job:
		return generate.Rollout{}, q.decide("next run", i18n.Textf("下一次执行就用新版本", "the next run takes the new version"))
	case generate.StatefulSet:
		return generate.Rollout{}, q.decide("ordered", i18n.Textf("按编号逐个替换", "one after the other, by number"))
	}
	recreate := func(why i18n.Text) (generate.Rollout, generate.Decision) {
		return generate.Rollout{Recreate: true}, q.decide("recreate", i18n.Textf(
			"%[1]s，先停旧版本再起新版本，期间中断", "%[2]s, so the old version stops before the new one starts, and service is interrupted", why.ZH, why.EN))
	}
	if one, why := oneOnly(q, c); one {
		return recreate(why)
	}
	if q.ask("dev.release").Value.Record().Get("wanted") == "stop" {
		return recreate(i18n.Textf("按答案停机发布", "a release with a stop was answered"))
	}
	r := generate.Rollout{MaxUnavailable: "0", MaxSurge: "25%"}
	return r, q.decide("rolling", i18n.Textf("先起新实例，就绪后才停旧实例", "a new instance is ready before an old one stops"))
}

const (
	defaultLongest = 30 * time.Second
	preStop        = 10 * time.Second // load balancers need it to take an instance out
	graceMargin    = 5 * time.Second
)

// grace decides how long a stopping instance may take, and how long it waits
// before it is told to stop.
func grace(q *inquiry, c component, ps []generate.Port) (grace, pause time.Duration, d generate.Decision) {
	a := q.ask("state.shutdown")
	row := a.Value.Record()
	longest := row.Duration("longest").Round(time.Second)
	var why because
	if longest <= 0 {
		longest = defaultLongest
		q.assume("state.shutdown", longest.String())
	}
	handled, found := q.fact(fact.GracefulShutdown)
	switch {
	case row.Get("behaviour") == "abrupt" || found && handled.Value == "false" && a.State == survey.Unknown:
		why.add("程序不处理停止信号，处理中的请求会被打断", "the program does not handle the signal and cuts off the work in hand")
	default:
		why.add("留出 %s 做完手头的工作", "%s for the work in hand", longest)
	}
	if len(ps) > 0 && c.runsAlways() {
		pause = preStop
		why.add("停止前先等 %s，让负载均衡摘除实例", "before it is told to stop, %s pass in which load balancers take it out", pause)
	}
	grace = pause + longest + graceMargin
	return grace, pause, q.decide(grace.String(), why.text())
}

// disruption decides how many instances maintenance of nodes may take at once.
func disruption(q *inquiry, k generate.Kind, replicas int, n generate.Decision) (int, generate.Decision) {
	q.uses(n)
	if replicas < 2 || !slices.Contains([]generate.Kind{generate.Deployment, generate.StatefulSet}, k) {
		return 0, q.decide("", i18n.Textf("只有一个实例，预算会挡住节点维护", "there is one instance, and a budget would only block maintenance of nodes"))
	}
	return 1, q.decide("maxUnavailable 1", i18n.Textf("节点维护时一次最多少一个实例，不妨碍扩缩", "maintenance takes one instance at a time, whatever their number"))
}

// spread decides whether instances are spread over zones.
func spread(q *inquiry, k generate.Kind, replicas int, n generate.Decision) (bool, generate.Decision) {
	q.uses(n)
	if replicas < 2 || !slices.Contains([]generate.Kind{generate.Deployment, generate.StatefulSet}, k) {
		return false, q.decide("", i18n.Textf("只有一个实例", "there is one instance"))
	}
	return true, q.decide("zones", i18n.Textf("分散到各可用区，一个可用区故障不全断", "spread over zones, so that losing one does not lose all"))
}
