package classify

import (
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// sourceShare is the part of a dimension that the source earns.
func (s *subject) sourceShare(d assess.Dimension) float64 {
	if len(s.askedAbout(d)) == 0 {
		return 1
	}
	return s.model.Suitability.SourceShare
}

// askedAbout are the questions of a dimension that earn; those that can veto earn on their own.
func (s *subject) askedAbout(d assess.Dimension) []survey.Question {
	var out []survey.Question
	for _, id := range asksAbout(d) {
		if q, ok := s.question(id); ok && !q.Blocker {
			out = append(out, q)
		}
	}
	return out
}

// dimensionPoints are the points of 100 that a dimension is worth.
func (s *subject) dimensionPoints(d assess.Dimension) float64 {
	return s.model.Suitability.weight(d) * (100 - s.model.Suitability.Blockers)
}

// earnedBySource is what the source of a component earns, of 100, times a weight that what it is for says: all of its
// part, less what findings take, down to nothing.
func (s *subject) earnedBySource(t *terms, u unit, weight float64, what i18n.Text) {
	base, ok := s.looked(u)
	if !ok || weight == 0 {
		return
	}
	worth, lost := 0.0, 0.0
	for _, d := range assess.Dimensions() {
		worth += s.dimensionPoints(d) * s.sourceShare(d)
	}
	base.Text = i18n.Text{ZH: base.Text.ZH + what.ZH, EN: base.Text.EN + what.EN}
	t.add(worth*weight, base)
	for _, f := range u.findings {
		lost += s.loss(f)
	}
	scale := weight
	if lost > worth {
		scale *= worth / lost
	}
	for _, f := range u.findings {
		if points := s.loss(f) * scale; points > 0 {
			r := found(f)
			r.Where = u.Name
			t.add(-points, r)
		}
	}
}

// loss are the points that a finding takes of suitability, more in dimensions that weigh more.
func (s *subject) loss(f assess.Finding) float64 {
	m := s.model
	weight := m.Suitability.weight(f.Dimension) * float64(len(m.Suitability.Weights))
	return m.Suitability.Loss.Of(f.Severity) * m.Readiness.Action.Of(f.Action) * m.Readiness.spread(f) * weight
}

// earnedByAnswers is what answers earn: each question its part, as its worst place of those that were asked about
// has it.
func (s *subject) earnedByAnswers(t *terms, places func(survey.Question) []string) {
	for _, d := range assess.Dimensions() {
		all := s.askedAbout(d)
		for _, q := range all {
			s.earn(t, q, s.dimensionPoints(d)*(1-s.sourceShare(d))/float64(len(all)), places(q))
		}
	}
	blockers := slices.DeleteFunc(slices.Clone(s.questions), func(q survey.Question) bool { return !q.Blocker })
	for _, q := range blockers {
		s.earn(t, q, s.model.Suitability.Blockers/float64(len(blockers)), places(q))
	}
}

func (s *subject) earn(t *terms, q survey.Question, worth float64, places []string) {
	least, why := 2.0, Reason{}
	for _, at := range places {
		credit, r := 0.0, Reason{}
		a, ok := s.ask(q.ID, at)
		if ok && a.State != survey.Unknown {
			credit, r = s.credit(q, a), s.said(q, a)
		}
		if credit < 1 && s.hidden(q, at) { // whatever was said to it, it does not matter
			credit, r = 1, Reason{Text: text("由已知情况排除，不用问", "excluded by what is known"), Question: q.ID, Where: at}
		}
		if credit < least {
			least, why = credit, r
		}
	}
	if why.Question != "" && least <= 1 {
		t.add(worth*least, why)
	}
}

// componentSuitability is that of one component.
func (s *subject) componentSuitability(u unit) Number {
	var t terms
	s.earnedBySource(&t, u, 1, i18n.Text{})
	s.earnedByAnswers(&t, func(survey.Question) []string { return []string{u.answers} })
	return t.number()
}

// suitability is that of the application. Its answers count wherever they were given, so that a source
// that shows more components than were asked about takes nothing away.
func (s *subject) suitability() Number {
	var t terms
	worst, least := 0, 101.0
	for i, u := range s.units {
		var one terms
		s.earnedBySource(&one, u, 1, i18n.Text{})
		if one.total < least {
			worst, least = i, one.total
		}
	}
	alone, n := s.model.Suitability.Worst, len(s.units)
	each := textf("，%d 个组件之一", ", one of %d components", n)
	if n == 1 {
		alone, each = 0, i18n.Text{}
	}
	for _, u := range s.units {
		s.earnedBySource(&t, u, (1-alone)/float64(n), each)
	}
	s.earnedBySource(&t, s.units[worst], alone, textf("，最差的组件另计 %s", ", the worst component, which counts %s alone", trimmed(alone)))
	s.earnedByAnswers(&t, func(q survey.Question) []string {
		if q.Scope == survey.Component && len(s.named) > 0 {
			return s.named
		}
		return []string{""}
	})
	return t.number()
}
