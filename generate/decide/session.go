package decide

import (
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// session decides whether requests of one session must reach the same instance.
func session(q *inquiry, c component) (bool, generate.Decision) {
	done := func(sticky bool, zh, en string) (bool, generate.Decision) {
		value := "free"
		if sticky {
			value = "sticky"
		}
		return sticky, q.decide(value, i18n.Text{ZH: zh, EN: en})
	}
	if c.role != assess.Web && c.role != assess.Gateway {
		q.byDefault("workload", string(c.role))
		return done(false, "没有会话", "it has no sessions")
	}
	a := q.ask("state.session")
	f, found := q.fact(fact.Session)
	switch {
	case a.Value.Text == "memory-sticky":
		return done(true, "会话在进程内存里，同一会话要到同一实例", "sessions live in memory and must reach the same instance")
	case a.State != survey.Unknown && found && f.Value == "memory" && a.Value.Text != "memory-replicated":
		return done(false, "按答案不需要粘滞；源码里的内存会话请确认已不用", "not sticky, as answered; please confirm that the sessions in memory which the source shows are no longer used")
	case a.State != survey.Unknown:
		return done(false, "按答案不需要粘滞", "not sticky, as answered")
	case found && f.Value == "memory":
		q.assume("state.session", "memory-sticky")
		return done(true, "源码显示会话在进程内存里", "the source shows sessions in memory")
	case found:
		return done(false, "会话不在进程内存里", "sessions do not live in memory")
	}
	q.assume("state.session", "stateless")
	return done(false, "没有会话的证据", "nothing shows sessions")
}

// inMemorySessions tells whether ending an instance ends sessions.
func inMemorySessions(q *inquiry) bool {
	a := q.ask("state.session")
	if a.State != survey.Unknown {
		return strings.HasPrefix(a.Value.Text, "memory-") || a.Value.Text == "local-file"
	}
	f, ok := q.fact(fact.Session)
	return ok && f.Value == "memory"
}
