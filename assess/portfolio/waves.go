package portfolio

import (
	"cmp"
	"math"
	"slices"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// The waves are ordered by an objective, a cost that is summed over the applications; less is
// better. In words, and in docs/portfolio.md:
//
//	value       x value of the application x waves that it waits
//	risk        x risk of the application  x waves that it goes before the last
//	dependents  x applications that need it (of ten) x waves that it goes before the last
//	coupling    for each dependency between two applications x waves between them
//	order       for each callee that moves before its caller
//	freeze      for a cutover inside the application's own freeze
//	date        for each week by which a fixed date of the application is missed
//
// Groups stay together, the sample has the first wave to itself, and a wave never takes more
// person-days than the customer's people have. Groups are placed one after another where they fit
// first, those with a date of their own and the most urgent first; then single groups move and pairs change places as long as the
// cost falls. No step is random: the same input gives the same waves.

// schedule is an assignment of groups to waves with the cost of it.
type schedule struct {
	e     *estate
	limit float64
	wave  []int // by position of the group; counts from 1
	load  []float64
	links [][]link // by position of the group
	base  []perWave
	last  int
}

// link is the number of dependencies to another group.
type link struct {
	to        int
	calls     int // in either direction
	callees   int // of these, those that the other group needs of this one
	consumers int // of these, those that this one needs of the other
}

// perWave is what a group costs by the wave that it is in, apart from its links.
type perWave struct{ value, risk, dependents float64 }

// capacity is the person-days of the customer in one wave.
func (e *estate) capacity() (float64, classify.Reason) {
	people := 0
	if rows := e.rows("org.skills", survey.Scope{}); len(rows) > 0 {
		for _, r := range rows {
			if r.Get("role") != "security" {
				people += r.Int("people")
			}
		}
	}
	w := e.model.Waves
	why := "org.skills"
	if people == 0 {
		people, why = w.People, ""
		e.assume("org.skills", t("没有答客户投入人数，按 "+number(float64(w.People))+" 人安排每波的人日上限", "the number of the customer's people is unknown; "+number(float64(w.People))+" are assumed for the limit of a wave"))
	}
	limit := float64(people) * w.Share * float64(w.Days)
	return limit, reason(why, "每波上限 %[1]s 人日 = %[2]d 人 × %[3]s × %[4]d 工作日", "a wave takes %[1]s person-days at most = %[2]d people x %[3]s x %[4]d working days", number(limit), people, number(w.Share), w.Days)
}

// planWaves assigns the groups to waves.
func (e *estate) planWaves() {
	limit, why := e.capacity()
	s := &schedule{e: e, limit: limit, wave: make([]int, len(e.groups)), load: []float64{0}, last: 1}
	s.measure()
	s.greedy()
	greedy := s.cost()
	for range max(0, e.model.Waves.Passes) {
		if !s.improve() {
			break
		}
	}
	s.compact()
	e.waves = make([][]*group, s.last)
	for i, g := range e.groups {
		e.waves[s.wave[i]-1] = append(e.waves[s.wave[i]-1], g)
	}
	e.schedule = s
	e.plan.Objective.Greedy = round(greedy, 2)
	e.describeWaves(s, why)
}

// sampleGroup is the group of the sample, nil without one.
func (e *estate) sampleGroup() *group {
	if a, ok := e.app(e.plan.Sample.Recommended); ok {
		return a.group
	}
	return nil
}

// measure works out what does not change while groups move about.
func (s *schedule) measure() {
	w := s.e.model.Waves
	s.base = make([]perWave, len(s.e.groups))
	for i, g := range s.e.groups {
		for _, a := range g.apps {
			s.base[i].value += w.Value * a.value.Value
			s.base[i].risk += w.Risk * float64(a.Judgement.Risk.Score) / 100
			s.base[i].dependents += w.Dependents * math.Min(1, float64(a.dependents)/10)
		}
	}
	byPair := map[[2]int]*link{}
	for _, x := range s.e.between() {
		from, to := s.e.graph.nodes[x.From].app.group, s.e.graph.nodes[x.To].app.group
		if from == nil || to == nil || from == to {
			continue
		}
		at := func(a, b int) *link {
			if byPair[[2]int{a, b}] == nil {
				byPair[[2]int{a, b}] = &link{to: b}
			}
			return byPair[[2]int{a, b}]
		}
		caller, callee := at(from.at, to.at), at(to.at, from.at)
		caller.calls, callee.calls = caller.calls+1, callee.calls+1
		caller.consumers, callee.callees = caller.consumers+1, callee.callees+1
	}
	s.links = make([][]link, len(s.e.groups))
	for k, l := range byPair {
		s.links[k[0]] = append(s.links[k[0]], *l)
	}
	for _, ls := range s.links {
		slices.SortFunc(ls, func(a, b link) int { return cmp.Compare(a.to, b.to) })
	}
}

// greedy places the sample, then the most urgent groups first, each where it fits first.
func (s *schedule) greedy() {
	order := slices.Clone(s.e.groups)
	urgency := func(g *group) float64 { return s.base[g.at].value - s.base[g.at].risk - s.base[g.at].dependents }
	due := func(g *group) Date { return cmp.Or(g.due, "9999") }
	slices.SortStableFunc(order, func(a, b *group) int {
		return cmp.Or(cmp.Compare(due(a), due(b)), cmp.Compare(urgency(b), urgency(a)), cmp.Compare(a.ID, b.ID))
	})
	first := 1
	if g := s.e.sampleGroup(); g != nil {
		s.put(g, 1)
		first = 2
	}
	for _, g := range order {
		if s.wave[g.at] > 0 {
			continue
		}
		w := first
		for !s.fits(g, w) {
			w++
		}
		s.put(g, w)
	}
}

func (s *schedule) put(g *group, wave int) {
	for len(s.load) <= wave {
		s.load = append(s.load, 0)
	}
	if was := s.wave[g.at]; was > 0 {
		s.load[was] -= g.effort
	}
	s.wave[g.at] = wave
	s.load[wave] += g.effort
	s.last = max(s.last, wave)
}

// fits tells whether a wave has room; one that is too large for any wave has one to itself.
func (s *schedule) fits(g *group, wave int) bool {
	return wave >= len(s.load) || s.load[wave] == 0 || s.load[wave]+g.effort <= s.limit
}

// costOf is what a group costs in a wave, all of its links included.
func (s *schedule) costOf(i, wave int) float64 {
	w, b := s.e.model.Waves, s.base[i]
	cost := b.value*float64(wave-1) + (b.risk+b.dependents)*float64(s.last-wave)
	for _, l := range s.links[i] {
		other := s.wave[l.to]
		cost += w.Coupling * float64(l.calls) * math.Abs(float64(wave-other))
		switch {
		case wave < other:
			cost += w.Order * float64(l.callees)
		case wave > other:
			cost += w.Order * float64(l.consumers)
		}
	}
	return cost + w.Freeze*float64(s.e.frozenIn(s.e.groups[i], wave)) + w.Date*s.e.weeksLate(s.e.groups[i], wave)
}

// cost is the whole objective; a link is counted once.
func (s *schedule) cost() float64 {
	total := 0.0
	for _, t := range s.terms() {
		total += t
	}
	return total
}

// terms are the parts of the objective, in the order of the coefficients.
func (s *schedule) terms() [7]float64 {
	w := s.e.model.Waves
	var out [7]float64
	for i, b := range s.base {
		wave := s.wave[i]
		out[0] += b.value * float64(wave-1)
		out[1] += b.risk * float64(s.last-wave)
		out[2] += b.dependents * float64(s.last-wave)
		for _, l := range s.links[i] {
			if other := s.wave[l.to]; l.to > i {
				out[3] += w.Coupling * float64(l.calls) * math.Abs(float64(wave-other))
			}
			if wave < s.wave[l.to] {
				out[4] += w.Order * float64(l.callees)
			}
		}
		out[5] += w.Freeze * float64(s.e.frozenIn(s.e.groups[i], wave))
		out[6] += w.Date * s.e.weeksLate(s.e.groups[i], wave)
	}
	return out
}
