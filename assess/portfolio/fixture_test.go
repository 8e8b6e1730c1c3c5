package portfolio_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// told is a portfolio whose answers are written as in an answers file.
func told(t testing.TB, answers string, apps ...portfolio.Application) portfolio.Input {
	t.Helper()
	b := bank(t)
	parsed, err := survey.ParseAnswers([]byte("schema: gantry.answers/v1\n"+answers), b)
	if err != nil {
		t.Fatal(err)
	}
	return portfolio.Input{Applications: apps, Answers: parsed, Bank: b, Model: portfolio.DefaultModel()}
}

// app is an application that moves, with a Java component that has the facts.
func app(name string, facts ...fact.Fact) portfolio.Application {
	c := assess.Component{Name: name, Path: ".", Deployable: true, Workload: assess.Web, Language: assess.Versioned{ID: "java"}, Facts: facts}
	for _, f := range facts {
		if f.Key == fact.Service {
			c.Services = append(c.Services, assess.Service{Kind: f.Value})
		}
	}
	a := assess.Assessment{Schema: assess.Schema, Components: []assess.Component{c}}
	return portfolio.Application{Name: name, Assessment: &a, Judgement: judged(name, classify.Replatform, 40, 6)}
}

// stays is an application that is known from answers only and does not move.
func stays(name string) portfolio.Application {
	return portfolio.Application{Name: name, Judgement: judged(name, classify.Retain, 50, 0)}
}

func judged(name string, s classify.Strategy, risk int, days float64) classify.Judgement {
	j := classify.Judgement{Application: name}
	j.Strategy.Value, j.Risk.Score, j.Completeness.Value = s, risk, 60
	j.Effort = classify.Effort{Developers: classify.Days{days, days}, Total: classify.Days{days, days}}
	return j
}

func calls(url string) fact.Fact {
	return fact.New(fact.ServiceSetting("http"), "peer.url="+url, fact.FromConfig, "application.yml", 7)
}

func mysql(url string) []fact.Fact {
	return []fact.Fact{
		fact.New(fact.Service, "mysql", fact.FromConfig, "application.yml", 1),
		fact.New(fact.ServiceSetting("mysql"), "spring.datasource.url="+url, fact.FromConfig, "application.yml", 1),
	}
}

// problems are those of a kind, in Chinese.
func problems(p portfolio.Plan, kind portfolio.ProblemKind) []string {
	var out []string
	for _, x := range p.Problems {
		if x.Kind == kind {
			out = append(out, x.Text.ZH)
		}
	}
	return out
}

// groups are the applications of each group, joined.
func groups(p portfolio.Plan) []string {
	var out []string
	for _, g := range p.Groups {
		out = append(out, strings.Join(g.Applications, "+"))
	}
	return out
}

func wave(p portfolio.Plan, app string) int {
	i := slices.IndexFunc(p.Applications, func(e portfolio.Entry) bool { return e.Name == app })
	return p.Applications[i].Wave
}

func edge(p portfolio.Plan, from, to string) (portfolio.Edge, bool) {
	i := slices.IndexFunc(p.Edges, func(e portfolio.Edge) bool { return e.From == from && e.To == to })
	if i < 0 {
		return portfolio.Edge{}, false
	}
	return p.Edges[i], true
}
