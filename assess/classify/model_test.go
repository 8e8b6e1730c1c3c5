package classify_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
)

const estimation = "../../docs/estimation.md"

func TestEstimationIsDocumented(t *testing.T) {
	got := classify.DefaultModel().Document()
	if *update {
		if err := os.WriteFile(estimation, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(estimation)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("docs/estimation.md is not what the model says (go test -update rewrites it):\n%s", diff)
	}
}

func TestDefaultsKeepTheirBounds(t *testing.T) {
	m := classify.DefaultModel()
	seen := map[string]bool{}
	for _, g := range m.Coefficients() {
		if !g.Title.Complete() || !g.Rationale.Complete() {
			t.Errorf("the group %q lacks a language", g.Title.EN)
		}
		for _, c := range g.Coefficients {
			if seen[c.Key] || !c.Meaning.Complete() || !c.Unit.Complete() {
				t.Errorf("%s is there twice or lacks a text", c.Key)
			}
			seen[c.Key] = true
			v := c.Value()
			for _, x := range v {
				if x < c.Least || x > c.Most {
					t.Errorf("%s is %v, its bounds are %v and %v", c.Key, x, c.Least, c.Most)
				}
			}
			if v[0] > v[len(v)-1] {
				t.Errorf("%s runs backwards: %v", c.Key, v)
			}
		}
	}
}

// TestAnswersOfTheModelAreInTheBank holds the work that answers bring to the questions and options of the bank.
func TestAnswersOfTheModelAreInTheBank(t *testing.T) {
	b := bank(t)
	for _, w := range classify.DefaultModel().Effort.Answers {
		q, ok := b.Question(w.Question)
		found := false
		if _, is := q.Option(w.Option); is {
			found = true
		}
		for _, c := range q.Columns {
			if _, is := c.Option(w.Option); is {
				found = true
			}
		}
		if !ok || !found {
			t.Errorf("the bank has no option %s of %s", w.Option, w.Question)
		}
	}
}

func TestModelsAreRead(t *testing.T) {
	m, err := classify.ParseModel([]byte("schema: gantry.model/v1\nestimation:\n  effort:\n    hours-per-day: 5\n    image: [1, 9]\n  risk.red: 12\n  effort.answers.app.source=unverified: [0, 1]\n  suitability:\n    weight: {state: 20}\nportfolio: {x: 1}\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := classify.DefaultModel()
	want.Effort.HoursPerDay, want.Effort.Image, want.Risk.Red, want.Suitability.Weights[1] = 5, assess.Hours{1, 9}, 12, 20
	for i, w := range want.Effort.Answers {
		if w.Question == "app.source" && w.Option == "unverified" {
			want.Effort.Answers[i].Hours = assess.Hours{0, 1}
		}
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
}

func TestModelsAreRefused(t *testing.T) {
	head := "schema: gantry.model/v1\nestimation:\n"
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"empty":                 {"", []string{"the file is empty"}},
		"no schema":             {"estimation: {risk.red: 3}\n", []string{"there is no schema"}},
		"another schema":        {"schema: gantry.model/v2\n", []string{"line 1: schema is"}},
		"every problem at once": {head + "  risk.red: many\n  risk.blue: 3\n  effort: {image: [9, 1], pipeline: 4, hours-per-day: 0}\n", []string{"line 3: risk.red", "line 4: \"risk.blue\"", "least of effort.image", "effort.pipeline is a range", "effort.hours-per-day is 0"}},
		"twice":                 {head + "  risk.red: 3\n  risk: {red: 4}\n", []string{"risk.red is there twice, first on line 3"}},
		"not a number":          {head + "  risk.red: .nan\n", []string{"must be a number"}},
		"unknown part":          {"schema: gantry.model/v1\nestimaton: {}\n", []string{"\"estimaton\" is no part"}},
		"a list":                {"- 1\n", []string{"no mapping"}},
		"two documents":         {head + "  risk.red: 3\n---\na: 1\n", []string{"more than one document"}},
		"no YAML":               {"a: [", []string{"reading the coefficients"}},
		"too large":             {strings.Repeat("#", 2<<20), []string{"larger than"}},
	} {
		m, err := classify.ParseModel([]byte(c.text))
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q does not say %q", name, err, want)
			}
		}
		if diff := cmp.Diff(classify.DefaultModel(), m); diff != "" {
			t.Errorf("%s: the model is not the default one:\n%s", name, diff)
		}
	}
}

func FuzzParseModel(f *testing.F) {
	f.Add([]byte("schema: gantry.model/v1\nestimation: {risk: {red: 3}, effort.image: [1, 2]}\n"))
	f.Add([]byte("schema: gantry.model/v1\nestimation: &a {b: *a}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := classify.ParseModel(data)
		if err != nil {
			return
		}
		for _, g := range m.Coefficients() {
			for _, c := range g.Coefficients {
				for _, v := range c.Value() {
					if !(v >= c.Least && v <= c.Most) {
						t.Errorf("%s is %v", c.Key, v)
					}
				}
			}
		}
		classify.Judge(classify.Input{Model: m})
	})
}

func TestModelsChangeEstimates(t *testing.T) {
	in := input(t, bank(t), "components: [{name: a, path: a, language: go, workload: web}]\n", "")
	was := classify.Judge(in).Effort
	in.Model.Effort.HoursPerDay = 3
	if now := classify.Judge(in).Effort; now.Total[0] < 1.8*was.Total[0] || now.Total[1] < 1.8*was.Total[1] {
		t.Errorf("days of half the hours: %v instead of %v", now.Total, was.Total)
	}
	in.Answers = survey.Answers{}
	in.Bank = nil
	if j := classify.Judge(in); j.Completeness.Value > 40 || len(j.Unknown) > 0 {
		t.Errorf("without a bank: %+v", j.Completeness)
	}
}
