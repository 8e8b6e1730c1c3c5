package portfolio

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// The calendar: preparation (buying, network, platform) runs first; then one wave after another,
// each with its work, a rehearsal and a cutover on a day on which all of its applications may go
// live. Work of a wave begins when the one before has been cut over, as the same people do it.
// From each fixed date the latest begin of everything before it is counted backwards.

// freezes are the periods in which an application must not go live: its own, else those of the
// organisation.
func (e *estate) freezes(a *application) []Blank {
	var out []Blank
	for _, r := range e.rows("dev.freeze", survey.Scope{App: a.Name}) {
		if b, ok := blank(r); ok {
			out = append(out, b)
		}
	}
	return out
}

func blank(r survey.Row) (Blank, bool) {
	b := Blank{From: Date(r.Get("from")), To: Date(r.Get("to")), Reason: same("", "", cmp.Or(r.Get("reason"), "封网"))}
	_, ok := b.From.day()
	_, also := b.To.day()
	return b, ok && also && b.From <= b.To
}

// frozenIn counts the applications of a group whose own freeze holds the day on which the wave
// would be cut over if all waves were full.
func (e *estate) frozenIn(g *group, wave int) int {
	if len(g.freeze) == 0 || e.prepared == "" {
		return 0
	}
	nominal, n := e.nominal(wave), 0
	for _, own := range g.freeze {
		if frozen(own, nominal) {
			n++
		}
	}
	return n
}

// nominal is the day on which a wave would be cut over if all waves took their full length.
func (e *estate) nominal(wave int) time.Time {
	start, _ := e.prepared.day()
	return start.AddDate(0, 0, wave*e.model.Waves.Days*7/5)
}

// weeksLate is by how many weeks a group would miss its own date in a wave.
func (e *estate) weeksLate(g *group, wave int) float64 {
	due, ok := g.due.day()
	if !ok || e.prepared == "" {
		return 0
	}
	return max(0, e.nominal(wave).Sub(due).Hours()/24/7)
}

// ownFreezes are those that were answered for the applications of a group themselves.
func (e *estate) ownFreezes(g *group) [][]Blank {
	var out [][]Blank
	for _, a := range g.apps {
		if answer, ok := e.in.Answers.At(survey.Place{App: a.Name}, "dev.freeze"); ok && answer.State == survey.Known {
			out = append(out, e.freezes(a))
		}
	}
	return out
}

