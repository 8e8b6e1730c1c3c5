package cockpit

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// effortText is an effort in words; without lines nothing was estimated.
func effortText(env *screen.Env, d classify.Days) string {
	if d == (classify.Days{}) {
		return env.Say("未估工作量", "no estimate")
	}
	return env.Sayf("%[1]s 人日", "%[1]s person-days", span(d[0], d[1]))
}

// span prints a range with at most one decimal; one of a single number is that number.
func span(least, most float64) string {
	number := func(v float64) string { return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0") }
	if number(least) == number(most) {
		return number(least)
	}
	return number(least) + "-" + number(most)
}

// fewLines is how many pieces of work stand on the screen of the judgement itself.
const fewLines = 6

// effortLines say what it costs, who does how much, and, when they are many, the
// largest pieces of work; enter on a party shows all that it does.
func (j *judging) effortLines(x classify.Judgement, of func(classify.Judgement) classify.Effort) []screen.Line {
	env, e := j.env, of(x)
	out := []screen.Line{env.HeadingLine(env.Say("工作量：", "Effort: ") + effortText(env, e.Total))}
	parties := []struct {
		by   assess.Party
		days classify.Days
	}{{assess.Developers, e.Developers}, {assess.Operations, e.Operations}, {assess.Consultant, e.Consultant}}
	var names []string
	for _, p := range parties {
		names = append(names, p.by.Text().In(env.Lang))
	}
	for _, p := range parties {
		lines := linesOf(e, p.by)
		if len(lines) == 0 {
			continue
		}
		text := cells.Pad(p.by.Text().In(env.Lang), widest(names...)) + "  " + cells.Pad(span(p.days[0], p.days[1]), daysColumn) + env.Sayf("%d 项", "items: %d", len(lines))
		out = append(out, link(env, env.Theme.Marks.Bullet, text, opens(func() screen.Screen { return j.effortOf(p.by, of) })))
	}
	if len(e.Lines) <= fewLines {
		return append(out, j.workLines(e.Lines, true)...)
	}
	largest := slices.Clone(e.Lines)
	slices.SortStableFunc(largest, func(a, b classify.EffortLine) int {
		return cmp.Compare(b.Days[0]+b.Days[1], a.Days[0]+a.Days[1])
	})
	out = append(out, env.HeadingLine(env.Say("其中最大的几项", "The largest of it")))
	return append(out, j.workLines(largest[:fewLines], true)...)
}

// linesOf are the pieces of work of a party.
func linesOf(e classify.Effort, by assess.Party) []classify.EffortLine {
	var out []classify.EffortLine
	for _, l := range e.Lines {
		if l.By == by {
			out = append(out, l)
		}
	}
	return out
}

// effortOf is all that a party does, by component.
func (j *judging) effortOf(by assess.Party, of func(classify.Judgement) classify.Effort) screen.Screen {
	name := i18n.Text{ZH: "工作量", EN: "effort"}
	return j.list(name, func(x classify.Judgement) []screen.Line {
		env := j.env
		lines := linesOf(of(x), by)
		var total classify.Days
		for _, l := range lines {
			total[0], total[1] = total[0]+l.Days[0], total[1]+l.Days[1]
		}
		out := []screen.Line{paragraph(env, by.Text().In(env.Lang)+env.Say("：", ": ")+effortText(env, total))}
		for i := 0; i < len(lines); {
			end := i + 1
			for end < len(lines) && lines[end].Where == lines[i].Where {
				end++
			}
			out = append(out, env.HeadingLine(cells.Clean(cmp.Or(lines[i].Where, j.app))))
			out = append(out, j.workLines(lines[i:end], false)...)
			i = end
		}
		return out
	})
}

// daysColumn is how wide a range of days is.
const daysColumn = 11

// workLines are pieces of work; enter shows what one is for. Mixed ones also tell who does them, and of
// which component they are.
func (j *judging) workLines(lines []classify.EffortLine, mixed bool) []screen.Line {
	env := j.env
	var out []screen.Line
	for _, l := range lines {
		about := []string{l.Basis.In(env.Lang)}
		if mixed {
			about = []string{l.By.Text().In(env.Lang), l.Where, l.Basis.In(env.Lang)}
		}
		line := env.TextLine("", cells.Pad(span(l.Days[0], l.Days[1]), daysColumn)+l.Task.In(env.Lang), strings.Join(nonEmpty(about), " · "))
		j.leads(&line, classify.Reason{Finding: l.Finding, Question: l.Question, Where: l.Where})
		out = append(out, line)
	}
	return out
}
