package classify_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const worlds = 12

// world makes a random input: components, facts, findings and answers at all levels.
type world struct {
	*rand.Rand
	bank *survey.Bank
}

func (w world) input() classify.Input {
	return classify.Input{Application: application, Assessment: w.assessment(), Answers: w.answers(), Bank: w.bank, Model: classify.DefaultModel()}
}

func pick[T any](w world, of ...T) T { return of[w.IntN(len(of))] }

func (w world) assessment() assess.Assessment {
	a := assess.Assessment{Schema: assess.Schema}
	if w.IntN(6) == 0 {
		return assess.Assessment{}
	}
	for i := range 1 + w.IntN(4) {
		a.Components = append(a.Components, w.component(i))
	}
	for range w.IntN(25) {
		a.Findings = append(a.Findings, w.finding())
	}
	return a
}

func (w world) component(i int) assess.Component {
	kind := pick(w, assess.Web, assess.Web, assess.Worker, assess.Cron, assess.Static, assess.Gateway)
	c := assess.Component{
		Name: fmt.Sprintf("c%d", i), Path: fmt.Sprintf("c%d", i), BuildRoot: ".", Deployable: i == 0 || w.IntN(4) > 0, Workload: kind,
		Language: assess.Versioned{ID: pick(w, "java", "go", "python", "javascript", "cobol"), Version: pick(w, "8", "3.9", "18", "")},
	}
	for _, key := range []string{
		fact.Language, fact.LanguageVersion, fact.Workload, fact.BuildTool, fact.Session, fact.KeptMount, fact.Schedule, fact.Single, fact.Service, fact.ConfigFile,
		fact.Health, fact.Tests, fact.SchemaMigration, fact.GracefulShutdown, fact.SecretSetting, fact.RunUser, fact.TimeZone,
	} {
		if w.IntN(2) == 0 {
			f := fact.New(key, pick(w, "memory", "redis", "true", "mysql", "x"), pick(w, fact.FromConfig, fact.FromCode, fact.FromBuild), c.Path+"/file", 1+w.IntN(90))
			c.Facts = append(c.Facts, f.With(pick(w, fact.High, fact.Medium, fact.Low)))
		}
	}
	for range w.IntN(3) {
		c.Conflicts = append(c.Conflicts, assess.Conflict{Key: fact.Port, Chosen: "1", Candidates: fact.Set{fact.New(fact.Port, "1", fact.FromConfig, "a", 1), fact.New(fact.Port, "2", fact.FromDeploy, "b", 2)}})
	}
	return c
}

func (w world) finding() assess.Finding {
	f := assess.Finding{
		ID: fmt.Sprintf("rule-%d", w.IntN(12)), Dimension: pick(w, append(assess.Dimensions(), assess.DimSource)...), Severity: pick(w, assess.Severities()...),
		Action: pick(w, assess.Actions()...), By: pick(w, append(assess.Parties(), "")...), Component: pick(w, "", "c0", "c1", "c9"),
		Title: i18n.Text{ZH: "发现", EN: "finding"}, Effort: assess.Hours{float64(w.IntN(8)), float64(8 + w.IntN(40))}, Places: w.IntN(50),
	}
	for range 1 + w.IntN(3) {
		f.Evidence = append(f.Evidence, fact.Evidence{Path: fmt.Sprintf("src/F%d.java", w.IntN(9)), Line: 1 + w.IntN(200)})
	}
	return f
}

func (w world) answers() survey.Answers {
	var out survey.Answers
	density := w.Float64()
	for _, q := range w.bank.Questions() {
		for _, at := range []survey.Place{{}, {Env: "prod"}, {App: application}, {App: application, Component: "c0"}, {App: application, Component: "c1"}} {
			if q.Allows(at.Level()) && w.Float64() < density/2 {
				out.Set(at, q.ID, w.answer(q))
			}
		}
	}
	return out
}

func (w world) answer(q survey.Question) survey.Answer {
	a := survey.Answer{State: survey.Known, Confidence: pick(w, survey.Confidences()...)}
	switch w.IntN(8) {
	case 0:
		return survey.Answer{State: survey.Unknown}
	case 1:
		return survey.Answer{State: survey.NotApplicable}
	}
	switch q.Type {
	case survey.Choice:
		a.Value.Text = pick(w, q.Options...).Key
	case survey.Multi:
		a.Value.List = []string{pick(w, q.Options...).Key}
	case survey.Table, survey.Record:
		a.Value.Rows = []survey.Row{w.row(q)}
	case survey.Bool:
		a.Value.Text = pick(w, "true", "false")
	case survey.Duration:
		a.Value.Text = "30s"
	default:
		a.Value.Text = "1"
	}
	return a
}

