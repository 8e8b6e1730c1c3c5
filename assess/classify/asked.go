package classify

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/prefill"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// credit is what an answer earns, from 0 to 1: what is green, without risk or not
// applicable earns all, what is yellow a part, what is red or unknown nothing.
func (s *subject) credit(q survey.Question, a survey.Answer) float64 {
	switch a.State {
	case survey.NotApplicable:
		return 1
	case survey.Known:
	default:
		return 0
	}
	switch riskOf(q, a) {
	case survey.Red:
		return 0
	case survey.Yellow:
		return s.model.Suitability.Yellow
	}
	return 1
}

// riskOf is the worst that an answer chose. What has no options with a risk, but speaks of what containers lose, is
// yellow: files that must stay on a local disk, and jobs that must not run twice.
func riskOf(q survey.Question, a survey.Answer) survey.Risk {
	worst := interview.WorstRisk(q, a.Value)
	if worst == survey.Red || worst == survey.Yellow {
		return worst
	}
	for _, r := range a.Value.Rows {
		keep, _ := r.Bool("keep")
		again, said := r.Bool("reentrant")
		switch {
		case q.ID == "state.files" && keep && (r.Get("place") == "" || r.Get("place") == "local"):
			return survey.Yellow
		case q.ID == "state.jobs" && said && !again:
			return survey.Yellow
		}
	}
	return worst
}

// hidden tells whether a question does not arise for a component because of what is known: an
// earlier answer, or what the source shows the component to be. What hangs on an unknown answer arises.
func (s *subject) hidden(q survey.Question, component string) bool {
	return slices.ContainsFunc(q.ShowIf, func(c survey.Condition) bool { return s.excluded(c, component) })
}

func (s *subject) excluded(c survey.Condition, component string) bool {
	if c.Question == "app.components" && c.Column == "type" {
		return s.otherType(c, component)
	}
	a, ok := s.ask(c.Question, component)
	if !ok || a.State == survey.Unknown {
		return false
	}
	values := append([]string{a.Value.Text}, a.Value.List...)
	for _, r := range a.Value.Rows {
		values = append(values, r.Get(c.Column))
	}
	return !slices.ContainsFunc(values, func(v string) bool { return v != "" && slices.Contains(c.Is, v) })
}

// otherType tells whether answer or source show a component to be of another type; of the application as a
// whole, whether the answer lists no component of the type.
func (s *subject) otherType(c survey.Condition, component string) bool {
	for _, u := range s.units {
		if u.answers == component && component != "" && u.Workload != "" && !slices.Contains(c.Is, string(u.Workload)) {
			return true
		}
	}
	a, ok := s.known(c.Question, component)
	if !ok {
		return false
	}
	types := 0
	for _, r := range a.Value.Rows {
		t := r.Get(c.Column)
		if t == "" || component != "" && r.Get("name") != component {
			continue
		}
		if slices.Contains(c.Is, t) {
			return false
		}
		types++
	}
	return types > 0 && component != ""
}

