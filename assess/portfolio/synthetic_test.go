package portfolio_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// loadBank reads the questionnaire once for all tests.
var loadBank = sync.OnceValues(survey.Load)

// bank is the questionnaire.
func bank(t testing.TB) *survey.Bank {
	t.Helper()
	b, err := loadBank()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// synthetic is a portfolio of n applications: calls mostly downwards, a few cycles, a shared
// database for one in ten, one in twelve that stays.
func synthetic(t testing.TB, n int) portfolio.Input {
	t.Helper()
	r := rand.New(rand.NewPCG(1, uint64(n)))
	in := portfolio.Input{Bank: bank(t), Model: portfolio.DefaultModel(), Start: "2027-01-04"}
	in.Answers.Set(survey.Place{}, "org.skills", survey.Answer{State: survey.Known, Value: survey.Value{Rows: []survey.Row{
		{{Column: "role", Text: "developer"}, {Column: "people", Text: fmt.Sprint(max(4, n/10))}},
	}}})
	for i := range n {
		in.Applications = append(in.Applications, syntheticApplication(r, &in, i, n))
	}
	return in
}

func syntheticApplication(r *rand.Rand, in *portfolio.Input, i, n int) portfolio.Application {
	name := fmt.Sprintf("app-%04d", i)
	facts := fact.Set{}
	for range r.IntN(4) {
		callee := i + 1 + r.IntN(min(40, n))
		if r.IntN(100) == 0 {
			callee = r.IntN(n)
		}
		if callee < n {
			facts = append(facts, fact.New(fact.ServiceSetting("http"), fmt.Sprintf("peer.url=http://app-%04d:8080/api", callee), fact.FromConfig, "application.yml", 3))
		}
	}
	db := fmt.Sprintf("db.url=jdbc:mysql://db-%d.internal:3306/s%d", i, i)
	if r.IntN(10) == 0 {
		db = fmt.Sprintf("db.url=jdbc:mysql://db-shared-%d.internal:3306/common", i/20)
	}
	facts = append(facts, fact.New(fact.Service, "mysql", fact.FromConfig, "application.yml", 1), fact.New(fact.ServiceSetting("mysql"), db, fact.FromConfig, "application.yml", 1))
	languages := []string{"java", "javascript", "python", "go"}
	a := assess.Assessment{Schema: assess.Schema, Components: []assess.Component{{
		Name: name, Path: ".", Deployable: true, Workload: assess.Web, Language: assess.Versioned{ID: languages[r.IntN(4)]},
		Services: []assess.Service{{Kind: "mysql"}}, Facts: facts,
	}}}
	j := classify.Judgement{Application: name}
	j.Strategy.Value = classify.Replatform
	if r.IntN(12) == 0 {
		j.Strategy.Value = classify.Retain
	}
	j.Risk.Score = r.IntN(90)
	j.Completeness.Value = r.IntN(100)
	days := float64(4 + r.IntN(20))
	j.Effort = classify.Effort{Developers: classify.Days{days, days * 2}, Operations: classify.Days{2, 4}, Consultant: classify.Days{1, 2}, Total: classify.Days{days + 3, days*2 + 6}}
	for _, x := range []struct{ id, value string }{
		{"biz.criticality", []string{"core", "important", "normal"}[r.IntN(3)]},
		{"biz.lifecycle", []string{"invest", "maintain", "replace"}[r.IntN(3)]},
		{"org.ownership", []string{"in-house-active", "in-house-upkeep", "contractor"}[r.IntN(3)]},
	} {
		in.Answers.Set(survey.Place{App: name}, x.id, survey.Answer{State: survey.Known, Value: survey.Value{Text: x.value}})
	}
	return portfolio.Application{Name: name, Assessment: &a, Judgement: j}
}

// BenchmarkNew plans a thousand applications; the aim is less than two seconds.
func BenchmarkNew(b *testing.B) {
	in := synthetic(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		portfolio.New(in)
	}
}