func (w world) row(q survey.Question) survey.Row {
	var out survey.Row
	for _, c := range q.Columns {
		text := pick(w, "1", "c0", "c1", "40")
		switch c.Type {
		case survey.Choice:
			text = pick(w, c.Options...).Key
		case survey.Bool:
			text = pick(w, "true", "false")
		case survey.Duration:
			text = pick(w, "20m", "4h")
		}
		if c.Required || w.IntN(3) > 0 {
			out = append(out, survey.Cell{Column: c.Key, Text: text})
		}
	}
	return out
}

func eachWorld(t *testing.T, check func(t *testing.T, w world, in classify.Input)) {
	t.Helper()
	b := bank(t)
	for seed := range uint64(worlds) {
		w := world{rand.New(rand.NewPCG(seed, 7)), b}
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			check(t, w, w.input())
		})
	}
}

// replaced are the answers with one of them in place of what was there.
func replaced(a survey.Answers, at survey.Place, id string, by survey.Answer) survey.Answers {
	var out survey.Answers
	for _, g := range a.All() {
		out.Set(g.Place, g.Question, g.Answer)
	}
	out.Set(at, id, by)
	return out
}

func notHigher(t *testing.T, before, after classify.Judgement, what string) {
	t.Helper()
	for _, n := range []struct {
		name     string
		was, now classify.Number
	}{{"suitability", before.Suitability, after.Suitability}, {"completeness", before.Completeness, after.Completeness}, {"confidence", before.Confidence, after.Confidence}} {
		if n.now.Value > n.was.Value {
			t.Errorf("%s: %s rose from %d to %d", what, n.name, n.was.Value, n.now.Value)
		}
	}
}

func TestUnknownNeverRaises(t *testing.T) {
	eachWorld(t, func(t *testing.T, w world, in classify.Input) {
		before := classify.Judge(in)
		unknown := survey.Answer{State: survey.Unknown}
		all := in.Answers.All()
		w.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, g := range all[:min(len(all), 12)] {
			trial := in
			trial.Answers = replaced(in.Answers, g.Place, g.Question, unknown)
			notHigher(t, before, classify.Judge(trial), g.Place.String()+" "+g.Question+" to unknown")
		}
		for range 5 { // where nothing was said, or over what holds there from above
			q := pick(w, w.bank.Questions()...)
			at := pick(w, survey.Place{}, survey.Place{App: application}, survey.Place{App: application, Component: pick(w, "c0", "c1", "c2", "new")})
			if q.Allows(at.Level()) {
				trial := in
				trial.Answers = replaced(in.Answers, at, q.ID, unknown)
				notHigher(t, before, classify.Judge(trial), at.String()+" "+q.ID+" as unknown")
			}
		}
	})
}

func TestLessEvidenceNeverRaises(t *testing.T) {
	eachWorld(t, func(t *testing.T, w world, in classify.Input) {
		before := classify.Judge(in)
		trial := in
		trial.Assessment = assess.Assessment{}
		notHigher(t, before, classify.Judge(trial), "without the source")
		for i, c := range in.Assessment.Components {
			for j := i % 3; j < len(c.Facts); j += 3 {
				trial := in
				trial.Assessment.Components = slices.Clone(in.Assessment.Components)
				trial.Assessment.Components[i].Facts = slices.Delete(slices.Clone(c.Facts), j, j+1)
				notHigher(t, before, classify.Judge(trial), "without "+c.Facts[j].Key+" of "+c.Name)
			}
		}
	})
}

func TestFindingsNeverRaiseSuitability(t *testing.T) {
	eachWorld(t, func(t *testing.T, w world, in classify.Input) {
		was := classify.Judge(in).Suitability.Value
		for range 8 {
			in.Assessment.Findings = append(slices.Clone(in.Assessment.Findings), w.finding())
			now := classify.Judge(in).Suitability.Value
			if now > was {
				t.Errorf("one more finding raised suitability from %d to %d: %+v", was, now, in.Assessment.Findings[len(in.Assessment.Findings)-1])
			}
			was = now
		}
	})
}

