package portfolio

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/footprint"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// The sizes here are those that generate/decide will write into manifests: this floor lies below it
// and cannot ask, so it reads the same answers and facts, with the defaults of assess/footprint. The
// functions are named after their counterparts (replicas.go, resources.go, environments.go, single.go
// there), and a test of the root package holds the two together.

// environment is one of tgt.envs.
type environment struct {
	name, cluster string
	production    bool
}

// environments are those of an application, and whether somebody named them.
func (e *estate) environments(a *application) ([]environment, bool) {
	var out []environment
	for _, r := range e.rows("tgt.envs", survey.Scope{App: a.Name}) {
		production, given := r.Bool("production")
		name := r.Get("name")
		out = append(out, environment{name, r.Get("cluster"), production || !given && slices.Contains([]string{"prod", "production", "prd", "live"}, name)})
	}
	if len(out) > 0 {
		return out, true
	}
	return []environment{{name: "dev"}, {name: "staging"}, {name: "prod", production: true}}, false
}

type stage int

const (
	development stage = iota
	staging
	production
)

func stageOf(env environment) stage {
	if env.production {
		return production
	}
	for _, word := range []string{"stag", "stg", "uat", "pre", "perf", "gray", "grey"} {
		if strings.HasPrefix(env.name, word) || strings.HasSuffix(env.name, "-"+word) {
			return staging
		}
	}
	return development
}

// sized is what a component requests in an environment, with why.
type sized struct {
	replicas    int
	cpu, memory int64 // thousandths of a core, bytes; of one instance
	storage     int64 // bytes, of all instances
	assumed     bool
	reasons     []classify.Reason
}

func (s *sized) why(question, zh, en string, args ...any) {
	s.reasons = append(s.reasons, reason(question, zh, en, args...))
}

func (s *sized) assume(question, zh, en string, args ...any) {
	s.assumed = true
	s.why(question, zh, en, args...)
}

// size sums up what generation would request.
func (e *estate) size(a *application, c component, env environment) sized {
	s := sized{reasons: []classify.Reason{}}
	scope := survey.Scope{App: a.Name, Component: c.name, Env: env.name}
	s.replicas = e.replicas(&s, c, scope, env)
	e.resources(&s, c, scope, env)
	if files, ok := e.in.Answers.Lookup("state.files", scope); !ok || files.State == survey.Unknown {
		for _, dir := range keptDirs(c) {
			s.storage += claimSize
			s.assume("state.files", "%[1]s 需保留，大小未知，按 %[2]s", "%[1]s must be kept, its size is unknown, %[2]s are taken", dir, footprint.Memory(claimSize))
		}
	}
	for _, r := range e.rows("state.files", scope) {
		if keep, _ := r.Bool("keep"); keep && r.Get("place") != "object" {
			size := footprint.Bytes(r.Get("size"))
			if shared, _ := r.Bool("shared"); !shared {
				size *= int64(max(1, s.replicas))
			}
			s.storage += size
		}
	}
	return s
}

// replicas follows generate/decide/replicas.go.
func (e *estate) replicas(s *sized, c component, scope survey.Scope, env environment) int {
	if c.role == assess.Cron || c.role == assess.Job {
		s.why("", "定时或一次性任务，一次一个实例", "a job: one instance at a time")
		return 1
	}
	if one, question := e.oneOnly(c, scope); one {
		s.why(question, "只能单实例", "only one instance may run")
		return 1
	}
	n := e.wanted(s, c, scope, env)
	if most := e.connectionLimit(c, scope); most > 0 && n > most {
		s.why("data.conn", "数据库连接只够 %d 个实例", "the database's connections are enough for %d", most)
		n = most
	}
	return n
}

// wanted is the number of instances before limits.
func (e *estate) wanted(s *sized, c component, scope survey.Scope, env environment) int {
	today := 0
	for _, r := range e.rows("cur.instances", scope) {
		if r.Get("env") == env.name {
			today = r.Int("count")
		}
	}
	switch {
	case !env.production && today > 0:
		s.why("cur.instances", "沿用该环境现有的 %d 个实例", "the environment's %d of today are kept", today)
		return today
	case stageOf(env) == development:
		s.why("", "开发测试环境一个实例", "one instance for development and tests")
		return 1
	}
	floor, said := e.replicaFloor(s, scope)
	n := max(floor, today)
	if today > floor {
		s.why("cur.instances", "现有 %d 个实例，不减少", "%d run today and are not reduced", today)
	}
	if count, err := strconv.Atoi(c.Facts.Value(fact.Instances)); err == nil && !said && today == 0 && count > n && count <= 100 {
		s.why("", "部署文件写的是 %d 个实例", "a deployment file says %d", count)
		n = count
	}
	if stageOf(env) == staging {
		n = min(2, max(1, n-1))
		s.why("", "预发比生产少，最多 2 个", "staging has fewer than production and two at most")
	}
	return n
}

