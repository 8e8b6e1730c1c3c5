package cockpit

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// judging shows what is held of an application. The judgement is made anew whenever a
// screen of it is, since answers may have changed meanwhile.
type judging struct {
	env    *screen.Env
	steps  Steps
	ask    *ask.Ask
	app    string
	source *reader
}

func newJudging(env *screen.Env, steps Steps, a *ask.Ask, app string) *judging {
	return &judging{env: env, steps: steps, ask: a, app: app, source: newReader(env, steps, app)}
}

// line is the judgement on one line, for the screen of the application.
func (j *judging) line() screen.Line {
	env := j.env
	judgement, err := j.steps.Judge(j.app)
	if err != nil {
		return env.TextLine(env.Theme.Marks.Bad, env.Say("得不出判断", "It cannot be judged"), errorText(err).In(env.Lang))
	}
	text := strings.Join([]string{
		env.Say("判断：", "Judgement: ") + judgement.Strategy.Value.Text().In(env.Lang),
		env.Sayf("适合度 %d", "suitability %d", judgement.Suitability.Value),
		env.Sayf("风险%[1]s", "%[2]s risk", judgement.Risk.Level.Text().ZH, judgement.Risk.Level.Text().EN),
		effortText(env, judgement.Effort.Total),
	}, " · ")
	return link(env, env.Theme.Marks.Bullet, text, opens(j.page),
		env.Sayf("完整度 %[1]d，置信度 %[2]d；待答问题 %[3]d 个", "completeness %[1]d, confidence %[2]d; open questions: %[3]d",
			judgement.Completeness.Value, judgement.Confidence.Value, len(judgement.Unknown)))
}

// list is a screen about the judgement as it is now.
func (j *judging) list(name i18n.Text, build func(classify.Judgement) []screen.Line) screen.Screen {
	return screen.NewList(j.env, &screen.List{Name: name, Build: func() []screen.Line {
		judgement, err := j.steps.Judge(j.app)
		if err != nil {
			return []screen.Line{j.env.TextLine(j.env.Theme.Marks.Bad, errorText(err).In(j.env.Lang))}
		}
		return build(judgement)
	}, More: reasonKeys()})
}

// page is everything that is held of the application, the verdict first.
func (j *judging) page() screen.Screen {
	return j.list(i18n.Text{ZH: "判断", EN: "judgement"}, func(x classify.Judgement) []screen.Line {
		env := j.env
		out := []screen.Line{paragraph(env, x.Verdict.In(env.Lang))}
		out = append(out, env.HeadingLine(env.Say("评分（满分 100）", "Scores, of 100")))
		out = append(out, j.numberLines(x)...)
		out = append(out, env.HeadingLine(env.Say("特征", "Traits")))
		out = append(out, j.traitLines(x, wholeTraits())...)
		out = append(out, j.strategyLines(x.Strategy)...)
		out = append(out, j.readinessLines(x, func(x classify.Judgement) []classify.Readiness { return x.Readiness })...)
		out = append(out, j.effortLines(x, func(x classify.Judgement) classify.Effort { return x.Effort })...)
		out = append(out, j.factorLines(x.Factors)...)
		out = append(out, j.componentLines(x.Components)...)
		return append(out, j.unknownLines(x.Unknown)...)
	})
}

// paragraph is a text that cannot be chosen.
func paragraph(env *screen.Env, text string) screen.Line {
	return screen.Line{Heading: true, Render: func(width int, _ bool) []string {
		return screen.Styled(env.Theme.Title.Render, cells.Wrap(text, width))
	}}
}

