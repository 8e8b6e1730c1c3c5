package portfolio

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// deadline is a date that a part of the waves must meet.
type deadline struct {
	date     time.Time
	event    i18n.Text
	question string
	movable  bool
	last     int // position in the layout of the last wave that must be live by then
	app      string
}

// deadlines are those of goal.deadline and of sec.localized. An event that names an application
// holds for its wave, any other for all waves.
func (e *estate) deadlines(l *layout) []deadline {
	var out []deadline
	for _, r := range e.rows("goal.deadline", survey.Scope{}) {
		day, ok := Date(r.Get("date")).day()
		if !ok || len(l.waves) == 0 {
			continue
		}
		d := deadline{date: day, event: same("", "", r.Get("event")), question: "goal.deadline", last: len(l.waves) - 1}
		d.movable, _ = r.Bool("movable")
		if a := e.mentioned(r.Get("event")); a != nil && a.group != nil {
			d.last, d.app = l.waveOf(a), a.Name
		}
		out = append(out, d)
	}
	for _, a := range e.apps {
		answer, ok := e.in.Answers.At(survey.Place{App: a.Name}, "sec.localized")
		if day, isDay := Date(answer.Value.Text).day(); ok && isDay && a.group != nil {
			out = append(out, deadline{date: day, event: i18nf("%[1]s 信创改造", "domestic products for %[1]s", a.Name), question: "sec.localized", last: l.waveOf(a), app: a.Name})
		}
	}
	if answer, ok := e.in.Answers.At(survey.Place{}, "sec.localized"); ok && len(l.waves) > 0 {
		if day, isDay := Date(answer.Value.Text).day(); isDay {
			out = append(out, deadline{date: day, event: t("信创改造", "change to domestic products"), question: "sec.localized", last: len(l.waves) - 1})
		}
	}
	slices.SortStableFunc(out, func(a, b deadline) int { return a.date.Compare(b.date) })
	return out
}

func (l *layout) waveOf(a *application) int {
	return slices.IndexFunc(l.waves, func(w laid) bool { return slices.Contains(w.apps, a) })
}

// mentioned is the application that a text names, the longest name where several are in it.
func (e *estate) mentioned(text string) *application {
	lower := strings.ToLower(text)
	var found *application
	longest := 0
	for _, a := range e.apps {
		for _, name := range []string{a.Name, e.scopeRow(a.Name).Get("purpose")} {
			name = strings.ToLower(name)
			if len(name) >= 4 && len(name) > longest && strings.Contains(lower, name) {
				found, longest = a, len(name)
			}
		}
	}
	return found
}

// setDue tells each group the first date that is fixed for one of its applications.
func (e *estate) setDue() {
	set := func(a *application, d Date) {
		if _, ok := d.day(); ok && a != nil && a.group != nil && (a.group.due == "" || d < a.group.due) {
			a.group.due = d
		}
	}
	for _, r := range e.rows("goal.deadline", survey.Scope{}) {
		if movable, _ := r.Bool("movable"); !movable {
			set(e.mentioned(r.Get("event")), Date(r.Get("date")))
		}
	}
	for _, a := range e.apps {
		if answer, ok := e.in.Answers.At(survey.Place{App: a.Name}, "sec.localized"); ok {
			set(a, Date(answer.Value.Text))
		}
	}
}

// fixedDates counts backwards from each fixed date, and names those that cannot be met.
func (e *estate) fixedDates(l *layout) {
	ds := e.deadlines(l)
	if len(ds) == 0 {
		e.assume("goal.deadline", t("没有答必须赶上的日期（goal.deadline），计划按工作量顺排", "no date is fixed (goal.deadline), so the plan follows the effort"))
	}
	for i, d := range ds {
		latest := e.backwards(l, d)
		id := fmt.Sprintf("fixed-%d", i+1)
		it := Item{ID: id, Text: d.event, From: dateOf(d.date), To: dateOf(d.date), Fixed: dateOf(d.date), After: []string{fmt.Sprintf("wave-%d-cutover", l.waves[d.last].number)}}
		if d.movable {
			it.Fixed = ""
			it.Text = i18n.Text{ZH: d.event.ZH + "（可调整）", EN: d.event.EN + " (can be moved)"}
		}
		e.item(it)
		e.missed(l, d, latest)
	}
	for _, w := range l.waves {
		for i := range e.plan.Calendar.Items {
			if it := &e.plan.Calendar.Items[i]; it.ID == fmt.Sprintf("wave-%d-work", w.number) {
				it.Latest = w.latest
			}
		}
	}
}

// backwards sets the latest begin of every wave up to the one that the date is for, and returns
// the latest day on which preparation may begin.
func (e *estate) backwards(l *layout, d deadline) time.Time {
	must := d.date
	for i := d.last; i >= 0; i-- {
		w := &l.waves[i]
		cutover := e.lastCutover(w, must)
		begin := e.work.begin(cutover, w.work+w.rehearse)
		if !d.movable && (w.latest == "" || dateOf(begin) < w.latest) {
			w.latest = dateOf(begin)
		}
		must = begin.AddDate(0, 0, -1)
	}
	longest := 0
	chain := map[string]int{}
	for _, it := range l.preparation {
		chain[it.ID] = it.Days
		for _, a := range it.After {
			chain[it.ID] += chain[a]
		}
		longest = max(longest, chain[it.ID])
	}
	start := e.work.begin(must, max(1, longest))
	for i := range e.plan.Calendar.Items {
		it := &e.plan.Calendar.Items[i]
		at := slices.IndexFunc(l.preparation, func(p Item) bool { return p.ID == it.ID })
		if at < 0 || d.movable {
			continue
		}
		end := must
		if it.ID == "procure" {
			end = e.work.begin(must, max(1, chain["platform"]-chain["procure"])).AddDate(0, 0, -1)
		}
		if latest := dateOf(e.work.begin(end, max(1, it.Days))); it.Latest == "" || latest < it.Latest {
			it.Latest = latest
		}
	}
	return start
}

