package cockpit

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// because is a value with what it rests on.
type because struct {
	head, about string
	reasons     []classify.Reason
	points      bool // whether the reasons are terms of a sum
}

// reasons is the screen of what a value rests on.
func (j *judging) reasons(name i18n.Text, of func(classify.Judgement) because) screen.Screen {
	return j.list(name, func(x classify.Judgement) []screen.Line {
		env, b := j.env, of(x)
		out := []screen.Line{paragraph(env, b.head)}
		if b.about != "" {
			out = append(out, paragraph(env, b.about))
		}
		if len(b.reasons) == 0 {
			return append(out, env.HeadingLine(env.Say("还没有依据。", "There is nothing to judge by yet.")))
		}
		heading := env.Say("依据", "Reasons")
		if b.points {
			heading = env.Say("由这些项相加而得", "The sum of these terms")
		}
		out = append(out, env.HeadingLine(heading))
		for _, r := range b.reasons {
			out = append(out, j.reason(r, b.points))
		}
		return out
	})
}

// pointsColumn is how wide the points of a term are.
const pointsColumn = 8

// reason is the line of a reason: enter shows the source that it points to, else the
// question, else the finding.
func (j *judging) reason(r classify.Reason, points bool) screen.Line {
	env := j.env
	text, mark := r.Text.In(env.Lang), env.Theme.Marks.Bullet
	if points {
		mark = ""
		text = cells.PadLeft(fmt.Sprintf("%+.2f", r.Points), pointsColumn) + "  " + text
	}
	l := env.TextLine(mark, text, j.links(r))
	j.leads(&l, r)
	return l
}

// links say where a reason comes from.
func (j *judging) links(r classify.Reason) string {
	env := j.env
	var out []string
	for _, part := range []struct{ name, value string }{
		{env.Say("规则 ", "rule "), r.Finding}, {env.Say("事实 ", "fact "), r.Fact}, {env.Say("问题 ", "question "), r.Question}, {"", j.where(r.Where)},
	} {
		if part.value != "" {
			out = append(out, part.name+part.value)
		}
	}
	const most = 2
	for _, e := range r.Evidence[:min(most, len(r.Evidence))] {
		out = append(out, e.String())
	}
	if more := len(r.Evidence) - most; more > 0 {
		out = append(out, env.Sayf("另有 %d 处", "%d more places", more))
	}
	return strings.Join(out, " · ")
}

// where puts the place of a reason in words: a component, or where an answer was given. That it is the
// application itself goes without saying.
func (j *judging) where(s string) string {
	if s == j.app {
		return ""
	}
	at, ok := survey.ParsePlace(s)
	switch {
	case !ok:
		return s
	case at.App == j.app:
		return at.Component
	}
	return at.Text().In(j.env.Lang)
}

const (
	keyQuestion = "question"
	keyFinding  = "finding"
)

// reasonKeys lead from a reason to what it is about, whatever enter does.
func reasonKeys() []frame.Binding {
	return []frame.Binding{
		{ID: keyQuestion, Keys: []string{"i"}, Text: i18n.Text{ZH: "去访谈", EN: "question"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "到访谈里与这一行有关的问题", EN: "Go to the question of the interview that the line is about"}},
		{ID: keyFinding, Keys: []string{"f"}, Text: i18n.Text{ZH: "看发现", EN: "finding"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "看与这一行有关的发现", EN: "Show the finding that the line is about"}},
	}
}

// leads lets a line lead to what a reason is about.
func (j *judging) leads(l *screen.Line, r classify.Reason) {
	l.Do = map[string]func() screen.Action{}
	if r.Finding != "" {
		l.Do[keyFinding] = j.finding(r.Finding, r.Where)
		l.Enter = l.Do[keyFinding]
	}
	if r.Question != "" {
		l.Do[keyQuestion] = toQuestion(j.env, j.ask, j.app, r.Question, r.Where)
		l.Enter = l.Do[keyQuestion]
	}
	if len(r.Evidence) > 0 {
		l.Enter = func() screen.Action { return j.source.open(r.Text, r.Evidence, 0, nil) }
	}
}

// finding shows the findings, with the one in question selected.
func (j *judging) finding(id, component string) func() screen.Action {
	return func() screen.Action {
		stored, ok, err := j.steps.Stored(j.app)
		if err != nil {
			return screen.Fail(err)
		}
		f := NewFindings(j.env, j.steps, j.app, stored)
		if !ok || !f.selectFinding(id, component) {
			return bad(i18n.Textf("现在的评估里没有 %s", "the assessment has no %s now", textOf(id).ZH))
		}
		return push(f)
	}
}
