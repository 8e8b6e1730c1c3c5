package cockpit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// trait is one of the values that are no numbers.
type trait struct {
	name i18n.Text
	of   func(classify.Judgement) classify.Trait
}

// wholeTraits are those of the application.
func wholeTraits() []trait {
	return []trait{
		{i18n.Text{ZH: "架构风格", EN: "style"}, func(x classify.Judgement) classify.Trait { return x.Style }},
		{i18n.Text{ZH: "状态", EN: "state"}, func(x classify.Judgement) classify.Trait { return x.State }},
		{i18n.Text{ZH: "耦合", EN: "coupling"}, func(x classify.Judgement) classify.Trait { return x.Coupling }},
	}
}

// traitLines are the traits; enter shows what one rests on.
func (j *judging) traitLines(x classify.Judgement, traits []trait) []screen.Line {
	env := j.env
	var names []string
	for _, t := range traits {
		names = append(names, t.name.In(env.Lang))
	}
	column := widest(names...)
	var out []screen.Line
	for _, t := range traits {
		text := func(x classify.Judgement) string {
			if v := t.of(x); v.Value != "" {
				return v.Text.In(env.Lang)
			}
			return env.Say("未知", "unknown")
		}
		l := env.TextLine(env.Theme.Marks.Bullet, cells.Pad(t.name.In(env.Lang), column)+"  "+text(x))
		l.Enter = opens(func() screen.Screen {
			return j.reasons(t.name, func(x classify.Judgement) because {
				return because{head: t.name.In(env.Lang) + env.Say("：", ": ") + text(x), reasons: t.of(x).Reasons}
			})
		})
		out = append(out, l)
	}
	return out
}

// strategyLines say which way it goes, why, and what would make it another.
func (j *judging) strategyLines(c classify.StrategyChoice) []screen.Line {
	env := j.env
	out := []screen.Line{env.HeadingLine(cells.Clean(env.Say("策略：", "Strategy: ") + c.Value.Text().In(env.Lang)))}
	for _, r := range c.Reasons {
		out = append(out, j.reason(r, false))
	}
	for i, a := range c.WouldChange {
		text := env.Sayf("改为“%[1]s”的条件：%[3]s", "To become %[2]q: %[4]s", a.Strategy.Text().ZH, a.Strategy.Text().EN, a.When.ZH, a.When.EN)
		l := env.TextLine("?", text)
		if len(a.Reasons) == 1 {
			j.leads(&l, a.Reasons[0])
		} else if len(a.Reasons) > 1 {
			l.Enter = opens(func() screen.Screen { return j.alternative(i) })
		}
		out = append(out, l)
	}
	return out
}

// alternative is what another strategy hangs on.
func (j *judging) alternative(i int) screen.Screen {
	return j.reasons(i18n.Text{ZH: "另一种策略", EN: "another strategy"}, func(x classify.Judgement) because {
		if i >= len(x.Strategy.WouldChange) {
			return because{}
		}
		a := x.Strategy.WouldChange[i]
		return because{head: a.Strategy.Text().In(j.env.Lang), about: a.When.In(j.env.Lang), reasons: a.Reasons}
	})
}

// readinessLines are the dimensions that were examined, each with its number, and the names of the
// others. Of finds them in a later judgement.
func (j *judging) readinessLines(x classify.Judgement, of func(classify.Judgement) []classify.Readiness) []screen.Line {
	env := j.env
	out := []screen.Line{env.HeadingLine(env.Say("各维度的就绪度", "Readiness by dimension"))}
	var names, blind []string
	for _, r := range of(x) {
		if r.Examined {
			names = append(names, r.Dimension.Text().In(env.Lang))
		}
	}
	for _, r := range of(x) {
		name := r.Dimension.Text()
		if !r.Examined {
			blind = append(blind, name.In(env.Lang))
			continue
		}
		number := func(x classify.Judgement) classify.Number {
			for _, o := range of(x) {
				if o.Dimension == r.Dimension {
					return classify.Number{Value: o.Score, Reasons: o.Reasons}
				}
			}
			return classify.Number{}
		}
		out = append(out, j.score(x, name, i18n.Text{}, widest(names...), number))
	}
	if len(blind) > 0 {
		out = append(out, env.TextLine("?", env.Say("还没有依据：", "Nothing to judge by yet: ")+strings.Join(blind, env.Say("、", ", "))))
	}
	return out
}