func TestEveryNumberIsExplained(t *testing.T) {
	eachWorld(t, func(t *testing.T, _ world, in classify.Input) {
		j := classify.Judge(in)
		adds(t, "suitability", j.Suitability.Value, j.Suitability.Reasons)
		adds(t, "completeness", j.Completeness.Value, j.Completeness.Reasons)
		adds(t, "confidence", j.Confidence.Value, j.Confidence.Reasons)
		adds(t, "risk", j.Risk.Score, j.Risk.Reasons)
		readinessAdds(t, "readiness", j.Readiness)
		effortAdds(t, "effort", j.Effort)
		for _, c := range j.Components {
			adds(t, c.Name+" suitability", c.Suitability.Value, c.Suitability.Reasons)
			readinessAdds(t, c.Name+" readiness", c.Readiness)
			effortAdds(t, c.Name+" effort", c.Effort)
			for _, tr := range []classify.Trait{c.Workload, c.Style, c.State} {
				lead(t, c.Name+" "+tr.Value, tr.Reasons)
				if tr.Value != "" && len(tr.Reasons) == 0 {
					t.Errorf("%s: the trait %q has %d reasons", c.Name, tr.Value, len(tr.Reasons))
				}
			}
		}
		lead(t, "strategy", j.Strategy.Reasons)
		for _, f := range j.Factors {
			lead(t, f.Name.EN, f.Reasons)
			if (f.Status == classify.UnknownSt) != (len(f.Reasons) == 0) {
				t.Errorf("factor %d is %s with %d reasons", f.Number, f.Status, len(f.Reasons))
			}
		}
		if len(j.Strategy.Reasons) == 0 || len(j.Factors) != 12 || len(j.Readiness) != len(assess.Dimensions()) || !j.Verdict.Complete() {
			t.Error("a part is missing")
		}
	})
}

func adds(t *testing.T, what string, value int, reasons []classify.Reason) {
	t.Helper()
	sum := 0.0
	for _, r := range reasons {
		sum += r.Points
	}
	if math.Abs(sum-float64(value)) > 1e-6 || value < 0 || value > 100 {
		t.Errorf("%s is %d, its terms add up to %v", what, value, sum)
	}
	lead(t, what, reasons)
}

// lead holds reasons to lead to a finding with its place, a fact with its evidence, or a question. Arithmetic alone leads nowhere.
func lead(t *testing.T, what string, reasons []classify.Reason) {
	t.Helper()
	arithmetic := []string{"rounding", "cap", "cap on what answers add", "cap on what findings add", "cap on what conflicts add", "cap on what is unknown", "risk is 100 at most"}
	for _, r := range reasons {
		switch {
		case !r.Text.Complete():
			t.Errorf("%s: a reason lacks a language: %+v", what, r)
		case r.Question != "" || r.Finding != "" && len(r.Evidence) > 0 || r.Fact != "":
		case slices.Contains(arithmetic, r.Text.EN) || what == "strategy" && r.Where == application:
		default:
			t.Errorf("%s: a reason leads nowhere: %+v", what, r)
		}
	}
}

func readinessAdds(t *testing.T, what string, all []classify.Readiness) {
	t.Helper()
	for _, r := range all {
		adds(t, what+" "+string(r.Dimension), r.Score, r.Reasons)
		if !r.Examined && (r.Score != 0 || len(r.Reasons) > 0) {
			t.Errorf("%s %s was not examined and has %d", what, r.Dimension, r.Score)
		}
	}
}

func effortAdds(t *testing.T, what string, e classify.Effort) {
	t.Helper()
	for i := range e.Total {
		sums, total := map[assess.Party]float64{}, 0.0
		for _, l := range e.Lines {
			sums[l.By] += l.Days[i]
			total += l.Days[i]
			if l.Days[0] > l.Days[1] || l.Days[0] < 0 || !l.Task.Complete() || !l.Basis.Complete() {
				t.Errorf("%s: a line is wrong: %+v", what, l)
			}
		}
		for by, got := range map[assess.Party]float64{assess.Developers: e.Developers[i], assess.Operations: e.Operations[i], assess.Consultant: e.Consultant[i]} {
			if math.Abs(got-sums[by]) > 1e-6 {
				t.Errorf("%s of %s is %v, its lines add up to %v", what, by, got, sums[by])
			}
		}
		if math.Abs(e.Total[i]-total) > 1e-6 {
			t.Errorf("%s is %v, its lines add up to %v", what, e.Total[i], total)
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	eachWorld(t, func(t *testing.T, w world, in classify.Input) {
		again := in
		again.Answers = survey.Answers{}
		all := in.Answers.All()
		w.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, g := range all {
			again.Answers.Set(g.Place, g.Question, g.Answer)
		}
		var a, b bytes.Buffer
		if err := classify.Judge(in).Encode(&a); err != nil {
			t.Fatal(err)
		}
		if err := classify.Judge(again).Encode(&b); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Error("two judgements of one input differ")
		}
	})
}