// planCalendar lays everything out in days.
func (e *estate) planCalendar() {
	e.plan.Calendar = Calendar{Start: e.in.Start, Items: []Item{}, Freeze: []Blank{}}
	for _, a := range e.apps {
		for _, b := range e.freezes(a) {
			if !slices.Contains(e.plan.Calendar.Freeze, b) {
				e.plan.Calendar.Freeze = append(e.plan.Calendar.Freeze, b)
			}
		}
	}
	slices.SortFunc(e.plan.Calendar.Freeze, func(a, b Blank) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	if len(e.plan.Calendar.Freeze) == 0 {
		e.assume("dev.freeze", t("没有答封网期（dev.freeze），只避开周末和法定节假日；封网日期待客户确认", "no freezes are known (dev.freeze): only weekends and public holidays are kept clear, for the customer to confirm"))
	}
	l := e.layOut()
	e.dateItems(l)
	e.fixedDates(l)
	e.addExternal(l)
	e.sortItems()
}

// layout is the waves with their lengths, and their dates when the plan has a start.
type layout struct {
	preparation []Item
	waves       []laid
	done        time.Time // the last day of preparation
}

// laid is a wave on the calendar.
type laid struct {
	number, work, rehearse, observe int // working days
	apps                            []*application
	begin, end                      time.Time // of the work
	cutover                         time.Time
	latest                          Date // begin of the work
}

// layOut works out how long everything takes.
func (e *estate) layOut() *layout {
	l := &layout{preparation: e.preparation()}
	perDay := e.schedule.limit / float64(e.model.Waves.Days)
	for i, groups := range e.waves {
		w := laid{number: i + 1, rehearse: e.model.Calendar.Rehearse, observe: e.model.Calendar.Observe}
		w.work = max(e.model.Calendar.ShortWave, int(math.Ceil(e.schedule.load[i+1]/perDay))) - w.rehearse
		w.work = max(1, w.work)
		for _, g := range groups {
			w.apps = append(w.apps, g.apps...)
		}
		if len(w.apps) > 0 {
			l.waves = append(l.waves, w)
		}
	}
	return l
}

// preparation is what must be there before the first wave.
func (e *estate) preparation() []Item {
	c := e.model.Calendar
	items := []Item{{ID: "procure", Text: t("云资源立项、采购、开通", "approve, buy and open cloud resources"), Days: c.Procure}}
	if cluster := e.choice("tgt.cluster", survey.Scope{Env: "prod"}); cluster == "dedicated" || cluster == "shared" {
		items[0].Days = 0
		items = items[:0]
	} else {
		items = append(items, Item{ID: "platform", Text: t("建集群和平台组件", "set the cluster up"), Days: c.Platform, After: []string{"procure"}})
	}
	firewall := c.Firewall
	if d := e.record("net.firewall", survey.Scope{}).Int("days"); d > 0 {
		firewall = d
	}
	return append(items, Item{ID: "network", Text: t("开通网络访问", "open network access"), Days: firewall})
}

// dateItems gives dates to everything, forwards from the start, and puts it into the plan.
func (e *estate) dateItems(l *layout) {
	e.datePreparation(l)
	after := l.done
	for i := range l.waves {
		w := &l.waves[i]
		if e.prepared != "" {
			w.begin = e.work.next(after.AddDate(0, 0, 1))
			w.end = e.work.end(w.begin, w.work+w.rehearse)
			w.cutover = e.cutoverDay(w, e.noSooner(w))
			after = w.cutover
		}
		e.waveItems(w)
	}
	if len(l.waves) > 0 && e.prepared != "" {
		last := l.waves[len(l.waves)-1]
		e.plan.Calendar.End = dateOf(e.work.end(last.cutover.AddDate(0, 0, 1), last.observe))
	}
}

// prepare works out the end of preparation, which the order of the waves needs, too.
func (e *estate) prepare() {
	start, ok := e.in.Start.day()
	if !ok {
		return
	}
	items := e.preparation()
	end := e.work.next(start)
	at := map[string]time.Time{}
	for _, it := range items {
		begin := e.work.next(start)
		for _, a := range it.After {
			begin = e.work.next(at[a].AddDate(0, 0, 1))
		}
		at[it.ID] = e.work.end(begin, max(1, it.Days))
		if at[it.ID].After(end) {
			end = at[it.ID]
		}
	}
	e.prepared = dateOf(end)
}

func (e *estate) datePreparation(l *layout) {
	start, ok := e.in.Start.day()
	if ok {
		l.done, _ = e.prepared.day()
		first := e.work.next(start)
		apply := e.work.begin(first.AddDate(0, 0, -1), e.model.Calendar.Apply)
		e.item(Item{ID: "apply", Text: t("最迟提交服务申请", "apply for the service at the latest"), From: dateOf(apply), To: dateOf(apply), Latest: dateOf(apply)})
	}
	ends := map[string]time.Time{}
	for _, it := range l.preparation {
		if ok {
			begin := e.work.next(start)
			for _, a := range it.After {
				begin = e.work.next(ends[a].AddDate(0, 0, 1))
			}
			end := e.work.end(begin, max(1, it.Days))
			ends[it.ID] = end
			it.From, it.To = dateOf(begin), dateOf(end)
		}
		e.item(it)
	}
}

func (e *estate) item(it Item) { e.plan.Calendar.Items = append(e.plan.Calendar.Items, it) }

// waveItems are the bars of a wave.
func (e *estate) waveItems(w *laid) {
	id := fmt.Sprintf("wave-%d", w.number)
	before := []string{"network"}
	if w.number > 1 {
		before = []string{fmt.Sprintf("wave-%d-cutover", w.number-1)}
	} else if slices.ContainsFunc(e.plan.Calendar.Items, func(i Item) bool { return i.ID == "platform" }) {
		before = append(before, "platform")
	}
	items := []Item{
		{ID: id + "-work", Text: i18nf("第 %d 波：改造与容器化", "wave %d: changes and containers", w.number), Days: w.work, After: before},
		{ID: id + "-rehearse", Text: i18nf("第 %d 波：演练与回归", "wave %d: rehearsal and test", w.number), Days: w.rehearse, After: []string{id + "-work"}},
		{ID: id + "-cutover", Text: i18nf("第 %d 波：割接", "wave %d: cutover", w.number), After: []string{id + "-rehearse"}},
		{ID: id + "-observe", Text: i18nf("第 %d 波：观察", "wave %d: observation", w.number), Days: w.observe, After: []string{id + "-cutover"}},
	}
	if e.prepared != "" {
		workEnd := e.work.end(w.begin, w.work)
		items[0].From, items[0].To = dateOf(w.begin), dateOf(workEnd)
		items[1].From, items[1].To = dateOf(e.work.next(workEnd.AddDate(0, 0, 1))), dateOf(w.end)
		items[2].From, items[2].To = dateOf(w.cutover), dateOf(w.cutover)
		items[3].From = dateOf(e.work.next(w.cutover.AddDate(0, 0, 1)))
		items[3].To = dateOf(e.work.end(w.cutover.AddDate(0, 0, 1), w.observe))
		plan := &e.plan.Waves[w.number-1]
		plan.From, plan.To, plan.Cutover = items[0].From, items[3].To, items[2].From
	}
	for _, it := range items {
		it.Wave = w.number
		e.item(it)
	}
}

func namesOf(apps []*application) []string {
	var out []string
	for _, a := range apps {
		out = append(out, a.Name)
	}
	slices.Sort(out)
	return out
}

// sortItems orders the bars by their begin, those without dates as they follow each other.
func (e *estate) sortItems() {
	slices.SortStableFunc(e.plan.Calendar.Items, func(a, b Item) int { return cmp.Compare(a.From, b.From) })
	for _, it := range e.plan.Calendar.Items {
		if d, ok := it.To.day(); ok && !e.work.known(d.Year()) {
			e.assume("holidays", i18n.Text{
				ZH: fmt.Sprintf("模型里没有 %d 年的法定节假日，该年只避开周末", d.Year()),
				EN: fmt.Sprintf("the model has no public holidays of %d, so only weekends are kept clear then", d.Year()),
			})
		}
	}
}