func (e *estate) replicaFloor(s *sized, scope survey.Scope) (floor int, said bool) {
	impact := e.choice("biz.criticality", scope)
	floor = map[string]int{"core": 3, "important": 2, "normal": 2, "negligible": 1}[impact]
	if floor > 0 {
		option := e.optionText("biz.criticality", "", impact)
		s.why("biz.criticality", "业务影响为%[1]s，至少 %[3]d 个", "impact is %[2]s: %[3]d at least", option.ZH, strings.ToLower(option.EN), floor)
	}
	if slo, ok := e.ask("goal.slo", scope); ok {
		bySLO := 1
		switch p := slo.Value.Percent(); {
		case p >= 99.95:
			bySLO = 3
		case p >= 99.9:
			bySLO = 2
		}
		s.why("goal.slo", "可用性目标 %[1]s%%，至少 %[2]d 个", "availability %[1]s%%: %[2]d at least", slo.Value.Text, bySLO)
		floor = max(floor, bySLO)
	}
	if floor == 0 {
		s.assume("biz.criticality", "业务影响未知，按一般处理，至少 2 个", "the impact is unknown and taken as normal: 2 at least")
		return 2, false
	}
	return floor, true
}

func (e *estate) connectionLimit(c component, scope survey.Scope) int {
	row := e.record("data.conn", scope)
	limit, pool := row.Int("limit"), row.Int("pool")
	if n, err := strconv.Atoi(c.Facts.Value(fact.ConnectionPool)); err == nil && pool == 0 {
		pool = n
	}
	if limit == 0 || pool <= 0 {
		return 0
	}
	return max(1, limit/pool)
}

// oneOnly follows generate/decide/single.go, and names the question that decided or would.
func (e *estate) oneOnly(c component, scope survey.Scope) (bool, string) {
	if c.role == assess.Static {
		return false, ""
	}
	answer, given := e.in.Answers.Lookup("state.singleton", scope)
	if v := answer.Value.Text; v == "single" || v == "active-standby" {
		return true, "state.singleton"
	}
	if slices.Contains(c.Start.Command, "celery") && slices.Contains(c.Start.Command, "beat") {
		return true, ""
	}
	jobs, jobsAnswered := e.in.Answers.Lookup("state.jobs", scope)
	jobsAnswered = jobsAnswered && jobs.State != survey.Unknown
	for _, r := range jobs.Value.Rows {
		again, said := r.Bool("reentrant")
		if said && !again {
			return true, "state.jobs"
		}
		jobsAnswered = jobsAnswered && said
	}
	if e.choice("state.session", scope) == "local-file" {
		return true, "state.session"
	}
	if given && answer.State != survey.Unknown {
		return false, ""
	}
	files, filesAnswered := e.in.Answers.Lookup("state.files", scope)
	return e.keptToOne(c, scope, jobsAnswered, filesAnswered && files.State != survey.Unknown), "state.singleton"
}

// keptToOne tells whether the evidence keeps the component to one instance.
func (e *estate) keptToOne(c component, scope survey.Scope, jobsAnswered, filesAnswered bool) bool {
	for _, f := range c.Facts.All(fact.Single) {
		if !strings.HasPrefix(f.Value, "memory-database") || !slices.ContainsFunc(c.Services, func(s assess.Service) bool { return server(s.Kind) }) {
			return true
		}
	}
	embedded := slices.ContainsFunc(c.Services, func(s assess.Service) bool { return s.Kind == "sqlite" && !s.Optional })
	if embedded && !slices.ContainsFunc(c.Services, func(s assess.Service) bool { return server(s.Kind) && !s.Optional }) {
		return true
	}
	if slices.ContainsFunc(e.rows("cur.instances", scope), func(r survey.Row) bool { return r.Int("count") > 1 }) {
		return false
	}
	if n, err := strconv.Atoi(c.Facts.Value(fact.Instances)); err == nil && n > 1 {
		return false
	}
	handedOut := []string{"xxl-job", "elastic-job", "powerjob", "celery-beat", "agenda", "node-resque"}
	if _, locked := c.Facts.Best(fact.ScheduleLock); !jobsAnswered && !locked &&
		slices.ContainsFunc(c.Facts.All(fact.Schedule), func(f fact.Fact) bool { return !slices.Contains(handedOut, f.Value) }) {
		return true
	}
	return !filesAnswered && len(keptDirs(c)) > 0
}

func server(kind string) bool {
	return slices.Contains([]string{"mysql", "postgresql", "oracle", "sqlserver", "mongodb", "dameng", "kingbase", "gaussdb", "oceanbase", "db2"}, kind)
}

// stack is what defaults go by.
func (c component) stack() string { return footprint.Stack(c.role, c.Language.ID, c.Framework.ID) }
