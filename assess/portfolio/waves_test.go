package portfolio_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/engagement/survey"
)

func encoded(t testing.TB, p portfolio.Plan) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func total(rs []classify.Reason) float64 {
	sum := 0.0
	for _, r := range rs {
		sum += r.Points
	}
	return sum
}

// TestPlansHold checks what must hold of any plan, over portfolios of many sizes.
func TestPlansHold(t *testing.T) {
	for _, n := range []int{0, 1, 2, 9, 60, 200} {
		in := synthetic(t, n)
		p := portfolio.New(in)
		holds(t, fmt.Sprint(n), p)
		if !bytes.Equal(encoded(t, p), encoded(t, portfolio.New(in))) {
			t.Errorf("%d: the same input gives another plan", n)
		}
		rand.New(rand.NewPCG(7, 7)).Shuffle(len(in.Applications), func(i, j int) {
			in.Applications[i], in.Applications[j] = in.Applications[j], in.Applications[i]
		})
		if !bytes.Equal(encoded(t, p), encoded(t, portfolio.New(in))) {
			t.Errorf("%d: the order of the applications changes the plan", n)
		}
	}
}

func holds(t *testing.T, name string, p portfolio.Plan) {
	t.Helper()
	inGroup, inWave := map[string]string{}, map[string]int{}
	for _, g := range p.Groups {
		for _, a := range g.Applications {
			if inGroup[a] != "" {
				t.Errorf("%s: %s is in two groups", name, a)
			}
			inGroup[a] = g.ID
		}
	}
	for _, w := range p.Waves {
		for _, g := range w.Groups {
			if inWave[g] != 0 {
				t.Errorf("%s: %s is in two waves", name, g)
			}
			inWave[g] = w.Number
		}
		mid := (w.Effort.Developers[0] + w.Effort.Developers[1] + w.Effort.Operations[0] + w.Effort.Operations[1]) / 2
		if mid > w.Limit+0.01 && len(w.Groups) > 1 {
			t.Errorf("%s: wave %d takes %.1f person-days of %.1f", name, w.Number, mid, w.Limit)
		}
	}
	for _, a := range p.Applications {
		if a.Moves != (a.Wave > 0) || a.Moves && inWave[inGroup[a.Name]] != a.Wave {
			t.Errorf("%s: %s moves %v, wave %d, its group is in wave %d", name, a.Name, a.Moves, a.Wave, inWave[inGroup[a.Name]])
		}
		if math.Abs(total(a.Value.Reasons)-a.Value.Value) > 0.006 {
			t.Errorf("%s: the value of %s is %v, its reasons add up to %v", name, a.Name, a.Value.Value, total(a.Value.Reasons))
		}
	}
	if o := p.Objective; math.Abs(total(o.Terms)-o.Cost) > 0.006 || o.Cost > o.Greedy+0.05 {
		t.Errorf("%s: cost %v, terms %v, before the improvement %v", name, o.Cost, total(o.Terms), o.Greedy)
	}
	for _, c := range p.Sample.Candidates {
		if math.Abs(total(c.Terms)-c.Score) > 0.006 {
			t.Errorf("%s: candidate %s has %v points, its terms add up to %v", name, c.Application, c.Score, total(c.Terms))
		}
	}
}

// people makes a wave of 20 working days take the person-days.
func people(n int) string {
	return fmt.Sprintf("org: {org.skills: [{role: developer, people: %d}]}\n", n)
}

func TestWavesFollowTheObjective(t *testing.T) {
	answers := people(1) + ` # a wave takes 10 person-days
apps:
  sample: {biz.criticality: core, org.ownership: in-house-active, biz.lifecycle: maintain}
  gains: {biz.lifecycle: invest, dev.frequency: on-demand}
  slow: {biz.lifecycle: replace}
  provider: {biz.lifecycle: replace}
  risky: {biz.lifecycle: replace}
`
	risky := app("risky")
	risky.Judgement.Risk.Score = 95
	p := portfolio.New(told(t, answers, app("sample"), app("gains"), app("slow"), app("provider"), risky))
	if wave(p, "sample") != 1 || p.Sample.Recommended != "sample" {
		t.Errorf("the sample %s is in wave %d", p.Sample.Recommended, wave(p, "sample"))
	}
	if wave(p, "gains") != 2 {
		t.Errorf("the one that gains most is in wave %d", wave(p, "gains"))
	}
	if wave(p, "risky") != len(p.Waves) {
		t.Errorf("the risky one is in wave %d of %d", wave(p, "risky"), len(p.Waves))
	}
	i := slices.IndexFunc(p.Applications, func(e portfolio.Entry) bool { return e.Name == "sample" })
	if p.Applications[i].By != portfolio.Together {
		t.Errorf("the sample is done by %s", p.Applications[i].By)
	}
	for _, e := range p.Applications {
		if e.Name != "sample" && e.By != portfolio.Customer {
			t.Errorf("%s is done by %s", e.Name, e.By)
		}
	}
}

