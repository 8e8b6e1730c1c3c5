package classify

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Judge judges an application. The same input always gives the same judgement. A zero Model is the
// default one.
func Judge(in Input) Judgement {
	if in.Model.Effort.HoursPerDay == 0 {
		in.Model = DefaultModel()
	}
	s := newSubject(in)
	j := Judgement{Schema: Schema, Application: in.Application}
	value, reasons := s.choose()
	j.Completeness, j.Confidence, j.Suitability = s.completeness(), s.confidence(), s.suitability()
	efforts, whole := s.effort(value, j.Completeness.Value)
	for i, u := range s.units {
		j.Components = append(j.Components, s.component(u, efforts[i]))
	}
	for i := range assess.Dimensions() {
		j.Readiness = append(j.Readiness, s.whole(j.Components, i))
	}
	j.Style, j.State, j.Coupling = overallStyle(j.Components), overallState(j.Components), s.coupling()
	others, tipping := s.alternatives(value)
	j.Strategy = StrategyChoice{Value: value, Reasons: reasons, WouldChange: others}
	j.Risk, j.Effort, j.Factors = s.risk(), whole, s.factors()
	j.Unknown = s.unknowns(tipping)
	j.Verdict = s.verdict(j)
	return j
}

func (s *subject) component(u unit, e Effort) Component {
	c := Component{Name: u.Name, Workload: s.workload(u), Style: s.style(u), State: s.state(u), Suitability: s.componentSuitability(u), Effort: e}
	for _, d := range assess.Dimensions() {
		c.Readiness = append(c.Readiness, s.readiness(u, d))
	}
	return c
}

// verdict is the judgement in two sentences.
func (s *subject) verdict(j Judgement) i18n.Text {
	what, way := s.obstacle(j), j.Strategy.Value.Text()
	numbers := textf("适合度 %[1]d、完整度 %[2]d、置信度 %[3]d（满分 100），迁移风险%[4]s", "suitability %[1]d, completeness %[2]d and confidence %[3]d of 100; the risk is %[5]s",
		j.Suitability.Value, j.Completeness.Value, j.Confidence.Value, j.Risk.Level.Text().ZH, j.Risk.Level.Text().EN)
	if reasons, ok := s.ignorance(); ok && j.Strategy.Value == Retain {
		return textf("资料不足，暂按%[1]s处理，不估工作量：%[2]s。%[3]s。", "Too little is known: taken as %[4]s for now, without an estimate, since %[5]s. It has %[6]s.",
			way.ZH, reasons[0].Text.ZH, numbers.ZH, way.EN, reasons[0].Text.EN, numbers.EN)
	}
	e := j.Effort
	days := textf("预计 %s 人日（研发 %s，运维 %s，顾问 %s）", "%s person-days are expected (developers %s, operations %s, consultant %s)",
		e.Total.String(), e.Developers.String(), e.Operations.String(), e.Consultant.String())
	return textf("建议%[1]s：%[2]s。%[3]s；%[4]s。", "Proposal: %[5]s; %[6]s. %[7]s; %[8]s.", way.ZH, numbers.ZH, what.ZH, days.ZH, way.EN, numbers.EN, what.EN, days.EN)
}

// String prints days as a range.
func (d Days) String() string {
	if d[0] == d[1] {
		return trimmed(d[0])
	}
	return trimmed(d[0]) + "–" + trimmed(d[1])
}

// obstacle is what stands in the way: the reason of a strategy that keeps it out of containers, else the
// dimension that is least ready.
func (s *subject) obstacle(j Judgement) i18n.Text {
	if v := j.Strategy.Value; v == Retire || v == Retain || v == Rehost {
		r := j.Strategy.Reasons[0].Text
		return i18n.Text{ZH: "原因：" + r.ZH, EN: "The reason: " + r.EN}
	}
	worst := -1
	for i, r := range j.Readiness {
		if r.Examined && (worst < 0 || r.Score < j.Readiness[worst].Score) {
			worst = i
		}
	}
	if worst < 0 {
		return text("各维度都还没有依据", "No dimension could be examined yet")
	}
	r := j.Readiness[worst]
	const fine, fair = 80, 60
	d := r.Dimension.Text()
	switch {
	case r.Score >= fine:
		return text("查过的维度没有明显障碍", "What was examined shows no obstacle")
	case r.Score >= fair:
		return i18n.Text{ZH: fmt.Sprintf("最需要留意的是“%s”（就绪度 %d）", d.ZH, r.Score), EN: fmt.Sprintf("What needs most attention is %s (readiness %d)", d.EN, r.Score)}
	}
	return i18n.Text{ZH: fmt.Sprintf("主要障碍在“%s”（就绪度 %d）", d.ZH, r.Score), EN: fmt.Sprintf("The main obstacle is %s (readiness %d)", d.EN, r.Score)}
}

// Encode writes the judgement as JSON, as docs/judgement-json.md describes it.
func (j Judgement) Encode(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(j)
}