// factorLines are the twelve factors; enter shows what a status rests on.
func (j *judging) factorLines(all []classify.Factor) []screen.Line {
	env := j.env
	if len(all) == 0 {
		return nil
	}
	n := map[classify.Status]int{}
	var names []string
	for _, f := range all {
		n[f.Status]++
		names = append(names, fmt.Sprintf("%2d %s", f.Number, f.Name.In(env.Lang)))
	}
	column := widest(names...)
	out := []screen.Line{env.HeadingLine(env.Sayf("十二要素：符合 %d，部分符合 %d，不符合 %d，未知 %d", "Twelve factors: %d met, %d partly, %d not met, %d unknown",
		n[classify.Met], n[classify.Partly], n[classify.NotMet], n[classify.UnknownSt]))}
	for _, f := range all {
		name := func(f classify.Factor) string {
			return cells.Pad(fmt.Sprintf("%2d %s", f.Number, f.Name.In(env.Lang)), column) + "  " + f.Status.Text().In(env.Lang)
		}
		out = append(out, link(env, j.factorMark(f.Status), name(f), opens(func() screen.Screen {
			return j.reasons(f.Name, func(x classify.Judgement) because {
				i := slices.IndexFunc(x.Factors, func(o classify.Factor) bool { return o.Number == f.Number })
				if i < 0 {
					return because{}
				}
				return because{head: name(x.Factors[i]), reasons: x.Factors[i].Reasons}
			})
		})))
	}
	return out
}

func (j *judging) factorMark(s classify.Status) string {
	m := j.env.Theme.Marks
	switch s {
	case classify.Met:
		return m.Good
	case classify.Partly:
		return m.Warn
	case classify.NotMet:
		return m.Bad
	}
	return "?"
}

// componentLines are the components; enter shows what is held of one.
func (j *judging) componentLines(all []classify.Component) []screen.Line {
	env := j.env
	if len(all) == 0 {
		return nil
	}
	out := []screen.Line{env.HeadingLine(env.Sayf("组件 %d 个", "Components: %d", len(all)))}
	for _, c := range all {
		about := []string{env.Sayf("适合度 %d", "suitability %d", c.Suitability.Value)}
		for _, t := range []classify.Trait{c.Style, c.State} {
			if t.Value != "" {
				about = append(about, t.Text.In(env.Lang))
			}
		}
		about = append(about, effortText(env, c.Effort.Total))
		out = append(out, link(env, env.Theme.Marks.Bullet, c.Name, opens(func() screen.Screen { return j.component(c.Name) }), strings.Join(about, " · ")))
	}
	return out
}

// component is what is held of one component.
func (j *judging) component(name string) screen.Screen {
	find := func(x classify.Judgement) classify.Component {
		if i := slices.IndexFunc(x.Components, func(c classify.Component) bool { return c.Name == name }); i >= 0 {
			return x.Components[i]
		}
		return classify.Component{Name: name}
	}
	traits := []trait{
		{i18n.Text{ZH: "类型", EN: "kind"}, func(x classify.Judgement) classify.Trait { return find(x).Workload }},
		{i18n.Text{ZH: "架构风格", EN: "style"}, func(x classify.Judgement) classify.Trait { return find(x).Style }},
		{i18n.Text{ZH: "状态", EN: "state"}, func(x classify.Judgement) classify.Trait { return find(x).State }},
	}
	return j.list(textOf(name), func(x classify.Judgement) []screen.Line {
		out := []screen.Line{
			paragraph(j.env, name),
			j.score(x, i18n.Text{ZH: "适合度", EN: "suitability"}, i18n.Text{ZH: "只看这个组件", EN: "of the component alone"}, widest(j.env.Say("适合度", "suitability")), func(x classify.Judgement) classify.Number { return find(x).Suitability }),
		}
		out = append(out, j.traitLines(x, traits)...)
		out = append(out, j.readinessLines(x, func(x classify.Judgement) []classify.Readiness { return find(x).Readiness })...)
		return append(out, j.effortLines(x, func(x classify.Judgement) classify.Effort { return find(x).Effort })...)
	})
}