func TestCallersGoBeforeCallees(t *testing.T) {
	answers := people(1) + "apps: {sample: {biz.criticality: core, org.ownership: in-house-active}}\n"
	sample := app("sample")
	in := told(t, answers, sample, app("aaa-callee"), app("zzz-caller", calls("http://aaa-callee:8080")))
	in.Model.Waves.Dependents, in.Model.Waves.Risk, in.Model.Waves.Value = 0, 0, 0
	p := portfolio.New(in)
	if wave(p, "zzz-caller") >= wave(p, "aaa-callee") {
		t.Errorf("the caller is in wave %d, the callee in wave %d", wave(p, "zzz-caller"), wave(p, "aaa-callee"))
	}
}

func TestGroupTooLargeForAWaveIsNamed(t *testing.T) {
	p := portfolio.New(told(t, people(1), app("a", calls("http://b")), app("b", calls("http://a"))))
	if got := problems(p, portfolio.ProblemCapacity); len(got) != 1 {
		t.Errorf("problems: %q", got)
	}
	if wave(p, "a") == 0 || wave(p, "a") != wave(p, "b") {
		t.Errorf("waves %d and %d", wave(p, "a"), wave(p, "b"))
	}
}

func TestSample(t *testing.T) {
	base := `
  plain: {biz.criticality: important, org.ownership: in-house-active}
  gone: {biz.criticality: core, org.ownership: contractor-gone}
  minor: {biz.criticality: negligible, org.ownership: in-house-active}
  risky: {biz.criticality: core, org.ownership: in-house-active}
`
	risky := app("risky")
	risky.Judgement.Risk.Score = 90
	apps := []portfolio.Application{app("plain"), app("gone"), app("minor"), risky, stays("host")}
	for name, c := range map[string]struct {
		answers  string
		want     string
		problems int
	}{
		"only one is fit":             {"apps:" + base, "plain", 0},
		"the customer chose it":       {"org: {goal.pilot: {application: plain}}\napps:" + base, "plain", 0},
		"the customer chose badly":    {"org: {goal.pilot: {application: gone}}\napps:" + base, "plain", 1},
		"chosen from somewhere else":  {"org: {goal.pilot: {application: 别的}}\napps:" + base, "plain", 1},
		"nobody said that it is core": {"apps: {plain: {org.ownership: in-house-active}, gone: {org.ownership: nobody}, minor: {biz.criticality: negligible}}", "plain", 1},
	} {
		p := portfolio.New(told(t, c.answers, apps...))
		if p.Sample.Recommended != c.want {
			t.Errorf("%s: %q is recommended", name, p.Sample.Recommended)
		}
		if got := problems(p, portfolio.ProblemSample); len(got) != c.problems {
			t.Errorf("%s: problems %q", name, got)
		}
	}
	p := portfolio.New(told(t, "", stays("host")))
	if p.Sample.Recommended != "" || len(problems(p, portfolio.ProblemSample)) != 1 {
		t.Errorf("without any that moves, %q is recommended", p.Sample.Recommended)
	}
}

func TestUnknownAddsNothingToValue(t *testing.T) {
	in := told(t, "", app("a"))
	if v := portfolio.New(in).Applications[0].Value; v.Value != 0 {
		t.Errorf("without answers the value is %v", v.Value)
	}
	in.Answers.Set(survey.Place{App: "a"}, "biz.lifecycle", survey.Answer{State: survey.Unknown})
	if v := portfolio.New(in).Applications[0].Value; v.Value != 0 {
		t.Errorf("with unknown the value is %v", v.Value)
	}
}
