package cockpit

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/image"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
)

// judged is a stage on the judgement of shop.
func judged(t *testing.T) *stage {
	t.Helper()
	s := enStage(t)
	s.choose("shop")
	s.choose("Assess the source")
	s.press("q")
	s.choose("Judgement:")
	return s
}

// onQuestion is the place and the question that the interview shows.
func (s *stage) onQuestion() interview.Item {
	s.tb.Helper()
	a, ok := s.top().(*ask.Ask)
	if !ok {
		s.tb.Fatalf("on %T:\n%s", s.top(), s.view())
	}
	return a.Where()
}

// TestNumbersAreOpenedDownToTheSource: a number shows its terms, a term its source, its
// finding and its question.
func TestNumbersAreOpenedDownToTheSource(t *testing.T) {
	s := judged(t)
	s.choose("suitability")
	s.wantView("suitability 61/100", "+73.00", "-12.50  sessions are kept in memory", "rule start.session · api")
	s.choose("-12.50")
	s.wantView("Evidence 1/3  src/main/Login.java:40", "s.setAttribute")
	s.press("q")
	s.find("-12.50")
	s.press("f")
	if f, ok := s.top().(*Findings); !ok || f.all[f.of].ID != "start.session" {
		t.Errorf("on %T", s.top())
	}
	s.press("q")
	s.choose("+73.00")
	if at := s.onQuestion(); at.Question != "state.session" || at.Place.Component != "api" {
		t.Errorf("at %v", at)
	}
	s.stack = s.stack[:len(s.stack)-1]
	s.find("rounding")
	s.press("<enter>")
	s.wantStatus("not for this line")
	s.press("f")
	s.wantStatus("not for this line")
}

// TestJudgementLeadsEverywhere: traits, strategy, dimensions, work, factors, components
// and open questions lead to what they rest on.
func TestJudgementLeadsEverywhere(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"style", "style: monolith"},
		{"coupling", "There is nothing to judge by yet"},
		{"sessions are kept in memory", "Evidence 1/3"},
		{`To become "refactor`, "if both are true"},
		{"sessions   ", "sessions 40/100"},
		{"customer's developers", "move sessions out of memory"},
		{"move sessions out of memory", "✗ high   sessions are kept"},
		{"6 processes", "not met"},
		{"api", "of the component alone"},
	} {
		s := judged(t)
		s.choose(tt.line)
		s.wantView(tt.want)
	}
	for _, line := range []string{"Where are sessions kept?", `To become "retain"`} {
		s := judged(t)
		s.choose(line)
		if at := s.onQuestion(); at.Question != "state.session" {
			t.Errorf("%s leads to %v", line, at)
		}
	}
	s := judged(t)
	s.choose("no question")
	s.wantStatus("does not ask no.such now")
}

// TestJudgementFollowsTheAnswers: it is made anew on the way back from the interview, and
// a screen survives that what it is about is gone.
func TestJudgementFollowsTheAnswers(t *testing.T) {
	s := judged(t)
	s.choose("Where are sessions kept?")
	changed := shopJudgement("shop")
	changed.Strategy.Value, changed.Components, changed.Factors, changed.Strategy.WouldChange = classify.Rehost, nil, nil, nil
	s.steps.judgement = &changed
	s.stack = s.stack[:len(s.stack)-1]
	s.resume()
	s.press("<home>")
	s.wantView("Strategy: rehost")
	for _, line := range []string{"6 processes", "api", `To become "refactor`, "customer's developers"} {
		s := judged(t)
		s.choose(line)
		s.steps.judgement = &classify.Judgement{}
		s.resume()
		s.view()
	}
}

// TestNoJudgement says why on the line, and on the page when it happens later.
func TestNoJudgement(t *testing.T) {
	s := judged(t)
	s.steps.unjudged = errors.New("reading estimation.yaml: it holds nonsense")
	s.resume()
	s.wantView("estimation.yaml")
	s.press("q")
	s.find("It cannot be judged")
	s.wantView("reading estimation.yaml")
}

