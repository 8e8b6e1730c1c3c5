package ask

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// NewConflicts lists the conflicts; enter goes to the question that settles one.
func NewConflicts(env *screen.Env, a *Ask) screen.Screen {
	build := func() []screen.Line {
		var out []screen.Line
		accepted := false
		for _, c := range env.Session.Conflicts() {
			if c.Accepted != "" && !accepted {
				accepted = true
				out = append(out, env.HeadingLine(env.Say("已接受", "Accepted")))
			}
			out = append(out, conflictLine(env, a, c))
		}
		return out
	}
	return screen.NewList(env, &screen.List{
		Name: i18n.Text{ZH: "矛盾", EN: "Conflicts"}, Empty: i18n.Text{ZH: "没有矛盾。", EN: "There are no conflicts."}, Build: build,
		More: []frame.Binding{{
			ID: "accept", Keys: []string{"!"}, Text: i18n.Text{ZH: "保留", EN: "let it stand"}, ShowInHelpLine: true,
			Help: i18n.Text{ZH: "到该问题处说明理由，保留矛盾", EN: "Go to the question and say why the conflict may stand"},
		}},
	})
}

func conflictLine(env *screen.Env, a *Ask, c interview.Conflict) screen.Line {
	lang := env.Lang
	mark := env.Theme.Marks.Warn
	if c.Accepted != "" {
		mark = env.Theme.Marks.Bullet
	}
	about := placeName(c.Place, lang) + " · " + c.Kind.Text().In(lang) + " · " + strings.Join(c.Questions, ", ")
	if len(c.Evidence) > 0 {
		about += " · " + strings.Join(c.Evidence, ", ")
	}
	details := []string{about, c.Advice.In(lang)}
	if c.Accepted != "" {
		details = append(details, env.Say("理由：", "Reason: ")+c.Accepted)
	}
	out := env.TextLine(mark, c.Text.In(lang), details...)
	to := interview.Item{Place: c.Place, Question: c.Questions[0]}
	out.Enter = toQuestion(a, to)
	if c.Accepted == "" {
		out.Do = map[string]func() screen.Action{"accept": func() screen.Action {
			action := toQuestion(a, to)()
			a.show(a.acceptForm(c))
			return action
		}}
	}
	return out
}
