package classify

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Explain prints what a value of a judgement rests on, down to files and lines, questions and coefficients. Paths lists
// what it can explain; false is a path that is none.
//
//	suitability  completeness  confidence  readiness.sessions  strategy  risk
//	effort  effort.developers  style  state  coupling  factors  factors.3  unknown
//	components.NAME  components.NAME.suitability  components.NAME.readiness.sessions  components.NAME.effort
func Explain(j Judgement, path string, lang i18n.Lang) (string, bool) {
	p := &explainer{lang: lang}
	head, rest, _ := strings.Cut(path, ".")
	if head == "components" {
		i := slices.IndexFunc(j.Components, func(c Component) bool { return c.Name == rest || strings.HasPrefix(rest, c.Name+".") })
		if i < 0 {
			return "", false
		}
		name := j.Components[i].Name
		ok := p.component(j.Components[i], strings.TrimPrefix(strings.TrimPrefix(rest, name), "."))
		return p.b.String(), ok
	}
	ok := p.value(j, head, rest)
	return p.b.String(), ok
}

// Paths are all that Explain explains of a judgement, in its order.
func Paths(j Judgement) []string {
	out := []string{"suitability", "completeness", "confidence", "style", "state", "coupling"}
	for _, r := range j.Readiness {
		out = append(out, "readiness."+string(r.Dimension))
	}
	out = append(out, "strategy", "risk", "effort")
	for _, by := range assess.Parties() {
		out = append(out, "effort."+string(by))
	}
	out = append(out, "factors", "unknown")
	for _, f := range j.Factors {
		out = append(out, fmt.Sprintf("factors.%d", f.Number))
	}
	for _, c := range j.Components {
		out = append(out, "components."+c.Name)
		for _, part := range []string{"workload", "style", "state", "suitability", "effort"} {
			out = append(out, "components."+c.Name+"."+part)
		}
		for _, r := range c.Readiness {
			out = append(out, "components."+c.Name+".readiness."+string(r.Dimension))
		}
	}
	return out
}

type explainer struct {
	lang i18n.Lang
	b    strings.Builder
}

func (p *explainer) say(zh, en string) string { return text(zh, en).In(p.lang) }

