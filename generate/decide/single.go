package decide

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// keptToOne tells whether the evidence keeps the component to one instance, for
// when nobody said. It records the evidence that it names.
func keptToOne(q *inquiry, c component, jobsAnswered, filesAnswered bool) (bool, i18n.Text) {
	for _, f := range c.Facts.All(fact.Single) {
		if strings.HasPrefix(f.Value, "memory-database") && c.runsWithDatabase() {
			continue
		}
		q.use(f)
		return true, singleReason(f)
	}
	if s, ok := onlySQLite(c); ok {
		q.use(s)
		return true, i18n.Textf("数据在进程自己的 SQLite 文件里%[1]s", "its data is in a SQLite file of its own%[1]s", firstPlace(s))
	}
	if severalToday(q) {
		return false, i18n.Text{}
	}
	if !jobsAnswered {
		if f, ok := unlockedJob(c); ok {
			q.use(f)
			return true, i18n.Textf("进程内有定时任务 %[1]s%[2]s，没有分布式锁的证据，多实例会重复执行",
				"a job runs inside the process, %[1]s%[2]s, and nothing shows a lock, so several instances would run it as often", f.Value, firstPlace(f))
		}
	}
	if !filesAnswered {
		if d, ok := keptFiles(c); ok {
			q.use(d.fact)
			return true, i18n.Textf("写入的 %[1]s 需保留%[2]s，其他实例读不到", "%[1]s must be kept%[2]s, and no other instance reads it", d.given, firstPlace(d.fact))
		}
	}
	return false, i18n.Text{}
}

// runsWithDatabase tells whether a profile with which the environments run brings in
// a database server.
func (c component) runsWithDatabase() bool {
	return slices.ContainsFunc(c.Services, func(s assess.Service) bool {
		return servers(s.Kind) && slices.Contains(c.runs, c.Facts.Value(fact.ServiceOptional(s.Kind)))
	})
}

// servers tells the kinds of database that run outside the process.
func servers(kind string) bool {
	return slices.Contains([]string{"mysql", "postgresql", "oracle", "sqlserver", "mongodb", "dameng", "kingbase", "gaussdb", "oceanbase", "db2"}, kind)
}

// severalToday tells whether several instances run today, so that what each of them
// does by itself is dealt with.
func severalToday(q *inquiry) bool {
	rows := q.rowsOf("cur.instances", func(r survey.Row) bool { return r.Int("count") > 1 })
	f, ok := q.facts.Best(fact.Instances)
	count, err := strconv.Atoi(f.Value)
	if ok && err == nil && count > 1 {
		q.use(f)
		return true
	}
	return len(rows) > 0
}

// singleReason says what a second instance would break.
func singleReason(f fact.Fact) i18n.Text {
	kind, what, _ := strings.Cut(f.Value, ":")
	switch kind {
	case "registry":
		return i18n.Textf("它是没有互为对等节点的注册中心（%[1]s）%[2]s，每个实例只知道一部分服务", "it is a registry without peers (%[1]s)%[2]s, and each instance would know a part of the services", what, firstPlace(f))
	case "memory-database":
		return i18n.Textf("数据在进程内的数据库里（%[1]s）%[2]s，每个实例各有一份", "its data is in a database inside the process (%[1]s)%[2]s, and each instance would have its own", what, firstPlace(f))
	case "sockets":
		return i18n.Textf("长连接只在本实例内转发（%[1]s，没有共享适配器）%[2]s", "messages reach the connections of the same instance alone (%[1]s without a shared adapter)%[2]s", what, firstPlace(f))
	}
	return i18n.Textf("源码表明只能单实例（%[1]s）%[2]s", "the source shows that only one may run (%[1]s)%[2]s", f.Value, firstPlace(f))
}

// onlySQLite returns the evidence of SQLite when it is the only store.
func onlySQLite(c component) (fact.Fact, bool) {
	found := false
	for _, s := range c.Services {
		switch {
		case s.Kind == "sqlite":
			found = !s.Optional
		case !s.Optional && servers(s.Kind):
			return fact.Fact{}, false
		}
	}
	for _, f := range c.Facts.All(fact.Service) {
		if found && f.Value == "sqlite" {
			return f, true
		}
	}
	return fact.Fact{}, false
}

// unlockedJob returns a job that every instance would run. Frameworks that hand out
// their jobs, and Celery, whose scheduler is a process of its own, run each once.
func unlockedJob(c component) (fact.Fact, bool) {
	if _, locked := c.Facts.Best(fact.ScheduleLock); locked || !c.runsAlways() {
		return fact.Fact{}, false
	}
	for _, f := range c.Facts.All(fact.Schedule) {
		if !slices.Contains([]string{"xxl-job", "elastic-job", "powerjob", "celery-beat", "agenda", "node-resque"}, f.Value) {
			return f, true
		}
	}
	return fact.Fact{}, false
}

// keptFiles returns a directory of files that must be kept and that one instance
// alone can have.
func keptFiles(c component) (writtenDir, bool) {
	for _, d := range foundPaths(c) {
		if d.keep && d.path != "" {
			return d, true
		}
	}
	return writtenDir{}, false
}

// shares tells whether several instances run, so that they share kept files.
func shares(q *inquiry) bool {
	a := q.ask("state.singleton")
	if a.State == survey.Unknown {
		return severalToday(q)
	}
	return !slices.Contains([]string{"single", "active-standby", "numbered"}, a.Value.Text)
}

// firstPlace shows where to look first.
func firstPlace(f fact.Fact) string {
	if len(f.Evidence) == 0 {
		return ""
	}
	return " (" + f.Evidence[0].String() + ")"
}
