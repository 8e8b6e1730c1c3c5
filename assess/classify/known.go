package classify

import (
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// weight is that of a question for completeness.
func (m CompletenessModel) weight(q survey.Question) float64 {
	switch {
	case q.Blocker:
		return m.Blocker
	case q.Tier == survey.Core:
		return m.Core
	}
	return m.Full
}

// completeness is how much of what the judgement depends on is known. All questions count, whether they
// arise or not, so that what an unknown answer hides is missing too.
func (s *subject) completeness() Number {
	var t terms
	c := s.model.Completeness
	if s.source {
		t.add(c.Source, s.readReason())
	}
	sum := 0.0
	for _, q := range s.questions {
		sum += c.weight(q)
	}
	for _, q := range s.questions {
		if how, why := s.settled(q); how != open && sum > 0 {
			t.add((100-c.Source)*c.weight(q)/sum, why)
		}
	}
	return t.number()
}

// readReason tells which source was read, by the first place in it.
func (s *subject) readReason() Reason {
	r := Reason{Text: textf("已读源码，可部署组件 %d 个", "the source was read; components to deploy: %d", len(s.assessment.Deployables())), Question: "app.source"}
	for _, u := range s.units {
		for _, key := range []string{fact.BuildTool, fact.Language, fact.Workload, fact.Deployable} {
			if f, ok := u.Facts.Best(key); ok {
				r.Fact, r.Evidence, r.Where = key, places(f.Evidence), u.Name
				return r
			}
		}
	}
	return r
}

// confidence is how sure that is which is known: the surest evidence of each section of the
// questionnaire, and whether the source was read as a whole.
func (s *subject) confidence() Number {
	var t terms
	c := s.model.Confidence
	if s.source {
		s.readWhole(&t)
	}
	var sections []string
	for _, q := range s.questions {
		if !slices.Contains(sections, q.Section) {
			sections = append(sections, q.Section)
		}
	}
	for _, section := range sections {
		worth := (100 - c.Source) / float64(len(sections)) / c.Pieces
		for _, p := range s.surestPieces(section) {
			t.add(p.sure*worth, p.why)
		}
	}
	return t.number()
}

// readWhole are the points for the source, less what was not read and what contradicts itself.
func (s *subject) readWhole(t *terms) {
	c := s.model.Confidence
	left := c.Source
	t.add(c.Source, s.readReason())
	take := func(points float64, r Reason) {
		points = min(points, left)
		left -= points
		t.add(-points, r)
	}
	for _, f := range s.assessment.Findings {
		if f.Dimension == assess.DimSource {
			take(c.Source*c.Unread.Of(f.Severity), found(f))
		}
	}
	for _, u := range s.units {
		for _, x := range u.Conflicts {
			take(c.Source*c.Conflict/float64(len(s.units)), conflict(u, x))
		}
	}
}

// conflict is a conflict between facts as a reason.
func conflict(u unit, x assess.Conflict) Reason {
	r := Reason{Text: textf("证据不一致：%[1]s，暂取 %[2]s", "the evidence disagrees about %[1]s; %[2]s is taken", x.Key, clip(x.Chosen)), Fact: x.Key, Where: u.Name}
	for _, f := range x.Candidates {
		r.Evidence = append(r.Evidence, f.Evidence[:min(len(f.Evidence), 1)]...)
	}
	r.Evidence = places(r.Evidence)
	return r
}

// piece is a piece of evidence with how sure it is, from 0 to 1.
type piece struct {
	sure float64
	why  Reason
}

// surestPieces are the surest of a section, as many as make it fully sure.
func (s *subject) surestPieces(section string) []piece {
	var all []piece
	for _, q := range s.questions {
		if q.Section != section {
			continue
		}
		p, ok := s.surestAnswer(q)
		if f, of, is := s.surestFact(q); is {
			if sure := s.model.Confidence.ofFact(f.Confidence); !ok || sure > p.sure {
				p, ok = piece{sure, Reason{Text: textf("源码：%s = %s", "source: %s = %s", f.Key, clip(f.Value)), Fact: f.Key, Question: q.ID, Where: of, Evidence: places(f.Evidence)}}, true
			}
		}
		if ok {
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b piece) int {
		switch {
		case a.sure > b.sure:
			return -1
		case a.sure < b.sure:
			return 1
		}
		return 0
	})
	return all[:min(len(all), int(s.model.Confidence.Pieces))]
}

// surestAnswer is the surest that was said to a question anywhere about the application.
func (s *subject) surestAnswer(q survey.Question) (piece, bool) {
	best, ok := piece{}, false
	try := func(a survey.Answer, given bool) {
		if !given || a.State == survey.Unknown {
			return
		}
		if sure := s.model.Confidence.ofAnswer(a.Confidence); !ok || sure > best.sure {
			best, ok = piece{sure, s.said(q, a)}, true
		}
	}
	for _, component := range append([]string{""}, s.named...) {
		try(s.ask(q.ID, component))
	}
	return best, ok
}

func (s *subject) surestFact(q survey.Question) (best fact.Fact, of string, ok bool) {
	for _, u := range s.units {
		if f, is := surest(q.Prefill, u.Facts); is && (!ok || rank(f.Confidence) < rank(best.Confidence)) {
			best, of, ok = f, u.Name, true
		}
	}
	return best, of, ok
}

func (m ConfidenceModel) ofAnswer(c survey.Confidence) float64 {
	switch c {
	case survey.Estimated:
		return m.Estimated
	case survey.Assumed:
		return m.Assumed
	}
	return m.Confirmed
}

func (m ConfidenceModel) ofFact(c fact.Confidence) float64 {
	switch c {
	case fact.High:
		return m.FactHigh
	case fact.Medium:
		return m.FactMedium
	}
	return m.FactLow
}
