package classify

import (
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// sourceShare is the part of a dimension that the source earns.
func (s *subject) sourceShare(d assess.Dimension) float64 {
	if len(asksAbout(d)) == 0 || s.bank == nil {
		return 1
	}
	return s.model.Suitability.SourceShare
}

// dimensionPoints are the points of 100 that a dimension is worth.
func (s *subject) dimensionPoints(d assess.Dimension) float64 {
	return s.model.Suitability.weight(d) * (100 - s.model.Suitability.Blockers)
}

// earnedBySource is what the source of a component earns, of 100, times a weight.
func (s *subject) earnedBySource(t *terms, u unit, weight float64) {
	base, ok := s.looked(u)
	if !ok || weight == 0 {
		return
	}
	worth, share := 0.0, make([]float64, len(assess.Dimensions()))
	for i, d := range assess.Dimensions() {
		share[i] = s.dimensionPoints(d) * s.sourceShare(d)
		worth += share[i]
	}
	t.add(worth*weight, base)
	for i, d := range assess.Dimensions() {
		penalties, _ := s.penalties(u, d)
		for _, r := range penalties {
			r.Where = u.Name
			t.add(r.Points/100*share[i]*weight, r)
		}
	}
}

// earnedByAnswers is what answers earn: each question its part, as its worst place of those that were asked about
// has it.
func (s *subject) earnedByAnswers(t *terms, places func(survey.Question) []string) {
	for _, d := range assess.Dimensions() {
		ids := asksAbout(d)
		for _, id := range ids {
			if q, ok := s.question(id); ok {
				s.earn(t, q, s.dimensionPoints(d)*(1-s.sourceShare(d))/float64(len(ids)), places(q))
			}
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
		switch {
		case ok && a.State != survey.Unknown:
			credit, r = s.credit(q, a), s.said(q, a)
		case s.hidden(q, at):
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
	s.earnedBySource(&t, u, 1)
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
		s.earnedBySource(&one, u, 1)
		if one.total < least {
			worst, least = i, one.total
		}
	}
	for i, u := range s.units {
		weight := (1 - s.model.Suitability.Worst) / float64(len(s.units))
		if i == worst {
			weight += s.model.Suitability.Worst
		}
		s.earnedBySource(&t, u, weight)
	}
	s.earnedByAnswers(&t, func(q survey.Question) []string {
		if q.Scope == survey.Component && len(s.named) > 0 {
			return s.named
		}
		return []string{""}
	})
	return t.number()
}
