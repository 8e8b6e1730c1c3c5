package classify

import (
	"cmp"
	"math"
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// strategies are all, in the order in which reports show them.
func strategies() []Strategy { return []Strategy{Retire, Retain, Rehost, Replatform, Refactor} }

// mostTips bounds what is told of each alternative.
const mostTips = 3

// alternatives are the strategies that a single answer or the removal of findings would lead to, found by trying; where
// nothing alone does, by removing all vetoes at once. What is open comes before what was answered already.
// tipping holds the strategies by the questions that can lead to them.
func (s *subject) alternatives(now Strategy) (out []Alternative, tipping map[string][]Strategy) {
	tips := map[Strategy][]tip{}
	for _, t := range s.tries() {
		if to, _ := t.trial.choose(); to != now {
			tips[to] = merge(tips[to], t)
		}
	}
	if t, ok := s.deeper(now); ok && len(tips[Refactor]) == 0 {
		tips[Refactor] = append(tips[Refactor], t)
	}
	if to, t, ok := s.withoutVetoes(now); ok && len(tips[to]) == 0 {
		tips[to] = append(tips[to], t)
	}
	out, tipping = []Alternative{}, map[string][]Strategy{}
	for _, to := range strategies() {
		if len(tips[to]) == 0 {
			continue
		}
		for _, t := range tips[to] {
			tipping[t.question] = append(tipping[t.question], to)
		}
		slices.SortStableFunc(tips[to], func(x, y tip) int { return cmp.Compare(x.order, y.order) })
		a := Alternative{Strategy: to, Reasons: []Reason{}}
		var when []i18n.Text
		for _, t := range tips[to][:min(len(tips[to]), mostTips)] {
			when = append(when, t.when)
			a.Reasons = append(a.Reasons, t.reasons...)
		}
		a.When = orElse(when)
		out = append(out, a)
	}
	return out, tipping
}

// merge adds a tip, in one with another option of the same question.
func merge(tips []tip, t tip) []tip {
	if n := len(tips); n > 0 && t.option.Complete() && tips[n-1].question == t.question {
		last := &tips[n-1]
		switch last.options++; {
		case last.options < mostTips:
			last.when.ZH += "或“" + t.option.ZH + "”"
			last.when.EN += " or “" + t.option.EN + "”"
		case last.options == mostTips:
			last.when.ZH += "等"
			last.when.EN += " or the like"
		}
		last.reasons = slices.Clone(last.reasons)
		last.reasons[0].Text = last.when
		return tips
	}
	return append(tips, t)
}

// orElse joins conditions of which one is enough.
func orElse(when []i18n.Text) i18n.Text {
	out := when[0]
	for _, w := range when[1:] {
		out.ZH, out.EN = out.ZH+"；或 "+w.ZH, out.EN+"; or "+w.EN
	}
	return out
}

// tip is one change of what is known.
type tip struct {
	trial    *subject
	when     i18n.Text
	reasons  []Reason
	order    int       // 0 for what is open, 1 for findings, 2 for what was answered otherwise
	question string    // whose answer it changes
	option   i18n.Text // to what
	options  int       // further options that do the same
}

// tries are single changes: an answer to each question that the strategy reads, option by option, and
// the findings that weigh most once they are dealt with.
func (s *subject) tries() []tip {
	var out []tip
	for _, q := range s.questions {
		if q.Type != survey.Choice && q.Type != survey.Multi && q.Type != survey.Table || !slices.Contains(read(), q.ID) {
			continue
		}
		out = append(out, s.options(q)...)
	}
	return append(out, s.dealtWith()...)
}

// read are the questions that choose looks at.
func read() []string {
	out := []string{"biz.lifecycle", "app.license", "dep.shareddb"}
	for _, v := range vetoes() {
		out = append(out, v.question)
	}
	for _, d := range deep() {
		out = append(out, d[0])
	}
	return out
}

// options are the changes to one answer: to each option that was not chosen.
func (s *subject) options(q survey.Question) []tip {
	given, has := s.known(q.ID, "")
	var out []tip
	for _, o := range q.Options {
		value := survey.Value{Text: o.Key}
		if q.Type == survey.Multi {
			value = survey.Value{List: []string{o.Key}}
		}
		if has && given.Value.String() == value.String() {
			continue
		}
		out = append(out, s.answered(q, o, value))
	}
	for _, c := range q.Columns {
		for _, o := range c.Options {
			if q.Type == survey.Table && slices.Contains(deep(), [2]string{q.ID, o.Key}) || q.ID == "dep.shareddb" && o.Risk == survey.Red {
				out = append(out, s.answered(q, o, survey.Value{Rows: []survey.Row{{{Column: c.Key, Text: o.Key}}}}))
			}
		}
	}
	return out
}

func (s *subject) answered(q survey.Question, o survey.Option, value survey.Value) tip {
	trial := *s
	trial.instead = map[string]survey.Answer{q.ID: {State: survey.Known, Value: value, Scope: survey.Place{App: s.app}.String()}}
	when := textf("“%[1]s”答“%[2]s”", "“%[3]s” is answered “%[4]s”", q.Text.ZH, short(o.Text).ZH, q.Text.EN, short(o.Text).EN)
	order := 0
	if a, ok := s.ask(q.ID, ""); ok && a.State != survey.Unknown {
		order = 2
	}
	return tip{trial: &trial, when: when, reasons: []Reason{{Text: when, Question: q.ID}}, order: order, question: q.ID, option: short(o.Text)}
}

// dealtWith are the heaviest findings that need new code, first one by one and then growing together until all
// of them are dealt with.
func (s *subject) dealtWith() []tip {
	var heavy []assess.Finding
	for _, f := range s.distinct() {
		if f.Action == assess.Change {
			heavy = append(heavy, f.Finding)
		}
	}
	m := s.model.Strategy
	weight := func(f assess.Finding) float64 {
		w := (f.Effort[0] + f.Effort[1]) / 2 / max(m.HoursPerDepth, 1)
		if f.Severity == assess.High {
			w += m.HighChange
			if f.Dimension == assess.DimMiddleware {
				w += m.HighMiddleware
			}
		}
		return w
	}
	slices.SortStableFunc(heavy, func(a, b assess.Finding) int { return cmp.Compare(weight(b), weight(a)) })
	var out []tip
	now, _ := s.choose()
	for n := range heavy {
		done := heavy[:n+1]
		t := s.without(done)
		if to, _ := t.trial.choose(); to != now {
			return append(out, t)
		}
	}
	return out
}

func (s *subject) without(done []assess.Finding) tip {
	trial := *s
	trial.assessment.Findings = slices.DeleteFunc(slices.Clone(s.assessment.Findings), func(f assess.Finding) bool {
		return slices.ContainsFunc(done, func(d assess.Finding) bool { return d.ID == f.ID })
	})
	trial.splits = splitUp(trial.assessment.Findings)
	var names []i18n.Text
	var reasons []Reason
	for _, f := range done {
		if !slices.Contains(names, f.Title) {
			names = append(names, f.Title)
		}
		reasons = append(reasons, found(f))
	}
	const named = 3
	what := joined(names[:min(len(names), named)])
	if len(names) > named {
		what = textf("%[1]s 等 %[2]d 项", "%[3]s and others, %[2]d in all", what.ZH, len(names), what.EN)
	}
	when := i18n.Text{ZH: "先改掉：" + what.ZH, EN: "these are dealt with first: " + what.EN}
	return tip{trial: &trial, when: when, reasons: reasons, order: 1}
}

// deeper tells how much more would make deep changes of light ones.
func (s *subject) deeper(now Strategy) (tip, bool) {
	m := s.model.Strategy
	depth, reasons := s.depth()
	if now != Replatform || depth == 0 || m.HighChange <= 0 {
		return tip{}, false
	}
	n := int(math.Ceil((m.RefactorFrom - depth) / m.HighChange))
	when := textf("改造深度从 %.1[1]f 升到 %.1[2]f，例如再有 %[3]d 个要改代码的高级别问题", "the depth of the changes grows from %.1[1]f to %.1[2]f, say by %[3]d more high findings that need new code", depth, m.RefactorFrom, n)
	return tip{when: when, reasons: reasons, order: 1}, true
}

// withoutVetoes answers every question that forbids containers with its best option.
func (s *subject) withoutVetoes(now Strategy) (Strategy, tip, bool) {
	if now == Replatform || now == Refactor {
		return "", tip{}, false
	}
	trial := *s
	trial.instead = map[string]survey.Answer{}
	var when []i18n.Text
	var reasons []Reason
	for _, id := range append([]string{"biz.lifecycle"}, read()...) {
		q, ok := s.question(id)
		a, given := s.known(id, "")
		if _, done := trial.instead[id]; done || !ok || !given || s.credit(q, a) == 1 {
			continue
		}
		i := slices.IndexFunc(q.Options, func(o survey.Option) bool { return o.Risk == survey.Green })
		if i < 0 {
			continue
		}
		best := survey.Value{Text: q.Options[i].Key}
		if q.Type == survey.Multi {
			best = survey.Value{List: []string{q.Options[i].Key}}
		}
		trial.instead[id] = survey.Answer{State: survey.Known, Value: best}
		t := textf("“%[1]s”不再是“%[2]s”", "“%[3]s” is no longer “%[4]s”", q.Text.ZH, clip(shown(q, a, i18n.ZH)), q.Text.EN, clip(shown(q, a, i18n.EN)))
		when, reasons = append(when, t), append(reasons, s.said(q, a))
	}
	if len(when) == 0 {
		return "", tip{}, false
	}
	to, _ := trial.choose()
	all := joined(when)
	if len(when) > 1 {
		all = i18n.Text{ZH: "同时：" + all.ZH, EN: "all of: " + all.EN}
	}
	return to, tip{trial: &trial, when: all, reasons: reasons}, to != now
}
