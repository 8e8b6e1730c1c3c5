package decide

import (
	"fmt"
	"strconv"
	"time"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
)

// replicas decides how many instances run in an environment: in production the
// greater of today's number and what impact and availability ask for, less
// elsewhere, never more than the database's connections allow.
func replicas(q *inquiry, c component, k generate.Kind, e generate.Environment) (int, generate.Decision) {
	var why because
	done := func(n int) (int, generate.Decision) { return n, q.decide(strconv.Itoa(n), why.text()) }
	if k == generate.CronJob || k == generate.Job {
		q.byDefault("workload", string(k))
		why.add("一次执行一个实例", "one run is one instance")
		return done(1)
	}
	if one, _ := oneOnly(q.aside(), c); one {
		_, reason := oneOnly(q, c)
		var unused because
		switch n := wanted(q.aside(), &unused, e); {
		case n > 1:
			why.add("%[1]s，只能为 1，不受此限时需要 %[3]d 个；发布和故障时会中断", "%[2]s, so it is 1 where %[3]d are called for, and releases and failures interrupt it", reason.ZH, reason.EN, n)
		default:
			why = append(why, reason)
		}
		return done(1)
	}
	n := wanted(q, &why, e)
	oneOnly(q, c) // which records why there may be several
	if most, ok := connectionLimit(q); ok && n > most {
		why.add("数据库连接只够 %d 个实例", "the database's connections are enough for %d", most)
		n = most
	}
	return done(n)
}

// wanted is the number of instances before limits.
func wanted(q *inquiry, why *because, e generate.Environment) int {
	today := instancesIn(q, e.Name)
	if !e.Production && today > 0 {
		why.add("沿用该环境现有的 %d 个实例", "the environment's %d of today are kept", today)
		return today
	}
	if stageOf(e) == development {
		q.byDefault("replicas.development", "1")
		why.add("开发测试环境一个实例", "one instance for development and tests")
		return 1
	}
	floor, said := replicaFloor(q, why)
	n := max(floor, today)
	if today > floor {
		why.add("现有 %d 个实例，不减少", "%d run today and are not reduced", today)
	}
	if f, ok := q.fact(fact.Instances); ok && !said && today == 0 {
		if count, err := strconv.Atoi(f.Value); err == nil && count > n && count <= 100 {
			why.add("部署文件写的是 %d 个实例", "a deployment file says %d", count)
			n = count
		}
	}
	if stageOf(e) == staging {
		n = min(2, max(1, n-1))
		q.byDefault("replicas.staging", strconv.Itoa(n))
		why.add("预发比生产少，最多 2 个", "staging has fewer than production and two at most")
	}
	return n
}

// instancesIn is today's number of instances in an environment, 0 when not known.
func instancesIn(q *inquiry, env string) int {
	row := q.rowOf("cur.instances", "env", env)
	return row.Int("count")
}

// replicaFloor is the least number in production by impact and availability, and
// whether anybody said so.
func replicaFloor(q *inquiry, why *because) (floor int, said bool) {
	impact := q.ask("biz.criticality")
	slo := q.ask("goal.slo")
	floor = map[string]int{"core": 3, "important": 2, "normal": 2, "negligible": 1}[impact.Value.Text]
	if floor > 0 {
		option := q.option("biz.criticality", impact.Value.Text)
		why.add("业务影响为%[1]s，至少 %[3]d 个", "impact is %[2]s: %[3]d at least", option.ZH, option.EN, floor)
	}
	if slo.State == survey.Known {
		bySLO := 1
		switch p := slo.Value.Percent(); {
		case p >= 99.95:
			bySLO = 3
		case p >= 99.9:
			bySLO = 2
		}
		why.add("可用性目标 %[1]s%%，至少 %[2]d 个", "availability %[1]s%%: %[2]d at least", slo.Value.Text, bySLO)
		floor = max(floor, bySLO)
	}
	if floor == 0 {
		q.assume("biz.criticality", "normal")
		why.add("业务影响未知，按一般处理，至少 2 个", "the impact is unknown and taken as normal: 2 at least")
		return 2, false
	}
	return floor, true
}

// connectionLimit is how many instances the database's connections allow.
func connectionLimit(q *inquiry) (int, bool) {
	row := q.ask("data.conn").Value.Record()
	limit, pool := row.Int("limit"), row.Int("pool")
	if limit == 0 {
		return 0, false
	}
	if f, ok := q.fact(fact.ConnectionPool); pool == 0 && ok {
		if n, err := strconv.Atoi(f.Value); err == nil {
			pool = n
		}
	}
	if pool <= 0 {
		return 0, false
	}
	return max(1, limit/pool), true
}

// maxStartToScale is the longest start with which scaling by load still helps.
const maxStartToScale = 2 * time.Minute

// autoscale decides whether the number of instances follows the load.
func autoscale(q *inquiry, c component, k generate.Kind, e generate.Environment, n int, chosen generate.Decision) (*generate.Autoscale, generate.Decision) {
	q.uses(chosen)
	var why because
	fixed := func(zh, en string, args ...any) (*generate.Autoscale, generate.Decision) {
		why.add(zh, en, args...)
		return nil, q.decide("", why.text())
	}
	switch {
	case k != generate.Deployment:
		return fixed("只有无状态的常驻工作负载才自动扩缩", "only stateless workloads that run for good are scaled")
	case stageOf(e) == development:
		return fixed("开发测试环境不扩缩", "nothing scales in development and test")
	}
	if one, reason := oneOnly(q, c); one {
		return fixed("%[1]s", "%[2]s", reason.ZH, reason.EN)
	}
	if inMemorySessions(q) {
		return fixed("会话在进程内存里，缩容会让用户掉线", "sessions live in memory, and scaling in would end them")
	}
	if took, _ := startupTime(q, c); took >= maxStartToScale {
		return fixed("启动需要 %s，扩容来不及", "the start takes %s, too long to follow the load", took)
	}
	if limits := q.ask("perf.limits"); limits.State == survey.Known && !limits.Value.Has("cpu") {
		return fixed("瓶颈不是 CPU，按 CPU 扩缩没有用", "it runs out of something else than CPU, so scaling by CPU is of no use")
	}
	ratio, steady := peakRatio(q)
	if stageOf(e) == staging {
		ratio = min(ratio, 2)
	}
	if steady {
		return fixed("负载平稳", "the load is steady")
	}
	a := &generate.Autoscale{Min: n, Max: max(n*ratio, n+1), CPUPercent: 70}
	why.add("最多扩到 %d 倍，按峰值与平时之比", "it may grow %d times, as peaks do over the usual", ratio)
	if most, ok := connectionLimit(q); ok && a.Max > most {
		if most <= n {
			return fixed("数据库连接只够 %d 个实例", "the database's connections are enough for %d", most)
		}
		a.Max = most
		why.add("数据库连接只够 %d 个实例", "the database's connections are enough for %d", most)
	}
	return a, q.decide(fmt.Sprintf("%d-%d at %d%% CPU", a.Min, a.Max, a.CPUPercent), why.text())
}

// peakRatio is how many times the usual load the peak is.
func peakRatio(q *inquiry) (ratio int, steady bool) {
	a := q.ask("perf.peaks")
	row := a.Value.Record()
	switch {
	case a.State == survey.NotApplicable || row.Get("pattern") == "steady":
		return 1, true
	case row.Int("ratio") > 1:
		return row.Int("ratio"), false
	}
	if a.State == survey.Unknown || row.Int("ratio") == 0 {
		q.assume("perf.peaks", "2")
	}
	return 2, false
}