// places are the components for which a question must be settled, by their names in answers; "" is the
// application.
func (s *subject) places(q survey.Question) []string {
	if q.Scope != survey.Component {
		return []string{""}
	}
	var out []string
	for _, u := range s.units {
		if u.source {
			out = append(out, u.answers)
		}
	}
	if len(out) == 0 {
		out = s.named
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

// settlement tells how a question is settled.
type settlement int

const (
	open settlement = iota
	byHidden
	byFact
	byAnswer
)

// settled tells how the question is settled everywhere, the weakest way of all places, and with which reason.
func (s *subject) settled(q survey.Question) (settlement, Reason) {
	how, why := byAnswer, Reason{}
	for _, at := range s.places(q) {
		h, r := s.settledAt(q, at)
		if h == open {
			return open, Reason{}
		}
		if h < how || why.Question == "" {
			how, why = min(how, h), r
		}
	}
	return how, why
}

func (s *subject) settledAt(q survey.Question, component string) (settlement, Reason) {
	if a, ok := s.ask(q.ID, component); ok && a.State != survey.Unknown {
		return byAnswer, s.said(q, a)
	}
	if f, ok := s.factFor(q, component); ok {
		return byFact, Reason{Text: textf("源码：%s = %s", "source: %s = %s", f.Key, clip(f.Value)), Fact: f.Key, Question: q.ID, Where: component, Evidence: places(f.Evidence)}
	}
	if s.hidden(q, component) {
		return byHidden, Reason{Text: text("由已知情况排除，不用问", "excluded by what is known"), Question: q.ID, Where: component}
	}
	return open, Reason{}
}

// factFor is a fact that settles a question for a component, when the question is one that
// evidence can settle alone.
func (s *subject) factFor(q survey.Question, component string) (fact.Fact, bool) {
	for _, u := range s.units {
		if !u.source || component != "" && u.answers != component {
			continue
		}
		if f, ok := surest(settledBy(q.ID), u.Facts); ok && f.Confidence != fact.Low {
			return f, true
		}
	}
	return fact.Fact{}, false
}

// settledBy are the facts that answer a question as well as a person does. What production is like, that nothing
// else is written, or whether a build works, is for a person to say.
func settledBy(question string) []string {
	switch question {
	case "app.components":
		return []string{fact.Workload}
	case "app.stack":
		return []string{fact.LanguageVersion}
	case "app.locale":
		return []string{fact.TimeZone, fact.Locale, fact.Charset}
	case "app.root":
		return []string{fact.RunUser}
	case "cfg.how":
		return []string{fact.ConfigFile, fact.Profile, fact.Env("*")}
	case "state.session":
		return []string{fact.Session}
	case "state.singleton":
		return []string{fact.Single}
	case "state.jobs":
		return []string{fact.Schedule}
	case "state.shutdown":
		return []string{fact.GracefulShutdown}
	case "data.schema":
		return []string{fact.SchemaMigration}
	case "ops.health":
		return []string{fact.Health}
	case "ops.metrics":
		return []string{fact.MetricsPath}
	case "test.unit":
		return []string{fact.Tests}
	}
	return nil
}

// surest is the fact with the highest confidence of those with one of the keys, which may end in a star.
func surest(keys []string, facts fact.Set) (fact.Fact, bool) {
	best, found := fact.Fact{}, false
	for _, f := range facts {
		if matches(keys, f.Key) && (!found || rank(f.Confidence) < rank(best.Confidence)) {
			best, found = f, true
		}
	}
	return best, found
}

func matches(keys []string, key string) bool {
	return slices.ContainsFunc(keys, func(p string) bool {
		prefix, many := strings.CutSuffix(p, "*")
		return key == p || many && strings.HasPrefix(key, prefix)
	})
}

func rank(c fact.Confidence) int {
	return slices.Index([]fact.Confidence{fact.High, fact.Medium, fact.Low}, c)
}

// suggestions are what the source would answer.
func (s *subject) suggestions() []interview.Suggestion {
	if s.bank == nil || !s.source {
		return nil
	}
	return prefill.Suggest(s.assessment, s.bank, prefill.Options{Application: s.app, Named: s.named})
}

// contradicted tells whether what the source shows speaks against the answer that holds in the place of a
// suggestion; only choices are compared.
func (s *subject) contradicted(g interview.Suggestion) (survey.Question, survey.Answer, bool) {
	q, ok := s.question(g.Question)
	if !ok || g.Confidence == survey.Assumed {
		return q, survey.Answer{}, false
	}
	a, ok := s.known(g.Question, g.Place.Component)
	if !ok {
		return q, a, false
	}
	switch q.Type {
	case survey.Choice, survey.Bool:
		return q, a, a.Value.Text != g.Value.Text
	case survey.Record:
		for _, c := range q.Columns {
			mine, theirs := a.Value.Record().Get(c.Key), g.Value.Record().Get(c.Key)
			if (c.Type == survey.Choice || c.Type == survey.Bool) && mine != "" && theirs != "" && mine != theirs {
				return q, a, true
			}
		}
	}
	return q, a, false
}

// mostPlaces bounds the evidence that one reason shows.
const mostPlaces = 5

func places(e []fact.Evidence) []fact.Evidence { return e[:min(len(e), mostPlaces)] }
