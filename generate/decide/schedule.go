package decide

import (
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const defaultSchedule = "0 2 * * *"

// schedule decides when a CronJob runs.
func schedule(q *inquiry, c component) (string, generate.Decision) {
	rows, _ := q.rows("state.jobs")
	for _, r := range rows {
		if cron, ok := fiveFields(r.Get("cron")); ok && (len(rows) == 1 || r.Get("name") == c.name || r.Get("name") == c.Name) {
			return cron, q.decide(cron, i18n.Textf("执行计划按答案", "the schedule as answered"))
		}
	}
	for _, f := range q.all(fact.Schedule) {
		if cron, ok := fiveFields(f.Value); ok {
			return cron, q.decide(cron, i18n.Textf("执行计划取自源码", "the schedule as the source has it"))
		}
	}
	q.assume("state.jobs", defaultSchedule)
	return defaultSchedule, q.decide(defaultSchedule, i18n.Textf("执行计划未知，每天 2 点执行", "the schedule is unknown: at two every morning"))
}

var cronFieldRE = regexp.MustCompile(`^([0-9*?]+|[A-Za-z]{3})([-/,]([0-9*]+|[A-Za-z]{3}))*$`)

// fiveFields turns a cron expression into Kubernetes' five fields. Quartz and
// Spring put seconds in front and Quartz a year at the end; a CronJob knows
// neither, so the seconds must be 0 and the year open. Numbers of days are taken as
// Spring and Kubernetes count them, from Sunday = 0.
func fiveFields(expr string) (string, bool) {
	f := strings.Fields(expr)
	if len(f) == 7 && f[6] == "*" {
		f = f[:6]
	}
	if len(f) == 6 && f[0] == "0" {
		f = f[1:]
	}
	if len(f) != 5 {
		return "", false
	}
	for i := range f {
		if !cronFieldRE.MatchString(f[i]) {
			return "", false
		}
		f[i] = strings.ReplaceAll(f[i], "?", "*")
	}
	return strings.Join(f, " "), true
}
