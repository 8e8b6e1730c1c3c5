package classify

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// factorRule tells by what a factor of the twelve-factor method is judged.
type factorRule struct {
	name       i18n.Text
	dimensions []assess.Dimension
	questions  []string
	good       []string                     // keys of facts that speak for it; each component that runs must have one
	more       func(*subject, *factorCount) // what else speaks for or against it
}

// factorRules are the twelve, in their order (12factor.net).
func factorRules() []factorRule {
	return []factorRule{
		{name: text("基准代码", "codebase"), questions: []string{"dev.vcs", "app.source"}},
		{name: text("依赖", "dependencies"), dimensions: []assess.Dimension{assess.DimNative}, good: []string{fact.BuildLockFile, fact.Vendored, fact.BuildTool}},
		{name: text("配置", "config"), dimensions: []assess.Dimension{assess.DimConfig}, questions: []string{"cfg.how", "cfg.secrets"}, good: []string{fact.ConfigOverride}, more: (*subject).factorConfig},
		{name: text("后端服务", "backing services"), dimensions: []assess.Dimension{assess.DimNetwork}, questions: []string{"net.fixedip"}, more: (*subject).factorServices},
		{name: text("构建、发布、运行", "build, release, run"), dimensions: []assess.Dimension{assess.DimBuild}, questions: []string{"dev.ci", "ops.access"}},
		{name: text("进程", "processes"), dimensions: []assess.Dimension{assess.DimState, assess.DimSessions}, questions: []string{"state.session", "state.files"}, more: (*subject).factorProcesses},
		{name: text("端口绑定", "port binding"), dimensions: []assess.Dimension{assess.DimMiddleware}, good: []string{fact.Port}, more: (*subject).factorPorts},
		{name: text("并发", "concurrency"), dimensions: []assess.Dimension{assess.DimScheduling}, questions: []string{"state.singleton", "state.cluster"}, more: (*subject).factorConcurrency},
		{name: text("易处理", "disposability"), dimensions: []assess.Dimension{assess.DimProcess}, questions: []string{"state.shutdown", "dep.startorder"}, good: []string{fact.GracefulShutdown}},
		{name: text("环境等价", "dev/prod parity"), questions: []string{"test.data"}, more: (*subject).factorParity},
		{name: text("日志", "logs"), dimensions: []assess.Dimension{assess.DimLogging}, questions: []string{"ops.logs"}},
		{name: text("管理进程", "admin processes"), questions: []string{"data.schema"}, good: []string{fact.SchemaMigration}},
	}
}

// factorCount collects what speaks for a factor and against it.
type factorCount struct {
	good, partly, bad []Reason
}

// factors is the twelve-factor table.
func (s *subject) factors() []Factor {
	out := make([]Factor, 0, len(factorRules()))
	for i, r := range factorRules() {
		var c factorCount
		s.factorFindings(r, &c)
		s.factorAnswers(r, &c)
		s.factorFacts(r, &c)
		if r.more != nil {
			r.more(s, &c)
		}
		out = append(out, c.factor(i+1, r.name))
	}
	return out
}

// factor is the row: what speaks against comes first.
func (c *factorCount) factor(number int, name i18n.Text) Factor {
	f := Factor{Number: number, Name: name, Status: UnknownSt, Reasons: []Reason{}}
	switch {
	case len(c.bad) > 0:
		f.Status = NotMet
	case len(c.partly) > 0:
		f.Status = Partly
	case len(c.good) > 0:
		f.Status = Met
	}
	const most = 6
	all := slices.Concat(c.bad, c.partly, c.good)
	f.Reasons = append(f.Reasons, all[:min(len(all), most)]...)
	return f
}

// factorFindings: what needs new code and is high is against it, other work speaks for partly. A source
// that was looked at and has none speaks for it.
func (s *subject) factorFindings(r factorRule, c *factorCount) {
	if len(r.dimensions) == 0 {
		return
	}
	for _, u := range s.units {
		before := len(c.bad) + len(c.partly)
		for _, f := range u.findings {
			reason := found(f)
			reason.Where = u.Name
			switch {
			case !slices.Contains(r.dimensions, f.Dimension) || f.Action == assess.Know || f.Severity == assess.Low:
			case f.Action == assess.Handled:
				c.partly = append(c.partly, reason)
			case f.Severity == assess.High:
				c.bad = append(c.bad, reason)
			default:
				c.partly = append(c.partly, reason)
			}
		}
		if reason, ok := s.looked(u); ok && len(c.bad)+len(c.partly) == before {
			c.good = append(c.good, reason)
		}
	}
}