// lastCutover is the last day up to a day on which a wave may go live.
func (e *estate) lastCutover(w *laid, until time.Time) time.Time {
	for d := range maxSearch {
		if day := until.AddDate(0, 0, -d); e.mayGoLive(w, day) {
			return day
		}
	}
	return until
}

// missed names a date that cannot be met, by how many days, and what would help.
func (e *estate) missed(l *layout, d deadline, latest time.Time) {
	w := l.waves[d.last]
	start, dated := e.in.Start.day()
	if !dated {
		return
	}
	late := int(w.cutover.Sub(d.date).Hours() / 24)
	if late <= 0 {
		return
	}
	scope := i18nf("第 %d 波", "wave %d", w.number)
	if d.app != "" {
		scope = i18nf("%[1]s（第 %[2]d 波）", "%[1]s (wave %[2]d)", d.app, w.number)
	}
	p := Problem{
		Kind: ProblemDate,
		Text: i18nf("“%[1]s”（%[3]s）赶不上：%[4]s的割接排在 %[6]s，晚 %[7]d 天", "“%[2]s” (%[3]s) cannot be met: the cutover of %[5]s is on %[6]s, %[7]d days late",
			d.event.ZH, d.event.EN, dateOf(d.date), scope.ZH, scope.EN, dateOf(w.cutover), late),
		Reasons: []classify.Reason{reason(d.question, "倒排：最迟 %[1]s 开始准备，计划 %[2]s 开始", "counted backwards: preparation begins on %[1]s at the latest, and the plan begins on %[2]s", dateOf(latest), dateOf(start))},
	}
	if d.app != "" {
		p.Applications = []string{d.app}
	}
	prepared, _ := e.prepared.day()
	need, have := days(dateOf(prepared), dateOf(w.cutover)), days(dateOf(prepared), dateOf(d.date))
	switch {
	case have <= 0:
		p.Remedy = t("准备期结束时该日期已过：只能改日期，或本期不含它", "the date is over before preparation ends: move the date, or leave this out")
	case d.movable:
		p.Remedy = t("该日期可以调整：与客户改期，或按下面的倍数加人", "the date can be moved: agree on another, or add people")
	default:
		p.Remedy = i18nf("三选一：提前到 %[1]s 前开始准备；加快到约 %[2]s 倍（加人、拉高投入比例、放宽封网）；减少该日期前的范围，高风险、低价值的先平移到 ECS",
			"one of three: begin to prepare by %[1]s; go about %[2]s times as fast (more people, more of their time, shorter freezes); or do less by then and move applications of high risk and low value to ECS as they are",
			dateOf(latest), number(math.Ceil(10*float64(need)/float64(have))/10))
	}
	e.problem(p)
}

// noSooner is the first day of a wave's cutover: after its work, and when outside parties have
// had the notice that they want, counted from the start of the plan.
func (e *estate) noSooner(w *laid) time.Time {
	from := w.end.AddDate(0, 0, 1)
	start, _ := e.in.Start.day()
	for _, a := range w.apps {
		for _, x := range e.externals(a) {
			if notified := start.AddDate(0, 0, x.days); notified.After(from) {
				from = notified
			}
		}
	}
	return from
}

// external is an outside party that must be told of a change.
type external struct {
	name string
	days int
}

func (e *estate) externals(a *application) []external {
	var out []external
	for _, r := range e.rows("dep.external", survey.Scope{App: a.Name}) {
		x := external{r.Get("name"), e.model.Calendar.External}
		if r.Get("lead") != "" {
			x.days = r.Int("lead")
		}
		out = append(out, x)
	}
	return out
}

// addExternal adds the notices to outside parties, each with the last day on which it may go out.
func (e *estate) addExternal(l *layout) {
	for _, w := range l.waves {
		named := map[string]external{}
		users := map[string][]string{}
		for _, a := range w.apps {
			for _, x := range e.externals(a) {
				if x.days > 0 && x.days >= named[x.name].days {
					named[x.name] = x
				}
				users[x.name] = append(users[x.name], a.Name)
			}
		}
		for _, name := range sortedKeys(named) {
			x := named[name]
			it := Item{
				ID: fmt.Sprintf("external-%d-%s", w.number, name), Wave: w.number, Days: x.days,
				Text: i18nf("通知 %[1]s（%[2]s，提前 %[4]d 天）", "notify %[1]s (%[3]s, %[4]d days ahead)", name, joinNames(users[name]).ZH, joinNames(users[name]).EN, x.days),
			}
			if e.prepared != "" {
				it.From, it.To = dateOf(w.cutover.AddDate(0, 0, -x.days)), dateOf(w.cutover.AddDate(0, 0, -1))
				it.Latest = it.From
			}
			e.item(it)
		}
	}
}
