package ask

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// NewReview is the end of an interview: what cannot hold, what may veto, what
// nobody knows and who finds out, and on which assumptions generation would rest.
func NewReview(env *screen.Env, a *Ask) screen.Screen {
	build := func() []screen.Line {
		var out []screen.Line
		part := func(title i18n.Text, lines []screen.Line) {
			if len(lines) > 0 {
				out = append(append(out, env.HeadingLine(title.In(env.Lang))), lines...)
			}
		}
		p := a.tally().all
		out = append(out, env.TextLine(env.Theme.Marks.Bullet, a.numbers(p), env.Sayf(
			"共 %d 题：已知 %d，不知道 %d，待确认 %d，未答 %d", "%d questions: %d known, %d unknown, %d to be confirmed, %d open",
			p.Asked, p.Known, p.Unknown, p.Suggested, p.Asked-p.Known-p.Unknown-p.Suggested-p.Conflicts-p.Invalid)))
		var conflicts []screen.Line
		for _, c := range env.Session.Conflicts() {
			if c.Accepted == "" {
				conflicts = append(conflicts, conflictLine(env, a, c))
			}
		}
		part(i18n.Text{ZH: "矛盾", EN: "Conflicts"}, conflicts)
		vetoes, confirm, unknown := reviewLines(env, a)
		part(i18n.Text{ZH: "可能否决迁移的答案", EN: "Answers that may veto the migration"}, vetoes)
		part(i18n.Text{ZH: "源码有证据，等待确认", EN: "Shown by the source, to be confirmed"}, confirm)
		part(i18n.Text{ZH: "未知：生成时的假设", EN: "Unknown: what generation would assume"}, unknown)
		return out
	}
	return screen.NewList(env, &screen.List{Name: i18n.Text{ZH: "复核", EN: "Review"}, Build: build})
}

func reviewLines(env *screen.Env, a *Ask) (vetoes, confirm, unknown []screen.Line) {
	for _, i := range env.Session.FullAgenda(interview.Filter{}) {
		e, ok := env.Session.Entry(i.Place, i.Question)
		if !ok {
			continue
		}
		add := func(to *[]screen.Line, mark, text string, details ...string) {
			l := env.TextLine(mark, text, details...)
			l.Enter = toQuestion(a, i)
			*to = append(*to, l)
		}
		q := e.Question
		where := a.fullPlace(i.Place) + " · " + q.ID
		switch answer, answered := e.Answer(); {
		case answered && answer.State == survey.Known:
			if q.Blocker && interview.WorstRisk(q, answer.Value) == survey.Red {
				add(&vetoes, env.Theme.Marks.Bad, q.Text.In(env.Lang), q.Show(answer, env.Lang), mitigations(q, answer.Value, env.Lang), where)
			}
		case e.Status() == interview.Suggested:
			add(&confirm, env.Theme.Marks.Bullet, q.Text.In(env.Lang), q.ShowValue(e.Suggestions[0].Value, env.Lang), where+" · "+strings.Join(e.Suggestions[0].Evidence, ", "))
		case !answered || answer.State == survey.Unknown:
			owner := strings.TrimSpace(e.Owner + " " + e.Due)
			add(&unknown, env.Theme.Marks.Bullet, q.Text.In(env.Lang), env.Say("假设：", "Assumed: ")+defaultText(q).In(env.Lang), strings.TrimSuffix(where+" · "+owner, " · "))
		}
	}
	return vetoes, confirm, unknown
}

func mitigations(q survey.Question, v survey.Value, l i18n.Lang) string {
	var out []string
	for _, o := range interview.ChosenOptions(q, v) {
		if o.Mitigation.Complete() {
			out = append(out, o.Mitigation.In(l))
		}
	}
	return strings.Join(out, " ")
}
