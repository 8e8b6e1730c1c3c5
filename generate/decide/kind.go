package decide

import (
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// kind decides how the workload runs.
func kind(q *inquiry, c component) (generate.Kind, generate.Decision) {
	role(q, c)
	done := func(k generate.Kind, zh, en string) (generate.Kind, generate.Decision) {
		return k, q.decide(string(k), i18n.Text{ZH: zh, EN: en})
	}
	switch c.role {
	case assess.Cron:
		return done(generate.CronJob, "按计划执行后结束", "it runs by schedule and ends")
	case assess.Job:
		return done(generate.Job, "执行一次后结束", "it runs once and ends")
	case assess.Static:
		return done(generate.Deployment, "静态文件没有状态", "static files have no state")
	}
	if q.ask("state.singleton").Value.Text == "numbered" {
		return done(generate.StatefulSet, "每个实例有固定编号", "each instance has a number of its own")
	}
	if rows, _ := q.rows("state.files"); slices.ContainsFunc(rows, keptAlone) {
		return done(generate.StatefulSet, "每个实例保留自己的文件，各用一块盘", "each instance keeps files of its own, on a disk of its own")
	}
	return done(generate.Deployment, "长期运行，实例之间没有差别", "it runs for good, and no instance differs from another")
}

// role records what the component is taken for.
func role(q *inquiry, c component) {
	rows := q.rowsOf("app.components", func(r survey.Row) bool { return c.is(r.Get("name")) })
	if len(rows) > 0 && c.role != c.Workload {
		return
	}
	if _, ok := q.fact(fact.Workload); !ok {
		q.byDefault("workload", string(c.role))
	}
}

// keptAlone tells a directory that must outlive the pod and belongs to one instance.
func keptAlone(r survey.Row) bool {
	keep, _ := r.Bool("keep")
	shared, _ := r.Bool("shared")
	return keep && !shared
}

// oneOnly tells whether no second instance may run beside the first, and why. Where
// nobody said so the evidence decides, and the decision is an assumption.
func oneOnly(q *inquiry, c component) (bool, i18n.Text) {
	if c.role == assess.Static {
		q.byDefault("static", "no state")
		return false, i18n.Textf("静态文件可以多实例", "static files may run in several instances")
	}
	said := q.ask("state.singleton")
	switch said.Value.Text {
	case "single":
		return true, i18n.Textf("只能单实例", "only one instance may run")
	case "active-standby":
		return true, i18n.Textf("主备改由 Kubernetes 重启代替备机", "Kubernetes restarts it instead of a standby")
	}
	if isBeat(q, c) {
		return true, i18n.Textf("celery beat 只能有一个", "there may be only one celery beat")
	}
	rows, jobsAnswered := q.rows("state.jobs")
	for _, r := range rows {
		again, given := r.Bool("reentrant")
		if given && !again {
			return true, i18n.Textf("任务 %[1]s 不可重入", "the job %[1]s may not run twice", r.Get("name"))
		}
		jobsAnswered = jobsAnswered && given // who lists a job has not said that it may run twice
	}
	if q.ask("state.session").Value.Text == "local-file" {
		return true, i18n.Textf("会话在本地文件里，其他实例读不到", "sessions are in local files that no other instance reads")
	}
	if said.State != survey.Unknown {
		return false, i18n.Textf("可以多实例", "several instances may run")
	}
	_, filesAnswered := q.rows("state.files")
	if one, why := keptToOne(q, c, jobsAnswered, filesAnswered); one {
		q.assume("state.singleton", "single")
		return true, why
	}
	q.assume("state.singleton", "multiple")
	return false, i18n.Textf("可以多实例", "several instances may run")
}

// isBeat tells Celery's scheduler by its start command.
func isBeat(q *inquiry, c component) bool {
	args := c.Start.Command
	if !slices.Contains(args, "celery") || !slices.Contains(args, "beat") {
		return false
	}
	if _, ok := q.fact(fact.Start); !ok {
		q.byDefault("start", "celery beat")
	}
	return true
}