// TestJudgementFromAnswersAlone: an application without a source has one once something
// was answered.
func TestJudgementFromAnswersAlone(t *testing.T) {
	s := enStage(t)
	s.steps.unlisted = map[string]bool{"crm": true}
	s.choose("crm")
	if strings.Contains(s.view(), "Judgement:") {
		t.Error("it judges what nothing is known of")
	}
	if err := s.env.Session.Do(interview.Event{Kind: interview.Answered, Place: survey.Place{App: "crm"}, Question: "biz.lifecycle", Origin: interview.Person,
		Answer: interview.AnswerOf(survey.Answer{State: survey.Known, Value: survey.Value{Text: "retire"}})}); err != nil {
		t.Fatal(err)
	}
	s.resume()
	s.choose("Judgement:")
	s.wantView("Proposal:")
}

// TestManyPiecesOfWork: the largest stand on the page, all of a party behind it.
func TestManyPiecesOfWork(t *testing.T) {
	s := judged(t)
	x := shopJudgement("shop")
	for i := range 20 {
		x.Effort.Lines = append(x.Effort.Lines, classify.EffortLine{Task: i18n.Textf("第 %d 件", "piece %d", i), By: assess.Operations, Days: classify.Days{float64(i), float64(i)}, Where: fmt.Sprint("c", i/10)})
	}
	s.steps.judgement = &x
	s.resume()
	s.find("piece 19")
	if strings.Contains(s.view(), "piece 2\n") {
		t.Error("the smallest stand there too")
	}
	s.choose("customer's operations")
	s.wantView("shop", "prepare the environment", "c0", "piece 2")
	s.press("<end>")
	s.wantView("c1", "piece 19")
}

// TestFindingsByAction groups and filters by what is to be done.
func TestFindingsByAction(t *testing.T) {
	s := enStage(t)
	s.choose("shop")
	s.choose("Assess the source")
	f := s.top().(*Findings) //nolint:forcetypeassert // the test is about it
	order := func() string {
		var out []string
		for _, r := range f.rows {
			if r.of < 0 {
				out = append(out, "["+r.heading+"]")
			} else {
				out = append(out, f.all[r.of].ID)
			}
		}
		return strings.Join(out, " ")
	}
	worstFirst := order()
	s.press("o")
	if d := cmp.Diff("[code to change 1  4-12.5 person-hours] start.session [settings to change 1  1 person-hour] build.no-lock [about the source itself 1] source.unrecognised", order()); d != "" {
		t.Error(d)
	}
	s.wantView("1/3", "▸ ✗ high")
	s.press("<down><down>")
	s.wantView("3/3", "▸ ⚠ medium")
	s.press("<home>a<down><down><enter>")
	if d := cmp.Diff("[settings to change 1  1 person-hour] build.no-lock", order()); d != "" {
		t.Error(d)
	}
	s.wantView("action: settings to change")
	s.press("<esc>o")
	if d := cmp.Diff(worstFirst, order()); d != "" {
		t.Error(d)
	}
	s.wantView("Why: replicas share no memory", "code to change · 4-12.5 person-hours · customer's developers", "the first 4 of 9 places")
}

// TestImageHasNoExcerpt says so at once, without reading anything.
func TestImageHasNoExcerpt(t *testing.T) {
	s := enStage(t)
	s.steps.assessment.Findings = []assess.Finding{{ID: "image.root", Dimension: assess.DimSecurity, Severity: assess.High, Title: i18n.Text{ZH: "以 root 运行", EN: "runs as root"}, Evidence: []fact.Evidence{{Path: image.ConfigPath}}}}
	s.choose("shop")
	s.choose("Assess the source")
	s.wantView("configuration of the image itself")
	s.press("<enter>")
	s.wantView("there is no source to show")
	if len(s.steps.reads) > 0 {
		t.Errorf("it reads %v", s.steps.reads)
	}
}
