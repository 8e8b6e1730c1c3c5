package cockpit

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/tui/screen"
)

// TestPlan keeps the first day of the stored plan, takes in what was assessed, and leads to applications.
func TestPlan(t *testing.T) {
	s := enStage(t)
	s.find("Portfolio plan")
	s.wantView("The 2 applications that are not assessed yet are assessed first")
	s.press("<enter>")
	s.wantStatus("stored in /work/plan.json")
	s.wantView("▸ Migration plan: 2 applications", "from 2027-01-11")
	if d := cmp.Diff([]string{"shop"}, s.steps.taken); d != "" {
		t.Error(d)
	}
	s.press("<enter>")
	s.wantStatus("names no application")
	s.choose("recommended sample: shop")
	s.wantView("1 Read the source")
	s.press("q")
	s.choose("shop needs crm")
	s.wantView("- crm", "- shop")
	s.press("<enter>")
	s.wantView("1 Read the source")
	s.press("q")
	s.wantView("▸    1. [split]")
}

// TestPlanSections goes from heading to heading, and back.
func TestPlanSections(t *testing.T) {
	s := newStage(t, "en", 80, 8)
	s.choose("Portfolio plan")
	s.press("p")
	s.wantView("▸ Migration plan")
	s.press("n")
	s.wantView("▸ To be settled first")
	s.press("n")
	s.wantView("▸ Waves")
	s.press("p")
	s.wantView("▸ To be settled first")
}

// TestPlanDates asks for a day, refuses what is none, and takes 0 for no calendar.
func TestPlanDates(t *testing.T) {
	s := enStage(t)
	s.choose("Portfolio plan")
	s.press("d<ctrl+u>2027-02-30<enter>")
	s.wantStatus("use a date such as 2027-01-11")
	s.press("<ctrl+u>2027-03-01<enter>")
	s.wantView("from 2027-03-01")
	s.press("d<ctrl+u>0<enter>")
	s.wantView("no start was given")
	s.wantStatus("d sets the first day")
	s.press("r")
	if d := cmp.Diff([]portfolio.Date{"2027-01-11", "2027-03-01", "", ""}, s.steps.planned); d != "" {
		t.Error(d)
	}
	if len(s.stack) != 2 {
		t.Errorf("%d screens: a new plan does not take the place of the old one", len(s.stack))
	}
}

// TestPlanTellsWhatIsMissing: sources that cannot be read, and answers that changed since.
func TestPlanTellsWhatIsMissing(t *testing.T) {
	s := enStage(t)
	s.steps.failing = "crm"
	s.choose("Portfolio plan")
	s.wantStatus("the source of 1 applications cannot be read")
	s.press("<end>")
	s.wantView("Applications that are not assessed", "crm: opening /src/crm")
	if err := s.env.Session.Do(interview.Event{Kind: interview.Answered, Place: survey.Place{App: "crm"}, Question: "biz.lifecycle", Origin: interview.Person,
		Answer: interview.AnswerOf(survey.Answer{State: survey.Known, Value: survey.Value{Text: "retire"}})}); err != nil {
		t.Fatal(err)
	}
	s.press("<home>")
	s.wantView("Answers changed since then: r plans again")
	s.press("q")
	s.steps.err = errors.New("disk full")
	s.choose("Portfolio plan")
	s.wantStatus("disk full")
}

// TestStoppedPlanKeepsWhatWasAssessed and makes no plan.
func TestStoppedPlanKeepsWhatWasAssessed(t *testing.T) {
	s := enStage(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := &planning{env: s.env, steps: s.steps, ask: s.home.ask, below: s.home.Resume}
	finish, err := p.start().Task.Run(ctx, func(screen.Progress) {})
	if err != nil {
		t.Fatal(err)
	}
	s.do(finish())
	s.wantStatus("not planned; 1 applications were assessed before")
	s.find("Portfolio plan")
	s.wantView("The 1 applications that are not assessed yet")
	if d := cmp.Diff([]string{"shop"}, s.steps.taken); d != "" || s.top() != s.home {
		t.Error(d)
	}
}

func TestHoldsName(t *testing.T) {
	for _, tt := range []struct {
		text, name string
		want       bool
	}{
		{"示例应用推荐 shop，候补 -", "shop", true},
		{"依赖shop的应用", "shop", true},
		{"(shop + crm)", "crm", true},
		{"shop-bff 先行", "shop", false},
		{"shop-bff、shop", "shop", true},
		{"workshop", "shop", false},
		{"shop2", "shop", false},
		{"", "shop", false},
		{"anything", "", false},
	} {
		if got := holdsName(tt.text, tt.name); got != tt.want {
			t.Errorf("%q in %q: %t", tt.name, tt.text, got)
		}
	}
}
