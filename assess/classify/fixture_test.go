package classify_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// application is the name of every application of the tests.
const application = "app"

// sketch is an assessment as tests write it down.
type sketch struct {
	Components []struct {
		Name, Path, Language, Framework, Packaging string
		Workload                                   assess.Workload
		Library                                    bool
		Services                                   []string
		Facts                                      []string // KEY=VALUE @ PATH:LINE [confidence]
		Conflicts                                  []string // KEY
	}
	Findings []struct {
		ID, Component string
		Dimension     assess.Dimension
		Severity      assess.Severity
		Action        assess.Action
		By            assess.Party
		Title         i18n.Text
		Effort        assess.Hours
		Places        int
		At            []string
	}
}

func bank(t testing.TB) *survey.Bank {
	t.Helper()
	b, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// parse reads a sketch; an empty text is no source.
func parse(t testing.TB, text string) assess.Assessment {
	t.Helper()
	var s sketch
	if err := yaml.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(text) == "" {
		return assess.Assessment{}
	}
	a := assess.Assessment{Schema: assess.Schema, Components: []assess.Component{}, Findings: []assess.Finding{}}
	for _, c := range s.Components {
		out := assess.Component{
			Name: c.Name, Path: c.Path, BuildRoot: ".", Deployable: !c.Library, Workload: c.Workload,
			Language: versioned(c.Language), Framework: versioned(c.Framework), Packaging: c.Packaging,
		}
		for _, kind := range c.Services {
			out.Services = append(out.Services, assess.Service{Kind: kind})
		}
		for _, line := range c.Facts {
			out.Facts = append(out.Facts, parseFact(t, line))
		}
		for _, key := range c.Conflicts {
			out.Conflicts = append(out.Conflicts, assess.Conflict{Key: key, Chosen: "a", Candidates: fact.Set{fact.New(key, "a", fact.FromConfig, "a.yml", 1), fact.New(key, "b", fact.FromDeploy, "b.yml", 2)}})
		}
		a.Components = append(a.Components, out)
	}
	for _, f := range s.Findings {
		out := assess.Finding{
			ID: f.ID, Dimension: f.Dimension, Severity: f.Severity, Action: f.Action, By: f.By, Component: f.Component, Title: f.Title, Effort: f.Effort, Places: f.Places,
		}
		for _, at := range f.At {
			out.Evidence = append(out.Evidence, place(t, at))
		}
		a.Findings = append(a.Findings, out)
	}
	return a
}

func versioned(s string) assess.Versioned {
	id, version, _ := strings.Cut(s, " ")
	return assess.Versioned{ID: id, Version: version}
}

func parseFact(t testing.TB, line string) fact.Fact {
	t.Helper()
	what, at, ok := strings.Cut(line, " @ ")
	key, value, is := strings.Cut(what, "=")
	if !ok || !is {
		t.Fatalf("%q is no fact", line)
	}
	at, confidence, _ := strings.Cut(at, " ")
	f := fact.New(key, value, fact.FromConfig, "", 0)
	f.Evidence = []fact.Evidence{place(t, at)}
	if confidence != "" {
		f.Confidence = fact.Confidence(confidence)
	}
	return f
}

func place(t testing.TB, s string) fact.Evidence {
	t.Helper()
	path, line, ok := strings.Cut(s, ":")
	if !ok {
		return fact.Evidence{Path: path}
	}
	n, err := strconv.Atoi(line)
	if err != nil {
		t.Fatal(err)
	}
	return fact.Evidence{Path: path, Line: n}
}

func answers(t testing.TB, b *survey.Bank, text string) survey.Answers {
	t.Helper()
	if strings.TrimSpace(text) == "" {
		return survey.Answers{}
	}
	a, err := survey.ParseAnswers([]byte(text), b)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func input(t testing.TB, b *survey.Bank, source, said string) classify.Input {
	t.Helper()
	return classify.Input{Application: application, Assessment: parse(t, source), Answers: answers(t, b, said), Bank: b, Model: classify.DefaultModel()}
}

// told is an answers file with lines about the application.
func told(lines ...string) string {
	if len(lines) == 0 {
		return ""
	}
	return fmt.Sprintf("schema: gantry.answers/v1\napps:\n  %s:\n    %s\n", application, strings.Join(lines, "\n    "))
}
