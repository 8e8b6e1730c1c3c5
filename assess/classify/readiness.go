package classify

import (
	"math"
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// asksAbout are the questions whose answers speak of a dimension.
func asksAbout(d assess.Dimension) []string {
	switch d {
	case assess.DimConfig:
		return []string{"cfg.how"}
	case assess.DimState:
		return []string{"state.files"}
	case assess.DimSessions:
		return []string{"state.session"}
	case assess.DimLogging:
		return []string{"ops.logs"}
	case assess.DimProcess:
		return []string{"cur.supervisor", "state.shutdown", "ops.health"}
	case assess.DimNetwork:
		return []string{"net.fixedip", "dep.up"}
	case assess.DimNative:
		return []string{"cur.os", "app.native", "app.hw"}
	case assess.DimScheduling:
		return []string{"state.singleton", "state.jobs"}
	case assess.DimBuild:
		return []string{"app.source", "dev.vcs"}
	case assess.DimSecurity:
		return []string{"cfg.secrets", "app.root"}
	case assess.DimObservability:
		return []string{"ops.metrics"}
	case assess.DimResources:
		return []string{"perf.memory"}
	case assess.DimLocale:
		return []string{"app.locale"}
	case assess.DimLicence:
		return []string{"app.license"}
	case assess.DimMiddleware:
		return []string{"cur.hosting", "dep.middleware"}
	case assess.DimMicroservices:
		return []string{"dep.registry", "state.cluster"}
	}
	return nil
}

// looked tells whether the rules read the component's language, and the fact that says so.
func (s *subject) looked(u unit) (Reason, bool) {
	if !u.source {
		return Reason{}, false
	}
	language := u.Language.ID
	if !slices.Contains([]string{"java", "kotlin", "javascript", "typescript", "python", "go", "php", "dotnet", "csharp", "ruby"}, language) && u.Workload != assess.Static {
		return Reason{}, false
	}
	r := Reason{Text: textf("已按规则检查源码（%[1]s）", "the rules looked at the source (%[1]s)", language), Where: u.Name, Fact: fact.Language}
	for _, key := range []string{fact.Language, fact.BuildTool, fact.Workload} {
		if f, ok := u.Facts.Best(key); ok {
			r.Fact, r.Evidence = key, places(f.Evidence)
			break
		}
	}
	return r, true
}

// penalties are what the findings of a dimension take from 100, at most all of it.
func (s *subject) penalties(u unit, d assess.Dimension) (out []Reason, sum float64) {
	for _, f := range u.findings {
		if f.Dimension != d {
			continue
		}
		if p := s.model.Readiness.penalty(f); p > 0 {
			r := found(f)
			r.Points = -p
			out, sum = append(out, r), sum+p
		}
	}
	if sum > 100 {
		for i := range out {
			out[i].Points *= 100 / sum
		}
		sum = 100
	}
	return out, sum
}

// penalty is what one finding takes from 100.
func (m ReadinessModel) penalty(f assess.Finding) float64 {
	return m.Penalty.Of(f.Severity) * m.Action.Of(f.Action) * m.spread(f)
}

// spread is the factor for the places of a finding.
func (m ReadinessModel) spread(f assess.Finding) float64 {
	n := max(f.Places, len(f.Evidence), 1)
	return min(1+m.PlaceGrowth*math.Log2(float64(n)), m.PlaceMost)
}

// readiness is that of a component in a dimension: what the rules found, and no more than
// the answers about it allow.
func (s *subject) readiness(u unit, d assess.Dimension) Readiness {
	var t terms
	base, examined := s.looked(u)
	if examined {
		t.add(100, base)
		penalties, _ := s.penalties(u, d)
		for _, r := range penalties {
			t.add(r.Points, r)
		}
	}
	limit, why, asked := s.limit(u, d)
	switch {
	case !asked:
	case !examined:
		why.Fact, examined = "", true
		t.add(limit, why)
	case limit < t.total:
		t.add(limit-t.total, why)
	default:
		t.add(0, why)
	}
	if !examined {
		return Readiness{Dimension: d, Reasons: []Reason{}}
	}
	n := t.number()
	return Readiness{Dimension: d, Score: n.Value, Examined: true, Reasons: n.Reasons}
}

// limit is the score that the worst answer about a dimension leaves.
func (s *subject) limit(u unit, d assess.Dimension) (most float64, why Reason, asked bool) {
	for _, id := range asksAbout(d) {
		q, ok := s.question(id)
		a, answered := s.ask(id, u.answers)
		if !ok || !answered || a.State == survey.Unknown {
			continue
		}
		left := 100.0
		switch riskOf(q, a) {
		case survey.Red:
			left = s.model.Readiness.RedAtMost
		case survey.Yellow:
			left = s.model.Readiness.YellowAtMost
		}
		if !asked || left < most {
			most, why, asked = left, s.said(q, a), true
		}
	}
	return most, why, asked
}

// whole is the readiness of the application in a dimension: the mean of its components, of which the
// worst counts a part alone.
func (s *subject) whole(components []Component, i int) Readiness {
	out := Readiness{Dimension: assess.Dimensions()[i], Reasons: []Reason{}}
	var examined []Readiness
	var names []string
	for _, c := range components {
		if r := c.Readiness[i]; r.Examined {
			examined, names = append(examined, r), append(names, c.Name)
		}
	}
	if len(examined) == 0 {
		return out
	}
	worst := 0
	for j, r := range examined {
		if r.Score < examined[worst].Score {
			worst = j
		}
	}
	var t terms
	for j, r := range examined {
		weight := (1 - s.model.Suitability.Worst) / float64(len(examined))
		if j == worst {
			weight += s.model.Suitability.Worst
		}
		spread(&t, r, names[j], weight)
	}
	n := t.number()
	out.Score, out.Examined, out.Reasons = n.Value, true, n.Reasons
	return out
}

// spread adds the terms of a component with its weight.
func spread(t *terms, r Readiness, name string, weight float64) {
	for _, why := range r.Reasons {
		if why.arithmetic() {
			continue // rounded again in the whole
		}
		if why.Question == "" {
			why.Where = name
		}
		t.add(why.Points*weight, why)
	}
}