func (p *explainer) line(format string, args ...any) {
	p.b.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

func (p *explainer) value(j Judgement, head, rest string) bool {
	switch head {
	case "effort":
		return p.effort(j.Effort, rest)
	case "readiness":
		return p.dimension(j.Readiness, rest)
	case "factors":
		return p.factors(j.Factors, rest)
	}
	if rest != "" {
		return false
	}
	switch head {
	case "suitability":
		p.number(p.say("适合度", "suitability"), j.Suitability)
	case "completeness":
		p.number(p.say("完整度", "completeness"), j.Completeness)
	case "confidence":
		p.number(p.say("置信度", "confidence"), j.Confidence)
	case "risk":
		p.line(p.say("风险 %d（%s）", "risk %d (%s)"), j.Risk.Score, j.Risk.Level.Text().In(p.lang))
		p.reasons(j.Risk.Reasons, true)
	case "style":
		p.trait(p.say("架构风格", "style"), j.Style)
	case "state":
		p.trait(p.say("状态", "state"), j.State)
	case "coupling":
		p.trait(p.say("耦合", "coupling"), j.Coupling)
	case "strategy":
		p.strategy(j.Strategy)
	case "unknown":
		p.unknown(j.Unknown)
	default:
		return false
	}
	return true
}

func (p *explainer) component(c Component, part string) bool {
	head, rest, _ := strings.Cut(part, ".")
	switch {
	case part == "":
		p.line("%s", c.Name)
		p.trait(p.say("类型", "workload"), c.Workload)
		p.trait(p.say("架构风格", "style"), c.Style)
		p.trait(p.say("状态", "state"), c.State)
		p.number(p.say("适合度", "suitability"), c.Suitability)
	case part == "workload":
		p.trait(p.say("类型", "workload"), c.Workload)
	case part == "style":
		p.trait(p.say("架构风格", "style"), c.Style)
	case part == "state":
		p.trait(p.say("状态", "state"), c.State)
	case part == "suitability":
		p.number(p.say("适合度", "suitability"), c.Suitability)
	case head == "effort":
		return p.effort(c.Effort, rest)
	case head == "readiness":
		return p.dimension(c.Readiness, rest)
	default:
		return false
	}
	return true
}

func (p *explainer) number(name string, n Number) {
	p.line("%s %d", name, n.Value)
	p.reasons(n.Reasons, true)
}

func (p *explainer) trait(name string, t Trait) {
	p.line("%s: %s", name, t.Text.In(p.lang))
	p.reasons(t.Reasons, false)
}

func (p *explainer) dimension(all []Readiness, name string) bool {
	for _, r := range all {
		if string(r.Dimension) != name {
			continue
		}
		if !r.Examined {
			p.line("%s: %s", r.Dimension.Text().In(p.lang), p.say("没有看过，也没有回答", "neither looked at nor answered"))
			return true
		}
		p.line("%s %d", r.Dimension.Text().In(p.lang), r.Score)
		p.reasons(r.Reasons, true)
		return true
	}
	return false
}

func (p *explainer) reasons(reasons []Reason, points bool) {
	for _, r := range reasons {
		if points {
			p.line("  %+8.2f  %s", r.Points, r.Text.In(p.lang))
		} else {
			p.line("  - %s", r.Text.In(p.lang))
		}
		if links := r.links(); links != "" {
			p.line("            %s", links)
		}
	}
}

// links are what a reason leads to, on one line.
func (r Reason) links() string {
	var out []string
	for _, part := range []struct{ name, value string }{{"rule ", r.Finding}, {"fact ", r.Fact}, {"question ", r.Question}, {"@ ", r.Where}} {
		if part.value != "" {
			out = append(out, part.name+part.value)
		}
	}
	for _, e := range r.Evidence {
		out = append(out, e.String())
	}
	return strings.Join(out, "  ")
}

func (p *explainer) effort(e Effort, party string) bool {
	totals := []struct {
		name string
		text i18n.Text
		days Days
	}{
		{"developers", assess.Developers.Text(), e.Developers}, {"operations", assess.Operations.Text(), e.Operations},
		{"consultant", assess.Consultant.Text(), e.Consultant}, {"", text("合计", "total"), e.Total},
	}
	for _, t := range totals {
		if t.name != party {
			continue
		}
		p.line("%s %s", t.text.In(p.lang), p.days(t.days))
		for _, l := range e.Lines {
			if party == "" || string(l.By) == party {
				p.effortLine(l)
			}
		}
		return true
	}
	return false
}

func (p *explainer) effortLine(l EffortLine) {
	p.line("  %11s  %s  %s", fmt.Sprintf("%s–%s", trimmed(l.Days[0]), trimmed(l.Days[1])), l.By.Text().In(p.lang), l.Task.In(p.lang))
	p.line("               %s", strings.TrimSpace(strings.Join([]string{l.Basis.In(p.lang), l.Finding, l.Question, l.Where}, "  ")))
}

func (p *explainer) days(d Days) string {
	return fmt.Sprintf("%s–%s %s", trimmed(d[0]), trimmed(d[1]), p.say("人日", "person-days"))
}

func (p *explainer) strategy(c StrategyChoice) {
	p.line("%s: %s", p.say("策略", "strategy"), c.Value.Text().In(p.lang))
	p.reasons(c.Reasons, false)
	for _, a := range c.WouldChange {
		p.line("%s %s: %s", p.say("会改为", "it becomes"), a.Strategy.Text().In(p.lang), a.When.In(p.lang))
	}
}

func (p *explainer) factors(all []Factor, which string) bool {
	if which == "" {
		for _, f := range all {
			p.line("%2d  %s: %s", f.Number, f.Name.In(p.lang), f.Status.Text().In(p.lang))
		}
		return true
	}
	n, err := strconv.Atoi(which)
	i := slices.IndexFunc(all, func(f Factor) bool { return f.Number == n })
	if err != nil || i < 0 {
		return false
	}
	p.line("%2d  %s: %s", all[i].Number, all[i].Name.In(p.lang), all[i].Status.Text().In(p.lang))
	p.reasons(all[i].Reasons, false)
	return true
}

func (p *explainer) unknown(all []Unknown) {
	for _, u := range all {
		p.line("%5s  %s", trimmed(u.Weight), u.Text.In(p.lang))
		p.line("       %s  %s  %s", u.Question, u.Settles.In(p.lang), u.Where)
	}
}
