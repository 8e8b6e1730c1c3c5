package portfolio

import (
	"cmp"
	"slices"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// New plans. It is a pure function: the same input gives the same plan, and neither clock nor
// network is asked.
func New(in Input) Plan {
	if in.Model.check() != nil {
		in.Model = DefaultModel() // the zero value cannot be calculated with
	}
	if !in.Start.Valid() {
		in.Start = ""
	}
	e := newEstate(in)
	e.plan.Schema = Schema
	e.unrecognized()
	e.buildGraph()
	for _, a := range e.apps {
		a.value = e.valueOf(a)
	}
	e.findGroups()
	e.chooseSample()
	e.prepare()
	for _, g := range e.groups {
		g.freeze = e.ownFreezes(g)
	}
	e.setDue()
	e.planWaves()
	e.splits()
	e.planCapacity()
	e.planCutovers()
	e.planCalendar()
	e.comparePlans()
	e.finishGraph()
	e.finish()
	return e.plan
}

// finish sorts the problems and leaves no list null.
func (e *estate) finish() {
	p := &e.plan
	slices.SortStableFunc(p.Problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(problemRank(a.Kind), problemRank(b.Kind)), cmp.Compare(a.Text.EN, b.Text.EN))
	})
	fill(&p.Applications)
	fill(&p.Nodes)
	fill(&p.Edges)
	fill(&p.Groups)
	fill(&p.Waves)
	fill(&p.Problems)
	fill(&p.Assumptions)
	for i := range p.Edges {
		fill(&p.Edges[i].Reasons)
	}
	for i := range p.Waves {
		fill(&p.Waves[i].Groups)
	}
	fill(&p.Comparison)
}

func fill[T any](list *[]T) {
	if *list == nil {
		*list = []T{}
	}
}

// problemRank puts what stops the plan first.
func problemRank(k ProblemKind) int {
	return slices.Index([]ProblemKind{ProblemDate, ProblemSample, ProblemCapacity, ProblemCutover, ProblemSplit, ProblemCycle, ProblemUnknown, ProblemUnassessed}, k)
}

// Text names the kind of a problem.
func (k ProblemKind) Text() i18n.Text {
	switch k {
	case ProblemCycle:
		return t("循环依赖", "cycle")
	case ProblemUnknown:
		return t("依赖不明", "unknown dependency")
	case ProblemDate:
		return t("日期冲突", "date")
	case ProblemSplit:
		return t("跨边界依赖", "split")
	case ProblemCapacity:
		return t("容量", "capacity")
	case ProblemCutover:
		return t("割接", "cutover")
	case ProblemUnassessed:
		return t("未评估", "not assessed")
	case ProblemSample:
		return t("示例应用", "sample")
	}
	return i18n.Text{ZH: string(k), EN: string(k)}
}
