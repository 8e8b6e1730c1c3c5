package portfolio_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gantry-ack/gantry/assess/portfolio"
)

func item(p portfolio.Plan, id string) portfolio.Item {
	i := slices.IndexFunc(p.Calendar.Items, func(x portfolio.Item) bool { return x.ID == id })
	if i < 0 {
		return portfolio.Item{}
	}
	return p.Calendar.Items[i]
}

func TestCutoverTime(t *testing.T) {
	// 1000 GiB over 500 Mbit/s x 0.7 is 350 Mbit/s = 41.72 MiB/s: 6 h 49 min.
	const moves = "apps: {a: {data.migrate: {plan: move, bandwidth: 500}, data.volume: [{store: x, total: 1000, daily: 1000}], mig.window: [{day: weekend, downtime: %s}]}}"
	for name, c := range map[string]struct {
		answers, bulk, final, allowed string
		fits                          bool
	}{
		"fits":         {strings.Replace(moves, "%s", "2h", 1), "6h49m", "1h25m", "2h", true},
		"too long":     {strings.Replace(moves, "%s", "1h", 1), "6h49m", "1h25m", "1h", false},
		"data stay":    {"apps: {a: {data.migrate: {plan: stay}}}", "0s", "45m", "2h", true},
		"canary":       {"apps: {a: {mig.parallel: {how: weight, days: 3}, mig.window: [{day: any, downtime: 0s}]}}", "0s", "45m", "0s", true},
		"smoke tests":  {"apps: {a: {mig.acceptance: [{who: x, cases: y, minutes: 50}]}}", "0s", "1h5m", "2h", true},
		"by the link":  {"org: {net.links: [{from: A, to: B, bandwidth: 1000}]}\napps: {a: {data.migrate: {plan: move}, data.volume: [{store: x, total: 1000}]}}", "5h41m", "1h25m", "2h", true},
		"write freeze": {"apps: {a: {data.migrate: {plan: move, bandwidth: 500, freeze: 30m}, data.volume: [{store: x, total: 1}]}}", "25s", "1h25m", "30m", false},
	} {
		p := portfolio.New(told(t, c.answers, app("a")))
		got := p.Cutovers[0]
		if got.Fits == nil || got.Bulk != c.bulk || got.Final != c.final || got.Allowed != c.allowed || *got.Fits != c.fits {
			t.Errorf("%s: %+v", name, got)
		}
		if wrong := problems(p, portfolio.ProblemCutover); len(wrong) > 0 == c.fits {
			t.Errorf("%s: problems %q", name, wrong)
		}
	}
}

func TestCutoverThatNobodyCanTime(t *testing.T) {
	p := portfolio.New(told(t, "apps: {a: {data.migrate: {plan: move}}}", app("a")))
	if c := p.Cutovers[0]; c.Fits != nil || c.Final != "" || len(problems(p, portfolio.ProblemCutover)) != 1 {
		t.Errorf("%+v, problems %q", c, problems(p, portfolio.ProblemCutover))
	}
	// 1 Mbit/s carries 7.2 GiB a day at 0.7.
	p = portfolio.New(told(t, "apps: {a: {data.migrate: {plan: move, bandwidth: 1}, data.volume: [{store: x, total: 1, daily: 9000}]}}", app("a")))
	if got := problems(p, portfolio.ProblemCutover); !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "追不平") }) {
		t.Errorf("problems %q", got)
	}
}

func TestWindowsWithoutATimeInCommon(t *testing.T) {
	const both = `apps: {a: {mig.window: [{day: weekend, hours: "22:00-04:00", downtime: 2h}]}, b: {mig.window: [{day: %d, hours: "%h", downtime: 2h}]}}`
	for hours, wrong := range map[string]int{"weekend 03:00-06:00": 0, "weekend 08:00-18:00": 1, "weekday 23:00-02:00": 1, "any 01:00-02:00": 0, "weekend 凌晨": 0} {
		day, when, _ := strings.Cut(hours, " ")
		p := portfolio.New(told(t, strings.NewReplacer("%d", day, "%h", when).Replace(both), app("a", calls("http://b")), app("b", calls("http://a"))))
		got := slices.DeleteFunc(problems(p, portfolio.ProblemCutover), func(s string) bool { return !strings.Contains(s, "没有交集") })
		if len(got) != wrong {
			t.Errorf("%s: %q", hours, got)
		}
	}
}