func (s *subject) factorAnswers(r factorRule, c *factorCount) {
	for _, id := range r.questions {
		q, ok := s.question(id)
		if !ok {
			continue
		}
		var places []string
		for _, u := range s.units {
			a, given := s.ask(id, u.answers)
			if !given || a.State == survey.Unknown || slices.Contains(places, a.Scope) {
				continue
			}
			places = append(places, a.Scope)
			reason := s.said(q, a)
			switch riskOf(q, a) {
			case survey.Red:
				c.bad = append(c.bad, reason)
			case survey.Yellow:
				c.partly = append(c.partly, reason)
			default:
				c.good = append(c.good, reason)
			}
		}
	}
}

// factorFacts: what every component shows speaks for the factor.
func (s *subject) factorFacts(r factorRule, c *factorCount) {
	for _, key := range r.good {
		for _, u := range s.backends() {
			if f, ok := u.Facts.Best(key); ok && f.Value != "false" {
				c.good = append(c.good, seen(u, f))
			}
		}
	}
}

// factorConfig: secrets and addresses that stand in files are only partly configuration.
func (s *subject) factorConfig(c *factorCount) {
	for _, u := range s.units {
		if f, ok := u.Facts.Best(fact.SecretSetting); ok {
			c.partly = append(c.partly, shows(u, f, textf("文件里写着密钥：%s", "a secret stands in a file: %s", f.Value)))
		}
	}
}

// factorServices: an address that only a file can change is partly a resource that is attached.
func (s *subject) factorServices(c *factorCount) {
	for _, u := range s.units {
		for _, v := range u.Services {
			set, fixed := u.Facts.Best(fact.ServiceSetting(v.Kind))
			_, overridable := u.Facts.Best(fact.ConfigOverride)
			address, ok := u.Facts.Best(fact.ServiceAddress(v.Kind))
			switch {
			case fixed && !overridable:
				c.partly = append(c.partly, shows(u, set, textf("%s 的地址写在文件里", "the address of %s stands in a file", v.Kind)))
			case ok:
				c.good = append(c.good, shows(u, address, textf("%s 的地址由配置给出", "the address of %s is configuration", v.Kind)))
			}
		}
	}
}

// factorProcesses: what is kept in the process is against it.
func (s *subject) factorProcesses(c *factorCount) {
	for _, u := range s.units {
		if t := s.state(u); t.Value != "" && t.Value != "stateless" {
			c.bad = append(c.bad, t.Reasons...)
		}
	}
}

// factorPorts: what needs an application server to listen binds no port itself.
func (s *subject) factorPorts(c *factorCount) {
	for _, u := range s.units {
		if f, ok := u.Facts.Best(fact.Packaging); ok && (f.Value == "war" || f.Value == "ear") {
			c.partly = append(c.partly, shows(u, f, text("由应用服务器监听端口", "an application server binds the port")))
		}
	}
	if r, ok := s.chose("cur.supervisor", "", "app-server"); ok {
		c.partly = append(c.partly, r)
	}
}

// factorConcurrency: what must be alone cannot be scaled by processes.
func (s *subject) factorConcurrency(c *factorCount) {
	for _, u := range s.units {
		if a, ok := s.ask("state.singleton", u.answers); ok && a.State != survey.Unknown {
			continue
		}
		if f, ok := u.Facts.Best(fact.Single); ok {
			c.bad = append(c.bad, seen(u, f))
		}
		_, locked := u.Facts.Best(fact.ScheduleLock)
		if f, ok := u.Facts.Best(fact.Schedule); ok && !locked {
			c.partly = append(c.partly, shows(u, f, textf("定时任务没有分布式锁的证据：%s", "nothing shows a lock on the scheduled job: %s", f.Value)))
		}
	}
}

// factorParity: another database under another profile is a gap between environments; containers
// that already describe the environment speak for it.
func (s *subject) factorParity(c *factorCount) {
	for _, u := range s.units {
		for _, f := range u.Facts.All(fact.Single) {
			if strings.HasPrefix(f.Value, "memory-database") && s.database(u) {
				c.partly = append(c.partly, shows(u, f, text("开发用内存数据库，生产用另一种", "development uses a database in memory and production another one")))
			}
		}
	}
	for _, option := range []string{"docker", "compose", "kubernetes"} {
		if r, ok := s.chose("cur.hosting", "", option); ok {
			c.good = append(c.good, r)
		}
	}
}
