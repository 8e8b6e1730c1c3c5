package interview

import (
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// scaleTimely is the start-up time up to which scaling by load is in time.
const scaleTimely = 2 * time.Minute

func stateRules() []rule {
	lost := side{id: "state.session", is: []string{"memory-sticky", "local-file"}}
	several := []string{"state.singleton", "cur.instances"}
	return []rule{
		{
			id: "session-rolling", reads: []string{"state.session", "dev.release"},
			pair:   both(lost, side{id: "dev.release", column: "wanted", is: []string{"rolling", "canary"}}, "会话在“%s”，发布方式却是“%s”：每次发布都有用户掉线", "sessions: %q, yet the release wanted is %q: every release logs users out"),
			advice: i18n.Text{ZH: "把会话放进 Redis（Spring Session、connect-redis 等）；改造前安排在低峰停机发布。", EN: "Move sessions to Redis, for example with Spring Session or connect-redis; until then release with a stop when few are there."},
		},
		{
			id: "session-instances", reads: append([]string{"state.session"}, several...),
			check: severalInstances(side{id: "state.session", is: []string{"local-file"}},
				"会话在“%s”，实例却有多个（%s）：请求换一个实例就要重新登录", "sessions: %q, yet there are several instances (%s): a request that reaches another one must log in again"),
			advice: i18n.Text{ZH: "把会话放进共享存储；改造前只跑一个实例。", EN: "Move sessions to a shared store; until then run one instance."},
		},
		{
			id: "job-instances", reads: append([]string{"state.jobs"}, several...), check: jobInstances,
			advice: i18n.Text{ZH: "给任务加分布式锁，或改为 CronJob、SchedulerX 统一调度；改造前只跑一个实例。", EN: "Take a distributed lock in the job, or let a CronJob or SchedulerX run it; until then run one instance."},
		},
		{
			id: "licence-instances", reads: append([]string{"app.license", "net.fixedip"}, several...),
			check: licenceInstances,
			advice: i18n.Text{
				ZH: "向厂商换浮动授权或授权服务器，或按实例数购买；谈妥前该组件留在 ECS 上。",
				EN: "Ask the vendor for a floating licence or a licence server, or one for each instance; until then leave the component on ECS.",
			},
		},
		{
			id: "shared-files", reads: []string{"state.files", "tgt.storage"}, check: sharedFiles,
			advice: i18n.Text{ZH: "改用 OSS，或在集群里补一个 NAS 存储类（alibabacloud-cnfs-nas）。", EN: "Use OSS instead, or add a NAS storage class to the cluster (alibabacloud-cnfs-nas)."},
		},
		{
			id: "connections", reads: []string{"data.conn", "cur.instances", "perf.peaks"}, check: connections,
			advice: i18n.Text{ZH: "减小每实例的连接池、提高数据库上限（升规格或数据库代理），或限制最大实例数。", EN: "Make the pools smaller, raise the limit of the database (a larger one or a proxy), or limit the number of instances."},
		},
		{
			id: "startup-peaks", reads: []string{"perf.startup", "perf.peaks"},
			pair: both(side{id: "perf.startup", test: func(f fact) bool { return f.value.Duration() > scaleTimely }}, side{id: "perf.peaks", column: "pattern", is: []string{"unpredictable"}},
				"启动要 %s，峰值却是“%s”：等扩出来的实例就绪，峰值已经过去", "it takes %s to start, yet peaks: %q: they are over before added instances are ready"),
			advice: i18n.Text{ZH: "缩短启动时间（延迟加载、精简依赖），否则按峰值常备实例并在入口限流。", EN: "Start faster (lazy loading, fewer dependencies), or keep instances for the peak and limit the rate at the entry."},
		},
	}
}

// inSeveral returns what says that several instances run: the answer about it, or
// the number that runs today.
func inSeveral(v *view) (fact, i18n.Text, bool) {
	if f, ok := v.one("state.singleton"); ok {
		return f, f.show(""), f.value.Text == "multiple" || f.value.Text == "leader-election"
	}
	f, ok := v.one("cur.instances")
	if !ok || f.most("count") < 2 {
		return fact{}, i18n.Text{}, false
	}
	return f, i18n.Textf("现有 %d 个", "%d today", f.most("count")), true
}

func severalInstances(s side, zh, en string) func(*view) (finding, bool) {
	return func(v *view) (finding, bool) {
		one := s.facts(v)
		several, how, ok := inSeveral(v)
		if !ok || len(one) == 0 {
			return finding{}, false
		}
		return tell([]fact{one[0], several}, zh, en, s.show(one[0]), how)
	}
}

func licenceInstances(v *view) (finding, bool) {
	const zh, en = "授权为“%s”，实例却有多个（%s）：换到别的节点或多出来的实例无法启动", "licence: %q, yet there are several instances (%s): those on other nodes do not start"
	for _, s := range []side{{id: "app.license", is: []string{"hardware-bound"}}, {id: "net.fixedip", is: []string{"licence-bound"}}} {
		if f, ok := severalInstances(s, zh, en)(v); ok {
			return f, true
		}
	}
	return finding{}, false
}

// jobInstances: only what the process schedules itself runs in every instance.
func jobInstances(v *view) (finding, bool) {
	several, how, ok := inSeveral(v)
	jobs, known := v.one("state.jobs")
	if !ok || !known {
		return finding{}, false
	}
	rows := jobs.rowsWhere(func(r survey.Row) bool {
		switch r.Get("framework") {
		case "", "in-process", "quartz":
			return isNo(r, "reentrant")
		}
		return false
	})
	if len(rows) == 0 {
		return finding{}, false
	}
	return tell([]fact{jobs, several}, "任务“%s”不可重入，实例却有多个（%s）：每个实例都会执行一遍", "job %q may not run twice, yet there are several instances (%s): each of them runs it", plain("%s", rows[0].Get("name")), how)
}

// sharedFiles: a table of storage classes that none of them can be shared in says
// that there is no such class.
func sharedFiles(v *view) (finding, bool) {
	files, ok := v.one("state.files")
	storage, known := v.one("tgt.storage")
	if !ok || !known || len(storage.rowsWhere(func(r survey.Row) bool { return isYes(r, "shared") || r.Get("kind") == "nas" })) > 0 {
		return finding{}, false
	}
	rows := files.rowsWhere(func(r survey.Row) bool { return isYes(r, "shared") && r.Get("place") != "object" })
	if len(rows) == 0 {
		return finding{}, false
	}
	return tell([]fact{files, storage}, "%s 需要多实例共享，集群里却没有可多节点读写（RWX）的存储类：%s", "%s is shared between instances, yet no storage class can be written from several nodes (RWX): %s",
		plain("%s", rows[0].Get("path")), storage.classes())
}

func (f fact) classes() i18n.Text {
	if len(f.value.Rows) == 0 {
		return i18n.Text{ZH: "没有存储类", EN: "there is none"}
	}
	out := ""
	for _, r := range f.value.Rows {
		out = join(out, r.Get("class"), ", ")
	}
	return plain("%s", out)
}

// connections: the instances of today, or those of the peak, open more connections
// than the database allows.
func connections(v *view) (finding, bool) {
	instances, ok := v.one("cur.instances")
	if !ok {
		return finding{}, false
	}
	count := instances.most("count")
	for _, c := range v.all("data.conn") {
		pool, limit := c.value.Record().Int("pool"), c.value.Record().Int("limit")
		if pool == 0 || limit == 0 {
			continue
		}
		if count*pool > limit {
			return tell([]fact{c, instances}, "%s，每个实例的连接池为 %s，数据库却只允许 %s", "%s with a pool of %s each, yet the database allows %s",
				i18n.Textf("现有 %d 个实例", "%d instances today", count), plain("%d", pool), plain("%d", limit))
		}
		for _, p := range v.all("perf.peaks") {
			if ratio := p.value.Record().Int("ratio"); p.column("pattern") != "steady" && count*ratio*pool > limit {
				return tell([]fact{c, p, instances}, "按峰值 %s 倍要扩到 %s 个实例，连接池每个 %s，数据库却只允许 %s", "the peak of %s times the usual takes %s instances with a pool of %s each, yet the database allows %s",
					plain("%d", ratio), plain("%d", count*ratio), plain("%d", pool), plain("%d", limit))
			}
		}
	}
	return finding{}, false
}