func TestCalendarKeepsClearOfFreezes(t *testing.T) {
	in := told(t, `
org: {dev.freeze: [{from: 2027-02-01, to: 2027-02-21, reason: 春节}]}
apps: {a: {mig.window: [{day: weekend, downtime: 2h}]}}
`, app("a"))
	in.Start = "2027-01-04"
	p := portfolio.New(in)
	cutover, err := time.Parse("2006-01-02", string(p.Waves[0].Cutover))
	if err != nil {
		t.Fatal(err)
	}
	if cutover.Weekday() != time.Saturday && cutover.Weekday() != time.Sunday || p.Waves[0].Cutover >= "2027-02-01" && p.Waves[0].Cutover <= "2027-02-21" {
		t.Errorf("the cutover is on %s, a %s", p.Waves[0].Cutover, cutover.Weekday())
	}
	if got := item(p, "apply"); got.From != "2026-12-11" { // 15 working days before 4 January, with New Year's Day off
		t.Errorf("the service is applied for on %s", got.From)
	}
}

func TestDatesThatCannotBeMet(t *testing.T) {
	for name, c := range map[string]struct {
		answers string
		start   portfolio.Date
		want    string // in the only problem about dates, "" for none
		latest  bool
	}{
		"in time":           {"org: {goal.deadline: [{date: 2027-12-31, event: 退租}]}", "2027-01-04", "", true},
		"too early":         {"org: {goal.deadline: [{date: 2027-01-20, event: 退租}]}", "2027-01-04", "退租", true},
		"over already":      {"org: {goal.deadline: [{date: 2026-01-20, event: 退租}]}", "2027-01-04", "退租", true},
		"without a start":   {"org: {goal.deadline: [{date: 2027-12-31, event: 退租}]}", "", "", true},
		"of an application": {"org: {goal.deadline: [{date: 2027-01-20, event: order 维保到期}]}", "2027-01-04", "order（第 1 波）", true},
		"can be moved":      {"org: {goal.deadline: [{date: 2027-01-20, event: 退租, movable: true}]}", "2027-01-04", "退租", false},
	} {
		in := told(t, c.answers, app("order"))
		in.Start = c.start
		p := portfolio.New(in)
		got := problems(p, portfolio.ProblemDate)
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.Contains(got[0], c.want)) {
			t.Errorf("%s: %q", name, got)
		}
		if (item(p, "wave-1-work").Latest != "") != c.latest {
			t.Errorf("%s: the latest begin is %q", name, item(p, "wave-1-work").Latest)
		}
	}
}

func TestLateByHowManyDays(t *testing.T) {
	in := told(t, "org: {goal.deadline: [{date: 2027-01-20, event: 退租}]}", app("order"))
	in.Start = "2027-01-04"
	p := portfolio.New(in)
	live, _ := time.Parse("2006-01-02", string(p.Waves[0].Cutover))
	date := time.Date(2027, 1, 20, 0, 0, 0, 0, time.UTC)
	want := "晚 " + strconv.Itoa(int(live.Sub(date).Hours()/24)) + " 天"
	if got := problems(p, portfolio.ProblemDate); len(got) != 1 || !strings.HasSuffix(got[0], want) {
		t.Errorf("%q, want %s", got, want)
	}
}

func TestOwnDateBringsAnApplicationForward(t *testing.T) {
	answers := people(1) + `apps:
  sample: {biz.criticality: core, org.ownership: in-house-active}
  b: {biz.lifecycle: invest}
  c: {biz.lifecycle: invest}
  urgent: {biz.lifecycle: replace}
`
	in := told(t, strings.Replace(answers, "org: {", "org: {goal.deadline: [{date: 2027-03-15, event: urgent 维保到期}], ", 1), app("sample"), app("b"), app("c"), app("urgent"))
	in.Start = "2027-01-04"
	if w := wave(portfolio.New(in), "urgent"); w != 2 {
		t.Errorf("it is in wave %d", w)
	}
}

func TestNoticeToOutsideParties(t *testing.T) {
	in := told(t, "apps: {a: {dep.external: [{name: 银联, lead: 90}, {name: 短信, lead: 0}]}}", app("a"))
	in.Start = "2027-01-04"
	p := portfolio.New(in)
	got := item(p, "external-1-银联")
	if got.From < "2027-01-04" || p.Waves[0].Cutover < "2027-04-04" {
		t.Errorf("the notice goes out on %s, the cutover is on %s", got.From, p.Waves[0].Cutover)
	}
	if item(p, "external-1-短信").ID != "" {
		t.Error("a party that wants no notice gets one")
	}
}
