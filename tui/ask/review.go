package ask

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// review is the end of an interview: what cannot hold, what may veto, what nobody
// knows and who finds out, and on which assumptions generation would rest.
type review struct {
	env *screen.Env
	a   *Ask
	app string // the one whose assumptions are listed where there are many
	out []screen.Line
}

// listedWhole is up to how many applications the assumptions of all are listed. Of
// more, nobody reads thousands of lines: one line for each leads to its own review.
const listedWhole = 8

// NewReview returns the screen.
func NewReview(env *screen.Env, a *Ask) screen.Screen { return newReview(env, a, a.at.App) }

func newReview(env *screen.Env, a *Ask, app string) screen.Screen {
	return screen.NewList(env, &screen.List{Name: i18n.Text{ZH: "复核", EN: "Review"}, Build: func() []screen.Line {
		r := review{env: env, a: a, app: app}
		r.summary()
		r.conflicts()
		r.blockers()
		r.assumptions()
		r.others()
		return r.out
	}})
}

// many tells whether the assumptions of one application only are listed.
func (r *review) many() bool { return len(r.env.Session.Subjects().Applications) > listedWhole }

// listed are the places whose assumptions are listed.
func (r *review) listed() []survey.Place {
	all := r.env.Session.Subjects().Places()
	if !r.many() {
		return all
	}
	return slices.DeleteFunc(all, func(p survey.Place) bool { return p.App != "" && p.App != r.app })
}

// others are the applications whose assumptions are not listed, each with how many
// it has; enter lists them.
func (r *review) others() {
	if !r.many() {
		return
	}
	var lines []screen.Line
	for _, app := range r.env.Session.Subjects().Applications {
		if app.Name == r.app {
			continue
		}
		p := r.env.Session.ProgressOf(r.a.appPlaces(app.Name)...)
		l := r.env.TextLine(r.env.Theme.Marks.Bullet, app.Name, r.env.Sayf("待确认 %d，不知道 %d，未答 %d", "%d to be confirmed, %d unknown, %d open",
			p.Suggested, p.Unknown, p.Asked-p.Known-p.Unknown-p.Suggested-p.Conflicts-p.Invalid))
		l.Enter = func() screen.Action { return screen.Action{Handled: true, Push: newReview(r.env, r.a, app.Name)} }
		lines = append(lines, l)
	}
	r.part(i18n.Text{ZH: "其他应用的假设", EN: "Assumptions of other applications"}, lines)
}

// part adds a group, with how many there are.
func (r *review) part(title i18n.Text, lines []screen.Line) {
	if len(lines) > 0 {
		head := r.env.Sayf("%[1]s %[3]d 项", "%[2]s: %[3]d", title.ZH, title.EN, len(lines))
		r.out = append(append(r.out, r.env.HeadingLine(head)), lines...)
	}
}

func (r *review) summary() {
	p := r.a.tally().all
	r.out = append(r.out, r.env.TextLine(r.env.Theme.Marks.Bullet, r.a.numbers(p), r.env.Sayf(
		"共 %d 题：已知 %d，不知道 %d，待确认 %d，未答 %d，待跟进 %d", "%d questions: %d known, %d unknown, %d to be confirmed, %d open, %d followed up",
		p.Asked, p.Known, p.Unknown, p.Suggested, p.Asked-p.Known-p.Unknown-p.Suggested-p.Conflicts-p.Invalid, p.Parked)))
}

func (r *review) conflicts() {
	var lines []screen.Line
	for _, c := range r.a.tally().conflicts {
		lines = append(lines, conflictLine(r.env, r.a, c))
	}
	r.part(i18n.Text{ZH: "矛盾", EN: "Conflicts"}, lines)
}

// blockers are the answers that may end the migration.
func (r *review) blockers() {
	var lines []screen.Line
	s, l := r.env.Session, r.env.Lang
	for _, p := range s.Subjects().Places() {
		if s.Progress(p).Blockers == 0 {
			continue
		}
		for _, i := range s.Agenda(p, interview.Filter{}) {
			e, _ := s.Entry(i.Place, i.Question)
			answer, ok := e.Answer()
			if !ok || !e.Question.Blocker || answer.State != survey.Known || interview.WorstRisk(e.Question, answer.Value) != survey.Red {
				continue
			}
			lines = append(lines, r.line(r.env.Theme.Marks.Bad, i, e.Question.Text.In(l), e.Question.Show(answer, l), mitigations(e.Question, answer.Value, l), r.where(i)))
		}
	}
	r.part(i18n.Text{ZH: "可能否决迁移的答案", EN: "Answers that may veto the migration"}, lines)
}

// assumptions are what generation would rest on where an answer is missing, those
// that a key confirms first.
func (r *review) assumptions() {
	var shown, unknown, open []screen.Line
	marks := r.env.Theme.Marks
	for _, x := range r.env.Session.Assumptions(r.listed()...) {
		switch x.Status {
		case interview.Suggested:
			shown = append(shown, r.assumption(marks.Bullet, x))
		case interview.NotKnown:
			unknown = append(unknown, r.assumption(marks.Warn, x))
		case interview.Open:
			open = append(open, r.assumption(marks.Bullet, x))
		} // conflicts are listed above
	}
	r.part(i18n.Text{ZH: "源码有证据，等待确认", EN: "Shown by the source, to be confirmed"}, shown)
	r.part(i18n.Text{ZH: "没有人知道：生成时按假设", EN: "Nobody knows: generation would assume"}, unknown)
	r.part(i18n.Text{ZH: "还没有问到：生成时按假设", EN: "Not asked yet: generation would assume"}, open)
}

// assumption is a line of thousands, most of which are never drawn.
func (r *review) assumption(mark string, x interview.Assumption) screen.Line {
	out := r.env.LazyLine(mark, func() (string, []string) {
		q, _ := r.env.Session.Bank().Question(x.Question)
		l, where := r.env.Lang, r.where(x.Item)
		if owner := strings.TrimSpace(x.Owner + " " + x.Due); owner != "" {
			where += r.env.Say(" · 待跟进：", " · follow-up: ") + owner
		}
		if len(x.Suggestions) > 0 {
			s := x.Suggestions[0]
			return q.Text.In(l), []string{q.ShowValue(s.Value, l), where + " · " + strings.Join(s.Evidence, ", ")}
		}
		return q.Text.In(l), []string{r.env.Say("假设：", "Assumed: ") + defaultText(q).In(l), where}
	})
	out.Enter = func() screen.Action { return toQuestion(r.a, x.Item)() }
	return out
}

func (r *review) where(i interview.Item) string { return r.a.placeName(i.Place) + " · " + i.Question }

func (r *review) line(mark string, to interview.Item, text string, details ...string) screen.Line {
	l := r.env.TextLine(mark, text, details...)
	l.Enter = toQuestion(r.a, to)
	return l
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
