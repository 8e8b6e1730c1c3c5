package cockpit

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/screen"
)

// toQuestion goes to a question about an application. Where is the place or the
// component that it is about, "" for anywhere.
func toQuestion(env *screen.Env, a *ask.Ask, app, question, where string) func() screen.Action {
	return func() screen.Action {
		i, ok := asked(env.Session, app, question, where)
		if !ok {
			return bad(i18n.Textf("访谈现在不问 %s：它取决于别的答案", "the interview does not ask %s now: it hangs on other answers", textOf(question).ZH))
		}
		a.SetFilter(interview.Filter{})
		a.Open(i)
		return push(a)
	}
}

// asked is where the interview asks a question about an application: at the place
// that is meant, else where nobody has answered it yet, else anywhere.
func asked(s *interview.Session, app, question, where string) (found interview.Item, ok bool) {
	meant, _ := survey.ParsePlace(where)
	open := false
	for _, at := range placesOf(s, app) {
		agenda := s.Agenda(at, interview.Filter{})
		n := slices.IndexFunc(agenda, func(i interview.Item) bool { return i.Question == question })
		if n < 0 {
			continue
		}
		if where != "" && (at == meant || at.Component == where) {
			return agenda[n], true
		}
		e, is := s.Entry(at, question)
		if unanswered := is && !e.Status().Answered(); !ok || unanswered && !open {
			found, ok, open = agenda[n], true, unanswered
		}
	}
	return found, ok
}

// placesOf are the places with questions about an application, environments last: what
// is asked elsewhere, too, is better answered there.
func placesOf(s *interview.Session, app string) []survey.Place {
	var out, environments []survey.Place
	for _, at := range s.Subjects().Places() {
		switch {
		case at.Level() == survey.Env:
			environments = append(environments, at)
		case at.App == "" || at.App == app:
			out = append(out, at)
		}
	}
	return append(out, environments...)
}