// numberLines are the numbers; enter shows the terms that add up to one.
func (j *judging) numberLines(x classify.Judgement) []screen.Line {
	level := x.Risk.Level.Text()
	numbers := []struct {
		name, about i18n.Text
		of          func(classify.Judgement) classify.Number
	}{
		{i18n.Text{ZH: "适合度", EN: "suitability"}, i18n.Text{ZH: "就已知的而言，有多适合进容器", EN: "for containers, as far as is known"}, func(x classify.Judgement) classify.Number { return x.Suitability }},
		{i18n.Text{ZH: "完整度", EN: "completeness"}, i18n.Text{ZH: "该知道的，已经知道多少", EN: "how much is known"}, func(x classify.Judgement) classify.Number { return x.Completeness }},
		{i18n.Text{ZH: "置信度", EN: "confidence"}, i18n.Text{ZH: "已经知道的，有多可靠", EN: "how sure that is"}, func(x classify.Judgement) classify.Number { return x.Confidence }},
		{i18n.Text{ZH: "迁移风险", EN: "risk"}, i18n.Textf("%[1]s；越低越好", "%[2]s; the lower the better", level.ZH, level.EN), func(x classify.Judgement) classify.Number {
			return classify.Number{Value: x.Risk.Score, Reasons: x.Risk.Reasons}
		}},
	}
	var names []string
	for _, n := range numbers {
		names = append(names, n.name.In(j.env.Lang))
	}
	var out []screen.Line
	for _, n := range numbers {
		out = append(out, j.score(x, n.name, n.about, widest(names...), n.of))
	}
	return out
}

// score is a line about a number from 0 to 100; enter shows the terms that add up to it.
// Names are padded to a column, and what the number means is told where there is room.
func (j *judging) score(x classify.Judgement, name, about i18n.Text, column int, of func(classify.Judgement) classify.Number) screen.Line {
	env, value := j.env, of(x).Value
	return screen.Line{
		Render: func(width int, selected bool) []string {
			t := env.Theme
			cursor, style := t.Marks.NoCursor, t.Text
			if selected {
				cursor, style = t.Marks.Cursor, t.Selected
			}
			text := cursor + t.Marks.Bullet + " " + cells.Pad(cells.Clean(name.In(env.Lang)), column) + fmt.Sprintf(" %3d ", value)
			bar := scoreBar(t, value, width-cells.Width(text))
			out := style.Render(text) + t.Accent.Render(bar)
			if say := "  " + cells.Clean(about.In(env.Lang)); cells.Width(text+bar+say) <= width {
				out += t.Muted.Render(say)
			}
			return []string{cells.Truncate(out, width)}
		},
		Enter: opens(func() screen.Screen {
			return j.reasons(name, func(x classify.Judgement) because {
				n := of(x)
				return because{head: fmt.Sprintf("%s %d/100", name.In(env.Lang), n.Value), about: about.In(env.Lang), reasons: n.Reasons, points: true}
			})
		}),
	}
}

// scoreBar shows a number from 0 to 100 in at most width columns.
func scoreBar(t frame.Theme, n, width int) string {
	const usual, least = 20, 5
	steps := min(usual, width)
	if steps < least {
		return ""
	}
	full := steps * min(max(0, n), 100) / 100
	return strings.Repeat(t.Marks.Full, full) + strings.Repeat(t.Marks.Empty, steps-full)
}

// widest is how many columns the widest of some names takes.
func widest(names ...string) int {
	const most = 34
	out := 0
	for _, s := range names {
		out = max(out, cells.Width(cells.Clean(s)))
	}
	return min(most, out)
}

// unknownLines are the questions whose answers would tell most; enter asks them.
func (j *judging) unknownLines(all []classify.Unknown) []screen.Line {
	env := j.env
	if len(all) == 0 {
		return nil
	}
	out := []screen.Line{env.HeadingLine(env.Sayf("待答问题 %d 个，最要紧的在前", "Open questions: %d, the most telling first", len(all)))}
	for _, u := range all {
		about := nonEmpty([]string{u.Settles.In(env.Lang), j.where(u.Where), u.Question})
		out = append(out, link(env, env.Theme.Marks.Bullet, u.Text.In(env.Lang), toQuestion(env, j.ask, j.app, u.Question, u.Where), strings.Join(about, " · ")))
	}
	return out
}
