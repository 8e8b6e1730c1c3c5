package classify

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement/survey"
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
	j.Strategy = StrategyChoice{Value: value, Reasons: reasons, WouldChange: s.alternatives(value)}
	j.Risk, j.Effort, j.Factors = s.risk(), whole, s.factors()
	j.Unknown = s.unknowns(j.Strategy)
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
	way := j.Strategy.Value.Text()
	e := j.Effort
	zh := fmt.Sprintf("建议%s：适合度 %d、完整度 %d、置信度 %d（满分 100），迁移风险%s。", way.ZH, j.Suitability.Value, j.Completeness.Value, j.Confidence.Value, j.Risk.Level.Text().ZH)
	en := fmt.Sprintf("Proposal: %s. Suitability %d, completeness %d and confidence %d of 100; the risk is %s.", way.EN, j.Suitability.Value, j.Completeness.Value, j.Confidence.Value, j.Risk.Level.Text().EN)
	what := s.obstacle(j)
	zh += fmt.Sprintf("%s；预计 %s–%s 人日（研发 %s–%s，运维 %s–%s，顾问 %s–%s）。", what.ZH, trimmed(e.Total[0]), trimmed(e.Total[1]),
		trimmed(e.Developers[0]), trimmed(e.Developers[1]), trimmed(e.Operations[0]), trimmed(e.Operations[1]), trimmed(e.Consultant[0]), trimmed(e.Consultant[1]))
	en += fmt.Sprintf(" %s; %s–%s person-days are expected (developers %s–%s, operations %s–%s, consultant %s–%s).", what.EN, trimmed(e.Total[0]), trimmed(e.Total[1]),
		trimmed(e.Developers[0]), trimmed(e.Developers[1]), trimmed(e.Operations[0]), trimmed(e.Operations[1]), trimmed(e.Consultant[0]), trimmed(e.Consultant[1]))
	return i18n.Text{ZH: zh, EN: en}
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
	const fine = 80
	if r.Score >= fine {
		return text("查过的维度没有明显障碍", "What was examined shows no obstacle")
	}
	d := r.Dimension.Text()
	return i18n.Text{ZH: fmt.Sprintf("主要障碍在“%s”（就绪度 %d）", d.ZH, r.Score), EN: fmt.Sprintf("The main obstacle is %s (readiness %d)", d.EN, r.Score)}
}

// Encode writes the judgement as JSON, as docs/judgement-json.md describes it.
func (j Judgement) Encode(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(j)
}

// Asks tells whether a judgement depends on the answer to a question.
func Asks(q survey.Question) bool {
	for _, d := range q.Drives {
		if judged(d) {
			return true
		}
	}
	return false
}
